"""The pictures of a slide show: the map of a slide and the line that explains its signs."""

from collections.abc import Sequence

from app.drawing.fonts import find_font
from app.drawing.frame import Frame
from app.drawing.scene import Ink, Pen, Scene, rectangle_path
from app.drawing.symbol_ink import paint_symbol
from app.exports.deck import Box
from app.exports.paper import picture_png
from app.exports.summary import Row, ViewSummary, count_statuses
from app.exports.view_map import paint_view_map
from projects.vocabulary import STATUSES

UNITS_PER_INCH = 96
_POINTS = 0.75
_DPI = 192  # two pixels of the picture for one of the screen


def map_picture(
    summary: ViewSummary, *, rows: Sequence[Row], box: Box, frame: Frame | None = None
) -> tuple[bytes, frozenset[str]]:
    """Draw the map for a slide at twice the resolution of a screen.

    Parameters
    ----------
    summary
        The view.
    rows
        The projects on it.
    box
        Its size on the slide.
    frame
        Where it looks; what the view says where None.

    Returns
    -------
    png
        The picture.
    outside
        The ids of the projects that only its small map shows.
    """
    size = (box.width * UNITS_PER_INCH, box.height * UNITS_PER_INCH)
    page = Scene(width=size[0], height=size[1], points=_POINTS)
    outside = paint_view_map(Ink(page), summary, rows=rows, size=size, frame=frame)
    return picture_png(page, dpi=_DPI), outside


def legend_picture(summary: ViewSummary, *, rows: Sequence[Row], box: Box) -> bytes:
    """Draw the statuses present and what is soft, in one line."""
    page = Scene(
        width=box.width * UNITS_PER_INCH, height=box.height * UNITS_PER_INCH, points=_POINTS
    )
    ink = Ink(page)
    ground = rectangle_path(0, 0, width=page.width, height=page.height)
    ink.path(ground, Pen(fill="#FBFAF7"))
    sectors = {row.project.sector for row in rows}
    sector = sectors.pop() if len(sectors) == 1 else None
    entries = [
        (status, f"{summary.term(STATUSES, status)} {count}")
        for status, count in count_statuses(rows).items()
        if count
    ]
    soft = summary.words("approximate")
    font = find_font()
    texts = [name for _, name in entries] + [soft]
    needed = sum(font.measure(text, size=11.5) + 48 for text in texts) + 20
    ink = ink.at(0, page.height / 2, scale=min(1.0, page.width / needed))
    x = 12.0
    for status, name in entries:
        paint_symbol(ink.at(x, 0), sector, status, radius=8)
        x += 33 + ink.text(x + 15, 0, name, size=11.5, is_middle=True)
    pen = Pen(line="#4A4F55", width=3, dash=(6, 4), cap="butt")
    ink.line([(x, 0), (x + 26, 0)], pen)
    ink.text(x + 33, 0, soft, size=11.5, is_middle=True)
    return picture_png(page, dpi=_DPI)
