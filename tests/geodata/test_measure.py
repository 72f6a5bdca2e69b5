"""Measures, held against a geodesic found by brute force without any projection.

The independent way knows only `pyproj.Geod`: edges are cut into many small pieces in longitude
and latitude, the distance to every cut is taken, and the best piece is cut again until the
answer stands still. Whether a place is inside is counted by a ray, not asked of shapely.
"""

import itertools
import math
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geodata import measure
from geodata.errors import GeometryError
from geodata.nearest import NearestIndex, PlaceIndex

GEOD = Geod(ellps="WGS84")
Place = tuple[float, float]


def edge_distance_m(start: Place, end: Place, lon: float, lat: float) -> float:
    """Cut an edge into 64 pieces, look around the nearest cut, and again.

    Six rounds leave of an edge of 600 km less than a millimetre.
    """
    (x1, y1), (x2, y2) = start, end
    low, high = 0.0, 1.0
    best = math.inf
    for _ in range(6):
        t = np.linspace(low, high, 65)
        distances = GEOD.inv(
            np.full(65, lon), np.full(65, lat), x1 + t * (x2 - x1), y1 + t * (y2 - y1)
        )[2]
        at = int(np.argmin(distances))
        best = min(best, float(distances[at]))
        low, high = t[max(at - 1, 0)], t[min(at + 1, 64)]
    return best


