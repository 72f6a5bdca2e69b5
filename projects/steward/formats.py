"""Formats of a report's file, and what reads each: text, Markdown, Word, PDF."""

from dataclasses import replace
from pathlib import Path

from projects.signs import tidy_text
from projects.steward.documents import Document, Line, read_bounded
from projects.steward.encodings import decode_text
from projects.steward.errors import DocumentError
from projects.steward.markdown import read_markdown
from projects.steward.pdf import read_pdf
from projects.steward.word import read_word


def _read_text(path: Path) -> Document:
    """Read a plain text or Markdown file."""
    decoded = decode_text(read_bounded(path), file=str(path))
    raw = decoded.text.splitlines()
    is_markdown = path.suffix.lower() == ".md"
    lines = tuple(read_markdown(raw)) if is_markdown else tuple(map(Line, raw))
    return Document(str(path), lines, (f"encoding: {decoded.encoding}",))


def _tidy(document: Document) -> Document:
    """Take out what nobody sees, so that what is quoted stands in the text sign by sign."""
    lines = tuple(replace(line, text=tidy_text(line.text)) for line in document.lines)
    return replace(document, lines=lines)


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
    return _tidy(_read_document(path))


def _read_document(path: Path) -> Document:
    """Read a document by what its ending says."""
    suffix = path.suffix.lower()
    if suffix in {".md", ".txt"}:
        return _read_text(path)
    if suffix == ".docx":
        return read_word(path)
    if suffix == ".pdf":
        return read_pdf(path)
    known = ".md, .txt, .docx, .pdf"
    raise DocumentError(f"{path}: expected one of {known}, found {suffix or 'no ending'}")
