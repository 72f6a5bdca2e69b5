"""The painter for web pages: writes a scene as an SVG picture, nothing outside its frame."""

from collections.abc import Iterator
from html import escape

import numpy as np
import shapely
from matplotlib.path import Path
from numpy.typing import NDArray

from app.drawing.fonts import SANS
from app.drawing.measures import HALO_OPACITY, halo_width
from app.drawing.scene import Box, Pen, Scene, Stroke, Writing, codes_of, vertices_of

_MOVE, _LINE, _QUADRATIC, _CUBIC, _CLOSE = 1, 2, 3, 4, 79  # the codes of a path in matplotlib
_LETTERS = {_QUADRATIC: ("Q", 2), _CUBIC: ("C", 3)}
_LEAST_RING = 3
_FAMILIES = ",".join([*(f"'{name}'" for name in SANS), "system-ui", "sans-serif"])
"""A picture that stands by itself has no style sheet: without a family it would take a browser's
own, which is wider than the room that the names were given."""


def write_svg(scene: Scene, *, title: str, classes: str) -> str:
    """Write a scene as an SVG picture.

    Parameters
    ----------
    scene
        What is drawn; texts are written by the reader's browser, in a font as wide as ours where it
        has one.
    title
        What the picture shows, for those who do not see it.
    classes
        The classes of the picture, for the style sheet.
    """
    works = "".join(_write_work(work, scene) for work in scene.works)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:g} {scene.height:g}"'
        f' font-family="{_FAMILIES}" role="img" class="{escape(classes)}"'
        f' aria-label="{escape(title)}">{works}</svg>'
    )


def _write_work(work: Stroke | Writing, scene: Scene) -> str:
    return _write_stroke(work, scene) if isinstance(work, Stroke) else _write_text(work)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _pairs(points: NDArray[np.float64]) -> list[str]:
    """Write many points, each as its two numbers: all at once, since there are very many."""
    text = ("%.1f %.1f\n" * len(points)) % tuple(points.ravel().tolist())
    return text.replace(".0", "").splitlines()


def _write_pen(pen: Pen, scale: float) -> str:
    parts = [f'fill="{pen.fill or "none"}"']
    if pen.fill:
        parts.append('fill-rule="evenodd"')
    if pen.fill and pen.fill_opacity < 1:
        parts.append(f'fill-opacity="{pen.fill_opacity:.3g}"')
    if pen.line:
        parts.append(f'stroke="{pen.line}" stroke-width="{pen.width * scale:.3g}"')
        parts.append('stroke-linejoin="round"')
        if pen.line_opacity < 1:
            parts.append(f'stroke-opacity="{pen.line_opacity:.3g}"')
        if pen.dash:
            parts.append(f'stroke-dasharray="{" ".join(f"{one * scale:.3g}" for one in pen.dash)}"')
        if pen.cap != "butt":
            parts.append(f'stroke-linecap="{pen.cap}"')
    return " ".join(parts)


def _write_stroke(work: Stroke, scene: Scene) -> str:
    path: Path = work.matrix.transform_path(work.path)
    reach = work.pen.width * work.scale if work.pen.line else 0.0
    left, top, right, bottom = work.clip or (0.0, 0.0, scene.width, scene.height)
    box = (left - reach, top - reach, right + reach, bottom + reach)
    codes = codes_of(path)
    if {_CUBIC, _QUADRATIC} & set(codes):
        text = _write_curves(path, codes) if _touches(path, box) else ""
    else:
        text = "".join(_write_lines(path, codes, box=box, is_filled=work.pen.fill is not None))
    return f'<path d="{text}" {_write_pen(work.pen, work.scale)}/>' if text else ""


def _touches(path: Path, box: Box) -> bool:
    (x1, y1), (x2, y2) = vertices_of(path).min(axis=0), vertices_of(path).max(axis=0)
    left, top, right, bottom = box
    return bool(x2 >= left and x1 <= right and y2 >= top and y1 <= bottom)


def _write_curves(path: Path, codes: list[int]) -> str:
    """Write a path with curves, none of which is cut."""
    points = _pairs(vertices_of(path))
    parts: list[str] = []
    at = 0
    while at < len(points):
        code = codes[at]
        letter, size = _LETTERS.get(code, ("M" if code == _MOVE else "L", 1))
        if code == _CLOSE:
            parts.append("Z")
        else:
            parts.append(letter + " ".join(points[at : at + size]))
        at += size
    return "".join(parts)


def _write_lines(path: Path, codes: list[int], *, box: Box, is_filled: bool) -> Iterator[str]:
    """Write a path of straight lines, cut to a box: a map's rings reach far beyond it."""
    points = vertices_of(path)
    starts = [index for index, code in enumerate(codes) if code == _MOVE] or [0]
    least, most = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    are_within = np.all((least > box[:2]) & (most < box[2:]), axis=1)
    are_beside = np.any((most < box[:2]) | (least > box[2:]), axis=1)
    rings: list[NDArray[np.float64]] = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(points)], strict=True)):
        is_ring = bool(codes) and codes[end - 1] == _CLOSE
        run = points[start:end]
        if is_ring and is_filled:
            rings.append(run)
        elif len(run) > 1 and are_within[number]:
            yield _join(run)
        elif len(run) > 1 and not are_beside[number]:
            yield from _trace(shapely.clip_by_rect(shapely.LineString(run), *box))
    rings = [ring for ring in rings if len(ring) > _LEAST_RING]
    if not rings:
        return
    areas = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]
    area = areas[0]
    for one in areas[1:]:
        area = area.symmetric_difference(one)
    yield from _trace(shapely.clip_by_rect(area, *box))


def _trace(geometry: shapely.Geometry) -> Iterator[str]:
    for part in shapely.get_parts(geometry):
        if isinstance(part, shapely.Polygon):
            for ring in (part.exterior, *part.interiors):
                yield _join(shapely.get_coordinates(ring)) + "Z"
        elif isinstance(part, shapely.LineString):
            yield _join(shapely.get_coordinates(part))
        elif not isinstance(part, shapely.Point):
            yield from _trace(part)


def _join(points: NDArray[np.float64]) -> str:
    return "M" + "L".join(_pairs(points))


def _write_text(work: Writing) -> str:
    parts = [f'x="{_number(work.x)}" y="{_number(work.y)}" font-size="{work.size:.3g}"']
    parts.append(f'fill="{work.colour}"')
    if work.font.is_bold:
        parts.append('font-weight="700"')
    if work.angle:
        turn = f"{-work.angle:.1f} {_number(work.x)} {_number(work.y)}"
        parts.append(f'transform="rotate({turn})"')
    if work.halo:
        width = halo_width(work.size / work.scale) * work.scale
        parts.append(
            f'stroke="{work.halo}" stroke-opacity="{HALO_OPACITY}" stroke-width="{width:.3g}"'
            ' stroke-linejoin="round" paint-order="stroke"'
        )
    return f"<text {' '.join(parts)}>{escape(work.text)}</text>"
