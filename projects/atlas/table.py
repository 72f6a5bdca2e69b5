"""Records as columns of GeoParquet, and back: the published schema of the atlas."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.geojson import to_geometry
from projects.catalogue import Catalogue
from projects.model import Metadata, Project, Record
from projects.sources.tables import LISTS_OF_TEXT, MAY_BE_LEFT_OUT, OBJECTS, PLACE, list_columns
from projects.vocabulary import classify_accuracy

Numbers = NDArray[np.float64]

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


@dataclass(frozen=True)
class Read:
    """A report that passed the checks: its metadata, its records as they stand, their shapes."""

    metadata: Metadata
    records: Sequence[Mapping[str, Any]]
    shapes: Sequence[BaseGeometry | None]

    @cached_property
    def bounds(self) -> Numbers:
        """The boxes of its records, of shape (n, 4); not a number without a place."""
        found: Numbers = shapely.bounds(self.shapes)
        return found.reshape(-1, 4)


_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BETWEEN: Final = "\0"
"""Stands between two values that are written together; no text of a record holds it."""
_CUT: Final = f",{json.dumps(_BETWEEN)},"


def _encode_all(values: Sequence[Any]) -> list[str]:
    """Write many values as JSON, each by itself."""
    if not values:
        return []
    told = [one for value in values for one in (value, _BETWEEN)]
    return _ENCODER.encode(told)[1 : -len(_CUT)].split(_CUT)


def _list_column(
    column: str, records: Sequence[Mapping[str, Any]], *, places: Sequence[Mapping[str, Any]]
) -> list[Any]:
    """List the values of a column."""
    if column.startswith("place_"):
        name = column.removeprefix("place_")
        return [place.get(name) for place in places]
    if column in OBJECTS:
        return _encode_all([record[column] for record in records])
    if column in MAY_BE_LEFT_OUT:
        return [record.get(column) for record in records]
    return [record[column] for record in records]


def _interleave(values: np.ndarray[Any, np.dtype[np.uint64]]) -> Any:  # noqa: ANN401 - an array
    """Spread the bits of 16-bit numbers, one zero between two."""
    spread = values.astype(np.uint64)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread


def _place_keys(bounds: Numbers) -> NDArray[np.int64]:
    """Give each box a number such that near ones have near numbers (Morton's); -1 without."""
    middles = bounds[:, :2] + bounds[:, 2:]
    known = ~np.isnan(middles[:, 0])
    keys = np.full(len(bounds), -1, dtype=np.int64)
    if known.any():
        found = middles[known]
        low, high = found.min(axis=0), found.max(axis=0)
        size = np.where(high > low, high - low, 1.0)
        cells = ((found - low) / size * 65_535).astype(np.uint64)
        keys[known] = (
            _interleave(cells[:, 0]) | (_interleave(cells[:, 1]) << np.uint64(1))
        ).astype(np.int64)
    return keys


def _make_boxes(bounds: Numbers) -> pa.StructArray:
    """Make the column of boxes; null where there is none."""
    return pa.StructArray.from_arrays(
        [pa.array(bounds[:, at]) for at in range(len(_SIDES))],
        fields=list(_BOX),
        mask=pa.array(np.isnan(bounds[:, 0])),
    )


def make_table(reports: Sequence[Read]) -> pa.Table:
    """Make the table of a shard, sorted by year and then so that near records stand together.

    Parameters
    ----------
    reports
        The reports of the shard.

    Returns
    -------
    Table
        Of `SCHEMA`.
    """
    reports = sorted(reports, key=lambda one: one.metadata.id)
    sizes = [len(report.records) for report in reports]
    shapes = np.array([*(shape for report in reports for shape in report.shapes), None])[:-1]
    bounds = np.concatenate([report.bounds for report in reports])
    years = np.repeat(np.array([report.metadata.report_year for report in reports]), sizes)
    ranks = np.repeat(np.arange(len(reports)), sizes)
    numbers = np.concatenate([np.arange(size) for size in sizes])
    order = np.lexsort((numbers, ranks, _place_keys(bounds), years))
    read = [record for report in reports for record in report.records]
    records = [read[at] for at in order.tolist()]
    places = [record["place"] for record in records]
    columns: dict[str, Any] = {
        "catalogue_id": [reports[rank].metadata.id for rank in ranks[order].tolist()],
        "year": years[order].astype(np.int16),
        "number": numbers[order].astype(np.int32),
    }
    columns |= {column: _list_column(column, records, places=places) for column in list_columns()}
    classify = cache(classify_accuracy)
    columns["accuracy_class"] = [
        classify(place["accuracy_m"], place_type=place["type"]) for place in places
    ]
    columns["bbox"] = _make_boxes(bounds[order])
    columns["geometry"] = shapely.to_wkb(shapes[order])
    return pa.table(columns, schema=SCHEMA)


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
