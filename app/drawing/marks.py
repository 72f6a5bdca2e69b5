"""The marks upon a drawn map: its scale bar, its north arrow, the pin of a place and its ring."""

import numpy as np

from app.drawing.frame import Frame
from app.drawing.scene import Ink, Pen, circle_path, join_lines, rectangle_path
from app.drawing.symbol_ink import read_svg_path
from app.messages import Words
from app.words.distances import say_radius

_BAR_WIDTH = 110.0
_SCALE_STEPS_M = tuple(step * 10**power for power in range(1, 6) for step in (1, 2, 5))
_PIN = (
    "M12 2a7 7 0 0 1 7 7c0 5-7 13-7 13S5 14 5 9a7 7 0 0 1 7-7z"
    "M12 6.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z"
)
_PIN_POINT, _PIN_SCALE = (12, 22), 1.5
_RING = "#1F5A7A"


def paint_scale_bar(ink: Ink, frame: Frame, words: Words) -> None:
    """Paint a scale bar, its left end at the ink's origin and its line upon it.

    Parameters
    ----------
    ink
        Where.
    frame
        The map it measures; it is right in the middle of the map.
    words
        The language.
    """
    metres = max(
        (step for step in _SCALE_STEPS_M if step * frame.units_per_metre <= _BAR_WIDTH),
        default=_SCALE_STEPS_M[0],
    )
    length = metres * frame.units_per_metre
    text = say_radius(metres, words)
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


def paint_ring(ink: Ink, frame: Frame, *, radius_m: float) -> None:
    """Paint how far near reaches around the middle of a map.

    Parameters
    ----------
    ink
        Where.
    frame
        The map.
    radius_m
        The radius of the ring.
    """
    radius = radius_m * frame.units_per_metre
    ring = circle_path(frame.width / 2, frame.height / 2, radius=radius)
    ink.path(ring, Pen(line=_RING, width=1.8, dash=(2, 4)))


def paint_pin(ink: Ink, frame: Frame) -> None:
    """Paint the pin of a place in the middle of a map."""
    left, top = (part * _PIN_SCALE for part in _PIN_POINT)
    needle = ink.at(frame.width / 2 - left, frame.height / 2 - top, scale=_PIN_SCALE)
    needle.path(read_svg_path(_PIN), Pen(fill="#22262A", line="#FFFFFF", width=0.9))
