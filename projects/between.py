"""What is compared between records: names and ids stand once, wholes and declared ones exist."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from projects.refusal import refuse
from projects.signs import fold_look
from projects.wholes import find_ring


class Told(NamedTuple):
    """What is compared between records."""

    id: str
    aliases_id: Sequence[str]
    name_zh: str
    part_of: Sequence[str]
    is_placed: bool


@dataclass
class Between:
    """What is compared between records: no two have the same, and each whole is a record."""

    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    wholes: dict[str, Sequence[str]] = field(default_factory=dict)

    def add(self, told: Iterable[Told]) -> None:
        """Add records; refuse what another one has."""
        for one in told:
            ids = (one.id, *one.aliases_id)
            name = fold_look(one.name_zh)
            if name in self.names or len(set(ids)) < len(ids):
                refuse()
            if not self.ids.isdisjoint(ids) or one.id in one.part_of:
                refuse()
            self.names.add(name)
            self.ids.update(ids)
            self.present.add(one.id)
            if one.part_of:
                self.wholes[one.id] = one.part_of
            if one.is_placed:
                self.placed.add(one.id)

    def join(self, other: "Between") -> None:
        """Add the records of another part of the file."""
        if not self.names.isdisjoint(other.names) or not self.ids.isdisjoint(other.ids):
            refuse()
        for name, own in vars(self).items():
            own.update(getattr(other, name))

    def check_ends(self, leaving: Iterable[str]) -> None:
        """Look at what only the last record settles; what leaves the city has to have a place."""
        if not self.present.issuperset(chain.from_iterable(self.wholes.values())):
            refuse()
        if find_ring(self.wholes) or not self.placed.issuperset(leaving):
            refuse()
