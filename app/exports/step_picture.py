"""The small picture of a view, as the story editor shows it beside a step."""

from dataclasses import replace

from app.address import Camera, View
from app.drawing.frame import frame_of_camera
from app.drawing.painter_svg import write_svg
from app.drawing.picture import MapPicture
from app.drawing.projects import paint_map
from app.drawing.scene import Ink, Scene
from app.drawing.shapes import make_map_project
from app.exports.summary import ViewSummary
from app.exports.view_map import choose_frame
from app.published.served import Served

WIDTH, HEIGHT = 400.0, 300.0
_FARTHER = 1.0  # zoom levels: the picture is half as wide as the map it stands for


def step_svg(view: View, *, served: Served, title: str) -> str:
    """Draw the picture of a view.

    Parameters
    ----------
    view
        The view.
    served
        The catalogue.
    title
        What it shows, for those who do not see it.
    """
    summary = ViewSummary(served, view)
    size = (WIDTH, HEIGHT)
    rows = [make_map_project(row.project) for row in summary.placed_rows]
    frame = choose_frame(summary, rows, size=size)
    if view.camera is not None:
        frame = frame_of_camera(_step_back(view.camera), size=size)
    scene = Scene(width=WIDTH, height=HEIGHT, is_paper=False)
    picture = MapPicture(
        frame,
        rows,
        summary.words,
        served.catalogue.city,
        selected=view.selected,
        is_small=True,
    )
    paint_map(Ink(scene).clipped(*size), picture)
    return write_svg(scene, title=title, classes="step-picture")


def _step_back(camera: Camera) -> Camera:
    return replace(camera, zoom=camera.zoom - _FARTHER)