def ring_contains(ring: list[Any], lon: float, lat: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
            inside = not inside
    return inside


def brute_distance_m(geom: BaseGeometry, lon: float, lat: float) -> float:
    kind = geom.geom_type
    if kind == "Point":
        return GEOD.inv(lon, lat, geom.x, geom.y)[2]
    if kind == "LineString":
        points = list(geom.coords)
        return min(edge_distance_m(a, b, lon, lat) for a, b in itertools.pairwise(points))
    if kind == "Polygon":
        rings = [list(geom.exterior.coords), *(list(ring.coords) for ring in geom.interiors)]
        if sum(ring_contains(ring, lon, lat) for ring in rings) == 1:
            return 0.0
        return min(brute_distance_m(shapely.LineString(ring), lon, lat) for ring in rings)
    return min(brute_distance_m(part, lon, lat) for part in geom.geoms)


def brute_inside(geom: BaseGeometry, lon: float, lat: float) -> bool | None:
    """Say whether a place is inside, by counting; None within a centimetre of a rim."""
    if geom.geom_type == "Polygon":
        rings = [list(ring.coords) for ring in (geom.exterior, *geom.interiors)]
        if min(brute_distance_m(shapely.LineString(ring), lon, lat) for ring in rings) < 0.01:
            return None
        return sum(ring_contains(ring, lon, lat) for ring in rings) == 1
    if not hasattr(geom, "geoms"):
        return False
    answers = [brute_inside(part, lon, lat) for part in geom.geoms]
    return True if True in answers else None if None in answers else False


# Around the city and across 112.5°E, the border of the survey zones.
CITY = st.tuples(st.floats(111.5, 113.2), st.floats(37.3, 38.5))
WIDE = st.tuples(st.floats(109.6, 115.4), st.floats(35.0, 40.5))


@st.composite
def boxes(draw: st.DrawFn, places: st.SearchStrategy[Place] = CITY) -> shapely.Polygon:
    """A four-cornered area, half of them with a hole, turned by a random angle."""
    lon, lat = draw(places)
    half = draw(st.floats(0.002, 0.2))
    angle = draw(st.floats(0, math.tau))

    def ring(size: float) -> list[Place]:
        corners = [angle + quarter * math.pi / 2 for quarter in range(4)]
        return [(lon + size * math.cos(a), lat + size * math.sin(a)) for a in corners]

    holes = [ring(half * draw(st.floats(0.2, 0.8)))] if draw(st.booleans()) else []
    return shapely.Polygon(ring(half), holes)


@st.composite
def lines(draw: st.DrawFn, places: st.SearchStrategy[Place] = CITY) -> shapely.LineString:
    points = draw(st.lists(places, min_size=2, max_size=5, unique=True))
    line = shapely.LineString(points)
    assume(line.length > 1e-4)
    return line


POINTS = CITY.map(shapely.Point)
MULTI = st.one_of(
    st.lists(POINTS, min_size=1, max_size=4).map(shapely.MultiPoint),
    st.lists(lines(), min_size=1, max_size=3).map(shapely.MultiLineString),
    st.lists(boxes(), min_size=1, max_size=3).map(shapely.MultiPolygon),
    st.tuples(POINTS, lines(), boxes()).map(shapely.GeometryCollection),
)
GEOMETRIES = st.one_of(POINTS, lines(), boxes(), MULTI)
FAR_GEOMETRIES = st.one_of(WIDE.map(shapely.Point), lines(WIDE), boxes(WIDE))


def agrees(found: float, expected: float) -> bool:
    return math.isclose(found, expected, rel_tol=0.001, abs_tol=0.03)


@settings(max_examples=75)
@given(geom=GEOMETRIES, place=CITY)
def test_distances_agree_with_brute_force(geom: BaseGeometry, place: Place) -> None:
    expected = brute_distance_m(geom, *place)
    found = measure.nearest_point(geom, *place)
    assert agrees(found.distance_m, expected)
    assert brute_inside(geom, *place) in (found.inside, None)
    many = NearestIndex([geom]).nearest(*place)
    assert agrees(many.distance_m[0], expected)
    assert many.inside[0] == found.inside


@given(geom=FAR_GEOMETRIES, place=WIDE)
def test_distances_agree_with_brute_force_hundreds_of_kilometres_away(
    geom: BaseGeometry, place: Place
) -> None:
    expected = brute_distance_m(geom, *place)
    assert agrees(measure.nearest_point(geom, *place).distance_m, expected)
    assert agrees(NearestIndex([geom]).nearest(*place).distance_m[0], expected)


@given(
    geom=st.one_of(GEOMETRIES, FAR_GEOMETRIES),
    place=st.one_of(CITY, WIDE, st.tuples(st.floats(-180, 180), st.floats(-90, 90))),
)
def test_no_geometry_is_nearer_than_its_bounds_allow(geom: BaseGeometry, place: Place) -> None:
    index = NearestIndex([None, geom, geom])
    least_m = index.least_m(*place)
    assert math.isinf(least_m[0])
    found = index.nearest(*place, among=np.array([2, 1]))
    assert least_m[1] <= found.distance_m[1] == found.distance_m[0]


@given(
    places=st.lists(st.one_of(CITY, WIDE), max_size=40),
    here=st.one_of(CITY, WIDE, st.tuples(st.floats(-180, 180), st.floats(-90, 90))),
    limit=st.integers(1, 5),
)
def test_the_nearest_places_are_those_of_brute_force(
    places: list[Place], here: Place, limit: int
) -> None:
    index = PlaceIndex([lon for lon, _ in places], [lat for _, lat in places])
    rows, found_m, _ = index.nearest(*here, limit=limit)
    expected = sorted(GEOD.inv(*here, *place)[2] for place in places)[:limit]
    assert found_m.tolist() == pytest.approx(expected, abs=0.001)
    assert len(set(rows.tolist())) == len(rows) == len(expected)


@given(geom=GEOMETRIES, place=CITY)
def test_the_nearest_point_lies_where_it_says(geom: BaseGeometry, place: Place) -> None:
    found = measure.nearest_point(geom, *place)
    assert brute_distance_m(geom, found.lon, found.lat) < 0.03
    azimuth, _, distance = GEOD.inv(*place, found.lon, found.lat)
    assert found.distance_m == pytest.approx(distance, abs=1e-6)
    if found.distance_m > 0:
        assert found.bearing_deg == pytest.approx(azimuth % 360, abs=1e-6)
    else:
        assert found.bearing_deg is None


@given(geom=GEOMETRIES, place=CITY)
def test_how_a_geometry_is_written_never_matters(geom: BaseGeometry, place: Place) -> None:
    expected = measure.nearest_point(geom, *place)
    for same in (shapely.reverse(geom), shapely.normalize(geom), shapely.force_3d(geom, 800)):
        found = measure.nearest_point(same, *place)
        assert found.distance_m == pytest.approx(expected.distance_m, rel=1e-6, abs=1e-3)
        assert found.inside == expected.inside
        assert measure.area_m2(same) == pytest.approx(measure.area_m2(geom), rel=1e-9, abs=1e-3)
        assert measure.length_m(same) == pytest.approx(measure.length_m(geom), rel=1e-9)


@given(geoms=st.lists(GEOMETRIES, min_size=2, max_size=8), place=CITY, data=st.data())
def test_the_order_of_the_geometries_never_matters(
    geoms: list[BaseGeometry], place: Place, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(geoms))))
    first = NearestIndex(geoms).nearest(*place).distance_m
    second = NearestIndex([geoms[i] for i in order]).nearest(*place).distance_m
    np.testing.assert_allclose(second, first[list(order)], rtol=1e-6, atol=1e-3)


@settings(max_examples=60)
@given(one=st.one_of(POINTS, lines(), boxes()), other=st.one_of(POINTS, lines(), boxes()))
def test_two_geometries_are_as_far_apart_either_way(one: BaseGeometry, other: BaseGeometry) -> None:
    there, back = measure.distance_m(one, other), measure.distance_m(other, one)
    assert agrees(there, back)
    if shapely.intersects(one, other):
        assert there == 0
    else:
        # No vertex of either side is nearer than the distance found.
        vertices = [tuple(xy) for xy in shapely.get_coordinates(other)]
        assert there <= min(brute_distance_m(one, *xy) for xy in vertices) * 1.001 + 0.03


def test_edges_across_the_zone_border_are_as_long_as_elsewhere() -> None:
    west = shapely.LineString([(112.3, 37.8), (112.4, 37.8)])
    across = shapely.LineString([(112.45, 37.8), (112.55, 37.8)])
    assert measure.length_m(across) == pytest.approx(measure.length_m(west), rel=1e-12)


