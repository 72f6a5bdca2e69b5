"""Journeys through the show, the share panel and the story editor, on the real server."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from app.show.story import list_stories
from projects.catalogue import read_catalogue

CATALOGUE = read_catalogue()
TOTAL, PLACED = len(CATALOGUE.projects), len(CATALOGUE.placed)
WALL = {"width": 1920, "height": 1080}
STORY = list_stories("taiyuan-2024")["opens-2024"]
SMALLEST_TARGET_PX = 44
LEAST_WALL_TEXT_PX = 20


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def is_at(page: Page, number: int) -> None:
    expect(page.locator(".show-number")).to_have_text(f"{number} / {len(STORY.steps)}")


def ask_show(page: Page, expression: str) -> object:
    """Evaluate with ``show``, what the module of the page has made."""
    return page.evaluate(
        "async () => { const { src } = document.querySelector('script[src*=present]');"
        f" const {{ show }} = await import(src); return {expression}; }}"
    )


def wait_for_show(page: Page, condition: str) -> None:
    """Wait until something is true of ``show``."""
    ask_show(page, "Boolean(globalThis.watched = show)")
    page.wait_for_function(f"() => {{ const show = globalThis.watched; return {condition}; }}")


def camera(page: Page) -> tuple[float, float, float]:
    lat, lon, zoom = ask_show(
        page,
        "(({ map }) => [map.getCenter().lat, map.getCenter().lng, map.getZoom()])(show.atlas)",
    )
    return round(lat, 4), round(lon, 4), round(zoom, 2)


def landed(page: Page) -> None:
    wait_for_show(page, "!show.isFlying")


@pytest.fixture
def wall(visit):
    """Open the show on a wall screen where nothing moves by itself."""

    def go(path: str, **options: object):
        one = visit(**{"reduced_motion": "reduce", **options})
        one.page.set_viewport_size(WALL)
        return one.open(path).wait_for_map()

    return go


WORDS = """() => [...document.querySelectorAll('.show-words *')]
    .filter((node) => !node.closest('.city-hidden') && node.textContent.trim()
      && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((node) => [node.textContent, parseFloat(getComputedStyle(node).fontSize)])"""


def check_words(page: Page) -> None:
    """Check that every word beside the map is large on a wall, and that all have room."""
    sizes = page.evaluate(WORDS)
    assert min(size for _, size in sizes) >= LEAST_WALL_TEXT_PX * 0.8
    legend = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.show-legend li')).fontSize)"
    )
    assert legend >= LEAST_WALL_TEXT_PX
    words = page.locator(".show-words")
    assert words.evaluate("(box) => box.scrollHeight <= box.clientHeight + 1")


def test_the_show_has_large_words_no_chrome_asks_no_other_host_and_keeps_the_screen_awake(wall):
    one = wall("/present", permissions=["screen-wake-lock"], is_watched=True)
    page = one.page
    assert one.map_data("shown") == str(PLACED)
    assert page.locator("[data-testid], .stApp").count() == 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert one.measure_overflow() == 0
    check_words(page)
    expect(page.locator("#show-count .city-hidden")).to_have_text(
        f"地图上 {PLACED} 个 + 没有位置 {TOTAL - PLACED} 个 = 共 {TOTAL} 个项目"
    )
    expect(page.locator("html[data-awake=true]")).to_have_count(1)
    ask_show(page, "show.wakeLock.release()")
    page.wait_for_function("!document.documentElement.dataset.awake")
    one.wait_until_idle()
    assert one.outside == []
    assert one.faults == []


def test_every_word_beside_the_map_of_a_story_is_large(wall):
    check_words(wall("/present?story=chapters-2024&lang=en").page)


def test_keys_and_clicker_step_and_the_view_the_words_and_the_address_follow(wall):
    one = wall("/present?story=opens-2024")
    page = one.page
    is_at(page, 1)
    page.keyboard.press("PageDown")
    landed(page)
    assert one.map_data("selected") == "metro-1-p1"
    lat, lon, _ = camera(page)
    wanted = parse_qs(STORY.steps[1].view)
    assert (lat, lon) == (float(wanted["lat"][0]), float(wanted["lon"][0]))
    expect(page.locator("#show-title")).to_have_text(STORY.steps[1].title_zh)
    expect(page.locator("#show-live")).to_contain_text(STORY.steps[1].title_zh)
    for key, number in (
        ("PageUp", 1), ("PageDown", 2), ("ArrowRight", 3), ("Space", 4), ("ArrowLeft", 3),
        ("PageUp", 2), ("End", len(STORY.steps)), ("Home", 1),
    ):  # fmt: skip
        page.keyboard.press(key)
        is_at(page, number)
        assert query(page).get("step", "1") == str(number)
    page.keyboard.press("ArrowLeft")
    is_at(page, 1)
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(page.locator(".show-blank")).to_be_visible()
        page.keyboard.press("PageDown")  # any key brings the screen back, and does nothing else
        expect(page.locator(".show-blank")).to_be_hidden()
        is_at(page, 1)


def test_between_steps_the_map_flies_and_lands_and_the_audience_explores_and_returns(wall):
    page = wall("/present?story=opens-2024", reduced_motion="no-preference").page
    begun = camera(page)
    back = page.locator(".show-return")
    page.keyboard.press("PageDown")
    wait_for_show(
        page,
        f"show.isFlying && show.atlas.map.getCenter().distanceTo([{begun[0]}, {begun[1]}]) > 100",
    )
    landed(page)
    wanted = parse_qs(STORY.steps[1].view)
    before = lat, lon, zoom = camera(page)
    assert (lat, lon) == (float(wanted["lat"][0]), float(wanted["lon"][0]))
    assert zoom == pytest.approx(float(wanted["z"][0]), abs=0.02)
    expect(back).to_be_hidden()
    page.emulate_media(reduced_motion="reduce")  # a dragged map does not glide on
    page.mouse.move(1300, 500)
    page.mouse.down()
    page.mouse.move(1000, 700, steps=8)
    page.mouse.up()
    expect(back).to_be_visible()
    assert camera(page) != before
    back.click()
    landed(page)
    expect(back).to_be_hidden()
    assert camera(page) == pytest.approx(before, abs=0.0005)


def test_the_theme_turns_and_stays_in_the_link_and_escape_leads_to_the_map_page(wall):
    view = {
        "sector": "roads", "sel": "yingze-street",
        "lat": "37.86000", "lon": "112.56000", "z": "12.5",
    }  # fmt: skip
    page = wall("/present?" + "&".join(f"{name}={value}" for name, value in view.items())).page
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.keyboard.press("t")
    assert query(page) == {**view, "theme": "dark"}
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.reload()
    page.wait_for_selector(".city-map[data-ready=true]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.keyboard.press("Escape")
    page.wait_for_selector(".stApp .city-map[data-ready=true]")
    assert query(page) == view


def test_a_kiosk_plays_by_itself_and_begins_again(browser, server):
    # A clock is its context's: every later page of a shared one would go by it.
    with browser.new_context(viewport=WALL, locale="zh-CN", reduced_motion="reduce") as context:
        page = context.new_page()
        page.clock.install()
        page.goto(f"{server}/present?story=opens-2024&step={len(STORY.steps)}&autoplay=3")
        page.wait_for_selector(".city-map[data-ready=true]")
        expect(page.locator("[data-do=play]")).to_have_attribute("aria-pressed", "true")
        is_at(page, len(STORY.steps))
        page.clock.fast_forward(3_000)
        is_at(page, 1)
        page.keyboard.press("p")
        expect(page.locator("[data-do=play]")).to_have_attribute("aria-pressed", "false")
        now = page.locator(".show-number").inner_text()
        page.clock.fast_forward(60_000)
        assert page.locator(".show-number").inner_text() == now


# The show without anything else is among the pages of the tests of accessibility.
TARGETS = """() => [...document.querySelectorAll('button, .show-bar a, .leaflet-bar a')]
    .filter((node) => node.offsetParent)
    .map((node) => [node.getAttribute('aria-label') ?? node.textContent,
      node.getBoundingClientRect().width, node.getBoundingClientRect().height])"""


@pytest.mark.parametrize(
    "path",
    [
        "/present?theme=dark&sel=metro-1-p1",
        "/present?story=chapters-2024&step=7&lang=en",
        "/present?story=opens-2024&theme=dark&lang=en&sector=moon",
        "/present?embed=1&sector=roads",
    ],
)
def test_the_show_is_read_and_used_by_everyone_on_every_screen(visit, path):
    one = visit().open(path).wait_for_map()
    page = one.page
    page.mouse.move(5, 5)
    found = one.wait_until_idle().find_violations()
    assert found == []
    found = one.turn_into_phone().wait_until_idle().find_violations()
    assert found == []
    assert one.measure_overflow() == 0
    boxes = page.evaluate(TARGETS)
    assert boxes
    assert [b for b in boxes if min(b[1], b[2]) < SMALLEST_TARGET_PX - 0.5] == []


def test_the_frame_stands_in_another_page(visit, server):
    one = visit(is_watched=True)
    page = one.page
    page.route(
        f"{server}/other",
        lambda route: route.fulfill(body="<p>other</p>", content_type="text/html"),
    )
    page.goto(f"{server}/other")
    page.evaluate(
        "(src) => { const frame = document.createElement('iframe');"
        " Object.assign(frame, { src, width: 800, height: 600 }); document.body.append(frame); }",
        server + "/present?sector=roads&embed=1",
    )
    frame = page.frame_locator("iframe")
    expect(frame.locator(".city-map")).to_have_attribute("data-ready", "true")
    expect(frame.locator(".show-open")).to_have_attribute("href", "./?sector=roads")
    assert one.outside == []


# The share panel


def open_share(page: Page) -> None:
    page.locator(".city-share summary").click()


def test_the_share_panel_gives_and_copies_the_link_as_it_is_now_and_the_show_opens_there(visit):
    one = visit(permissions=["clipboard-read", "clipboard-write"], is_watched=True)
    page = one.open("/?sector=roads").wait_for_map().page
    page.mouse.move(700, 500)
    page.mouse.wheel(0, -240)
    expect(page).to_have_url(re.compile("[?&]z="))
    one.wait_until_idle()
    open_share(page)
    expect(page.locator("#city-share-address")).to_have_value(page.url)
    expect(page.locator(".city-share-qr")).to_have_js_property("complete", value=True)
    assert page.locator(".city-share-qr").evaluate("(code) => code.naturalWidth") > 100
    page.locator("[data-share-copy=address]").click()
    expect(page.locator(".city-share-status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.locator("#city-share-page").select_option("present")
    assert "/present?sector=roads" in page.locator("#city-share-address").input_value()
    code = page.locator("#city-share-frame").input_value()
    assert code.startswith("<iframe src=")
    assert "embed=1" in code
    page.keyboard.press("Escape")
    expect(page.locator("#city-share-address")).to_be_hidden()
    assert one.outside == []
    page.get_by_role("button", name="迎泽大街改造提升").click()
    expect(page).to_have_url(re.compile("[?&]sel=yingze-street"))
    one.wait_until_idle()
    before = query(page)
    assert "z" in before
    page.locator(".city-present").click()
    page.wait_for_selector(".show .city-map[data-ready=true]")
    assert query(page) == before
    assert one.map_data("selected") == "yingze-street"


def test_a_file_that_fails_or_is_cancelled_leaves_the_page_usable_and_the_next_is_saved(visit):
    page = visit().open("/?sector=roads&lang=en").wait_for_map().page
    page.route("**/export/pptx*", lambda route: route.fulfill(
        status=500, content_type="text/plain", body="no font was found"))  # fmt: skip
    page.route("**/export/pdf*", lambda _: None)
    page.route("**/export/png*", lambda route: route.fulfill(
        status=200, content_type="image/png", body=b"\x89PNG",
        headers={"Content-Disposition": "attachment; filename*=UTF-8''%E5%A4%AA%E5%8E%9F.png"},
    ))  # fmt: skip
    open_share(page)
    status = page.locator(".city-share-status")
    page.locator("[data-share-file=pptx]").click()
    expect(status).to_contain_text("no font was found")
    page.locator("[data-share-file=pdf]").click()
    expect(page.locator("[data-share-file=png]")).to_have_attribute("aria-disabled", "true")
    page.locator(".city-share-cancel").click()
    expect(status).to_contain_text("nothing was saved")
    expect(page.locator("[data-share-file=png]")).to_have_attribute("aria-disabled", "false")
    with page.expect_download() as held:
        page.locator("[data-share-file=png]").click()
    assert held.value.suggested_filename == "太原.png"
    page.unroute("**/export/pdf*")
    page.locator("[data-share-paper]").select_option("a3")
    page.locator("[data-share-turn]").select_option("portrait")
    with page.expect_download() as held:
        page.locator("[data-share-file=pdf]").click()
    box = PdfReader(held.value.path()).pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (297, 420)
    assert "paper" not in page.locator("[data-share-file=html]").get_attribute("href")
