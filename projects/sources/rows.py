"""A feature as a row of the shared table, and back: nothing is lost between them."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from geodata.cities import City
from geodata.geojson import to_geometry
from projects.model import Project
from projects.search import search_keys_for
from projects.sources.tables import (
    LISTS_OF_TEXT,
    MAY_BE_LEFT_OUT,
    OBJECTS,
    PLACE,
    list_columns,
    write_json,
)

Row = dict[str, Any]


def make_row(feature: Mapping[str, Any], *, project: Project, city: City) -> Row:
    """Make the row of a record.

    Parameters
    ----------
    feature
        The feature as the file gives it.
    project
        The same, read.
    city
        Its city, which knows names to be found by.
    """
    properties = feature["properties"]
    row: Row = {}
    for name in list_columns():
        if name.startswith("place_"):
            row[name] = properties["place"].get(name.removeprefix("place_"))
        elif name in OBJECTS:
            row[name] = write_json(properties[name])
        else:
            row[name] = properties.get(name)
    geometry = project.geometry
    row["geometry"] = None if geometry is None else shapely.to_wkb(geometry)
    row["accuracy_class"] = project.accuracy_class
    row["keys"] = "\n".join(search_keys_for(project, city=city))
    return row


def _is_left_out(name: str, value: object) -> bool:
    return value is None and name in MAY_BE_LEFT_OUT


def make_feature(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """Make the feature of a row.

    Parameters
    ----------
    names
        The columns of `list_columns` and ``geometry``, in the order of the values.
    values
        What the table holds; lists of objects as text or as JSON gives them.
    """
    row = dict(zip(names, values, strict=True))
    properties: dict[str, Any] = {}
    for name in list_columns():
        value = row[name]
        if name.startswith("place_") or _is_left_out(name, value):
            continue
        if name in OBJECTS and isinstance(value, str):
            value = json.loads(value)
        properties[name] = list(value) if name in LISTS_OF_TEXT else value
    properties["place"] = {
        name: row[f"place_{name}"]
        for name in PLACE
        if not _is_left_out(f"place_{name}", row[f"place_{name}"])
    }
    shape = row["geometry"]
    geometry = None if shape is None else to_geometry(shapely.from_wkb(bytes(shape)))
    return {"type": "Feature", "geometry": geometry, "properties": properties}
