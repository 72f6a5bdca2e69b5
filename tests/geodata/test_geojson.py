"""The rules of GeoJSON: what is sound, and how the same content becomes the same text."""

import json
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import GeometryError
from geodata.geojson import encode_collection, from_geometry, to_geometry
from geodata.geojson_rules import find_rule_faults, list_geometry_faults

SQUARE = [[112.0, 37.0], [113.0, 37.0], [113.0, 38.0], [112.0, 38.0], [112.0, 37.0]]
HOLE = [[112.4, 37.4], [112.4, 37.5], [112.5, 37.5], [112.4, 37.4]]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    "sound",
    [
        None,
        {"type": "Point", "coordinates": [112.5, 37.8]},
        {"type": "Point", "coordinates": [112, 37, 800]},
        {"type": "LineString", "coordinates": [[112.5, 37.8], [112.6, 37.8]]},
        {"type": "MultiLineString", "coordinates": [[[112.5, 37.8], [112.6, 37.8]]]},
        polygon(SQUARE, HOLE),
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]},
        {"type": "GeometryCollection", "geometries": [polygon(SQUARE)]},
    ],
)
def test_sound_geometries_have_no_faults(sound: dict[str, Any] | None) -> None:
    assert list_geometry_faults(sound) == []


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("here", "geometry: expected an object with type and coordinates, or null, found 'here'"),
        ({"type": "Circle", "coordinates": []}, "geometry.type: expected one of Point"),
        ({"type": "point", "coordinates": []}, "expected 'Point' in exactly this spelling"),
        ({"type": "Point"}, "expected a position [longitude, latitude], found nothing"),
        ({"type": "Point", "coordinates": [112.5]}, "expected two finite numbers"),
        ({"type": "Point", "coordinates": ["112.5", "37"]}, "expected two finite numbers"),
        ({"type": "Point", "coordinates": [True, 37.0]}, "expected two finite numbers"),
        ({"type": "Point", "coordinates": [float("nan"), 37.0]}, "expected two finite numbers"),
        ({"type": "Point", "coordinates": [37.87, 112.55]}, "these look swapped"),
        ({"type": "Point", "coordinates": [190.0, 37.0]}, "expected a longitude within ±180"),
        ({"type": "Point", "coordinates": [423000.0, 4190000.0]}, "these look like metres"),
        ({"type": "LineString", "coordinates": 5}, "expected a list of coordinates, found 5"),
        ({"type": "LineString", "coordinates": []}, "at least 2 items, found 0"),
        ({"type": "LineString", "coordinates": [[112.5, 37.8]]}, "at least 2 items, found 1"),
        ({"type": "MultiLineString", "coordinates": [[[112.5, 37.8]]]}, "coordinates[0]: expected"),
        (polygon(SQUARE[:3]), "at least 4 items, found 3"),
        (polygon(SQUARE[:4]), "expected a closed ring"),
        ({"type": "GeometryCollection", "geometries": None}, "expected a list of geometries"),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point"}]}, "found nothing"),
    ],
)
def test_each_fault_is_named(broken: object, fault: str) -> None:
    assert fault in "; ".join(list_geometry_faults(broken))


def test_files_of_others_may_wind_their_rings_as_they_like() -> None:
    assert list_geometry_faults(polygon(SQUARE[::-1])) == []
    assert list_geometry_faults({"type": "Point", "coordinates": [1 / 3, 1.0]}) == []


def test_a_broken_geometry_is_not_read() -> None:
    with pytest.raises(GeometryError, match="expected a closed ring"):
        from_geometry(polygon(SQUARE[:4]))


@pytest.mark.parametrize("nothing", [None, shapely.Point(), shapely.MultiPolygon()])
def test_nothing_is_written_as_null(nothing: shapely.Geometry | None) -> None:
    assert to_geometry(nothing) is None
    assert from_geometry(None) is None


@given(
    lon=st.floats(112, 113),
    lat=st.floats(37, 38),
    size=st.floats(0.01, 0.5),
    clockwise=st.booleans(),
)
def test_what_is_written_keeps_every_rule(
    lon: float, lat: float, size: float, *, clockwise: bool
) -> None:
    outer = shapely.box(lon, lat, lon + size, lat + size, ccw=not clockwise)
    inner = shapely.box(
        lon + size / 4, lat + size / 4, lon + size / 2, lat + size / 2, ccw=clockwise
    )
    area = shapely.Polygon(outer.exterior, [inner.exterior])
    for geom in (area, shapely.MultiPolygon([area]), shapely.GeometryCollection([area])):
        written = to_geometry(geom)
        assert written is not None
        for member in written.get("geometries", [written]):
            assert list(find_rule_faults(member)) == []
        back = from_geometry(written)
        assert back is not None
        assert shapely.hausdorff_distance(back, geom) < 2e-6


def test_the_text_has_a_feature_a_line_and_a_fixed_order() -> None:
    feature = {
        "geometry": {"coordinates": [112.50000049, -0.0000001], "type": "Point"},
        "properties": {"name_zh": "汾河", "id": "fen"},
        "type": "Feature",
    }
    text = encode_collection({"features": [feature, feature], "metadata": {"id": "t"}})
    line = (
        '{"type":"Feature","properties":{"name_zh":"汾河","id":"fen"},'
        '"geometry":{"type":"Point","coordinates":[112.5,0.0]}}'
    )
    head = '{"type":"FeatureCollection","metadata":{"id":"t"},"features":['
    assert text == f"{head}\n{line},\n{line}\n]}}\n"


def test_the_same_content_gives_the_same_text_again() -> None:
    collection = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE[::-1], HOLE)},
            {"type": "Feature", "id": "x", "properties": {"a": None}, "geometry": None},
        ],
    }
    once = encode_collection(collection)
    assert encode_collection(json.loads(once)) == once
