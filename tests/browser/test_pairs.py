"""Journeys over the page of pairs that meet."""

import json
from pathlib import Path

from playwright.sync_api import expect

from projects.catalogue import read_catalogue
from projects.overlaps import find_overlaps
from projects.overlaps.outcomes import read_outcomes

PAIRS = find_overlaps(read_catalogue()).pairs


def open_pairs(visit, path="/overlaps"):
    one = visit().open(path)
    expect(one.page.locator("#pairs-map")).to_have_attribute("data-ready", "true")
    return one


def test_list_and_map_are_in_step_and_nothing_scrolls_sideways(visit):
    one = open_pairs(visit, "/overlaps?lang=zh")

    def look_at_the_first() -> None:
        page, first = one.page, PAIRS[0]
        page.locator(".pair-look").first.press("Enter")
        expect(page.locator("#pairs-map")).to_have_attribute("data-pair", f"{first.a} {first.b}")
        expect(page.locator(".city-map")).to_have_attribute("data-shown", "2")
        page.wait_for_function(f"() => location.search.includes('pair={first.a}_{first.b}')")
        assert one.measure_overflow() == 0
        page.keyboard.press("Escape")
        expect(page.locator("#pairs-map")).to_have_attribute("data-pair", "")

    look_at_the_first()
    one.turn_into_phone()
    look_at_the_first()
    one.switch_language("en")
    expect(one.page.locator("#pairs-map")).to_have_attribute("data-ready", "true")
    look_at_the_first()
    one.turn_back()
    look_at_the_first()


def test_a_link_opens_its_pair_and_the_form_keeps_the_language(visit):
    second = PAIRS[1]
    page = open_pairs(visit, f"/overlaps?lang=en&pair={second.a}_{second.b}").page
    expect(page.locator(".pair.is-chosen")).to_have_attribute("data-b", second.b)
    page.select_option('select[name="class"]', "conflict")
    page.locator('.pairs-ask button[type="submit"]').click()
    page.wait_for_url("**/overlaps?class=conflict**lang=en**")
    expect(page.locator(".pair")).to_have_count(
        sum(pair.pair_class == "conflict" for pair in PAIRS)
    )


def test_an_outcome_is_kept_saved_and_opened_again(visit, tmp_path: Path):
    page = open_pairs(visit, "/overlaps?lang=en").page
    row = page.locator(".pair").first
    row.locator(".pair-outcome summary").click()
    row.locator('select[name="state"]').select_option("agreed")
    row.locator('input[name="note"]').fill("dig once")
    row.locator('input[name="date"]').fill("2024-05-01")
    row.locator('form button[type="submit"]').click()
    expect(row.locator(".pair-outcome summary")).to_contain_text("agreed · 2024-05-01 · dig once")
    page.locator(".outcomes summary").click()
    with page.expect_download() as begun:
        page.locator(".outcomes-acts button").click()
    file = tmp_path / "outcomes.json"
    begun.value.save_as(file)
    (kept,) = read_outcomes(file.read_bytes(), file="outcomes").entries
    assert (kept.state, kept.note, kept.date) == ("agreed", "dig once", "2024-05-01")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator("#pairs-map")).to_have_attribute("data-ready", "true")
    page.locator(".outcomes summary").click()
    page.locator("#outcomes-file").set_input_files(file)
    expect(page.locator(".pair").first).to_have_attribute("data-outcome", "agreed")
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"type": "moon"}), encoding="utf-8")
    page.locator("#outcomes-file").set_input_files(bad)
    expect(page.locator(".outcomes-said")).to_contain_text("bad.json")
