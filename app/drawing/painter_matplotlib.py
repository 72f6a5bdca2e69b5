"""The painter for paper and pictures: puts a scene on a figure of matplotlib."""

from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox

from app.drawing.fonts import POINTS_PER_INCH
from app.drawing.measures import HALO_OPACITY, halo_width
from app.drawing.scene import Pen, Scene, Stroke, Writing

_OUTLINES_KEPT = 1024


class _Page(Artist):
    """A scene as matplotlib's own kind of thing to draw."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene

    def draw(self, renderer: RendererBase) -> None:
        """Paint the page."""
        points = self.scene.points
        pixels = float(np.asarray(renderer.points_to_pixels(points)))
        to_display = Affine2D().scale(pixels, -pixels).translate(0, self.scene.height * pixels)
        for work in self.scene.works:
            context = renderer.new_gc()
            if work.clip is not None:
                left, top, right, bottom = work.clip
                corners = to_display.transform([(left, bottom), (right, top)])
                context.set_clip_rectangle(Bbox(corners))
            if isinstance(work, Stroke):
                _stroke(renderer, context, work, to_display, points)
            else:
                _write(renderer, context, work, to_display, points)
            context.restore()


def make_figure(scene: Scene) -> Figure:
    """Put a scene on a figure of its size."""
    inches = scene.points / POINTS_PER_INCH
    figure = Figure(figsize=(scene.width * inches, scene.height * inches), facecolor="white")
    page = _Page(scene)
    figure.add_artist(page)
    page.set_transform(Affine2D())
    return figure


def _stroke(
    renderer: RendererBase,
    context: GraphicsContextBase,
    work: Stroke,
    to_display: Affine2D,
    points: float,
) -> None:
    pen = work.pen
    face = None if pen.fill is None else to_rgba(pen.fill, pen.fill_opacity)
    if pen.line is None:
        context.set_linewidth(0)
    else:
        width = pen.width * work.scale * points
        context.set_foreground(to_rgba(pen.line, pen.line_opacity), isRGBA=True)
        context.set_linewidth(width)
        context.set_capstyle(pen.cap)  # type: ignore[arg-type]
        context.set_joinstyle("round")
        if pen.dash:
            context.set_dashes(0, [length * work.scale * points for length in pen.dash])
    renderer.draw_path(context, work.path, work.matrix + to_display, face)


@lru_cache(maxsize=_OUTLINES_KEPT)
def _letters_of(text: str, properties: FontProperties) -> Path:
    """Return the outlines of a text; a show has the same names on each of its maps."""
    # Not by `TextPath`, which reads $…$ as mathematics.
    vertices, codes = text_to_path.get_text_path(properties, text, ismath=False)
    return Path(np.asarray(vertices), np.asarray(codes), readonly=True)


def outline_of(work: Writing, colour: str) -> Stroke:
    """Return the soft edge of a text, so that it reads on any ground."""
    letters = _letters_of(work.text, work.font.properties)
    scale = work.size / text_to_path.FONT_SCALE
    matrix = Affine2D().scale(scale, -scale).rotate_deg(-work.angle).translate(work.x, work.y)
    width = halo_width(work.size / work.scale)
    pen = Pen(line=colour, line_opacity=HALO_OPACITY, width=width)
    return Stroke(letters, pen, matrix, work.scale, work.clip)


def _write(
    renderer: RendererBase,
    context: GraphicsContextBase,
    work: Writing,
    to_display: Affine2D,
    points: float,
) -> None:
    if work.halo:
        _stroke(renderer, context, outline_of(work, work.halo), to_display, points)
    x, y = to_display.transform((work.x, work.y))
    if renderer.flipy():
        y = renderer.get_canvas_width_height()[1] - y
    context.set_foreground(to_rgba(work.colour), isRGBA=True)
    if work.url:
        context.set_url(work.url)
    properties: FontProperties = work.font.properties.copy()
    properties.set_size(work.size * points)
    renderer.draw_text(context, x, y, work.text, properties, work.angle, ismath=False)
