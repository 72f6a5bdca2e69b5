"""Every page for everyone: axe finds nothing, and the keyboard alone reaches every task."""

import pytest
from playwright.sync_api import expect

from projects.catalogue import read_catalogue

PLACED = str(len(read_catalogue().placed))

PAGES = {
    "map": "/",
    "card": "/?sel=metro-1-p1",
    "filtered": "/?sector=roads&status=planned&q=%E8%B7%AF",
    "nothing-found": "/?q=zzzz",
    "overview": "/overview",
    "about": "/about",
    "nearby": "/nearby?near=112.5623,37.8598&r=2000",
    "present": "/present",
    "changes": "/changes?from=taiyuan-2023",
    "promises": "/promises",
    "years": "/years",
    "completeness": "/completeness",
    "report": "/report",
    "overlaps": "/overlaps",
    "story": "/story",
    "street": "/street?near=112.5023,37.8587&r=5000",
    "service": "/ogc/?f=html",
    "records": "/ogc/collections/taiyuan-2024/items?f=html&limit=5",
    "nothing-there": "/atlantis",
}
REFLOWING = ("map", "overview", "about", "nearby", "present")
"""The pages whose words are magnified to 400 per cent: a window 360 pixels wide."""
WIDTH = "() => document.scrollingElement.scrollWidth"
TABS_ALLOWED = 120


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_at_a_desk_and_on_a_phone_in_both_languages(visit, name):
    """One page, turned and translated in place, is what four visits would open."""
    path = PAGES[name]
    said = {}
    one = visit().open(f"{path}{'&' if '?' in path else '?'}lang=zh").wait_until_idle()
    said["desk zh"] = one.find_violations()
    said["phone zh"] = one.turn_into_phone().wait_until_idle().find_violations()
    if name in REFLOWING:
        one.turn_into_phone(width=360, height=640).wait_until_idle()
        assert one.page.evaluate(WIDTH) <= 360
        one.turn_into_phone()
    if one.page.locator(".city-language").count():
        one.switch_language("en")
    else:
        one.open(f"{path}{'&' if '?' in path else '?'}lang=en")
    said["phone en"] = one.wait_until_idle().find_violations()
    said["desk en"] = one.turn_back().wait_until_idle().find_violations()
    assert {seen: found for seen, found in said.items() if found} == {}


def tab_to(page, selector):
    """Press Tab until an element that fits the selector has the focus."""
    for _ in range(TABS_ALLOWED):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_keyboard_skips_the_filters_to_the_map_and_moves_it(visit):
    page = visit().open("/").wait_for_map().page
    tab_to(page, ".city-skip")
    page.keyboard.press("Enter")
    expect(page.locator(".city-map")).to_be_focused()
    before = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => location.href !== before", arg=before)


def test_keyboard_filters_searches_and_takes_a_filter_away(visit):
    page = visit().open("/").wait_for_map().page
    tab_to(page, '.city-filters input[value="roads"]')
    page.keyboard.press("Space")
    expect(page.locator(".city-map")).to_have_attribute("data-shown", "8")
    tab_to(page, ".st-key-tag-sector-roads button")
    page.keyboard.press("Enter")
    expect(page.locator(".city-map")).to_have_attribute("data-shown", PLACED)
    page.wait_for_url(lambda address: "sector" not in address)  # the map is there before it
    page.reload()
    page.wait_for_selector(".city-map[data-ready=true]")
    tab_to(page, '.city-filters input[type="search"]')
    page.keyboard.type("bqbh")
    expect(page.locator(".city-map")).to_have_attribute("data-shown", "1")


def test_keyboard_sorts_opens_a_card_and_comes_back(visit):
    page = visit().open("/?sector=rail-transit&lang=en").wait_for_map().page
    tab_to(page, ".city-list thead th.is-due button")
    page.keyboard.press("Enter")
    expect(page.locator(".city-list th.is-due")).to_have_attribute("aria-sort", "ascending")
    tab_to(page, 'tr[data-id="metro-1-p1"] .city-row-name')
    page.keyboard.press("Enter")
    expect(page.locator("#city-card-name")).to_be_focused()
    tab_to(page, ".city-card-zoom")
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_function("before => location.href !== before", arg=before)
    close = page.locator(".city-card-close")
    while not close.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator('tr[data-id="metro-1-p1"] .city-row-name')).to_be_focused()


def test_keyboard_opens_the_share_panel_and_the_base_maps(visit):
    page = visit().open("/?lang=en").wait_for_map().page
    tab_to(page, ".city-share summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-share-file=html]")
    page.keyboard.press("Escape")
    tab_to(page, '.city-tools button[aria-label="Base map"]')
    page.keyboard.press("Enter")
    expect(page.get_by_label("Embedded (works without internet)")).to_be_focused()


def test_keyboard_changes_language_and_page_and_goes_from_the_matrix_to_the_map(visit):
    page = visit().open("/").wait_for_map().page
    tab_to(page, ".city-language")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    tab_to(page, '.city-masthead nav a[href*="overview"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/overview?lang=en")
    page.wait_for_selector('a[href*="sector=roads"][href*="status=planned"]')
    tab_to(page, 'a[href*="sector=roads"][href*="status=planned"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".city-map[data-ready=true]")
    expect(page.locator(".city-map")).to_have_attribute("data-shown", "2")


def test_four_hundred_per_cent_reflows_before_anything_is_asked(visit):
    one = visit("phone").open("/nearby").resize(360, 640).wait_until_idle()
    assert one.page.evaluate(WIDTH) <= 360


def test_motion_is_reduced_for_those_who_ask(visit):
    page = visit(reduced_motion="reduce").open("/?lang=en").wait_for_map().page
    page.locator('tr[data-id="metro-3-p1"] .city-row-name').click()
    page.locator(".city-card-zoom").click()
    # Without an animation the address is there at once.
    assert "z=" in page.url


def test_keyboard_asks_what_is_near_and_opens_an_answer(visit):
    page = visit("phone").open("/nearby?lang=en").page
    page.wait_for_selector("#near-input")
    tab_to(page, "#near-input")
    page.keyboard.type("xiay")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**near=112.5045,37.8569**")
    tab_to(page, ".near-answer .near-entry")
    page.keyboard.press("Enter")
    expect(page.locator("#city-card-name")).to_be_focused()


def test_keyboard_goes_to_the_show_and_back(visit):
    page = visit().open("/?sector=roads&lang=en").wait_for_map().page
    tab_to(page, ".city-present")
    page.keyboard.press("Enter")
    page.wait_for_url("**/present?**sector=roads**")
    page.wait_for_selector(".city-map[data-ready=true]")
    page.keyboard.press("Escape")
    page.wait_for_url("**/?sector=roads&lang=en")
