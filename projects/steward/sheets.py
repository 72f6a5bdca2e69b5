"""Sheets of text: TSV, CSV and XLSX files as rows of texts, bounded and without surprises."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from geodata import files
from geodata.errors import FileFaultsError
from projects.steward.documents import check_zip, read_bounded
from projects.steward.encodings import decode_text
from projects.steward.errors import DocumentError, StewardError, TableError
from projects.steward.extras import load_extra

MAX_ROWS = 200_000
MAX_COLUMNS = 400
MAX_CELLS = 4_000_000
"""Most cells of a workbook's sheet: each is made in memory, the empty ones too."""
MAX_CELL = 32_767
"""Longest text of a cell, as in Excel."""
_DELIMITERS = "\t,;"
_LEADING = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet program."""


@dataclass(frozen=True)
class Sheet:
    """Rows of texts under a header; ``numbers`` are the rows' numbers in the file."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    numbers: tuple[int, ...]
    notes: tuple[str, ...] = ()


def _check_header(columns: Sequence[str], *, file: str) -> None:
    """Refuse a header in which columns cannot be told apart."""
    if len(columns) > MAX_COLUMNS:
        raise TableError(f"{file}: expected at most {MAX_COLUMNS} columns, found {len(columns)}")
    if not any(columns):
        raise TableError(f"{file}: expected a header line, found an empty one")
    empty = [str(number) for number, name in enumerate(columns, start=1) if not name]
    if empty:
        raise TableError(
            f"{file}: expected a name for each column, found none for column {', '.join(empty)}; "
            "merged header cells? write one name above each column"
        )
    twice = sorted({name for name in columns if list(columns).count(name) > 1})
    if twice:
        raise TableError(f"{file}: expected each column once, found twice: {', '.join(twice)}")


def _make_sheet(
    lines: Iterable[tuple[int, Sequence[str]]], *, file: str, notes: Sequence[str]
) -> Sheet:
    """Make a sheet of lines, of which the first is the header."""
    iterator = iter(lines)
    number, header = next(iterator, (0, ()))
    columns = [name.strip() for name in header]
    while columns and not columns[-1]:
        columns.pop()
    _check_header(columns, file=file)
    rows: list[Mapping[str, str]] = []
    numbers: list[int] = []
    for number, values in iterator:
        if not any(value.strip() for value in values):
            continue
        if any(value.strip() for value in values[len(columns) :]):
            found = f"{len(values)} values; the first line has to name the columns: is it a title?"
            raise TableError(f"{file}: row {number}: expected {len(columns)}, found {found}")
        if any(len(value) > MAX_CELL for value in values):
            raise TableError(f"{file}: row {number}: a cell with more than {MAX_CELL} characters")
        if len(rows) >= MAX_ROWS:
            raise TableError(f"{file}: expected at most {MAX_ROWS} rows; split the file")
        padded = [*values, *[""] * (len(columns) - len(values))]
        rows.append(dict(zip(columns, (value.strip() for value in padded), strict=False)))
        numbers.append(number)
    return Sheet(file, tuple(columns), tuple(rows), tuple(numbers), tuple(notes))


def _read_delimited(path: Path) -> Sheet:
    """Read a TSV or CSV file, whose delimiter is taken from its header."""
    decoded = decode_text(read_bounded(path), file=str(path))
    header, _, rest = decoded.text.lstrip("\r\n").partition("\n")
    # Without one in the first line, it is a title or a table of one column.
    told = header if any(sign in header for sign in _DELIMITERS) else rest.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=told.count)
    if path.suffix.lower() == ".tsv":
        delimiter = "\t"
    csv.field_size_limit(4 * MAX_CELL)
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=delimiter, strict=True)
    notes = [f"encoding: {decoded.encoding}"]
    try:
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise TableError(f"{path}: line {reader.line_num}: cannot be parted: {error}") from error
    return _make_sheet(lines, file=str(path), notes=notes)


