"""What GeoJSON (RFC 7946) and the house ask of a geometry, said as faults before it is a shape."""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

from shapely import box
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from geodata.shown import shorten, show_name

GeometryFault = tuple[str, str, str]
"""A field, what was expected and what was found."""

DECIMALS: Final = 6
"""Most decimals of a stored coordinate: 0.1 m on the ground."""

DEPTHS: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep the positions lie in the coordinates of each type of geometry."""

LARGEST_LON, LARGEST_LAT = 180, 90
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
            {"type": "number", "minimum": -LARGEST_LON, "maximum": LARGEST_LON},
            {"type": "number", "minimum": -LARGEST_LAT, "maximum": LARGEST_LAT},
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


def _find_position_fault(
    value: object, *, field: str, has_heights: bool
) -> Iterator[GeometryFault]:
    """Find what keeps a value from being a position."""
    lengths = (2, 3) if has_heights else (2,)
    if not isinstance(value, list):
        yield field, "a position [longitude, latitude]", shorten(value)
    elif len(value) not in lengths or not all(_is_number(item) for item in value):
        yield field, "two finite numbers [longitude, latitude]", shorten(value)


def _find_nested_faults(
    value: object, *, depth: int, least: int, field: str, has_heights: bool = False
) -> Iterator[GeometryFault]:
    """Find what keeps a value from being lists of positions nested so deep."""
    if depth == 0:
        yield from _find_position_fault(value, field=field, has_heights=has_heights)
        return
    if not isinstance(value, list):
        yield field, "a list of coordinates", shorten(value)
        return
    needed = least if depth == 1 else 1
    if len(value) < needed:
        yield field, f"at least {needed} item{'s' * (needed > 1)}", f"{len(value)}"
    for index, item in enumerate(value):
        yield from _find_nested_faults(
            item,
            depth=depth - 1,
            least=least,
            field=f"{field}[{index}]",
            has_heights=has_heights,
        )


def _find_coordinate_faults(
    geometry: dict[str, Any], *, has_heights: bool = False
) -> Iterator[GeometryFault]:
    """Find what keeps the coordinates of a geometry of a known type from being read."""
    geometry_type = geometry["type"]
    return _find_nested_faults(
        geometry.get("coordinates"),
        depth=DEPTHS[geometry_type],
        least=_LEAST_POSITIONS.get(geometry_type, 1),
        field="geometry.coordinates",
        has_heights=has_heights,
    )


def _find_type_fault(geometry_type: object) -> Iterator[GeometryFault]:
    """Find a type that is none, and the one that may be meant."""
    if isinstance(geometry_type, str) and geometry_type in DEPTHS:
        return
    spellings = {name.lower(): name for name in DEPTHS}
    right = spellings.get(str(geometry_type).lower())
    known = f"one of {', '.join(DEPTHS)}"
    expected = known if right is None else f"{right!r} in exactly this spelling"
    yield "geometry.type", expected, shorten(geometry_type)


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
    no_type = next(_find_type_fault(geometry.get("type")), None)
    if no_type is not None:
        yield no_type
        return
    for name in geometry:
        if name not in {"type", "coordinates"}:
            yield (
                f"geometry.{show_name(name)}",
                "only type and coordinates",
                shorten(geometry[name]),
            )
    found = _find_coordinate_faults(geometry)
    # The first few positions say what is wrong; a spoilt line may have thousands.
    told = tuple(itertools.islice(found, _TOLD_POSITIONS))
    yield from told
    number = 0 if told else _count_positions(geometry["coordinates"], DEPTHS[geometry["type"]])
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


def is_on_the_globe(lon: float, lat: float) -> bool:
    """Say whether two numbers can be a longitude and a latitude.

    Examples
    --------
    >>> is_on_the_globe(112.5, 37.9), is_on_the_globe(37.9, 112.5), is_on_the_globe(0, math.nan)
    (True, False, False)
    """
    return abs(lon) <= LARGEST_LON and abs(lat) <= LARGEST_LAT


def _is_off_the_globe(position: Sequence[float]) -> bool:
    """Say whether a position cannot be a longitude and a latitude."""
    return not is_on_the_globe(position[0], position[1])


def _tell_off_the_globe(position: Sequence[float]) -> str:
    """Say what a position off the globe should be, and what it looks like."""
    expected = "a longitude within ±180 and a latitude within ±90"
    if max(map(abs, position[:2])) > 2 * LARGEST_LON:
        return f"{expected}; these look like metres, convert them to WGS 84"
    if is_on_the_globe(position[1], position[0]):
        return f"{expected}; these look swapped"
    return expected


def double_area(ring: Sequence[Sequence[float]]) -> float:
    """Give twice the signed area of a closed ring, positive where it runs counterclockwise.

    Examples
    --------
    >>> double_area([[0, 0], [1, 0], [1, 1], [0, 0]])
    1.0
    """
    lon0, lat0 = ring[0][:2]  # differences keep the precision of small rings
    doubled = 0.0
    for (x1, y1, *_), (x2, y2, *_) in itertools.pairwise(ring):
        doubled += (x1 - lon0) * (y2 - lat0) - (x2 - lon0) * (y1 - lat0)
    return doubled


def _find_open_ring(ring: list[list[float]], *, field: str) -> Iterator[GeometryFault]:
    """Find a ring that is open."""
    if ring[0] != ring[-1]:
        yield field, "a closed ring, its last position equal to its first", shorten(ring[-1])


def _find_ring_faults(ring: list[list[float]], *, field: str) -> Iterator[GeometryFault]:
    """Find a ring that is open or runs the wrong way; the first ring of a polygon is its outer."""
    yield from _find_open_ring(ring, field=field)
    outer = field.endswith("[0]")
    doubled = double_area([*ring, ring[0]])
    if doubled and (doubled > 0) != outer:
        way = "counterclockwise" if outer else "clockwise"
        expected = f"{'an outer ring' if outer else 'a hole'} that runs {way} (RFC 7946, 3.1.6)"
        yield field, expected, "the other way round"


def find_repeated_parts(geometry: dict[str, Any]) -> Iterator[GeometryFault]:
    """Find points and lines that a geometry of several holds twice: their length counts twice.

    Parameters
    ----------
    geometry
        A GeoJSON geometry without structure faults.

    Examples
    --------
    >>> list(find_repeated_parts({"type": "MultiPoint", "coordinates": [[1, 2], [1, 2]]}))
    [('geometry.coordinates[1]', 'each part once', '[1, 2]')]
    """
    if geometry["type"] not in {"MultiPoint", "MultiLineString"}:
        return
    seen: set[object] = set()
    for index, part in enumerate(geometry["coordinates"]):
        is_line = isinstance(part[0], list)
        run = tuple(map(tuple, part)) if is_line else tuple(part)
        if run in seen or (is_line and run[::-1] in seen):
            yield f"geometry.coordinates[{index}]", "each part once", shorten(part)
        seen.add(run)


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
        a line without length, a shape that is not valid. Nothing of positions that
        are not on the globe: where these lie is what `find_site_faults` finds.
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


def _find_others_faults(geometry: object) -> Iterator[GeometryFault]:
    """Find what keeps a geometry of a file of other makers from being read."""
    if isinstance(geometry, dict) and geometry.get("type") == "GeometryCollection":
        members = geometry.get("geometries")
        if not isinstance(members, list):
            yield "geometry.geometries", "a list of geometries", shorten(members)
            return
        for member in members:
            yield from _find_others_faults(member)
        return
    if not isinstance(geometry, dict):
        yield "geometry", "an object with type and coordinates, or null", shorten(geometry)
        return
    faults = list(_find_type_fault(geometry.get("type")))
    faults = faults or list(_find_coordinate_faults(geometry, has_heights=True))
    yield from faults
    if faults:
        return
    for field, positions, is_ring in _list_paths(geometry):
        for position in filter(_is_off_the_globe, positions):
            yield field, _tell_off_the_globe(position), shorten(position)
        if is_ring:
            yield from _find_open_ring(positions, field=field)


def list_geometry_faults(geometry: object) -> list[str]:
    """List what keeps a geometry from being read, whoever made its file.

    Heights, collections, members of any name, rings that run either way and any number of
    decimals are let pass; a catalogue is asked more by `find_structure_faults` and
    `find_rule_faults`.

    Parameters
    ----------
    geometry
        The value of a feature's `geometry` member; `None` is sound.

    Returns
    -------
    list of str
        One sentence a fault: where, expected, found. Empty where all is well.

    Examples
    --------
    >>> list_geometry_faults({"type": "Point", "coordinates": [112.55]})
    ['geometry.coordinates: expected two finite numbers [longitude, latitude], found [112.55]']
    """
    if geometry is None:
        return []
    return [
        f"{field}: expected {expected}, found {found}"
        for field, expected, found in _find_others_faults(geometry)
    ]
