"""The records of a large catalogue: each made from its text when it is asked for, a few held."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Final

import shapely.geometry.base

from geodata.errors import FileFaultsError
from geodata.files import open_bytes
from projects.columns import Columns
from projects.errors import CatalogueError, Fault
from projects.lazy import Lazy
from projects.model import Project

MOST_HELD: Final = 3_000
"""So many records are held once they were made; all of a catalogue that has no more."""
_AT_ONCE: Final = 500


class KeptText:
    """The text of a catalogue in a file of our own, read where it is asked for.

    Parameters
    ----------
    path
        The file. It may be deleted: what is open stays as it was.
    skip
        Where the text begins in it.
    """

    def __init__(self, path: Path, *, skip: int) -> None:
        """Open the file.

        Raises
        ------
        FileFaultsError
            Where it is not there.
        """
        self._path, self._skip = path, skip
        self._file: IO[bytes] = open_bytes(path)
        self._reading = threading.Lock()

    def read(self, start: int, end: int) -> bytes:
        """Read what stands from one place up to another; up to the end where that is below 0."""
        with self._reading:
            self._file.seek(self._skip + start)
            return self._file.read(end - start if end >= 0 else -1)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        """Go to another process: as the file where it is still there, else as its text."""
        text = None if self._path.exists() else self.read(0, -1)
        return _open_text, (self._path, self._skip, text)


class HeldText:
    """The text of a catalogue, held.

    Parameters
    ----------
    text
        The text.
    """

    def __init__(self, text: bytes) -> None:
        """Hold it."""
        self._text = text

    def read(self, start: int, end: int) -> bytes:
        """Read what stands from one place up to another."""
        return self._text[start:end]


def _open_text(path: Path, skip: int, text: bytes | None) -> KeptText | HeldText:
    """Open a text that came from another process."""
    if text is not None:
        return HeldText(text)
    try:
        return KeptText(path, skip=skip)
    except FileFaultsError as error:
        expected, found = "a file of the cache that is still there", error.faults[0]
        raise CatalogueError([Fault(path.name, "collection", "file", expected, found)]) from error


def make_project(text: bytes, *, shape: shapely.geometry.base.BaseGeometry | None) -> Project:
    """Make a project of the text of its feature, which has passed the checks.

    Parameters
    ----------
    text
        The feature.
    shape
        Its geometry.
    """
    return Project.model_validate({**json.loads(text)["properties"], "geometry": shape})


class _Projects(Lazy[Project]):
    """Records that are the same as others where each of them is."""

    def __eq__(self, other: object) -> bool:
        """Say whether another sequence has the same records."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = object.__hash__


class Records(_Projects):
    """The records of a catalogue that passed the checks, in the order of its file.

    Parameters
    ----------
    text
        The text of the file.
    columns
        What is known of all records at once.
    keys
        Their search keys as `projects.text_index` lays them out, where they were made already.
    """

    def __init__(
        self, text: KeptText | HeldText, *, columns: Columns, keys: bytes | None = None
    ) -> None:
        """Take both; no record is made yet."""
        self._text = text
        self.columns = columns
        self.keys = keys
        self._held: dict[int, Project] = {}

    def __len__(self) -> int:
        """Count the records."""
        return self.columns.count

    def _read(self, row: int) -> Project:
        found = self._held.get(row)
        return found if found is not None else self._hold(row, self._make(row))

    def _make(self, row: int) -> Project:
        start, end = self.columns.spans[row].tolist()
        return make_project(self._text.read(start, end), shape=self.columns.shapes[row])

    def _hold(self, row: int, project: Project) -> Project:
        """Hold a record; two that ask at the same time are given the same one."""
        held = self._held.setdefault(row, project)
        if len(self._held) > MOST_HELD:
            self._held.pop(next(iter(self._held)), None)
        return held

    def __iter__(self) -> Iterator[Project]:
        """Give every record in turn; those of a large catalogue are held by nobody."""
        if len(self) <= MOST_HELD:
            yield from (self[row] for row in range(len(self)))
            return
        for first in range(0, len(self), _AT_ONCE):
            yield from self._read_several(range(first, min(first + _AT_ONCE, len(self))))

    def _read_several(self, rows: range) -> Iterator[Project]:
        """Read records that follow each other."""
        spans, shapes = self.columns.spans[rows.start : rows.stop].tolist(), self.columns.shapes
        begin = spans[0][0]
        text = self._text.read(begin, spans[-1][1])
        for row, (start, end) in zip(rows, spans, strict=True):
            held = self._held.get(row)
            if held is None:
                held = make_project(text[start - begin : end - begin], shape=shapes[row])
            yield held

    def __getstate__(self) -> dict[str, object]:
        """Leave the records that are held behind: they are made again."""
        return {"_text": self._text, "columns": self.columns, "keys": self.keys, "_held": {}}


class Picked(_Projects):
    """Some of the records of a catalogue, each made when it is asked for.

    Parameters
    ----------
    projects
        The records.
    rows
        The places of those that are meant.
    """

    def __init__(self, projects: Sequence[Project], rows: Sequence[int]) -> None:
        """Remember which."""
        self._projects, self._rows = projects, rows

    def __len__(self) -> int:
        """Count them."""
        return len(self._rows)

    def _read(self, row: int) -> Project:
        return self._projects[self._rows[row]]


class ById(Mapping[str, Project]):
    """The records of a catalogue by their present id.

    Parameters
    ----------
    projects
        The records.
    ids
        Their ids, in the same order.
    """

    def __init__(self, projects: Sequence[Project], *, ids: Sequence[str]) -> None:
        """Remember where each stands."""
        self._projects = projects
        self._ids = ids

    @cached_property
    def rows(self) -> dict[str, int]:
        """Where each record stands."""
        return {record_id: row for row, record_id in enumerate(self._ids)}

    def __getitem__(self, key: str) -> Project:
        """Give the record of an id."""
        return self._projects[self.rows[key]]

    def __contains__(self, key: object) -> bool:
        """Say whether there is such a record, without making it."""
        return key in self.rows

    def __iter__(self) -> Iterator[str]:
        """Give the ids."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the records."""
        return len(self.rows)
