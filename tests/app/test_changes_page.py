"""Changes, promises and years: what the pages tell, and what they never say."""

import csv
import io
import json
import re
from datetime import date
from urllib.parse import parse_qsl, unquote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from app.address import Course, View, read_query, read_view
from app.changes.content import (
    changes_html,
    choose_pair,
    classes_html,
    compare_entries,
    find_changes,
    keep_classes,
)
from app.changes.picture import list_drawn, say_counts
from app.changes.story import make_story
from app.components import other_reports
from app.components.other_reports import describe_others
from app.exports.summary import ViewSummary
from app.masthead import reports_html
from app.messages import Words
from app.promises.content import (
    choose_day,
    find_promises,
    promises_table_html,
    say_tallies,
)
from app.published.store import Store, current_store
from app.show.made_story import story_links
from app.show.page import describe_step, understand
from app.show.story import fits_link
from app.web import changes
from app.words.changes import say_reason_of
from app.years.content import stages_html
from app.years.story import make_years_story
from projects.catalogue import DATA_FOLDER
from projects.changes import compare_catalogues
from projects.changes.terms import REASONS
from projects.filters import Filters
from projects.stages import list_years, see_city

LIBRARY = current_store().library
PAIR = choose_pair(LIBRARY, report_id="taiyuan-2024", since=None)
COMPARISON = compare_entries(*PAIR)
NEW = PAIR[1].catalogue


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=changes.list_routes(current_store())))


def table(view, words):
    found = keep_classes(find_changes(COMPARISON, view=view), classes=view.course.changes)
    return changes_html(
        found, comparison=COMPARISON, view=view, default_id="taiyuan-2024", words=words
    )


def test_the_two_newest_reports_are_compared_unless_one_is_chosen():
    assert [entry.id for entry in PAIR] == ["taiyuan-2023", "taiyuan-2024"]
    assert choose_pair(LIBRARY, report_id="taiyuan-2023", since=None) == PAIR
    assert choose_pair(LIBRARY, report_id="taiyuan-2024", since="taiyuan-2024") == PAIR
    assert choose_pair(LIBRARY, report_id="elsewhere", since=None) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_called_new_or_cancelled(lang):
    words = Words(lang)
    html = table(View(lang=lang), words)
    for never in ("Cancelled", "cancelled", "dropped", "取消", "新出现"):
        assert never not in html
    assert "is-new" not in html
    assert words.pick("迎泽大街", "Yingze") in html


def test_both_reports_are_quoted_side_by_side():
    html = table(View(lang="en", course=Course(changes=frozenset({"slipped"}))), Words("en"))
    assert "启动轨道交通3号线一期工程" in html
    assert "力争年内开工" in html
    assert "report=taiyuan-2023" in html
    assert "not mentioned in what we hold" not in html


def test_what_is_held_of_changes_is_what_two_catalogues_give():
    whole = compare_catalogues(*(entry.catalogue for entry in PAIR))
    assert COMPARISON.read() == whole
    for held, change in zip(COMPARISON.changes, whole.changes, strict=True):
        assert (held.id, held.name_zh, held.why) == (change.id, change.name_zh, change.why)
        assert COMPARISON.read_project(held) == change.project
        placed = [one is not None and one.geometry is not None for one in (change.old, change.new)]
        assert COMPARISON.is_placed(held) == any(placed)
        assert COMPARISON.is_placed(held, is_newer=True) == placed[1]
    again = compare_entries(*PAIR)
    assert again.changes is COMPARISON.changes


def test_every_reason_has_words_in_both_languages():
    told = {change.reason for change in COMPARISON.changes}
    assert told <= set(REASONS)
    for change in COMPARISON.changes:
        for lang in ("zh", "en"):
            said = say_reason_of(change, Words(lang), project=COMPARISON.read_project(change))
            assert said
            assert "{" not in said


def test_a_class_is_a_link_that_switches_it():
    view = View(lang="en", course=Course(changes=frozenset({"kept"})))
    html = classes_html(COMPARISON.changes, view=view, words=Words("en"))
    assert "change=kept,slipped" in html
    assert 'aria-current="true"' in html


def test_the_changes_are_taken_along_as_they_are_shown(client):
    answer = client.get("/changes.csv?change=slipped")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {"metro-3-p1", "nw-second-ring"} <= {row["id"] for row in rows}
    assert "changes-taiyuan-2023-taiyuan-2024.csv" in answer.headers["content-disposition"]
    shown = client.get("/changes.geojson?change=slipped").json()
    assert len(shown["features"]) == len(rows)
    assert len(client.get("/changes.geojson").json()["features"]) > len(rows)


