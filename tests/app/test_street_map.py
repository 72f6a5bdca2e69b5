"""One scene, two painters: the street page as SVG, and the order in which projects are named."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from app.drawing.fonts import rough_font
from app.drawing.labels import rank_kind, rank_project
from app.drawing.measures import symbol_radius
from app.drawing.names import NameRoom, spots_along
from app.drawing.painter_svg import write_svg
from app.drawing.scene import Ink, Pen, Scene, circle_path, join_lines
from app.published.store import current_store

CASES = json.loads(
    (Path(__file__).parents[1] / "data" / "label-cases.json").read_text(encoding="utf-8")
)


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


@pytest.mark.parametrize("case", CASES["along"], ids=lambda case: case["why"])
def test_a_name_stands_along_its_line_as_on_the_screen(case):
    line = np.reshape(np.array(case["line"], float), (-1, 2))
    name = {part: case[part] for part in ("width", "size", "offset")}
    spots = list(spots_along([line], **name))
    assert len(spots) == case["spots"]
    if spots:
        assert spots[0].at == pytest.approx(case["at"], abs=0.01)
        assert spots[0].angle_deg == pytest.approx(case["angle_deg"], abs=0.01)


def test_a_name_keeps_clear_as_on_the_screen():
    room = NameRoom(width=CASES["room"]["width"], height=CASES["room"]["height"])
    room.take(tuple(CASES["room"]["taken"]))
    found = [room.is_free(tuple(case["box"])) for case in CASES["room"]["boxes"]]
    assert found == [case["is_free"] for case in CASES["room"]["boxes"]]


def test_the_most_important_is_named_first_as_on_the_screen():
    records = CASES["order"]["records"]
    ordered = sorted(
        (rank_kind(one["kind"]), one["place"]["accuracy_m"], one["id"]) for one in records
    )
    assert [one_id for *_, one_id in ordered] == CASES["order"]["ids"]


@pytest.mark.parametrize("case", CASES["radius"], ids=lambda case: str(case["zoom"]))
def test_symbols_are_as_large_as_on_the_screen(case):
    assert symbol_radius(case["zoom"]) == case["radius"]


def test_what_serves_the_whole_city_is_named_first():
    served, _ = current_store().refresh()
    assert served is not None
    first = min(served.catalogue.projects, key=rank_project)
    assert first.kind == "metro-line"


def test_a_picture_names_its_font_and_measures_names_as_that_font_does():
    assert "font-family=\"'Noto Sans CJK SC'," in make_svg(lambda ink: ink.text(1, 2, "a", size=9))
    font, bold = rough_font(), rough_font(is_bold=True)
    assert font.measure("will", size=10) < 0.6 * font.measure("WOMB", size=10)
    assert font.measure("太原", size=10) == 20
    assert font.measure("Metro Line 1", size=1) == pytest.approx(6.02, abs=0.4)
    assert bold.measure("Metro Line 1", size=1) > font.measure("Metro Line 1", size=1)
