"""The page of the country: true counts, the way down to a report, and an honest empty state."""

import importlib.util
import posixpath
import re
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.country.asked import read_asked
from app.country.page import write_page
from app.messages import Words
from app.published.country import Country, current_country
from app.published.store import Store
from app.site.country import list_country_pages
from app.site.page import write_page as write_site_page
from app.site.volume import Edition, Setting, Volume
from app.web import atlas as door
from projects.atlas.build import build_atlas
from projects.atlas.engines import LocalEngine
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """An atlas of three made-up reports of two provinces, and the one that comes along."""
    spec = importlib.util.spec_from_file_location(
        "generate_country_for_pages", ROOT / "scripts" / "generate_country.py"
    )
    generator = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = generator
    spec.loader.exec_module(generator)
    source = tmp_path_factory.mktemp("catalogues")
    areas = generator.list_areas(31)
    for area in (areas[0], areas[1], areas[-1]):
        data = generator.make_catalogue(area, year=2024, records=30, seed=3)
        (source / f"{area.adcode}.geojson").write_bytes(data)
    (source / "places.csv").write_text(generator.write_names(areas), encoding="utf-8")
    out = tmp_path_factory.mktemp("atlas")
    build_atlas([source, DEFAULT_CATALOGUE], out=out, engine=LocalEngine())
    return out


@pytest.fixture
def client(folder, monkeypatch):
    """The page with the atlas."""
    monkeypatch.setattr(door, "current_country", lambda: Country(folder))
    return TestClient(Starlette(routes=door.list_routes(Store(DEFAULT_CATALOGUE))))


def rows_of(page: str) -> dict[str, tuple[int, int, int]]:
    found = re.findall(
        r'<tr><th scope="row">(?:<a [^>]*>)?([^<]+).*?<b>([\d,]+)</b></td><td>([\d,]+) \+ ([\d,]+)',
        page,
    )
    return {name: tuple(int(n.replace(",", "")) for n in numbers) for name, *numbers in found}


def test_the_provinces_add_up_to_the_whole(client):
    page = client.get("/atlas?lang=en").text
    rows = rows_of(page)
    total = len(read_catalogue().projects) + 90
    assert set(rows) == {"Shanxi", "Jia Province", "Yi Province"}
    assert sum(records for records, _, _ in rows.values()) == total
    assert all(records == placed + unplaced for records, placed, unplaced in rows.values())
    assert f"{total} records of 4 reports of 2024" in page
    assert page.count("<circle ") == 3


def test_a_province_leads_to_its_cities_and_a_city_to_the_map(client):
    page = client.get("/atlas?lang=zh").text
    assert "./atlas?place=14&amp;lang=zh" in page
    page = client.get("/atlas?place=14&lang=zh").text
    assert "./atlas?place=1401&amp;lang=zh" in page
    assert "./?report=taiyuan-2024&amp;lang=zh" in page
    page = client.get("/atlas?place=1401&lang=zh").text
    assert rows_of(page)["小店区"][0] == sum(
        "140105" in project.districts for project in read_catalogue().projects
    )
    assert "各计一次" in page
    # A district without a report of its own is chosen in the city's.
    assert "./?report=taiyuan-2024&amp;district=140105&amp;lang=zh" in page


def test_choices_narrow_the_counts_and_hide_no_place(client):
    every = rows_of(client.get("/atlas?lang=en").text)
    some = rows_of(client.get("/atlas?lang=en&sector=rail-transit&status=completed").text)
    assert set(some) == set(every)
    wanted = sum(
        (project.sector, project.status) == ("rail-transit", "completed")
        for project in read_catalogue().projects
    )
    assert sum(records for records, _, _ in some.values()) == wanted
    # The map that opens has the same choices.
    page = client.get("/atlas?place=1401&lang=en&sector=rail-transit&status=completed").text
    assert "./?report=taiyuan-2024&amp;sector=rail-transit&amp;status=completed&amp;lang=en" in page


