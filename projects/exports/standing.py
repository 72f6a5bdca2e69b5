"""What became of the promises of the records of a file, as of a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from projects.catalogue import Catalogue
from projects.clock import CLOCK_STATES
from projects.clocks import clocks_of

PROMISE_COLUMNS: Final = ("promise", "promise_zh", "promise_en", "promise_as_of")
"""The columns, texts all of them; a record that promises nothing has ``none``, and no names."""


@dataclass(frozen=True)
class Standing:
    """The day for which it is said, and the state of each record by its id."""

    as_of: str
    states: Mapping[str, str]

    def make_values(self, project_id: str) -> dict[str, str | None]:
        """Make the values of a record, one a column of `PROMISE_COLUMNS`."""
        state = self.states[project_id]
        named = CLOCK_STATES.get(state)
        return {
            "promise": state,
            "promise_zh": named.name_zh if named else "",
            "promise_en": named.name_en if named else "",
            "promise_as_of": self.as_of,
        }


def read_standing(catalogue: Catalogue, *, as_of: date | None = None) -> Standing:
    """Read what became of the promises of a catalogue.

    Parameters
    ----------
    catalogue
        The catalogue.
    as_of
        The day; that of the newest fact held where None.
    """
    clocks = clocks_of(catalogue)
    found = clocks.list_states(as_of)
    states = dict(zip(catalogue.ids, found.list(), strict=True))
    return Standing((as_of or clocks.newest).isoformat(), states)
