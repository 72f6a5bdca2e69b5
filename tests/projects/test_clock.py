import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.__main__ import main
from projects.catalogue import Catalogue, parse_catalogue, read_catalogue
from projects.clock import (
    CLOCK_STATES,
    count_states,
    find_newest_day,
    list_promises,
    read_clock,
)
from projects.facts import gather_facts
from projects.library import open_library
from projects.model import Project
from projects.stage_years import read_stage_years
from projects.stages import STAGES, list_years, read_stand, see_city

Json = dict[str, Any]
Promise = Callable[..., Project]


@pytest.fixture
def promise(toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]) -> Promise:
    """Make the toy's road, promised for a date, with facts from elsewhere."""

    def make(when: str | None, *facts: Json, event: str = "complete") -> Project:
        collection = toy_collection()
        record = next(f for f in collection["features"] if f["properties"]["id"] == "north-road")
        cited = record["properties"]["milestones"][0]["citations"]
        own = {"event": event, "date": when, "state": "promised", "citations": cited}
        record["properties"]["milestones"] = [own, *facts]
        catalogue = parse_catalogue(encoded(collection), file="toy.geojson")
        return catalogue.by_id["north-road"]

    return make


def fact(event: str, when: str | None, *, seen: str | None = None, **extra: Any) -> Json:
    source = {"title": "日报", "date": seen, "trust": "high", "why_zh": "一", "why_en": "a"}
    return {
        "event": event,
        "date": when,
        "state": "reported",
        "citations": [],
        "source": source,
        **extra,
    }


AS_OF = date(2026, 1, 1)
FORESEEN = {"foresees": {"event": "complete", "date": "2024-12"}}


@pytest.mark.parametrize(
    ("when", "facts", "state", "months"),
    [
        ("2024", [fact("complete", "2024-11-30")], "kept", None),
        ("2024", [fact("open", "2024")], "kept", None),
        ("2024-12", [fact("open", "2025-02-22")], "kept-late", 2),
        ("2023-12", [fact("open", "2024-12-09")], "kept-late", 12),
        ("2024-40", [fact("open", "2024-09-30")], "kept-late", 3),
        ("2024-41", [fact("open", "2024-09-30")], "kept", None),
        ("2024-12", [fact("open", "2024~")], "kept", None),
        ("2024", [], "overdue", None),
        ("2024", [fact("start", "2024-03")], "overdue", None),
        ("2026", [], "due-this-year", None),
        ("2027", [], "due-later", None),
        (None, [], "undated", None),
        (None, [fact("complete", "2025")], "kept", None),
        ("2024", [fact("complete", "2024-11", fulfils=False)], "overdue", None),
        ("2024", [fact("complete", "2024-11"), fact("complete", "2025-03")], "contradicted", None),
        (
            "2024",
            [fact("announced", "2024-12-04", **FORESEEN), fact("announced", "2025-05-20")],
            "overdue",
            None,
        ),
        (
            "2024",
            [
                fact("announced", "2024-12-04", **FORESEEN),
                fact("announced", "2025-05-20", denies="complete"),
            ],
            "contradicted",
            None,
        ),
        (
            "2024",
            [fact("complete", "2024-11"), fact("announced", "2025-05-20", denies="complete")],
            "contradicted",
            None,
        ),
        ("2024", [fact("announced", "2025-05-20", denies="complete")], "overdue", None),
    ],
)
def test_what_became_of_a_promise(
    promise: Promise, when: str | None, facts: list[Json], state: str, months: int | None
) -> None:
    reading = read_clock(promise(when, *facts), as_of=AS_OF)
    assert (reading.state, reading.months_late) == (state, months)


def test_a_fact_is_not_known_before_its_day(promise: Promise) -> None:
    project = promise("2024-12", fact("open", "2025-02-22"))
    days = [date(2023, 6, 1), date(2024, 6, 1), date(2025, 1, 15), date(2025, 3, 1)]
    states = [read_clock(project, as_of=day).state for day in days]
    assert states == ["due-later", "due-this-year", "overdue", "kept-late"]


def test_a_day_promised_may_pass_within_its_year(promise: Promise) -> None:
    project = promise("2024-06-30")
    assert read_clock(project, as_of=date(2024, 6, 30)).state == "due-this-year"
    assert read_clock(project, as_of=date(2024, 7, 1)).state == "overdue"


def test_a_record_without_a_promise_says_so(toy_catalogue: Catalogue) -> None:
    assert read_clock(toy_catalogue.by_id["museum"], as_of=AS_OF).state == "none"


def test_a_plan_to_start_that_came_to_nothing_is_no_contradiction(promise: Promise) -> None:
    foresees = {"foresees": {"event": "start", "date": "2023"}}
    project = promise(
        "2024",
        fact("preparation", "2023", **foresees),
        fact("preparation", "2025-03", denies="start"),
        event="start",
    )
    assert read_clock(project, as_of=AS_OF).state == "overdue"


