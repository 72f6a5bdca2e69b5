"""What changed between two catalogues, held as rows: a record is made when it is told of."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from projects.catalogue import Catalogue
from projects.changes.comparison import Change, ChangeOf, Comparison, find_changes
from projects.changes.rows import ToldReport, ToldRow
from projects.laying_out import columns_of
from projects.model import Project


class HeldRow(NamedTuple):
    """A record of which something became: its id and its name."""

    id: str
    name_zh: str


HeldChange = ChangeOf[HeldRow]


def _make_report(catalogue: Catalogue) -> ToldReport:
    """Make every record once and let it go but for what is compared."""
    records = (
        ToldRow(*(getattr(one, name) for name in ToldRow._fields)) for one in catalogue.projects
    )
    return ToldReport(catalogue.metadata, tuple(records))


@dataclass(frozen=True)
class HeldComparison:
    """What changed between two catalogues, in the order of the newer one."""

    old: Catalogue
    new: Catalogue
    changes: tuple[HeldChange, ...]

    def read_sides(self, change: HeldChange) -> tuple[Project | None, Project | None]:
        """Give the older and the newer record of a change."""
        return (
            None if change.old is None else self.old.by_id[change.old.id],
            None if change.new is None else self.new.by_id[change.new.id],
        )

    def read_project(self, change: HeldChange) -> Project:
        """Give the record of a change: the newer one where there is one."""
        side = self.old if change.new is None else self.new
        return side.by_id[change.id]

    @cached_property
    def placed_ids(self) -> tuple[frozenset[str], frozenset[str]]:
        """The ids of the records on the map of the older and of the newer report."""
        older, newer = (
            frozenset(one.ids[row] for row in np.flatnonzero(columns_of(one).placed).tolist())
            for one in (self.old, self.new)
        )
        return older, newer

    def is_placed(self, change: HeldChange, *, is_newer: bool = False) -> bool:
        """Say whether a record of a change is on its map: either, or the newer one."""
        older, newer = self.placed_ids
        if change.new is not None and change.new.id in newer:
            return True
        return not is_newer and change.old is not None and change.old.id in older

    def read(self, changes: Iterable[HeldChange] | None = None) -> Comparison:
        """Make the records of changes, of all where None: for a file that tells all of them."""
        told = self.changes if changes is None else changes
        made = (
            Change(one.class_slug, *self.read_sides(one), one.how, one.reason, one.values)
            for one in told
        )
        return Comparison(self.old, self.new, tuple(made))


def _hold(record: ToldRow | None) -> HeldRow | None:
    return None if record is None else HeldRow(record.id, record.name_zh)


_kept: WeakKeyDictionary[Catalogue, WeakKeyDictionary[Catalogue, tuple[HeldChange, ...]]] = (
    WeakKeyDictionary()
)


def compare_held(old: Catalogue, new: Catalogue) -> HeldComparison:
    """Compare two catalogues, once as long as both live; see `compare_catalogues`.

    Parameters
    ----------
    old, new
        The catalogues.
    """
    kept = _kept.setdefault(new, WeakKeyDictionary())
    changes = kept.get(old)
    if changes is None:
        found = find_changes(_make_report(old), _make_report(new))
        changes = kept[old] = tuple(
            HeldChange(
                one.class_slug, _hold(one.old), _hold(one.new), one.how, one.reason, one.values
            )
            for one in found
        )
    return HeldComparison(old, new, changes)
