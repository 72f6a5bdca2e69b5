"""A catalogue of some thousand records: a long list, and a map on which each can be picked."""

import copy
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from projects.catalogue import DEFAULT_CATALOGUE

COLUMNS = 75
COUNT = 41 * COLUMNS
"""More than 3,000: the page fetches the catalogue packed, a record's rest with its card."""


def read_original():
    """Read the catalogue, and the record that is copied."""
    collection = json.loads(DEFAULT_CATALOGUE.read_text("utf-8"))
    return collection, next(
        feature
        for feature in collection["features"]
        if feature["geometry"] and feature["geometry"]["type"] == "Point"
    )


def spoken_of() -> str:
    """Return words of the summary, in which no copy's name is looked for."""
    _, original = read_original()
    return str(original["properties"]["summary_en"]).rstrip(".")[-24:].strip()


def write_many(path):
    """Write a catalogue of one record's copies, set in rows over the city's middle."""
    collection, original = read_original()
    features = []
    for number in range(COUNT):
        feature = copy.deepcopy(original)
        row, column = divmod(number, COLUMNS)
        feature["geometry"]["coordinates"] = [
            round(112.3 + 0.006 * column, 6),
            round(37.7 + 0.006 * row, 6),
        ]
        feature["properties"] |= {
            "id": f"copy-{number}",
            "aliases_id": [],
            "name_zh": f"第{number}项",
            "name_en": f"Copy number {number}",
            "aliases": [],
        }
        features.append(feature)
    collection["metadata"]["leaves_city"] = []
    path.write_text(json.dumps(collection | {"features": features}), encoding="utf-8")


@pytest.fixture(scope="module")
def many(tmp_path_factory, browser, start) -> Iterator[Page]:
    """Open the map of many records."""
    folder = tmp_path_factory.mktemp("many")
    write_many(folder / "many.geojson")
    process, base = start(folder / "log.txt", CATALOGUE_FILE=str(folder / "many.geojson"))
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{base}/?lang=en")
    page.wait_for_selector(".city-map[data-ready=true]")
    yield page
    page.context.close()
    process.terminate()
    process.wait(timeout=20)


def numbers(page: Page) -> list[int]:
    """Read the numbers of the rows on the page, all at one moment."""
    return page.evaluate(
        "() => [...document.querySelectorAll('.city-list tr[data-id]')]"
        ".map((row) => Number(row.getAttribute('aria-rowindex')))"
    )


def test_only_the_rows_near_the_view_are_on_the_page_and_keep_their_number(many):
    table = many.locator(".city-list table")
    expect(table).to_have_attribute("aria-rowcount", str(COUNT + 1))
    expect(many.locator(".city-list-hint")).to_contain_text("use the search")
    assert len(numbers(many)) < 200
    assert numbers(many)[0] == 2
    many.locator(".city-panel").evaluate("panel => panel.scrollTo(0, panel.scrollHeight / 2)")
    many.wait_for_function(
        "() => Number(document.querySelector('.city-list tr[data-id]')"
        ".getAttribute('aria-rowindex')) > 500"
    )
    shown = numbers(many)
    assert shown == list(range(shown[0], shown[0] + len(shown)))
    assert len(shown) < 200


def test_any_record_can_be_picked_and_pointed_at(many):
    box = many.locator(".city-map").bounding_box()
    spot = many.evaluate(
        "async () => {"
        " const map = document.querySelector('.city-map');"
        " const { left, top, width, height } = map.getBoundingClientRect();"
        " const at = (x, y) => map.dispatchEvent(new MouseEvent('mousemove',"
        "  { clientX: x, clientY: y, bubbles: true }));"
        " let hits = 0;"
        " for (let step = 0; step < 400; step += 1) {"
        "  const x = left + width / 2 + (step % 20) * 2;"
        "  const y = top + height / 2 + Math.floor(step / 20) * 2;"
        "  at(x, y);"
        "  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"
        "  hits = document.querySelector('.city-tooltip').hidden ? 0 : hits + 1;"
        "  if (hits === 3) return [x - 2, y];"
        " } return null; }"
    )
    assert box is not None
    assert spot is not None, "no record could be pointed at"
    expect(many.locator(".city-tooltip")).to_contain_text("Copy number")
    many.mouse.click(*spot)
    many.wait_for_selector(".city-card, .city-chooser:not([hidden])")
    chooser = many.locator(".city-chooser")
    expect(chooser).to_contain_text("projects here")
    expect(chooser.get_by_role("button", name="Zoom in to tell them apart")).to_be_visible()
    chooser.get_by_role("button", name="Copy number").first.click()
    expect(many.locator("#city-card-name")).to_contain_text("Copy number")


def test_the_list_comes_back_where_it_was_left(many):
    name = many.locator("#city-card-name").inner_text()
    selected = many.locator(".city-map").get_attribute("data-selected")
    many.locator(".city-card-close").click()
    row = many.locator(f'.city-list tr[data-id="{selected}"] button')
    expect(row).to_have_text(name)
    expect(row).to_be_focused()


def test_a_search_finds_among_all_and_goes_on_letter_by_letter(many):
    search = many.locator(".city-filters input[type=search]")
    count = many.locator(".city-count")
    for text, found in (("numbe", COUNT), ("number307", 6), ("number3074", 1), ("第3074", 1)):
        search.fill(text)
        expect(count).to_contain_text(f"= {found} project")
    row = many.locator(".city-list tr[data-id]")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Copy number 3074")


def test_who_speaks_of_a_text_is_asked_of_the_server(many):
    many.locator(".city-filters input[type=search]").fill(spoken_of())
    hint = many.locator(".city-empty")
    expect(hint).to_contain_text(f"the report speaks of it in {COUNT} projects")
    hint.locator("button").first.click()
    expect(many.locator("#city-card-name")).to_contain_text("Copy number")
    expect(many.locator(".city-card")).to_contain_text(spoken_of())
