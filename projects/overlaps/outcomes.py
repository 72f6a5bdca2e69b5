"""What became of pairs: a small JSON file that a reader keeps and hands on.

A pair has no order: an outcome of a and b is one of b and a. The file names the catalogue it was
made with and stays readable with any other; an outcome whose projects a catalogue no longer has
is kept as it is.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from projects.errors import OutcomesError
from projects.model import PlainDate, Slug
from projects.model_words import tell_refused

VERSION: Final = 1

State = Literal["open", "agreed", "not-a-conflict"]
STATES: Final[tuple[State, ...]] = ("open", "agreed", "not-a-conflict")
"""What may have become of a pair."""


class _Entry(BaseModel):
    """One outcome as it stands in a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    a: Slug
    b: Slug
    state: State
    note: str = ""
    date: PlainDate | None = None
    link: str | None = None


class _File(BaseModel):
    """A file of outcomes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["city-projects-outcomes"]
    version: Literal[1]
    catalogue: Slug
    outcomes: tuple[_Entry, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a pair, when it was decided and where that can be read."""

    a: str
    b: str
    state: State
    note: str = ""
    date: str | None = None
    link: str | None = None

    @property
    def key(self) -> frozenset[str]:
        """The pair, without an order."""
        return frozenset({self.a, self.b})

    def to_json(self) -> dict[str, Any]:
        """Write what is said of the pair, without its ids."""
        return {"state": self.state, "note": self.note, "date": self.date, "link": self.link}


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of a catalogue's pairs; of one pair there may be several, oldest first."""

    catalogue: str
    entries: tuple[Outcome, ...] = field(default_factory=tuple)

    @cached_property
    def _latest(self) -> dict[frozenset[str], Outcome]:
        return {entry.key: entry for entry in _order(self.entries)}

    def find(self, a: str, b: str) -> Outcome | None:
        """Find the latest outcome of a pair; the order of its ids is no matter."""
        return self._latest.get(frozenset({a, b}))


def _turn(entry: Outcome) -> Outcome:
    """Write the ids of a pair in order, so that a pair and its mirror are one."""
    return replace(entry, a=min(entry.a, entry.b), b=max(entry.a, entry.b))


def _order(entries: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Order outcomes by pair and date, each once; what has no date comes first."""

    def rank(entry: Outcome) -> tuple[str, str, str, int, str, str]:
        state = STATES.index(entry.state)
        return entry.a, entry.b, entry.date or "", state, entry.note, entry.link or ""

    return tuple(sorted({_turn(entry) for entry in entries}, key=rank))


def read_outcomes(data: bytes, *, file: str) -> Outcomes:
    """Read a file of outcomes.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for the faults.

    Raises
    ------
    OutcomesError
        With every fault of the file.
    """
    try:
        content = _File.model_validate_json(data)
    except ValidationError as error:
        faults = [
            f"{'.'.join(str(step) for step in detail['loc']) or 'file'}: {tell_refused(detail)}"
            for detail in error.errors(include_url=False)
        ]
        raise OutcomesError(file, faults) from error
    faults = [
        f"outcomes.{number}: expected two different projects, found {entry.a} twice"
        for number, entry in enumerate(content.outcomes)
        if entry.a == entry.b
    ]
    if faults:
        raise OutcomesError(file, faults)
    entries = (Outcome(**entry.model_dump()) for entry in content.outcomes)
    return Outcomes(catalogue=content.catalogue, entries=_order(entries))


def write_outcomes(outcomes: Outcomes) -> bytes:
    """Write outcomes as a file: one a line, the same bytes for the same content."""
    lines = [
        json.dumps({"a": e.a, "b": e.b} | e.to_json(), ensure_ascii=False)
        for e in _order(outcomes.entries)
    ]
    head = f'{{"type":"city-projects-outcomes","version":{VERSION},'
    name = json.dumps(outcomes.catalogue)
    body = ",\n".join(lines)
    return f'{head}"catalogue":{name},"outcomes":[\n{body}\n]}}\n'.encode()


def merge_outcomes(outcomes: Outcomes, other: Outcomes) -> Outcomes:
    """Merge two files of outcomes: nothing is lost, and of one pair the latest date counts.

    Parameters
    ----------
    outcomes
        The reader's own; its catalogue is kept.
    other
        Another file, perhaps of another catalogue's version.
    """
    both = [*outcomes.entries, *other.entries]
    return Outcomes(catalogue=outcomes.catalogue, entries=_order(both))


def rename_outcomes(outcomes: Outcomes, *, present_ids: dict[str, str]) -> Outcomes:
    """Give outcomes the present ids of a catalogue; an id it does not know stays as it is.

    Parameters
    ----------
    outcomes
        Outcomes perhaps made with another version of the catalogue.
    present_ids
        The present id behind every id that is or was in use.
    """
    entries = (
        replace(entry, a=present_ids.get(entry.a, entry.a), b=present_ids.get(entry.b, entry.b))
        for entry in outcomes.entries
    )
    return Outcomes(catalogue=outcomes.catalogue, entries=_order(entries))


def make_outcomes_schema() -> dict[str, Any]:
    """Make the JSON Schema of a file of outcomes."""
    schema = _File.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Outcomes of pairs of city projects",
    }
