"""What a steward dropped is read apart: a document may be a bomb, and the pages go on."""

from functools import partial
from pathlib import Path
from typing import Any

from app.apart import Job, do_apart
from app.errors import AppError
from projects.steward.errors import StewardError
from projects.steward.paragraphs import ReadReport, read_paragraphs
from projects.steward.tables import Table, read_brought_table


def _do(job: Job, path: Path) -> Any:  # noqa: ANN401 - what the job gives
    """Do a job apart; what it refuses is the steward's to mend."""
    try:
        return do_apart(job)
    except AppError as error:
        text = str(error)
        raise StewardError(text if str(path) in text else f"{path.name}: {text}") from error


def read_report(path: Path) -> ReadReport:
    """Read a report's file in a process of its own.

    Raises
    ------
    StewardError
        Where it cannot be read, or takes more time or memory than it may.
    """
    report: ReadReport = _do(Job(read_paragraphs, (path,)), path)
    return report


def read_table(path: Path, *, crs: str | None) -> Table:
    """Read a brought table in a process of its own.

    Parameters
    ----------
    path
        The file.
    crs
        The system of its coordinates, where the file does not say it.

    Raises
    ------
    StewardError
        Where it cannot be read, or takes more time or memory than it may.
    """
    table: Table = _do(Job(partial(read_brought_table, crs=crs), (path,)), path)
    return table
