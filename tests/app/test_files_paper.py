"""Sheets of paper: their formats, their fonts, their text and symbols."""

import io
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import font_manager
from pypdf import PdfReader

from app.address import Camera, View
from app.drawing import fonts
from app.drawing.fonts import find_font, shorten_text, wrap_text
from app.drawing.frame import SCREEN, frame_of_camera, frame_of_points, latitude_at, project
from app.drawing.painter_matplotlib import make_figure, outline_of
from app.drawing.picture import MapPicture
from app.drawing.projects import _MapPainter, paint_map
from app.drawing.scene import Ink, Scene
from app.drawing.shapes import make_map_project
from app.drawing.symbol_ink import glyph_path, read_svg_path
from app.drawing.symbols import read_symbols
from app.errors import ExportError, FontError
from app.exports import paper
from app.exports.columns import Column, Item, flow_items
from app.exports.district_sheet import (
    draw_district_sheet,
    list_district_sheets,
    make_district_sheet,
    summarise_district,
)
from app.exports.paper import bind_pdf, bind_png, choose_paper
from app.exports.paper_sizes import SIZES_MM
from app.exports.sheet import draw_sheet, make_sheet_pdf
from app.exports.summary import ViewSummary
from app.messages import Words
from app.published.served import Served
from app.words.milestones import list_since
from geodata.layers import districts
from projects.catalogue import read_catalogue

pytestmark = pytest.mark.slow  # each makes whole files

SERVED = Served(read_catalogue())


@pytest.mark.parametrize("size", list(SIZES_MM))
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_a_sheet_has_the_size_of_its_paper(size, orientation):
    summary = ViewSummary(SERVED, View().with_facet("sector", ["roads"]))
    chosen = choose_paper(size.upper(), orientation=orientation)
    reader = PdfReader(io.BytesIO(make_sheet_pdf(summary, paper=chosen)))
    sides = [float(side) * 25.4 / 72 for side in reader.pages[0].mediabox[2:]]
    wanted = SIZES_MM[size] if orientation == "portrait" else SIZES_MM[size][::-1]
    assert sides == pytest.approx(wanted, abs=0.2)
    assert reader.metadata["/Title"].startswith(summary.title)


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_the_whole_catalogue_fits_one_poster(orientation):
    chosen = choose_paper("a0", orientation=orientation)
    assert len(draw_sheet(ViewSummary(SERVED, View()), paper=chosen)) == 1


def test_a_wrong_paper_lists_the_right_ones():
    with pytest.raises(ExportError, match="A4, A3, A2, A1, A0"):
        choose_paper("letter", orientation="portrait")
    with pytest.raises(ExportError, match="portrait, landscape"):
        choose_paper("a4", orientation="sideways")


def test_a_machine_without_chinese_fonts_names_the_package(monkeypatch):
    nothing = SimpleNamespace(ttflist=[], addfont=lambda _: None)
    monkeypatch.setattr(font_manager, "fontManager", nothing)
    find_font.cache_clear()
    try:
        with pytest.raises(FontError, match="fonts-noto-cjk"):
            find_font()
    finally:
        monkeypatch.undo()
        find_font.cache_clear()


def test_a_character_no_font_has_gets_a_substitute():
    page = Scene(width=10, height=10, points=1)
    Ink(page).text(0, 0, "太\ue000🚇\u200b", size=10)
    assert page.works[0].text == "太〓〓"


def test_any_text_is_drawn_as_text(hostile_texts):
    for file_format in ("pdf", "png", "svg"):
        page = Scene(width=2000, height=600, points=0.05)
        ink = Ink(page)
        for number, text in enumerate(hostile_texts.values()):
            ink.text(10, 10 * number, text[:300], size=10, halo="#FFFFFF")
        make_figure(page).savefig(io.BytesIO(), format=file_format)


