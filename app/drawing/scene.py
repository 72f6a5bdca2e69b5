"""What is drawn on a page: paths and text in their order, y downwards, as on a screen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from app.drawing.fonts import Font, find_font, rough_font

Box = tuple[float, float, float, float]
Points = NDArray[np.float64]
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
class Stroke:
    """A path as it is painted: where it stands, how large, and what cuts it off."""

    path: Path
    pen: Pen
    matrix: Affine2D
    scale: float
    clip: Box | None


@dataclass(frozen=True)
class Writing:
    """A text as it is written: where its baseline begins, and how."""

    x: float
    y: float
    text: str
    font: Font
    size: float
    colour: str
    angle: float
    clip: Box | None
    url: str | None
    halo: str | None
    scale: float


class Scene:
    """All that is drawn on one page, in order; painters put it on paper or on a web page.

    Parameters
    ----------
    width, height
        The page in units.
    points
        The size of a unit in points.
    is_paper
        Whether the text is written here, in the machine's own font; the reader's browser
        writes it otherwise, in a font of which only the rough width is known.
    """

    def __init__(
        self, *, width: float, height: float, points: float = 1.0, is_paper: bool = True
    ) -> None:
        """Begin an empty page."""
        self.width = width
        self.height = height
        self.points = points
        self.is_paper = is_paper
        self.works: list[Stroke | Writing] = []


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

    scene: Scene
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

    def font(self, *, is_bold: bool = False) -> Font:
        """Return the face that texts are written with."""
        return find_font(is_bold=is_bold) if self.scene.is_paper else rough_font(is_bold=is_bold)

    def path(self, path: Path, pen: Pen) -> None:
        """Paint a path."""
        matrix = Affine2D().scale(self.scale).translate(self.x, self.y)
        self.scene.works.append(Stroke(path, pen, matrix, self.scale, self.clip))

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
        font = font or self.font()
        text = font.spell(text)
        width = font.measure(text, size=size)
        if not text.strip():
            return width
        along = {"left": 0.0, "center": width / 2, "right": width}[align]
        down = size * _MIDDLE_SHARE if is_middle else 0.0
        turn = np.radians(angle)
        x += -along * np.cos(turn) - down * np.sin(turn)
        y += -along * np.sin(turn) + down * np.cos(turn)
        self.scene.works.append(
            Writing(
                self.x + x * self.scale,
                self.y + y * self.scale,
                text,
                font,
                size * self.scale,
                colour,
                -angle,
                self.clip,
                url,
                halo,
                self.scale,
            )
        )
        return width
