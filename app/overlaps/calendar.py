"""The years of pairs as a calendar that is a table: a row a pair, a column a year."""

from collections.abc import Sequence
from dataclasses import dataclass

from projects.overlaps.pairs import Pair
from projects.overlaps.years import Span

MOST_YEARS = 25


@dataclass(frozen=True)
class Calendar:
    """The columns, and of each pair the marks in each year: of the first project, of the second.

    A mark is ``"known"``, ``"open"`` where that end of the works is not dated, or empty.
    """

    years: tuple[int, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


def _mark(span: Span, year: int) -> str:
    """Say what a project does in a year."""
    if span.first is None or span.last is None or not span.first <= year <= span.last:
        return ""
    is_open = (year == span.first and not span.start_known) or (
        year == span.last and not span.end_known
    )
    return "open" if is_open else "known"


def make_calendar(pairs: Sequence[Pair]) -> Calendar:
    """Make the calendar of pairs, of the last `MOST_YEARS` years that they know.

    Parameters
    ----------
    pairs
        The pairs, a row each.
    """
    known = [
        year
        for pair in pairs
        for span in pair.spans
        for year in (span.first, span.last)
        if year is not None
    ]
    if not known:
        return Calendar((), tuple(() for _ in pairs))
    last = max(known)
    years = tuple(range(max(min(known), last - MOST_YEARS + 1), last + 1))
    rows = tuple(
        tuple((_mark(pair.spans[0], year), _mark(pair.spans[1], year)) for year in years)
        for pair in pairs
    )
    return Calendar(years, rows)
