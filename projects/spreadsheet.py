"""Rows as CSV that spreadsheets open: UTF-8 with a byte order mark, and no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from projects.media import clean_text


def encode_csv(rows: Iterable[Mapping[str, object]], *, columns: Sequence[str]) -> bytes:
    r"""Encode rows under a header.

    Parameters
    ----------
    rows
        Values by column; what is None or left out is an empty cell.
    columns
        The columns, in the order wanted.

    Examples
    --------
    >>> encode_csv([{"id": "a", "name": "=1+1"}], columns=("id", "name")).decode("utf-8-sig")
    "id,name\r\na,'=1+1\r\n"
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _write_cell(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _write_cell(value: object) -> str:
    if isinstance(value, str):
        return clean_text(value, medium="csv")
    return "" if value is None else str(value)
