"""One scene, two painters: the street page as SVG, and the order in which projects are named."""

import re

import numpy as np
import pytest

from app.drawing.labels import most_names, rank_project
from app.drawing.names import spots_along
from app.drawing.painter_svg import write_svg
from app.drawing.scene import Ink, Pen, Scene, circle_path, join_lines
from app.published.store import current_store


def make_svg(draw) -> str:
    scene = Scene(width=100, height=50, is_paper=False)
    draw(Ink(scene).clipped(100, 50))
    return write_svg(scene, title="a <title>", classes="street-map")


def test_nothing_of_a_path_is_written_that_lies_outside_the_picture():
    far = np.array([(-5000.0, -5000.0), (5000.0, -5000.0), (5000.0, 5000.0), (-5000.0, 5000.0)])
    svg = make_svg(lambda ink: ink.path(join_lines([far], is_closed=True), Pen(fill="#abc")))
    numbers = [float(one) for one in re.findall(r"[-\d.]+", re.search(r'd="([^"]*)"', svg)[1])]
    assert numbers
    assert min(numbers) >= 0
    assert max(numbers) <= 100
    gone = make_svg(lambda ink: ink.path(circle_path(500, 20, radius=5), Pen(fill="#abc")))
    assert "<path" not in gone


def test_texts_are_escaped_and_keep_their_halo():
    svg = make_svg(lambda ink: ink.text(10, 20, "<b>太原", size=12, halo="#fff", angle=30))
    assert "&lt;b&gt;太原</text>" in svg
    assert 'paint-order="stroke"' in svg
    assert 'aria-label="a &lt;title&gt;"' in svg


def test_a_name_stands_along_its_line_and_reads_from_left_to_right():
    line = np.array([(200.0, 100.0), (0.0, 0.0)])
    spot = next(spots_along([line], width=80, size=12, offset=0))
    assert spot.at == pytest.approx((100, 50))
    assert spot.angle_deg == pytest.approx(26.565, abs=0.01)


def test_a_line_too_short_or_too_bent_takes_no_name_along_itself():
    short = np.array([(0.0, 0.0), (30.0, 0.0)])
    bent = np.array([(0.0, 0.0), (50.0, 0.0), (50.0, 50.0)])
    assert not list(spots_along([short], width=80, size=12, offset=0))
    assert not list(spots_along([bent], width=90, size=12, offset=0))


def test_what_serves_the_whole_city_is_named_first():
    served, _ = current_store().refresh()
    assert served is not None
    first = min(served.catalogue.projects, key=rank_project)
    assert first.kind == "metro-line"


def test_a_city_view_names_about_a_dozen_projects_and_a_street_view_all():
    assert 8 <= most_names(10, width=900, height=650) <= 16
    assert most_names(14, width=900, height=650) is None
