"""What stands in Chinese on an English page is marked as Chinese, wherever it comes from."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.near.early_answer import early_html
from app.pages_register import PAGES
from app.published.store import Store, current_store
from app.site.comparing import make_changes
from app.site.map_page import make_map_page
from app.site.meetings import make_meetings
from app.site.near_page import make_near_page
from app.site.page import write_page
from app.site.reading import make_about, make_report
from app.site.sheets import list_sheets, make_list, make_sheet
from app.site.tallies import make_overview, make_promises
from app.site.volume import Edition, Setting, Volume
from app.site.years import make_years
from app.template import mark_foreign
from app.web import ogc, overlaps, present, story, street
from app.web.workshop import Workshop
from projects.catalogue import DATA_FOLDER

APP = Path(__file__).parents[2] / "app"
HAN = re.compile(r"[\u3400-\u9fff]")
SILENT = frozenset({"script", "style", "title", "option", "textarea", "svg"})
"""In these nothing can be marked."""
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
NEAR = {"near": "112.5512,37.8701", "r": "2000"}


class _Unmarked(HTMLParser):
    """Gathers Chinese text that stands in another language."""

    def __init__(self, lang):
        super().__init__()
        self.open = [("", lang)]
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang", self.open[-1][1])))

    def handle_startendtag(self, tag, attrs):
        """Open nothing: it is closed already."""

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        is_silent = not SILENT.isdisjoint(tag for tag, _ in self.open)
        if HAN.search(data) and not is_silent and not self.open[-1][1].startswith("zh"):
            self.found.append(" ".join(data.split())[:80])


def find_unmarked(html, lang="en"):
    reader = _Unmarked(lang)
    reader.feed(str(html))
    return reader.found


def speak_chinese(collection):
    """Put Chinese into every English text of a catalogue, as one in the making has it."""
    metadata = collection["metadata"]
    metadata |= {"title_en": "Report 报告", "attribution": "Source 来源 / Source 来源"}
    metadata["city"]["name_en"] = "Taiyuan 太原"
    for feature in collection["features"]:
        record = feature["properties"]
        for name in ("name", "summary", "remark"):
            if record[f"{name}_en"]:
                record[f"{name}_en"] = record[f"{name}_zh"]
        for figure in record["figures"]:
            figure["label_en"] = figure["label_zh"]
        for milestone in record["milestones"]:
            if milestone.get("source"):
                milestone["source"].pop("title_en", None)
    return collection


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chinese")
    for year in (2023, 2024):
        name = f"taiyuan-{year}.geojson"
        told = speak_chinese(json.loads((DATA_FOLDER / name).read_bytes()))
        (folder / name).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    made = Store(folder, first=folder / "taiyuan-2024.geojson")
    assert made.refresh()[1] == ()
    return made


@pytest.fixture
def served_chinese(store, monkeypatch):
    """Let the pages show the catalogue that has Chinese in its English texts."""
    monkeypatch.setenv("CATALOGUES", str(store.refresh()[0].path.parent))
    current_store.cache_clear()
    yield
    current_store.cache_clear()


@pytest.mark.usefixtures("served_chinese", "told")
@pytest.mark.parametrize("path", [path for path in PAGES if path])
def test_no_page_has_chinese_unmarked(run_page, path):
    html = run_page(PAGES[path].module, lang="en", **NEAR)
    assert HAN.search(html) or path == "open"
    assert find_unmarked(html) == []


def test_html_is_written_on_a_page_in_one_place():
    folders = (APP / "pages", APP / "components")
    files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
    own = [file.name for file in files if "st.html(" in file.read_text(encoding="utf-8")]
    assert own == ["written.py"]


@pytest.mark.usefixtures("served_chinese", "told")
def test_the_map_page_has_no_chinese_unmarked(run, html):
    assert find_unmarked(html(run(lang="en", q="road"))) == []


@pytest.mark.parametrize(
    "address",
    [
        "/overlaps?lang=en",
        "/story?lang=en",
        "/present?lang=en",
        "/street?lang=en&near=112.5512,37.8701",
        "/ogc/collections/taiyuan-2024/items?f=html&lang=en",
    ],
)
def test_no_page_of_its_own_has_chinese_unmarked(store, address):
    workshop = Workshop(in_process=False)
    routes = overlaps.list_routes(store, workshop=workshop)
    routes += [route for door in (ogc, present, story) for route in door.list_routes(store)]
    app = Starlette(routes=routes)
    app.add_route("/street", lambda request: street.answer(request, store))
    answer = TestClient(app).get(address)
    assert answer.status_code == 200
    lang = re.search(r'<html[^>]* lang="([^"]*)"', answer.text)
    assert lang is not None
    assert lang[1] == "en"
    assert find_unmarked(answer.text) == []


def test_the_first_html_of_the_nearby_page_has_no_chinese_unmarked(store):
    html = early_html({"lang": "en", **NEAR}, served=store.refresh()[0])
    assert HAN.search(html)
    assert find_unmarked(html) == []


MAKERS = (
    *(make_about, make_changes, make_list, make_map_page, make_meetings, make_near_page),
    *(make_overview, make_promises, make_report),
)


def list_pages(edition):
    yield from (make(edition) for make in MAKERS)
    yield from make_years(edition)
    yield from (make_sheet(edition, sheet) for sheet in list_sheets(edition)[:3])


def test_no_page_of_the_site_has_chinese_unmarked(store):
    volume = Volume(store.refresh()[0], store.library)
    edition = Edition(volume, "en", Setting(default_id="taiyuan-2024"))
    unmarked = {
        page.name: find_unmarked(write_page(edition, page).decode()) for page in list_pages(edition)
    }
    assert len(unmarked) > len(MAKERS)
    assert {name: found for name, found in unmarked.items() if found} == {}


def test_what_says_its_language_and_what_cannot_be_marked_stays():
    html = (
        '<title>路</title><select><option>路</option></select><img alt="路">'
        '<p lang="zh-CN">路<b>街</b></p><p data-x="a>b路">A &lt; 路<br>街</p><script>"路"</script>'
    )
    marked = mark_foreign(html, lang="en")
    mark = '<span lang="zh-CN">{}</span>'.format
    assert marked == html.replace("A &lt; 路<br>街", f"A &lt; {mark('路')}<br>{mark('街')}")
    assert mark_foreign(marked, lang="en") == marked
    assert mark_foreign(html, lang="zh-CN") == html
