"""The standalone file opened from disk in a real browser that has no network."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from app.address import View, read_view, write_view
from app.exports.formats import find_told_story
from app.exports.standalone import make_standalone
from app.exports.summary import ViewSummary
from app.messages import Words
from app.published.served import Served
from app.words.labels import count_sentence
from projects.catalogue import read_catalogue
from projects.filters import Filters, count_choices, select_projects

SERVED = Served(read_catalogue())
RESULTS = Path(__file__).resolve().parents[2] / "test-results"
READY = ".city-map[data-ready=true]"
QUERIES = (
    "地铁", "metro 1", "dtx", "DITIE", "１号线", "tai yuan", "古县城", "ｼ", "lvdu", "Lǜ", "zzz",
    "晋", "108", "jin", "-", "万 柏", "straße", "  ", "NATIONAL hub", "wusu", "gjz",
)  # fmt: skip


class Opened:
    """The file in a browser, with what it asked for and what went wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on(
            "console",
            lambda message: self.faults.append(message.text) if message.type == "error" else None,
        )

    def count(self) -> str:
        return self.page.inner_text(".city-count")

    def map_data(self, name: str) -> str:
        return str(self.page.get_attribute(".city-map", f"data-{name}"))


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Callable[[int], Page]]:
    """Give a function that gives a tab without a network, one for each width of the screen.

    The scripts of the file are the same in every file: a tab that has read them reads them sooner.
    """
    held: dict[int, Page] = {}

    def give(width: int) -> Page:
        if width not in held:
            size = {"width": width, "height": 900}
            held[width] = browser.new_page(viewport=size, locale="zh-CN", offline=True)
        return held[width]

    yield give
    for page in held.values():
        page.close()


@pytest.fixture
def open_file(
    tab: Callable[[int], Page], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Opened]]:
    """Give a function that makes the file of a view and opens it from disk, offline."""
    opened: list[Opened] = []

    def make(
        query: str = "",
        *,
        link_base: str = "",
        end: str = "",
        width: int = 1440,
        story: str = "",
    ) -> Opened:
        view, dropped = read_view(dict(parse_qsl(query)), known=SERVED.known)
        assert dropped == []
        path = tmp_path / f"file-{len(opened)}.html"
        told = find_told_story(story, served=SERVED)
        summary = ViewSummary(SERVED, view, link_base=link_base, story=told)
        path.write_bytes(make_standalone(summary))
        page = tab(width)
        page.goto("about:blank")
        opened.append(Opened(page))
        page.goto(path.as_uri() + end)
        page.wait_for_selector(READY)
        return opened[-1]

    yield make
    report = getattr(request.node, "report_of_call", None)
    if report is not None and report.failed:
        RESULTS.mkdir(exist_ok=True)
        opened[-1].page.screenshot(path=RESULTS / f"{request.node.name[:80]}.png")


def sentence(filters: Filters, lang: str = "zh") -> str:
    selection = select_projects(SERVED.catalogue, filters=filters)
    return count_sentence(selection, total=len(SERVED.catalogue.projects), words=Words(lang))


def placed(filters: Filters) -> str:
    return str(len(select_projects(SERVED.catalogue, filters=filters).placed_ids))


def test_the_file_opens_from_disk_without_a_single_request_and_is_used(open_file):
    one = open_file()
    page = one.page
    assert one.count() == sentence(Filters())
    assert one.map_data("shown") == placed(Filters())
    assert one.map_data("inits") == "1"
    page.click(".city-legend summary")
    expect(page.locator(".city-legend")).to_have_attribute("open", "")
    page.check(".city-filters input[name=sector][value=roads]")
    roads = Filters(sector=frozenset({"roads"}))
    assert one.count() == sentence(roads)
    assert one.map_data("shown") == placed(roads)
    assert page.locator(".city-list tbody tr[data-id]").count() == 8
    page.click("text=English")
    page.wait_for_selector("html[lang=en]")
    assert one.count() == sentence(roads, "en")
    page.fill(".city-filters input[type=search]", "street")
    page.wait_for_selector(".file-tags button:has-text('street')")
    searched = Filters(sector=frozenset({"roads"}), q="street")
    assert one.count() == sentence(searched, "en")
    assert one.map_data("shown") == placed(searched)
    page.click("text=Clear all filters")
    assert one.count() == sentence(Filters(), "en")
    assert one.map_data("inits") == "1"
    assert [address for address in one.asked if not address.startswith(("file:", "data:"))] == []
    assert len([address for address in one.asked if address.startswith("file:")]) == 1
    assert one.faults == []
    # Its policy stops what would ask another server.
    outcome = page.evaluate(
        "fetch('https://projects.example.org/x').then(() => 'asked', () => 'refused')"
    )
    assert outcome == "refused"
    assert any("Content Security Policy" in fault for fault in one.faults)


