"""What goes wrong around an open page: the server restarts, the line drops, a part fails."""

import re

import pytest
from playwright.sync_api import Page, expect

from projects.catalogue import read_catalogue
from projects.filters import make_filters, select_projects

CATALOGUE = read_catalogue()
READY = ".city-map[data-ready=true]"
SMALL_DESK = {"width": 1280, "height": 800}
LARGE_LETTERS = "document.documentElement.style.setProperty('font-size', '30px', 'important')"


def choose(page: Page, facet: str, slug: str) -> None:
    page.locator(f'.city-filters input[name="{facet}"][value="{slug}"]').click()


def count(**chosen: list[str]) -> int:
    return select_projects(CATALOGUE, filters=make_filters(chosen)).total


def expect_shown(page: Page, **chosen: list[str]) -> None:
    """Expect list, sentence, tags and address to say one choice."""
    wanted = count(**chosen)
    expect(page.locator(".city-list tr[data-id]")).to_have_count(wanted)
    expect(page.locator(".city-count")).to_contain_text(f"= {wanted} project")
    for facet, slugs in chosen.items():
        expect(page).to_have_url(re.compile(f"{facet}={','.join(sorted(slugs))}(&|$)"))
        for slug in slugs:
            expect(page.locator(f".st-key-tag-{facet}-{slug}")).to_be_visible()


@pytest.fixture
def page(visit):
    opened = visit(is_fresh=True).page
    opened.set_viewport_size(SMALL_DESK)
    return opened


def expect_said(page: Page, **chosen: list[str]) -> None:
    """Expect the page itself to answer, whether or not the server hears it."""
    wanted = count(**chosen)
    expect(page.locator(".city-list tr[data-id]")).to_have_count(wanted)
    expect(page.locator(".city-count")).to_contain_text(f"= {wanted} project")


def test_clicks_count_after_the_server_was_started_again_and_those_made_while_it_was_away(
    page, start, tmp_path
):
    process, base = start(tmp_path / "log.txt")
    port = int(base.rpartition(":")[2])
    try:
        page.goto(f"{base}/?lang=en")
        page.wait_for_selector(READY)
        choose(page, "sector", "roads")
        expect_shown(page, sector=["roads"])
        process.kill()
        process.wait()
        with page.expect_websocket(predicate=lambda line: "_stcore/stream" in line.url):
            process, _ = start(tmp_path / "log.txt", port=port)
        choose(page, "sector", "industry")
        expect_shown(page, sector=["industry", "roads"])

        process.kill()
        process.wait()
        expect(
            page.get_by_role("status").filter(has_text="does not answer just now")
        ).to_be_visible()
        choose(page, "sector", "roads")
        expect_said(page, sector=["industry"])
        choose(page, "status", "completed")
        expect_said(page, sector=["industry"], status=["completed"])
        process, _ = start(tmp_path / "log.txt", port=port)
        expect_shown(page, sector=["industry"], status=["completed"])
        expect(page.locator(".city-offline")).to_have_count(0)
        choose(page, "sector", "roads")
        expect_shown(page, sector=["industry", "roads"], status=["completed"])
    finally:
        process.kill()
        process.wait()


def test_a_line_that_dropped_comes_back_and_clicks_count_even_those_made_while_it_was_down(
    page, server
):
    lines, is_down = [], []

    def hold(line):
        if is_down:
            line.close()
        else:
            line.connect_to_server()
            lines.append(line)

    page.route_web_socket("**/_stcore/stream", hold)
    page.route("**/_stcore/h*", lambda route: route.abort() if is_down else route.fallback())
    page.goto(f"{server}/?lang=en")
    page.wait_for_selector(READY)
    choose(page, "sector", "roads")
    expect_shown(page, sector=["roads"])
    with page.expect_websocket():
        lines[-1].close()
    choose(page, "sector", "industry")
    expect_shown(page, sector=["industry", "roads"])

    is_down.append(True)
    lines[-1].close()
    choose(page, "sector", "roads")
    choose(page, "status", "completed")
    expect_said(page, sector=["industry"], status=["completed"])
    is_down.clear()
    expect_shown(page, sector=["industry"], status=["completed"])


def test_a_full_storage_takes_nothing_away(visit):
    one = visit().resize(**SMALL_DESK)
    one.run_first(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    for path in ("/present?lang=en", "/nearby?near=112.55,37.87&lang=en", "/?lang=en"):
        one.open(path).wait_for_map()
    choose(one.page, "sector", "roads")
    expect_shown(one.page, sector=["roads"])
    assert one.faults == []


def test_a_list_that_fails_leaves_map_filters_and_sentence(visit):
    one = visit().resize(**SMALL_DESK)
    one.run_first(
        "const make = document.createElement.bind(document);"
        "document.createElement = (tag, ...rest) => {"
        " if (tag === 'caption') throw new Error('the list fails'); return make(tag, ...rest); }"
    )
    page = one.open("/?lang=en").page
    choose(page, "sector", "roads")
    expect(page.locator(".city-count")).to_contain_text(f"= {count(sector=['roads'])} project")
    expect(page.locator(".st-key-tag-sector-roads")).to_be_visible()
    expect(page.locator(READY)).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("The list could not be shown")


def test_a_slow_line_brings_the_page_all_the_same(visit, server):
    page = visit().page
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 400, "downloadThroughput": 1e6, "uploadThroughput": 1e6},
    )
    page.goto(f"{server}/?lang=en")
    page.wait_for_selector(READY)
    choose(page, "sector", "roads")
    expect_shown(page, sector=["roads"])
    session.detach()  # the next who uses the tab has a good line


PAPERS = """(signs) => [...document.querySelectorAll(signs)]
    .map((one) => getComputedStyle(one).backgroundColor)"""
PAPER = "rgb(251, 250, 247)"


def find_papers(page: Page, signs: str) -> dict[str, set[str]]:
    """Find what signs stand on where colours are forced, by day and by night."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        found[scheme] = set(page.evaluate(PAPERS, signs))
    page.emulate_media(forced_colors="none", color_scheme="light")
    return found


def check_width(page: Page) -> None:
    """Check that nothing is wider than the window, and the map as wide as without a panel."""
    page.wait_for_function("document.querySelector('.city-map').clientWidth > 600")
    over = page.evaluate(
        "(document.querySelector('[data-testid=stMain]') ?? document.scrollingElement)"
        ".scrollWidth - innerWidth"
    )
    assert over <= 0, page.url


def test_forced_colours_leave_signs_on_paper_and_letters_of_twice_the_size_move_the_panels(visit):
    one = visit().resize(**SMALL_DESK)
    page = one.page
    one.open("/present?lang=en").wait_for_map()
    assert find_papers(page, ".show-legend svg") == {"light": {PAPER}, "dark": {PAPER}}
    one.open("/?lang=en").wait_for_map()
    page.wait_for_selector(".city-list svg")
    on_map = find_papers(page, ".city-list svg, .city-choice svg")
    assert on_map == {"light": {PAPER}, "dark": {PAPER}}
    page.evaluate(LARGE_LETTERS)
    check_width(page)
    one.follow("/nearby?near=112.55,37.87&lang=en", ".st-key-nearby-map .city-map[data-ready=true]")
    check_width(page)
    one.open("/overlaps?lang=en").wait_for_map()
    page.evaluate(LARGE_LETTERS)
    check_width(page)
