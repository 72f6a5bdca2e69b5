"""The country's places as circles over the boxes of their records, each as large as its count."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.country.tally import Tally

if TYPE_CHECKING:
    from projects.atlas.opened import Atlas

WIDTH = 640.0
_MARGIN = 34.0
_LARGEST, _SMALLEST = 30.0, 3.0
_LEAST_HEIGHT, _MOST_HEIGHT = 200.0, 560.0
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
    """The circles, the largest first so that none hides another, and the picture's height."""

    circles: tuple[Circle, ...]
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


def draw_places(atlas: "Atlas", tallies: Iterable[Tally], *, level: str) -> Picture | None:
    """Draw the places that have a box; None where there are fewer than two.

    Parameters
    ----------
    atlas
        The atlas.
    tallies
        The places with their counts.
    level
        The level they are of.
    """
    boxes = _gather_boxes(atlas, level=level)
    drawn = [one for one in tallies if one.adcode in boxes and one.records]
    if len(drawn) < 2:  # noqa: PLR2004 - one circle alone shows nothing
        return None
    middles = {}
    for one in drawn:
        west, south, east, north = boxes[one.adcode]
        middles[one.adcode] = ((west + east) / 2, (south + north) / 2)
    lons, lats = zip(*middles.values(), strict=True)
    shrink = math.cos(math.radians((min(lats) + max(lats)) / 2))
    width, height = (max(lons) - min(lons)) * shrink or 1e-9, max(lats) - min(lats) or 1e-9
    scale = min((WIDTH - 2 * _MARGIN) / width, (_MOST_HEIGHT - 2 * _MARGIN) / height)
    whole = max(height * scale + 2 * _MARGIN, _LEAST_HEIGHT)
    left, top = (WIDTH - width * scale) / 2, (whole - height * scale) / 2
    most = max(one.records for one in drawn)
    # Where many places share the picture, the largest circle is about as wide as their distance.
    largest = min(_LARGEST, 0.45 * math.sqrt(WIDTH * whole / len(drawn)))
    circles = [
        Circle(
            adcode=one.adcode,
            x=round(left + (middles[one.adcode][0] - min(lons)) * shrink * scale, 1),
            y=round(top + (max(lats) - middles[one.adcode][1]) * scale, 1),
            radius=round(max(_SMALLEST, largest * math.sqrt(one.records / most)), 1),
        )
        for one in drawn
    ]
    return Picture(tuple(sorted(circles, key=lambda one: -one.radius)), round(whole, 1))
