"""PDF files: text by columns, normalised, and compared with a second reading."""

import io
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from projects.steward.documents import Document, Line, read_bounded
from projects.steward.errors import DocumentError
from projects.steward.extras import load_extra

MAX_PAGES = 400
_GAP_SIGNS = 1.2
"""A gap between columns is wider than so many characters."""
_CROSSING = 0.12
"""Share of a page's lines that may run across a gap, such as a title over all columns."""
_LEAST_LINES = 6
"""Below so many lines only a wide gap parts columns: one between two words proves nothing."""
_GAP_SIGNS_OF_FEW = 2.5
_FEWEST_LINES = 3
"""Below so many lines a page is one column."""
_MOST_SHOWN = 12


@dataclass(frozen=True)
class Sign:
    """A character and its box, in points from the lower left corner of the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def _find_rows(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Gather characters into lines, from the top, each from the left."""
    rows: list[list[Sign]] = []
    height = median(sign.top - sign.bottom for sign in signs)
    for sign in sorted(signs, key=lambda sign: -(sign.top + sign.bottom)):
        middle = (sign.top + sign.bottom) / 2
        if rows:
            last = rows[-1][0]
            if abs((last.top + last.bottom) / 2 - middle) < 0.6 * height:
                rows[-1].append(sign)
                continue
        rows.append([sign])
    return [sorted(row, key=lambda sign: sign.left) for row in rows]


def find_columns(signs: Sequence[Sign]) -> list[tuple[float, float]]:
    """Find the columns of a page from the gaps between its characters.

    Parameters
    ----------
    signs
        The characters of the page.

    Returns
    -------
    list
        Left and right edge of each column, from the left.
    """
    left = min(sign.left for sign in signs)
    right = max(sign.right for sign in signs)
    rows = _find_rows(signs)
    width = median(sign.right - sign.left for sign in signs) or 1
    if len(rows) < _FEWEST_LINES:
        return [(left, right)]
    covered: Counter[int] = Counter()
    for row in rows:
        places: set[int] = set()
        for sign in row:
            places.update(range(int(sign.left - left), int(sign.right - left) + 1))
        covered.update(places)
    # One line across everything, the title, parts no page whatever its length.
    allowed = max(1, _CROSSING * max(covered.values()))
    least_gap = (_GAP_SIGNS if len(rows) >= _LEAST_LINES else _GAP_SIGNS_OF_FEW) * width
    columns, start, gap = [], left, 0
    for place in range(int(right - left) + 2):
        if covered[place] <= allowed:
            gap += 1
            continue
        if gap > least_gap and left + place - gap > start:
            columns.append((start, left + place - gap / 2))
            start = left + place - gap / 2
        gap = 0
    return [*columns, (start, right + 1)]


def _write_row(row: Sequence[Sign]) -> str:
    """Write a line's characters, with a space where two Latin words are apart."""
    text = ""
    for before, sign in zip([None, *row], row, strict=False):
        apart = before is not None and sign.left - before.right > 0.25 * (sign.top - sign.bottom)
        if apart and (text[-1:] + sign.text).isascii() and (text[-1:] + sign.text).isalnum():
            text += " "
        text += sign.text
    return text


def lay_out(signs: Sequence[Sign]) -> list[str]:
    """Put the characters of a page into lines, column after column.

    A line that runs across a gap, such as a title, stands before the columns below it.

    Parameters
    ----------
    signs
        The characters of the page.
    """
    if not signs:
        return []
    columns = find_columns(signs)
    if len(columns) == 1:
        return [_indent(row, left=columns[0][0]) for row in _find_rows(signs)]
    borders = [column[0] for column in columns[1:]]
    lines: list[str] = []
    waiting: list[Sign] = []
    for row in _find_rows(signs):
        crossing = any(sign.left < border < sign.right for sign in row for border in borders)
        pairs = list(pairwise(row))
        width = median(sign.right - sign.left for sign in row)
        crossing = crossing or any(
            before.right <= border <= after.left and after.left - before.right < 0.8 * width
            for before, after in pairs
            for border in borders
        )
        if crossing:
            lines += _lay_columns(waiting, columns=columns)
            waiting = []
            lines.append(_write_row(row))
        else:
            waiting += row
    return lines + _lay_columns(waiting, columns=columns)


