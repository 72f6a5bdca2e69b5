"""What events mean: which finish a thing, which only announce it, which keep what was promised."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

FINISHES: Final = frozenset({"complete", "open", "in-production"})
"""The thing is there."""
FINISHED: Final = FINISHES | {"designated"}
"""The thing is there, or has its title."""
WORKS: Final = frozenset({"start", "structure-complete", *FINISHES})
"""Work on the thing has at least begun."""
SOFT: Final = frozenset({"announced", "preparation"})
"""Nothing has been done to the ground yet: as promises they are none that can be kept or broken."""
BEGINNINGS: Final = frozenset({*SOFT, "start"})
"""What a thing that is there has left behind."""

_FULFILLED_BY: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "announced": frozenset({"announced", "preparation", "start", "complete", "open"}),
        "preparation": frozenset({"preparation", "start", "complete", "open"}),
        "start": WORKS,
        "structure-complete": WORKS - {"start"},
        "complete": FINISHES,
        "open": frozenset({"open", "in-production"}),
        "in-production": frozenset({"in-production", "open"}),
        "designated": frozenset({"designated"}),
    }
)
"""The events that keep a promise of each event: what is open has been finished and begun."""


def fulfils(event: str, *, promised: str) -> bool:
    """Say whether an event keeps the promise of another.

    Examples
    --------
    >>> fulfils("open", promised="start"), fulfils("complete", promised="open")
    (True, False)
    """
    return event in _FULFILLED_BY[promised]
