"""What comes first near a place: near, soon and new, by one rule that leaves nothing out."""

from datetime import date

import pytest

from projects.catalogue import Catalogue, read_catalogue
from projects.clock import read_clock
from projects.nearness import find_near
from projects.relevance import (
    FINISHED_YEARS,
    UNDATED_YEARS,
    count_change,
    count_halvings,
    count_waiting,
    find_next,
    sort_current,
)

AS_OF = date(2024, 3, 1)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def wait(catalogue: Catalogue, record_id: str, as_of: date = AS_OF) -> int:
    project = catalogue.by_id[record_id]
    return count_waiting(project, read_clock(project, as_of=as_of))


@pytest.mark.parametrize(
    ("record_id", "as_of", "years"),
    [
        ("metro-3-p1", AS_OF, 0),
        ("metro-3-p1", date(2026, 1, 1), 0),
        ("sme-digital-retrofit", AS_OF, 1),
        ("metro-1-p1", date(2025, 6, 1), FINISHED_YEARS),
        ("zhonglou-street", AS_OF, UNDATED_YEARS),
    ],
)
def test_years_are_counted_until_the_promise(
    catalogue: Catalogue, record_id: str, as_of: date, years: int
) -> None:
    assert wait(catalogue, record_id, as_of) == years


def test_what_is_improved_and_what_goes_on_change_less(catalogue: Catalogue) -> None:
    steps = {project.status: count_change(project) for project in catalogue.projects
             if not project.figures}  # fmt: skip
    assert (steps["under-construction"], steps["upgrading"], steps["ongoing"]) == (0, 1, 2)


def test_a_kilometre_weighs_as_much_as_a_year(catalogue: Catalogue) -> None:
    project = catalogue.by_id["sme-digital-retrofit"]
    reading = read_clock(project, as_of=AS_OF)
    near = count_halvings(project, reading=reading, distance_m=500.0)
    far = count_halvings(project, reading=reading, distance_m=1500.0)
    assert far - near == pytest.approx(1.0)


def test_sorting_leaves_nothing_out_and_keeps_ties(catalogue: Catalogue) -> None:
    found = find_near(catalogue, lon=112.5565, lat=37.8612, radius_m=5000)
    ordered = sort_current(found.near, catalogue=catalogue, as_of=AS_OF)
    assert sorted(one.id for one in ordered) == sorted(one.id for one in found.near)
    assert [one.id for one in ordered] != [one.id for one in found.near]
    again = sort_current(ordered, catalogue=catalogue, as_of=AS_OF)
    assert again == ordered


def test_next_is_an_open_cited_promise(catalogue: Catalogue) -> None:
    found = find_near(catalogue, lon=112.5565, lat=37.8612, radius_m=5000)
    told = find_next(found.near, catalogue=catalogue, as_of=AS_OF)
    assert told is not None
    project, reading = told
    assert reading.promise is not None
    assert reading.promise.citations
    assert reading.state in {"due-this-year", "due-later", "overdue"}
    assert project.id in {one.id for one in found.near}


def test_nothing_is_next_where_nothing_is_near(catalogue: Catalogue) -> None:
    assert find_next((), catalogue=catalogue, as_of=AS_OF) is None
