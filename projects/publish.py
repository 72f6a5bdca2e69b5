"""The catalogue as the app serves it: GeoJSON with what is computed from each record."""

import json
from typing import Any

from geodata.cities import City
from geodata.geojson import DECIMALS
from projects.catalogue import Catalogue
from projects.derive import measure_project
from projects.feature import make_feature, make_metadata
from projects.model import Project
from projects.search import search_keys_for, traditional_pairs


def derive_members(project: Project, *, city: City) -> dict[str, Any]:
    """Compute the ``derived`` member of a feature.

    Parameters
    ----------
    project
        The project.
    city
        Its city.

    Returns
    -------
    dict
        ``length_m`` to the metre, ``area_m2`` to the square metre, ``keys`` for searching,
        ``signs`` (traditional characters, each before the simplified one of the keys), ``bounds``
        as west, south, east, north or null, ``accuracy_class``.
    """
    measures = measure_project(project)
    keys = search_keys_for(project, city=city)
    geometry = project.geometry
    return {
        "length_m": None if measures.length_m is None else round(measures.length_m),
        "area_m2": None if measures.area_m2 is None else round(measures.area_m2),
        "keys": keys,
        "signs": traditional_pairs(keys),
        "bounds": None if geometry is None else [round(b, DECIMALS) for b in geometry.bounds],
        "accuracy_class": project.accuracy_class,
    }


def published_bytes(catalogue: Catalogue) -> bytes:
    """Write the collection that the app serves: compact, the same bytes for the same content."""
    features = [
        make_feature(project) | {"derived": derive_members(project, city=catalogue.city)}
        for project in catalogue.projects
    ]
    collection = {
        "type": "FeatureCollection",
        "metadata": make_metadata(catalogue.metadata),
        "features": features,
    }
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8")
