"""The resident's journey on the nearby page, on a phone and at a desk."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from projects.catalogue import read_catalogue

NEAR = "near=112.5023,37.8587&r=5000"
AT_HOME = {"longitude": 112.51448, "latitude": 37.866878, "accuracy": 35}
BEIJING = {"longitude": 116.4, "latitude": 39.9, "accuracy": 35}
Open = Callable[..., object]


def parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def near_of(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("near", [""])[0]


def read_sum(page: Page) -> tuple[list[int], int]:
    """Read the terms of the sentence of counts, and the total that they make."""
    left, _, right = page.inner_text(".near-sum").partition("=")
    return [int(n) for n in re.findall(r"\d+", left)], int(re.findall(r"\d+", right)[0])


@contextmanager
def held(page: Page, pattern: str) -> Iterator[None]:
    """Let nothing through that is asked for by such an address, until the end."""
    waiting: list[Route] = []
    is_over = False

    def hold(route: Route) -> None:
        if is_over:
            route.fallback()
        else:
            waiting.append(route)

    page.route(pattern, hold)
    yield
    is_over = True
    for one in waiting:
        one.continue_()


def test_a_place_is_typed_told_by_the_phone_or_chosen_by_arrows_and_in_coordinates(
    visit: Open,
) -> None:
    one = visit("phone", is_watched=True).open("/nearby")
    page, box = one.page, one.page.get_by_role("combobox")
    # Enter straight after typing takes the first place, though it has not been listed yet.
    box.press_sequentially("wygc", delay=10)
    page.keyboard.press("Enter")
    expect(page.locator(".near-place")).to_contain_text("五一广场")
    box.fill("xiay")
    expect(page.get_by_role("option").first).to_contain_text("下元站")
    page.keyboard.press("Enter")
    expect(page.locator(".near-place")).to_contain_text("下元")
    expect(page.locator("#near-sentence")).to_contain_text("公里以内")
    typed = parameters(page)["near"]
    assert re.fullmatch(r"\d+\.\d{4},\d+\.\d{4}", typed), "a link gives no doorway away"
    first = page.locator(".near-answer .near-entry").first
    expect(first).to_contain_text("轨道交通")
    expect(page.locator(".near-station")).to_contain_text("下元")
    assert one.outside == []
    assert one.faults == []

    one.switch_language("en").wait_until_idle()
    locate, status = page.locator(".near-locate"), page.locator(".near-status")
    locate.click()
    expect(status).to_contain_text("not allowed")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(BEIJING)
    locate.click()
    expect(status).to_contain_text("outside Taiyuan")
    assert parameters(page)["near"] == typed
    page.context.set_geolocation(AT_HOME)
    locate.click()
    page.wait_for_url(lambda url: near_of(url) != typed)
    expect(status).to_contain_text("35")
    assert parameters(page)["near"] == "112.5145,37.8669"

    one.turn_back().wait_until_idle()
    box.fill("xiayuan")
    expect(page.get_by_role("option")).not_to_have_count(0)
    box.press("ArrowDown")
    box.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    assert active == "near-option-1"
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    box.fill("37.8587, 112.5023")
    expect(page.get_by_role("option").first).to_contain_text("latitude, longitude")
    page.get_by_role("button", name="Coordinates and sharing").click()
    page.get_by_label("BD-09").check()
    expect(page.get_by_role("option").first).to_contain_text("converted from BD-09")
    box.press("Enter")
    page.wait_for_url(lambda url: near_of(url) != "112.5145,37.8669")
    lon = float(parameters(page)["near"].split(",")[0])
    assert 112.48 < lon < 112.50, "a position of Baidu stands about 1.2 km too far east"


def test_a_shared_link_reads_before_any_script_answers_before_the_map_and_opens_cards(
    visit: Open,
) -> None:
    one = visit("phone")
    page = one.page
    with held(page, "**/data/*"):
        with held(page, "**/static/js/**"):
            page.goto(f"{one.base}/nearby?{NEAR}&lang=en", wait_until="commit")
            expect(page.locator("#near-early #early-sentence")).to_contain_text("Within 5 km")
            expect(page.locator("#near-early .near-entry").first).to_be_visible()
        expect(page.locator(".near-answer .near-entry").first).to_be_visible()
        assert page.locator(".city-map").count() == 0
    one.wait_for_map()
    expect(page.locator("#near-sentence")).to_be_visible()
    expect(page.locator("#near-early")).to_have_count(0)  # it has given way to the page
    entry = page.locator(".near-answer .near-entry").nth(3)
    name = entry.locator(".near-name").inner_text()
    entry.click()
    expect(page.locator("#city-card-name")).to_have_text(name)
    assert one.map_data("selected") == parameters(page)["sel"]
    lines = one.ask_script("script.nearAtlas().projects.marks.lines.length")
    assert lines == 1
    page.locator(".city-card-close").click()
    expect(page.locator("#city-card-name")).to_have_count(0)
    expect(entry).to_be_focused()
    assert one.faults == []


def test_a_link_to_a_project_shows_its_card_and_a_tap_a_moved_pin_and_a_radius_ask_anew(
    visit: Open,
) -> None:
    one = visit().open(f"/nearby?{NEAR}&sel=xinghua-street&lang=en").wait_for_map()
    page = one.page
    expect(page.locator("#city-card-name")).to_have_text("Rebuilding of Xinghua Street")
    assert one.ask_script("script.nearAtlas().projects.marks.lines.length") == 1
    pin = page.locator(".near-pin")
    place, frame = pin.bounding_box(), page.locator(".city-map").bounding_box()
    assert place is not None
    assert frame is not None
    assert frame["y"] < place["y"] < frame["y"] + frame["height"] - place["height"]
    expect(page.locator('[data-near-id="xinghua-street"]')).to_have_attribute(
        "aria-current", "true"
    )
    page.locator(".city-card-close").click()
    expect(page.locator("#city-card-name")).to_have_count(0)
    before = parameters(page)["near"]
    page.mouse.click(frame["x"] + frame["width"] * 0.3, frame["y"] + frame["height"] * 0.85)
    page.wait_for_url(lambda url: before not in url)
    tapped = parameters(page)["near"]
    pin.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    assert one.ask_script(f"({LATE_ANSWER})(script.nearAtlas().pin)")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: tapped not in url)
    assert float(parameters(page)["near"].split(",")[0]) > float(tapped.split(",")[0])
    assert one.map_data("inits") == "1"

    # The groups go on adding up, and the place stays with its page.
    terms, total = read_sum(page)
    assert sum(terms) == total
    page.locator(".near-radii").get_by_role("button", name="Whole city").click()
    expect(page.locator("#near-sentence")).to_contain_text("In the whole city")
    assert parameters(page)["r"] == "all"
    terms, again = read_sum(page)
    assert sum(terms) == again == total
    expect(page.locator(".near-radii").get_by_role("button", name="Whole city")).to_be_focused()
    page.go_back()
    expect(page.locator("#near-sentence")).to_contain_text("Within 5 km")
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Overview").click()
    expect(page.locator("#near-sentence")).to_have_count(0)
    assert "near" not in parameters(page)
    pages.get_by_role("link", name="Nearby").click()
    expect(page.locator("#near-sentence")).to_contain_text("Within 5 km")
    one.follow(f"/nearby?{NEAR}&lang=en&sector=rail-transit")
    expect(page.locator(".near-sum")).to_contain_text("= 3 projects")


# What is under 44 pixels of all that can be tapped; the links of a card stand in its sentences.
SMALL_TARGETS = """() => [...document.querySelectorAll('.st-key-nearby *')]
    .filter((node) => node.matches(
      'a, button, summary, input, label, [role=button], [role=option]'))
    .filter((node) => node.checkVisibility())
    .filter((node) => !node.closest('.leaflet-control-attribution, .city-card'))
    .filter((node) => !(node.matches('input') && node.closest('label')))
    .filter((node) => !node.matches('label[for]'))
    .map((node) => [
      node.className, node.textContent.slice(0, 20), node.getBoundingClientRect()])
    .filter(([, , box]) => box.width < 43.5 || box.height < 43.5)
    .map(([name, text, box]) => `${name} ${text} ${box.width}x${box.height}`)"""
QUARTER = 320, 256  # a desk at 400 per cent
OWN = ".st-key-nearby"
LATE_ANSWER = """(pin) => {
  const { lat, lng: lon } = pin.marker.getLatLng();
  pin.place({ place: { lat, lon: lon - 0.05 }, pin_text: "Place" });
  return pin.marker.getLatLng().lng === lon;
}"""


def unfold(page: Page) -> None:
    """Open what is folded beside the search, and the last group, beside the card of a project."""
    expect(page.locator("#city-card-name")).to_be_visible()
    more, group = page.locator(".near-more-toggle"), page.locator(".near-group").last
    if more.get_attribute("aria-expanded") == "false":
        more.click()
    if group.get_attribute("open") is None:
        group.locator("summary").click()


@pytest.mark.parametrize("path", ["/nearby?", f"/nearby?{NEAR}&sel=metro-1-p1&"])
def test_the_page_is_read_and_used_by_everyone_on_every_screen(visit: Open, path: str) -> None:
    """One page, turned and translated in place, is what four visits would open."""
    has_place = "sel=" in path
    said, small = {}, {}
    one = visit().open(f"{path}lang=zh").wait_for_map()
    page = one.page
    if has_place:
        unfold(page)
    said["desk zh"] = one.wait_until_idle().find_violations(within=OWN)
    one.turn_into_phone()
    small["zh"] = page.evaluate(SMALL_TARGETS)
    said["phone zh"] = one.wait_until_idle().find_violations(within=OWN)
    one.switch_language("en").wait_until_idle()
    if has_place:
        unfold(page)
    small["en"] = page.evaluate(SMALL_TARGETS)
    said["phone en"] = one.wait_until_idle().find_violations(within=OWN, asks_colours=False)
    one.turn_back().wait_until_idle()
    said["desk en"] = one.find_violations(within=OWN, asks_colours=False)
    assert {seen: found for seen, found in said.items() if found} == {}
    if has_place:
        assert {lang: found for lang, found in small.items() if found} == {}
    one.resize(*QUARTER).wait_until_idle()
    assert one.measure_overflow() == 0


@pytest.mark.parametrize(
    "query",
    [
        "near=112.5565,37.8612&r=2000",
        "near=112.5565,37.8612&r=all&lang=en",
        "near=112.4395,37.7092&r=20000&lang=en",
        "near=112.35,38.06&r=500",
    ],
)
def test_my_street_prints_on_one_page(visit: Open, query: str) -> None:
    one = visit(is_watched=True).open(f"/street?{query}")
    pdf = one.page.pdf(prefer_css_page_size=True, print_background=True)
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    assert str(len(read_catalogue().projects)) in pages[0].extract_text()
    assert one.outside == []
    assert one.faults == []
