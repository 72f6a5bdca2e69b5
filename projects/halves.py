"""A large file read on two cores: a process of its own reads the second half of the features.

Each half is a file of its own, read as any other; what is compared between records is compared
when both are there. Where there is one core, or no process can be had, the whole is read here.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from threading import Thread
from typing import Final, NamedTuple

from projects.between import Between
from projects.catalogue import MAX_FEATURES, Catalogue
from projects.columns import Columns, join_columns
from projects.feature_text import Cut, find_cut
from projects.laying_out import Layout
from projects.model import Metadata
from projects.records import HeldText, Records
from projects.refusal import NotPlainlySoundError
from projects.sound import FindFaults, SoundReader, collector_paused
from projects.text_index import make_index

LARGE_BYTES: Final = 48 << 20
"""From this size on a second process saves more time than it takes to begin."""
_OWN_SHARE: Final = 0.52
"""The other process has to begin first."""
_COMMAND: Final = "import sys; sys.path[:] = {path!r}; from {module} import read_half; read_half()"


class Part(NamedTuple):
    """What was read of a file: its columns, its metadata and, of a large one, its search keys."""

    columns: Columns
    metadata: Metadata
    between: Between
    keys: bytes | None = None


def _read(data: bytes, *, find_faults: FindFaults, is_part: bool = False) -> Part:
    reader, layout = SoundReader(data, find_faults=find_faults, is_part=is_part), Layout()
    with collector_paused():
        for projects in reader.read():
            layout.add(projects)
    return Part(layout.finish(spans=reader.spans), reader.metadata, reader.between)


def _read_part(data: bytes, *, find_faults: FindFaults) -> Part:
    """Read a part, with the keys of its records."""
    part = _read(data, find_faults=find_faults, is_part=True)
    records = Records(HeldText(b""), columns=part.columns)
    return part._replace(keys=make_index(Catalogue(part.metadata, records)).text)


class _Other:
    """Another process that reads a part.

    Parameters
    ----------
    pieces
        The bytes of the part.
    module
        Which has the function ``read_half``, that calls `answer`.
    """

    def __init__(self, *pieces: bytes | memoryview, module: str) -> None:
        """Begin it.

        Raises
        ------
        OSError
            Where no process can be had.
        """
        command = _COMMAND.format(path=sys.path, module=module)
        self._process = subprocess.Popen(  # noqa: S603 - our own code, in this interpreter
            [sys.executable, "-c", command], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._told = b""
        self._listening = Thread(target=self._listen, args=(pieces,), name="half", daemon=True)
        self._listening.start()

    def _listen(self, pieces: tuple[bytes | memoryview, ...]) -> None:
        to, told = self._process.stdin, self._process.stdout
        if to is None or told is None:
            return
        with told:
            with contextlib.suppress(BrokenPipeError), to:
                for piece in pieces:
                    to.write(piece)
            self._told = told.read()
        self._process.wait()

    def read(self) -> Part | None:
        """Wait for what it read; None where it could not.

        Raises
        ------
        NotPlainlySoundError
            Where something may be wrong.
        """
        self._listening.join()
        if self._process.returncode or not self._told:
            return None
        found: Part | None = pickle.loads(self._told)  # noqa: S301 - our own process wrote it
        if found is None:
            raise NotPlainlySoundError
        return found

    def end(self) -> None:
        """End it: nobody waits for it any more."""
        self._process.kill()
        self._listening.join()


def answer(*, find_faults: FindFaults) -> None:
    """Read a part from the standard input and write what was read, in a process for it alone.

    Parameters
    ----------
    find_faults
        Finds what the checks of one record find.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a server that is stopped ends this process
    try:
        part: Part | None = _read_part(sys.stdin.buffer.read(), find_faults=find_faults)
    except NotPlainlySoundError:
        part = None
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.buffer.write(pickle.dumps(part, protocol=pickle.HIGHEST_PROTOCOL))
        sys.stdout.buffer.flush()


def _count_cores() -> int:
    """Count the cores that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_whole(data: bytes, *, find_faults: Callable[[], FindFaults], read_half: str) -> Part:
    """Read a file in which nothing is wrong.

    Parameters
    ----------
    data
        The bytes of the file.
    find_faults
        Gives what finds what the checks of one record find.
    read_half
        The module with a function ``read_half`` that reads a part with the same checks.

    Raises
    ------
    NotPlainlySoundError
        Where something may be.
    """
    is_large = len(data) >= LARGE_BYTES and _count_cores() > 1
    cut = find_cut(data, share=_OWN_SHARE) if is_large else None
    if cut is None:
        return _read(data, find_faults=find_faults())
    try:
        # Not copied: the text of the whole is held already.
        other = _Other(data[: cut.head], memoryview(data)[cut.start :], module=read_half)
    except OSError:
        return _read(data, find_faults=find_faults())
    return _read_both(data, cut=cut, other=other, find_faults=find_faults())


def _read_both(data: bytes, *, cut: Cut, other: _Other, find_faults: FindFaults) -> Part:
    """Read the first part here, and join both."""
    try:
        part = _read_part(data[: cut.end] + b"]}", find_faults=find_faults)
        beside = other.read()
    finally:
        other.end()
    if beside is None:
        beside = _read_part(data[: cut.head] + data[cut.start :], find_faults=find_faults)
    if part.columns.count + beside.columns.count > MAX_FEATURES:
        raise NotPlainlySoundError
    part.between.join(beside.between)
    part.between.check_ends(part.metadata.leaves_city)
    columns = join_columns(part.columns, beside.columns, shift=cut.start - cut.head)
    return Part(columns, part.metadata, part.between, (part.keys or b"") + (beside.keys or b""))
