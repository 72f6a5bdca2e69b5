"""Measures on the ellipsoid: lengths, areas, distances, bearings, circles and buffers.

Geometries are longitude and latitude in WGS 84; results are metres, square metres and degrees
clockwise from north. What is returned was measured with `pyproj.Geod` on the WGS 84 ellipsoid.

An edge between two vertices is the straight line in longitude and latitude (RFC 7946, 3.1.1),
as it is drawn on a map. To find the nearest point, edges are cut every 0.01° and laid out in
metres: around the place asked from, where distances from the centre keep their true length
(`nearest_point`). Many geometries at once are asked of `geodata.nearest`.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geodata.crs import WGS84, local_transverse_mercator, project_geometry
from geodata.errors import GeometryError

FloatArray = NDArray[np.float64]
GEOD = Geod(ellps="WGS84")

CUT_DEGREES = 0.01
"""Longest piece of an edge; laid out straight in metres it is off by 12 mm at the most."""

COMPASS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
"""The eight directions, clockwise from north."""

AREA_DIMENSIONS = 2

TOUCHING_M = 1e-6
"""Nearer than this is no distance: laying out there and back leaves some nanometres."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest point of a geometry, seen from a place.

    Attributes
    ----------
    lon, lat
        The nearest point; the place itself where it is inside.
    distance_m
        On the ellipsoid; 0 where the place is inside or on the line.
    bearing_deg
        From the place to the point, clockwise from north; None at distance 0.
    inside
        True where the place lies in an area of the geometry.
    """

    lon: float
    lat: float
    distance_m: float
    bearing_deg: float | None
    inside: bool


def bearing_deg(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Give the direction in which the second place lies, clockwise from north.

    Parameters
    ----------
    lon1, lat1
        Where one stands.
    lon2, lat2
        Where one looks.

    Returns
    -------
    float
        0 up to 360; the shortest way sets out in this direction.

    Examples
    --------
    >>> bearing_deg(112.5, 37.0, 112.5, 38.0)
    0.0
    >>> round(bearing_deg(112.5, 37.8, 112.6, 37.8))
    90
    """
    azimuth = GEOD.inv(lon1, lat1, lon2, lat2)[0]
    return float(azimuth) % 360.0


def compass_direction(bearing: float) -> str:
    """Name the nearest of the eight directions of the compass.

    Parameters
    ----------
    bearing
        Degrees clockwise from north.

    Returns
    -------
    str
        One of `COMPASS`.

    Examples
    --------
    >>> compass_direction(350), compass_direction(100)
    ('n', 'e')
    """
    return COMPASS[round(bearing / 45) % 8]


def length_m(geom: BaseGeometry) -> float:
    """Measure the lines of a geometry in metres; points and areas have none.

    Parameters
    ----------
    geom
        Any geometry, also of several parts.

    Examples
    --------
    >>> round(length_m(shapely.LineString([(112.5, 37.8), (112.6, 37.8)])))
    8807
    """
    return math.fsum(
        GEOD.line_length(*line.coords.xy) for line in _parts(geom) if line.geom_type in LINES
    )


def area_m2(geom: BaseGeometry) -> float:
    """Measure the areas of a geometry in square metres, without their holes.

    Parameters
    ----------
    geom
        Any geometry, also of several parts; which way its rings run does not matter.

    Examples
    --------
    >>> round(area_m2(shapely.box(112.5, 37.8, 112.6, 37.9)) / 1e6, 2)
    97.69
    """
    return math.fsum(
        _ring_area_m2(area.exterior) - math.fsum(_ring_area_m2(hole) for hole in area.interiors)
        for area in _parts(geom)
        if isinstance(area, shapely.Polygon) and not area.is_empty
    )


def _ring_area_m2(ring: shapely.LinearRing) -> float:
    return float(abs(GEOD.polygon_area_perimeter(*ring.coords.xy)[0]))


LINES = ("LineString", "LinearRing")


def _parts(geom: BaseGeometry) -> list[Any]:
    """Take a geometry apart, also collections within collections."""
    if isinstance(geom, shapely.GeometryCollection):
        return [part for member in geom.geoms for part in _parts(member)]
    return list(shapely.get_parts(geom))


def nearest_point(geom: BaseGeometry, lon: float, lat: float) -> Nearest:
    """Find the point of a geometry that is nearest to a place, anywhere on Earth.

    Parameters
    ----------
    geom
        Any geometry that is not empty.
    lon, lat
        The place.

    Raises
    ------
    GeometryError
        Where the geometry is empty or the place is not a pair of numbers.

    Examples
    --------
    >>> found = nearest_point(shapely.LineString([(112.4, 37.9), (112.6, 37.9)]), 112.5, 37.8)
    >>> round(found.lon, 4), found.lat, round(found.distance_m), found.inside
    (112.5, 37.9, 11099, False)
    """
    _require(geom, lon, lat)
    place = shapely.Point(lon, lat)
    if areas_of(geom).covers(place):
        return Nearest(lon, lat, 0.0, None, inside=True)
    around = shapely.transform(
        shapely.segmentize(geom, CUT_DEGREES), lambda lonlat: _lay_around(lonlat, lon, lat)
    )
    touch = shapely.shortest_line(_outline(around), shapely.Point(0, 0)).coords[0]
    bearing = math.degrees(math.atan2(touch[0], touch[1]))
    found_lon, found_lat, _ = GEOD.fwd(lon, lat, bearing, math.hypot(*touch[:2]))
    azimuth, _, distance = GEOD.inv(lon, lat, found_lon, found_lat)
    if distance < TOUCHING_M:
        return Nearest(lon, lat, 0.0, None, inside=False)
    return Nearest(
        float(found_lon), float(found_lat), float(distance), float(azimuth) % 360, inside=False
    )


