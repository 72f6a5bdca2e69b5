"""The published site behind nginx: nothing from elsewhere, with a script and without one."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "deploy"))
from nginx import start_site

PREFIX = "/city/"
KINDS = (
    "taiyuan-2024/index.html",
    "taiyuan-2024/projects/metro-1-p1.html",
    "en/taiyuan-2024/projects/qingxu-edz.html",
    "taiyuan-2024/districts/140105.html",
    "en/taiyuan-2024/sectors/rail-transit.html",
    "taiyuan-2024/list.html",
    "en/taiyuan-2024/overview.html",
    "taiyuan-2024/changes.html",
    "taiyuan-2024/promises.html",
    "taiyuan-2024/years.html",
    "en/taiyuan-2024/overlaps.html",
    "taiyuan-2024/nearby.html#near=112.5543,37.8590&r=5000",
    "en/taiyuan-2024/about.html",
    "taiyuan-2024/downloads.html",
    "404.html",
)
AXE = {
    "resultTypes": ["violations"],  # nothing is written down of what is well
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


@pytest.fixture(scope="session")
def nginx(published_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the small site with the documented settings, under a prefix; gives its address."""
    started = start_site(tmp_path_factory.mktemp("nginx"), published_site, prefix=PREFIX)
    yield f"http://127.0.0.1:{started.port}{PREFIX}"
    started.stop()


@pytest.fixture(scope="module")
def used_tab(browser: Browser) -> Iterator[Callable[..., AbstractContextManager[Page]]]:
    """Give a function that lends a tab of a kind of reader: what was fetched stays with it."""
    held: dict[str, list[Page]] = {}

    @contextmanager
    def lend(**options: object) -> Iterator[Page]:
        free = held.setdefault(repr(options), [])
        page = free.pop() if free else browser.new_page(service_workers="block", **options)
        yield page
        page.goto("about:blank")
        free.append(page)

    yield lend
    for pages in held.values():
        for page in pages:
            page.close()


