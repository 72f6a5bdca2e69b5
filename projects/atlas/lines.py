"""Rows as lines of CSV: each shard encodes its own, and a command joins them under a head."""

import csv
import io
from collections.abc import Iterable, Sequence


def encode_lines(rows: Iterable[Sequence[object]]) -> bytes:
    r"""Encode rows as lines of CSV, without a head.

    Examples
    --------
    >>> encode_lines([("a", 1), ("b, c", 2)])
    b'a,1\n"b, c",2\n'
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
