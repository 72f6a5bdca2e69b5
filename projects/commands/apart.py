"""Reading in a process of its own: a hostile document takes so much and so long, and no more."""

import contextlib
import multiprocessing
import sys
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from projects.errors import ProjectsError
from projects.steward.errors import DocumentError
from projects.steward.paragraphs import ReadReport, read_paragraphs
from projects.steward.sheets import Sheet, read_sheet
from projects.steward.tables import Table, read_brought_table

TIME_LIMIT_S = 120
MEMORY_LIMIT_BYTES = 4 << 30
"""Addresses that the process may take; a report of a hundred pages needs a tenth of it."""
PLAIN = frozenset({".md", ".txt", ".csv", ".tsv", ".json", ".geojson"})
"""Endings of files that are read here: their size bounds what reading them takes."""


def _limit_process() -> None:
    """Bound what this process may take."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    with contextlib.suppress(OSError, ValueError):  # a lower limit may stand already
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))


def _do_work(read: Callable[..., Any], arguments: tuple[object, ...], answer: Connection) -> None:
    """Read, and send what was read or why it was not."""
    _limit_process()
    try:
        answer.send((True, read(*arguments)))
    except ProjectsError as error:
        answer.send((False, str(error)))
    except MemoryError:
        answer.send((False, ""))
    finally:
        answer.close()


def do_apart(
    read: Callable[..., Any], path: Path, *more: object, time_limit_s: float = TIME_LIMIT_S
) -> Any:  # noqa: ANN401 - what the reader gives
    """Read a file in a process of its own.

    Parameters
    ----------
    read
        A function of a module, that takes the file.
    path
        The file.
    more
        What else it takes.
    time_limit_s
        How long it may take.

    Raises
    ------
    DocumentError
        Where the file is refused, or takes more time or memory than it may.
    """
    # A command has one thread: its copy has loaded all that reading needs.
    is_copied = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if is_copied else "spawn")
    incoming, outgoing = context.Pipe(duplex=False)
    process = context.Process(target=_do_work, args=(read, (path, *more), outgoing), daemon=True)  # type: ignore[attr-defined]
    process.start()
    outgoing.close()
    too_much = f"{path}: it needs more memory than it may have, or is damaged"
    try:
        if not incoming.poll(time_limit_s):
            raise DocumentError(f"{path}: not read after {time_limit_s:g} s; it may be damaged")
        is_read, answer = incoming.recv()
    except EOFError:
        raise DocumentError(too_much) from None
    finally:
        incoming.close()
        process.kill()
        process.join()
    if not is_read:
        raise DocumentError(answer or too_much)
    return answer


def _is_plain(path: Path) -> bool:
    return path.suffix.lower() in PLAIN or not path.is_file()


def read_report_apart(path: Path) -> ReadReport:
    """Read the sections and paragraphs of a report's file; see `read_paragraphs`.

    Parameters
    ----------
    path
        A ``.md``, ``.txt``, ``.docx`` or ``.pdf`` file.
    """
    if _is_plain(path):
        return read_paragraphs(path)
    report: ReadReport = do_apart(read_paragraphs, path)
    return report


def read_sheet_apart(path: Path) -> Sheet:
    """Read the rows of a table; see `read_sheet`.

    Parameters
    ----------
    path
        A ``.tsv`` or ``.xlsx`` file.
    """
    if _is_plain(path):
        return read_sheet(path)
    sheet: Sheet = do_apart(read_sheet, path)
    return sheet


def read_table_apart(path: Path, *, crs: str | None) -> Table:
    """Read a brought table or spatial file; see `read_brought_table`.

    Parameters
    ----------
    path
        The file.
    crs
        The system of its coordinates, where the file does not say it.
    """
    if _is_plain(path):
        return read_brought_table(path, crs=crs)
    table: Table = do_apart(partial(read_brought_table, crs=crs), path)
    return table
