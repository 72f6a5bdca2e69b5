"""The painter of web pages writes what lies in the picture, and nothing beyond it."""

import re

from app.drawing.painter_svg import write_svg
from app.drawing.scene import Ink, Pen, Scene, join_lines

WITHIN = [(10, 10), (20, 20)]
ACROSS = [(50, 50), (150, 50)]
BESIDE = [(150, 0), (150, 90)]
ROUND_A_CORNER = [(-60, 50), (50, -60)]


def drawn(lines, pen, *, is_closed=False):
    scene = Scene(width=100, height=100, points=1)
    Ink(scene).path(join_lines(lines, is_closed=is_closed), pen)
    return re.findall(r' d="([^"]*)"', write_svg(scene, title="", classes=""))


def test_lines_are_cut_a_stroke_beyond_the_rim():
    lines = [WITHIN, ACROSS, BESIDE, ROUND_A_CORNER]
    assert drawn(lines, Pen(line="#000000", width=2)) == ["M10 10L20 20M50 50L102 50"]


def test_what_lies_beyond_is_not_written():
    assert drawn([BESIDE, ROUND_A_CORNER], Pen(line="#000000", width=2)) == []


def test_an_area_is_cut_at_the_rim_and_stays_closed():
    square = [(50, 20), (150, 20), (150, 60), (50, 60)]
    (path,) = drawn([square], Pen(fill="#000000"), is_closed=True)
    assert path.endswith("Z")
    corners = {tuple(map(float, one.split())) for one in re.findall(r"[-\d.]+ [-\d.]+", path)}
    assert corners == {(50, 20), (100, 20), (100, 60), (50, 60)}
