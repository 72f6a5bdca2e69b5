"""A table as a Word document: the few parts of a .docx that a title, notes and a table need."""

import io
import zipfile
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from projects.media import clean_text

_MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file can tell: the same content gives the same bytes."""
_TYPES: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PAGE_TWIPS: Final = (16838, 11906)
_MARGIN_TWIPS: Final = 1000
_FONTS: Final = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="SimSun"/>'


def _run(text: str, *, half_points: int, is_bold: bool = False) -> str:
    """Write a run of text."""
    plain = escape(clean_text(text, medium="slide").replace("\n", " "))
    bold = "<w:b/>" if is_bold else ""
    look = f'<w:rPr>{_FONTS}{bold}<w:sz w:val="{half_points}"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{plain}</w:t></w:r>'


def _paragraph(text: str, *, half_points: int, is_bold: bool = False) -> str:
    """Write a paragraph."""
    return f"<w:p>{_run(text, half_points=half_points, is_bold=is_bold)}</w:p>"


def _row(texts: Sequence[str], *, widths: Sequence[int], is_head: bool) -> str:
    """Write a row; the heading comes again on every page and no row is parted."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(text, half_points=18, is_bold=is_head)}</w:tc>"
        for text, width in zip(texts, widths, strict=True)
    )
    kept = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
    return f"<w:tr><w:trPr>{kept}</w:trPr>{cells}</w:tr>"


def write_word_table(
    title: str, *, notes: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> bytes:
    """Write a landscape page of A4 with a title, notes and a table.

    Parameters
    ----------
    title
        The heading.
    notes
        Paragraphs above the table.
    rows
        The texts of the table, its heading first.
    shares
        How wide the columns are, as shares of the page.
    """
    room = _PAGE_TWIPS[0] - 2 * _MARGIN_TWIPS
    widths = [round(room * share / sum(shares)) for share in shares]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(
        _row(texts, widths=widths, is_head=number == 0) for number, texts in enumerate(rows)
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{body}</w:tbl>"
    )
    margins = " ".join(f'w:{side}="{_MARGIN_TWIPS}"' for side in ("top", "right", "bottom", "left"))
    page = (
        f'<w:sectPr><w:pgSz w:w="{_PAGE_TWIPS[0]}" w:h="{_PAGE_TWIPS[1]}" w:orient="landscape"/>'
        f'<w:pgMar {margins} w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )
    head = _paragraph(title, half_points=32, is_bold=True)
    told = "".join(_paragraph(note, half_points=20) for note in notes)
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{_MAIN}"><w:body>{head}{told}{table}<w:p/>{page}</w:body>'
        "</w:document>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            file.writestr(zipfile.ZipInfo(name, _DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()
