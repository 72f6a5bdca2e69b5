"""Reading a catalogue: what a sound file gives, and every fault of a broken one at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from projects.catalogue import Catalogue, parse_catalogue, read_catalogue
from projects.errors import CatalogueError

Json = dict[str, Any]


def test_projects_keep_the_order_of_the_file(toy_catalogue: Catalogue) -> None:
    assert [p.id for p in toy_catalogue.projects][:3] == ["metro-1-p1", "north-road", "museum"]


def test_placed_and_unplaced_are_all(toy_catalogue: Catalogue) -> None:
    both = {*toy_catalogue.placed, *toy_catalogue.unplaced}
    assert len(toy_catalogue.placed) + len(toy_catalogue.unplaced) == len(both) == 8


def test_a_former_id_leads_to_the_present_one(toy_catalogue: Catalogue) -> None:
    assert toy_catalogue.present_ids["metro-one"] == "metro-1-p1"
    assert toy_catalogue.present_ids["museum"] == "museum"
    assert "metro-one" not in toy_catalogue.by_id


def test_records_cannot_be_changed(toy_catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="frozen"):
        toy_catalogue.projects[0].status = "completed"


@pytest.mark.parametrize(
    ("data", "field", "found"),
    [
        (b"\xd6\xd0", "encoding", "byte 0xd6 at offset 0"),
        (b'{"type": ', "json", "Expecting value at line 1, column 10"),
        (b'{"type": NaN}', "type", "NaN"),
        (b'{"type": 1e400}', "type", "1e400, which is no finite number"),
        (b'{"type": ' + b"9" * 5000 + b"}", "type", "a number of 5,000 characters"),
        (b"[" * 100_000, "json", "nested too deep"),
        (b"[1, 2]", "type", "[1, 2]"),
        (b'{"type": "Feature"}', "type", "'Feature'"),
        (b'{"type": "FeatureCollection"}', "features", "nothing"),
        (b"", "json", "an empty file"),
        (b" \n", "json", "an empty file"),
        (b"<html>", "json", "Expecting value at line 1, column 1; the file begins with '<html>'"),
        (b"{} {}", "json", "something more after its end, at line 1, column 4"),
        ("中".encode("utf-16"), "encoding", "byte 0xff at offset 0: UTF-16"),
        (b"\x1f\x8b\x08", "encoding", "packed by gzip; unpack it first"),
        (b"PK\x03\x04\xff", "encoding", "a zip archive"),
        ("中文".encode("gb18030"), "encoding", "it reads as GBK"),
        ("太原".encode()[:-1], "encoding", "ends in the middle of a character"),
    ],
)
def test_a_file_that_is_no_collection_says_why(data: bytes, field: str, found: str) -> None:
    with pytest.raises(CatalogueError, match=r"broken\.geojson: collection") as caught:
        parse_catalogue(data, file="broken.geojson")
    (fault,) = caught.value.faults
    assert fault.field == field
    assert found in fault.found


@pytest.mark.parametrize(
    ("data", "field", "found"),
    [
        ("\ufeff{}".encode(), "encoding", "one"),
        (b'{"type": "a", "type": "b"}', "json", "type twice"),
    ],
)
def test_what_does_not_hinder_reading_is_told_beside_the_rest(
    data: bytes, field: str, found: str
) -> None:
    with pytest.raises(CatalogueError, match="FeatureCollection") as caught:
        parse_catalogue(data, file="broken.geojson")
    assert [(fault.field, fault.found) for fault in caught.value.faults][:1] == [(field, found)]
    assert len(caught.value.faults) == 2


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="No such file"):
        read_catalogue(tmp_path / "none.geojson")


def test_a_file_is_read(
    tmp_path: Path, toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    path = tmp_path / "toy.geojson"
    path.write_bytes(encoded(toy_collection()))
    assert len(read_catalogue(path).projects) == 8


def test_all_faults_are_told_at_once(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    features = collection["features"]
    collection["crs"] = {}
    del collection["metadata"]["licence"]
    features[0]["properties"]["sector"] = "trams"
    features[1]["properties"]["extra"] = 1
    features[1]["properties"]["due"] = "2024"
    features[2]["properties"]["id"] = "Museum_1"
    features[3]["geometry"]["type"] = "polygon"
    features[4]["properties"]["milestones"][0]["date"] = "soon"
    features[4]["id"] = 5
    features[5]["properties"]["citations"] = []
    features[6]["properties"]["id"] = "metro-one"
    del features[7]["properties"]["id"]
    with pytest.raises(CatalogueError, match="metro-1-p1") as caught:
        parse_catalogue(encoded(collection), file="f.geojson")
    told = {(fault.record, fault.field) for fault in caught.value.faults}
    assert told == {
        ("collection", "crs"),
        ("metadata", "licence"),
        ("metro-1-p1", "sector"),
        ("north-road", "extra"),
        ("north-road", "due"),
        ("Museum_1", "id"),
        ("lake-park", "geometry.type"),
        ("far-railway", "milestones[0].date"),
        ("far-railway", "id"),
        ("clinic", "citations"),
        ("metro-one", "id"),
        ("feature 8", "id"),
    }
    assert all(fault.file == "f.geojson" for fault in caught.value.faults)


def test_a_wrong_word_lists_the_right_ones(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    collection["features"][0]["properties"]["status"] = "building"
    with pytest.raises(CatalogueError, match="under-construction") as caught:
        parse_catalogue(encoded(collection), file="f.geojson")
    assert caught.value.faults[0].found == "'building'"


@pytest.mark.parametrize("features", [[None], [3], ["x"], [[]], [{}], [{"properties": 3}]])
def test_any_json_in_the_place_of_a_feature_is_a_fault(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes], features: list[Any]
) -> None:
    collection = toy_collection() | {"features": features}
    with pytest.raises(CatalogueError, match="feature 1"):
        parse_catalogue(encoded(collection), file="f.geojson")


def test_a_long_list_of_faults_is_cut_in_the_message_only(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection() | {"features": [{}] * 30}
    with pytest.raises(CatalogueError, match=r"and \d+ more$") as caught:
        parse_catalogue(encoded(collection), file="f.geojson")
    assert len(caught.value.faults) >= 90
