"""The years in which a project is worked on, as far as its milestones tell.

The first year is that of the earliest dated start. Where no start is dated, it is the report's
year for what was then under way, and else the year of the finish; the start is then unknown.
The last year is that of the latest dated finish (complete, open, in production), promised or
told, by the report or later from elsewhere. Where no finish is dated the end is unknown, and
the years known reach to the latest dated sign of work. A designation is no work.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from projects.dates import last_year
from projects.events import FINISHES
from projects.overlaps.subject import Dated, Subject

UNDER_WAY: Final = frozenset({"under-construction", "upgrading", "ongoing"})


@dataclass(frozen=True)
class Span:
    """The years known of a project's works; None where no year is known at all."""

    first: int | None
    last: int | None
    start_known: bool
    end_known: bool

    @property
    def is_known(self) -> bool:
        """Whether both start and end are dated."""
        return self.start_known and self.end_known


def _list_years(milestones: Iterable[Dated], *, events: frozenset[str]) -> list[int]:
    """List the years of the dated milestones with one of the events."""
    years = (last_year(m.date) for m in milestones if m.date and m.event in events)
    return [year for year in years if year is not None]


def find_span(project: Subject, *, report_year: int) -> Span:
    """Find the years in which a project is worked on.

    Parameters
    ----------
    project
        The project; all its milestones count, also later ones from elsewhere.
    report_year
        The year of the report, in which what it calls under way was worked on.
    """
    starts = _list_years(project.milestones, events=frozenset({"start"}))
    finishes = _list_years(project.milestones, events=FINISHES)
    works = _list_years(project.milestones, events=frozenset({"structure-complete"}))
    under_way = [report_year] if project.status in UNDER_WAY else []
    last = max(finishes) if finishes else max(starts + works + under_way, default=None)
    first = min(starts) if starts else min(under_way + works, default=last)
    if first is not None and last is not None and first > last:
        first = last
    return Span(first=first, last=last, start_known=bool(starts), end_known=bool(finishes))


def find_gap(one: Span, other: Span) -> int | None:
    """Count the years between two spans.

    Returns
    -------
    int or None
        0 where they share a year; None where one of them has no year.

    Examples
    --------
    >>> find_gap(Span(2023, 2024, True, True), Span(2026, 2027, True, True))
    2
    """
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, other.first - one.last, one.first - other.last)
