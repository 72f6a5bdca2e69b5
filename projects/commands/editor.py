"""What the commands that edit a catalogue share: the file, the report, the answer to an error."""

import argparse
from collections.abc import Callable
from pathlib import Path

from projects.catalogue import DEFAULT_CATALOGUE
from projects.commands.apart import read_report_apart
from projects.commands.terminal import FAULTY, FINE, say, write_faults
from projects.report import Report
from projects.sources.addresses import name_place
from projects.steward.errors import FaultyEditError
from projects.steward.journal import digest, name_log


def add_file(parser: argparse.ArgumentParser) -> None:
    """Describe the catalogue that is edited."""
    parser.add_argument("--file", type=name_place, metavar="FILE", default=DEFAULT_CATALOGUE)


def add_report(parser: argparse.ArgumentParser) -> None:
    """Describe the report that citations are held against."""
    parser.add_argument("--report", type=Path, metavar="FILE", help="hold the citation against it")


def read_report_of(options: argparse.Namespace) -> Report | None:
    """Read the report that was named; None where none was."""
    return None if options.report is None else read_report_apart(options.report).to_report()


def _digest(path: Path) -> str | None:
    """Give the digest of a file, to see whether an edit changed it; None where it is no file."""
    try:
        return digest(path.read_bytes()) if path.is_file() else None
    except OSError:
        return None  # the edit itself says what is wrong with it


def run_edit(edit: Callable[[], object], *, path: Path) -> int:
    """Run an edit and say what became of it.

    Parameters
    ----------
    edit
        Makes the edit.
    path
        The file that it changes.
    """
    before = _digest(path)
    try:
        edit()
    except FaultyEditError as error:
        say(write_faults(error.faults))
        say(f"{path}: nothing was written")
        return FAULTY
    if before is not None and _digest(path) == before:
        say(f"{path}: says so already; nothing was changed")
        return FINE
    say(f"{path}: written; see {name_log(path).name}")
    return FINE
