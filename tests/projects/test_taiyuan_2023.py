"""The catalogue of the two stretches of Taiyuan's report of 2023, and what became of 2024's."""

import pytest

from projects.catalogue import DATA_FOLDER, Catalogue, read_catalogue
from projects.checks import check_file

FILE = DATA_FOLDER / "taiyuan-2023.geojson"


@pytest.fixture(scope="module")
def older() -> Catalogue:
    return read_catalogue(FILE)


@pytest.fixture(scope="module")
def newer() -> Catalogue:
    return read_catalogue()


def test_it_has_no_fault() -> None:
    assert check_file(FILE).all_faults == ()


def test_it_says_that_it_is_a_part(older: Catalogue) -> None:
    coverage = older.metadata.coverage
    assert coverage is not None
    assert coverage.print == "excerpt"
    assert all(part.is_cut for part in coverage.parts)


def test_a_project_keeps_its_id_through_the_years(older: Catalogue, newer: Catalogue) -> None:
    both = set(older.by_id) & set(newer.by_id)
    assert {"metro-1-p1", "nw-second-ring", "gulou-expressway", "old-estates"} <= both
    assert len(both) == 21


def test_the_ring_was_promised_for_the_end_of_the_year(older: Catalogue) -> None:
    assert older.by_id["nw-second-ring"].due == 2023


def test_the_present_ring_is_another_road(older: Catalogue) -> None:
    assert "太原绕城高速" in older.by_id["ring-expressway-function"].aliases


def test_places_in_schools_and_schools_are_counted_apart(
    older: Catalogue, newer: Catalogue
) -> None:
    units = [c.by_id["kindergartens"].figures[0].unit for c in (older, newer)]
    assert units == ["school-place", "count"]


def test_later_facts_name_their_source_and_its_trust(newer: Catalogue) -> None:
    sources = [m.source for p in newer.projects for m in p.milestones if m.source is not None]
    told = [source for source in sources if source.trust is not None]
    assert len(told) == 29
    assert all(s.publisher and s.address and s.says and s.why_zh and s.why_en for s in told)
    assert {source.trust for source in told} == {"high", "medium", "low"}


def test_contradictions_stand_side_by_side(newer: Catalogue) -> None:
    told = [m for m in newer.by_id["dayun-road"].milestones if m.source is not None]
    assert [(m.foresees is not None, m.denies) for m in told] == [(True, None), (False, "complete")]


def test_later_facts_never_change_what_the_report_said(newer: Catalogue) -> None:
    ring = newer.by_id["nw-second-ring"]
    assert ring.status == "under-construction"
    assert len([m for m in ring.milestones if m.date == "2024-12-09"]) == 2