def _write_value(value: object) -> str:
    """Write a cell's value as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _spread_merged(sheet: Any) -> dict[tuple[int, int], object]:  # noqa: ANN401 - of openpyxl
    """Give the rows that a merged cell reaches its value, as whoever reads the sheet sees it."""
    spread = {}
    for one in sheet.merged_cells.ranges:
        value = sheet.cell(one.min_row, one.min_col).value
        if value is not None:
            for row in range(one.min_row + 1, min(one.max_row, sheet.max_row) + 1):
                spread[row, one.min_col] = value
    return spread


def _read_workbook(path: Path) -> Sheet:
    """Read the first sheet of an XLSX file: values as saved, no formula is computed."""
    read_bounded(path)
    check_zip(path)
    openpyxl = load_extra("openpyxl", purpose="Reading an .xlsx file")
    try:
        book = openpyxl.load_workbook(path, read_only=False, data_only=False, keep_links=False)
    except (
        openpyxl.utils.exceptions.InvalidFileException, zipfile.BadZipFile, KeyError, ValueError,
        TypeError, AttributeError, SyntaxError, OSError,
    ) as error:  # fmt: skip
        raise TableError(f"{path}: expected an Excel workbook, found {error}") from error
    try:
        if not book.worksheets:
            raise TableError(f"{path}: expected a sheet, found none")
        sheet = book.worksheets[0]
        if sheet.max_row > MAX_ROWS + 1 or sheet.max_column > MAX_COLUMNS:
            found = f"{sheet.max_row} rows and {sheet.max_column} columns"
            expected = f"at most {MAX_ROWS} rows and {MAX_COLUMNS} columns"
            raise TableError(f"{path}: expected {expected}, found {found}")
        if sheet.max_row * sheet.max_column > MAX_CELLS:
            found = f"{sheet.max_row:,} rows of {sheet.max_column} columns"
            expected = f"at most {MAX_CELLS:,} cells, empty ones among them"
            raise TableError(f"{path}: expected {expected}, found {found}")
        merged = [str(one) for one in sheet.merged_cells.ranges if one.min_row == 1]
        if merged:
            raise TableError(
                f"{path}: expected one name above each column, found merged header cells "
                f"{', '.join(merged)}; unmerge them, or take a title above the names away"
            )
        notes = [f"sheet: {sheet.title}"]
        if len(book.worksheets) > 1:
            others = ", ".join(one.title for one in book.worksheets[1:])
            notes.append(f"other sheets were not read: {others}")
        spread = _spread_merged(sheet)
        if spread:
            notes.append(f"merged cells count in each of their rows: {len(spread)} were filled")
        lines = []
        formulas = []
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            formulas += [cell.coordinate for cell in cells if cell.data_type == "f"]
            values = [spread.get((cell.row, cell.column), cell.value) for cell in cells]
            lines.append((number, [_write_value(value) for value in values]))
    finally:
        book.close()
    if formulas:
        raise TableError(
            f"{path}: expected values, found formulas in {', '.join(formulas[:8])}; "
            "paste them as values"
        )
    return _make_sheet(lines, file=str(path), notes=notes)


def read_sheet(path: Path) -> Sheet:
    """Read a table of texts.

    Parameters
    ----------
    path
        A ``.tsv``, ``.csv`` or ``.xlsx`` file with one header line.

    Raises
    ------
    TableError
        Where it cannot be read; the message names the row and what to do.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            return _read_workbook(path)
        return _read_delimited(path)
    except DocumentError as error:
        raise TableError(str(error)) from error


def guard_cell(text: str) -> str:
    """Keep a spreadsheet program from taking a text for a formula."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_LEADING) and not _is_number(flat) else flat


def unguard_cell(text: str) -> str:
    """Undo `guard_cell`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_LEADING) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def encode_sheet(
    rows: Iterable[Mapping[str, str]], *, columns: Sequence[str], suffix: str = ".tsv"
) -> bytes:
    """Encode rows of texts as TSV or XLSX.

    Parameters
    ----------
    rows
        Texts by column.
    columns
        The columns, in the order wanted.
    suffix
        ``.tsv`` or ``.xlsx``.
    """
    if suffix == ".xlsx":
        openpyxl = load_extra("openpyxl", purpose="Writing an .xlsx file")
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(list(columns))
        for row in rows:
            sheet.append([guard_cell(row.get(name, "")) for name in columns])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.value else cell.data_type
        sheet.freeze_panes = "A2"
        packed = io.BytesIO()
        book.save(packed)
        return packed.getvalue()
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guard_cell(row.get(name, "")) for name in columns] for row in rows)
    return text.getvalue().encode("utf-8")


def write_sheet(path: Path, rows: Iterable[Mapping[str, str]], *, columns: Sequence[str]) -> None:
    """Write rows of texts to a TSV or XLSX file, whole or not at all.

    Parameters
    ----------
    path
        Its ending says the format.
    rows, columns
        As `encode_sheet` takes them.
    """
    try:
        data = encode_sheet(rows, columns=columns, suffix=path.suffix.lower())
        files.write_bytes(path, data)
    except FileFaultsError as error:
        raise StewardError(str(error)) from error
