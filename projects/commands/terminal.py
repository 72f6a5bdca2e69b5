"""What commands say: lines, tables of faults and exit codes, on a console of any encoding."""

import argparse
import io
import math
import os
import sys
from collections.abc import Callable, Iterable
from typing import Never, TextIO

from geodata.errors import GeodataError
from projects.errors import CatalogueError, Fault, ProjectsError
from projects.media import clean_text
from projects.steward.errors import FaultyEditError
from projects.table import write_table

FINE, FAULTY, MISUSED = 0, 1, 2
"""Exit codes: all is well; faults in a file; wrong use."""


class CommandParser(argparse.ArgumentParser):
    """A parser of commands that repeats nothing a terminal would obey."""

    def error(self, message: str) -> Never:
        """Say what is wrong and how the command is used."""
        super().error(clean_text(message, medium="terminal"))


def read_number(text: str) -> float:
    """Read a number of an option.

    Raises
    ------
    argparse.ArgumentTypeError
        Where it is none, or has no end.
    """
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"expected a number, found {text!r}")
    return number


def _write(stream: TextIO, text: str) -> None:
    """Write a line, with substitutes for what the console's encoding lacks."""
    shown = clean_text(text, medium="terminal")
    encoding = stream.encoding or "utf-8"
    stream.write(f"{shown.encode(encoding, 'replace').decode(encoding, 'replace')}\n")


def say(text: str) -> None:
    """Write lines to standard output."""
    _write(sys.stdout, text)


def complain(text: str) -> int:
    """Write lines to standard error and give the exit code of a wrong use."""
    _write(sys.stderr, text)
    return MISUSED


def can_say(text: str) -> bool:
    """Say whether the console has every sign of a text."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def write_faults(faults: Iterable[Fault]) -> str:
    """Write faults as a table."""
    header = ("file", "record", "field", "expected", "found", "check")
    rows = [
        [
            clean_text(cell, medium="terminal").replace("\n", " ")
            for cell in (f.file, f.record, f.field, f.expected, f.found, f.check)
        ]
        for f in faults
    ]
    return write_table(header, rows)


def _tell_refusal(error: ProjectsError | GeodataError) -> int:
    """Say why something was refused, as a table of faults where it has one."""
    if isinstance(error, CatalogueError | FaultyEditError):
        say(write_faults(error.faults))
        return FAULTY
    return complain(str(error))


def run_command(command: Callable[[], int]) -> int:
    """Run a command on whatever console there is, and say what it was refused for.

    Help and messages of wrong use are written with substitutes too; a reader that closes the
    pipe early, or an interrupt, ends the command in silence.

    Parameters
    ----------
    command
        What to run; gives the exit code.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = command()
        sys.stdout.flush()
    except (ProjectsError, GeodataError) as error:
        return _tell_refusal(error)
    except BrokenPipeError:
        # What is still buffered has nowhere to go; the interpreter would try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        return MISUSED
    return code


def note(text: str) -> None:
    """Write a line to standard error, beside an answer that another program may read."""
    _write(sys.stderr, text)


def say_bytes(data: bytes) -> None:
    """Write an answer in UTF-8 to standard output, whatever the terminal's own encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()
