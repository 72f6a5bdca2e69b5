"""Sheets of paper: their sizes, their margins, text set in columns, pages bound to a file."""

import io
import math
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from PIL import Image

from app.drawing.fonts import POINTS_PER_INCH, Font, find_font, wrap_text
from app.drawing.painter_matplotlib import make_figure
from app.drawing.scene import Ink, Pen, Scene, rectangle_path
from app.errors import ExportError
from app.exports.paper_sizes import ORIENTATIONS, SIZES_MM

MARGIN = 38.0
GAP = 22.0
"""The margins of a page, and the room between its columns, in units."""
_A4_UNIT_MM = 0.2625  # the short side of A4 is 800 units, like a small screen
_POINTS_PER_MM = POINTS_PER_INCH / 25.4
_GROWTH = 0.3
_A4_DPI = 200
_MOST_PIXELS = 60_000_000
_LEAST_DPI = 40
_ABREAST_FROM = 4
_SHOWN = 40
INK, SOFT_INK, LINE, PAPER, BLUE = "#22262A", "#5C5F5E", "#DDD8CC", "#FBFAF7", "#1F5A7A"

# Type 3 keeps the text and asks nothing of the reader's program; 42 makes some of them complain.
_PDF_SETTINGS: Any = {"pdf.fonttype": 3, "pdf.compression": 9, "axes.unicode_minus": False}

# matplotlib's fonts and settings are shared by all threads: one file is drawn at a time.
DRAWING = Lock()


@dataclass(frozen=True)
class Paper:
    """A format of paper: ``width`` and ``height`` in units, each of ``unit_mm``.

    A larger sheet is read from further away: its unit grows, but less than its side.
    """

    name: str
    orientation: str
    width: float
    height: float
    unit_mm: float

    def new_page(self) -> Scene:
        """Return an empty page."""
        points = self.unit_mm * _POINTS_PER_MM
        return Scene(width=self.width, height=self.height, points=points)


def choose_paper(size: str, *, orientation: str) -> Paper:
    """Choose a format of paper.

    Parameters
    ----------
    size
        One of `SIZES_MM`, in small or large letters.
    orientation
        One of `ORIENTATIONS`.

    Raises
    ------
    ExportError
        Where there is no such format; the message lists those there are.
    """
    if size.lower() not in SIZES_MM:
        known, found = ", ".join(SIZES_MM).upper(), size[:_SHOWN]
        text = f"no paper {found!r}; there are: {known}"
        raise ExportError(text, kind="paper", found=found, known=known)
    if orientation not in ORIENTATIONS:
        known, found = ", ".join(ORIENTATIONS), orientation[:_SHOWN]
        text = f"no orientation {found!r}; there are: {known}"
        raise ExportError(text, kind="orientation", found=found, known=known)
    width, height = SIZES_MM[size.lower()]
    unit = _A4_UNIT_MM * (width / SIZES_MM["a4"][0]) ** _GROWTH
    if orientation == "landscape":
        width, height = height, width
    return Paper(size.lower(), orientation, width / unit, height / unit, unit)


def set_lines(  # noqa: PLR0913 - a text has these properties
    ink: Ink,
    text: str,
    *,
    x: float,
    y: float,
    width: float,
    size: float,
    font: Font | None = None,
    colour: str = INK,
    leading: float = 1.45,
    most_lines: int | None = None,
) -> float:
    """Set a text in lines and return the y below them.

    Parameters
    ----------
    ink
        Where.
    text
        The text.
    x, y
        The upper left corner.
    width
        The room of a line.
    size, font, colour
        How it looks.
    leading
        The height of a line as a share of the size.
    most_lines
        More lines are cut off with an ellipsis.
    """
    font = font or find_font()
    lines = wrap_text(text, font=font, size=size, width=width)
    if most_lines is not None and len(lines) > most_lines:
        lines = lines[:most_lines]
        lines[-1] = lines[-1][:-1].rstrip("，、。,. ") + "…"
    for line in lines:
        ink.text(x, y + size * (leading * 0.5 + 0.37), line, size=size, font=font, colour=colour)
        y += size * leading
    return y


