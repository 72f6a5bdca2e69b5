"""The square code of a link, for the screen, for paper and for slides."""

import io
from functools import lru_cache

import numpy as np
import segno

from app.drawing.scene import Ink, Pen, join_lines, rectangle_path

_QUIET_MODULES = 3
_SCALE = 8  # pixels of a module
_LONGEST_LINK = 600  # longer ones have squares too fine for a phone
_LINKS_KEPT = 64
_MAX_TEXT = 2300  # a code of medium correction holds so many bytes
_DARK, _LIGHT = "#22262a", "#ffffff"


def can_be_coded(link: str) -> bool:
    """Say whether a link is whole and short enough to be scanned."""
    return link.startswith(("http://", "https://")) and len(link.encode()) <= _LONGEST_LINK


def qr_svg(text: str) -> bytes:
    """Return the QR code of a text as an SVG picture with its quiet border.

    Raises
    ------
    ValueError
        If the text is longer than a code holds.
    """
    code = segno.make_qr(text, error="m" if len(text) <= _MAX_TEXT else "l")
    out = io.BytesIO()
    code.save(out, kind="svg", scale=_SCALE, border=4, xmldecl=False, dark=_DARK, light=_LIGHT)
    return out.getvalue()


@lru_cache(maxsize=_LINKS_KEPT)
def _code_of(link: str) -> segno.QRCode:
    """Return the code of a link; a file has it on each of its pages, and it is 20 ms of work."""
    return segno.make(link, error="m", micro=False)


@lru_cache(maxsize=_LINKS_KEPT)
def qr_png(link: str) -> bytes:
    """Return the code of a link as a PNG picture."""
    target = io.BytesIO()
    _code_of(link).save(target, kind="png", scale=_SCALE, border=_QUIET_MODULES, dark=_DARK)
    return target.getvalue()


def paint_qr(ink: Ink, link: str, *, size: float) -> None:
    """Paint the code of a link as one path.

    Parameters
    ----------
    ink
        Where its upper left corner is.
    link
        The link.
    size
        Its side, the quiet zone included.
    """
    rows = [bytes(row) for row in _code_of(link).matrix_iter(scale=1, border=_QUIET_MODULES)]
    module = size / len(rows)
    ink.path(rectangle_path(0, 0, width=size, height=size), Pen(fill=_LIGHT))
    squares = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                corners = [(x, y), (run, y), (run, y + 1.02), (x, y + 1.02)]
                squares.append(np.array(corners) * module)
            x = max(run, x + 1)
    ink.path(join_lines(squares, is_closed=True), Pen(fill=_DARK))
