"""Records in the words of OC4IDS."""

from projects.catalogue import Catalogue
from projects.oc4ids import KIND_CODES, SECTOR_CODES, STATUS_CODES, to_oc4ids
from projects.vocabulary import KINDS, SECTORS, STATUSES

PROJECT_STATUSES = {
    "identification",
    "preparation",
    "implementation",
    "completion",
    "completed",
    "cancelled",
}
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
