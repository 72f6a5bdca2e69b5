"""Which of the four classes a pair belongs to.

Only what touches can be more than adjacent. Of two that touch, a surface finished at most five
years before the report that the other, not finished, would open is just finished; then years in
common are a conflict; other years at most five apart, or years not known, are an opportunity to
dig once. Where both are finished, or more than five years lie between, nothing is left to
coordinate and the pair is adjacent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from projects.overlaps.subject import Subject
from projects.overlaps.terms import CLASSES
from projects.overlaps.years import Span

NEAR_YEARS: Final = 5
"""How many years may lie between works that could be done at once."""

SURFACES: Final = frozenset({"road", "highway", "expressway", "street", "park", "heritage-park"})
"""Kinds whose surface other works would open again."""

Rows = NDArray[np.int64]

_SLUGS = tuple(CLASSES)
_ADJACENT, _JUST_FINISHED = _SLUGS.index("adjacent"), _SLUGS.index("just-finished")
_CONFLICT, _OPPORTUNITY = _SLUGS.index("conflict"), _SLUGS.index("opportunity")


def is_just_finished(project: Subject, *, span: Span, report_year: int) -> bool:
    """Say whether a project is a surface finished at most five years before the report."""
    return (
        project.kind in SURFACES
        and project.status == "completed"
        and span.last is not None
        and 0 <= report_year - span.last <= NEAR_YEARS
    )


@dataclass(frozen=True)
class Works:
    """What the class of a pair asks of projects, as columns; a year that is not known is NaN."""

    first: NDArray[np.float64]
    last: NDArray[np.float64]
    done: NDArray[np.bool_]
    fresh: NDArray[np.bool_]

    @classmethod
    def collect(
        cls, projects: Sequence[Subject], *, spans: Sequence[Span], report_year: int
    ) -> Self:
        """Collect the columns of projects.

        Parameters
        ----------
        projects
            The projects.
        spans
            Their years, in the same order.
        report_year
            The year of the report.
        """
        fresh = [
            is_just_finished(project, span=span, report_year=report_year)
            for project, span in zip(projects, spans, strict=True)
        ]
        return cls(
            first=np.array([span.first for span in spans], dtype=float),
            last=np.array([span.last for span in spans], dtype=float),
            done=np.array([project.status == "completed" for project in projects], dtype=bool),
            fresh=np.array(fresh, dtype=bool),
        )


def find_gaps(works: Works, rows: Rows, others: Rows) -> NDArray[np.float64]:
    """Count the years between the works of pairs of rows; NaN where one of them has no year.

    Parameters
    ----------
    works
        The columns of all projects.
    rows, others
        Where the projects of each pair stand.
    """
    after = works.first[others] - works.last[rows]
    before = works.first[rows] - works.last[others]
    gaps: NDArray[np.float64] = np.maximum(np.maximum(after, before), 0.0)
    return gaps


def classify_pairs(
    works: Works, rows: Rows, others: Rows, *, touching: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Name the classes of pairs, each by its place in `projects.overlaps.terms.CLASSES`.

    Parameters
    ----------
    works
        The columns of all projects.
    rows, others
        Where the projects of each pair stand.
    touching
        Whether they share a place.
    """
    gaps = find_gaps(works, rows, others)
    done, other_done = works.done[rows], works.done[others]
    fresh = (works.fresh[rows] & ~other_done) | (works.fresh[others] & ~done)
    classes: NDArray[np.int64] = np.select(
        [
            ~touching | (done & other_done),
            fresh,
            gaps == 0,
            np.isnan(gaps) | (gaps <= NEAR_YEARS),
        ],
        [_ADJACENT, _JUST_FINISHED, _CONFLICT, _OPPORTUNITY],
        default=_ADJACENT,
    )
    return classes
