"""Journeys over what is measured on the map and the coordinates read from it."""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

TABLE = json.loads((Path(__file__).parents[1] / "data" / "geodesy-cases.json").read_text("utf-8"))
PLACE = TABLE["places"][0]


def open_tool(page: Page, name: str) -> None:
    page.locator(".city-measure-open").click()
    page.locator(f'.city-measure-menu button[value="{name}"]').click()


def go_to_coordinates(page: Page) -> None:
    """Go to one place, written in three systems, then to what is none; and close the box."""
    open_tool(page, "coordinates")
    box = page.locator(".city-coordinates")
    for system in ("wgs84", "gcj02", "survey"):
        box.locator("select").select_option(system)
        box.locator("input").fill(", ".join(str(number) for number in PLACE[system]))
        box.locator('form button[type="submit"]').click()
        lon, lat = PLACE["wgs84"]
        shown = box.locator('button[value="wgs84"]')
        expect(shown).to_have_text(f"{lon:.6f}, {lat:.6f}")
        east, north = PLACE["survey"]
        expect(box.locator('button[value="survey"]')).to_have_text(f"{east:.1f}, {north:.1f}")
    box.locator("input").fill("north of the river")
    box.locator('form button[type="submit"]').click()
    expect(box.get_by_role("status")).to_contain_text("north of the river")
    assert page.locator(".city-map").get_attribute("data-selected") == ""
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


def test_a_length_is_drawn_by_keyboard_and_coordinates_of_any_system_are_gone_to(visit):
    one = visit().open("/?lang=en").wait_for_map()
    page = one.page
    open_tool(page, "length")
    said = page.locator(".city-sketch p")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !document.querySelector('.leaflet-pan-anim')")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("km")
    page.locator(".city-sketch .is-finish").click()
    expect(said).to_contain_text("km")
    page.locator(".city-map").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".city-sketch")).to_be_hidden()
    go_to_coordinates(page)
    one.turn_into_phone()
    go_to_coordinates(page)
