"""Formats of a report's file, and what reads each: text, Markdown, Word, PDF."""

from pathlib import Path

from projects.steward.documents import Document, Line, read_bounded
from projects.steward.encodings import decode_text
from projects.steward.errors import DocumentError
from projects.steward.pdf import read_pdf
from projects.steward.word import read_word


def _read_text(path: Path) -> Document:
    """Read a plain text or Markdown file."""
    decoded = decode_text(read_bounded(path), file=str(path))
    lines = []
    for raw in decoded.text.splitlines():
        is_heading = path.suffix.lower() == ".md" and raw.startswith("#")
        lines.append(Line(raw.lstrip("#").strip() if is_heading else raw, is_heading))
    return Document(str(path), tuple(lines), (f"encoding: {decoded.encoding}",))


def read_document(path: Path) -> Document:
    """Read the lines of a report's file.

    Parameters
    ----------
    path
        A ``.md``, ``.txt``, ``.docx`` or ``.pdf`` file.

    Raises
    ------
    DocumentError
        Where it cannot be read; the message says why and what to do.
    MissingExtraError
        Where the library for its format is not installed.
    """
    suffix = path.suffix.lower()
    if suffix in {".md", ".txt"}:
        return _read_text(path)
    if suffix == ".docx":
        return read_word(path)
    if suffix == ".pdf":
        return read_pdf(path)
    known = ".md, .txt, .docx, .pdf"
    raise DocumentError(f"{path}: expected one of {known}, found {suffix or 'no ending'}")
