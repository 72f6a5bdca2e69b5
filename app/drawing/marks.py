"""The marks upon a map on paper: its scale bar and its north arrow."""

import numpy as np

from app.drawing.frame import Frame
from app.drawing.scene import Ink, Pen, circle_path, join_lines, rectangle_path
from app.messages import Words

_KILOMETRE_M = 1000
_SCALE_STEPS_M = tuple(step * 10**power for power in range(1, 6) for step in (1, 2, 5))


def paint_scale_bar(ink: Ink, frame: Frame, words: Words, *, width: float = 110.0) -> None:
    """Paint a scale bar, its left end at the ink's origin and its line upon it.

    Parameters
    ----------
    ink
        Where.
    frame
        The map it measures; it is right in the middle of the map.
    words
        The language.
    width
        The most units it may take.
    """
    metres = max(
        (step for step in _SCALE_STEPS_M if step * frame.units_per_metre <= width),
        default=_SCALE_STEPS_M[0],
    )
    length = metres * frame.units_per_metre
    text = (
        words("{value} km", value=f"{metres / _KILOMETRE_M:g}")
        if metres >= _KILOMETRE_M
        else words("{value} m", value=metres)
    )
    ground = rectangle_path(-8, -21, width=length + 16, height=29, round_by=4)
    ink.path(ground, Pen(fill="#FBFAF7", fill_opacity=0.86))
    pen = Pen(line="#55524B", width=1.5, cap="butt")
    ink.line([(0, -6), (0, 0), (length, 0), (length, -6)], pen)
    ink.line([(length / 2, -3.5), (length / 2, 0)], Pen(line="#55524B", width=1.1, cap="butt"))
    ink.text(length / 2, -8, text, size=10.5, colour="#3A3A38", align="center")


def paint_north_arrow(ink: Ink, words: Words) -> None:
    """Paint a north arrow around the ink's origin."""
    ink.path(circle_path(0, 0, radius=17), Pen(fill="#FBFAF7", fill_opacity=0.86))
    left = np.array([(0, -13), (-5.5, 5), (0, 1.6)])
    right = np.array([(0, -13), (5.5, 5), (0, 1.6)])
    ink.path(join_lines([left], is_closed=True), Pen(fill="#55524B"))
    ink.path(join_lines([right], is_closed=True), Pen(fill="#FBFAF7", line="#55524B", width=0.9))
    ink.text(
        0, 14, words("N"), size=8.5, font=ink.font(is_bold=True), colour="#3A3A38", align="center"
    )
