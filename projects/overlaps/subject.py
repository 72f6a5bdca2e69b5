"""What the rule of overlaps asks of a report and its records, whoever holds them.

A `projects.catalogue.Catalogue` has it all; an atlas of millions of records has it as rows, without
a model of each.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from shapely.geometry.base import BaseGeometry

from geodata.cities import City


class Dated(Protocol):
    """A milestone, as far as years are told from it."""

    @property
    def event(self) -> str:
        """What happened or is to."""

    @property
    def date(self) -> str | None:
        """When; None where no date is known."""


class Located(Protocol):
    """A place, as far as it is measured."""

    @property
    def type(self) -> str:
        """The type of place."""

    @property
    def accuracy_m(self) -> float | None:
        """How far off it may be, in metres; None without a geometry."""


class Subject(Protocol):
    """A record, as far as it may meet another."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def part_of(self) -> Sequence[str]:
        """The ids of what it is a part of."""

    @property
    def name_zh(self) -> str:
        """Its usual name."""

    @property
    def aliases(self) -> Sequence[str]:
        """Its other names."""

    @property
    def kind(self) -> str:
        """What it is."""

    @property
    def status(self) -> str:
        """How it stands."""

    @property
    def milestones(self) -> Sequence[Dated]:
        """What happened or is to."""

    @property
    def summary_zh(self) -> str:
        """What it is, in words."""

    @property
    def place(self) -> Located:
        """Its place."""

    @property
    def geometry(self) -> BaseGeometry | None:
        """The shape of its place; None where no place is known."""


class Report(Protocol):
    """A report, as far as its records meet each other."""

    @property
    def projects(self) -> Sequence[Subject]:
        """Its records, in its order."""

    @property
    def city(self) -> City:
        """Its city, whose stations are known."""

    @property
    def report_year(self) -> int:
        """Its year."""


class DatedRow(NamedTuple):
    """A milestone, as far as years are told from it."""

    event: str
    date: str | None


class LocatedRow(NamedTuple):
    """A place, as far as it is measured."""

    type: str
    accuracy_m: float | None


class SubjectRow(NamedTuple):
    """A record, as far as it may meet another; it was checked before."""

    id: str
    part_of: tuple[str, ...]
    name_zh: str
    aliases: tuple[str, ...]
    kind: str
    status: str
    milestones: tuple[DatedRow, ...]
    summary_zh: str
    place: LocatedRow
    geometry: BaseGeometry | None

    def qualify(self, adcode: str) -> "SubjectRow":
        """Give a record of another report ids that no record of the first can have."""
        wholes = tuple(f"{adcode}/{whole}" for whole in self.part_of)
        return self._replace(id=f"{adcode}/{self.id}", part_of=wholes)


def make_rows(subjects: Iterable[Subject]) -> tuple[SubjectRow, ...]:
    """Make rows of records, each looked at once: those of a large catalogue are made in passing."""
    return tuple(
        SubjectRow(
            id=one.id,
            part_of=tuple(one.part_of),
            name_zh=one.name_zh,
            aliases=tuple(one.aliases),
            kind=one.kind,
            status=one.status,
            milestones=tuple(DatedRow(m.event, m.date) for m in one.milestones),
            summary_zh=one.summary_zh,
            place=LocatedRow(one.place.type, one.place.accuracy_m),
            geometry=one.geometry,
        )
        for one in subjects
    )