@pytest.mark.parametrize("text", ["US$5 and $6", r"$\frac{1}{0}$", r"a_b^c \$"])
def test_dollars_are_never_mathematics(text):
    plain, halo = Scene(width=99, height=9, points=1), Scene(width=99, height=9, points=1)
    width = Ink(plain).text(0, 5, text, size=10)
    assert width == pytest.approx(find_font().measure(text, size=10))
    Ink(halo).text(0, 5, text, size=10, halo="#FFFFFF")
    (letters,) = halo.works
    outline = outline_of(letters, "#FFFFFF")
    assert letters.text == text
    drawn = outline.path.get_extents(outline.matrix)
    assert drawn.width == pytest.approx(width, rel=0.2)


@pytest.mark.parametrize("word", ["长" * 100_000, "x" * 100_000, "“" * 100_000, " " * 100_000])
def test_a_word_without_end_is_wrapped(word):
    lines = wrap_text(word, font=find_font(), size=10, width=600)
    assert len("".join(lines)) == len(word.strip())


@given(st.text(st.sampled_from("太原市 Project，（1号线）—abc-"), max_size=80))
def test_wrapped_lines_fit_and_lose_nothing(text):
    lines = wrap_text(text, font=find_font(), size=10, width=60)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(find_font().measure(line, size=10) <= 60 for line in lines)


def test_a_shortened_text_fits():
    text = shorten_text("太原市2024年政府工作报告中的项目", font=find_font(), size=10, width=60)
    assert text.endswith("…")
    assert find_font().measure(text, size=10) <= 60


def test_measured_widths_are_those_of_the_font():
    assert find_font().measure("太原", size=10) == pytest.approx(20)


def test_text_stays_text_in_the_pdf():
    page = Scene(width=200, height=60, points=1)
    Ink(page).text(10, 30, "晋源区 直骨复 m²", size=20, halo="#ffffff")
    text = PdfReader(io.BytesIO(bind_pdf([page], title="t"))).pages[0].extract_text()
    assert text.strip() == "晋源区 直骨复 m²"


def test_the_same_page_gives_the_same_bytes():
    def make():
        page = Scene(width=200, height=60, points=1)
        Ink(page).text(10, 30, "太原", size=20)
        return bind_pdf([page], title="t")

    assert make() == make()


def test_too_many_pages_make_no_picture(monkeypatch):
    monkeypatch.setattr(paper, "_MOST_PIXELS", 1000)
    pages = [Scene(width=800, height=1131, points=0.74) for _ in range(3)]
    with pytest.raises(ExportError, match="choose the format pdf"):
        bind_png(pages)


# Symbols


def test_every_glyph_of_the_table_is_read():
    for sector in read_symbols()["sectors"]:
        vertices = np.asarray(glyph_path(sector).vertices)
        assert np.abs(vertices).max() < 0.65


def test_an_arc_of_a_path_is_round():
    path = read_svg_path("M8.75 12.75a1.25 1.25 0 1 0 0 2.5a1.25 1.25 0 1 0 0-2.5z")
    (ring,) = path.to_polygons()
    distances = np.hypot(*(ring - (8.75, 14)).T)
    assert distances == pytest.approx(np.full(len(distances), 1.25), abs=0.1)


def test_a_window_of_a_glyph_is_a_hole():
    # The train's window, in the middle of its upper half.
    polygons = glyph_path("rail-transit").to_polygons()

    def turn(ring):
        x, y = ring.T
        return float(np.sign(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])))

    assert {turn(ring) for ring in polygons} == {-1.0, 1.0}


# Frames


def test_the_frame_projects_as_the_screen_does():
    x, y = project(112.55, 37.87)
    assert x == pytest.approx((112.55 + 180) / 360 * 256)
    assert latitude_at(float(y)) == pytest.approx(37.87)


def test_a_camera_shows_at_least_an_ordinary_screen():
    camera = Camera(112.55, 37.87, 12)
    frame = frame_of_camera(camera, size=(400, 500))
    middle = frame.place(project(112.55, 37.87))
    assert middle == pytest.approx([200, 250])
    assert SCREEN[0] / 2**camera.zoom * frame.scale <= 400 + 1e-6
    assert SCREEN[1] / 2**camera.zoom * frame.scale <= 500 + 1e-6


