"""The table of measures and coordinates that the page's own formulas are held to as well."""

import json
from pathlib import Path

import pytest
from pyproj import CRS, Geod

from geodata.crs import WGS84, project_points, read_crs
from geodata.datum import wgs84_to_gcj02

TABLE = json.loads((Path(__file__).parents[1] / "data" / "geodesy-cases.json").read_text("utf-8"))
EARTH = Geod(ellps="WGS84")


@pytest.mark.parametrize("case", TABLE["places"], ids=lambda case: str(case["wgs84"]))
def test_a_place_has_the_coordinates_of_the_table(case):
    lon, lat = case["wgs84"]
    assert wgs84_to_gcj02(lon, lat) == pytest.approx(case["gcj02"], abs=1e-8)
    target = read_crs(TABLE["zone"]["name"])
    found = project_points([lon], [lat], source=WGS84, target=target)
    assert [float(values[0]) for values in found] == pytest.approx(case["survey"], abs=0.001)


def test_the_zone_is_that_of_its_name():
    given = CRS(TABLE["zone"]["name"]).to_dict()
    zone = TABLE["zone"]
    assert (given["lon_0"], given["x_0"], given["y_0"]) == (zone["lon0"], zone["x0"], zone["y0"])
    assert given["k"] == zone["k"]


@pytest.mark.parametrize("case", TABLE["lines"], ids=lambda case: str(case["length_m"]))
def test_a_line_has_the_length_of_the_table(case):
    length_m = EARTH.line_length(*zip(*case["corners"], strict=True))
    assert length_m == pytest.approx(case["length_m"], abs=0.001)


@pytest.mark.parametrize("case", TABLE["shapes"], ids=lambda case: str(case["area_m2"]))
def test_a_shape_has_the_area_of_the_table(case):
    area_m2, _ = EARTH.polygon_area_perimeter(*zip(*case["corners"], strict=True))
    assert abs(area_m2) == pytest.approx(case["area_m2"], abs=0.01)
