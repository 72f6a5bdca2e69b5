"""Documents: the lines of a file, what was noticed on the way, and how large one may be."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from geodata import files
from geodata.errors import FileFaultsError
from projects.steward.errors import DocumentError

MAX_BYTES = 64 * 2**20
"""Documents larger than this are refused: a report has some ten thousand characters."""
MAX_UNPACKED = 256 * 2**20
"""What a zipped format may hold once unpacked."""
MAX_PARTS = 5_000
"""How many files a zipped format may hold."""


@dataclass(frozen=True)
class Line:
    """A line of a document: its text as printed, and what the file says of it.

    ``begins`` and ``ends`` say that a paragraph does so here: an item of a list, a row of a table.
    """

    text: str
    is_heading: bool = False
    begins: bool = False
    ends: bool = False


@dataclass(frozen=True)
class Document:
    """The lines of a file in reading order, and notes on how they were read."""

    file: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    whole_paragraphs: bool = False
    """Whether every line is a paragraph, which the format says itself."""


def read_bounded(path: Path) -> bytes:
    """Read a file's bytes, refusing what is no file or too large to be a document.

    Raises
    ------
    DocumentError
        Naming the file and the bound.
    """
    try:
        if path.is_dir():
            raise DocumentError(f"{path}: expected a file, found a folder")
        if path.exists() and path.stat().st_size > MAX_BYTES:
            found = f"{path.stat().st_size / 2**20:.0f} MB"
            raise DocumentError(f"{path}: expected at most {MAX_BYTES >> 20} MB, found {found}")
        data = files.read_bytes(path)
    except FileFaultsError as error:
        raise DocumentError(str(error)) from error
    if not data.strip():
        raise DocumentError(f"{path}: expected a document, found an empty file")
    return data


def check_zip(path: Path) -> None:
    """Refuse a zipped format that is no zip file, is damaged or unpacks to too much.

    Raises
    ------
    DocumentError
        Naming what was found.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        found = "another file or a truncated one"
        raise DocumentError(f"{path}: expected a zipped document, found {found}") from error
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED:
        raise DocumentError(
            f"{path}: expected at most {MAX_UNPACKED >> 20} MB unpacked in {MAX_PARTS} parts, "
            f"found {total / 2**20:.0f} MB in {len(parts)}; it may be a zip bomb"
        )
