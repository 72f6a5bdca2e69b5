"""The story editor: steps from the map, kept by the browser, shown, handed on, never lost."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from app.show.story import decode_story

pytestmark = pytest.mark.browser
STEPS = ".story-steps > li"


def query(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def titles(page):
    return page.locator(".story-fields .is-zh input").evaluate_all(
        "(fields) => fields.map((field) => field.value || field.placeholder)"
    )


def editor(visit, path="/story", story=None, **options):
    """Open the editor; with a shipped story as the draft where its number is given."""
    one = visit(**options).open(path)
    one.page.wait_for_selector(".story-shelf")
    if story is not None:
        one.page.locator(".story-shipped button").nth(story).click()
        one.page.wait_for_selector(".story-count:not(:empty)")
    return one


def test_views_become_a_story_that_is_shown_and_opened_again(visit, tmp_path):
    one = visit(is_watched=True).open("/?sector=roads").wait_for_map()
    page = one.page
    take = page.locator(".city-hand-on > .city-take")
    take.click()
    expect(page.locator(".city-story-bar p")).to_contain_text("第 1 步")
    page.locator(".city-map").hover()
    page.mouse.wheel(0, -240)
    expect(page).to_have_url(re.compile("[?&]z="))
    one.wait_until_idle()
    seen = query(page)
    take.click()
    expect(page.locator(".city-story-bar p")).to_contain_text("第 2 步")
    page.locator(".city-story-bar a").click()
    expect(page.locator(STEPS)).to_have_count(2)
    expect(page.locator(".story-count").last).to_contain_text("8")
    assert titles(page) == ["道路", "道路"]
    assert page.locator(".story-look img").first.evaluate("(one) => one.decode().then(() => true)")
    address = page.locator(".story-link input").input_value()
    story = decode_story(parse_qs(urlsplit(address).query)["story"][0])
    assert [step.view for step in story.steps] == [
        "sector=roads",
        f"sector=roads&lat={seen['lat']}&lon={seen['lon']}&z={seen['z']}",
    ]
    with page.expect_download() as held:
        page.locator("[data-make=json]").click()
    file = tmp_path / "story.json"
    held.value.save_as(file)
    assert len(json.loads(file.read_text(encoding="utf-8"))["steps"]) == len(story.steps)
    again = editor(visit).page
    again.locator("input[type=file]").set_input_files(file)
    expect(again.locator(STEPS)).to_have_count(2)
    again.locator(".story-tools .is-main").click()
    again.wait_for_selector(".show .city-map[data-ready=true]")
    expect(again.locator(".show-number")).to_have_text("1 / 2")
    assert one.outside == []
    assert one.faults == []


def test_a_story_outlives_reload_rehearsal_and_a_closed_tab(visit):
    one = editor(visit, story=1)
    page = one.page
    name = page.locator(".story-titles input").first
    name.fill("我的讲述")
    page.reload()
    expect(name).to_have_value("我的讲述")
    expect(page.locator(".story-own [aria-current]")).to_contain_text("我的讲述")
    page.locator(".story-tools .is-main").click()
    page.wait_for_selector(".show .city-map[data-ready=true]")
    page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    page.wait_for_selector(STEPS)
    assert urlsplit(page.url).path == "/story"
    expect(name).to_have_value("我的讲述")
    tab = page.context.new_page()
    tab.goto(one.base + "/story")
    tab.locator(".story-titles input").first.fill("另一个标签页")
    tab.close()
    page.reload()
    expect(name).to_have_value("另一个标签页")


def test_a_step_takes_another_view_on_the_map(visit):
    one = editor(visit, story=1)
    page = one.page
    page.locator(".story-look").nth(1).click()
    page.wait_for_selector(".city-map[data-ready=true]")
    expect(page.locator(".city-story-bar")).to_contain_text("第 2 步")
    page.reload()
    page.wait_for_selector(".city-map[data-ready=true]")
    page.locator(".city-map").hover()
    before = query(page)["z"]
    page.mouse.wheel(0, -240)
    expect(page).not_to_have_url(re.compile(rf"z={before}(&|$)"))
    one.wait_until_idle()
    zoom = query(page)["z"]
    page.locator(".city-story-bar .is-main").click()
    page.wait_for_selector(STEPS)
    kept = page.evaluate(
        "() => JSON.parse(localStorage[`city-story/${localStorage['city-story-current']}`])"
    )
    assert f"z={zoom}" in kept["steps"][1]["view"]


def test_a_deleted_story_is_asked_about_once_and_comes_back(visit):
    page = editor(visit, "/story?lang=en", story=1).page
    delete = page.get_by_role("button", name="Delete the story")
    delete.click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".story-own li")).to_have_count(1)
    delete.click()
    page.locator(".story-dialog .is-main").click()
    expect(page.locator(".story-own li")).to_have_count(0)
    page.reload()
    page.locator(".story-removed summary").click()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".story-own li")).to_have_count(1)
    assert len(titles(page)) > 1


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })",
         "keeps nothing"),
        ("Storage.prototype.setItem = () => { throw new DOMException('x', 'QuotaExceededError'); }",
         "store is full"),
    ],
)  # fmt: skip
def test_a_browser_that_keeps_nothing_says_so_and_goes_on(visit, script, said):
    one = visit().run_first(script)
    page = one.open("/?lang=en&sector=roads").wait_for_map().page
    page.locator(".city-hand-on > .city-take").click()
    page.locator(".city-story-bar a").click()
    expect(page.locator(STEPS)).to_have_count(1)
    expect(page.locator(".story-notice.is-fault").first).to_contain_text(said)
    page.locator(".story-tools .is-main").click()
    page.wait_for_selector(".show .city-map[data-ready=true]")
    assert one.faults == []


def test_steps_move_and_are_taken_back_and_a_long_story_is_shown_without_a_link(visit):
    page = editor(visit, story=1).page
    before = titles(page)
    page.locator(".story-handle").first.focus()
    page.keyboard.press("ArrowDown")
    moved = [before[1], before[0], *before[2:]]
    assert titles(page) == moved
    expect(page.locator(".story-handle").nth(1)).to_be_focused()
    page.keyboard.press("Control+z")
    assert titles(page) == before
    start = page.locator(".story-handle").nth(1).bounding_box()
    first = page.locator(STEPS).first.bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, first["y"] + 10, steps=6)
    page.mouse.up()
    assert titles(page) == moved
    page.locator(STEPS).first.get_by_role("button", name="删除第 1 步").click()
    assert titles(page) == moved[1:]
    page.locator(".story-notice button").click()
    assert titles(page) == moved
    page.locator(".story-shipped button").first.click()
    expect(page.locator(STEPS)).to_have_count(11)
    page.locator(".story-tools .is-main").click()
    page.wait_for_selector(".show .city-map[data-ready=true]")
    expect(page.locator(".show-number")).to_have_text(re.compile(r"^1 / 11$"))
    page.keyboard.press("PageDown")
    expect(page.locator(".show-number")).to_have_text("2 / 11")


def test_a_talk_ends_on_a_card_that_leads_on_and_escape_leads_back_to_the_map(visit):
    one = visit().open("/present?story=opens-2024").wait_for_map()
    page = one.page
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    card = page.locator("#show-closing")
    expect(card).to_be_visible()
    expect(card.locator("a")).to_have_text(re.compile("/present\\?story=opens-2024$"))
    assert card.locator("img").evaluate("(code) => code.decode().then(() => code.naturalWidth)")
    expect(card).to_contain_text("OpenStreetMap")
    page.keyboard.press("PageUp")
    expect(card).to_be_hidden()
    last = page.locator(".show-number").inner_text()
    page.locator("[data-do=next]").click()
    expect(card).to_be_visible()
    page.keyboard.press("Home")
    expect(card).to_be_hidden()
    assert page.locator(".show-number").inner_text() != last
    assert one.faults == []
    page.keyboard.press("Escape")
    page.wait_for_selector(".stApp .city-map[data-ready=true]")
    assert urlsplit(page.url).path == "/"


def test_the_editor_is_for_everyone_refuses_a_wrong_file_and_makes_one_that_opens(visit, tmp_path):
    one = editor(visit, "/story?lang=en", story=1)
    for size in ("desk", "phone"):
        if size == "phone":
            one.turn_into_phone()
        assert (size, one.find_violations()) == (size, [])
        assert (size, one.measure_overflow()) == (size, 0)
    assert one.faults == []
    one.turn_back()
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"steps": [{"view": 1}]}', encoding="utf-8")
    before = titles(one.page)
    assert len(before) > 1
    one.page.locator("input[type=file]").set_input_files(wrong)
    expect(one.page.locator(".story-notice.is-fault:visible")).to_contain_text("Step 1")
    assert titles(one.page) == before
    with one.page.expect_download() as held:
        one.page.locator("[data-make=html]").click()
    file = tmp_path / "story.html"
    held.value.save_as(file)
    # The file opens on its first step, with the filters folded away.
    page = one.page.context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector(".city-map[data-ready=true]")
    expect(page.locator(".file-story-number")).to_have_text(re.compile("^1 of"))
    assert page.locator(".file-filters").get_attribute("open") is None
    page.close()


def test_the_head_of_a_phone_keeps_one_row_and_leads_to_every_page(visit):
    page = visit("phone").open("/?lang=en").wait_for_map().page
    nav = page.locator(".city-masthead nav")
    assert nav.evaluate("(one) => one.scrollWidth <= one.clientWidth")
    page.locator(".city-more summary").click()
    for name in ("Overview", "Report", "Changes", "What meets what", "Stories", "About"):
        expect(nav.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".city-more summary")).to_be_focused()
    page.locator(".city-more summary").click()
    nav.get_by_role("link", name="Stories").click()
    page.wait_for_selector(".story-shelf")
