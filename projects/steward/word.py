"""Word documents (.docx): paragraphs and table cells in reading order."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from projects.steward.documents import Document, Line, check_zip, read_bounded
from projects.steward.errors import DocumentError
from projects.steward.extras import load_extra

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", f"{_W}pPr", f"{_MC}Fallback"})
"""What is not printed: deletions that a reviewer marked, and what stands in for newer parts."""
_BOX: Final = f"{_W}txbxContent"
_BLOCKS: Final = frozenset({f"{_W}p", f"{_W}tbl"})
_SIGNS: Final = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-",
}  # fmt: skip


def _iterate(parent: Any, *, wanted: frozenset[str]) -> Iterator[Any]:  # noqa: ANN401 - lxml
    """Give the wanted elements within another in their order, whatever stands around them.

    Content controls, smart tags and insertions are wrappers that Word puts around what is printed.
    """
    for child in parent:
        if child.tag in wanted:
            yield child
        elif child.tag not in _GONE:
            yield from _iterate(child, wanted=wanted)


def _read_text(paragraph: Any) -> str:  # noqa: ANN401 - lxml
    """Read the text of a paragraph, without that of its boxes."""
    wanted = frozenset({f"{_W}t", _BOX, *_SIGNS})
    pieces = _iterate(paragraph, wanted=wanted)
    return "".join(_SIGNS.get(one.tag, one.text or "") for one in pieces if one.tag != _BOX)


def _is_continued(cell: Any) -> bool:  # noqa: ANN401 - lxml
    """Say whether a cell is only the lower part of one that is merged over rows."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _list_lines(parent: Any, *, headings: frozenset[str]) -> Iterator[Line]:  # noqa: ANN401 - lxml
    """List the paragraphs of a part of a document, those of tables and boxes at their place."""
    for block in _iterate(parent, wanted=_BLOCKS):
        if block.tag == f"{_W}p":
            style = block.find(f"{_W}pPr/{_W}pStyle")
            is_heading = style is not None and style.get(f"{_W}val") in headings
            for part in _read_text(block).splitlines():
                yield Line(part, is_heading)
            for box in _iterate(block, wanted=frozenset({_BOX})):
                yield from _list_lines(box, headings=headings)
            continue
        for cell in _iterate(block, wanted=frozenset({f"{_W}tc"})):
            if not _is_continued(cell):
                lines = _list_lines(cell, headings=frozenset())
                yield from (Line(line.text.strip()) for line in lines if line.text.strip())


def _find_headings(document: Any) -> frozenset[str]:  # noqa: ANN401 - python-docx has no types
    """Find the ids of the styles of headings."""
    beginnings = ("heading", "title", "标题")
    return frozenset(
        style.style_id
        for style in document.styles
        if (style.name or "").lower().startswith(beginnings)
    )


def _count_notes(document: Any) -> int:  # noqa: ANN401 - python-docx has no types
    """Count the footnotes and endnotes that the text refers to."""
    body = document.element.body
    return sum(1 for name in ("footnote", "endnote") for _ in body.iter(f"{_W}{name}Reference"))


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
        lines = tuple(_list_lines(document.element.body, headings=_find_headings(document)))
        left_out = _count_notes(document)
    except (KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        # python-docx says a missing part as KeyError, broken XML as lxml's SyntaxError.
        raise DocumentError(f"{path}: expected a Word document, found {error}") from error
    if not any(line.text.strip() for line in lines):
        raise DocumentError(f"{path}: expected text, found none in the document")
    notes = ["format: Word document"]
    notes += [f"left out: {left_out} footnotes"] if left_out else []
    return Document(str(path), lines, tuple(notes), whole_paragraphs=True)
