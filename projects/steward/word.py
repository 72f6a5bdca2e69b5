"""Word documents (.docx): paragraphs and table cells in reading order."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from projects.steward.documents import Document, Line, check_zip, read_bounded
from projects.steward.errors import DocumentError
from projects.steward.extras import load_extra


def _list_lines(document: Any) -> Iterator[Line]:  # noqa: ANN401 - python-docx has no types
    """List the paragraphs of a document, those of tables at their place."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                # Merged cells come once for every column they span.
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                for text in cells:
                    yield from (Line(part) for part in text.splitlines() if part.strip())
        else:
            style = (block.style.name or "") if block.style is not None else ""
            is_heading = style.lower().startswith(("heading", "title", "标题"))
            for part in block.text.splitlines():
                yield Line(part, is_heading)


def read_word(path: Path) -> Document:
    """Read a Word document.

    Parameters
    ----------
    path
        A ``.docx`` file.

    Raises
    ------
    DocumentError
        Where it is not one.
    """
    data = read_bounded(path)
    check_zip(path)
    docx = load_extra("docx", purpose="Reading a .docx file")
    try:
        document = docx.Document(io.BytesIO(data))
        lines = tuple(_list_lines(document))
    except (KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        # python-docx says a missing part as KeyError, broken XML as lxml's SyntaxError.
        raise DocumentError(f"{path}: expected a Word document, found {error}") from error
    if not any(line.text.strip() for line in lines):
        raise DocumentError(f"{path}: expected text, found none in the document")
    return Document(str(path), lines, ("format: Word document",), whole_paragraphs=True)