@pytest.fixture
def open_page(
    used_tab: Callable[..., AbstractContextManager[Page]],
) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page of a reader who keeps nothing to read without a network."""
    with ExitStack() as lent:

        def make(width: int = 1280, height: int = 720, **options: object) -> Page:
            page = lent.enter_context(used_tab(locale="zh-CN", **options))
            page.set_viewport_size({"width": width, "height": height})
            return page

        yield make


@pytest.fixture
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """Give a reader who has never been here."""
    with browser.new_context(locale="zh-CN") as context:
        yield context


def watch(page: Page) -> list[str]:
    """Note what goes wrong on a page from now on."""
    noted: list[str] = []
    page.on("pageerror", lambda error: noted.append(f"error {error}"))
    page.on("console", lambda said: noted.append(said.text) if said.type == "error" else None)
    page.on("requestfailed", lambda asked: noted.append(f"failed {asked.url}"))
    return noted


def is_drawn(page: Page) -> None:
    expect(page.locator('.city-map[data-ready="true"]')).to_be_visible()


def test_pages_open_in_order_and_ask_nobody_else(nginx, fresh):
    page = fresh.new_page()
    noted, asked = watch(page), []
    page.on("request", lambda request: asked.append(request.url))
    axe = Axe()
    for kind in KINDS:
        page.goto(nginx + kind)
        if "index.html" in kind:
            is_drawn(page)
        if "nearby" in kind:
            expect(page.locator(".near-section").first).to_be_visible()
        found = axe.run(page, options=AXE)
        assert found.violations_count == 0, f"{kind}: {found.generate_report()}"
    assert noted == []
    assert [one for one in asked if not one.startswith((nginx, "data:", "blob:"))] == []


def test_a_server_answers_as_the_documentation_says(nginx):
    with urlopen(f"{nginx}taiyuan-2024/projects/metro-1-p1") as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
    with urlopen(f"{nginx}taiyuan-2024") as answer:
        assert answer.url == f"{nginx}taiyuan-2024/"
    page = urlopen(f"{nginx}taiyuan-2024/index.html").read().decode()
    script = page.partition('<script defer src="')[2].partition('"')[0]
    with urlopen(f"{nginx}taiyuan-2024/{script}") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    with urlopen(f"{nginx}taiyuan-2024/feed.atom") as answer:
        assert answer.headers["Content-Type"].startswith("application/atom+xml")


def test_a_lost_reader_is_helped_at_any_depth(nginx, open_page):
    page = open_page(java_script_enabled=False)
    answer = page.goto(f"{nginx}taiyuan-2024/projects/no-such-thing.html")
    assert answer.status == 404
    page.get_by_role("main").get_by_role("link", name="全部项目").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("全部项目")


def test_without_a_script_a_reader_walks_from_the_map_to_a_project_and_back(nginx, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(nginx)
    expect(page.get_by_role("img", name="太原市项目地图")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="全部项目").click()
    page.get_by_role("link", name="轨道交通1号线一期").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("轨道交通1号线一期")
    expect(page.locator(".plate-map img")).to_have_js_property("complete", value=True)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Metro Line 1, phase 1")


def test_nearby_without_a_script_leads_to_the_districts(nginx, open_page):
    page = open_page(390, 844, java_script_enabled=False)
    page.goto(f"{nginx}en/taiyuan-2024/nearby.html")
    page.get_by_role("main").get_by_role("link", name="Yingze District").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Yingze District")


@pytest.mark.parametrize("kind", ["index.html", "nearby.html", "about.html"])
def test_an_english_head_fits_a_narrow_phone(nginx, open_page, kind):
    page = open_page(360, 740)
    page.goto(f"{nginx}en/taiyuan-2024/{kind}")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator(".site-head").bounding_box()["height"] <= 90


def test_a_link_of_the_app_to_a_year_opens_its_page(nginx, open_page):
    page = open_page()
    page.goto(f"{nginx}years.html?year=2025&lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("By the end of 2025")
    page.locator('.site-leaves [rel="prev"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text("By the end of 2024")


def test_the_map_filters_selects_and_leads_to_the_page_of_the_project(nginx, open_page):
    page = open_page()
    page.goto(f"{nginx}?sector=rail-transit&lang=zh")
    is_drawn(page)
    assert page.locator(".city-map").get_attribute("data-shown") == "1"
    page.locator(".city-list").get_by_text("轨道交通1号线一期").first.click()
    page.get_by_role("link", name="永久链接").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("轨道交通1号线一期")
    page.get_by_role("link", name="地图上").click()
    is_drawn(page)
    expect(page.locator(".city-map")).to_have_attribute("data-selected", "metro-1-p1")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_phone_shows_the_map_below_a_head_that_searches_and_filters(nginx, open_page, folder):
    page = open_page(390, 844, has_touch=True)
    page.goto(f"{nginx}{folder}taiyuan-2024/index.html")
    is_drawn(page)
    assert page.locator(".city-map-frame").bounding_box()["y"] <= 120
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".city-head-search input").fill("1号线")
    expect(page.locator(".city-map")).to_have_attribute("data-shown", "1")
    assert page.locator(".city-map-frame").bounding_box()["y"] <= 120
    page.locator(".city-head-search input").fill("")
    page.locator(".site-open").click()
    expect(page.locator(".site-open")).to_have_attribute("aria-expanded", "true")
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    page.locator('.city-choice:has(input[value="rail-transit"])').tap()
    expect(page.locator(".file-filters")).not_to_have_attribute("open", "")
    expect(page.locator(".site-open")).to_be_focused()
    expect(page.locator(".file-tags button").first).to_be_visible()


def test_the_reports_are_folded_into_one_line_that_opens_without_a_script(nginx, open_page):
    page = open_page(390, 844, java_script_enabled=False)
    page.goto(f"{nginx}en/taiyuan-2024/overview.html")
    page.locator(".site-reports summary").click()
    page.get_by_role("link", name="2023 report").click()
    assert page.url.endswith("en/taiyuan-2023/index.html")


def test_a_link_of_the_app_opens_in_its_report_and_language(nginx, open_page):
    page = open_page()
    page.goto(f"{nginx}?report=taiyuan-2023&sel=metro-1-p1&lang=en")
    is_drawn(page)
    assert page.url == f"{nginx}en/taiyuan-2023/index.html#sel=metro-1-p1"


def test_what_lies_near_is_told_from_a_typed_place(nginx, open_page):
    page = open_page()
    page.goto(f"{nginx}taiyuan-2024/nearby.html")
    page.get_by_label("地点").fill("五一广场")
    page.locator(".near-found button").first.click()
    expect(page.locator("#near-page h2")).to_contain_text("2 公里")
    assert "near=" in page.url


def test_nearby_takes_filters_a_day_and_a_selection_from_its_address_and_gives_them_back(
    published_site, open_page
):
    page = open_page()
    view = "sector=rail-transit,roads&asof=2024-05-01&near=112.5543,37.8590&r=5000&sel=metro-1-p1"
    page.goto(f"file://{published_site}/en/taiyuan-2024/nearby.html#{view}")
    expect(page.locator(".near-next")).to_contain_text("(as of May 1, 2024)")
    expect(page.locator(".city-card")).to_contain_text("as of 2024-05-01")
    names = page.locator(".near-items a").all_inner_texts()
    assert names
    assert f"#{view}" in page.url
    page.locator(".near-filters > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Search", exact=True).first.focus()
    page.keyboard.type("metro")
    expect(page.locator(".file-tags")).to_contain_text("metro")
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator(".near-items a")).not_to_have_count(len(names))
    assert "sector=" not in page.url


def test_an_example_is_pressed_and_what_is_near_soon_and_new_is_read_first(nginx, open_page):
    page = open_page()
    page.goto(f"{nginx}en/taiyuan-2024/nearby.html#near=112.5543,37.8590&r=20000")
    expect(page.locator(".near-next")).to_have_text(re.compile(r"Next: .+ \(as of .+\)"))
    names = page.locator(".near-section").first.locator(".near-items a")
    before = names.all_text_contents()
    page.get_by_role("button", name="Near, soon and new first").click()
    expect(page.locator(".near-order")).to_contain_text("each kilometre")
    after = names.all_text_contents()
    assert sorted(after) == sorted(before)
    assert after != before
    assert page.url.endswith("&r=20000&sort=current")
    page.reload()
    expect(names).to_have_text(after)
    page.goto("about:blank")
    page.goto(f"{nginx}taiyuan-2024/nearby.html")
    page.locator(".near-examples button").first.click()
    expect(page.locator("#near-page h2")).to_contain_text("2 公里")
    expect(page.locator(".near-examples")).to_be_hidden()


def test_the_nearby_page_has_a_map_with_pin_and_card_and_answers_where_the_pin_is_put(
    nginx, open_page
):
    page = open_page(390, 844)
    noted = watch(page)
    page.goto(f"{nginx}taiyuan-2024/nearby.html#near=112.5543,37.8590&r=5000")
    is_drawn(page)
    expect(page.locator(".near-pin")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator(".near-items a").first.click()
    expect(page.locator(".city-panel .city-card")).to_be_visible()
    expect(page.locator('[data-near-id][aria-current="true"]')).to_have_count(1)
    before = page.url
    page.locator(".near-pin").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(before)
    expect(page.locator("#near-input")).not_to_have_value("112.5543, 37.859")
    expect(page.locator(".city-panel")).to_be_hidden()
    page.locator(".near-items a").first.click()
    page.get_by_role("link", name="永久链接").click()
    expect(page.locator(".plate-head h1")).to_be_visible()
    assert noted == []


def test_the_map_opens_from_a_folder_on_disk(published_site, open_page):
    page = open_page()
    noted = watch(page)
    page.goto(f"file://{published_site}/en/taiyuan-2024/index.html#sector=roads")
    is_drawn(page)
    page.goto(f"file://{published_site}/taiyuan-2024/nearby.html#near=112.5543,37.8590&r=5000")
    expect(page.locator(".near-section").first).to_be_visible()
    assert noted == []


def test_what_was_read_opens_again_without_a_network(nginx, fresh):
    page = fresh.new_page()
    page.goto(f"{nginx}taiyuan-2024/projects/metro-1-p1.html")
    page.wait_for_function(
        """async () => {
          const { active } = await navigator.serviceWorker.ready;
          const held = await caches.match(location.href);
          const { src } = document.querySelector('.plate-map img');
          return Boolean(active && held && await caches.match(src));
        }"""
    )
    page.reload()
    fresh.set_offline(offline=True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("轨道交通1号线一期")
    page.goto(f"{nginx}taiyuan-2024/index.html")
    is_drawn(page)
