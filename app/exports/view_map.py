"""The map of a view on paper: where it looks, and the small map that says where that is."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from app.drawing.fonts import find_font
from app.drawing.frame import (
    Frame,
    frame_of_box,
    frame_of_camera,
    frame_of_points,
    frame_of_shape,
)
from app.drawing.marks import paint_north_arrow, paint_scale_bar
from app.drawing.measures import closest_zoom
from app.drawing.picture import MapPicture
from app.drawing.projects import find_outside, paint_map
from app.drawing.scene import Box, Ink, Pen, rectangle_path
from app.drawing.shapes import MapProject, make_map_project
from app.exports.paper import BLUE, INK
from app.exports.summary import Row, ViewSummary

_INSET = (178.0, 150.0)
_INSET_FROM = 1.5  # this much nearer than the whole city, a small map says where it is
_SAMPLES = 12  # places looked at along each piece of a line


def choose_frame(
    summary: ViewSummary, projects: Sequence[MapProject], *, size: tuple[float, float]
) -> Frame:
    """Choose where the map of a view looks: its camera, its selection, or what it shows.

    Parameters
    ----------
    summary
        The view.
    projects
        The projects drawn.
    size
        The size of the map in units.
    """
    if summary.view.camera is not None:
        return frame_of_camera(summary.view.camera, size=size)
    chosen = next((one for one in projects if one.project.id == summary.view.selected), None)
    if chosen is not None:
        zoom = closest_zoom(chosen.accuracy_m)
        return frame_of_shape(chosen.shape.box, size=size, closest=zoom)
    anchors = [anchor for one in projects for anchor in one.anchors]
    found = frame_of_points(anchors, size=size)
    box = summary.served.catalogue.metadata.city.bbox
    return found or frame_of_box(box, size=size, padding=10)


def choose_corner(
    frame: Frame,
    projects: Sequence[MapProject],
    *,
    size: tuple[float, float],
    selected: str | None = None,
) -> tuple[float, float]:
    """Choose the corner of a map where a box hides the fewest symbols, never the selected one.

    Parameters
    ----------
    frame, projects
        The map.
    size
        The box.
    selected
        The id of the selected project.
    """
    width, height = size
    right, bottom = frame.width - width - 10, frame.height - height - 10
    corners = [(right, bottom), (10.0, 10.0), (10.0, bottom - 34), (right, 52.0)]
    places = [
        (frame.place(anchor), 100 if one.project.id == selected else 10)
        for one in projects
        for anchor in one.anchors
    ]
    chosen = [one for one in projects if one.project.id == selected]
    lines = [frame.place(line) for one in chosen for line in one.shape.lines]
    places += [
        (start + (end - start) * share, 3)
        for line in lines
        for start, end in pairwise(line)
        for share in np.linspace(0, 1, _SAMPLES)
    ]

    def weigh(corner: tuple[float, float]) -> int:
        x, y = corner
        return sum(
            weight
            for (px, py), weight in places
            if x - 14 < px < x + width + 14 and y - 14 < py < y + height + 14
        )

    return min(corners, key=weigh)


def paint_view_map(  # noqa: PLR0913 - a map of a view has these parts
    ink: Ink,
    summary: ViewSummary,
    *,
    rows: Sequence[Row],
    size: tuple[float, float],
    frame: Frame | None = None,
    district: str | None = None,
) -> frozenset[str]:
    """Paint the map of a view with scale bar, north arrow, small map and credit.

    Parameters
    ----------
    ink
        Its upper left corner.
    summary
        The view.
    rows
        The projects on it.
    size
        Its size in units.
    frame
        Where it looks; what the view says where None.
    district
        The adcode of the district that alone stands out.

    Returns
    -------
    frozenset
        The ids of the projects outside the frame, which only the small map shows.
    """
    width, height = size
    projects = [make_map_project(row.project) for row in rows if row.is_placed]
    frame = frame or choose_frame(summary, projects, size=size)
    outside = find_outside(frame, projects)
    whole = frame_of_box(summary.served.catalogue.metadata.city.bbox, size=size)
    has_inset = bool(outside) or frame.zoom > whole.zoom + _INSET_FROM
    free: list[Box] = [(0, height - 44, 150, height), (width - 56, 0, width, 56)]
    corner = choose_corner(frame, projects, size=_INSET, selected=summary.view.selected)
    if has_inset:
        x, y = corner
        free.append((x - 4, y - 4, x + _INSET[0] + 4, y + _INSET[1] + 4))
    numbers = {row.project.id: row.number for row in rows}
    selected = summary.view.selected
    picture = MapPicture(
        frame,
        projects,
        summary.words,
        summary.served.catalogue.city,
        numbers=numbers,
        selected=selected,
        district=district,
        kept_free=free,
    )
    paint_map(ink, picture)
    paint_scale_bar(ink.at(20, height - 16), frame, summary.words)
    paint_north_arrow(ink.at(width - 30, 30), summary.words)
    if has_inset:
        _paint_inset(ink.at(*corner), summary, projects, frame)
    edge = rectangle_path(0, 0, width=width, height=height)
    ink.path(edge, Pen(line="#B9B3A5", width=1))
    return frozenset(one.project.id for one in outside)


def _paint_inset(
    ink: Ink, summary: ViewSummary, projects: Sequence[MapProject], frame: Frame
) -> None:
    """Paint the small map of the whole city with the large map's frame."""
    width, height = _INSET
    whole = frame_of_box(summary.served.catalogue.metadata.city.bbox, size=_INSET, padding=4)
    ink.path(rectangle_path(-3, -3, width=width + 6, height=height + 6), Pen(fill="#FFFFFF"))
    paint_map(
        ink,
        MapPicture(whole, projects, summary.words, summary.served.catalogue.city, is_small=True),
    )
    corners = whole.place([(frame.left, frame.top)])[0]
    far = whole.place(
        [(frame.left + frame.width / frame.scale, frame.top + frame.height / frame.scale)]
    )[0]
    view = rectangle_path(
        corners[0], corners[1], width=far[0] - corners[0], height=far[1] - corners[1]
    )
    ink.clipped(width, height).path(view, Pen(line=BLUE, width=1.6))
    ink.path(rectangle_path(0, 0, width=width, height=height), Pen(line="#B9B3A5", width=1))
    title = summary.words("The whole city")
    ink.text(7, 14, title, size=9.5, font=find_font(is_bold=True), colour=INK, halo="#FFFFFF")