@pytest.mark.parametrize(
    ("record_id", "state", "months"),
    [
        ("metro-1-p1", "kept-late", 2),
        ("dayun-road", "contradicted", None),
        ("mengshan-street-west", "overdue", None),
        ("metro-3-p1", "overdue", None),
        ("taisui-hsr", "overdue", None),
        ("jinyang-heritage-park", "kept", None),
        ("first-lab", "undated", None),
        ("wusu-airport-p3", "none", None),
    ],
)
def test_the_promises_of_2024(record_id: str, state: str, months: int | None) -> None:
    catalogue = read_catalogue()
    as_of = find_newest_day([catalogue])
    assert as_of is not None
    reading = read_clock(catalogue.by_id[record_id], as_of=as_of)
    assert (reading.state, reading.months_late) == (state, months)


def test_every_promise_for_2024_is_told() -> None:
    catalogue = read_catalogue()
    told = list_promises(catalogue, as_of=AS_OF, year=2024)
    assert [p.id for p, _ in told] == [p.id for p in catalogue.projects if p.due == 2024]
    counts = count_states(reading for _, reading in told)
    assert set(counts) == set(CLOCK_STATES)
    assert sum(counts.values()) == len(told)


def test_the_newest_fact_is_the_day_of_the_clock() -> None:
    assert find_newest_day([read_catalogue()]) == date(2026, 1, 19)
    assert find_newest_day([]) is None


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_clock_never_touches_the_status(as_of: date) -> None:
    catalogue = read_catalogue_once()
    before = [p.status for p in catalogue.projects]
    states = {read_clock(p, as_of=as_of).state for p in catalogue.projects}
    assert states <= set(CLOCK_STATES)
    assert [p.status for p in catalogue.projects] == before


_held: list[Catalogue] = []


def read_catalogue_once() -> Catalogue:
    if not _held:
        _held.append(read_catalogue())
    return _held[0]


def stand_by(project: Project, *, year: int) -> tuple[str, bool]:
    years = read_stage_years(project.milestones)
    return read_stand(project.status, years=years, year=year, report_year=2024)


@pytest.mark.parametrize(
    ("record_id", "stages"),
    [
        ("nw-second-ring", {2019: "start-unknown", 2021: "started", 2024: "finished"}),
        ("metro-1-p1", {2023: "start-unknown", 2024: "started", 2025: "finished"}),
        ("gulou-expressway", {2023: "not-yet", 2024: "promised", 2025: "started"}),
        ("tisco-goss-2", {2023: "start-unknown", 2024: "started"}),
        ("city-reading-rooms", {2022: "start-unknown", 2023: "finished"}),
        ("green-factories", {2023: "standing"}),
        ("yingze-street", {2023: "start-unknown", 2024: "started"}),
    ],
)
def test_the_city_as_of_a_year(record_id: str, stages: dict[int, str]) -> None:
    project = read_catalogue_once().by_id[record_id]
    found = {year: stand_by(project, year=year)[0] for year in stages}
    assert found == stages


def test_a_promise_whose_year_has_come_is_marked() -> None:
    project = read_catalogue_once().by_id["yingze-street"]
    due = [stand_by(project, year=year)[1] for year in (2023, 2024, 2025)]
    assert due == [False, True, True]


@given(st.integers(1990, 2100))
def test_every_record_has_a_stage_in_every_year(year: int) -> None:
    catalogue = read_catalogue_once()
    seen = see_city(catalogue, year=year)
    assert [stage.project for stage in seen] == list(catalogue.projects)
    assert {stage.slug for stage in seen} <= set(STAGES)


def test_the_years_of_the_slider(toy_catalogue: Catalogue) -> None:
    assert list_years(toy_catalogue) == (2023, 2024, 2025)


def test_the_other_reports_of_the_library_know_more() -> None:
    library = open_library()
    older = library.by_id["taiyuan-2023"].catalogue
    facts = {
        p.id: gather_facts(library, report_id="taiyuan-2023", record_id=p.id)
        for p in older.projects
    }
    told = {p.id: r for p, r in list_promises(older, as_of=AS_OF, facts=facts)}
    alone = {p.id: r for p, r in list_promises(older, as_of=AS_OF)}
    ring = told["nw-second-ring"]
    assert (ring.state, ring.months_late, ring.trust) == ("kept-late", 12, "high")
    assert alone["nw-second-ring"].state == "overdue"
    street = told["xinghua-street"]
    assert (street.state, street.facts[0].source is not None) == ("kept", True)


def test_a_record_is_not_told_its_own_facts() -> None:
    library = open_library()
    held = library.by_id["taiyuan-2024"].catalogue.by_id["metro-1-p1"].milestones
    found = gather_facts(library, report_id="taiyuan-2024", record_id="metro-1-p1")
    assert set(found).isdisjoint(held)
    assert gather_facts(library, report_id="nowhere", record_id="metro-1-p1") == ()


def test_the_table_of_the_promises_of_2024_is_what_the_command_makes(capsys) -> None:
    assert main(["promises", "--year", "2024", "--markdown"]) == 0
    made = capsys.readouterr().out.strip()
    text = (Path(__file__).parents[2] / "docs" / "promises-2024.md").read_text("utf-8")
    assert made in text
    due = [one.id for one in read_catalogue().projects if one.due == 2024]
    assert re.findall(r"\(`([a-z0-9-]+)`\)", made) == due
