"""Journeys over the map page, on the real server and the real catalogue."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, Page, expect

from projects.catalogue import read_catalogue

CATALOGUE = read_catalogue()
TOTAL = len(CATALOGUE.projects)
PLACED = len(CATALOGUE.placed)
Visitor = Callable[..., object]
COUNTS = {
    "zh-CN": f"地图上 {PLACED} 个 + 没有位置 {TOTAL - PLACED} 个 = 共 {TOTAL} 个项目",
    "en": f"{PLACED} on the map + {TOTAL - PLACED} without a place = {TOTAL} projects",
}


WRITTEN = [
    ("晋阳湖", "jinyang-lake"),
    ("河龙湾", "metro-1-p1"),
    ("jinyanghu", "jinyang-lake"),
    ("西山矿务局", "metro-1-p1"),
    ("jyh", "jinyang-lake"),
    ("大孟", "dayu-new-town"),
    ("Jinyang Lake", "jinyang-lake"),
]
"""Ways of writing and what they find; none is answered by what stood there for the one before."""


def choice(page: Page, facet: str, slug: str) -> Locator:
    return page.locator(f'.city-filters input[name="{facet}"][value="{slug}"]')


def choose(page: Page, facet: str, slug: str) -> None:
    choice(page, facet, slug).click()


def shown(page: Page, number: int) -> None:
    expect(page.locator(".city-map")).to_have_attribute("data-shown", str(number))


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def placed_with(**wanted: str) -> int:
    return sum(
        all(getattr(project, name) == value for name, value in wanted.items())
        for project in CATALOGUE.placed
    )


def note_sent(one) -> list[object]:
    """Note what the page tells the server from when it is opened."""
    sent: list[object] = []

    def listen(socket):
        def keep(frame):
            sent.append(frame)

        socket.on("framesent", keep)

    one.listen("websocket", listen)
    return sent


def check_counts(one, lang: str) -> None:
    assert one.map_data("shown") == str(PLACED)
    assert one.map_data("selected") == ""
    assert one.map_data("inits") == "1"
    assert one.page.get_attribute("html", "lang") == lang
    expect(one.page.locator(".city-as-of")).to_contain_text(str(CATALOGUE.metadata.report_date)[:4])
    expect(one.page.locator(".city-count")).to_have_text(COUNTS[lang])


@pytest.mark.parametrize(
    ("size", "path", "langs"),
    [("desk", "/", ("zh-CN", "en")), ("phone", "/?lang=en", ("en", "zh-CN"))],
)
def test_the_map_shows_and_counts_every_project_and_asks_no_other_host(visit, size, path, langs):
    one = visit(size, is_watched=True).open(path).wait_for_map()
    first, second = langs
    check_counts(one, first)
    one.switch_language(second[:2])
    check_counts(one, second)
    one.wait_until_idle()
    assert one.outside == []
    assert one.faults == []


def test_a_first_visit_fetches_no_font(browser, server):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(0)
    fetched = []
    page = context.new_page()
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(server)
    page.wait_for_selector(".city-map[data-ready=true]")
    page.wait_for_load_state("networkidle")
    # What the wide window does not fetch is not held when it becomes a narrow one.
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("() => new Promise(requestAnimationFrame)")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert any(one.endswith(".css") or ".css?" in one for one in fetched)
    assert [one for one in fetched if "woff" in one] == []
    context.close()


def test_a_filter_changes_map_list_count_and_address_together_and_back_undoes_it(visit):
    one = visit()
    sent = note_sent(one)
    page = one.open("/").wait_for_map().page
    shown_at_once, sentence, other = page.evaluate(
        "() => {"
        " document.querySelector('.city-filters input[value=roads]').click();"
        " const box = document.querySelector('.city-filters input[value=planned]');"
        " return [document.querySelector('.city-map').dataset.shown,"
        "  document.querySelector('.city-count').textContent,"
        "  box.closest('label').querySelector('.city-number').textContent]; }"
    )
    roads = [project for project in CATALOGUE.projects if project.sector == "roads"]
    # The page answers before the server does.
    assert shown_at_once == str(placed_with(sector="roads"))
    assert f"共 {len(roads)} 个项目" in sentence
    assert other == str(sum(project.status == "planned" for project in roads))
    page.wait_for_function("() => location.search === '?sector=roads'")
    expect(page.locator(".city-count")).to_contain_text(f"共 {len(roads)} 个项目")
    expect(page.locator(".city-list tr[data-id]")).to_have_count(len(roads))
    choose(page, "status", "completed")
    shown(page, placed_with(sector="roads", status="completed"))
    page.wait_for_function("() => location.search === '?sector=roads&status=completed'")
    one.wait_until_idle()
    sent.clear()
    page.go_back()
    shown(page, placed_with(sector="roads"))
    expect(choice(page, "status", "completed")).not_to_be_checked()
    assert len(sent) == 1, "Streamlit is not to run the page anew beside its own answer"
    page.go_back()
    shown(page, PLACED)
    page.go_forward()
    shown(page, placed_with(sector="roads"))
    assert one.map_data("inits") == "1"


def test_a_slow_server_takes_no_answer_back(visit):
    one = visit()
    page = one.page
    held, is_slow = [], []

    def pass_through(socket):
        server = socket.connect_to_server()
        socket.on_message(
            lambda message: held.append((server, message)) if is_slow else server.send(message)
        )

    def release_next():
        while not held:
            page.evaluate("() => new Promise(requestAnimationFrame)")
        server, message = held.pop(0)
        server.send(message)

    page.route_web_socket(re.compile("/_stcore/stream"), pass_through)
    one.open("/").wait_for_map()
    page.evaluate(
        "() => { const map = document.querySelector('.city-map'); const seen = [];"
        " const look = () => { const now = `${map.dataset.shown}"
        " ${document.querySelector('.city-count').textContent}`;"
        " if (now !== seen.at(-1)) seen.push(now); };"
        " look();"
        " new MutationObserver(look).observe(document.body,"
        "  { subtree: true, childList: true, characterData: true, attributes: true });"
        " globalThis.seen = seen; }"
    )
    is_slow.append(True)
    choose(page, "sector", "roads")
    choose(page, "sector", "industry")
    release_next()
    page.wait_for_function("() => location.search === '?sector=roads'")
    is_slow.clear()
    while held:
        release_next()
    page.wait_for_function("() => location.search === '?sector=industry,roads'")
    both = [project for project in CATALOGUE.projects if project.sector in {"roads", "industry"}]
    seen = [text.split(" ", 1) for text in page.evaluate("() => globalThis.seen")]
    assert [shown for shown, _ in seen] == [
        str(PLACED),
        str(placed_with(sector="roads")),
        str(placed_with(sector="roads") + placed_with(sector="industry")),
    ]
    assert f"共 {len(both)} 个项目" in seen[-1][1]


def test_quick_clicks_end_where_the_reader_ended(visit):
    one = visit().open("/").wait_for_map()
    one.page.evaluate(
        "() => { for (const slug of ['roads', 'industry', 'roads', 'commerce'])"
        " document.querySelector(`.city-filters input[value=${slug}]`).click(); }"
    )
    wanted = placed_with(sector="industry") + placed_with(sector="commerce")
    shown(one.page, wanted)
    one.page.wait_for_function("() => location.search === '?sector=commerce,industry'")
    one.wait_until_idle()
    shown(one.page, wanted)


def test_pans_and_zooms_never_rerun_the_script_and_ten_filters_keep_map_and_camera(visit):
    one = visit()
    sent = note_sent(one)
    page = one.open("/").wait_for_map().wait_until_idle().page
    assert sent
    sent.clear()
    box = page.locator(".city-map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for step in range(3):
        before = page.url
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40 + step, y + 25, steps=4)
        page.mouse.up()
        page.wait_for_function("before => location.href !== before", arg=before)
    camera = query(page)
    page.mouse.wheel(0, -240)
    page.wait_for_function(
        "z => new URLSearchParams(location.search).get('z') !== z", arg=camera["z"]
    )
    one.wait_until_idle()
    assert sent == []
    camera = query(page)
    assert set(camera) == {"lat", "lon", "z"}
    for slug in ("roads", "industry", "commerce", "culture-tourism", "innovation") * 2:
        before = one.map_data("shown")
        choose(page, "sector", slug)
        page.wait_for_function(
            "before => document.querySelector('.city-map').dataset.shown !== before", arg=before
        )
    shown(page, PLACED)
    assert one.map_data("inits") == "1"
    assert {name: query(page)[name] for name in camera} == camera


def test_a_link_restores_the_whole_view_and_the_other_language_keeps_it(visit):
    link = "/?sector=rail-transit,roads&q=%E7%BA%BF&sel=metro-1-p1&lat=37.86000&lon=112.56000&z=12"
    one = visit().open(link).wait_for_map()
    page = one.page
    assert one.map_data("selected") == "metro-1-p1"
    name = page.locator("#city-card-name")
    expect(name).to_have_text("轨道交通1号线一期")
    expect(choice(page, "sector", "roads")).to_be_checked()
    view = {
        "sector": "rail-transit,roads",
        "q": "线",
        "sel": "metro-1-p1",
        "lat": "37.86000",
        "lon": "112.56000",
        "z": "12",
    }
    assert query(page) == view
    page.locator(".city-language").click()
    page.wait_for_function("() => document.documentElement.lang === 'en'")
    expect(name).to_have_text("Metro Line 1, phase 1")
    assert query(page) == view | {"lang": "en"}
    assert one.map_data("inits") == "1"
    card = page.locator(".city-card")
    for text in (
        "Metro Line 1, phase 1",
        "Urban rail",
        "Under construction",
        "2024",
        "promised",
        "known from elsewhere",
        "Length of what is drawn",
        "28.6 km",
        "S7.P1",
        "年底建成通车",
        "Permanent link",
    ):
        expect(card).to_contain_text(text)


def test_what_a_link_names_wrongly_is_dropped_with_a_notice_and_tags_take_away_the_rest(visit):
    asked = "sector=roads,magic&status=under-construction&district=140108"
    page = visit().open(f"/?{asked}&sel=atlantis&base=mars&z=99").wait_for_map().page
    kept = {"sector": "roads", "status": "under-construction"}
    there = [project for project in CATALOGUE.placed if "140108" in project.districts]
    shown(page, sum((one.sector, one.status) == tuple(kept.values()) for one in there))
    notice = page.locator(".city-notice")
    for part in ("sector=magic", "sel=atlantis", "base=mars", "z=99"):
        expect(notice).to_contain_text(part)
    page.locator(".st-key-dropped-close button").click()
    expect(notice).to_have_count(0)
    page.locator(".st-key-tag-district-140108 button").click()
    shown(page, placed_with(**kept))
    page.locator(".st-key-clear button").click()
    shown(page, PLACED)
    page.wait_for_function("() => !/sector|status|district/.test(location.search)")


def test_search_finds_every_way_of_writing_and_says_what_other_reports_hold(visit):
    page = visit().open("/").wait_for_map().page
    maps = page.locator(".city-map").get_attribute("data-inits")
    field = page.locator(".city-search input")
    for text, first in WRITTEN:
        field.fill(text)
        field.press("Enter")
        page.wait_for_function(
            "text => new URLSearchParams(location.search).get('q') === text", arg=text
        )
        expect(page.locator(f'.city-list tr[data-id="{first}"]'), text).to_be_visible()
        expect(page.locator(".st-key-tag-q"), text).to_contain_text(text)
    field.fill("ditie")
    expect(page.locator(".city-others")).to_be_visible()
    field.fill("")
    expect(page.locator(".city-others")).to_have_count(0)
    expect(page.locator(".city-map")).to_have_attribute("data-inits", str(maps))


def test_the_list_selects_with_the_keyboard_and_gives_the_way_back_and_the_map_with_a_click(visit):
    one = visit().open("/?q=%E6%99%8B%E9%98%B3%E6%B9%96&lat=37.76598&lon=112.50111&z=14")
    page = one.wait_for_map().page
    selected, name = page.locator(".city-map"), page.locator("#city-card-name")
    row = page.locator('.city-list tr[data-id="jinyang-lake"] button')
    row.focus()
    page.keyboard.press("Enter")
    expect(selected).to_have_attribute("data-selected", "jinyang-lake")
    expect(name).to_be_focused()
    assert query(page)["sel"] == "jinyang-lake"
    page.locator(".city-card-close").focus()
    page.keyboard.press("Enter")
    expect(selected).to_have_attribute("data-selected", "")
    expect(row).to_be_focused()
    assert "sel" not in query(page)
    box = selected.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(selected).to_have_attribute("data-selected", "jinyang-lake")
    expect(name).to_have_text("晋阳湖景区")


def test_projects_at_one_place_stay_reachable(visit):
    page = (
        visit().open("/?district=140122&lang=en&lat=38.17704&lon=112.7231&z=13").wait_for_map().page
    )
    box = page.locator(".city-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    chooser = page.locator(".city-chooser")
    expect(chooser).to_contain_text("Dayu Industrial New Town")
    chooser.get_by_role("button", name="HKC").click()
    expect(page.locator(".city-map")).to_have_attribute("data-selected", "huike-copper-foil-1")


def test_columns_sort_and_an_online_base_map_is_asked_only_when_chosen(visit):
    one = visit(is_watched=True).open("/?lang=en").wait_for_map()
    page = one.page
    header = page.get_by_role("columnheader", name="Due")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    dues = page.locator(".city-list tbody.is-placed td.is-due").all_inner_texts()
    years = [text for text in dues if text]
    assert years == sorted(years)
    assert dues[: len(years)] == years
    # Who has no place keeps to a group of its own.
    expect(page.locator(".city-list tbody.is-unplaced tr[data-id]")).to_have_count(TOTAL - PLACED)
    expect(page.locator(".city-list tbody.is-unplaced small").first).not_to_be_empty()
    page.get_by_role("button", name="Base map").click()
    assert one.outside == []
    page.get_by_label("OpenStreetMap (online)").click()
    # Nothing answers here: after a few tiles the embedded map is back, with a word about it.
    expect(page.locator(".city-map-notice")).to_contain_text("cannot be reached")
    assert one.outside
    assert all(address.startswith("https://tile.openstreetmap.org/") for address in one.outside)
    page.wait_for_function("() => !location.search.includes('base=')")


def test_health_data_and_headers(server):
    with urlopen(f"{server}/healthz") as answer:
        assert answer.status == 200
    with urlopen(f"{server}/data/taiyuan-2024.geojson") as answer:
        collection = json.load(answer)
        assert len(collection["features"]) == TOTAL
        assert answer.headers["ETag"]
    with urlopen(f"{server}/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert "default-src 'self'" in policy
