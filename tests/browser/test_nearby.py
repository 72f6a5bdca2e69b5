"""The resident's journey on the nearby page, on a phone and at a desk."""

import re
from collections.abc import Callable
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
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
    one = visit("phone").open("/nearby")
    page = one.page
    page.get_by_role("combobox").fill("xiay")
    expect(page.get_by_role("option").first).to_contain_text("下元站")
    page.keyboard.press("Enter")
    expect(page.locator("#near-sentence")).to_contain_text("公里以内")
    near = parameters(page)["near"]
    assert re.fullmatch(r"\d+\.\d{4},\d+\.\d{4}", near), "a link gives no doorway away"
    first = page.locator(".near-answer .near-entry").first
    expect(first).to_contain_text("轨道交通")
    expect(page.locator(".near-station")).to_contain_text("下元")
    assert one.outside == []
    assert one.faults == []


def test_enter_straight_after_typing_takes_the_first_place(visit: Open) -> None:
    page = visit("phone").open("/nearby").page
    page.get_by_role("combobox").press_sequentially("wygc", delay=10)
    page.keyboard.press("Enter")
    expect(page.locator(".near-place")).to_contain_text("五一广场")


def test_arrows_choose_a_place_and_say_which(visit: Open) -> None:
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


def test_coordinates_are_read_aloud_and_converted(visit: Open) -> None:
    page = visit().open("/nearby?lang=en").page
    page.get_by_role("combobox").fill("37.8587, 112.5023")
    expect(page.get_by_role("option").first).to_contain_text("latitude, longitude")
    page.get_by_role("button", name="Coordinates and sharing").click()
    page.get_by_label("BD-09").check()
    expect(page.get_by_role("option").first).to_contain_text("converted from BD-09")
    page.get_by_role("combobox").press("Enter")
    expect(page.locator("#near-sentence")).to_be_visible()
    lon = float(parameters(page)["near"].split(",")[0])
    assert 112.48 < lon < 112.50, "a position of Baidu stands about 1.2 km too far east"


def test_the_position_is_asked_for_on_a_tap_and_told_rounded(visit: Open) -> None:
    page = visit("phone", geolocation=XIAYUAN, permissions=["geolocation"]).open("/nearby").page
    page.locator(".near-locate").click()
    expect(page.locator("#near-sentence")).to_be_visible()
    expect(page.locator(".near-status")).to_contain_text("35")
    assert parameters(page)["near"] == "112.5045,37.8569"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"geolocation": BEIJING, "permissions": ["geolocation"]}, "outside Taiyuan"),
        ({}, "not allowed"),
    ],
)
def test_a_position_that_cannot_be_used_is_explained(
    visit: Open, options: dict[str, object], said: str
) -> None:
    page = visit("phone", **options).open("/nearby?lang=en").page
    page.locator(".near-locate").click()
    expect(page.locator(".near-status")).to_contain_text(said)
    assert "near" not in parameters(page)


def test_an_entry_opens_the_card_and_the_line_and_gives_focus_back(visit: Open) -> None:
    one = visit("phone").open(f"/nearby?{NEAR}&lang=en").wait_for_map()
    page = one.page
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


def test_a_tap_on_the_map_and_a_moved_pin_ask_there(visit: Open) -> None:
    one = visit().open(f"/nearby?{NEAR}").wait_for_map()
    page = one.page
    before = parameters(page)["near"]
    box = page.locator(".city-map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.85)
    page.wait_for_url(lambda url: before not in url)
    tapped = parameters(page)["near"]
    pin = page.locator(".near-pin")
    pin.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: tapped not in url)
    assert float(parameters(page)["near"].split(",")[0]) > float(tapped.split(",")[0])
    assert one.map_data("inits") == "1"


def test_radius_filters_and_back_keep_the_groups_adding_up(visit: Open) -> None:
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
    page.goto(page.url + "&sector=rail-transit")
    expect(page.locator(".near-sum")).to_contain_text("= 3 projects")


def test_the_place_stays_on_its_own_page(visit: Open) -> None:
    page = visit().open(f"/nearby?{NEAR}&lang=en").page
    expect(page.locator("#near-sentence")).to_be_visible()
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Overview").click()
    expect(page.locator("#near-sentence")).to_have_count(0)
    assert "near" not in parameters(page)
    pages.get_by_role("link", name="Nearby").click()
    expect(page.locator("#near-sentence")).to_contain_text("Within 5 km")