def rule(ink: Ink, x: float, y: float, *, width: float, colour: str = LINE) -> None:
    """Draw a thin line across."""
    ink.line([(x, y), (x + width, y)], Pen(line=colour, width=1, cap="butt"))


def panel(  # noqa: PLR0913 - a box has four sides
    ink: Ink, x: float, y: float, *, width: float, height: float, fill: str = PAPER
) -> None:
    """Draw a box with a thin edge."""
    path = rectangle_path(x, y, width=width, height=height, round_by=5)
    ink.path(path, Pen(fill=fill, line=LINE, width=1))


def bind_pdf(pages: Sequence[Scene], *, title: str) -> bytes:
    """Bind pages to a PDF file; its text stays text, the fonts are in it.

    Parameters
    ----------
    pages
        The pages.
    title
        The document's title.
    """
    target = io.BytesIO()
    with DRAWING, mpl.rc_context(_PDF_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing from")
        metadata = {"Title": title, "Creator": "City projects map", "CreationDate": None}
        with PdfPages(target, metadata=metadata) as book:
            for page in pages:
                book.savefig(make_figure(page))
    return target.getvalue()


def paint_picture(page: Scene, *, dpi: float) -> Image.Image:
    """Paint one page as pixels; see `DRAWING`.

    Parameters
    ----------
    page
        The page.
    dpi
        Pixels of an inch of its size in points.
    """
    figure = make_figure(page)
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    return Image.fromarray(pixels[..., :3].copy())


def _save(picture: Image.Image, target: io.BytesIO, *, dpi: float) -> None:
    """Write a picture as PNG.

    By runs of equal signs alone: a map is all runs, and looking for more took 40 % longer to make
    a file that was smaller by a hundredth of a show, a twentieth of a sheet.
    """
    picture.save(target, format="PNG", dpi=(dpi, dpi), compress_type=zlib.Z_RLE)


def picture_png(page: Scene, *, dpi: float) -> bytes:
    """Return one page as a PNG picture.

    Parameters
    ----------
    page
        The page.
    dpi
        Pixels of an inch of its size in points.
    """
    target = io.BytesIO()
    with DRAWING:
        _save(paint_picture(page, dpi=dpi), target, dpi=dpi)
    return target.getvalue()


def bind_png(pages: Sequence[Scene]) -> bytes:
    """Return pages as one PNG picture: a few below each other, many also side by side.

    Parameters
    ----------
    pages
        The pages, all of one size.

    Raises
    ------
    ExportError
        Where so many pages make no picture that can be read.
    """
    across = 1 if len(pages) <= _ABREAST_FROM else math.ceil(math.sqrt(len(pages) * 0.8))
    down = math.ceil(len(pages) / across)
    first = pages[0]
    inches = (
        first.width * first.points / POINTS_PER_INCH,
        first.height * first.points / POINTS_PER_INCH,
    )
    dpi = _A4_DPI * _A4_UNIT_MM * _POINTS_PER_MM / first.points
    most = math.sqrt(_MOST_PIXELS / (across * inches[0] * down * inches[1]))
    dpi = min(dpi, most)
    if dpi < _LEAST_DPI:
        raise ExportError(
            f"{len(pages)} pages are too many for one picture: choose the format pdf, "
            "a larger paper, or fewer projects",
            kind="pages",
            n=len(pages),
        )
    target = io.BytesIO()
    with DRAWING:
        width, height = (math.floor(side * dpi) for side in inches)
        whole = Image.new("RGB", (width * across, height * down), "white")
        for number, page in enumerate(pages):
            place = (number % across * width, number // across * height)
            whole.paste(paint_picture(page, dpi=dpi).crop((0, 0, width, height)), place)
        _save(whole, target, dpi=dpi)
    return target.getvalue()
