"""What is computed from a record and never typed: its due year, its length, its area."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from shapely.geometry.base import BaseGeometry

from geodata.measure import area_m2, length_m
from projects.dates import last_year
from projects.events import BEGINNINGS, fulfils


class Dated(Protocol):
    """A milestone, as far as promises are told from it."""

    @property
    def event(self) -> str:
        """What happened or is to."""

    @property
    def date(self) -> str | None:
        """When; None where no date is known."""

    @property
    def state(self) -> str:
        """Whether it is reported or promised."""

    @property
    def source(self) -> object | None:
        """Where a fact from elsewhere was found; None for what the report says."""


M = TypeVar("M", bound=Dated)


@dataclass(frozen=True)
class Measures:
    """How large a place is: metres along a line, square metres of an area, else None."""

    length_m: float | None
    area_m2: float | None


def list_own_milestones(milestones: Iterable[M]) -> tuple[M, ...]:
    """List the milestones that the report itself tells, leaving out later facts."""
    return tuple(milestone for milestone in milestones if milestone.source is None)


def list_open_promises(milestones: Iterable[M]) -> tuple[M, ...]:
    """List the promises of the report that it does not itself report as kept.

    A promise is kept where the same event is reported for its year or a later one, and that of a
    start also where what follows it is: what is finished has been started. A report that calls a
    line opened in one paragraph and promises its opening for a later year in another leaves the
    promise open, and so does one that promises a start for a year after the finish.
    """
    own = list_own_milestones(milestones)
    reported: dict[str, int] = {}
    for milestone in own:
        year = last_year(milestone.date) if milestone.date else None
        if milestone.state == "reported" and year is not None:
            reported[milestone.event] = max(year, reported.get(milestone.event, year))
    open_promises = []
    for milestone in own:
        if milestone.state != "promised":
            continue
        year = last_year(milestone.date) if milestone.date else None
        years = [
            when
            for event, when in reported.items()
            if event == milestone.event
            or (milestone.event in BEGINNINGS and fulfils(event, promised=milestone.event))
        ]
        kept = max(years, default=None)
        if kept is None or year is None or kept < year:
            open_promises.append(milestone)
    return tuple(open_promises)


def derive_due(milestones: Iterable[Dated]) -> int | None:
    """Give the year of the latest promise of the report that is still open.

    Parameters
    ----------
    milestones
        All milestones of a record; later facts from elsewhere are not looked at.

    Returns
    -------
    int or None
        None where no promise is open or none has a date.
    """
    years = [last_year(promise.date) for promise in list_open_promises(milestones) if promise.date]
    return max((year for year in years if year is not None), default=None)


class Shaped(Protocol):
    """Something with a place."""

    @property
    def geometry(self) -> BaseGeometry | None:
        """Its shape; None where no place is known."""


def measure_project(project: Shaped) -> Measures:
    """Measure the place of a project on the ellipsoid."""
    geometry = project.geometry
    if geometry is None or geometry.geom_type in {"Point", "MultiPoint"}:
        return Measures(length_m=None, area_m2=None)
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return Measures(length_m=None, area_m2=float(area_m2(geometry)))
    return Measures(length_m=float(length_m(geometry)), area_m2=None)
