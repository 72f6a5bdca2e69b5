"""Cities: each a folder of data, and nothing of one city in the code."""

import ast
import re
import shutil
from pathlib import Path

import pytest
import shapely

from geodata import layers
from geodata.cities import (
    CITIES,
    City,
    city_of_district,
    default_city,
    district_prefix,
    find_city,
    list_cities,
    open_city,
)
from geodata.coordinates import read_position
from geodata.crs import WGS84, local_transverse_mercator, project_geometry, read_crs
from geodata.errors import FileFaultsError, UnknownNameError
from geodata.gazetteer import load_gazetteer
from geodata.measure import distance_m

ROOT = Path(__file__).resolve().parents[2]
HARBOURTON = ROOT / "tests" / "cities" / "harbourton"
OWN = re.compile(r"太原|taiyuan|1401\d\d|山西|shanxi|晋祠|jinci|长风", re.IGNORECASE)
# The one city of those who name none; where its catalogue lies.
ALLOWED = {"projects/catalogue.py": {"taiyuan-2024.geojson"}}


@pytest.fixture
def harbourton(monkeypatch: pytest.MonkeyPatch) -> City:
    monkeypatch.setenv(CITIES, str(HARBOURTON.parent))
    return find_city("990100")


def test_a_city_is_opened_from_its_folder(harbourton: City) -> None:
    assert harbourton in list_cities()
    assert (harbourton.slug, harbourton.name_en) == ("harbourton", "Harbourton")
    assert harbourton.languages == ("en", "zh")
    assert harbourton.meridian == pytest.approx(174.8)
    assert city_of_district("990102") == harbourton
    assert default_city() != harbourton


def test_its_districts_are_its_own(harbourton: City) -> None:
    assert list(layers.districts(harbourton)) == ["990101", "990102", "990103"]
    assert layers.district_at(174.75, -41.25, city=harbourton) == "990101"
    assert layers.district_at(174.82, -41.37, city=harbourton) == "990103"
    assert layers.district_at(174.75, -41.25) is None
    found = layers.find_district("990102")
    assert found is not None
    assert found.name_en == "Valley Ward"
    label = shapely.Point(found.label)
    assert found.polygon.contains(label), "a label is found where the file gives none"


def test_its_stations_and_sources_are_its_own(harbourton: City) -> None:
    assert [station.name_en for station in layers.stations(harbourton)] == ["Quay"]
    assert {one.licence for one in layers.sources(harbourton).values()} == {"CC0"}
    with pytest.raises(UnknownNameError, match="'river'; known are: districts, water"):
        layers.load_layer("river", city=harbourton)


def test_its_places_are_searched_by_its_readings(harbourton: City) -> None:
    gazetteer = load_gazetteer(harbourton)
    assert [hit.entry.id for hit in gazetteer.search("changtan")] == ["long-beach"]
    assert [hit.entry.id for hit in gazetteer.search("旧码头")] == ["quay-tram-stop"]
    assert gazetteer.search("tynz") == []
    assert gazetteer.nearest(174.75, -41.2501)[0].entry.id == "quay-tram-stop"


def test_its_places_are_read_and_measured_in_its_half_of_the_earth(harbourton: City) -> None:
    found = read_position("41°15′S 174°45′E", bounds=harbourton.bbox)
    assert found is not None
    assert (found.lon, found.lat) == (pytest.approx(174.75), pytest.approx(-41.25))
    line = shapely.LineString([(174.75, -41.25), (174.85, -41.25)])
    flat = project_geometry(line, target=local_transverse_mercator(lon0=harbourton.meridian))
    exact = distance_m(shapely.Point(174.75, -41.25), (174.85, -41.25))
    assert flat.length == pytest.approx(exact, rel=1e-6)
    survey = project_geometry(line, target=read_crs(harbourton.survey_crs))
    back = project_geometry(survey, source=read_crs(harbourton.survey_crs), target=WGS84)
    assert back.equals_exact(line, 1e-9)


def test_a_city_without_a_folder_still_works() -> None:
    city = find_city("130100", bbox=(113.5, 37.4, 115.5, 38.8), name_zh="某市", name_en="Some City")
    assert city.folder is None
    assert city.meridian == pytest.approx(114.5)
    assert layers.districts(city) == {}
    assert layers.stations(city) == ()
    assert layers.sources(city) == {}
    assert layers.district_at(114.5, 38.0, city=city) is None
    assert load_gazetteer(city).search("某") == []
    assert load_gazetteer(city).nearest(114.5, 38.0) == []
    assert city.holds("130102")
    assert not city.holds("140105")


@pytest.mark.parametrize(
    ("adcode", "prefix"), [("140100", "1401"), ("310000", "31"), ("429004", "429004")]
)
def test_districts_share_the_digits_of_their_city(adcode: str, prefix: str) -> None:
    assert district_prefix(adcode) == prefix


def test_all_faults_of_a_city_are_named_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    shutil.copytree(HARBOURTON, folder)
    text = (folder / "city.toml").read_text(encoding="utf-8")
    text = text.replace('adcode = "990100"', 'adcode = "99"').replace("chang tan", "chang")
    text = text.replace("bbox = [174.6, -41.5", "bbox = [-41.5, 174.6")
    (folder / "city.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileFaultsError, match="six digits") as error:
        open_city(folder)
    assert len(error.value.faults) == 3


def test_a_file_that_a_city_names_must_be_there(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    shutil.copytree(HARBOURTON, folder)
    (folder / "roads.geojson").unlink()
    with pytest.raises(FileFaultsError, match=r"a file roads\.geojson"):
        open_city(folder)


def strings_of(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in documented
    ]


@pytest.mark.parametrize("package", ["geodata", "projects", "app"])
def test_nothing_of_one_city_stands_in_the_code(package: str) -> None:
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        own = {text for text in strings_of(path) if OWN.search(text)} - ALLOWED.get(name, set())
        if own:
            found[name] = own
    for path in sorted((ROOT / package).rglob("*.js")):
        if own := set(OWN.findall(path.read_text(encoding="utf-8"))):
            found[str(path.relative_to(ROOT))] = own
    assert found == {}
