"""What is computed from a record."""

import pytest

from projects.catalogue import Catalogue
from projects.derive import derive_due, list_open_promises, measure_project
from projects.model import Citation, Milestone, Source

CITATION = Citation(section="S1", paragraph="P1", mention="线", wording="通车")


def promise(event: str, date: str | None) -> Milestone:
    return Milestone(event=event, date=date, state="promised", citations=(CITATION,))


def report(event: str, date: str | None) -> Milestone:
    return Milestone(event=event, date=date, state="reported", citations=(CITATION,))


LATER = Milestone(
    event="open",
    date="2025-02-22",
    state="reported",
    citations=(),
    source=Source(title="Daily", date="2025-02-22"),
)


@pytest.mark.parametrize(
    ("milestones", "due"),
    [
        ([], None),
        ([report("open", "2023")], None),
        ([promise("open", "2024")], 2024),
        ([promise("start", "2024"), promise("open", "2026-06")], 2026),
        ([promise("open", None)], None),
        ([report("open", "2023"), promise("open", "2024")], 2024),
        ([report("open", "2024"), promise("open", "2024")], None),
        ([report("open", "2024"), promise("complete", "2024")], 2024),
        ([report("complete", "2024"), promise("start", "2024")], None),
        ([report("complete", "2023"), promise("start", "2024")], 2024),
        ([promise("open", "2024"), LATER], 2024),
    ],
)
def test_due_is_the_latest_open_promise(milestones: list[Milestone], due: int | None) -> None:
    assert derive_due(milestones) == due
    assert derive_due(milestones[::-1]) == due


def test_an_undated_promise_is_open() -> None:
    undated = promise("open", None)
    assert list_open_promises([report("open", "2023"), undated]) == (undated,)


def test_a_line_has_a_length_and_an_area_an_area(toy_catalogue: Catalogue) -> None:
    line = measure_project(toy_catalogue.by_id["metro-1-p1"])
    area = measure_project(toy_catalogue.by_id["lake-park"])
    assert line.length_m == pytest.approx(8803, abs=10)
    assert line.area_m2 is None
    # 0.04° by 0.04° less 0.01° by 0.01°, at 37.7°N.
    assert area.area_m2 == pytest.approx(15 * 881.9 * 1110, rel=0.003)
    assert area.length_m is None


def test_a_point_and_no_place_have_neither(toy_catalogue: Catalogue) -> None:
    for name in ("museum", "homes"):
        measures = measure_project(toy_catalogue.by_id[name])
        assert (measures.length_m, measures.area_m2) == (None, None)
