"""Journeys of the first look: names, the legend, what lies outside the view, the list's order."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from projects.catalogue import read_catalogue

CATALOGUE = read_catalogue()
TOTAL = len(CATALOGUE.projects)
PLACED = len(CATALOGUE.placed)
CENTRE = "lat=37.86000&lon=112.55000"
GROUND = {
    "zh": ("铁路", "已运营的地铁线", "区县界"),
    "en": ("Railway", "Metro line in service", "District border"),
}
HAS_MAP = ".city-map[data-ready=true]"
PAPERS = (
    (
        "/?sector=roads&lang=en",
        (".st-key-tag-sector-roads", HAS_MAP),
        3,
        ("on the map", "Under construction", "Railway"),
    ),
    (
        "/nearby?near=112.5045,37.8569&lang=en",
        (".near-entry", HAS_MAP),
        4,
        ("Within 2 km", "May be within", "Railway"),
    ),
    (
        "/?sel=metro-1-p1&lang=en",
        ("#city-card-name", HAS_MAP),
        4,
        ("Milestones", "Under construction", "Railway"),
    ),
    ("/overview?lang=en", (".city-sums-file",), 12, ("District only", "without a place")),
    (
        "/?lang=en",
        (".city-row-name", HAS_MAP),
        8,
        ("without a place on the map", "Railway", "Project Sector Status Due"),
    ),
    (
        "/years?year=2024&lang=en",
        (".city-years", HAS_MAP),
        11,
        ("By the end of 2024", "Standing work"),
    ),
)
"""The pages that are followed in place and printed: what shows them, most sheets, words on them."""
FILTERED = (
    "sector=roads,industry,parks-new-towns,innovation,commerce"
    "&status=planned,upgrading,completed&district=140105,140106"
)
STANDS_ABOVE = {
    "": ".stApp:not(:has(.st-key-clear))",
    "q=地铁": ".st-key-tag-q",
    "q=zzzqq": ".city-empty",
    "sector=magic": ".city-notice",
}
"""What an address puts above the map or into its list, and by what it is seen there."""
IS_WITHIN_THE_WINDOW = """() => {
  const { top, bottom } = document.querySelector(".city-atlas").getBoundingClientRect();
  return bottom <= innerHeight && (bottom > innerHeight - 24 || bottom - top < 460);
}"""
STANDS_FREE = """() => {
    const one = document.querySelector(".city-sight").getBoundingClientRect();
    const others = ":is(.leaflet-control, .city-legend, .city-as-of)";
    return [...document.querySelectorAll(`.city-map-frame ${others}`)]
        .map((other) => other.getBoundingClientRect())
        .every((box) => box.left >= one.right || box.right <= one.left
            || box.top >= one.bottom || box.bottom <= one.top);
}"""
COVERED = """() => [...document.querySelectorAll(
    ".city-map-frame button, .city-map-frame summary, .leaflet-bar a,"
    + " .city-masthead a, .city-masthead button, .city-masthead summary,"
    + " .city-head-search input",
)].filter((one) => one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && box.bottom < innerHeight)
  .filter(([one, { left, right, top, bottom }]) => [left + 6, right - 6].some((x) => {
    const found = document.elementFromPoint(x, (top + bottom) / 2);
    return !one.contains(found) && !found?.contains(one);
  })).map(([one]) => one.textContent || one.className)"""


def count_in(text: str) -> int:
    return int(re.search(r"\d+", text)[0])


def placed_rows(page: Page) -> list[str]:
    return page.locator(".city-list tbody.is-placed tr[data-id]").evaluate_all(
        "rows => rows.map((row) => row.dataset.id)"
    )


def test_the_city_view_names_the_most_important_projects_and_near_by_every_point_of_one(visit):
    one = visit().open(f"/?{CENTRE}&z=10").wait_for_map()

    def names_some(most: int) -> None:
        named = one.map_data("named").split()
        assert 5 <= len(named) <= most
        assert any(name.startswith("metro-") for name in named)

    names_some(20)
    one.turn_into_phone()
    one.page.wait_for_function(
        "most => document.querySelector('.city-map').dataset.named.split(' ').length <= most",
        arg=10,
    )
    names_some(10)
    longshan = next(one for one in CATALOGUE.placed if one.id == "longshan")
    point = longshan.geometry.geoms[0]
    one.turn_back().follow(f"/?q=longshan&lat={point.y:.5f}&lon={point.x:.5f}&z=12")
    one.page.wait_for_function(
        "() => document.querySelector('.city-map').dataset.named.split(' ')"
        ".filter((name) => name === 'longshan').length >= 2"
    )


def check_paper(one, sizes_on, path: str, most: int, said: tuple[str, ...]) -> None:
    """Print the page that is open: what is seen, how to come back to it, and as of when."""
    page = one.page
    expect(page.locator("[data-print-link]")).to_have_count(1)
    seen = ".city-section h2, .city-count, .near-group, .pairs-count, .show-count, .story-main"
    expect(page.locator(seen).first).to_be_visible()
    paper = page.pdf(format="A4")
    pages = PdfReader(BytesIO(paper)).pages
    assert len(pages) <= most, path
    has_map = page.locator(".city-map").count() > 0
    assert has_map != path.startswith(("/overview", "/story")), path
    assert has_map == any(min(size) > 300 for size in sizes_on(pages)), path
    with PdfDocument(paper) as book:
        words = "".join(one.get_textpage().get_text_range() for one in book)
    text = "".join(words.split())  # a line of a narrow column ends anywhere
    query = path.rpartition("?")[2].partition("&")[0]
    for part in (*said, "As the report of", "Printed:", query):
        assert "".join(part.split()) in text, (path, part)
    assert "Showall" not in text, path
    assert page.locator("details.city-legend[open]").count() == 0, path


def check_lying_paper(one, sizes_on) -> None:
    """Print the map on a sheet that lies: map, legend, credits and head share the first one."""
    first = PdfReader(BytesIO(one.page.pdf(format="A4", landscape=True))).pages[0]
    said = " ".join(first.extract_text().split())
    parts = ("Printed:", "District border", "Natural Earth")
    assert [part for part in parts if part not in said] == []
    assert any(min(size) > 300 for size in sizes_on([first]))


def test_paper_shows_what_is_seen_with_legend_link_and_date_on_a_walk_through_the_pages(
    visit, picture_sizes
):
    first, *_ = PAPERS[-1]
    one = visit("desk").open(first).wait_for_map()
    for path, shown, most, said in PAPERS:
        one.follow(path, *shown)
        check_paper(one, picture_sizes, path, most, said)
        if path == "/?lang=en":
            check_lying_paper(one, picture_sizes)


@pytest.mark.parametrize(
    ("path", "most", "said"),
    [
        ("/overlaps?d=500&lang=en", 5, ("Pairs shown", "Under construction", "Railway")),
        ("/present?story=chapters-2024&step=2&lang=en", 2, ("on the map", "Completed")),
        ("/story?lang=en", 1, ("Stories",)),
    ],
)
def test_paper_shows_what_is_seen_with_legend_link_and_date(visit, picture_sizes, path, most, said):
    one = visit("desk").open(path)
    if not path.startswith("/story"):
        one.wait_for_map()
    check_paper(one, picture_sizes, path, most, said)


def test_the_map_ends_within_the_window_whatever_stands_above_it(visit):
    one = visit("desk").open(f"/?{FILTERED}").wait_for_map()
    one.page.wait_for_function(IS_WITHIN_THE_WINDOW)
    for asked, seen in STANDS_ABOVE.items():
        one.follow(f"/?{asked}", seen).page.wait_for_function(IS_WITHIN_THE_WINDOW)


def test_a_search_that_names_no_project_says_what_would_lead_on(visit):
    page = visit("desk").open("/?q=muesum&lang=en").wait_for_map().page
    field, card = page.locator(".city-filters input[type=search]"), page.locator(".city-card h2")
    hint = page.locator(".city-empty button.city-hint").first
    expect(hint).to_contain_text("Museum")  # a slip: what was meant
    hint.click()
    expect(card).to_contain_text("Museum")
    page.locator(".city-card-close").click()
    field.fill("国家绿色工业园区")  # only counted: what counts it
    expect(page.locator(".city-empty")).to_contain_text("the report speaks of it")
    name = hint.text_content()
    hint.click()
    expect(card).to_have_text(name)
    page.locator(".city-card-close").click()
    field.fill("metro")
    page.locator('.city-filters input[value="ecology-rural"]').click()
    empty = page.locator(".city-empty")
    expect(empty).to_contain_text("No project fits all of these together.")
    expect(empty.locator(":scope > ul > li")).to_have_count(2)  # one way out for each filter
    # The search alone finds projects: nothing says that none is called so.
    expect(page.get_by_text("No project is called so")).to_have_count(0)


def test_a_filter_never_moves_the_camera_and_what_lies_outside_the_view_is_shown_when_asked(visit):
    one = visit().open(f"/?{CENTRE}&z=13&lang=en").wait_for_map()
    page = one.page
    label = page.locator(".city-list-tools label")
    seen = count_in(label.inner_text())
    assert 0 < seen < PLACED
    label.locator("input").check()
    rows = page.locator(".city-list tbody.is-placed tr[data-id]")
    expect(rows).to_have_count(seen)
    expect(page.locator(".city-list tbody.is-unplaced tr[data-id]")).to_have_count(TOTAL - PLACED)
    before = one.map_data("camera")
    bar = page.locator(".city-sight")
    for sector in ("industry", "roads"):
        box = page.locator(f'.city-filters input[name="sector"][value="{sector}"]')
        box.click()
        placed = sum(project.sector == sector for project in CATALOGUE.placed)
        expect(page.locator(".city-map")).to_have_attribute("data-shown", str(placed))
        expect(bar).to_contain_text(f"of {placed} are outside this view")
        page.wait_for_function("one => location.search.includes(`sector=${one}`)", arg=sector)
        assert one.map_data("camera") == before
        assert "lat=37.86" in page.url
        box.click()
        expect(rows).to_have_count(seen)
    bar.get_by_role("button", name="Show all").click()
    expect(bar).to_be_hidden()
    expect(rows).to_have_count(PLACED)
    expect(page.locator(".city-map")).to_have_attribute("data-shown", str(PLACED))


def test_the_list_fits_says_changes_and_restores_its_order_and_leads_to_those_without_a_place(
    visit,
):
    page = visit().open("/?lang=en").wait_for_map().page
    lines = page.locator(".city-row-name").evaluate_all(
        "names => names.map((one) =>"
        " one.clientHeight / parseFloat(getComputedStyle(one).lineHeight))"
    )
    assert max(lines) < 2.5
    tools = page.locator(".city-list-tools")
    expect(tools).to_contain_text("In the order of the report")
    own = placed_rows(page)
    page.get_by_role("columnheader", name="Project").get_by_role("button").click()
    expect(tools).to_contain_text("Sorted by: Project")
    assert placed_rows(page) != own
    tools.get_by_role("button", name="Order of the report").click()
    assert placed_rows(page) == own
    tools.get_by_role("button", name="without a place").click()
    expect(page.locator(".city-group")).to_be_in_viewport()
    # Where no year is promised, the other columns fill the list.
    for choice in ("completed", "culture-tourism"):
        page.locator(f'.city-filters input[value="{choice}"]').click()
    expect(page.locator(".city-list th.is-due")).to_be_hidden()
    gap = page.locator(".city-list table").evaluate(
        "(table) => table.getBoundingClientRect().right"
        " - table.querySelector('th.is-status').getBoundingClientRect().right"
    )
    assert abs(gap) < 1


def test_a_place_searched_for_finds_what_lies_there_or_leads_to_what_is_near(visit):
    page = visit("desk").open("/?q=%E5%B0%8F%E5%BA%97%E5%8C%BA").wait_for_map().page
    there = {project.id for project in CATALOGUE.projects if "140105" in project.districts}
    found = page.locator(".city-list tr[data-id]").evaluate_all(
        "rows => rows.map((row) => row.dataset.id)"
    )
    assert there <= set(found)
    page.locator(".city-filters input[type=search]").fill("晋祠镇")
    hint = page.locator(".city-empty a").first
    expect(hint).to_contain_text("晋祠镇")
    hint.click()
    expect(page.locator("#near-sentence")).to_be_visible()


def test_the_legend_shows_each_status_as_a_place_and_as_a_line_and_nothing_is_cut(visit):
    one = visit().open("/?lang=zh").wait_for_map()
    one.page.locator(".city-legend summary").click()

    def check_legend() -> None:
        entries = one.page.locator(".city-legend ul.is-status li")
        expect(entries).to_have_count(6)
        expect(entries.locator("svg")).to_have_count(6)
        expect(entries.locator("canvas")).to_have_count(6)
        for text in GROUND[lang]:
            expect(one.page.locator(".city-legend ul.is-ground")).to_contain_text(text)
        cut = one.page.locator(".city-legend[open]").evaluate(
            "(legend) => [...legend.querySelectorAll('li, h3')].filter((one) =>"
            " one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right"
            " > legend.getBoundingClientRect().right).map((one) => one.textContent)"
        )
        assert (lang, one.is_phone, cut) == (lang, one.is_phone, [])

    lang = "zh"
    check_legend()
    one.turn_into_phone()
    check_legend()
    lang = "en"
    one.switch_language(lang)
    check_legend()
    one.turn_back()
    check_legend()


def test_on_a_phone_the_map_begins_near_the_top_lets_the_page_scroll_and_covers_no_button(visit):
    one = visit("phone").open("/?lang=zh").wait_for_map()
    page = one.page
    touch = page.locator(".city-map").evaluate("(map) => getComputedStyle(map).touchAction")
    assert touch in {"pan-x pan-y", "auto"}
    assert one.measure_overflow() == 0
    covered = {}
    for lang in ("zh", "en"):
        if lang == "en":
            one.resize(390, 844).switch_language(lang)
        assert page.locator(".city-map-frame").bounding_box()["y"] <= 120, lang
        for width in (320, 360, 390, 820):
            one.resize(width, 640)
            expect(page.locator(".city-sight button")).to_be_visible()
            covered[lang, width] = page.evaluate(COVERED)
            # What lies outside the view is told where nothing else stands over the map.
            page.wait_for_function(STANDS_FREE)
    assert {seen: found for seen, found in covered.items() if found} == {}


def test_no_cell_of_the_promises_lies_upon_the_next(visit):
    page = visit().open("/promises?lang=en").page
    expect(page.locator(".city-change").first).to_be_visible()
    outside = page.locator("td .city-change").evaluate_all(
        "marks => marks.filter((one) => one.getBoundingClientRect().right"
        " > one.closest('td').getBoundingClientRect().right).length"
    )
    assert outside == 0


def test_on_a_phone_a_choice_folds_the_filters_back_closes_the_card_and_the_head_changes_report(
    visit,
):
    page = visit("phone").open("/?lang=en").wait_for_map().page
    choice = page.locator('.city-choice:has(input[value="roads"])')
    expect(choice).not_to_be_in_viewport()
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(choice).to_be_in_viewport()
    choice.click()
    expect(page.locator('[data-testid="stSidebar"]')).to_have_attribute("data-collapsed", "true")
    roads = [one for one in CATALOGUE.projects if one.sector == "roads"]
    expect(page.locator(".city-list tr[data-id]")).to_have_count(len(roads))
    page.wait_for_function("() => location.search.includes('sector=roads')")
    page.locator(".city-row-name").nth(1).click()
    expect(page.locator(".city-card h2")).to_be_visible()
    page.wait_for_function("() => location.search.includes('sel=')")
    page.go_back()
    expect(page.locator(".city-card")).to_have_count(0)
    assert "sector=roads" in page.url
    page.locator(".city-row-name").nth(2).click()
    page.locator(".city-card-close").click()
    page.wait_for_function("() => !location.search.includes('sel=')")
    expect(page.locator(".city-card")).to_have_count(0)
    page.go_forward()  # closing went back over the step, it made none
    expect(page.locator(".city-card h2")).to_be_visible()
    page.locator(".city-card-close").click()
    expect(page.locator(".city-card")).to_have_count(0)
    page.locator(".city-reports summary").click()
    page.locator(".city-reports").get_by_role("link", name="2023").click()
    page.wait_for_url("**report=taiyuan-2023**")


def test_on_a_phone_the_head_itself_searches_and_enter_shows_what_it_found(visit):
    page = visit("phone").open("/?lang=en").wait_for_map().page
    field = page.locator(".st-key-head_search").get_by_role("searchbox")
    field.fill("metro")
    field.press("Enter")
    expect(page.locator(".city-map")).to_have_attribute("data-shown", "3")
    expect(page.locator(".city-map")).to_be_focused()
    expect(page.locator(".city-list tr[data-id]").first).to_be_in_viewport()
    # What the head searches the drawer knows; there it is not asked a second time.
    page.get_by_role("button", name="Filter", exact=True).click()
    expect(page.locator(".city-filters .city-search input")).to_be_hidden()
    expect(page.locator(".city-filters .city-search input")).to_have_value("metro")


def test_enter_takes_the_first_place_offered_and_its_map_says_as_of_when_the_report_speaks(visit):
    one = visit("phone").open("/nearby?lang=zh")
    page = one.page
    place = page.request.get(f"{one.base}/places?q=学府街&lang=zh").json()["places"][0]
    field = page.get_by_role("combobox")
    field.fill("学府街")
    expect(page.get_by_role("option").first).to_contain_text(place["name"])
    field.press("Enter")
    expect(page).to_have_url(re.compile("near="))
    near = re.search(r"near=([\d.]+)(?:,|%2C)([\d.]+)", page.url)
    assert [float(one) for one in near.groups()] == pytest.approx(
        [place["lon"], place["lat"]], abs=1e-4
    )
    expect(page.locator(".city-as-of")).to_contain_text(str(CATALOGUE.metadata.report_date)[:4])
