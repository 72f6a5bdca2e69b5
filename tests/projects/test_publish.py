"""The published catalogue: what the app serves."""

import json

from geodata.cities import default_city
from projects.catalogue import Catalogue, parse_catalogue
from projects.publish import published_bytes
from projects.search import search_keys_for


def test_each_feature_carries_what_is_computed(toy_catalogue: Catalogue) -> None:
    features = json.loads(published_bytes(toy_catalogue))["features"]
    assert [feature["properties"]["id"] for feature in features] == list(toy_catalogue.by_id)
    for feature, project in zip(features, toy_catalogue.projects, strict=True):
        assert feature["derived"]["keys"] == search_keys_for(project, city=default_city())
        assert feature["derived"]["accuracy_class"] == project.accuracy_class
        assert (feature["derived"]["bounds"] is None) == (feature["geometry"] is None)
    metro = features[0]["derived"]
    assert metro["bounds"] == [112.5, 37.85, 112.6, 37.85]
    assert 8700 < metro["length_m"] < 8900
    assert metro["area_m2"] is None


def test_the_records_are_those_of_the_file(toy_catalogue: Catalogue) -> None:
    collection = json.loads(published_bytes(toy_catalogue))
    for feature in collection["features"]:
        del feature["derived"]
    again = parse_catalogue(json.dumps(collection).encode(), file="again")
    assert again.metadata == toy_catalogue.metadata
    assert again.projects == toy_catalogue.projects


def test_the_bytes_are_compact_and_always_the_same(toy_catalogue: Catalogue) -> None:
    content = published_bytes(toy_catalogue)
    assert content == published_bytes(toy_catalogue)
    assert b"\n" not in content
    assert "轨道交通".encode() in content