def _indent(row: Sequence[Sign], *, left: float) -> str:
    """Write a line, with the indent that begins a paragraph where it has one."""
    width = max(sign.right - sign.left for sign in row)
    return ("　　" if row[0].left - left > 1.5 * width else "") + _write_row(row)


def _lay_columns(signs: Sequence[Sign], *, columns: Sequence[tuple[float, float]]) -> list[str]:
    """Write each column's lines, column after column."""
    lines: list[str] = []
    for left, right in columns:
        inside = [sign for sign in signs if left <= (sign.left + sign.right) / 2 < right]
        if inside:
            edge = min(sign.left for sign in inside)
            lines += [_indent(row, left=edge) for row in _find_rows(inside)]
    return lines


def _read_signs(page: Any) -> list[Sign]:  # noqa: ANN401 - pypdfium2 has no types
    """Read the characters of a page with their boxes."""
    text_page = page.get_textpage()
    try:
        signs = []
        for index in range(text_page.count_chars()):
            text = unicodedata.normalize("NFKC", text_page.get_text_range(index, 1))
            if text.strip() and text.isprintable():
                signs.append(Sign(_unfold(text, text_page, index), *text_page.get_charbox(index)))
        return signs
    finally:
        text_page.close()


_KEPT = "，；：！？（）％～"
"""Full-width signs that NFKC would make half-width and that reports are printed with."""


def _unfold(text: str, text_page: Any, index: int) -> str:  # noqa: ANN401 - as above
    """Keep full-width punctuation as printed."""
    raw = text_page.get_text_range(index, 1)
    return str(raw) if raw in _KEPT else text


def _count_signs(text: str) -> Counter[str]:
    """Count characters, without spaces and whatever their width."""
    return Counter(sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace())


def _compare(first: str, second: str) -> str:
    """Say in which characters two readings differ."""
    one, other = _count_signs(first), _count_signs(second)
    only_one, only_other = one - other, other - one
    if not only_one and not only_other:
        return f"second reading: the same {one.total()} characters"
    shown = "; ".join(
        f"{name} {''.join(sorted(extra.elements()))[:_MOST_SHOWN]}"
        for name, extra in (("only the first has", only_one), ("only the second", only_other))
        if extra
    )
    number = only_one.total() + only_other.total()
    return f"second reading: {number} characters differ of {one.total()} ({shown}); look at them"


def _read_again(data: bytes) -> str | None:
    """Read the text with another extractor; None where that one cannot read the file."""
    pypdf = load_extra("pypdf", purpose="The second reading of a PDF")
    try:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_pdf(path: Path) -> Document:
    """Read a PDF file.

    Parameters
    ----------
    path
        A ``.pdf`` file with text in it.

    Raises
    ------
    DocumentError
        Where it is no PDF, locked, too long, or a scan without text.
    """
    data = read_bounded(path)
    pdfium = load_extra("pypdfium2", purpose="Reading a PDF")
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise DocumentError(f"{path}: expected an open PDF, found: {error}") from error
    with pdf:
        if len(pdf) > MAX_PAGES:
            raise DocumentError(f"{path}: expected at most {MAX_PAGES} pages, found {len(pdf)}")
        pages = [_read_signs(page) for page in pdf]
    empty = [str(number) for number, signs in enumerate(pages, start=1) if not signs]
    if len(empty) == len(pages):
        raise DocumentError(
            f"{path}: a scanned PDF: none of its {len(pages)} pages holds text; "
            "run text recognition first, or type the text, and read that file"
        )
    lines = [line for signs in pages for line in lay_out(signs)]
    columns = max(len(find_columns(signs)) for signs in pages if signs)
    notes = [f"format: PDF, {len(pages)} pages, up to {columns} columns a page"]
    if empty:
        notes.append(f"pages without text (scanned?): {', '.join(empty)}")
    again = _read_again(data)
    if again is None:
        notes.append("second reading: the other extractor cannot read this file")
    else:
        notes.append(_compare("".join(lines), again))
    return Document(str(path), tuple(Line(line) for line in lines), tuple(notes))
