"""Ink on a page: paths and text in the order they are painted, y downwards, as on a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Affine2D, Bbox
from numpy.typing import NDArray

from app.drawing.fonts import POINTS_PER_INCH, Font, find_font

Box = tuple[float, float, float, float]
Points = NDArray[np.float64]
_HALO_SHARE = 0.28
_LEAST_HALO = 2.5
_MIDDLE_SHARE = 0.37


@dataclass(frozen=True)
class Pen:
    """How a path is painted: its fill, its line; opacities from 0 to 1, lengths in units."""

    fill: str | None = None
    fill_opacity: float = 1.0
    line: str | None = None
    line_opacity: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] = ()
    cap: str = "round"


@dataclass(frozen=True)
class _Stroke:
    path: Path
    pen: Pen
    matrix: Affine2D
    scale: float
    clip: Box | None


@dataclass(frozen=True)
class _Writing:
    x: float
    y: float
    text: str
    font: Font
    size: float
    colour: str
    angle: float
    clip: Box | None
    url: str | None


class Painting(Artist):
    """All that is painted on one page, in order.

    Parameters
    ----------
    width, height
        The page in units.
    points
        The size of a unit in points.
    """

    def __init__(self, *, width: float, height: float, points: float) -> None:
        """Begin an empty page."""
        super().__init__()
        self.width = width
        self.height = height
        self.points = points
        self.works: list[_Stroke | _Writing] = []

    def make_figure(self) -> Figure:
        """Return the page as a figure."""
        size = (
            self.width * self.points / POINTS_PER_INCH,
            self.height * self.points / POINTS_PER_INCH,
        )
        figure = Figure(figsize=size, facecolor="white")
        figure.add_artist(self)
        self.set_transform(Affine2D())
        return figure

    def draw(self, renderer: RendererBase) -> None:
        """Paint the page."""
        pixels = float(np.asarray(renderer.points_to_pixels(self.points)))
        height = self.height * pixels
        to_display = Affine2D().scale(pixels, -pixels).translate(0, height)
        for work in self.works:
            context = renderer.new_gc()
            if work.clip is not None:
                left, top, right, bottom = work.clip
                corners = to_display.transform([(left, bottom), (right, top)])
                context.set_clip_rectangle(Bbox(corners))
            if isinstance(work, _Stroke):
                _paint(renderer, context, work, to_display, self.points)
            else:
                self._write(renderer, context, work, to_display)
            context.restore()

    def _write(
        self,
        renderer: RendererBase,
        context: GraphicsContextBase,
        work: _Writing,
        to_display: Affine2D,
    ) -> None:
        x, y = to_display.transform((work.x, work.y))
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        context.set_foreground(to_rgba(work.colour), isRGBA=True)
        if work.url:
            context.set_url(work.url)
        properties: FontProperties = work.font.properties.copy()
        properties.set_size(work.size * self.points)
        renderer.draw_text(context, x, y, work.text, properties, work.angle, ismath=False)


def _paint(
    renderer: RendererBase,
    context: GraphicsContextBase,
    work: _Stroke,
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


def vertices_of(path: Path) -> Points:
    """Return the vertices of a path as an array."""
    return np.asarray(path.vertices, dtype=float)


def codes_of(path: Path) -> list[int]:
    """Return the codes of a path, one a vertex."""
    codes = path.codes
    return [] if codes is None else [int(code) for code in np.asarray(codes)]


def join_lines(lines: Sequence[Points], *, is_closed: bool) -> Path:
    """Join lines or rings into one path."""
    vertices, codes = [], []
    for line in lines:
        points = np.asarray(line, dtype=float).reshape(-1, 2)
        kinds = np.full(len(points), Path.LINETO, dtype=Path.code_type)
        kinds[0] = Path.MOVETO
        vertices.append(points)
        codes.append(kinds)
        if is_closed:
            vertices.append(points[:1])
            codes.append(np.array([Path.CLOSEPOLY], dtype=Path.code_type))
    return Path(np.concatenate(vertices), np.concatenate(codes))


def circle_path(x: float, y: float, *, radius: float) -> Path:
    """Return a circle."""
    path: Path = Path.circle((x, y), radius)
    return path


def ring_path(x: float, y: float, *, outer: float, inner: float) -> Path:
    """Return the ring between two circles."""
    whole = Path.circle((x, y), outer)
    if inner <= 0:
        return whole
    hole = Path.circle((x, y), inner)
    backward = vertices_of(hole)[:-1][::-1]
    vertices = np.concatenate([vertices_of(whole), backward, backward[:1]])
    return Path(vertices, codes_of(whole) + codes_of(hole))


def rectangle_path(x: float, y: float, *, width: float, height: float, round_by: float = 0) -> Path:
    """Return a rectangle, its corners rounded by a radius."""
    if not round_by:
        corners = np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
        return join_lines([corners], is_closed=True)
    quarter = Path.arc(0, 90)
    vertices: list[Points] = []
    codes: list[int] = []
    for right, bottom, angle in ((1, 1, 0), (0, 1, 90), (0, 0, 180), (1, 0, 270)):
        cx = x + (width - round_by if right else round_by)
        cy = y + (height - round_by if bottom else round_by)
        turned = Affine2D().rotate_deg(angle).scale(round_by).translate(cx, cy)
        piece = turned.transform_path(quarter)
        vertices.append(vertices_of(piece))
        codes += [int(Path.LINETO if codes else Path.MOVETO), *codes_of(piece)[1:]]
    vertices.append(vertices[0][:1])
    return Path(np.concatenate(vertices), [*codes, int(Path.CLOSEPOLY)])


@dataclass(frozen=True)
class Ink:
    """A place on a page to paint at: its own origin, its own scale, its own edge."""

    painting: Painting
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0
    clip: Box | None = None

    def at(self, x: float, y: float, *, scale: float = 1.0) -> "Ink":
        """Return the ink with its origin moved and its scale changed."""
        return replace(
            self, x=self.x + x * self.scale, y=self.y + y * self.scale, scale=self.scale * scale
        )

    def clipped(self, width: float, height: float) -> "Ink":
        """Return the ink that paints nothing outside a box from its origin."""
        box = (self.x, self.y, self.x + width * self.scale, self.y + height * self.scale)
        return replace(self, clip=box)

    def path(self, path: Path, pen: Pen) -> None:
        """Paint a path."""
        matrix = Affine2D().scale(self.scale).translate(self.x, self.y)
        self.painting.works.append(_Stroke(path, pen, matrix, self.scale, self.clip))

    def line(self, points: Any, pen: Pen) -> None:  # noqa: ANN401 - anything numpy takes
        """Paint a line through points."""
        self.path(join_lines([points], is_closed=False), pen)

    def text(  # noqa: PLR0913 - a text has these properties
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        font: Font | None = None,
        colour: str = "#22262A",
        align: str = "left",
        is_middle: bool = False,
        angle: float = 0.0,
        halo: str | None = None,
        url: str | None = None,
    ) -> float:
        """Write a text and return its width.

        Parameters
        ----------
        x, y
            Where its baseline begins, ends or has its middle.
        text
            The text; it stays text in the file.
        size
            The font's size.
        font
            The face; the plain one where None.
        colour
            Its colour.
        align
            ``left``, ``center`` or ``right`` of ``x``.
        is_middle
            Whether ``y`` is the middle of the letters, not the baseline.
        angle
            How far it is turned clockwise, in degrees.
        halo
            The colour of its outline, so that it reads on any ground.
        url
            Where a click leads.
        """
        font = font or find_font()
        text = font.spell(text)
        width = font.measure(text, size=size)
        if not text.strip():
            return width
        along = {"left": 0.0, "center": width / 2, "right": width}[align]
        down = size * _MIDDLE_SHARE if is_middle else 0.0
        turn = np.radians(angle)
        x += -along * np.cos(turn) - down * np.sin(turn)
        y += -along * np.sin(turn) + down * np.cos(turn)
        if halo:
            self._outline(x, y, text, size=size, font=font, colour=halo, angle=angle)
        self.painting.works.append(
            _Writing(
                self.x + x * self.scale,
                self.y + y * self.scale,
                text,
                font,
                size * self.scale,
                colour,
                -angle,
                self.clip,
                url,
            )
        )
        return width

    def _outline(  # noqa: PLR0913 - the properties of the text
        self, x: float, y: float, text: str, *, size: float, font: Font, colour: str, angle: float
    ) -> None:
        # Not by `TextPath`, which reads $…$ as mathematics.
        vertices, codes = text_to_path.get_text_path(font.properties, text, ismath=False)
        outline = Path(np.asarray(vertices), np.asarray(codes))
        scale = size / text_to_path.FONT_SCALE
        matrix = Affine2D().scale(scale, -scale).rotate_deg(angle).translate(x, y)
        width = max(_LEAST_HALO, size * _HALO_SHARE)
        pen = Pen(line=colour, line_opacity=0.92, width=width)
        self.path(matrix.transform_path(outline), pen)
