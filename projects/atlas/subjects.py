"""Reports as the rule of overlaps asks for them, made from columns without a model a record."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import shapely

from geodata.cities import City, find_city
from projects.model import Metadata
from projects.overlaps.subject import DatedRow, LocatedRow, SubjectRow

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


@dataclass(frozen=True, eq=False)
class Report:
    """Records that are laid out together."""

    metadata: Metadata
    projects: tuple[SubjectRow, ...]

    @property
    def report_year(self) -> int:
        """The year of the report."""
        return self.metadata.report_year

    @cached_property
    def city(self) -> City:
        """Its city, whose stations are known."""
        city = self.metadata.city
        return find_city(city.adcode, bbox=city.bbox, name_zh=city.name_zh, name_en=city.name_en)


def _read_milestones(text: str) -> tuple[DatedRow, ...]:
    if text == "[]":
        return ()
    return tuple(DatedRow(one["event"], one["date"]) for one in json.loads(text))


def make_subjects(columns: Mapping[str, Sequence[Any]]) -> Iterator[SubjectRow]:
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
        yield SubjectRow(
            id=record_id,
            part_of=tuple(part_of or ()),
            name_zh=name_zh,
            aliases=tuple(aliases),
            kind=kind,
            status=status,
            milestones=_read_milestones(milestones),
            summary_zh=summary_zh,
            place=LocatedRow(type_, accuracy_m),
            geometry=shape,
        )