def _lay_around(lonlat: FloatArray, lon: float, lat: float) -> FloatArray:
    """Lay vertices out around a place, each in its true distance and direction, in metres."""
    count = len(lonlat)
    azimuth, _, distance = GEOD.inv(
        np.full(count, lon), np.full(count, lat), lonlat[:, 0], lonlat[:, 1]
    )
    theta = np.radians(azimuth)
    return np.column_stack((distance * np.sin(theta), distance * np.cos(theta)))


def _outline(geom: BaseGeometry) -> BaseGeometry:
    """Return a geometry whose areas are their rings: from outside these are the nearest."""
    if shapely.get_dimensions(geom) < AREA_DIMENSIONS:
        return geom
    return shapely.GeometryCollection(
        [part.boundary if part.geom_type == "Polygon" else part for part in _parts(geom)]
    )


def areas_of(geom: BaseGeometry) -> BaseGeometry:
    """Return the areas of a geometry alone.

    Examples
    --------
    >>> areas_of(shapely.Point(112.5, 37.8)).is_empty
    True
    """
    if geom.geom_type in {"Polygon", "MultiPolygon"}:
        return geom
    if shapely.get_dimensions(geom) < AREA_DIMENSIONS:
        return shapely.MultiPolygon()
    return shapely.MultiPolygon([part for part in _parts(geom) if part.geom_type == "Polygon"])


def _require(geom: BaseGeometry, *numbers: float) -> None:
    if geom is None or geom.is_empty:
        raise GeometryError("Expected a geometry to measure, found an empty one.")
    require_numbers(*numbers)


def require_numbers(*numbers: float) -> None:
    """Refuse what is no number that a place can have.

    Raises
    ------
    GeometryError
        Where one of them is infinite or not a number.
    """
    if not all(map(math.isfinite, numbers)):
        raise GeometryError(f"Expected a longitude and a latitude, found {numbers}.")


def distance_m(geom: BaseGeometry, other: BaseGeometry | tuple[float, float]) -> float:
    """Measure the distance between two geometries, or a geometry and a place, in metres.

    Parameters
    ----------
    geom
        Any geometry that is not empty.
    other
        Another one, or a place as (longitude, latitude).

    Returns
    -------
    float
        0 where they touch or one lies within the other.

    Raises
    ------
    GeometryError
        Where one of them is empty.

    Examples
    --------
    >>> square = shapely.box(112.5, 37.8, 112.6, 37.9)
    >>> round(distance_m(square, (112.7, 37.85))), distance_m(square, (112.55, 37.85))
    (8801, 0.0)
    """
    if isinstance(other, tuple):
        return nearest_point(geom, *other).distance_m
    _require(geom)
    _require(other)
    if isinstance(other, shapely.Point):
        return nearest_point(geom, other.x, other.y).distance_m
    if isinstance(geom, shapely.Point):
        return nearest_point(other, geom.x, geom.y).distance_m
    if shapely.intersects(geom, other):
        return 0.0
    middle = shapely.union_all([shapely.box(*geom.bounds), shapely.box(*other.bounds)]).bounds
    flat = local_transverse_mercator(lon0=round((middle[0] + middle[2]) / 2, 1))
    here, there = (
        project_geometry(shapely.segmentize(shape, CUT_DEGREES), target=flat)
        for shape in (geom, other)
    )
    start = project_geometry(shapely.shortest_line(here, there), source=flat, target=WGS84)
    lon, lat = start.coords[0]
    # The plane has shown where to look; from there each side's nearest point is found exactly.
    found = nearest_point(other, lon, lat)
    return nearest_point(geom, found.lon, found.lat).distance_m


def buffer_m(geom: BaseGeometry, *, radius_m: float) -> BaseGeometry:
    """Return everything within a distance of a geometry.

    The buffer is drawn in a transverse Mercator on the geometry's own meridian, with 32 segments
    a quarter circle: its rim is within 0.1 % of the radius.

    Parameters
    ----------
    geom
        Any geometry that is not empty, reaching at most 3° from its middle meridian.
    radius_m
        The distance in metres.

    Raises
    ------
    GeometryError
        Where the geometry is empty.

    Examples
    --------
    >>> round(area_m2(buffer_m(shapely.Point(112.5, 37.8), radius_m=1000)) / 1e6, 2)
    3.14
    """
    _require(geom, radius_m)
    west, _, east, _ = geom.bounds
    flat = local_transverse_mercator(lon0=round((west + east) / 2, 2))
    projected = project_geometry(shapely.segmentize(geom, CUT_DEGREES), target=flat)
    around = shapely.buffer(projected, radius_m, quad_segs=32)
    return project_geometry(around, source=flat, target=WGS84)


def circle(lon: float, lat: float, *, radius_m: float, vertices: int = 96) -> shapely.Polygon:
    """Draw a circle whose vertices all lie in the given distance.

    Parameters
    ----------
    lon, lat
        Its centre.
    radius_m
        The distance of the vertices in metres.
    vertices
        How many; between 96 of them the edge comes 0.05 % nearer to the centre.

    Examples
    --------
    >>> rim = circle(112.5, 37.8, radius_m=500).exterior.coords
    >>> round(distance_m(shapely.Point(112.5, 37.8), rim[7]), 6)
    500.0
    """
    # Counter-clockwise, as RFC 7946 wants the outer ring.
    azimuths = np.linspace(360, 0, vertices, endpoint=False)
    lons, lats, _ = GEOD.fwd(
        np.full(vertices, lon), np.full(vertices, lat), azimuths, np.full(vertices, radius_m)
    )
    return shapely.Polygon(np.column_stack((lons, lats)))
