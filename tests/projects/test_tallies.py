"""Summary tables that add up."""

import pytest

from geodata.measure import length_m
from projects.catalogue import Catalogue, read_catalogue
from projects.tallies import (
    LINEAR_KINDS,
    sum_figures,
    sum_kilometres,
    tally_districts,
    tally_due,
    tally_sectors,
)
from projects.vocabulary import SECTORS, STATUSES


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def test_sectors_by_statuses_add_up_to_all(catalogue: Catalogue) -> None:
    tally = tally_sectors(catalogue.projects)
    ids = [
        name for row in tally.rows for column in tally.columns for name in tally.ids(row, column)
    ]
    assert sorted(ids) == sorted(catalogue.by_id)
    assert tally.total == len(catalogue.projects)
    assert tally.rows == tuple(slug for slug in SECTORS if slug in tally.rows)
    assert tally.columns == tuple(slug for slug in STATUSES if slug in tally.columns)
    for (sector, status), cell in tally.cells.items():
        for name in cell:
            assert catalogue.by_id[name].sector == sector
            assert catalogue.by_id[name].status == status


def test_a_project_of_two_districts_is_counted_in_both(toy_catalogue: Catalogue) -> None:
    tally = tally_districts(toy_catalogue.projects)
    assert "metro-1-p1" in tally.ids("140105", "rail-transit")
    assert "metro-1-p1" in tally.ids("140106", "rail-transit")
    assert tally.count("city", "industry") == 1


def test_due_years_add_up_to_all(catalogue: Catalogue) -> None:
    tally = tally_due(catalogue.projects)
    counted = sum(tally.count(row, column) for row in tally.rows for column in tally.columns)
    assert counted == len(catalogue.projects)
    assert "none" in tally.rows


def test_kilometres_are_geodesic_and_say_what_has_no_line(catalogue: Catalogue) -> None:
    rows = sum_kilometres(catalogue.projects)
    linear = [project for project in catalogue.projects if project.kind in LINEAR_KINDS]
    assert sum(len(row.measured) + len(row.unmeasured) for row in rows) == len(linear)
    for row in rows:
        shapes = [catalogue.by_id[name].geometry for name in row.measured]
        expected = sum(length_m(shape) for shape in shapes if shape is not None)
        assert row.length_m == pytest.approx(expected)


def test_unlike_figures_are_never_added(catalogue: Catalogue) -> None:
    sums = sum_figures(catalogue.projects)
    assert len({(one.label_zh, one.unit) for one in sums if one.unit != "percent"}) == len(
        [one for one in sums if one.unit != "percent"]
    )
    figures = [figure for project in catalogue.projects for figure in project.figures]
    assert sum(len(one.ids) for one in sums) == len(figures)
    assert all(len(one.ids) == 1 for one in sums if one.unit == "percent")
    by_unit: dict[str, float] = {}
    for figure in figures:
        by_unit[figure.unit] = by_unit.get(figure.unit, 0) + figure.value
    for unit, total in by_unit.items():
        assert sum(one.total for one in sums if one.unit == unit) == pytest.approx(total)
