"""What a shared link shows before it is opened: its words in the first HTML, and its picture."""

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.address import View, read_query, read_view
from app.errors import FontError
from app.exports import preview_picture
from app.exports.preview import BARS, MAP, NEAR, Preview, describe_preview
from app.exports.preview_picture import preview_png
from app.messages import LANGUAGES
from app.pages_register import PAGES
from app.published.assets import Asset
from app.published.served import Served
from app.published.store import current_store
from app.web import preview
from app.web.link_head import preview_query
from app.web.preview import KeptPictures
from app.web.public_address import PUBLIC_URL
from app.web.routes import list_middleware, list_routes
from app.web.workshop import Workshop
from projects.catalogue import read_catalogue

NEAR_QUERY = "near=112.5565,37.8612&r=2000"
PLAIN_PAGES = [path for path in PAGES if path != "steward"]
OWN_PAGES = ["present", "story", "overlaps"]
PNG_START = b"\x89PNG\r\n"


class Head(HTMLParser):
    """The meta tags and the links of a page's head."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and (name := found.get("property") or found.get("name")):
            assert name not in self.meta or name == "og:locale:alternate", name
            self.meta[name] = found.get("content") or ""
        if tag == "link":
            self.links.append(found)


@pytest.fixture(scope="module")
def served() -> Served:
    found, _ = current_store().refresh()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=list_routes(current_store()), middleware=list_middleware()))


@pytest.fixture
def drawn() -> Iterator[TestClient]:
    """Give a client of the picture's address that draws in a thread."""
    routes = preview.list_routes(current_store(), workshop=Workshop(in_process=False))
    with TestClient(Starlette(routes=routes)) as found:
        yield found


def describe(query: str, served: Served, *, page: str = "", story: str = ""):
    view, _ = read_view(read_query(query), known=served.known)
    assert served.library is not None
    return describe_preview(view, page=page, served=served, library=served.library, story=story)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [*PLAIN_PAGES, *OWN_PAGES])
def test_every_page_tells_a_messenger_what_it_is(client: TestClient, page: str, lang: str) -> None:
    answer = client.get(f"/{page}?sector=roads&lang={lang}")
    assert answer.status_code == 200
    head = Head(answer.text)
    assert head.meta["twitter:card"] == "summary_large_image"
    assert head.meta["og:title"] == head.meta["twitter:title"] != ""
    assert head.meta["og:description"] == head.meta["description"] != ""
    assert len(head.meta["og:description"]) <= 200
    assert head.meta["og:image"].startswith("http://testserver/preview.png?")
    assert head.meta["og:locale"] == {"zh": "zh_CN", "en": "en_US"}[lang]
    assert re.search("[\u4e00-\u9fff]", head.meta["og:description"]) is not None or lang == "en"
    feeds = {
        link["type"] for link in head.links if link.get("rel") == "alternate" and "type" in link
    }
    assert feeds == {"application/atom+xml", "text/calendar"}
    other = next(one for one in head.links if one.get("hreflang") in {"en", "zh-CN"})
    assert str(other["href"]).startswith("http://testserver/")


def test_the_sentence_of_counts_stands_in_the_first_html(client: TestClient) -> None:
    head = Head(client.get("/?sector=roads&lang=en").text)
    assert "on the map +" in head.meta["og:description"]
    assert head.meta["og:title"] == "Roads"
    assert (
        "<title>Roads · City projects · Taiyuan</title>"
        in client.get("/?sector=roads&lang=en").text
    )


def test_the_feed_of_a_page_is_that_of_its_view(client: TestClient) -> None:
    head = Head(client.get(f"/nearby?{NEAR_QUERY}&lang=en").text)
    (feed,) = [link for link in head.links if link.get("type") == "application/atom+xml"]
    assert feed["href"] == f"./feed.atom?{NEAR_QUERY}&lang=en"
    assert client.get(str(feed["href"]).removeprefix(".")).status_code == 200


def test_the_public_address_stands_before_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PUBLIC_URL, "https://map.example.org/taiyuan")
    app = Starlette(routes=list_routes(current_store()), middleware=list_middleware())
    answer = TestClient(app).get("/taiyuan/?lang=en", headers={"Host": "map.example.org"})
    head = Head(answer.text)
    assert head.meta["og:image"].startswith("https://map.example.org/taiyuan/preview.png?")
    assert head.meta["og:url"] == "https://map.example.org/taiyuan/?lang=en"


@pytest.mark.parametrize("page", ["", "nearby", "overview", "changes", "present", "overlaps"])
def test_a_link_that_lost_its_parameters_still_opens_something(
    client: TestClient, page: str
) -> None:
    answer = client.get(f"/{page}")
    assert answer.status_code == 200
    assert Head(answer.text).meta["og:title"]


