"""The room for names on a map: what is taken already, and where one more fits."""

from collections.abc import Iterable

from app.drawing.painting import Box

_EDGE = 3  # nothing is written nearer to the edge of the map


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
