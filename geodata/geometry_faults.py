"""What GeoJSON (RFC 7946) asks of a geometry, said as faults on the text before it is a shape."""

import itertools
import math
from collections.abc import Iterator
from typing import Any, Final

from shapely import box
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from geodata.geojson import DECIMALS, DEPTHS, LARGEST_LAT, LARGEST_LON
from geodata.shown import shorten, show_name

GeometryFault = tuple[str, str, str]
"""A field, what was expected and what was found."""

_LEAST_POSITIONS: Final = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
MAX_POSITIONS: Final = 50_000
"""Most positions of one geometry; a metro line drawn to the metre has some 2,000."""
_LARGEST_NUMBER: Final = 10**15
_TOLD_POSITIONS: Final = 5


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


def _is_number(value: object) -> bool:
    """Say whether a value is a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) if isinstance(value, float) else abs(value) < _LARGEST_NUMBER


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
            yield (
                f"geometry.{show_name(name)}",
                "only type and coordinates",
                shorten(geometry[name]),
            )
    found = _find_nested_faults(
        geometry.get("coordinates"),
        depth=DEPTHS[geometry_type],
        least=_LEAST_POSITIONS.get(geometry_type, 1),
        field="geometry.coordinates",
    )
    # The first few positions say what is wrong; a spoilt line may have thousands.
    told = tuple(itertools.islice(found, _TOLD_POSITIONS))
    yield from told
    number = 0 if told else _count_positions(geometry["coordinates"], DEPTHS[geometry_type])
    if number > MAX_POSITIONS:
        expected = f"at most {MAX_POSITIONS:,} positions; simplify it"
        yield "geometry.coordinates", expected, f"{number:,}"


def _count_positions(coordinates: list[Any], depth: int) -> int:
    """Count the positions of coordinates nested so deep."""
    if depth <= 1:
        return len(coordinates) if depth else 1
    return sum(_count_positions(part, depth - 1) for part in coordinates)


def make_geometry(geometry: Any) -> BaseGeometry:  # noqa: ANN401 - any JSON value
    """Make the shape of a geometry in which no structure fault was found."""
    return shape(geometry)


def _list_paths(geometry: dict[str, Any]) -> Iterator[tuple[str, list[Any], bool]]:
    """List the runs of positions of a geometry: field, positions, whether it is a ring."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    field = "geometry.coordinates"
    if kind == "LineString":
        yield field, coordinates, False
    elif kind == "MultiLineString":
        for index, line in enumerate(coordinates):
            yield f"{field}[{index}]", line, False
    elif kind == "Polygon":
        for index, ring in enumerate(coordinates):
            yield f"{field}[{index}]", ring, True
    elif kind == "MultiPolygon":
        for number, polygon in enumerate(coordinates):
            for index, ring in enumerate(polygon):
                yield f"{field}[{number}][{index}]", ring, True
    else:
        yield field, coordinates if kind == "MultiPoint" else [coordinates], False


def _list_positions(geometry: dict[str, Any]) -> list[list[float]]:
    """List all positions of a geometry."""
    return [position for _, path, _ in _list_paths(geometry) for position in path]


def _is_off_the_globe(position: list[float]) -> bool:
    """Say whether a position cannot be a longitude and a latitude."""
    return abs(position[0]) > LARGEST_LON or abs(position[1]) > LARGEST_LAT


def _tell_off_the_globe(position: list[float]) -> str:
    """Say what a position off the globe should be, and what it looks like."""
    expected = "a longitude within ±180 and a latitude within ±90"
    if max(map(abs, position)) > 2 * LARGEST_LON:
        return f"{expected}; these look like metres, convert them to WGS 84"
    return expected


def _double_area(ring: list[list[float]]) -> float:
    """Give twice the signed area of a ring, positive where it runs counterclockwise."""
    return sum((x1 - x2) * (y1 + y2) for (x1, y1), (x2, y2) in itertools.pairwise(ring))


def _find_ring_faults(ring: list[list[float]], *, field: str) -> Iterator[GeometryFault]:
    """Find a ring that is open or runs the wrong way; the first ring of a polygon is its outer."""
    if ring[0] != ring[-1]:
        yield field, "a closed ring, its last position equal to its first", shorten(ring[-1])
        ring = [*ring, ring[0]]
    outer = field.endswith("[0]")
    double_area = _double_area(ring)
    if double_area and (double_area > 0) != outer:
        way = "counterclockwise" if outer else "clockwise"
        expected = f"{'an outer ring' if outer else 'a hole'} that runs {way} (RFC 7946, 3.1.6)"
        yield field, expected, "the other way round"


def find_rule_faults(geometry: dict[str, Any]) -> Iterator[GeometryFault]:
    """Find what RFC 7946 and the house rules object to in a geometry that can be read.

    Parameters
    ----------
    geometry
        A GeoJSON geometry without structure faults.

    Yields
    ------
    GeometryFault
        Too many decimals, a position twice in a row, an open ring, a ring the wrong way round,
        a line without length, a shape that is not valid. Nothing of positions that are not on
        the globe: where these lie is what `find_site_faults` finds.
    """
    if any(map(_is_off_the_globe, _list_positions(geometry))):
        return
    for field, positions, is_ring in _list_paths(geometry):
        long = [p for p in positions if any(round(value, DECIMALS) != value for value in p)]
        if long:
            yield field, f"at most {DECIMALS} decimals", shorten(long[0])
        if geometry["type"] != "MultiPoint":
            for index, (one, two) in enumerate(itertools.pairwise(positions)):
                if one == two:
                    expected = "a position other than the one before it"
                    yield f"{field}[{index + 1}]", expected, shorten(two)
        if is_ring:
            yield from _find_ring_faults(positions, field=field)
    made = make_geometry(geometry)
    if made.geom_type.endswith("LineString") and made.length == 0:
        yield "geometry", "a line with a length", "0 m"
    elif not made.is_valid:
        yield "geometry", "a valid shape", explain_validity(made)


def find_site_faults(
    geometry: dict[str, Any], *, bbox: tuple[float, float, float, float], may_leave: bool
) -> Iterator[GeometryFault]:
    """Find a geometry that lies where the city is not.

    Parameters
    ----------
    geometry
        A GeoJSON geometry without structure faults.
    bbox
        West, south, east and north of the city.
    may_leave
        Whether the catalogue declares that the geometry leaves the city. It has to touch the
        city still, and has to leave it indeed.

    Yields
    ------
    GeometryFault
        At most one; latitude before longitude is recognised where the turned position would
        lie in the city.
    """
    west, south, east, north = bbox
    positions = _list_positions(geometry)
    outside = [p for p in positions if not (west <= p[0] <= east and south <= p[1] <= north)]
    if not outside:
        if may_leave:
            expected = "a geometry that leaves the city, as metadata.leaves_city says"
            yield "geometry.coordinates", expected, "all inside its bounding box"
        return
    turned = [p for p in outside if west <= p[1] <= east and south <= p[0] <= north]
    if turned:
        expected = "longitude before latitude; these look swapped"
        yield "geometry.coordinates", expected, shorten(turned[0])
    elif lost := [p for p in outside if _is_off_the_globe(p)]:
        yield "geometry.coordinates", _tell_off_the_globe(lost[0]), shorten(lost[0])
    elif not may_leave:
        expected = f"inside the city's bounding box {list(bbox)}, or declared in leaves_city"
        yield "geometry.coordinates", expected, shorten(outside[0])
    elif not make_geometry(geometry).intersects(box(*bbox)):
        expected = f"at least a part inside the city's bounding box {list(bbox)}"
        yield "geometry.coordinates", expected, shorten(outside[0])