def test_the_map_holds_exactly_the_placed_projects(client):
    moved = [one for one in COMPARISON.changes if one.class_slug == "slipped"]
    drawn = {project.id for project in list_drawn(COMPARISON.read(moved).changes)}
    ids = {one.id for one in moved}
    assert drawn
    assert drawn <= {p.id for one in moved for p in (one.old, one.new) if p is not None}
    assert say_counts(moved, Words("en"), comparison=COMPARISON) == (
        f"{len(drawn)} on the map + {len(ids) - len(drawn)} without a place = {len(ids)} projects"
    )
    few = client.get("/changes.svg?change=slipped&lang=en")
    assert few.headers["content-type"].startswith("image/svg+xml")
    # A picture of a class counts the whole record of its projects, as the page does.
    shown = keep_classes(COMPARISON.changes, classes=frozenset({"slipped"}))
    assert say_counts(shown, Words("en"), comparison=COMPARISON) in few.text
    assert few.text != client.get("/changes.svg?lang=en").text


def test_a_row_leads_to_the_map_or_says_that_it_has_no_place():
    html = table(View(lang="en"), Words("en"))
    assert "Show on the map</a>" in html
    assert "<small>without a place</small>" in html


def test_the_changes_are_a_story_for_the_show_and_the_editor():
    story = make_story(COMPARISON.changes, comparison=COMPARISON)
    assert fits_link(story)
    told = [slug for slug, count in COMPARISON.read().counts.items() if count]
    assert len(story.steps) == len(told)
    show, editor = story_links(story, view=View(lang="en"))
    query = dict(parse_qsl(show.partition("?")[2]))
    served, _ = current_store().refresh(None)
    page = understand(query, served=served)
    assert page.story == story
    assert not page.notices
    draft = json.loads(unquote(editor.partition("#story=")[2]))
    assert draft["id"] == ""
    assert draft["steps"][0]["view"].startswith("sel=")
    assert make_story([], comparison=COMPARISON) is None


def read_promises(as_of):
    return find_promises(NEW, library=LIBRARY, as_of=as_of)


def test_promises_are_told_with_their_sources():
    newest = choose_day(NEW, library=LIBRARY)
    promises = read_promises(newest)
    html = promises_table_html(promises, view=View(lang="en"), words=Words("en"))
    assert "2 months late" in html
    assert "正式开通初期运营" in html
    assert "Nothing is known to us from elsewhere." in html
    doubtful = [row for row in html.split("<tr>") if "only a source of low trust says so" in row]
    assert [row.count("jinyang-heritage-park") > 0 for row in doubtful] == [True]
    assert "<details open>" in doubtful[0]


def test_the_sentences_of_the_promises_count_every_one_that_the_states_count():
    promises = read_promises(choose_day(NEW, library=LIBRARY))
    for lang in ("zh", "en"):
        told = say_tallies(promises, words=Words(lang))
        counted = [int(re.findall(r"\d+(?=项| promise)", sentence)[0]) for sentence in told]
        assert sum(counted) == promises.counts.total() == len(promises)
    assert told[-1] == "Of 13 promises without a date: 3 known to be kept, 10 not known to be kept."


def test_an_earlier_day_knows_less():
    states = {
        day: {one.project.id: one.reading.state for one in read_promises(day)}
        for day in (date(2024, 6, 30), date(2025, 6, 30))
    }
    assert states[date(2024, 6, 30)]["metro-1-p1"] == "due-this-year"
    assert states[date(2025, 6, 30)]["metro-1-p1"] == "kept-late"


def test_every_project_stands_in_one_stage_of_a_year():
    html = stages_html(see_city(NEW, year=2024), view=View(lang="en"), words=Words("en"))
    assert html.count("<li>") == len(NEW.projects)
    assert "Finished" in html


@pytest.mark.parametrize("page", ["changes", "promises", "years", "completeness"])
def test_the_pages_are_shown(run_page, page):
    assert "city-section" in run_page(page)


def test_a_search_says_what_other_reports_hold():
    served, _ = current_store().refresh()
    view = View(Filters(q="3号线"), lang="en")
    (other,) = describe_others(view, served=served, words=Words("en"))
    assert other["text"].startswith("also in the 2023 report: ")
    assert other["view"].report == "taiyuan-2023"


def test_a_search_says_how_many_reports_it_did_not_look_into_yet(monkeypatch):
    served, _ = current_store().refresh()
    monkeypatch.setattr(other_reports, "current_store", lambda: Store(DATA_FOLDER))
    monkeypatch.setattr(other_reports, "MOST_READ", 0)
    view = View(Filters(q="3号线"), lang="en")
    (told,) = describe_others(view, served=served, words=Words("en"))
    assert told["text"] == "One other report is still being read for this search."
    assert told["view"] is None


def test_every_file_says_how_much_was_read():
    served, _ = current_store().refresh("taiyuan-2023")
    summary = ViewSummary(served, View(lang="en", report="taiyuan-2023"))
    assert "about a tenth" in summary.coverage


def test_the_card_is_told_its_clock_and_the_other_reports():
    reference = json.loads(current_store().refresh()[0].reference.body)
    clock = reference["clock"]["metro-1-p1"]
    assert clock["slug"] == "kept-late"
    assert "S7.P1" in clock["promise_en"]
    assert "2 months late" in clock["steps"][-1]["name_en"]
    (other,) = reference["elsewhere"]["metro-1-p1"]
    assert other["report"] == "taiyuan-2023"
    assert other["name_zh"].startswith("2023年报告")


