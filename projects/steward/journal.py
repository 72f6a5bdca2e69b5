"""The change log beside a catalogue: who changed what, when, one line of JSON each."""

import getpass
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from projects.steward.errors import EditError


@dataclass(frozen=True)
class About:
    """What of a record a change is about, so that its history can be told.

    Parameters
    ----------
    record, field
        The record and its field.
    evidence
        Where a reader found it whose correction was taken; None where none was.
    accuracy_m, accuracy_before_m
        How far off a place may be, and was before; None where it has none.
    """

    record: str
    field: str
    evidence: str | None = None
    accuracy_m: float | None = None
    accuracy_before_m: float | None = None


@dataclass(frozen=True)
class Change:
    """One change of a catalogue file: when, by whom, what, and the digests before and after."""

    when: str
    who: str
    what: str
    before: str | None
    after: str
    about: About | None = None


def name_log(path: Path) -> Path:
    """Name the change log of a catalogue file."""
    return path.with_name(f"{path.name}.log.jsonl")


def name_editor() -> str:
    """Name who edits: STEWARD_NAME where it is set, else the account's name."""
    named = os.environ.get("STEWARD_NAME", "").strip()
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def digest(data: bytes) -> str:
    """Give the SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def append_change(
    path: Path, *, what: str, before: bytes | None, after: bytes, about: About | None = None
) -> None:
    """Append a change to the log of a catalogue file.

    Parameters
    ----------
    path
        The catalogue file.
    what
        The change in words.
    before, after
        The bytes of the file; ``before`` is None where there was none.
    about
        The record and the field, where it is about one.
    """
    change = Change(
        when=datetime.now(tz=UTC).isoformat(timespec="milliseconds"),
        who=name_editor(),
        what=what,
        before=None if before is None else digest(before),
        after=digest(after),
        about=about,
    )
    told = asdict(change)
    if about is None:
        del told["about"]
    line = json.dumps(told, ensure_ascii=False) + "\n"
    try:
        with name_log(path).open("ab") as log:
            log.write(line.encode("utf-8"))
    except OSError as error:
        raise EditError(f"{name_log(path)}: cannot be written: {error.strerror}") from error
