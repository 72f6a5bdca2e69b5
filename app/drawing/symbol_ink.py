"""The symbols of sectors and statuses painted on paper, from the table the screen uses."""

import re
from functools import cache

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from app.drawing.measures import read_measures
from app.drawing.scene import (
    Ink,
    Pen,
    Points,
    circle_path,
    codes_of,
    join_lines,
    rectangle_path,
    vertices_of,
)
from app.drawing.symbols import NEUTRAL, read_symbols, sector_colour

_PAPER = "#ffffff"
_FINE = 40
_MOVE, _LINE, _CURVE, _CLOSE = 1, 2, 4, 79  # the codes of a path in matplotlib
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COMMANDS = re.compile(r"([MmLlHhVvCcSsAaZz])([^MmLlHhVvCcSsAaZz]*)")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7}


def _read_numbers(command: str, text: str) -> list[float]:
    """Read the numbers of a command; the two flags of an arc may stand without a space."""
    if command.upper() != "A":
        return [float(number) for number in _NUMBER.findall(text)]
    numbers: list[float] = []
    rest = text
    while rest.strip(" ,\n"):
        rest = rest.lstrip(" ,\n")
        if len(numbers) % 7 in (3, 4):
            numbers.append(float(rest[0]))
            rest = rest[1:]
            continue
        found = _NUMBER.match(rest)
        if found is None:
            raise ValueError(f"a number was expected in an arc, found {rest!r}")
        numbers.append(float(found.group()))
        rest = rest[found.end() :]
    return numbers


def _arc(start: complex, end: complex, *, radius: float, is_large: bool, is_right: bool) -> Points:
    """Return the circular arc between two points, as SVG defines it, as points of curves."""
    chord = end - start
    half = abs(chord) / 2
    radius = max(radius, half)
    height = np.sqrt(max(radius**2 - half**2, 0.0))
    side = 1 if is_large != is_right else -1
    centre = (start + end) / 2 + side * height * 1j * chord / abs(chord)
    first, last = np.angle(start - centre, deg=True), np.angle(end - centre, deg=True)
    if is_right:
        last += 360 if last < first else 0
        piece = Path.arc(first, last)
    else:
        first += 360 if first < last else 0
        backward = Path.arc(last, first)
        piece = Path(vertices_of(backward)[::-1], codes_of(backward))
    matrix = Affine2D().scale(radius).translate(centre.real, centre.imag)
    return matrix.transform(vertices_of(piece))


def read_svg_path(text: str) -> Path:  # noqa: C901 - one branch a command
    """Read the path of an SVG picture: lines, curves and circular arcs.

    Parameters
    ----------
    text
        The ``d`` of the path.
    """
    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    at = start = 0j
    control: complex | None = None

    def add(code: int, *points: complex) -> None:
        for point in points:
            vertices.append((point.real, point.imag))
            codes.append(code)

    for command, rest in _COMMANDS.findall(text):
        if command in "Zz":
            add(_CLOSE, start)
            at, control = start, None
            continue
        numbers = _read_numbers(command, rest)
        size = _ARITY[command.upper()]
        is_relative = command.islower()
        for index in range(0, len(numbers), size):
            values = numbers[index : index + size]
            origin = at if is_relative else 0j
            kind = command.upper()
            if kind == "H":
                at = complex(values[0] + origin.real, at.imag)
                add(_LINE, at)
            elif kind == "V":
                at = complex(at.real, values[0] + origin.imag)
                add(_LINE, at)
            elif kind == "A":
                end = origin + complex(values[5], values[6])
                piece = _arc(
                    at, end, radius=values[0], is_large=values[3] == 1, is_right=values[4] == 1
                )
                for x, y in piece[1:]:
                    add(_CURVE, complex(x, y))
                at = end
            elif kind in "CS":
                pairs = [origin + complex(*values[i : i + 2]) for i in range(0, size, 2)]
                if kind == "S":
                    pairs.insert(0, 2 * at - control if control is not None else at)
                add(_CURVE, *pairs)
                at, control = pairs[-1], pairs[-2]
                continue
            else:
                at = origin + complex(*values)
                is_move = kind == "M" and index == 0
                add(_MOVE if is_move else _LINE, at)
                start = at if is_move else start
            control = None
    return Path(vertices, codes)


@cache
def glyph_path(sector: str) -> Path:
    """Return a sector's pictogram around the origin, in units of the symbol's radius."""
    path = read_svg_path(read_symbols()["sectors"][sector]["glyph"])
    table = read_measures("symbol")
    half = table["glyph_box"] / 2
    matrix = Affine2D().translate(-half, -half).scale(table["glyph"] / table["glyph_box"])
    return matrix.transform_path(_cut_holes(path))


def _cut_holes(path: Path) -> Path:
    """Turn the rings of a path so that a ring within a ring is a hole for every painter.

    The screen fills by the even-odd rule, paper by winding.
    """
    fine = Affine2D().scale(_FINE)
    rings = [np.asarray(ring) / _FINE for ring in fine.transform_path(path).to_polygons()]
    paths = [join_lines([ring], is_closed=True) for ring in rings]
    turned = []
    for ring, own in zip(rings, paths, strict=True):
        depth = sum(one is not own and one.contains_point(ring[0]) for one in paths)
        x, y = ring.T
        is_right = float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) > 0
        turned.append(ring if is_right == (depth % 2 == 0) else ring[::-1])
    return join_lines(turned, is_closed=True)


def _plate(shape: str, radius: float) -> Path:
    if shape == "square":
        table = read_measures("symbol")
        half, corner = radius * table["square"], radius * table["round"]
        return rectangle_path(-half, -half, width=2 * half, height=2 * half, round_by=corner)
    return circle_path(0, 0, radius=radius)


def _ring(kind: str, radius: float) -> Path:
    if kind == "full":
        return circle_path(0, 0, radius=radius)
    # From the top clockwise to the left: three quarters, with y downwards.
    return Affine2D().scale(radius).transform_path(Path.arc(-90, 180))


def paint_symbol(
    ink: Ink, sector: str | None, status: str, *, radius: float, opacity: float = 1.0
) -> None:
    """Paint a symbol around the ink's origin.

    Parameters
    ----------
    ink
        Where.
    sector
        A sector's slug, or None for the status alone.
    status
        A status's slug.
    radius
        The radius of its plate in units.
    opacity
        How strong it is painted; a vague place is paler.
    """
    style = read_symbols()["statuses"][status]
    colour = sector_colour(sector) if sector else NEUTRAL
    is_hollow = style["fill"] != "solid"
    table = read_measures("symbol")
    ink.path(_plate(style["shape"], radius + table["rim"]), Pen(fill=_PAPER, fill_opacity=opacity))
    if style["ring"] != "none":
        width = max(table["least_ring_width"], radius * table["ring_width"])
        pen = Pen(line=colour, line_opacity=opacity, width=width)
        ink.path(_ring(style["ring"], radius * table["ring"]), pen)
    if is_hollow:
        dots = tuple(radius * share for share in table["hollow_dots"])
        pen = Pen(
            fill=_PAPER,
            fill_opacity=opacity,
            line=colour,
            line_opacity=opacity,
            width=radius * table["hollow_width"],
            dash=dots if style["fill"] == "dotted" else (),
        )
        ink.path(_plate(style["shape"], radius * table["hollow"]), pen)
    else:
        ink.path(_plate(style["shape"], radius), Pen(fill=colour, fill_opacity=opacity))
    if sector:
        glyph = Affine2D().scale(radius).transform_path(glyph_path(sector))
        ink.path(glyph, Pen(fill=colour if is_hollow else _PAPER, fill_opacity=opacity))
