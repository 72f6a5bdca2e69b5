"""What GeoJSON (RFC 7946) asks of a geometry, said as faults on the text before it is a shape."""

import math
from collections.abc import Iterator
from typing import Any, Final

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

GeometryFault = tuple[str, str, str]
"""A field, what was expected and what was found."""

DEPTHS: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep positions are nested in each type of geometry that a place may have."""

MAX_DECIMALS: Final = 6
"""A sixth decimal of a degree is 11 cm: more would claim an accuracy that nobody has."""

_LEAST_POSITIONS: Final = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
_SHOWN: Final = 60


def _schema_of(geometry_type: str) -> dict[str, Any]:
    """Make the JSON Schema of one type of geometry."""
    schema: dict[str, Any] = {
        "type": "array",
        "prefixItems": [
            {"type": "number", "minimum": -180, "maximum": 180},
            {"type": "number", "minimum": -90, "maximum": 90},
        ],
        "items": False,
        "minItems": 2,
    }
    for level in range(DEPTHS[geometry_type]):
        least = _LEAST_POSITIONS.get(geometry_type, 1) if level == 0 else 1
        schema = {"type": "array", "items": schema, "minItems": least}
    return {
        "type": "object",
        "properties": {"type": {"const": geometry_type}, "coordinates": schema},
        "required": ["type", "coordinates"],
        "additionalProperties": False,
    }


GEOMETRY_SCHEMA: Final[dict[str, Any]] = {
    "anyOf": [*(_schema_of(geometry_type) for geometry_type in DEPTHS), {"type": "null"}]
}


def shorten(value: object) -> str:
    """Write a value found in a file so that it fits a line."""
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _is_number(value: object) -> bool:
    """Say whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _find_position_fault(value: object, *, field: str) -> Iterator[GeometryFault]:
    """Find what keeps a value from being a position."""
    if not isinstance(value, list):
        yield field, "a position [longitude, latitude]", shorten(value)
    elif len(value) != 2 or not all(_is_number(item) for item in value):  # noqa: PLR2004
        yield field, "two finite numbers [longitude, latitude]", shorten(value)


def _find_nested_faults(
    value: object, *, depth: int, least: int, field: str
) -> Iterator[GeometryFault]:
    """Find what keeps a value from being lists of positions nested so deep."""
    if depth == 0:
        yield from _find_position_fault(value, field=field)
        return
    if not isinstance(value, list):
        yield field, "a list of coordinates", shorten(value)
        return
    needed = least if depth == 1 else 1
    if len(value) < needed:
        yield field, f"at least {needed} item{'s' * (needed > 1)}", f"{len(value)}"
    for index, item in enumerate(value):
        yield from _find_nested_faults(
            item, depth=depth - 1, least=least, field=f"{field}[{index}]"
        )


def find_structure_faults(geometry: object) -> Iterator[GeometryFault]:
    """Find what keeps a value from being read as a geometry of a place.

    Parameters
    ----------
    geometry
        What stands in the file, as JSON gives it.

    Yields
    ------
    GeometryFault
        Field, what was expected and what was found; nothing where a shape can be made.

    Examples
    --------
    >>> list(find_structure_faults({"type": "Point", "coordinates": [112.5, 37.9]}))
    []
    >>> list(find_structure_faults({"type": "point", "coordinates": [112.5, 37.9]}))
    [('geometry.type', "'Point' in exactly this spelling", "'point'")]
    """
    if not isinstance(geometry, dict):
        yield "geometry", "an object with type and coordinates, or null", shorten(geometry)
        return
    geometry_type = geometry.get("type")
    if not isinstance(geometry_type, str) or geometry_type not in DEPTHS:
        spellings = {name.lower(): name for name in DEPTHS}
        right = spellings.get(str(geometry_type).lower())
        expected = (
            f"one of {', '.join(DEPTHS)}"
            if right is None
            else f"{right!r} in exactly this spelling"
        )
        yield "geometry.type", expected, shorten(geometry_type)
        return
    for name in geometry:
        if name not in {"type", "coordinates"}:
            yield f"geometry.{name}", "only type and coordinates", shorten(geometry[name])
    yield from _find_nested_faults(
        geometry.get("coordinates"),
        depth=DEPTHS[geometry_type],
        least=_LEAST_POSITIONS.get(geometry_type, 1),
        field="geometry.coordinates",
    )


def make_geometry(geometry: Any) -> BaseGeometry:  # noqa: ANN401 - any JSON value
    """Make the shape of a geometry in which no structure fault was found."""
    return shape(geometry)