def test_a_few_points_are_all_in_the_frame():
    points = [project(lon, lat) for lon, lat in ((112.0, 37.9), (112.9, 38.2), (112.5, 37.6))]
    frame = frame_of_points(points, size=(300, 200))
    assert all(frame.holds(point) for point in points)
    assert frame_of_points([], size=(300, 200)) is None


def test_names_and_numbers_do_not_lie_upon_each_other():
    summary = ViewSummary(SERVED, View())
    projects = [make_map_project(row.project) for row in summary.placed_rows]
    size = (1400.0, 1400.0)
    frame = frame_of_points([a for one in projects for a in one.anchors], size=size)
    numbers = {row.project.id: row.number for row in summary.rows}
    page = Scene(width=size[0], height=size[1], points=0.75)
    picture = MapPicture(frame, projects, Words("zh"), SERVED.catalogue.city, numbers=numbers)
    painter = _MapPainter(Ink(page), picture)
    stacks = painter._stack(painter.picture.projects)
    notes = painter._choose_notes(stacks)
    boxes = painter.room.taken
    touching = sum(
        a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
        for index, a in enumerate(boxes)
        for b in boxes[:index]
    )
    assert len(notes) == len(stacks)
    assert touching <= 2  # at most where symbols themselves crowd


def test_a_map_without_projects_is_drawn():
    frame = frame_of_camera(Camera(112.55, 37.87, 11), size=(300, 200))
    page = Scene(width=300, height=200, points=0.75)
    paint_map(Ink(page), MapPicture(frame, [], Words("en"), SERVED.catalogue.city))
    assert bind_png([page]).startswith(b"\x89PNG")


# Columns


@given(st.lists(st.tuples(st.floats(5, 40), st.booleans()), max_size=30))
def test_items_flow_in_order_and_headings_stay_with_what_follows(parts):
    items = [Item(height, lambda _: None, leads) for height, leads in parts]

    def columns():
        page = 0
        while True:
            yield Column(page, 0, 10, 100)
            page += 1

    placed = flow_items(items, columns())
    assert [item for _, _, item in placed] == items
    assert [column.page for column, _, _ in placed] == sorted(c.page for c, _, _ in placed)
    for (column, _, item), (after, _, _) in pairwise(placed):
        if item.leads:
            assert after.page == column.page


# Districts


@pytest.mark.parametrize("adcode", list(districts()))
def test_the_sheet_of_a_district_has_two_pages_in_english_too(adcode):
    summary = summarise_district(SERVED, adcode, lang="en")
    assert (
        len(draw_district_sheet(summary, adcode, paper=choose_paper("a4", orientation="portrait")))
        == 2
    )


def test_every_district_has_a_sheet_of_two_pages_with_all_its_projects(read_pdf):
    sheets = dict(list_district_sheets(SERVED, lang="zh"))
    assert len(sheets) == 10
    for (name, body), adcode in zip(sheets.items(), districts(), strict=True):
        assert adcode in name
        pages = read_pdf(body)
        assert len(pages) == 2
        text = "".join("".join(pages).split())
        rows = [one for one in SERVED.catalogue.projects if adcode in one.districts]
        for one in rows:
            assert "".join(one.name_zh.split()) in text
        report_day = SERVED.catalogue.metadata.report_day
        assert text.count("此后：") == sum(
            bool(list_since(one, report_day=report_day)) for one in rows
        )


def test_a_wrong_district_lists_the_right_ones():
    with pytest.raises(ExportError, match="140105 小店区"):
        make_district_sheet(SERVED, "110000", lang="zh")


def test_fonts_are_looked_for_again_where_none_was_remembered(monkeypatch):
    added = []
    nothing = SimpleNamespace(ttflist=[], addfont=added.append)
    monkeypatch.setattr(font_manager, "fontManager", nothing)
    monkeypatch.setattr(
        font_manager, "findSystemFonts", lambda: ["/fonts/NotoSansCJK.ttc", "/fonts/Arial.ttf"]
    )
    assert fonts._list_faces() == []
    assert added == ["/fonts/NotoSansCJK.ttc"]