def test_the_file_opens_at_the_view(open_file):
    query = "sector=rail-transit,roads&sel=metro-1-p1&lat=37.86000&lon=112.55000&z=12&lang=en"
    one = open_file(query, link_base="https://projects.example.org/")
    filters = Filters(sector=frozenset({"rail-transit", "roads"}))
    assert one.count() == sentence(filters, "en")
    assert one.map_data("selected") == "metro-1-p1"
    assert one.page.inner_text("#city-card-name") == "Metro Line 1, phase 1"
    camera = [float(number) for number in one.map_data("camera").split(",")]
    assert camera == pytest.approx([37.86, 112.55, 12], abs=0.001)
    live = one.page.get_attribute(".file-foot a", "href")
    view, dropped = read_view(dict(parse_qsl(live.partition("?")[2])), known=SERVED.known)
    wanted, _ = read_view(dict(parse_qsl(query)), known=SERVED.known)
    assert (view, dropped) == (wanted, [])


def test_every_count_and_every_search_is_that_of_the_server(open_file):
    one = open_file()
    asked = [
        Filters(),
        Filters(district=frozenset({"140110", "city"})),
        Filters(due=frozenset({"none"}), status=frozenset({"completed"})),
        Filters(accuracy=frozenset({"unknown", "exact"}), sector=frozenset({"industry"})),
        *(Filters(q=text) for text in QUERIES),
    ]
    for filters in asked:
        shown = one.page.evaluate(
            """async (query) => {
              const heard = new Promise((done) => {
                addEventListener("hashchange", () => setTimeout(done), { once: true });
              });
              if (location.hash !== (query && `#${query}`)) {
                location.hash = query;
                await heard;
              }
              return [document.querySelector(".city-count").textContent, Object.fromEntries(
                [...document.querySelectorAll(".city-choice")].map((row) => {
                  const { name, value } = row.querySelector("input");
                  const number = row.querySelector(".city-number").textContent;
                  return [`${name} ${value}`, Number(number)];
                }))];
            }""",
            write_view(View(filters=filters)),
        )
        assert shown[0] == sentence(filters), filters
        counts = count_choices(SERVED.catalogue, filters=filters)
        wanted = {
            f"{facet} {slug}": n for facet, found in counts.items() for slug, n in found.items()
        }
        assert shown[1] == wanted, filters


def test_an_address_with_a_view_behind_the_file_wins(open_file):
    one = open_file("sector=roads", end="#status=completed&lang=en&sel=xinghua-street")
    assert one.count() == sentence(Filters(status=frozenset({"completed"})), "en")
    assert one.map_data("selected") == "xinghua-street"
    unknown = open_file(end="?sector=castles&sel=atlantis&z=99&lat=1&lon=1")
    assert unknown.count() == sentence(Filters())


def test_a_phone_has_the_filters_folded_and_nothing_wider_than_itself(open_file):
    one = open_file("lang=en", width=390)
    assert one.page.get_attribute(".file-filters", "open") is None
    width = one.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    one.page.click(".file-filters-title")
    one.page.check(".city-filters input[name=status][value=planned]")
    assert one.count() == sentence(Filters(status=frozenset({"planned"})), "en")


def test_a_story_in_the_file_goes_forward_and_back(open_file):
    one = open_file("lang=en", story="opens-2024")
    story = find_told_story("opens-2024", served=SERVED)
    for number, step in enumerate(story.steps):  # it opens on the first
        if number:
            one.page.click("[aria-label='Next step']")
        assert one.page.inner_text(".file-story h2") == step.title_en
        view, _ = read_view(dict(parse_qsl(step.view)), known=SERVED.known)
        assert one.count() == sentence(view.filters, "en")
        one.page.wait_for_selector(f".city-map[data-selected='{view.selected or ''}']")
        assert one.map_data("shown") == placed(view.filters)
    assert one.page.is_disabled("[aria-label='Next step']")
    for _ in story.steps:
        one.page.click("[aria-label='Previous step']")
    assert one.page.inner_text(".file-story h2") == story.title_en
    assert one.count() == sentence(Filters(), "en")
    assert one.map_data("inits") == "1"
    assert one.faults == []


def test_the_file_of_the_server_is_the_file_of_the_command(server):
    with urlopen(f"{server}/export/html?sector=roads") as answer:
        text = answer.read().decode()
    about = text.partition('id="about">')[2].partition("</script>")[0]
    assert json.loads(about)["query"] == "sector=roads"
    assert json.loads(about)["link_base"] == f"{server}/"


def test_on_paper_the_file_keeps_what_it_shows_and_list_and_card_obey_the_keyboard(
    open_file, picture_sizes
):
    one = open_file("sector=roads&lang=en", link_base="https://map.test/")
    pages = PdfReader(BytesIO(one.page.pdf(format="A4"))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    roads = placed(Filters(sector=frozenset({"roads"})))
    link = "https://map.test/?sector=roads"
    for part in (f"{roads} on the map", "Roads", "Railway", "As the report of", link):
        assert part in text, part
    assert "Clear all" not in text
    assert any(min(size) > 300 for size in picture_sizes(pages))
    button = one.page.locator(".city-row-name").first
    name = button.inner_text()
    button.focus()
    one.page.keyboard.press("Enter")
    assert one.page.inner_text("#city-card-name") == name
    assert one.map_data("selected") != ""
