"""Which of the four classes a pair belongs to.

Only what touches can be more than adjacent. Of two that touch, a surface finished at most five
years before the report that the other, not finished, would open is just finished; then years in
common are a conflict; other years at most five apart, or years not known, are an opportunity to
dig once. Where both are finished, or more than five years lie between, nothing is left to
coordinate and the pair is adjacent.
"""

from typing import Final

from projects.model import Project
from projects.overlaps.years import Span, find_gap

NEAR_YEARS: Final = 5
"""How many years may lie between works that could be done at once."""

SURFACES: Final = frozenset({"road", "highway", "expressway", "street", "park", "heritage-park"})
"""Kinds whose surface other works would open again."""


def is_just_finished(project: Project, *, span: Span, report_year: int) -> bool:
    """Say whether a project is a surface finished at most five years before the report."""
    return (
        project.kind in SURFACES
        and project.status == "completed"
        and span.last is not None
        and 0 <= report_year - span.last <= NEAR_YEARS
    )


def classify_pair(
    one: Project, other: Project, *, spans: tuple[Span, Span], touching: bool, report_year: int
) -> str:
    """Name the class of a pair.

    Parameters
    ----------
    one, other
        The two projects.
    spans
        Their years, in the same order.
    touching
        Whether they share a place.
    report_year
        The year of the report.

    Returns
    -------
    str
        A slug of `projects.overlaps.terms.CLASSES`.
    """
    done = [project.status == "completed" for project in (one, other)]
    if not touching or all(done):
        return "adjacent"
    for index, project in enumerate((one, other)):
        fresh = is_just_finished(project, span=spans[index], report_year=report_year)
        if fresh and not done[1 - index]:
            return "just-finished"
    gap = find_gap(*spans)
    if gap == 0:
        return "conflict"
    return "opportunity" if gap is None or gap <= NEAR_YEARS else "adjacent"
