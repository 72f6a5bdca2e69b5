"""The head of every page: the same pages and words, whoever serves the page."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.address import View
from app.masthead import masthead_html, plain_head_html
from app.messages import LANGUAGES
from app.pages_register import PAGES, PLAIN_PAGES
from app.published.store import current_store
from app.web import overlaps, story

_LINK = re.compile(r'<a href="\./([\w/]*)[^"]*"[^>]*>([^<]+)</a>')


@pytest.fixture
def client():
    routes = [*overlaps.list_routes(current_store()), *story.list_routes(current_store())]
    return TestClient(Starlette(routes=routes))


def _nav(html: str) -> dict[str, str]:
    return dict(_LINK.findall(html.partition("<nav")[2].partition("</nav>")[0]))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PLAIN_PAGES)
def test_a_page_that_is_not_streamlits_has_the_common_head(client, path, lang):
    page = client.get(f"/{path}?lang={lang}").text
    common = str(masthead_html(View(lang=lang), page="", title="", reports=""))
    assert _nav(page) == _nav(common)
    assert {row.path for row in PAGES.values() if row.is_in_head} <= set(_nav(page))
    assert re.search(rf'<a href="\./{path}[^"]*"[^>]* aria-current="page">', page)
    other = re.search(r'<a href="\./(\w+)\?*([^"]*)"[^>]*class="city-language"', page)
    assert other is not None
    assert other[1] == path
    assert page.count("<h1") == 1
    assert page.count("data-print-link") == 1


@pytest.mark.parametrize("path", PLAIN_PAGES)
def test_the_first_stop_by_keyboard_passes_on_to_the_content(client, path):
    page = client.get(f"/{path}?lang=en").text
    first = re.search(r"<(?:a|button|summary|input|select)\b[^>]*>", page.partition("<body")[2])
    skip = re.fullmatch(r'<a class="city-skip" href="#([a-z]+)">', first.group())
    assert skip is not None
    assert re.search(rf'<main id="{skip[1]}"', page)


def test_the_language_switch_keeps_which_pairs_are_asked_for(client):
    page = client.get("/overlaps?lang=en&class=conflict&d=50").text
    other = re.search(r'<a href="\./overlaps\?([^"]*)"[^>]*class="city-language"', page)
    assert other is not None
    asked = parse_qs(urlsplit(f"?{other[1]}".replace("&amp;", "&")).query)
    assert {name: asked[name] for name in ("class", "d", "lang")} == {
        "class": ["conflict"],
        "d": ["50"],
        "lang": ["zh"],
    }


def test_the_head_keeps_the_report():
    store = current_store()
    served, _ = store.refresh()
    old = min(served.shelf.ids - {served.shelf.default_id})
    served, _ = store.refresh(old)
    head = plain_head_html(served, page="story", lang="en")
    assert f"report={old}" in str(head).partition("<nav")[2].partition("</nav>")[0]
