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
class Change:
    """One change of a catalogue file: when, by whom, what, and the digests before and after."""

    when: str
    who: str
    what: str
    before: str | None
    after: str


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


def append_change(path: Path, *, what: str, before: bytes | None, after: bytes) -> None:
    """Append a change to the log of a catalogue file.

    Parameters
    ----------
    path
        The catalogue file.
    what
        The change in words.
    before, after
        The bytes of the file; ``before`` is None where there was none.
    """
    change = Change(
        when=datetime.now(tz=UTC).isoformat(timespec="milliseconds"),
        who=name_editor(),
        what=what,
        before=None if before is None else digest(before),
        after=digest(after),
    )
    line = json.dumps(asdict(change), ensure_ascii=False) + "\n"
    try:
        with name_log(path).open("ab") as log:
            log.write(line.encode("utf-8"))
    except OSError as error:
        raise EditError(f"{name_log(path)}: cannot be written: {error.strerror}") from error
