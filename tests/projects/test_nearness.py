"""What lies near a point: the groups, the ranges and the order."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from projects.catalogue import Catalogue, parse_catalogue
from projects.errors import NearnessError
from projects.filters import Filters, select_projects
from projects.near_stations import find_near_stations
from projects.nearness import GROUPS, Nearness, find_near, to_json
from projects.neighbours import Neighbour

Json = dict[str, Any]
YINGZE = (112.556721, 37.86269)
LONGITUDES = st.floats(111.0, 114.0)
LATITUDES = st.floats(37.0, 39.0)
RADII = st.one_of(st.none(), st.floats(1, 200_000))


def ids_of(nearness: Nearness, group: str) -> list[str]:
    return [neighbour.id for neighbour in nearness.group(group)]


@given(
    LONGITUDES,
    LATITUDES,
    RADII,
    st.builds(Filters, status=st.frozensets(st.sampled_from(["planned", "completed"]))),
)
def test_groups_add_up_to_what_the_filters_leave(
    toy_catalogue: Catalogue, lon: float, lat: float, radius_m: float | None, filters: Filters
) -> None:
    found = find_near(toy_catalogue, lon=lon, lat=lat, radius_m=radius_m, filters=filters)
    ids = [name for group in GROUPS for name in ids_of(found, group)]
    assert sorted(ids) == sorted(select_projects(toy_catalogue, filters=filters).ids)
    assert found.total == len(ids)


@given(LONGITUDES, LATITUDES, RADII)
def test_ranges_hold_the_distance_and_near_is_within_the_radius(
    toy_catalogue: Catalogue, lon: float, lat: float, radius_m: float | None
) -> None:
    found = find_near(toy_catalogue, lon=lon, lat=lat, radius_m=radius_m)
    for name in ("near", "perhaps", "beyond"):
        for neighbour in found.group(name):
            if neighbour.distance_m is None:
                continue
            assert neighbour.distance_min_m is not None
            assert neighbour.distance_max_m is not None
            assert 0 <= neighbour.distance_min_m <= neighbour.distance_m
            assert neighbour.distance_m <= neighbour.distance_max_m
            if radius_m is not None:
                assert (neighbour.distance_m <= radius_m) == (name == "near")
                assert neighbour.may_be_within == (name == "perhaps")
                straddles = neighbour.distance_min_m <= radius_m < neighbour.distance_max_m
                assert (neighbour.may_be_within or neighbour.may_be_beyond) == straddles
    distances = [neighbour.distance_m or 0 for neighbour in found.near]
    assert distances == sorted(distances)


@given(st.randoms(use_true_random=False))
def test_the_answer_does_not_hang_on_how_the_file_was_written(
    toy_collection: Callable[[], Json],
    encoded: Callable[[Json], bytes],
    toy_catalogue: Catalogue,
    chance: random.Random,
) -> None:
    collection = toy_collection()
    chance.shuffle(collection["features"])
    for feature in collection["features"]:
        geometry = feature["geometry"]
        if geometry and geometry["type"] == "LineString" and chance.random() < 0.5:
            geometry["coordinates"].reverse()
    other = parse_catalogue(encoded(collection), file="other.geojson")
    lon, lat = YINGZE
    one = to_json(find_near(toy_catalogue, lon=lon, lat=lat, radius_m=3000))
    two = to_json(find_near(other, lon=lon, lat=lat, radius_m=3000))
    assert one == two


def test_the_toy_city_from_yingze(toy_catalogue: Catalogue) -> None:
    lon, lat = YINGZE
    found = find_near(toy_catalogue, lon=lon, lat=lat, radius_m=2000)
    assert ids_of(found, "near") == ["metro-1-p1", "museum"]
    assert ids_of(found, "district") == ["clinic"]
    assert ids_of(found, "city") == ["homes"]
    assert ids_of(found, "unknown") == ["secret-works"]
    assert ids_of(found, "perhaps") == ["north-road"]
    assert ids_of(found, "beyond") == ["far-railway", "lake-park"]
    assert found.adcode == "140106"
    metro = found.near[0]
    expected = Geod(ellps="WGS84").inv(lon, lat, lon, 37.85)[2]
    assert metro.distance_m == pytest.approx(expected, rel=0.001)
    assert metro.distance_min_m == pytest.approx(expected - 250, rel=0.001)
    assert metro.direction == "s"
    assert metro.is_range
    assert not found.near[1].is_range


def test_a_district_elsewhere_is_beyond(toy_catalogue: Catalogue) -> None:
    found = find_near(toy_catalogue, lon=112.56, lat=37.735, radius_m=500)
    assert found.adcode == "140105"
    assert ids_of(found, "district") == []
    assert ids_of(found, "beyond")[-1] == "clinic"


def test_inside_is_no_distance_and_a_hole_is_outside(toy_catalogue: Catalogue) -> None:
    within = find_near(toy_catalogue, lon=112.535, lat=37.735, radius_m=100).near[0]
    assert (within.id, within.distance_m, within.inside) == ("lake-park", 0, True)
    assert within.bearing_deg is None
    assert within.direction is None
    assert within.distance_max_m == 1000
    hole = find_near(toy_catalogue, lon=112.515, lat=37.715, radius_m=1000).near[0]
    assert hole.id == "lake-park"
    assert hole.distance_m == pytest.approx(441, abs=3)
    assert not hole.inside


def test_the_whole_city_leaves_no_drawn_project_beyond(toy_catalogue: Catalogue) -> None:
    found = find_near(toy_catalogue, lon=112.55, lat=37.87, radius_m=None)
    assert len(found.near) == len(toy_catalogue.placed)
    assert ids_of(found, "beyond") == ["clinic"]


def test_an_imprecise_place_says_that_it_may_be_nearer(toy_catalogue: Catalogue) -> None:
    lon, lat = YINGZE
    road = find_near(toy_catalogue, lon=lon, lat=lat, radius_m=2000).perhaps[0]
    assert road.id == "north-road"
    assert road.may_be_within
    assert not road.may_be_beyond
    assert road.distance_min_m == 0


@pytest.mark.parametrize(
    ("lon", "lat", "radius_m", "words"),
    [
        (37.87, 112.55, 100, "swapped"),
        (200, 37, 100, "degrees"),
        (float("nan"), 37, 100, "degrees"),
        (112.5, 37.8, 0, "radius"),
        (112.5, 37.8, -5, "radius"),
        (112.5, 37.8, float("nan"), "radius"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    toy_catalogue: Catalogue, lon: float, lat: float, radius_m: float, words: str
) -> None:
    with pytest.raises(NearnessError, match=words):
        find_near(toy_catalogue, lon=lon, lat=lat, radius_m=radius_m)


@pytest.mark.parametrize(
    ("bearing_deg", "wind"),
    [
        (0, "n"),
        (22.4, "n"),
        (22.6, "ne"),
        (90, "e"),
        (180, "s"),
        (225, "sw"),
        (337.6, "n"),
        (360, "n"),
    ],
)
def test_the_eight_winds(bearing_deg: float, wind: str) -> None:
    assert Neighbour("a", bearing_deg=bearing_deg).direction == wind


def test_the_nearest_station_has_a_distance_and_a_direction() -> None:
    first, second = find_near_stations(*YINGZE, limit=2)
    assert 0 < first.distance_m <= second.distance_m < 3000
    assert first.station.name_zh
    assert first.distance_min_m <= first.distance_m <= first.distance_max_m


def test_the_nearest_station_of_a_line_is_of_that_line() -> None:
    (found,) = find_near_stations(*YINGZE, line="metro-1-p1")
    assert found.station.line == "metro-1-p1"
    assert find_near_stations(*YINGZE, line="metro-9") == ()


def test_the_answer_in_json(toy_catalogue: Catalogue) -> None:
    written = to_json(find_near(toy_catalogue, lon=112.55, lat=37.87, radius_m=2000))
    assert list(written) == ["total", "groups"]
    assert tuple(written["groups"]) == GROUPS
    assert set(GROUPS) >= {"near", "district", "city", "unknown", "beyond"}
    assert sum(map(len, written["groups"].values())) == written["total"] == 8
    museum = written["groups"]["near"][0]
    assert museum["id"] == "museum"
    assert museum["nearest"] == [112.54, 37.86]
    assert set(museum) >= {"distance_m", "distance_min_m", "distance_max_m", "bearing_deg"}
