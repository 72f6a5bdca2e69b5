"""What near a place is worth reading first: what is near, soon, and new.

The rule, in one sentence: *each kilometre of distance, each year until the promised time and each
step down in how much changes counts half as much as the one before.*

A project therefore has so many halvings, and the fewest come first:

- **how far**: its measured distance in kilometres; one without a place has none, as its group
  says already that it has no place;
- **how soon**: nothing where its promise is due this year or overdue, a year for each year until
  then, three years where there is an open promise or a project without a date, six where it is
  finished as far as is known;
- **how much it changes**: nothing for something new, one where an existing place is improved, two
  for a standing programme and for counts of a year.

The day matters: years are counted from the newest fact that is held, or the day asked for. Ties
keep the order of distance. The rule never leaves anything out; it only says what comes first.
"""

from collections.abc import Sequence
from datetime import date

from projects.catalogue import Catalogue
from projects.clock import Reading
from projects.clocks import clocks_of
from projects.dates import last_day
from projects.model import Project
from projects.neighbours import Neighbour

METRES_A_STEP = 1000.0
"""A kilometre of distance counts as much as a year of waiting."""
UNDATED_YEARS, FINISHED_YEARS = 3, 6
"""How long one waits for what has no date, and for what is there already."""
_STEPS_DOWN = {"upgrading": 1, "ongoing": 2}
_DONE = frozenset({"kept", "kept-late"})
_AHEAD = frozenset({"due-this-year", "due-later", "overdue"})
DISTANCE, CURRENT = "distance", "current"
SORTS = (DISTANCE, CURRENT)
"""The orders of the list: by distance, which is the usual one, or by this rule."""


def count_waiting(project: Project, reading: Reading) -> int:
    """Count the years until a project's promise, as the rule counts them.

    Parameters
    ----------
    project
        The project.
    reading
        What its promise has come to, as of the day of the question.
    """
    if project.status == "completed" or reading.state in _DONE:
        return FINISHED_YEARS
    promise = reading.promise
    due = last_day(promise.date) if promise is not None and promise.date is not None else None
    if due is None:
        return UNDATED_YEARS
    return max(0, due.year - reading.as_of.year)


def count_change(project: Project) -> int:
    """Count the steps down in how much a project changes: none for something new.

    Parameters
    ----------
    project
        The project.
    """
    step = _STEPS_DOWN.get(project.status, 0)
    return max(step, 2) if project.figures and project.geometry is None else step


def count_halvings(project: Project, *, reading: Reading, distance_m: float | None = None) -> float:
    """Count how often a project's weight is halved; the fewer, the earlier it is read.

    Parameters
    ----------
    project
        The project.
    reading
        What its promise has come to, as of the day of the question.
    distance_m
        How far it is; None where it has no place.
    """
    far = (distance_m or 0.0) / METRES_A_STEP
    return far + count_waiting(project, reading) + count_change(project)


def is_ahead(reading: Reading) -> bool:
    """Tell whether a promise is still open that has a date and is cited."""
    promise = reading.promise
    return bool(
        reading.state in _AHEAD and promise is not None and promise.date and promise.citations
    )


def _read_clocks(
    neighbours: Sequence[Neighbour], *, catalogue: Catalogue, as_of: date | None
) -> dict[str, Reading]:
    """Read the clocks of neighbours, and of nobody else."""
    rows, clocks = catalogue.by_id.rows, clocks_of(catalogue)
    return {one.id: clocks.read_row(rows[one.id], as_of=as_of) for one in neighbours}


def sort_current(
    neighbours: Sequence[Neighbour], *, catalogue: Catalogue, as_of: date | None = None
) -> tuple[Neighbour, ...]:
    """Sort neighbours by the rule.

    Parameters
    ----------
    neighbours
        The neighbours, in the order that ties keep.
    catalogue
        Their catalogue.
    as_of
        The day of the question; that of the newest fact held where None.
    """
    clocks = _read_clocks(neighbours, catalogue=catalogue, as_of=as_of)

    def halvings(one: Neighbour) -> float:
        project = catalogue.by_id[one.id]
        return count_halvings(project, reading=clocks[one.id], distance_m=one.distance_m)

    return tuple(sorted(neighbours, key=halvings))


def find_next(
    neighbours: Sequence[Neighbour], *, catalogue: Catalogue, as_of: date | None = None
) -> tuple[Project, Reading] | None:
    """Find what comes next among neighbours: by the rule, the first dated promise still open.

    Parameters
    ----------
    neighbours
        The neighbours.
    catalogue
        Their catalogue.
    as_of
        The day of the question; that of the newest fact held where None.

    Returns
    -------
    tuple or None
        The record with its clock; None where nothing near has a dated, cited promise open.
    """
    clocks = _read_clocks(neighbours, catalogue=catalogue, as_of=as_of)
    for one in sort_current(neighbours, catalogue=catalogue, as_of=as_of):
        reading = clocks[one.id]
        if is_ahead(reading):
            return catalogue.by_id[one.id], reading
    return None
