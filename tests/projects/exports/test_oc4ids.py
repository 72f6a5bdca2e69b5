"""Records in the words of OC4IDS."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft4Validator, FormatChecker

from projects.catalogue import Catalogue, read_catalogue
from projects.exports.oc4ids import KIND_CODES, SECTOR_CODES, STATUS_CODES, to_oc4ids
from projects.vocabulary import KINDS, SECTORS, STATUSES

PROJECT_STATUSES = {
    "identification",
    "preparation",
    "implementation",
    "completion",
    "maintenance",
    "decommissioning",
    "cancelled",
}
"""Statuses of 0.9.5; ``completed`` of 0.9.3 is gone."""
PROJECT_SECTORS = {
    "education",
    "health",
    "energy",
    "communications",
    "waterAndWaste",
    "governance",
    "economy",
    "cultureSportsAndRecreation",
    "transport",
    "transport.air",
    "transport.rail",
    "transport.road",
    "transport.urban",
    "socialHousing",
}


def test_every_word_of_ours_has_codes_of_theirs() -> None:
    assert set(SECTOR_CODES) == set(SECTORS)
    assert set(STATUS_CODES) == set(STATUSES)
    assert set(KIND_CODES) <= set(KINDS)
    assert set(STATUS_CODES.values()) <= PROJECT_STATUSES
    for codes in (*SECTOR_CODES.values(), *KIND_CODES.values()):
        assert set(codes) <= PROJECT_SECTORS
        # A part never stands without its whole.
        assert {code.partition(".")[0] for code in codes} <= set(codes)


def test_a_package_has_what_the_standard_requires(toy_catalogue: Catalogue) -> None:
    package = to_oc4ids(toy_catalogue)
    assert {"uri", "version", "publishedDate", "publisher", "projects"} <= set(package)
    assert package["version"] == "0.9"
    assert len({project["id"] for project in package["projects"]}) == 8
    for project in package["projects"]:
        assert project["status"] in PROJECT_STATUSES
        assert project["documents"][0]["datePublished"] == "2024-02-28T00:00:00Z"


def test_a_project_in_the_words_of_the_standard(toy_catalogue: Catalogue) -> None:
    metro, homes = to_oc4ids(toy_catalogue, ids=["metro-1-p1", "homes"])["projects"]
    assert metro["id"] == "toy-2024-metro-1-p1"
    assert metro["sector"] == ["transport", "transport.urban"]
    assert metro["status"] == "implementation"
    assert metro["period"] == {"endDate": "2024-12-31T00:00:00Z"}
    (location,) = metro["locations"]
    assert location["geometry"]["type"] == "LineString"
    assert location["gazetteer"]["identifiers"] == ["140105", "140106"]
    assert "250 m" in location["description"]
    assert homes["sector"] == ["socialHousing"]
    assert "locations" not in homes


SCHEMA = Path(__file__).with_name("oc4ids-0.9.5-used-parts.json")
"""Not the official file: its rules for the members that we write, said again in our words."""


@pytest.fixture(scope="module")
def validator() -> Draft4Validator:
    schema = json.loads(SCHEMA.read_bytes())
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema, format_checker=FormatChecker())


def test_every_record_of_the_real_catalogue_follows_the_rules(validator: Draft4Validator) -> None:
    catalogue = read_catalogue()
    package = to_oc4ids(catalogue)
    faults = [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(package)]
    assert faults == []
    assert len(package["projects"]) == len(catalogue.projects)


def test_the_status_that_0_9_5_renamed_is_refused(
    validator: Draft4Validator, toy_catalogue: Catalogue
) -> None:
    package = to_oc4ids(toy_catalogue)
    package["projects"][0]["status"] = "completed"
    (fault,) = validator.iter_errors(package)
    assert re.search("completed", fault.message)
