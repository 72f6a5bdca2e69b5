"""What tables tell of records is the same from columns as from the models."""

from collections import Counter

import numpy as np
import pytest

from projects.catalogue import Catalogue, read_catalogue
from projects.citations import list_paragraphs
from projects.clock import list_promises, read_promise_year
from projects.columns import read_columns, write_columns
from projects.completeness import measure_completeness
from projects.gaps import GAPS, list_gaps
from projects.laying_out import columns_of
from projects.library import open_library
from projects.rows import list_rows
from projects.stage_years import read_stage_years
from projects.stages import read_stand, see_city
from projects.tallies import (
    sum_figures,
    sum_kilometres,
    tally_districts,
    tally_due,
    tally_sectors,
)

LIBRARY = open_library()
REPORTS = [entry.catalogue for entry in LIBRARY.entries]
FIELDS = (
    *("id", "name_zh", "name_en", "sector", "kind", "status", "due", "districts"),
    *("accuracy_class", "geometry"),
)


@pytest.fixture(params=REPORTS, ids=lambda one: one.metadata.id)
def report(request: pytest.FixtureRequest) -> Catalogue:
    found: Catalogue = request.param
    return found


def test_a_row_says_what_its_record_says(report: Catalogue) -> None:
    for row, project in zip(list_rows(report), report.projects, strict=True):
        for name in FIELDS:
            assert getattr(row, name) == getattr(project, name)
        told = [(one.label_zh, one.label_en, one.value, one.unit) for one in project.figures]
        assert [tuple(one) for one in row.figures] == told


def test_rows_are_those_asked_for(report: Catalogue) -> None:
    mask = np.arange(len(report.projects)) % 3 == 1
    assert list_rows(report, mask=mask) == list_rows(report)[1::3]


@pytest.mark.parametrize(
    "count", [tally_sectors, tally_districts, tally_due, sum_kilometres, sum_figures]
)
def test_sums_of_rows_are_sums_of_records(report: Catalogue, count) -> None:
    assert count(list_rows(report)) == count(report.projects)


def test_columns_tell_what_a_record_tells(report: Catalogue) -> None:
    columns = columns_of(report)
    for name, read in (
        ("gaps", list_gaps),
        ("paragraphs", list_paragraphs),
        ("promise_year", read_promise_year),
        ("years", lambda one: read_stage_years(one.milestones)),
    ):
        assert columns.coded[name].list() == [read(project) for project in report.projects]


def test_columns_that_were_written_are_read_the_same(report: Catalogue) -> None:
    columns = columns_of(report)
    again, _ = read_columns(write_columns(columns, beside={}))
    assert {name: one.list() for name, one in again.coded.items()} == {
        name: one.list() for name, one in columns.coded.items()
    }
    assert again.list_text("figures") == columns.list_text("figures")


def test_gaps_are_those_of_the_records(report: Catalogue) -> None:
    lacking = {slug: [one.id for one in report.projects if slug in list_gaps(one)] for slug in GAPS}
    assert measure_completeness(report).gaps == {slug: tuple(ids) for slug, ids in lacking.items()}


@pytest.mark.parametrize("year", [2021, 2023, 2024, 2026])
def test_the_stages_are_those_of_the_records(report: Catalogue, year: int) -> None:
    seen = see_city(report, year=year)
    stands = [
        read_stand(
            one.status,
            years=read_stage_years(one.milestones),
            year=year,
            report_year=report.report_year,
        )
        for one in report.projects
    ]
    assert [(stage.slug, stage.is_due) for stage in seen] == stands
    assert seen.counts == Counter(slug for slug, _ in stands)
    mask = np.arange(len(seen)) % 2 == 0
    assert list(seen.keep(mask)) == list(seen)[::2]
    assert [stage.id for stage in seen.of("finished")] == [
        one.id for one, (slug, _) in zip(report.projects, stands, strict=True) if slug == "finished"
    ]


def test_the_year_of_a_promise_is_that_of_its_clock() -> None:
    catalogue = read_catalogue()
    told = dict(zip(catalogue.ids, columns_of(catalogue).coded["promise_year"].list(), strict=True))
    promises = list_promises(catalogue, as_of=catalogue.metadata.report_day)
    assert promises
    for project, reading in promises:
        assert reading.promise is not None
        date = reading.promise.date
        assert told[project.id] == (project.due if date is None else int(date[:4]))
