"""Reports as the rule of overlaps asks for them, made from columns without a model a record."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.cities import City, find_city
from projects.model import Metadata

COLUMNS: Final = (
    "id",
    "part_of",
    "name_zh",
    "aliases",
    "kind",
    "status",
    "milestones",
    "summary_zh",
    "place_type",
    "place_accuracy_m",
    "geometry",
)
"""The columns that `make_subjects` reads."""


class Dated(NamedTuple):
    """A milestone, as far as years are told from it."""

    event: str
    date: str | None


class Located(NamedTuple):
    """A place, as far as it is measured."""

    type: str
    accuracy_m: float | None


class Subject(NamedTuple):
    """A record, as far as it may meet another; it was checked when the atlas was built."""

    id: str
    part_of: tuple[str, ...]
    name_zh: str
    aliases: tuple[str, ...]
    kind: str
    status: str
    milestones: tuple[Dated, ...]
    summary_zh: str
    place: Located
    geometry: BaseGeometry | None

    def qualify(self, adcode: str) -> "Subject":
        """Give a record of another report ids that no record of the first can have."""
        wholes = tuple(f"{adcode}/{whole}" for whole in self.part_of)
        return self._replace(id=f"{adcode}/{self.id}", part_of=wholes)


@dataclass(frozen=True, eq=False)
class Report:
    """Records that are laid out together."""

    metadata: Metadata
    projects: tuple[Subject, ...]

    @property
    def report_year(self) -> int:
        """The year of the report."""
        return self.metadata.report_year

    @cached_property
    def city(self) -> City:
        """Its city, whose stations are known."""
        city = self.metadata.city
        return find_city(city.adcode, bbox=city.bbox, name_zh=city.name_zh, name_en=city.name_en)


def _read_milestones(text: str) -> tuple[Dated, ...]:
    if text == "[]":
        return ()
    return tuple(Dated(one["event"], one["date"]) for one in json.loads(text))


def make_subjects(columns: Mapping[str, Sequence[Any]]) -> Iterator[Subject]:
    """Make records from the columns of a table.

    Parameters
    ----------
    columns
        Those of `COLUMNS` by name, each with a value a record.
    """
    shapes = shapely.from_wkb(columns["geometry"])
    taken = (columns[name] for name in COLUMNS[:-1])
    for (
        record_id, part_of, name_zh, aliases, kind, status, milestones, summary_zh, type_,
        accuracy_m,
    ), shape in zip(zip(*taken, strict=True), shapes, strict=True):  # fmt: skip
        yield Subject(
            id=record_id,
            part_of=tuple(part_of or ()),
            name_zh=name_zh,
            aliases=tuple(aliases),
            kind=kind,
            status=status,
            milestones=_read_milestones(milestones),
            summary_zh=summary_zh,
            place=Located(type_, accuracy_m),
            geometry=shape,
        )
