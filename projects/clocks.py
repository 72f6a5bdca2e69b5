"""The promise clocks of a whole catalogue: what each record's promise comes to, day by day."""

import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

from projects.catalogue import Beyond, Catalogue
from projects.clock import Reading, list_steps
from projects.columns import Coded, code_values
from projects.laying_out import code_steps, columns_of
from projects.lazy import Lazy
from projects.model import Project

NOTHING_BEYOND = Beyond(facts={}, newest=None)
"""What a catalogue that stands alone is told by others."""
MOST_HELD: Final = 3_000
"""The clocks of so many records are held once they were read."""

_DayReadings = tuple[tuple[date, Reading], ...]


class Steps(Lazy[_DayReadings]):
    """For each record what is said from which day on, read when it is asked for.

    Parameters
    ----------
    projects
        The records.
    beyond
        What other catalogues know.
    """

    def __init__(self, projects: Sequence[Project], *, beyond: Beyond) -> None:
        """Read nothing yet."""
        self._projects, self._beyond = projects, beyond
        self._held: dict[int, _DayReadings] = {}

    def __len__(self) -> int:
        """Count the records."""
        return len(self._projects)

    def _read(self, row: int) -> _DayReadings:
        found = self._held.get(row)
        if found is None:
            project = self._projects[row]
            found = list_steps(project, facts=self._beyond.facts.get(project.id, ()))
            self._held[row] = found
            if len(self._held) > MOST_HELD:
                self._held.pop(next(iter(self._held)), None)
        return found


class Clocks:
    """The clocks of a catalogue's records.

    Parameters
    ----------
    catalogue
        The catalogue.
    beyond
        What other catalogues know, as it was when the clocks were made.
    """

    def __init__(self, catalogue: Catalogue, *, beyond: Beyond) -> None:
        """Take what is known of the records; no clock is read yet."""
        self._ids = catalogue.ids
        self._projects = catalogue.projects
        self._own = columns_of(catalogue).coded["steps"]
        self.beyond = beyond
        own = columns_of(catalogue).newest_day(catalogue.metadata.report_day)
        self.newest = max(own, beyond.newest or own)
        """The day of the newest fact that is held: the ``as of`` where none is set."""
        self.steps: Sequence[_DayReadings] = Steps(catalogue.projects, beyond=beyond)
        """For each record, in the order of the catalogue, what is said from which day on."""

    @cached_property
    def key(self) -> str:
        """Tell what others know from anything else that they may know; empty for nothing."""
        if not self.beyond.facts and self.beyond.newest is None:
            return ""
        facts = {one: [f.model_dump_json() for f in own] for one, own in self.beyond.facts.items()}
        told = json.dumps([self.newest.isoformat(), facts], sort_keys=True)
        return f"-{hashlib.sha256(told.encode()).hexdigest()[:16]}"

    @cached_property
    def coded(self) -> Coded:
        """From which day on each clock says what: see `projects.columns.Steps`."""
        facts = self.beyond.facts
        if not facts:
            return self._own
        told = self._own.list()
        for row, record_id in enumerate(self._ids):
            if record_id in facts:
                told[row] = code_steps(self._projects[row], facts=facts[record_id])
        return code_values(told)

    def list_states(self, as_of: date | None = None) -> Coded:
        """List the state of every clock as of a day, without reading the clocks.

        Parameters
        ----------
        as_of
            The day; that of the newest fact where None.
        """
        day, coded = (as_of or self.newest).toordinal(), self.coded
        states = [
            steps[bisect_right(steps, day, key=lambda step: step[0]) - 1][1]
            for _, steps in coded.values
        ]
        found = code_values(states)
        return Coded(found.values, found.numbers[coded.numbers] if states else coded.numbers)

    def read(self, as_of: date | None = None) -> tuple[Reading, ...]:
        """Read every clock as of a day; that of the newest fact where None."""
        return tuple(self.read_row(row, as_of=as_of) for row in range(len(self.steps)))

    def read_row(self, row: int, *, as_of: date | None = None) -> Reading:
        """Read the clock of one record, by its place in the catalogue; see `read`."""
        day, steps = as_of or self.newest, self.steps[row]
        return replace(steps[bisect_right(steps, day, key=lambda step: step[0]) - 1][1], as_of=day)


_clocks: WeakKeyDictionary[Catalogue, Clocks] = WeakKeyDictionary()


def clocks_of(catalogue: Catalogue) -> Clocks:
    """Give the clocks of a catalogue, made anew only when other catalogues know something else."""
    beyond = NOTHING_BEYOND if catalogue.look_beyond is None else catalogue.look_beyond()
    made = _clocks.get(catalogue)
    if made is None or made.beyond is not beyond:
        made = _clocks[catalogue] = Clocks(catalogue, beyond=beyond)
    return made
