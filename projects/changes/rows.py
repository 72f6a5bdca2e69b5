"""A report as rows, as far as it is held against another: without a model of each record."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from projects.changes.subject import Happening, Quoted
from projects.model import Metadata
from projects.rows import Figured


class ToldRow(NamedTuple):
    """A record, as far as two reports are held against each other; it was checked before."""

    id: str
    aliases_id: tuple[str, ...]
    name_zh: str
    aliases: tuple[str, ...]
    kind: str
    status: str
    milestones: tuple[Happening, ...]
    figures: tuple[Figured, ...]
    citations: tuple[Quoted, ...]


@dataclass(frozen=True, eq=False)
class ToldReport:
    """A report as rows, in its order."""

    metadata: Metadata
    projects: tuple[ToldRow, ...]

    @cached_property
    def by_id(self) -> Mapping[str, ToldRow]:
        """Its records by their present id."""
        return {one.id: one for one in self.projects}

    @cached_property
    def present_ids(self) -> Mapping[str, str]:
        """The present id behind each id, present or former."""
        present = {one.id: one.id for one in self.projects}
        return {old: one.id for one in self.projects for old in one.aliases_id} | present
