"""The reference layers: complete, sound, and each with its source."""

import importlib.util
import itertools
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
import shapely

from geodata import layers
from geodata.cities import default_city
from geodata.errors import FileFaultsError, UnknownNameError
from geodata.files import read_features, read_settings, write_features
from geodata.geojson import from_geometry
from geodata.geojson_rules import find_rule_faults
from geodata.measure import area_m2, distance_m, length_m

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
AREA = shapely.box(111.4, 37.3, 113.3, 38.5)

CITY = default_city()
assert CITY.folder is not None


@pytest.mark.parametrize("name", CITY.layers)
def test_each_layer_is_sound_and_says_where_it_comes_from(name: str) -> None:
    layer = layers.load_layer(name)
    assert layer.collection["features"]
    for feature in layer.collection["features"]:
        assert list(find_rule_faults(feature["geometry"])) == []
        geom = from_geometry(feature["geometry"])
        assert geom is not None
        assert geom.is_valid
        assert AREA.covers(geom)
    assert layer.licence
    assert layer.source.attribution
    assert layer.accuracy_m > 0


@pytest.mark.parametrize("name", [name for name in CITY.layers if name != "districts"])
def test_features_have_slugs_names_and_their_own_accuracy(name: str) -> None:
    features = layers.load_layer(name).collection["features"]
    ids = [feature["properties"]["id"] for feature in features]
    assert len(set(ids)) == len(ids)
    for feature in features:
        properties = feature["properties"]
        assert SLUG.fullmatch(properties["id"])
        assert properties["accuracy_m"] > 0
        assert properties["source"]
        assert (properties["name_zh"] is None) == (properties["name_en"] is None)


def test_every_file_has_a_source_and_every_source_a_file() -> None:
    data = [path.name for path in CITY.folder.iterdir() if path.suffix in {".geojson", ".csv"}]
    assert sorted(layers.sources()) == sorted(data)


def test_a_source_that_lacks_something_is_named_with_what_is_expected(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text('["a.geojson"]\norigin = "x"\n', encoding="utf-8")
    city = replace(CITY, slug="elsewhere", folder=tmp_path)
    with pytest.raises(FileFaultsError, match=r"a\.geojson.*expected .*built_by; found origin"):
        layers.sources(city)


def test_a_wrong_name_lists_the_right_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"'trams'; known are: districts, river, .*stations"):
        layers.load_layer("trams")


def test_the_ten_districts_are_there_in_both_languages() -> None:
    names = {d.name_zh: d.name_en for d in layers.districts().values()}
    ten = "小店区 迎泽区 杏花岭区 尖草坪区 万柏林区 晋源区 清徐县 阳曲县 娄烦县 古交市"
    assert " ".join(names) == ten
    assert names["万柏林区"] == "Wanbailin District"
    assert names["古交市"] == "Gujiao City"


def test_districts_leave_no_gap_and_do_not_overlap() -> None:
    polygons = [district.polygon for district in layers.districts().values()]
    assert shapely.coverage_is_valid(polygons)
    city = shapely.union_all(polygons)
    assert city.geom_type == "Polygon"
    assert not city.interiors
    # The municipality has 6,988 km² (Taiyuan Statistical Yearbook).
    assert area_m2(city) / 1e6 == pytest.approx(6988, rel=0.02)


def test_the_label_of_a_district_lies_well_inside() -> None:
    for district in layers.districts().values():
        label = shapely.Point(district.label)
        assert district.polygon.covers(label)
        assert distance_m(district.polygon.exterior, label) > 2000


@pytest.mark.parametrize(
    ("lon", "lat", "adcode"),
    [
        (112.5597, 37.7355, "140105"),
        (112.3514, 37.6064, "140121"),
        (112.1694, 37.9062, "140181"),
        (116.4, 39.9, None),
    ],
)
def test_a_place_lies_in_its_district(lon: float, lat: float, adcode: str | None) -> None:
    assert layers.district_at(lon, lat) == adcode


def test_the_reaches_of_the_river_are_one_line() -> None:
    features = layers.load_layer("river").collection["features"]
    reaches = [from_geometry(feature["geometry"]) for feature in features]
    for before, after in itertools.pairwise(reaches):
        assert before is not None
        assert after is not None
        assert before.coords[-1] == after.coords[0]
    assert {feature["properties"]["name_en"] for feature in features} == {"Fen River"}


def test_water_has_its_kinds_and_simplified_names() -> None:
    features = [f["properties"] for f in layers.load_layer("water").collection["features"]]
    assert {feature["kind"] for feature in features} == {"water", "park", "fen-corridor"}
    longtan = next(feature for feature in features if feature["name_zh"] == "龙潭公园")
    assert longtan["aliases"] == ["龍潭公園"]


def test_metro_line_2_is_as_long_as_published() -> None:
    line = from_geometry(layers.load_layer("metro").collection["features"][0]["geometry"])
    assert line is not None
    assert length_m(line) == pytest.approx(23_600, rel=0.02)
    for station in layers.stations():
        if station.line == "metro-2":
            assert distance_m(line, (station.lon, station.lat)) < station.accuracy_m + 100


def test_stations_are_counted_in_order_on_each_line() -> None:
    count = {"metro-1-p1": 24, "metro-2": 23, "metro-3-p1": 25}
    assert {station.line for station in layers.stations()} == set(count)
    for line, expected in count.items():
        of_line = [station for station in layers.stations() if station.line == line]
        assert [station.seq for station in of_line] == list(range(1, expected + 1))
        assert {station.state for station in of_line} == {
            "planned" if line == "metro-3-p1" else "built"
        }


@pytest.mark.parametrize(
    ("line", "opened", "old"),
    [
        ("metro-1-p1", "河龙湾", ("西山矿务局",)),
        ("metro-1-p1", "西客站", ("客运西站",)),
        ("metro-1-p1", "太原理工大学", ("迎泽桥西", "迎泽西")),
        ("metro-1-p1", "闫家沟", ("小井峪路", "小井峪")),
        ("metro-1-p1", "下元", ()),
        ("metro-3-p1", "北营", ("中心街东",)),
    ],
)
def test_stations_know_their_old_names(line: str, opened: str, old: tuple[str, ...]) -> None:
    found = next(s for s in layers.stations() if (s.line, s.name_zh) == (line, opened))
    assert found.names_old == old


def test_guessed_stations_say_how_far_off_they_may_be() -> None:
    guessed = {s.name_zh: s.accuracy_m for s in layers.stations() if s.source.startswith("general")}
    assert guessed == {
        "大井峪街": 1000,
        "唐槐路": 1000,
        "太原南站西广场": 1000,
        "郑村": 5000,
        "东峰": 5000,
    }


def load_script() -> ModuleType:
    path = Path(__file__).parents[2] / "scripts" / "build_geodata.py"
    spec = importlib.util.spec_from_file_location("build_geodata", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_districts_are_what_their_script_builds(tmp_path: Path) -> None:
    features = load_script().build_districts(read_settings(CITY.folder / "names.toml"))
    write_features(tmp_path / "d.geojson", {"type": "FeatureCollection", "features": features})
    assert read_features(tmp_path / "d.geojson") == layers.load_layer("districts").collection


def test_the_script_wants_to_be_told_what_to_build(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["build_geodata.py"])
    with pytest.raises(SystemExit, match="2"):
        load_script().main()
    assert "give --districts or --facts DIR" in capsys.readouterr().err
