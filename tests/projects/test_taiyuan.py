"""The catalogue of Taiyuan's report of 2024, record by record."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from projects.catalogue import DEFAULT_CATALOGUE, Catalogue, read_catalogue
from projects.checks import CheckedFile, check_file
from projects.filters import Filters, select_projects
from projects.nearness import find_near
from projects.steward.paragraphs import read_paragraphs
from projects.vocabulary import SECTORS, STATUSES

HoldEach = Callable[..., None]
NAMES = [project.id for project in read_catalogue().projects]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def checked() -> CheckedFile:
    return check_file(DEFAULT_CATALOGUE)


def test_the_records_have_no_fault(checked: CheckedFile, hold_each: HoldEach) -> None:
    def have_none(name: str) -> None:
        assert [str(fault) for fault in checked.faults if fault.record == name] == []

    hold_each(["metadata", "collection", *NAMES], have_none)


if os.environ.get("REPORT"):  # the report's text is not part of the repository

    def test_every_record_cites_the_report_character_for_character() -> None:
        report = read_paragraphs(Path(os.environ["REPORT"])).to_report()
        checked = check_file(DEFAULT_CATALOGUE, report=report)
        assert [str(fault) for fault in checked.all_faults] == []


def test_no_fault_is_left_over(checked: CheckedFile) -> None:
    assert checked.all_faults == ()
    assert checked.total == len(NAMES)


def test_the_catalogue_is_about_a_hundred_records(catalogue: Catalogue) -> None:
    assert len(catalogue.projects) >= 100
    assert len(catalogue.placed) >= 40


def test_every_sector_and_status_is_used(catalogue: Catalogue) -> None:
    assert {p.sector for p in catalogue.projects} == set(SECTORS)
    assert {p.status for p in catalogue.projects} == set(STATUSES)


def test_a_record_is_found_by_its_names(catalogue: Catalogue, hold_each: HoldEach) -> None:
    def be_found(name: str) -> None:
        project = catalogue.by_id[name]
        for text in (project.name_zh, project.name_en, *project.aliases):
            assert name in select_projects(catalogue, filters=Filters(q=text)).ids

    hold_each(NAMES, be_found)


def test_everything_is_somewhere_around_the_centre(catalogue: Catalogue) -> None:
    found = find_near(catalogue, lon=112.5437, lat=37.87, radius_m=5000)
    assert found.total == len(catalogue.projects)
    assert found.near


def test_the_market_is_without_a_date_and_the_transfers_are_due(catalogue: Catalogue) -> None:
    assert catalogue.by_id["tech-market"].due is None
    assert catalogue.by_id["research-transfers"].due == 2024
    assert catalogue.by_id["tech-enterprises"].figures[0].value == 5000


@pytest.mark.parametrize("name", ["tianlong-grottoes", "jinko-pv", "ancient-arch-museum"])
def test_what_has_no_known_place_is_not_drawn(catalogue: Catalogue, name: str) -> None:
    assert catalogue.by_id[name].geometry is None


@pytest.mark.parametrize(
    ("q", "name"),
    [
        ("一号线", "metro-1-p1"),
        ("地铁一号线", "metro-1-p1"),
        ("一号线二期", "metro-1-p2"),
        ("三号线", "metro-3-p1"),
        ("北大一院", "pku-first-taiyuan"),
        ("HKC", "huike-copper-foil-1"),
        ("108国道", "g108-bypass"),
        ("太原机场", "wusu-airport-p3"),
        ("三大工程", "urban-villages"),
        ("talent", "talent-flats"),
    ],
)
def test_a_record_is_found_as_people_call_it(catalogue: Catalogue, q: str, name: str) -> None:
    assert name in select_projects(catalogue, filters=Filters(q=q)).ids


def test_the_ring_around_the_city_is_not_the_second_ring(catalogue: Catalogue) -> None:
    assert "太原绕城高速" not in catalogue.by_id["nw-second-ring"].aliases