def test_a_direct_visit_answers_before_the_map(visit: Open) -> None:
    page = visit("phone").page
    page.route("**/data/*", lambda _: None)
    base = visit("phone").base
    page.goto(f"{base}/nearby?{NEAR}&lang=en")
    expect(page.locator(".near-answer .near-entry").first).to_be_visible()
    assert page.locator(".city-map").count() == 0


@pytest.mark.parametrize("size", ["desk", "phone"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["/nearby?", f"/nearby?{NEAR}&sel=metro-1-p1&"])
def test_axe_finds_nothing_in_our_own_content(visit: Open, size: str, lang: str, path: str) -> None:
    one = visit(size).open(f"{path}lang={lang}")
    page = one.page
    one.wait_for_map()
    if "sel=" in path:
        expect(page.locator("#city-card-name")).to_be_visible()
        page.locator(".near-more-toggle").click()
        page.locator(".near-group").last.locator("summary").click()
    one.wait_until_idle()
    found = Axe().run(page, context={"include": [".st-key-nearby"]}).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_to_tap_is_under_44_pixels_on_a_phone(visit: Open, lang: str) -> None:
    one = visit("phone").open(f"/nearby?{NEAR}&lang={lang}").wait_for_map()
    page = one.page
    page.locator(".near-more-toggle").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll('.st-key-nearby *')]
           .filter((node) => node.matches(
             'a, button, summary, input, label, [role=button], [role=option]'))
           .filter((node) => node.checkVisibility())
           .filter((node) => !node.closest('.leaflet-control-attribution'))
           .filter((node) => !(node.matches('input') && node.closest('label')))
           .filter((node) => !node.matches('label[for]'))
           .map((node) => [
             node.className, node.textContent.slice(0, 20), node.getBoundingClientRect()])
           .filter(([, , box]) => box.width < 43.5 || box.height < 43.5)
           .map(([name, text, box]) => `${name} ${text} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_the_page_reflows_at_400_per_cent(visit: Open) -> None:
    page = visit().page
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(visit().base + f"/nearby?{NEAR}&lang=en")
    page.wait_for_selector(".near-entry")
    width = page.evaluate("document.querySelector('.stMain').scrollWidth")
    assert width <= 320


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
    one = visit().open(f"/street?{query}")
    pdf = one.page.pdf(prefer_css_page_size=True, print_background=True)
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) == 1
    assert str(len(read_catalogue().projects)) in pages[0].extract_text()
    assert one.outside == []
    assert one.faults == []


def test_a_shared_link_reads_before_any_script_has_come(visit: Open) -> None:
    one = visit("phone")
    page = one.page
    page.route("**/static/js/**", lambda _: None)
    page.goto(f"{one.base}/nearby?{NEAR}&lang=en", wait_until="commit")
    expect(page.locator("#near-early #early-sentence")).to_contain_text("Within 5 km")
    expect(page.locator("#near-early .near-entry").first).to_be_visible()


def test_the_early_answer_gives_way_to_the_page(visit: Open) -> None:
    one = visit("phone").open(f"/nearby?{NEAR}&lang=en").wait_for_map()
    expect(one.page.locator("#near-sentence")).to_be_visible()
    expect(one.page.locator("#near-early")).to_have_count(0)
    assert one.faults == []


def test_a_link_to_a_project_shows_its_card_and_line(visit: Open) -> None:
    one = visit().open(f"/nearby?{NEAR}&sel=xinghua-street&lang=en").wait_for_map()
    page = one.page
    expect(page.locator("#city-card-name")).to_have_text("Rebuilding of Xinghua Street")
    assert one.ask_script("script.nearAtlas().projects.marks.lines.length") == 1
    pin, frame = page.locator(".near-pin").bounding_box(), page.locator(".city-map").bounding_box()
    assert pin is not None
    assert frame is not None
    assert frame["y"] < pin["y"] < frame["y"] + frame["height"] - pin["height"]
    expect(page.locator('[data-near-id="xinghua-street"]')).to_have_attribute(
        "aria-current", "true"
    )
