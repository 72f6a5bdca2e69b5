"""GeoJSON (RFC 7946) read into shapes, and written: the same bytes for the same content."""

import json
from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import GeometryError
from geodata.geojson_rules import DECIMALS, double_area, list_geometry_faults


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
    faults = list_geometry_faults(geometry)
    if faults:
        raise GeometryError("; ".join(faults))
    return shapely.from_geojson(json.dumps(geometry))


def drop_point_zero(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Write whole numbers without a decimal point, as people do."""
    if isinstance(value, dict):
        return {name: drop_point_zero(member) for name, member in value.items()}
    if isinstance(value, list):
        return [drop_point_zero(member) for member in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


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
        ring if (double_area(ring) > 0) == (number == 0) else ring[::-1]
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
