"""A table of text for a terminal, in which 汉字 take two columns."""

import unicodedata
from collections.abc import Iterable, Sequence

_WIDE = frozenset({"W", "F"})


def measure_width(text: str) -> int:
    """Count the columns that a text takes on a terminal.

    Examples
    --------
    >>> measure_width("1号线")
    5
    """
    return sum(1 + (unicodedata.east_asian_width(sign) in _WIDE) for sign in text)


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows under a header, columns aligned.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        Texts, as many as the header has.

    Examples
    --------
    >>> print(write_table(["id", "m"], [["线", "5"], ["line", "12"]]))
    id    m
    线    5
    line  12
    """
    lines = [list(header), *(list(row) for row in rows)]
    widths = [max(measure_width(line[i]) for line in lines) for i in range(len(header))]
    written = []
    for line in lines:
        cells = [
            cell + " " * (width - measure_width(cell))
            for cell, width in zip(line, widths, strict=True)
        ]
        written.append("  ".join(cells).rstrip())
    return "\n".join(written)
