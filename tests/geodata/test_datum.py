"""The datums: there and back, against an independent implementation, and at the edges."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata import datum
from geodata.errors import UnknownNameError

GEOD = Geod(ellps="WGS84")
Place = tuple[float, float]
Convert = Callable[..., Any]
# Inside the rectangle by more than the largest shift, so that both ends are inside.
LONS = st.floats(72.1, 137.7)
LATS = st.floats(0.9, 55.7)
PAIRS = [
    (datum.wgs84_to_gcj02, datum.gcj02_to_wgs84),
    (datum.gcj02_to_bd09, datum.bd09_to_gcj02),
    (datum.wgs84_to_bd09, datum.bd09_to_wgs84),
]


def metres(a: Place, b: Place) -> float:
    return GEOD.inv(*a, *b)[2]


@pytest.mark.parametrize(("there", "back"), PAIRS, ids=lambda f: f.__name__)
@given(lon=LONS, lat=LATS)
def test_there_and_back_is_within_a_millimetre(
    there: Convert, back: Convert, lon: float, lat: float
) -> None:
    assert metres(back(*there(lon, lat)), (lon, lat)) <= 0.001
    assert metres(there(*back(lon, lat)), (lon, lat)) <= 0.001


@given(lon=LONS, lat=LATS)
def test_shifts_agree_with_prcoords(lon: float, lat: float) -> None:
    gcj = prcoords.wgs_gcj((lat, lon))
    assert metres(datum.wgs84_to_gcj02(lon, lat), (gcj.lon, gcj.lat)) < 1e-4
    baidu = prcoords.gcj_bd((lat, lon))
    assert metres(datum.gcj02_to_bd09(lon, lat), (baidu.lon, baidu.lat)) < 1e-4


@given(lon=st.floats(111.5, 113.2), lat=st.floats(37.4, 38.5))
def test_the_way_back_agrees_with_prcoords(lon: float, lat: float) -> None:
    # prcoords stops early (1e-5 degrees), so it is good to some centimetres only.
    wgs = prcoords.gcj_wgs_bored((lat, lon))
    assert metres(datum.gcj02_to_wgs84(lon, lat), (wgs.lon, wgs.lat)) < 0.05


@given(lon=st.floats(-180, 71.9), lat=st.floats(-90, 90))
@pytest.mark.parametrize("convert", [function for pair in PAIRS for function in pair])
def test_outside_china_nothing_moves(convert: Convert, lon: float, lat: float) -> None:
    assert convert(lon, lat) == (lon, lat)


@pytest.mark.parametrize("place", [(139.7, 35.7), (-0.1, 51.5), (100.0, 60.0), (110.0, -7.0)])
def test_places_abroad_come_back_unchanged(place: Place) -> None:
    assert datum.wgs84_to_bd09(*place) == place


def test_the_shift_at_the_centre_is_known() -> None:
    lon, lat = datum.wgs84_to_gcj02(112.55, 37.87)
    assert GEOD.inv(112.55, 37.87, lon, 37.87)[2] == pytest.approx(553, abs=2)
    assert GEOD.inv(112.55, 37.87, 112.55, lat)[2] == pytest.approx(58, abs=2)


def test_arrays_give_the_same_as_numbers() -> None:
    lons, lats = np.array([112.5, 2.3, 112.6]), np.array([37.8, 48.8, 37.9])
    for there, back in PAIRS:
        for convert in (there, back):
            out_lons, out_lats = convert(lons, lats)
            single = [convert(float(lon), float(lat)) for lon, lat in zip(lons, lats, strict=True)]
            np.testing.assert_allclose(np.column_stack((out_lons, out_lats)), single, atol=1e-12)


def test_arrays_given_are_not_changed() -> None:
    lons, lats = np.array([112.5]), np.array([37.8])
    datum.bd09_to_wgs84(lons, lats)
    assert (lons[0], lats[0]) == (112.5, 37.8)


def test_no_number_stays_no_number() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lon, lat = datum.gcj02_to_wgs84(np.array([np.nan, 112.5]), np.array([37.8, 37.8]))
    assert np.isnan(lon[0])
    assert np.isfinite(lon[1])
    assert lat[0] == 37.8


@pytest.mark.parametrize("name", datum.DATUMS)
def test_each_datum_leads_to_wgs84(name: str) -> None:
    there = {"wgs84": lambda *p: p, "gcj02": datum.wgs84_to_gcj02, "bd09": datum.wgs84_to_bd09}
    assert metres(datum.to_wgs84(*there[name](112.5, 37.8), datum=name), (112.5, 37.8)) < 0.001


def test_an_unknown_datum_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="'wgs72'; known are: wgs84, gcj02, bd09"):
        datum.to_wgs84(112.5, 37.8, datum="wgs72")
