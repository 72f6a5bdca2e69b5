"""Every page for everyone: axe finds nothing, and the keyboard alone reaches every task."""

import pytest
from playwright.sync_api import expect

from projects.catalogue import read_catalogue

PLACED = str(len(read_catalogue().placed))

HAS_MAP = ".city-map[data-ready=true]"
WALK = {
    "map": ("/", ".city-row-name", HAS_MAP),
    "overview": ("/overview", ".city-sums-file"),
    "card": ("/?sector=rail-transit&sel=metro-1-p1", "#city-card-name", HAS_MAP),
    "about": ("/about", ".city-correction"),
    "filtered": ("/?sector=roads&status=planned&q=%E8%B7%AF", ".st-key-tag-sector-roads", HAS_MAP),
    "nearby": ("/nearby?near=112.5623,37.8598&r=2000", ".near-entry", HAS_MAP),
    "nothing-found": ("/?q=zzzz", ".city-empty", HAS_MAP),
    "changes": ("/changes?from=taiyuan-2023", ".city-changes", HAS_MAP),
    "completeness": ("/completeness", ".city-gaps"),
    "promises": ("/promises", ".city-change"),
    "years": ("/years", ".city-years", HAS_MAP),
    "report": ("/report", ".city-cited"),
}
"""The pages that are followed in place, and what each shows that the one before does not."""
FEW = "sector=rail-transit"
APART = {
    "present": "/present",
    "overlaps": "/overlaps",
    "story": "/story",
    "street": "/street?near=112.5023,37.8587&r=5000",
    "service": "/ogc/?f=html",
    "records": "/ogc/collections/taiyuan-2024/items?f=html&limit=5",
    "nothing-there": "/atlantis",
}
"""The pages that are documents of their own."""
REFLOWING = ("map", "overview", "about", "nearby")
"""The pages whose words are magnified to 400 per cent: a window 360 pixels wide."""
TABS_ALLOWED = 120


def ask(path, *parameters):
    return "&".join((path if "?" in path else f"{path}?", *parameters)).replace("?&", "?")


@pytest.mark.parametrize(
    ("size", "lang", "is_whole"),
    [("desk", "zh", True), ("phone", "zh", False), ("desk", "en", False), ("phone", "en", True)],
)
def test_axe_finds_no_violation_on_a_walk_through_the_pages(visit, size, lang, is_whole):
    """Each size and each language sees every record and its colours once.

    Colours have no language, as a test of the styles holds, and the rows of a list one template:
    the other two walks ask for the rest of the rules, of the same pages with fewer rows.
    """
    few = () if is_whole else (FEW,)
    first, *_ = WALK["report"]
    one = visit().open(ask(first, f"lang={lang}")).wait_until_idle()
    if size == "phone":
        one.turn_into_phone()
    said = {}
    for name, (path, *shown) in WALK.items():
        narrowed = () if "sector=" in path else few
        one.follow(ask(path, *narrowed, f"lang={lang}"), *shown)
        said[name] = one.find_violations(asks_colours=is_whole)
    assert {seen: found for seen, found in said.items() if found} == {}


@pytest.mark.parametrize("name", APART)
def test_axe_finds_no_violation_at_a_desk_and_on_a_phone_in_both_languages(visit, name):
    """One page, turned and translated in place, is what four visits would open."""
    path = APART[name]
    said = {}
    one = visit().open(ask(path, "lang=zh")).wait_until_idle()
    said["desk zh"] = one.find_violations()
    said["phone zh"] = one.turn_into_phone().wait_until_idle().find_violations()
    if one.page.locator(".city-language").count():
        one.switch_language("en")
    else:
        one.open(ask(path, "lang=en"))
    said["phone en"] = one.wait_until_idle().find_violations()
    said["desk en"] = one.turn_back().wait_until_idle().find_violations()
    assert {seen: found for seen, found in said.items() if found} == {}


def test_four_hundred_per_cent_reflows(visit):
    """The show is magnified apart from the pages that are followed from one to the next."""
    one = visit("phone").open("/nearby").resize(360, 640).wait_until_idle()
    wide = {"before anything is asked": one.measure_overflow()}
    for name in REFLOWING:
        path, *shown = WALK[name]
        wide[name] = one.follow(path, *shown).measure_overflow()
    wide["present"] = one.open("/present").wait_for_map().wait_until_idle().measure_overflow()
    assert {name: too_much for name, too_much in wide.items() if too_much} == {}


def tab_to(page, selector, *, key="Tab"):
    """Press Tab, or another key, until an element that fits the selector has the focus."""
    for _ in range(TABS_ALLOWED):
        page.keyboard.press(key)
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
    pytest.fail(f"the keyboard does not reach {selector}")


def test_keyboard_skips_to_the_map_moves_it_searches_filters_and_takes_a_filter_away(visit):
    page = visit().open("/").wait_for_map().page
    shown = page.locator(".city-map")
    tab_to(page, ".city-skip")
    page.keyboard.press("Enter")
    expect(shown).to_be_focused()
    before = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => location.href !== before", arg=before)
    tab_to(page, '.city-filters input[type="search"]', key="Shift+Tab")
    page.keyboard.type("bqbh")
    expect(shown).to_have_attribute("data-shown", "1")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(shown).to_have_attribute("data-shown", PLACED)
    tab_to(page, '.city-filters input[value="roads"]')
    page.keyboard.press("Space")
    expect(shown).to_have_attribute("data-shown", "8")
    tab_to(page, ".st-key-tag-sector-roads button")
    page.keyboard.press("Enter")
    expect(shown).to_have_attribute("data-shown", PLACED)
    # Where no tag is left to go on from, the search is.
    expect(page.locator('.city-filters input[type="search"]')).to_be_focused()


def test_keyboard_goes_to_the_show_and_back_sorts_opens_a_card_and_comes_back(visit):
    page = visit().open("/?sector=rail-transit&lang=en").wait_for_map().page
    tab_to(page, ".city-present")
    page.keyboard.press("Enter")
    page.wait_for_url("**/present?**sector=rail-transit**")
    page.wait_for_selector(".show .city-map[data-ready=true]")
    page.keyboard.press("Escape")
    page.wait_for_url("**/?sector=rail-transit&lang=en")
    page.wait_for_selector(".stApp .city-map[data-ready=true]")
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
    tab_to(page, ".city-card-close", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator('tr[data-id="metro-1-p1"] .city-row-name')).to_be_focused()


def test_keyboard_changes_language_opens_panels_and_goes_from_the_matrix_to_the_map(visit):
    page = visit().open("/").wait_for_map().page
    tab_to(page, ".city-language")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    tab_to(page, ".city-share summary")
    page.keyboard.press("Enter")
    tab_to(page, "[data-share-file=html]")
    page.keyboard.press("Escape")
    tab_to(page, '.city-tools button[aria-label="Base map"]')
    page.keyboard.press("Enter")
    expect(page.get_by_label("Embedded (works without internet)")).to_be_focused()
    tab_to(page, '.city-masthead nav a[href*="overview"]', key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/overview?lang=en")
    page.wait_for_selector('a[href*="sector=roads"][href*="status=planned"]')
    tab_to(page, 'a[href*="sector=roads"][href*="status=planned"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(HAS_MAP)
    expect(page.locator(".city-map")).to_have_attribute("data-shown", "2")


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
