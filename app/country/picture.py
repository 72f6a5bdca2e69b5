"""The country's places as circles, each as large as its count, over where their records lie."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.country.tally import Tally

if TYPE_CHECKING:
    from projects.atlas.cells import Cells
    from projects.atlas.opened import Atlas

WIDTH = 640.0
_MARGIN = 34.0
_LARGEST, _SMALLEST = 30.0, 3.0
_LEAST_HEIGHT, _MOST_HEIGHT = 200.0, 560.0
_LEAST_CELL = 5.0
_SHADES = 4
_DIGITS = {"province": 2, "city": 4, "county": 6}


@dataclass(frozen=True)
class Circle:
    """A place in the picture."""

    adcode: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Picture:
    """What is drawn.

    Parameters
    ----------
    circles
        The places, the largest first so that none hides another.
    ground
        Where the records lie: squares of one shade in each path, the lightest first.
    height
        How high the picture is.
    """

    circles: tuple[Circle, ...]
    ground: tuple[str, ...]
    height: float


Box = tuple[float, float, float, float]


def _gather_boxes(atlas: "Atlas", *, level: str) -> dict[str, Box]:
    """Give the box of each place of a level: that of the reports in it."""
    boxes: dict[str, Box] = {}
    for shard in atlas.shards:
        if shard.box is None:
            continue
        code = shard.adcode[: _DIGITS[level]].ljust(6, "0")
        west, south, east, north = boxes.get(code, shard.box)
        boxes[code] = (
            min(west, shard.box[0]),
            min(south, shard.box[1]),
            max(east, shard.box[2]),
            max(north, shard.box[3]),
        )
    return boxes


@dataclass(frozen=True)
class _Frame:
    """How places on Earth come into the picture: a plane about the middle, north above."""

    west: float
    north: float
    shrink: float
    scale: float
    left: float
    top: float
    height: float

    def x(self, lon: float) -> float:
        """Give how far right a longitude lies."""
        return round(self.left + (lon - self.west) * self.shrink * self.scale, 1)

    def y(self, lat: float) -> float:
        """Give how far down a latitude lies."""
        return round(self.top + (self.north - lat) * self.scale, 1)


def _frame_boxes(boxes: Iterable[Box]) -> _Frame:
    """Frame boxes so that all of them are seen."""
    west, south, east, north = zip(*boxes, strict=True)
    shrink = math.cos(math.radians((min(south) + max(north)) / 2))
    width = (max(east) - min(west)) * shrink or 1e-9
    height = max(north) - min(south) or 1e-9
    scale = min((WIDTH - 2 * _MARGIN) / width, (_MOST_HEIGHT - 2 * _MARGIN) / height)
    whole = max(height * scale + 2 * _MARGIN, _LEAST_HEIGHT)
    return _Frame(
        west=min(west),
        north=max(north),
        shrink=shrink,
        scale=scale,
        left=(WIDTH - width * scale) / 2,
        top=(whole - height * scale) / 2,
        height=round(whole, 1),
    )


def _draw_ground(fine: "Cells", *, frame: _Frame) -> tuple[str, ...]:
    """Draw cells as squares, the more records the darker: a path for each shade."""
    cells = fine.enlarge(max(1, math.ceil(_LEAST_CELL / (fine.degrees * frame.scale))))
    side = cells.degrees
    paths: list[list[str]] = [[] for _ in range(_SHADES)]
    most = math.log(max(cells.records.max(initial=1), 2))
    columns = (cells.x.tolist(), cells.y.tolist(), cells.records.tolist())
    for x, y, records in zip(*columns, strict=True):
        shade = min(_SHADES - 1, int(_SHADES * math.log(records) / most))
        left, right = frame.x(x * side), frame.x((x + 1) * side)
        top, bottom = frame.y((y + 1) * side), frame.y(y * side)
        paths[shade].append(f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}z")
    return tuple("".join(path) for path in paths)


def draw_places(
    atlas: "Atlas", tallies: Iterable[Tally], *, level: str, place: str, year: int
) -> Picture | None:
    """Draw the places that have a box; None where there are none.

    Parameters
    ----------
    atlas
        The atlas.
    tallies
        The places with their counts.
    level
        The level they are of.
    place
        The first digits of the place that is asked for.
    year
        The year of the reports.
    """
    boxes = _gather_boxes(atlas, level=level)
    drawn = [one for one in tallies if one.adcode in boxes and one.records]
    if not drawn:
        return None
    frame = _frame_boxes(boxes[one.adcode] for one in drawn)
    most = max(one.records for one in drawn)
    # Where many places share the picture, the largest circle is about as wide as their distance.
    largest = min(_LARGEST, 0.45 * math.sqrt(WIDTH * frame.height / len(drawn)))
    circles = []
    middles = atlas.find_middles(_DIGITS[level], prefix=place, year=year)
    for one in drawn:
        west, south, east, north = boxes[one.adcode]
        # A line that leads far out of a city does not draw its circle along.
        lon, lat = middles.get(one.adcode, ((west + east) / 2, (south + north) / 2))
        radius = max(_SMALLEST, largest * math.sqrt(one.records / most))
        circles.append(Circle(one.adcode, frame.x(lon), frame.y(lat), round(radius, 1)))
    cells = atlas.read_cells(prefix=place, year=year)
    ground = _draw_ground(cells, frame=frame) if len(cells) else ()
    if len(drawn) < 2 and not ground:  # noqa: PLR2004 - one circle alone shows nothing
        return None
    return Picture(tuple(sorted(circles, key=lambda one: -one.radius)), ground, frame.height)