def test_another_report_is_opened_with_a_page_of_its_own():
    served, _ = current_store().refresh()
    view = View(lang="en")
    html = reports_html(view, page="", library=LIBRARY, served=served, words=Words("en"))
    assert "report=taiyuan-2023" in html
    assert "data-view" not in html


def test_the_years_are_a_map_and_a_story_that_the_show_steps_through(run_page, told):
    html = run_page("years", year="2023", lang="en")
    drawn = told["atlas"]
    assert drawn["stands"].get("metro-1-p1") != "completed"
    assert drawn["said"] == "By the end of 2023"
    assert set(drawn["shown"]) == set(drawn["stands"])
    run_page("years", year="2025", lang="en")
    assert told["atlas"]["stands"]["metro-1-p1"] == "completed"
    assert "story=" in html


def test_a_step_of_the_show_says_how_the_city_stands_by_its_year():
    story = make_years_story(NEW, view=View())
    served, _ = current_store().refresh()
    assert fits_link(story)
    views = [read_view(read_query(step.view), known=served.known)[0] for step in story.steps]
    years = [view.course.year for view in views]
    assert years == sorted(years)
    assert years[-1] == list_years(NEW)[-1]
    view = View(lang="en", course=Course(year=2025))
    step = describe_step(view, served=served, words=Words("en"))
    assert step["title"] == "By the end of 2025"
    assert step["stands"]["metro-1-p1"] == "completed"
    assert step["placed"] + step["unplaced"] == step["found"] == len(step["stands"])
    assert describe_step(View(), served=served, words=Words("en"))["stands"] is None


def test_the_changes_are_on_a_map_of_either_report(run_page, told):
    run_page("changes", change="kept", lang="en")
    drawn = told["atlas"]
    kept = keep_classes(find_changes(COMPARISON, view=View()), classes=frozenset({"kept"}))
    assert set(drawn["shown"]) == {one.new.id for one in kept if one.new is not None}
    assert drawn["report"] is None
    run_page("changes", change="slipped", lang="en")
    slipped = keep_classes(find_changes(COMPARISON, view=View()), classes=frozenset({"slipped"}))
    assert set(told["atlas"]["shown"]) == {one.new.id for one in slipped if one.new is not None}


def test_the_overview_leads_from_what_became_of_promises_to_the_map(run_page):
    html = run_page("overview", lang="en")
    assert 'href="./?promise=kept-late&amp;lang=en"' in html


def promises_page() -> None:
    """Show the page of promises alone, and write what its address says."""
    import streamlit as st  # noqa: PLC0415 - Streamlit runs this source by itself

    from app.address import write_view  # noqa: PLC0415
    from app.components.session import current_view, open_view  # noqa: PLC0415
    from app.messages import Words  # noqa: PLC0415
    from app.pages import promises  # noqa: PLC0415
    from app.published.store import current_store  # noqa: PLC0415

    served, _ = current_store().refresh()
    open_view(lambda _: served.known, page="promises")
    promises.show(served, words=Words("en"))
    st.text(write_view(current_view()))


def test_the_field_of_the_day_stays_the_same_one_while_the_day_changes():
    app = AppTest.from_function(promises_page, default_timeout=60)
    app.query_params["asof"] = "2024-06-01"
    app.run()
    assert (app.date_input[0].value, app.text[-1].value) == (date(2024, 6, 1), "asof=2024-06-01")
    own = app.date_input[0].id
    app.date_input[0].set_value(date(2025, 3, 1)).run()
    assert (app.date_input[0].value, app.text[-1].value) == (date(2025, 3, 1), "asof=2025-03-01")
    assert app.date_input[0].id == own


def changes_page() -> None:
    """Show the page of changes alone, and write what its address says."""
    import streamlit as st  # noqa: PLC0415 - Streamlit runs this source by itself

    from app.address import write_view  # noqa: PLC0415
    from app.components.session import current_view, open_view  # noqa: PLC0415
    from app.messages import Words  # noqa: PLC0415
    from app.pages import changes  # noqa: PLC0415
    from app.published.store import current_store  # noqa: PLC0415

    served, _ = current_store().refresh()
    open_view(lambda _: served.known, page="changes")
    changes.show(served, words=Words("en"))
    st.text(write_view(current_view()))


def test_whose_map_of_the_changes_is_shown_stands_in_the_address():
    app = AppTest.from_function(changes_page, default_timeout=60)
    app.query_params["side"] = "old"
    app.run()
    (side,) = app.radio
    assert (side.value, app.text[-1].value) == ("taiyuan-2023", "side=old")
    side.set_value("taiyuan-2024").run()
    assert (app.radio[0].value, app.text[-1].value) == ("taiyuan-2024", "")
    app.radio[0].set_value("taiyuan-2023").run()
    assert (app.radio[0].value, app.text[-1].value) == ("taiyuan-2023", "side=old")


def test_a_side_that_is_none_is_dropped_with_a_notice():
    served, _ = current_store().refresh()
    view, dropped = read_view({"side": "left"}, known=served.known)
    assert not view.course.is_older
    assert [(one.parameter, one.value) for one in dropped] == [("side", "left")]
