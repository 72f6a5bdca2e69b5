"""The resident's journey on the nearby page, on a phone and at a desk."""

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from projects.catalogue import read_catalogue

NEAR = "near=112.5023,37.8587&r=5000"
XIAYUAN = {"longitude": 112.50448, "latitude": 37.856878, "accuracy": 35}
BEIJING = {"longitude": 116.4, "latitude": 39.9, "accuracy": 35}
Open = Callable[..., object]


def sentence(page: Page) -> str:
    return page.inner_text("#near-sentence")


def parameters(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_resident_types_a_station_and_reads_a_sorted_list(visit: Open) -> None:
    one = visit("phone", is_watched=True).open("/nearby")
    page = one.page
    # Enter straight after typing takes the first place, though it has not been listed yet.
    page.get_by_role("combobox").press_sequentially("wygc", delay=10)
    page.keyboard.press("Enter")
    expect(page.locator(".near-place")).to_contain_text("五一广场")
    page.get_by_role("combobox").fill("xiay")
    expect(page.get_by_role("option").first).to_contain_text("下元站")
    page.keyboard.press("Enter")
    expect(page.locator(".near-place")).to_contain_text("下元")
    expect(page.locator("#near-sentence")).to_contain_text("公里以内")
    near = parameters(page)["near"]
    assert re.fullmatch(r"\d+\.\d{4},\d+\.\d{4}", near), "a link gives no doorway away"
    first = page.locator(".near-answer .near-entry").first
    expect(first).to_contain_text("轨道交通")
    expect(page.locator(".near-station")).to_contain_text("下元")
    assert one.outside == []
    assert one.faults == []


def test_arrows_choose_a_place_and_coordinates_are_read_aloud_and_converted(visit: Open) -> None:
    page = visit().open("/nearby?lang=en").page
    box = page.get_by_role("combobox")
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
    expect(page.locator("#near-sentence")).to_be_visible()
    lon = float(parameters(page)["near"].split(",")[0])
    assert 112.48 < lon < 112.50, "a position of Baidu stands about 1.2 km too far east"


def test_the_position_is_asked_for_on_a_tap_told_rounded_or_explained(visit: Open) -> None:
    page = visit("phone").open("/nearby?lang=en").page
    locate, status = page.locator(".near-locate"), page.locator(".near-status")
    locate.click()
    expect(status).to_contain_text("not allowed")
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(BEIJING)
    locate.click()
    expect(status).to_contain_text("outside Taiyuan")
    assert "near" not in parameters(page)
    page.context.set_geolocation(XIAYUAN)
    locate.click()
    expect(page.locator("#near-sentence")).to_be_visible()
    expect(status).to_contain_text("35")
    assert parameters(page)["near"] == "112.5045,37.8569"


def test_an_entry_opens_the_card_and_the_line_and_gives_focus_back(visit: Open) -> None:
    one = visit("phone").open(f"/nearby?{NEAR}&lang=en").wait_for_map()
    page = one.page
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


def test_a_link_to_a_project_shows_its_card_and_line_and_a_tap_or_a_moved_pin_asks_there(
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


def test_radius_filters_and_back_keep_the_groups_adding_up_and_the_place_its_page(
    visit: Open,
) -> None:
    page = visit().open(f"/nearby?{NEAR}&lang=en").page

    def numbers() -> tuple[list[int], int]:
        text = page.inner_text(".near-sum")
        left, _, right = text.partition("=")
        return [int(n) for n in re.findall(r"\d+", left)], int(re.findall(r"\d+", right)[0])

    terms, total = numbers()
    assert sum(terms) == total
    page.locator(".near-radii").get_by_role("button", name="Whole city").click()
    expect(page.locator("#near-sentence")).to_contain_text("In the whole city")
    assert parameters(page)["r"] == "all"
    terms, again = numbers()
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
    page.goto(page.url + "&sector=rail-transit")
    expect(page.locator(".near-sum")).to_contain_text("= 3 projects")


def test_a_direct_visit_answers_before_the_map(visit: Open) -> None:
    one = visit("phone")
    one.page.route("**/data/*", lambda _: None)
    one.open(f"/nearby?{NEAR}&lang=en")
    expect(one.page.locator(".near-answer .near-entry").first).to_be_visible()
    assert one.page.locator(".city-map").count() == 0


def test_a_shared_link_reads_before_any_script_has_come(visit: Open) -> None:
    one = visit("phone")
    page = one.page
    page.route("**/static/js/**", lambda _: None)
    page.goto(f"{one.base}/nearby?{NEAR}&lang=en", wait_until="commit")
    expect(page.locator("#near-early #early-sentence")).to_contain_text("Within 5 km")
    expect(page.locator("#near-early .near-entry").first).to_be_visible()


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
    said["phone en"] = one.wait_until_idle().find_violations(within=OWN)
    said["desk en"] = one.turn_back().wait_until_idle().find_violations(within=OWN)
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
