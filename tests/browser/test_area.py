"""Journeys over the area that filters: drawn on the map, set by keyboard, taken away again."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from projects.areas import read_area
from projects.catalogue import read_catalogue
from projects.filters import Filters, select_projects

CATALOGUE = read_catalogue()
PLACED = len(CATALOGUE.placed)
DRAWN = {
    "box": [(90, 70), (-100, -60)],
    "shape": [(-80, -80), (90, -60), (10, 90)],
    "line": [(-100, 0), (20, 10), (80, 60)],
}
NEAR_METRO = "near_1500_metro-1-p1"


def area_of(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("area", [""])[0]


def placed_in(text: str) -> int:
    filters = Filters(area=read_area(text))
    return len(select_projects(CATALOGUE, filters=filters).placed_ids)


def draw(page: Page, kind: str, corners: list[tuple[int, int]]) -> None:
    """Set corners as so many pixels from the map's centre."""
    page.locator(".city-area-open").click()
    page.locator(f'.city-area-menu button[value="{kind}"]').click()
    box = page.locator(".city-map").bounding_box()
    assert box
    for number, (right, down) in enumerate(corners, start=1):
        page.mouse.click(box["x"] + box["width"] / 2 + right, box["y"] + box["height"] / 2 + down)
        if kind != "box" or number < len(corners):
            frame = page.locator(".city-map-frame")
            expect(frame).to_have_attribute("data-sketch", f"{kind} {number}")
    if kind != "box":
        page.locator(".city-sketch .is-finish").click()
    page.wait_for_function("() => location.search.includes('area=')")


def test_escape_leaves_a_drawing_and_a_drawn_area_leaves_what_the_server_says(visit):
    one = visit().open("/").wait_for_map()
    page = one.page
    page.locator(".city-area-open").click()
    page.locator('.city-area-menu button[value="shape"]').click()
    page.keyboard.press("Enter")
    expect(page.locator(".city-map-frame")).to_have_attribute("data-sketch", "shape 1")
    page.keyboard.press("Backspace")
    expect(page.locator(".city-map-frame")).to_have_attribute("data-sketch", "shape 0")
    page.keyboard.press("Escape")
    expect(page.locator(".city-sketch")).to_be_hidden()
    expect(page.locator(".city-map")).to_have_attribute("data-shown", str(PLACED))
    assert area_of(page) == ""
    for kind, corners in DRAWN.items():
        draw(page, kind, corners)
        text = area_of(page)
        assert text.startswith(f"{kind}_")
        expect(page.locator(".city-map")).to_have_attribute("data-shown", str(placed_in(text)))
        page.locator(".st-key-tag-area button").click()
        expect(page.locator(".city-map")).to_have_attribute("data-shown", str(PLACED))
        page.wait_for_function("() => !location.search.includes('area=')")
        page.go_back()
        expect(page.locator(".city-map")).to_have_attribute("data-shown", str(placed_in(text)))
        page.go_forward()
        expect(page.locator(".city-map")).to_have_attribute("data-shown", str(PLACED))
        expect(page.locator(".st-key-tag-area")).to_have_count(0)
    assert one.faults == []


def test_the_keyboard_asks_for_what_is_near_a_project(visit):
    page = visit().open("/?lang=en").wait_for_map().page
    form = page.locator('details[data-facet="area"]')
    form.locator("summary").press("Enter")
    form.locator('input[name="within"]').fill("1500")
    form.locator('input[name="near-what"]').fill("Metro Line 1, phase 1")
    form.locator('input[name="near-what"]').press("Enter")
    page.wait_for_function("() => location.search.includes('area=')")
    assert area_of(page) == NEAR_METRO
    expect(page.locator(".city-map")).to_have_attribute("data-shown", str(placed_in(NEAR_METRO)))
    form.locator('input[name="west"]').fill("113")
    form.locator('input[name="west"]').press("Enter")
    expect(form.locator('[role="alert"]')).to_be_visible()


def test_a_phone_keeps_the_area_of_a_link_and_draws_by_touch(visit):
    page = visit("phone").open(f"/?area={NEAR_METRO}").wait_for_map().page
    expect(page.locator(".city-map")).to_have_attribute("data-shown", str(placed_in(NEAR_METRO)))
    draw(page, "box", [(-60, -60), (60, 60)])
    page.wait_for_function("() => location.search.includes('area=box')")
    expect(page.locator(".city-map")).to_have_attribute("data-shown", str(placed_in(area_of(page))))
