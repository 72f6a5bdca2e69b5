"""Which records are parts of one thing, and are therefore no pair.

Two records are kin where one says that it is part of the other (`part_of`) or both say so of
the same whole; where their ids differ in the phase alone (``metro-1-p1``, ``metro-1-p2``) or
their names do (一期, 二期); and where one is a place that holds others, such as an ancient town
or an industrial park, and the other's name begins with its name (太原古城, 太原古城十字街). A
record drawn at the very place of another that it names stands there for want of a place of its
own, and is a part too (a factory at the centre of its park).
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from projects.overlaps.subject import Subject

PLACES_THAT_HOLD: Final = frozenset(
    {
        "airport",
        "ancient-town",
        "exhibition-centre",
        "heritage-park",
        "historic-quarter",
        "industrial-park",
        "innovation-park",
        "logistics-hub",
        "new-town",
        "park",
        "scenic-area",
        "tourism-quarter",
    }
)
"""Kinds of places in which other things stand by definition."""

_PHASE_OF_ID = re.compile(r"-p[0-9]+$")
_PHASE_OF_NAME = re.compile(r"第?[一二三四五六七八九十0-9]+期(工程)?$")

Rows = NDArray[np.int64]


def is_among(numbers: Rows, listed: Rows) -> NDArray[np.bool_]:
    """Say of numbers whether they are in a sorted list.

    Examples
    --------
    >>> is_among(np.array([2, 5]), np.array([1, 2, 9])).tolist()
    [True, False]
    """
    if not len(listed):
        return np.zeros(len(numbers), dtype=bool)
    at = np.minimum(np.searchsorted(listed, numbers), len(listed) - 1)
    found: NDArray[np.bool_] = listed[at] == numbers
    return found


def name_line(project: Subject) -> tuple[str, str]:
    """Give the id and the name that all phases of a project share."""
    return _PHASE_OF_ID.sub("", project.id), _PHASE_OF_NAME.sub("", project.name_zh)


def _holds(place: Subject, thing: Subject) -> bool:
    """Say whether a place holds a thing by its very name."""
    return place.kind in PLACES_THAT_HOLD and thing.name_zh.startswith(place.name_zh)


def are_kin(one: Subject, other: Subject) -> bool:
    """Say whether two records are parts or phases of one thing, or a place and what it holds.

    Parameters
    ----------
    one, other
        Two records of a catalogue, in either order.
    """
    if one.id in other.part_of or other.id in one.part_of or set(one.part_of) & set(other.part_of):
        return True
    (stem, name), (other_stem, other_name) = name_line(one), name_line(other)
    return stem == other_stem or name == other_name or _holds(one, other) or _holds(other, one)


class Kinship:
    """The kin of a whole catalogue, laid out to be asked for many pairs at once."""

    def __init__(
        self, projects: Sequence[Subject], *, stand_ins: Iterable[tuple[int, int]]
    ) -> None:
        """Give each line of projects a number, and mark what may have kin by other rules.

        Parameters
        ----------
        projects
            The records of a catalogue.
        stand_ins
            Where records stand of which one is drawn at the very place of the other it names.
        """
        self._projects = projects
        size = len(projects)
        self._stand_ins = np.array(
            sorted(min(pair) * size + max(pair) for pair in stand_ins), dtype=np.int64
        )
        lines = [name_line(project) for project in projects]
        self._stems = _number([stem for stem, _ in lines])
        self._names = _number([name for _, name in lines])
        self._full_names = np.array([project.name_zh for project in projects], dtype=np.str_)
        self._parts = np.array([bool(project.part_of) for project in projects], dtype=bool)
        self._holding = np.array([p.kind in PLACES_THAT_HOLD for p in projects], dtype=bool)

    def find(self, rows: Rows, others: Rows) -> NDArray[np.bool_]:
        """Say of pairs of rows whether they are kin.

        Parameters
        ----------
        rows, others
            Where the projects of each pair stand.
        """
        kin: NDArray[np.bool_] = (self._stems[rows] == self._stems[others]) | (
            self._names[rows] == self._names[others]
        )
        low, high = np.minimum(rows, others), np.maximum(rows, others)
        kin |= is_among(low * len(self._projects) + high, self._stand_ins)
        for place, thing in ((rows, others), (others, rows)):
            asked = np.flatnonzero(self._holding[place])
            kin[asked] |= np.strings.startswith(
                self._full_names[thing[asked]], self._full_names[place[asked]]
            )
        for index in np.flatnonzero(~kin & (self._parts[rows] | self._parts[others])):
            kin[index] = are_kin(self._projects[rows[index]], self._projects[others[index]])
        return kin


def _number(texts: list[str]) -> Rows:
    """Give each text a number, equal ones the same."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