def test_a_place_in_a_hole_is_outside() -> None:
    ring = shapely.box(112.4, 37.7, 112.6, 37.9).difference(
        shapely.box(112.45, 37.75, 112.55, 37.85)
    )
    found = measure.nearest_point(ring, 112.5, 37.8)
    assert not found.inside
    assert found.distance_m == pytest.approx(4404, rel=0.001)


def test_a_place_on_the_rim_has_no_distance() -> None:
    assert measure.nearest_point(shapely.box(112, 37, 113, 38), 112.0, 37.5).distance_m == 0


def test_a_place_on_a_line_is_not_inside() -> None:
    found = measure.nearest_point(shapely.LineString([(112, 37), (113, 37)]), 112.0, 37.0)
    assert (found.distance_m, found.bearing_deg, found.inside) == (0.0, None, False)


@pytest.mark.parametrize("empty", [None, shapely.Point(), shapely.GeometryCollection()])
def test_nothing_has_no_nearest_point(empty: BaseGeometry | None) -> None:
    with pytest.raises(GeometryError, match="found an empty one"):
        measure.nearest_point(empty, 112.5, 37.8)
    many = NearestIndex([empty, shapely.Point(112.5, 37.8)]).nearest(112.5, 37.8)
    assert np.isnan(many.distance_m[0])
    assert not many.inside[0]
    assert many.distance_m[1] == 0


def test_no_geometries_give_no_rows() -> None:
    assert len(NearestIndex([]).nearest(112.5, 37.8).distance_m) == 0


def test_a_place_that_is_no_number_is_refused() -> None:
    with pytest.raises(GeometryError, match="Expected a longitude and a latitude"):
        measure.nearest_point(shapely.Point(112, 37), math.nan, 37.8)
    with pytest.raises(GeometryError, match="Expected a longitude and a latitude"):
        NearestIndex([shapely.Point(112, 37)]).nearest(112.5, math.inf)


def test_an_index_answers_for_geometries_beyond_its_meridian() -> None:
    near, far = shapely.Point(112.5, 37.8), shapely.LineString([(100.0, 30.0), (101.0, 31.0)])
    index = NearestIndex([near, near, far])
    place = (112.6, 37.9)
    assert agrees(index.nearest(*place).distance_m[2], brute_distance_m(far, *place))
    assert agrees(index.nearest(80.0, 37.9).distance_m[0], brute_distance_m(near, 80.0, 37.9))


@given(geom=boxes())
def test_areas_agree_with_the_geodesic_polygon(geom: BaseGeometry) -> None:
    reverse = [list(ring.coords)[::-1] for ring in (geom.exterior, *geom.interiors)]
    areas = [abs(GEOD.polygon_area_perimeter(*zip(*ring, strict=True))[0]) for ring in reverse]
    assert measure.area_m2(geom) == pytest.approx(areas[0] - sum(areas[1:]), rel=1e-9)


def test_only_areas_have_an_area_and_only_lines_a_length() -> None:
    square, line = shapely.box(112, 37, 113, 38), shapely.LineString([(112, 37), (113, 37)])
    assert measure.length_m(square) == 0
    assert measure.area_m2(line) == 0
    both = shapely.GeometryCollection([square, line, shapely.GeometryCollection([line])])
    assert measure.area_m2(both) == measure.area_m2(square)
    assert measure.length_m(both) == pytest.approx(2 * measure.length_m(line))


@given(place=WIDE, radius_m=st.floats(10, 50_000))
def test_a_circle_has_its_radius_and_its_area(place: Place, radius_m: float) -> None:
    disc = measure.circle(*place, radius_m=radius_m)
    lons, lats = shapely.get_coordinates(disc).T
    count = len(lons)
    distances = GEOD.inv(np.full(count, place[0]), np.full(count, place[1]), lons, lats)[2]
    np.testing.assert_allclose(distances, radius_m, rtol=1e-6)
    assert measure.area_m2(disc) == pytest.approx(math.pi * radius_m**2, rel=0.001)
    assert disc.exterior.is_ccw


@given(geom=st.one_of(POINTS, lines(), boxes()), radius_m=st.floats(50, 20_000))
def test_the_rim_of_a_buffer_lies_in_its_distance(geom: BaseGeometry, radius_m: float) -> None:
    rim = shapely.get_coordinates(measure.buffer_m(geom, radius_m=radius_m).exterior)
    for lon, lat in rim[:: max(1, len(rim) // 8)]:
        assert brute_distance_m(geom, lon, lat) == pytest.approx(radius_m, rel=0.002, abs=0.05)


@pytest.mark.parametrize(
    ("target", "expected"),
    [((112.5, 38.0), 0), ((112.6, 37.9), 90), ((112.5, 37.8), 180), ((112.4, 37.9), 270)],
)
def test_bearings_run_clockwise_from_north(target: Any, expected: float) -> None:
    assert measure.bearing_deg(112.5, 37.9, *target) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("bearing", "name"),
    [(0, "n"), (22, "n"), (23, "ne"), (180, "s"), (337, "nw"), (338, "n"), (359.9, "n")],
)
def test_directions_are_the_nearest_of_eight(bearing: float, name: str) -> None:
    assert measure.compass_direction(bearing) == name
