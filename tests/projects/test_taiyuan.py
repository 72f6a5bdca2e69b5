"""The catalogue of Taiyuan's report of 2024, record by record."""

from pathlib import Path

import pytest

from projects.catalogue import DEFAULT_CATALOGUE, Catalogue, read_catalogue
from projects.checks import CheckedFile, check_file
from projects.filters import Filters, select_projects
from projects.nearness import find_near
from projects.report import read_report
from projects.vocabulary import SECTORS, STATUSES

REPORT = Path(__file__).parents[3] / "shared" / "report" / "taiyuan-2024.md"
NAMES = [project.id for project in read_catalogue().projects]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def checked() -> CheckedFile:
    return check_file(DEFAULT_CATALOGUE)


@pytest.fixture(scope="module")
def held_against_the_report() -> CheckedFile:
    if not REPORT.exists():
        pytest.skip(f"no report at {REPORT}: citations are checked for their form alone")
    return check_file(DEFAULT_CATALOGUE, report=read_report(REPORT))


@pytest.mark.parametrize("name", ["metadata", "collection", *NAMES])
def test_the_record_has_no_fault(checked: CheckedFile, name: str) -> None:
    assert [str(fault) for fault in checked.faults if fault.record == name] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_record_cites_the_report_character_for_character(
    held_against_the_report: CheckedFile, name: str
) -> None:
    faults = [str(fault) for fault in held_against_the_report.faults if fault.record == name]
    assert faults == []


def test_no_fault_is_left_over(checked: CheckedFile) -> None:
    assert checked.faults == ()
    assert checked.total == len(NAMES)


def test_the_catalogue_is_about_a_hundred_records(catalogue: Catalogue) -> None:
    assert len(catalogue.projects) >= 100
    assert len(catalogue.placed) >= 40


def test_every_sector_and_status_is_used(catalogue: Catalogue) -> None:
    assert {p.sector for p in catalogue.projects} == set(SECTORS)
    assert {p.status for p in catalogue.projects} == set(STATUSES)


@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_found_by_its_names(catalogue: Catalogue, name: str) -> None:
    project = catalogue.by_id[name]
    for text in (project.name_zh, project.name_en, *project.aliases):
        assert name in select_projects(catalogue, filters=Filters(q=text)).ids


def test_everything_is_somewhere_around_the_centre(catalogue: Catalogue) -> None:
    found = find_near(catalogue, lon=112.5437, lat=37.87, radius_m=5000)
    assert found.total == len(catalogue.projects)
    assert found.near
