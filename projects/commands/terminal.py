"""What commands say: lines, tables of faults and exit codes."""

import sys
from collections.abc import Iterable

from projects.errors import Fault
from projects.table import write_table

FINE, FAULTY, MISUSED = 0, 1, 2
"""Exit codes: all is well; faults in a file; wrong use."""


def say(text: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> int:
    """Write a line to standard error and give the exit code of a wrong use."""
    sys.stderr.write(f"{text}\n")
    return MISUSED


def write_faults(faults: Iterable[Fault]) -> str:
    """Write faults as a table."""
    header = ("file", "record", "field", "expected", "found")
    rows = [(f.file, f.record, f.field, f.expected, f.found) for f in faults]
    return write_table(header, rows)
