"""The promise clocks of a whole catalogue: what each record's promise comes to, day by day."""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

from projects.catalogue import Beyond, Catalogue
from projects.clock import Reading, find_newest_day, list_steps

NOTHING_BEYOND = Beyond(facts={}, newest=None)
"""What a catalogue that stands alone is told by others."""


@dataclass(frozen=True, eq=False)
class Clocks:
    """The clocks of a catalogue's records.

    Parameters
    ----------
    beyond
        What other catalogues know, as it was when the clocks were made.
    newest
        The day of the newest fact that is held: the ``as of`` where none is set.
    steps
        For each record, in the order of the catalogue, what is said from which day on.
    """

    beyond: Beyond
    newest: date
    steps: tuple[tuple[tuple[date, Reading], ...], ...]

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
        own = find_newest_day([catalogue]) or catalogue.metadata.report_day
        steps = tuple(
            list_steps(project, facts=beyond.facts.get(project.id, ()))
            for project in catalogue.projects
        )
        newest = max(own, beyond.newest or own)
        made = _clocks[catalogue] = Clocks(beyond=beyond, newest=newest, steps=steps)
    return made
