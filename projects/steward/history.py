"""The history of a catalogue's records, from its change log: what was changed of each, and when."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from projects.steward.journal import name_log

MOST_BYTES = 4 << 20
"""So much of a log is read, from its end."""


@dataclass(frozen=True)
class Edit:
    """A change of a record.

    Parameters
    ----------
    record, field
        The record and its field.
    day
        When it was made.
    evidence
        Where a reader found it whose correction was taken; None where none was.
    accuracy_m, accuracy_before_m
        Of a place: how far off it may be, and might be before.
    """

    record: str
    field: str
    day: date
    evidence: str | None = None
    accuracy_m: float | None = None
    accuracy_before_m: float | None = None


def _read_lines(path: Path) -> list[bytes]:
    """Read the last lines of a log; none where there is no log."""
    try:
        with path.open("rb") as log:
            size = log.seek(0, 2)
            log.seek(max(0, size - MOST_BYTES))
            lines = log.read().splitlines()
    except OSError:
        return []
    return lines[1:] if size > MOST_BYTES else lines


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def _read_edit(line: bytes) -> Edit | None:
    """Read a line of a log; None where it is about no record, or is damaged."""
    try:
        told: Any = json.loads(line)
        about, when = told["about"], date.fromisoformat(str(told["when"])[:10])
        evidence = about.get("evidence")
        return Edit(
            record=str(about["record"]),
            field=str(about["field"]),
            day=when,
            evidence=None if evidence is None else str(evidence),
            accuracy_m=_number(about.get("accuracy_m")),
            accuracy_before_m=_number(about.get("accuracy_before_m")),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def read_history(path: Path) -> dict[str, tuple[Edit, ...]]:
    """Read what was changed of the records of a catalogue file, the oldest first.

    Parameters
    ----------
    path
        The catalogue file; its log stands beside it.
    """
    found: dict[str, list[Edit]] = {}
    for line in _read_lines(name_log(path)):
        edit = _read_edit(line)
        if edit is not None:
            found.setdefault(edit.record, []).append(edit)
    return {record: tuple(edits) for record, edits in found.items()}
