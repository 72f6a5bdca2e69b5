"""Reference systems: there and back, axis order, and the right zone for the city."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Geod, Transformer

from geodata import crs
from geodata.cities import default_city

SURVEY = crs.read_crs(default_city().survey_crs)

GEOD = Geod(ellps="WGS84")
LONS, LATS = st.floats(110.0, 115.0), st.floats(36.0, 40.0)
TARGETS = {
    "survey": SURVEY,
    "local": crs.local_transverse_mercator(lon0=112.5),
    "other-meridian": crs.local_transverse_mercator(lon0=111.0),
}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@given(lon=LONS, lat=LATS)
def test_there_and_back_is_within_a_millimetre(target: CRS, lon: float, lat: float) -> None:
    there = crs.project_geometry(shapely.Point(lon, lat), target=target)
    back = crs.project_geometry(there, source=target, target=crs.WGS84)
    assert GEOD.inv(lon, lat, back.x, back.y)[2] <= 0.001


def test_east_comes_before_north() -> None:
    point = crs.project_geometry(shapely.Point(112.55, 37.87), target=SURVEY)
    assert 300_000 < point.x < 500_000
    assert 4_100_000 < point.y < 4_300_000


def test_the_survey_zone_contains_the_centre() -> None:
    west, south, east, north = SURVEY.area_of_use.bounds
    assert west <= 112.55 <= east
    assert south <= 37.87 <= north


@given(lon=st.floats(112.3, 112.7), lat=st.floats(37.5, 38.2), azimuth=st.floats(0, 360))
def test_a_kilometre_in_the_city_is_a_kilometre_in_the_local_projection(
    lon: float, lat: float, azimuth: float
) -> None:
    end_lon, end_lat, _ = GEOD.fwd(lon, lat, azimuth, 1000)
    line = shapely.LineString([(lon, lat), (end_lon, end_lat)])
    flat = crs.project_geometry(line, target=crs.local_transverse_mercator(lon0=112.5))
    assert math.isclose(flat.length, 1000, rel_tol=1e-5)


def test_many_points_give_the_same_as_one_geometry() -> None:
    x, y = crs.project_points(
        np.array([112.5, 112.6]), np.array([37.8, 37.9]), source=crs.WGS84, target=SURVEY
    )
    line = shapely.LineString([(112.5, 37.8), (112.6, 37.9)])
    assert crs.project_geometry(line, target=SURVEY).coords[:] == list(zip(x, y, strict=True))


def test_every_kind_of_geometry_keeps_its_kind() -> None:
    hole = shapely.Polygon(
        [(112, 37), (113, 37), (113, 38), (112, 38)],
        [[(112.4, 37.4), (112.5, 37.4), (112.4, 37.5)]],
    )
    for geom in (hole, shapely.MultiPolygon([hole]), shapely.MultiPoint([(112, 37), (113, 38)])):
        flat = crs.project_geometry(geom, target=SURVEY)
        assert flat.geom_type == geom.geom_type
        assert shapely.get_num_coordinates(flat) == shapely.get_num_coordinates(geom)


@pytest.mark.parametrize("lon0", [112.5, -130.1, 0.0])
def test_a_plane_is_the_local_mercator_to_the_last_bit(lon0):
    points = np.array([shapely.Point(lon0 + 0.37, lat) for lat in (-61.3, 0.0, 37.87)], object)
    plane, mercator = crs.LocalPlane(lon0=lon0), crs.local_transverse_mercator(lon0=lon0)
    flat = plane.project(points)
    assert (
        shapely.get_coordinates(flat)
        == shapely.get_coordinates(crs.project_geometries(points, target=mercator))
    ).all()
    back = crs.project_geometries(flat, source=mercator, target=crs.WGS84)
    assert (shapely.get_coordinates(plane.unproject(flat)) == shapely.get_coordinates(back)).all()


@pytest.mark.parametrize("lon0", [112.5, 112.0, -134.7, 0.0, 1e-05])
def test_the_way_to_a_local_meridian_is_that_of_the_systems(lon0: float) -> None:
    target = crs.local_transverse_mercator(lon0=lon0)
    lon, lat = np.meshgrid(np.linspace(lon0 - 3, lon0 + 3, 25), np.linspace(-60, 60, 25))
    x, y = crs.project_points(lon.ravel(), lat.ravel(), source=crs.WGS84, target=target)
    looked_up = Transformer.from_crs(crs.WGS84, target, always_xy=True)
    assert np.array_equal([x, y], looked_up.transform(lon.ravel(), lat.ravel()))
    back = crs.project_points(x, y, source=target, target=crs.WGS84)
    looked_up = Transformer.from_crs(target, crs.WGS84, always_xy=True)
    assert np.array_equal(back, looked_up.transform(x, y))


def test_a_way_to_a_local_meridian_looks_no_system_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = crs.local_transverse_mercator(lon0=112.34)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a system was looked up")

    monkeypatch.setattr(Transformer, "from_crs", refuse)
    x, y = crs.project_points(np.array([112.34]), np.array([37.0]), source=crs.WGS84, target=target)
    lon, lat = crs.project_points(x, y, source=target, target=crs.WGS84)
    assert (round(float(lon[0]), 9), round(float(lat[0]), 9)) == (112.34, 37.0)
