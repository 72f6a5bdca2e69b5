"""A lock on a file: one editor at a time, freed by the system if its process ends."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from projects.steward.errors import EditError


@contextmanager
def lock_file(path: Path) -> Iterator[None]:
    """Hold the lock of a file while the block runs; another editor waits.

    Parameters
    ----------
    path
        The file; the lock is an empty file beside it, ``.<name>.lock``.

    Raises
    ------
    EditError
        Where the folder cannot be written to.
    """
    beside = path.with_name(f".{path.name}.lock")
    try:
        handle = beside.open("a+b")
    except OSError as error:
        raise EditError(f"{path}: cannot be locked: {error.strerror}") from error
    with handle:
        if sys.platform == "win32":  # pragma: no cover - not tested here
            import msvcrt  # noqa: PLC0415 - this system only

            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                handle.seek(0)
                msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - this system only

            fcntl.flock(handle, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(handle, fcntl.LOCK_UN)