def test_words_of_hostile_links_stay_words(client: TestClient) -> None:
    text = client.get("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert(1)" not in text


@pytest.mark.parametrize(
    ("page", "query", "kind"),
    [
        ("", "", MAP), ("", "sector=roads", MAP), ("", "sel=metro-1-p1", MAP),
        ("nearby", NEAR_QUERY, NEAR), ("nearby", "", MAP), ("overview", "", BARS),
        ("changes", "", MAP), ("promises", "", MAP), ("no-such-page", "", MAP),
    ],
)  # fmt: skip
def test_a_page_has_a_picture_of_its_kind(served: Served, page: str, query: str, kind: str) -> None:
    for lang in LANGUAGES:
        found = describe(f"{query}&lang={lang}", served, page=page)
        assert found.kind == kind
        assert found.title
        assert found.sentence


def test_a_story_has_a_picture_of_its_own(served: Served) -> None:
    plain = describe("lang=en", served, page="present")
    told = describe("lang=en", served, page="present", story="opens-2024")
    assert told.title == "What opens in 2024"
    assert told.projects != plain.projects
    assert describe("lang=en", served, page="present", story="no-such-story") == plain


def test_a_project_without_a_place_is_not_drawn(served: Served) -> None:
    lost = next(one for one in served.catalogue.projects if one.geometry is None)
    assert describe(f"sel={lost.id}", served).projects == ()


def test_the_changes_draw_what_they_list(served: Served) -> None:
    found = describe("change=status-moved&lang=en", served, page="changes")
    assert found.lines[0].startswith(f"{len(found.projects)} status moved")


def test_a_report_that_stands_alone_has_a_picture_too() -> None:
    alone = Served(read_catalogue())
    for page in ("", "changes", "promises"):
        assert describe_preview(View(lang="en"), page=page, served=alone).title


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "query"),
    [("", "lang=en"), ("nearby", NEAR_QUERY), ("overview", "lang=en"), ("", "sel=metro-1-p1")],
)
def test_a_picture_is_as_large_as_messengers_ask_and_no_heavier(
    served: Served, page: str, query: str
) -> None:
    body = preview_png(describe(query, served, page=page), served=served)
    with Image.open(io.BytesIO(body)) as picture:
        assert picture.size == (1200, 630)
        assert picture.format == "PNG"
        assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 20
    assert len(body) < 300_000


def test_a_picture_is_made_once_and_asked_for_again(
    drawn: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def draw(told: Preview, *, served: Served) -> bytes:
        made.append(f"{served.catalogue.metadata.id} {told.title}")
        return PNG_START + str(len(made)).encode()

    monkeypatch.setattr(preview_picture, "preview_png", draw)
    first = drawn.get("/preview.png?sector=roads&lang=en&v=1")
    assert (first.status_code, first.headers["Content-Type"]) == (200, "image/png")
    again = drawn.get("/preview.png?lang=en&sector=roads&utm_source=x")
    assert again.content == first.content
    assert len(made) == 1
    told = {"If-None-Match": first.headers["ETag"]}
    assert drawn.get("/preview.png?sector=roads&lang=en", headers=told).status_code == 304
    assert drawn.get("/preview.png?sector=industry&lang=en").content != first.content


def test_a_picture_that_cannot_be_made_is_said_in_words(
    drawn: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(told: Preview, *, served: Served) -> bytes:
        raise FontError(f"no Chinese font for {told.title} of {served.catalogue.metadata.id}")

    monkeypatch.setattr(preview_picture, "preview_png", fail)
    answer = drawn.get("/preview.png?sector=roads&lang=en")
    assert answer.status_code == 500
    assert answer.headers["Cache-Control"] == "no-store"
    assert "could not be made" in answer.text


def test_a_full_queue_asks_to_come_again() -> None:
    full = Workshop(at_work=0, most_waiting=0, in_process=False)
    routes = preview.list_routes(current_store(), workshop=full)
    answer = TestClient(Starlette(routes=routes)).get("/preview.png?lang=en")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_only_so_many_pictures_are_kept() -> None:
    kept = KeptPictures(most=2)
    for name in ("a", "b"):
        kept.keep((name,), Asset(name, b"", "image/png"))
    assert kept.find(("a",)) is not None
    kept.keep(("c",), Asset("c", b"", "image/png"))
    assert kept.find(("b",)) is None
    assert kept.find(("a",)) is not None


def test_the_address_of_a_picture_is_short() -> None:
    view = View(selected="metro-1-p1", lang="en")
    assert preview_query(view, page="", version="1a2b") == "sel=metro-1-p1&lang=en&v=1a2b"
