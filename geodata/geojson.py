"""The rules of GeoJSON (RFC 7946): what a sound geometry is, and how we write one down."""

import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NotRequired, TypedDict

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import GeometryError

DECIMALS = 6
"""Most decimals of a stored coordinate: 0.1 m on the ground."""

DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""How deep the positions lie in the coordinates of each type of geometry."""

LEAST_LINE, LEAST_RING = 2, 4
LARGEST_LON, LARGEST_LAT = 180, 90


class Feature(TypedDict):
    """One feature, as read from JSON."""

    type: str
    properties: dict[str, Any]
    geometry: dict[str, Any] | None


class FeatureCollection(TypedDict):
    """A collection of features; `metadata` is a member of our own."""

    type: str
    features: list[Feature]
    metadata: NotRequired[dict[str, Any]]


def geometry_faults(geometry: object, *, strict: bool = True) -> list[str]:
    """List what RFC 7946, and our own rule of decimals, have against a geometry.

    Parameters
    ----------
    geometry
        The value of a feature's `geometry` member; `None` is sound.
    strict
        Also ask for the ring order of RFC 7946 (outer rings counter-clockwise, holes clockwise)
        and for at most six decimals. Files of other makers rarely keep to these.

    Returns
    -------
    list of str
        One sentence a fault: where, expected, found. Empty where all is well.

    Examples
    --------
    >>> geometry_faults({"type": "Point", "coordinates": [37.87, 112.55]})
    ['Point: expected a latitude within ±90, found 112.55; are longitude and latitude swapped?']
    """
    if geometry is None:
        return []
    if not isinstance(geometry, Mapping):
        return [f"expected a geometry object or null, found {_short(geometry)}"]
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        members = geometry.get("geometries")
        if not isinstance(members, list):
            return [f"GeometryCollection: expected a list of geometries, found {_short(members)}"]
        return [fault for member in members for fault in geometry_faults(member, strict=strict)]
    if not isinstance(kind, str) or kind not in DEPTHS:
        known = ", ".join([*DEPTHS, "GeometryCollection"])
        return [f"expected a type of geometry ({known}), found {_short(kind)}"]
    faults = list(_coordinate_faults(geometry.get("coordinates"), kind, DEPTHS[kind]))
    if not faults and kind.endswith("Polygon"):
        faults = list(_polygon_faults(geometry, strict=strict))
    if not faults and strict:
        faults = list(_decimal_faults(geometry["coordinates"], kind))
    return faults


def _short(value: object) -> str:
    text = "nothing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - one line on a screen


def _coordinate_faults(value: object, where: str, depth: int) -> Iterator[str]:
    if depth == 0:
        yield from _position_faults(value, where)
        return
    if not isinstance(value, list):
        yield f"{where}: expected a list of coordinates, found {_short(value)}"
        return
    if not value:
        yield f"{where}: expected coordinates, found an empty list"
    is_line = where.startswith(("LineString", "MultiLineString")) and depth == 1
    if is_line and len(value) < LEAST_LINE:
        yield f"{where}: expected at least {LEAST_LINE} positions in a line, found {len(value)}"
    for number, member in enumerate(value, start=1):
        inner = f"{where}, {'position' if depth == 1 else 'part'} {number}"
        yield from _coordinate_faults(member, inner, depth - 1)


def _position_faults(value: object, where: str) -> Iterator[str]:
    if not isinstance(value, list) or len(value) not in (2, 3):
        yield f"{where}: expected [longitude, latitude], found {_short(value)}"
        return
    if not all(
        isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number)
        for number in value
    ):
        yield f"{where}: expected numbers, found {_short(value)}"
        return
    lon, lat = value[:2]
    if abs(lat) > LARGEST_LAT:
        hint = "; are longitude and latitude swapped?" if abs(lon) <= LARGEST_LAT else ""
        yield f"{where}: expected a latitude within ±90, found {lat}{hint}"
    elif abs(lon) > LARGEST_LON:
        yield f"{where}: expected a longitude within ±180, found {lon}"


def _polygon_faults(geometry: Mapping[str, Any], *, strict: bool) -> Iterator[str]:
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    for part_number, part in enumerate(parts, start=1):
        for ring_number, ring in enumerate(part, start=1):
            where = f"{geometry['type']}, part {part_number}, ring {ring_number}"
            if len(ring) < LEAST_RING:
                yield f"{where}: expected at least {LEAST_RING} positions, found {len(ring)}"
            elif ring[0] != ring[-1]:
                yield f"{where}: expected a closed ring, found {ring[0]} … {ring[-1]}"
            elif strict and _is_counter_clockwise(ring) != (ring_number == 1):
                wanted = "counter-clockwise" if ring_number == 1 else "clockwise"
                yield f"{where}: expected the ring to run {wanted}, found the opposite"


def _is_counter_clockwise(ring: Sequence[Sequence[float]]) -> bool:
    lon0, lat0 = ring[0][:2]  # differences keep the precision of small rings
    doubled = 0.0
    for (x1, y1, *_), (x2, y2, *_) in itertools.pairwise(ring):
        doubled += (x1 - lon0) * (y2 - lat0) - (x2 - lon0) * (y1 - lat0)
    return doubled > 0


def _decimal_faults(value: Any, kind: str) -> Iterator[str]:  # noqa: ANN401 - nested JSON
    if isinstance(value, list):
        for member in value:
            yield from _decimal_faults(member, kind)
            if isinstance(member, float) and round(member, DECIMALS) != member:
                yield f"{kind}: expected at most {DECIMALS} decimals, found {member!r}"
                return


def to_geometry(geom: BaseGeometry | None) -> dict[str, Any] | None:
    """Write a shapely geometry as RFC 7946 wants it, with at most six decimals.

    Parameters
    ----------
    geom
        Longitude and latitude in WGS 84; `None` or an empty geometry gives null.

    Examples
    --------
    >>> to_geometry(shapely.Point(112.1234567, 37.5))
    {'type': 'Point', 'coordinates': [112.123457, 37.5]}
    """
    if geom is None or geom.is_empty:
        return None
    wound = shapely.orient_polygons(geom, exterior_cw=False)
    tidy: dict[str, Any] = tidy_geometry(json.loads(shapely.to_geojson(wound)))
    return tidy


def from_geometry(geometry: Mapping[str, Any] | None) -> BaseGeometry | None:
    """Read the geometry of a feature into shapely.

    Parameters
    ----------
    geometry
        The value of a feature's `geometry` member.

    Raises
    ------
    GeometryError
        Where it is not a sound geometry; ring order and decimals do not matter here.

    Examples
    --------
    >>> from_geometry({"type": "Point", "coordinates": [112.5, 37.5]}).x
    112.5
    """
    if geometry is None:
        return None
    faults = geometry_faults(geometry, strict=False)
    if faults:
        raise GeometryError("; ".join(faults))
    return shapely.from_geojson(json.dumps(geometry))


def tidy_geometry(geometry: Any) -> Any:  # noqa: ANN401 - null stays null
    """Round the coordinates of a geometry and wind its rings as RFC 7946 wants them.

    Parameters
    ----------
    geometry
        A sound GeoJSON geometry, or null.
    """
    if geometry is None:
        return None
    if geometry["type"] == "GeometryCollection":
        members = [tidy_geometry(member) for member in geometry["geometries"]]
        return {"type": "GeometryCollection", "geometries": members}
    coordinates = _rounded(geometry["coordinates"])
    if geometry["type"] == "Polygon":
        coordinates = _wound(coordinates)
    elif geometry["type"] == "MultiPolygon":
        coordinates = [_wound(part) for part in coordinates]
    return {"type": geometry["type"], "coordinates": coordinates}


def _rounded(value: Any) -> Any:  # noqa: ANN401 - nested JSON
    if isinstance(value, list | tuple):
        return [_rounded(member) for member in value]
    # Adding zero turns -0.0 into 0.0, which would otherwise be another text for the same place.
    return round(float(value), DECIMALS) + 0.0


def _wound(rings: list[list[list[float]]]) -> list[list[list[float]]]:
    return [
        ring if _is_counter_clockwise(ring) == (number == 0) else ring[::-1]
        for number, ring in enumerate(rings)
    ]


def encode_collection(collection: Mapping[str, Any]) -> str:
    """Write a collection as text: one feature a line, always the same bytes for the same content.

    Members stand in the order type, the collection's own (metadata …), features; those of a
    feature in the order type, id, properties, geometry; properties in the order given.

    Parameters
    ----------
    collection
        A feature collection with sound geometries.

    Examples
    --------
    >>> print(encode_collection({"type": "FeatureCollection", "features": []}), end="")
    {"type":"FeatureCollection","features":[
    ]}
    """
    head = {"type": "FeatureCollection"}
    head |= {name: value for name, value in collection.items() if name not in {"type", "features"}}
    lines = ",\n".join(_encode_feature(feature) for feature in collection["features"])
    body = f"{lines}\n" if lines else ""
    return f'{_dump(head)[:-1]},"features":[\n{body}]}}\n'


def _encode_feature(feature: Mapping[str, Any]) -> str:
    ordered: dict[str, Any] = {"type": "Feature"}
    if "id" in feature:
        ordered["id"] = feature["id"]
    ordered["properties"] = feature["properties"]
    ordered["geometry"] = tidy_geometry(feature["geometry"])
    return _dump(ordered)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