def test_the_ground_shows_where_the_records_lie(client):
    page = client.get("/atlas?place=1401&lang=en").text

    assert 1 <= page.count('<path class="is-shade-') <= 4
    assert "The squares show where the records on the map lie" in page
    # One report alone has its ground, too.
    page = client.get("/atlas?place=9101&lang=zh").text
    assert page.count("<circle ") == 1
    assert "方格表示当年地图上的项目在哪里" in page


def test_the_tiles_are_served_in_pieces_and_are_no_count(client, folder):
    assert client.get("/atlas/overview.pmtiles").status_code == 404
    assert "overview.pmtiles" not in client.get("/atlas?lang=en").text
    tiles = folder / "overview.pmtiles"
    tiles.write_bytes(b"PMTiles" + bytes(120))
    try:
        page = client.get("/atlas?lang=en").text
        assert '<a href="./atlas/overview.pmtiles" download>' in page
        assert "a picture, never a count" in page
        answer = client.get("/atlas/overview.pmtiles", headers={"Range": "bytes=0-6"})
        assert (answer.status_code, answer.content) == (206, b"PMTiles")
        assert answer.headers["Content-Type"] == "application/vnd.pmtiles"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    finally:
        tiles.unlink()


def test_without_an_atlas_the_page_says_so():
    page = write_page(None, asked=read_asked({}), words=Words("en"))
    assert "This server has no atlas of many cities" in page
    assert "<table" not in page


def test_a_folder_without_an_atlas_is_said_without_its_path(tmp_path):
    atlas, fault = Country(tmp_path).open()
    assert atlas is None
    assert "ATLAS: expected the folder of an atlas" in fault
    assert "python -m projects atlas build DIR --out FOLDER" in fault
    assert str(tmp_path) not in fault


def test_a_report_of_the_atlas_opens_like_a_file(folder):
    store = Store(DEFAULT_CATALOGUE, country=Country(folder))
    served, faults = store.refresh("made-up-900100-2024")
    assert faults == ()
    assert served.report == "made-up-900100-2024"
    assert len(served.catalogue.projects) == 30
    assert "made-up-900100-2024" in served.known.reports
    again, _ = store.refresh("made-up-900100-2024")
    assert again is served
    # What is in the library comes from there, what is nowhere is the default.
    assert store.refresh("taiyuan-2024")[0].path == DEFAULT_CATALOGUE
    assert store.refresh("nowhere-2024")[0].report is None


def test_an_atlas_built_anew_is_read_anew(folder):
    country = Country(folder)
    first, _ = country.open()
    assert country.open()[0] is first
    about = folder / "atlas.json"
    about.write_bytes(about.read_bytes())
    assert country.open()[0] is not first


def test_the_setting_names_the_folder(folder, monkeypatch):
    monkeypatch.setenv("ATLAS", str(folder))
    current_country.cache_clear()
    try:
        assert current_country().folder == folder
    finally:
        current_country.cache_clear()


def test_the_site_has_the_country_and_every_link_leads_somewhere(folder):
    library = Store(DEFAULT_CATALOGUE).library
    served, _ = Store(DEFAULT_CATALOGUE).refresh()
    setting = Setting(default_id="taiyuan-2024", has_country=True)
    edition = Edition(Volume(served, library), "zh", setting)
    pages = list(list_country_pages(edition, atlas=Country(folder).open()[0]))
    names = {edition.place_of(page.name) for page in pages}
    assert {"taiyuan-2024/atlas.html", "taiyuan-2024/atlas/1401.html"} <= names
    for page in pages:
        own = edition.place_of(page.name)
        for href in re.findall(r'href="([^"]+)"', page.body):
            way = href.partition("?")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(own), way))
            assert target in names | {"taiyuan-2024/index.html"}, (own, href)
    city = next(page for page in pages if page.name == "atlas/1401.html")
    assert "../index.html" in city.body
    assert "../index.html?district=140105" in city.body
    written = write_site_page(edition, pages[0]).decode()
    assert 'aria-current="page">全国<' in written
