"""The story editor and the share panel as Streamlit runs them, without a browser."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from app.components import scripted, story_editor
from app.components.share_panel import FORMATS, share_panel_html
from app.errors import StoryFault
from app.messages import Words
from app.show.story import Step, Story, decode_story, list_stories, write_story
from app.words.story import fault_sentence
from projects.filters import Filters


@pytest.fixture
def sight(monkeypatch):
    """Replace the components; gives what the browser would tell the editor next."""
    told: list[dict[str, str]] = []

    def mount(*, key, on_seen):
        if told:
            import streamlit as st  # noqa: PLC0415 - inside the run of the script

            st.session_state[key] = {"seen": told.pop(0)}
            on_seen()

    for name in ("mount_atlas", "mount_address", "mount_filters", "mount_count"):
        monkeypatch.setattr(scripted, name, lambda *_, **__: None)
    monkeypatch.setattr(scripted, "mount_story_sight", mount)
    return told


def titles(app: AppTest) -> list[str]:
    draft = app.session_state["story-draft"]
    return [step.title_zh or step.title_en for step in draft.steps]


def see(app: AppTest, sight: list[dict[str, str]], **told: str) -> AppTest:
    sight.append(told)
    app.run()
    app.run()  # the component answers within a run, the page shows it in the next
    assert not app.exception
    return app


def test_what_is_seen_becomes_a_step_with_camera_and_without_language(run, html, sight):
    app = run(lang="en")
    see(app, sight, act="add", query="sector=roads&lat=37.9&lon=112.5&z=12&lang=en&utm=x")
    step = app.session_state["story-draft"].steps[0]
    assert step.view == "sector=roads&lat=37.90000&lon=112.50000&z=12"
    assert (step.title_zh, step.title_en) == (None, "Roads")
    assert "./present?lang=en&amp;story=~" in html(app)


def test_steps_are_renamed_moved_deleted_and_all_of_it_undone(run, sight):
    app = run()
    for query in ("sector=roads", "sector=industry"):
        see(app, sight, act="add", query=query)
    assert titles(app) == ["道路", "产业项目"]
    app.button(key="story-2-1-up").click().run()
    assert titles(app) == ["产业项目", "道路"]
    app.text_input(key="story-3-0-title").set_value("工厂").run()
    assert titles(app) == ["工厂", "道路"]
    app.button(key="story-3-1-remove").click().run()
    assert titles(app) == ["工厂"]
    for expected in (["工厂", "道路"], ["产业项目", "道路"], ["道路", "产业项目"], ["道路"], []):
        app.button(key="story-undo").click().run()
        assert titles(app) == expected
    assert "story-undo" not in {button.key for button in app.button}  # nothing is left to undo


def test_a_step_takes_the_view_seen_now_and_shows_it_again(run, sight):
    app = run()
    see(app, sight, act="add", query="sector=roads")
    see(app, sight, act="0", query="status=planned&sel=metro-3-p1")
    step = app.session_state["story-draft"].steps[0]
    assert step.view == "status=planned&sel=metro-3-p1"
    app.button(key="story-2-0-look").click().run()
    view = app.session_state["view"]
    assert view.filters.status == {"planned"}
    assert view.selected == "metro-3-p1"


def test_a_story_file_opens_and_its_download_is_the_same(run, html, sight):
    story = list_stories("taiyuan-2024")["opens-2024"]
    app = run()
    see(app, sight, act="file", query="", text=write_story(story).decode())
    assert len(titles(app)) == len(story.steps)
    shown = html(app)
    assert "data-story=" in shown  # too long for a link: it travels as a form
    assert "<script" not in shown


def test_a_wrong_file_is_refused_in_words_and_the_draft_stays(run, html, sight):
    app = run()
    see(app, sight, act="add", query="sector=roads")
    see(app, sight, act="file", query="", text=json.dumps({"steps": [{"view": 1}]}))
    assert titles(app) == ["道路"]
    words = Words("zh")
    shown = html(app)
    assert words("This file cannot be opened as a story:") in shown
    fault = StoryFault("wrong-type", step=1, field="view")
    assert fault_sentence(fault, words) in shown


def test_a_file_about_another_catalogue_is_refused(run, html, sight):
    story = Story(catalogue="elsewhere-2025", steps=(Step(title_zh="别处"),))
    app = run()
    see(app, sight, act="file", query="", text=write_story(story).decode())
    assert "elsewhere-2025" in html(app)
    assert app.session_state["story-draft"].steps == ()


@pytest.mark.usefixtures("sight")
def test_a_shipped_story_can_be_begun_with(run):
    app = run()
    app.button(key="story-chapters-2024-take").click().run()
    story = list_stories("taiyuan-2024")["chapters-2024"]
    assert titles(app) == [step.title_zh for step in story.steps]


def test_the_link_of_a_short_story_carries_it():
    story = Story(catalogue="c", steps=(Step(view="sector=roads", title_zh="题"),))
    link = story_editor.present_link_html(story, lang="zh", words=Words("zh"))
    code = link.split("story=")[1].split('"')[0]
    assert decode_story(code) == story


def test_hostile_titles_stay_text():
    step = Step(title_zh='"><img src=x onerror=alert(1)>', text_zh="</script>" * 20)
    story = Story(catalogue="c", steps=(step,) * 60)
    shown = story_editor.present_link_html(story, lang="zh", words=Words("zh"))
    assert "<img" not in shown
    assert "</script>" not in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_share_panel_offers_every_format_and_names_every_field(lang):
    panel = share_panel_html(Filters(), words=Words(lang))
    for kind in FORMATS:
        assert f'href="./export/{kind}"' in panel
    for field in ("page", "address", "frame"):
        assert f'id="city-share-{field}"' in panel
        assert f'for="city-share-{field}"' in panel


@pytest.mark.parametrize(
    ("chosen", "is_offered"),
    [((), False), (("140110",), True), (("140110", "140105"), False), (("city",), False)],
)
def test_the_share_panel_offers_the_sheet_of_the_one_district_chosen(chosen, is_offered):
    filters = Filters(district=frozenset(chosen), sector=frozenset({"roads"}))
    panel = share_panel_html(filters, words=Words("en"))
    assert ("district-sheet" in panel) is is_offered
    assert ("Sheet of Jinyuan District (.pdf)" in panel) is is_offered
    link = 'href="./export/district-sheet/140110?lang=en" download'
    assert (link in panel) is is_offered
