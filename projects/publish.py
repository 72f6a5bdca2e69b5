"""The catalogue as the app serves it: GeoJSON with what is computed from each record."""

import json
from collections.abc import Iterator
from typing import Any

from geodata.geojson_rules import DECIMALS
from projects.catalogue import Catalogue
from projects.derive import measure_project
from projects.feature import make_feature, make_metadata
from projects.model import Project
from projects.search import search_keys_for, traditional_pairs
from projects.text_index import text_index_of


def derive_members(project: Project, *, keys: list[str]) -> dict[str, Any]:
    """Compute the ``derived`` member of a feature.

    Parameters
    ----------
    project
        The project.
    keys
        The keys under which it is found.

    Returns
    -------
    dict
        ``length_m`` to the metre, ``area_m2`` to the square metre, ``keys`` for searching,
        ``signs`` (traditional characters, each before the simplified one of the keys), ``bounds``
        as west, south, east, north or null, ``accuracy_class``.
    """
    measures = measure_project(project)
    geometry = project.geometry
    return {
        "length_m": None if measures.length_m is None else round(measures.length_m),
        "area_m2": None if measures.area_m2 is None else round(measures.area_m2),
        "keys": keys,
        "signs": traditional_pairs(keys),
        "bounds": None if geometry is None else [round(b, DECIMALS) for b in geometry.bounds],
        "accuracy_class": project.accuracy_class,
    }


def publish_record(project: Project, *, catalogue: Catalogue) -> dict[str, Any]:
    """Make the published feature of one record of a catalogue.

    Parameters
    ----------
    project
        The record.
    catalogue
        Its catalogue.
    """
    keys = search_keys_for(project, city=catalogue.city)
    return make_feature(project) | {"derived": derive_members(project, keys=keys)}


def _write(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")


def list_published(catalogue: Catalogue) -> Iterator[bytes]:
    """Write the features that the app serves, one after the other.

    Parameters
    ----------
    catalogue
        The catalogue.
    """
    index = text_index_of(catalogue)
    for row, project in enumerate(catalogue.projects):
        derived = derive_members(project, keys=index.keys(row))
        yield _write(make_feature(project) | {"derived": derived})


def published_bytes(catalogue: Catalogue) -> bytes:
    """Write the collection that the app serves: compact, the same bytes for the same content."""
    metadata = _write(make_metadata(catalogue.metadata))
    features = b",".join(list_published(catalogue))
    head = b'{"type":"FeatureCollection","metadata":'
    return b"".join((head, metadata, b',"features":[', features, b"]}"))
