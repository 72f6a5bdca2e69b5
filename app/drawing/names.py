"""The room for names on a map: what is taken already, and where one more fits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.drawing.scene import Box, Points

_EDGE = 3  # nothing is written nearer to the edge of the map

_SHARES_ALONG = (0.5, 0.35, 0.65, 0.2, 0.8)
_MOST_BEND = 0.12


@dataclass(frozen=True)
class LineSpot:
    """A place for a name along a line: its middle, how it is turned, and what it covers."""

    at: tuple[float, float]
    angle_deg: float
    boxes: tuple[Box, ...]


def _point_along(line: Points, along: Points, distance: float) -> Points:
    x, y = (np.interp(distance, along, line[:, axis]) for axis in (0, 1))
    return np.array([x, y])


def spots_along(
    lines: Sequence[Points], *, width: float, size: float, offset: float
) -> Iterator[LineSpot]:
    """List where a name can stand along a line: where the line is straight enough for it.

    Parameters
    ----------
    lines
        The parts of the line in units; the longest is named.
    width, size
        Of the name, in units.
    offset
        How far above the line the middle of the name stands.
    """
    lengths = [float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in lines]
    line = lines[int(np.argmax(lengths))]
    if max(lengths) < width:
        return
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    for share in _SHARES_ALONG:
        middle = float(along[-1]) * share
        if not width / 2 <= middle <= float(along[-1]) - width / 2:
            continue
        start = _point_along(line, along, middle - width / 2)
        end = _point_along(line, along, middle + width / 2)
        chord = end - start
        reach = float(np.hypot(*chord))
        if reach < width * (1 - _MOST_BEND):
            continue
        if chord[0] < 0:
            chord = -chord
        ways = chord / reach
        at = (start + end) / 2 + np.array([ways[1], -ways[0]]) * offset
        steps = max(2, int(np.ceil(width / size)))
        half = size * 0.6
        boxes = []
        for step in range(steps):
            x, y = at + ways * (width * ((step + 0.5) / steps - 0.5))
            boxes.append((x - half, y - half, x + half, y + half))
        angle = float(np.degrees(np.arctan2(ways[1], ways[0])))
        yield LineSpot((float(at[0]), float(at[1])), angle, tuple(boxes))


class NameRoom:
    """The boxes of a map where something stands; a name takes one that is free."""

    def __init__(self, *, width: float, height: float, taken: Iterable[Box] = ()) -> None:
        """Begin with a map of a size and what stands on it from the start."""
        self.width, self.height = width, height
        self.taken: list[Box] = list(taken)

    def take(self, box: Box) -> None:
        """Let something stand in a box."""
        self.taken.append(box)

    def is_inside(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Say whether a point lies on the map, or at most this far beside it."""
        return bool(-margin <= x <= self.width + margin and -margin <= y <= self.height + margin)

    def is_free(self, box: Box) -> bool:
        """Say whether a box lies within the map and upon nothing."""
        left, top, right, bottom = box
        if left < _EDGE or top < _EDGE:
            return False
        if right > self.width - _EDGE or bottom > self.height - _EDGE:
            return False
        return not any(
            left < r + 1.5 and right > l - 1.5 and top < b + 1 and bottom > t - 1
            for l, t, r, b in self.taken  # noqa: E741 - left of another box
        )

    def count_touched(self, box: Box) -> int:
        """Count the boxes taken that a box would lie upon."""
        left, top, right, bottom = box
        return sum(
            left < r and right > l and top < b and bottom > t
            for l, t, r, b in self.taken  # noqa: E741 - left of another box
        )
