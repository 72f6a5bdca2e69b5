"""Records as columns of GeoParquet, and back: the published schema of the atlas."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import shapely

from geodata.geojson import to_geometry
from projects.catalogue import Catalogue
from projects.model import Metadata, Project, Record
from projects.sources.tables import LISTS_OF_TEXT, MAY_BE_LEFT_OUT, OBJECTS, PLACE, list_columns

_NUMBERS: Final = {"place_accuracy_m": pa.float64(), "place_extent_m": pa.float64()}
_SIDES: Final = ("xmin", "ymin", "xmax", "ymax")
_BOX: Final = pa.struct([(side, pa.float64()) for side in _SIDES])
_GEO: Final = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {
        "geometry": {
            "encoding": "WKB",
            "geometry_types": [],
            "covering": {"bbox": {side: ["bbox", side] for side in _SIDES}},
        }
    },
}


def _type_of(column: str) -> pa.DataType:
    if column in LISTS_OF_TEXT:
        return pa.list_(pa.string())
    if column == "due":
        return pa.int16()
    return _NUMBERS.get(column, pa.string())


SCHEMA: Final = pa.schema(
    [
        ("catalogue_id", pa.string()),
        ("year", pa.int16()),
        ("number", pa.int32()),
        *((column, _type_of(column)) for column in list_columns()),
        ("accuracy_class", pa.string()),
        ("bbox", _BOX),
        ("geometry", pa.binary()),
    ],
    metadata={"geo": json.dumps(_GEO)},
)
"""The columns of a shard: those of a record, its report, its box and its geometry (WKB)."""


def make_rows(catalogue: Catalogue, *, features: Sequence[Mapping[str, Any]]) -> Iterator[Any]:
    """Make the rows of a report in its order.

    Parameters
    ----------
    catalogue
        The report.
    features
        The features it was read from, in the same order.
    """
    metadata = catalogue.metadata
    head = {"catalogue_id": metadata.id, "year": metadata.report_year}
    for number, (project, feature) in enumerate(zip(catalogue.projects, features, strict=True)):
        properties = feature["properties"]
        place = properties["place"]
        row: dict[str, Any] = {**head, "number": number}
        for column in list_columns():
            if column.startswith("place_"):
                row[column] = place.get(column.removeprefix("place_"))
            elif column in OBJECTS:
                row[column] = json.dumps(
                    properties[column], ensure_ascii=False, separators=(",", ":")
                )
            else:
                row[column] = properties.get(column)
        row["accuracy_class"] = project.accuracy_class
        geometry = project.geometry
        row["bbox"] = None
        if geometry is not None:
            row["bbox"] = dict(zip(_SIDES, geometry.bounds, strict=True))
        row["geometry"] = None if geometry is None else shapely.to_wkb(geometry)
        yield row


def _interleave(values: np.ndarray[Any, np.dtype[np.uint64]]) -> Any:  # noqa: ANN401 - an array
    """Spread the bits of 16-bit numbers, one zero between two."""
    spread = values.astype(np.uint64)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread


def _place_key(boxes: Sequence[Mapping[str, float] | None]) -> list[int]:
    """Give each box a number such that near ones have near numbers (Morton's); -1 without."""
    middles = np.array(
        [
            (np.nan, np.nan) if b is None else (b["xmin"] + b["xmax"], b["ymin"] + b["ymax"])
            for b in boxes
        ]
    ).reshape(-1, 2)
    known = ~np.isnan(middles[:, 0])
    keys = np.full(len(boxes), -1, dtype=np.int64)
    if known.any():
        found = middles[known]
        low, high = found.min(axis=0), found.max(axis=0)
        size = np.where(high > low, high - low, 1.0)
        cells = ((found - low) / size * 65_535).astype(np.uint64)
        keys[known] = (
            _interleave(cells[:, 0]) | (_interleave(cells[:, 1]) << np.uint64(1))
        ).astype(np.int64)
    return [int(key) for key in keys]


def make_table(rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Make the table of a shard, sorted by year and then so that near records stand together."""
    listed = list(rows)
    keys = _place_key([row["bbox"] for row in listed])
    order = sorted(
        range(len(listed)),
        key=lambda at: (
            listed[at]["year"],
            keys[at],
            listed[at]["catalogue_id"],
            listed[at]["number"],
        ),
    )
    return pa.Table.from_pylist([listed[at] for at in order], schema=SCHEMA)


def make_properties(row: Mapping[str, Any]) -> dict[str, Any]:
    """Make the properties of a feature from a row."""
    properties: dict[str, Any] = {}
    for column in list_columns():
        value = row[column]
        if column.startswith("place_") or (value is None and column in MAY_BE_LEFT_OUT):
            continue
        properties[column] = json.loads(value) if column in OBJECTS else value
    properties["place"] = {
        name: row[f"place_{name}"]
        for name in PLACE
        if row[f"place_{name}"] is not None or f"place_{name}" not in MAY_BE_LEFT_OUT
    }
    return properties


def make_feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """Make a feature from a row."""
    shape = None if row["geometry"] is None else shapely.from_wkb(row["geometry"])
    return {"type": "Feature", "geometry": to_geometry(shape), "properties": make_properties(row)}


def make_project(row: Mapping[str, Any]) -> Project:
    """Make the record of a row; it was checked when the atlas was built."""
    record = Record.model_validate(make_properties(row))
    values = {name: getattr(record, name) for name in Record.model_fields}
    geometry = None if row["geometry"] is None else shapely.from_wkb(row["geometry"])
    return Project.model_construct(
        _fields_set={*record.model_fields_set, "geometry"}, **values, geometry=geometry
    )


def make_catalogue(rows: Iterable[Mapping[str, Any]], *, metadata: Metadata) -> Catalogue:
    """Make a report from its rows, in its own order."""
    ordered = sorted(rows, key=lambda row: int(row["number"]))
    return Catalogue(metadata=metadata, projects=tuple(make_project(row) for row in ordered))
