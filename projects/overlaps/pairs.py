"""The pairs of projects whose places meet or come near, with their class and how sure it is.

A pair is listed where its distance d and both accuracies leave it possible that the places lie
within the distance asked for (`projects.overlaps.certainty`). An unknown start or end of either
project makes it possible at most. Where either place is less accurate than 500 m, a pair that is
drawn within the distance is counted and not listed, unless something better than the drawing
says that they meet: a station of the line that is well known, or the words of one record that
name the other; the latter is possible at most.
"""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.layers import Station
from projects.catalogue import Catalogue
from projects.errors import OverlapsError
from projects.overlaps.certainty import LIMIT_M, rank_certainty
from projects.overlaps.classes import classify_pair
from projects.overlaps.layout import Layout
from projects.overlaps.stretch import CORRIDOR_M, TOUCH_M, find_stretches, join_places
from projects.overlaps.terms import CERTAINTIES, CLASSES
from projects.overlaps.years import Span, find_gap

DEFAULT_WITHIN_M: Final = 200.0
MAX_WITHIN_M: Final = 1000.0

_CERTAINTIES = tuple(CERTAINTIES)
_POSSIBLE = _CERTAINTIES.index("possible")
_RANKS = {slug: rank for rank, slug in enumerate(CLASSES)}
_CHUNK = 4096
_UNKNOWN_GAP = 5
_BINS_M = (0.0, 50.0, 100.0, 250.0, LIMIT_M)

Rows = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Joined = tuple[Rows, Rows, FloatArray]
"""Where the projects of each pair stand, and how far apart they are."""

_NONE: Rows = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Pair:
    """Two projects that meet or come near; ``a`` stands before ``b`` in the catalogue."""

    a: str
    b: str
    pair_class: str
    how: str
    shared_m: float
    distance_m: float
    spans: tuple[Span, Span]
    certainty: str
    accuracies_m: tuple[float, float]
    draw: Callable[[], BaseGeometry] = field(repr=False, compare=False)
    stations: tuple[Station, ...] = ()

    @cached_property
    def stretch(self) -> BaseGeometry:
        """The stretch that both share, in WGS 84; a point or a short line where there is none."""
        return self.draw()

    @cached_property
    def gap_years(self) -> int | None:
        """The years between the works; 0 where they share one, None where none is known."""
        return find_gap(*self.spans)

    @cached_property
    def weight(self) -> float:
        """What a list is sorted by: the metres shared, less with each year between."""
        gap = _UNKNOWN_GAP if self.gap_years is None else self.gap_years
        return self.shared_m / (1 + gap)


@dataclass(frozen=True)
class Overlaps:
    """The pairs of a catalogue, weightiest first, and how many were counted only."""

    pairs: tuple[Pair, ...]
    counted_only: int
    within_m: float


_layouts: WeakKeyDictionary[Catalogue, Layout] = WeakKeyDictionary()


def _layout_of(catalogue: Catalogue) -> Layout:
    """Give a catalogue laid out in metres, made once."""
    layout = _layouts.get(catalogue)
    if layout is None:
        layout = _layouts[catalogue] = Layout(catalogue)
    return layout


def find_overlaps(catalogue: Catalogue, *, within_m: float = DEFAULT_WITHIN_M) -> Overlaps:
    """Find the pairs of projects whose places meet or come within a distance.

    Parameters
    ----------
    catalogue
        The catalogue; it is laid out once and kept as long as it lives.
    within_m
        The distance D, 0 to 1,000 m.

    Returns
    -------
    Overlaps
        Sorted by shared length and nearness in time, then by class, distance and ids.

    Raises
    ------
    OverlapsError
        Where the distance is none of those.
    """
    if not (math.isfinite(within_m) and 0 <= within_m <= MAX_WITHIN_M):
        raise OverlapsError(f"expected a distance of 0 to {MAX_WITHIN_M:g} m; found {within_m:g}")
    layout = _layout_of(catalogue)
    measured = _join_measured(layout, within_m=within_m)
    pairs = _make_measured(layout, measured, within_m=within_m)
    listed = _code(layout, *measured[:2])
    told = _join_told(layout, within_m=within_m, without=listed)
    pairs += _make_told(layout, told)
    listed = np.concatenate([listed, _code(layout, *told[:2])])
    pairs.sort(key=lambda p: (-p.weight, _RANKS[p.pair_class], p.distance_m, p.a, p.b))
    counted = _count_coarse(layout, within_m=within_m, without=listed)
    return Overlaps(pairs=tuple(pairs), counted_only=counted, within_m=within_m)


def _code(layout: Layout, rows: Rows, others: Rows) -> Rows:
    """Give each pair of rows a number, to find it again."""
    code: Rows = rows * len(layout.projects) + others
    return code


def _join_measured(layout: Layout, *, within_m: float) -> Joined:
    """Join the places that can be measured where they may lie within the distance.

    Places of like accuracy are asked for together, so that a well-known place is not looked for
    as far about as a rough one.
    """
    groups = [
        np.flatnonzero((layout.measured_m > low) & (layout.measured_m <= high) & layout.measurable)
        for low, high in itertools.pairwise(_BINS_M)
    ]
    found = []
    for (one, rows), (other, others) in itertools.combinations_with_replacement(
        enumerate(groups), 2
    ):
        if not (len(rows) and len(others)):
            continue
        reach_m = within_m + _BINS_M[one + 1] + _BINS_M[other + 1]
        tree = shapely.STRtree(layout.measured[others])
        left, right = tree.query(layout.measured[rows], predicate="dwithin", distance=reach_m)
        i, j = rows[left], others[right]
        if one == other:
            once = i < j
            i, j = i[once], j[once]
        found.append((np.minimum(i, j), np.maximum(i, j)))
    if not found:
        return _NONE, _NONE, np.zeros(0)
    i = np.concatenate([rows for rows, _ in found])
    j = np.concatenate([others for _, others in found])
    distances: FloatArray = shapely.distance(layout.measured[i], layout.measured[j])
    doubt = layout.measured_m[i] + layout.measured_m[j]
    keep = (distances - doubt <= within_m) & ~layout.kinship.find(i, j)
    return i[keep], j[keep], distances[keep]


def _join_told(layout: Layout, *, within_m: float, without: Rows) -> Joined:
    """Join roughly known places drawn within the distance of which one record names the other."""
    i, j = np.array(layout.named, dtype=np.int64).reshape(-1, 2).T
    distances: FloatArray = shapely.distance(layout.drawn[i], layout.drawn[j])
    keep = layout.is_coarse(i, j) & (distances <= within_m) & ~layout.kinship.find(i, j)
    keep &= ~np.isin(_code(layout, i, j), without)
    return i[keep], j[keep], distances[keep]


def _count_coarse(layout: Layout, *, within_m: float, without: Rows) -> int:
    """Count the pairs drawn within the distance of which a place is known too roughly."""
    rough = np.flatnonzero(layout.is_drawn & (layout.accuracies_m > LIMIT_M))
    drawn = np.flatnonzero(layout.is_drawn)
    if not len(rough):
        return 0
    tree = shapely.STRtree(layout.drawn[drawn])
    counted = 0
    for start in range(0, len(rough), _CHUNK):
        rows = rough[start : start + _CHUNK]
        left, right = tree.query(layout.drawn[rows], predicate="dwithin", distance=within_m)
        i, j = rows[left], drawn[right]
        # A pair of two rough places is found from both sides.
        once = (i < j) | ((i > j) & (layout.accuracies_m[j] <= LIMIT_M))
        i, j = np.minimum(i[once], j[once]), np.maximum(i[once], j[once])
        keep = ~layout.kinship.find(i, j) & ~np.isin(_code(layout, i, j), without)
        counted += int(np.count_nonzero(keep))
    return counted


def _make_measured(layout: Layout, joined: Joined, *, within_m: float) -> list[Pair]:
    """Make the pairs of places that were measured."""
    rows, others, distances_m = joined
    ones, twos = layout.measured[rows], layout.measured[others]
    ranks = rank_certainty(
        distances_m,
        accuracy_a_m=layout.measured_m[rows],
        accuracy_b_m=layout.measured_m[others],
        within_m=within_m,
    )
    shared = find_stretches(ones, twos, distances_m=distances_m, within_m=within_m)
    pairs = []
    for index, (i, j) in enumerate(zip(rows.tolist(), others.tolist(), strict=True)):
        at = layout.list_shared_stations(i, j, reach_m=CORRIDOR_M)
        distance_m = float(distances_m[index])
        meeting = _Meeting(
            distance_m=distance_m,
            accuracies_m=(float(layout.measured_m[i]), float(layout.measured_m[j])),
            rank=int(ranks[index]),
            touching=bool(at) or distance_m <= TOUCH_M,
            how="at-station" if at else shared.hows[index],
            shared_m=0.0 if at else float(shared.lengths_m[index]),
            shape=shared.shapes[index],
            places=(ones[index], twos[index]),
            stations=at,
        )
        pairs.append(_finish_pair(layout, (i, j), meeting=meeting))
    return pairs


def _make_told(layout: Layout, joined: Joined) -> list[Pair]:
    """Make the pairs of places of which one record names the other."""
    return [
        _finish_pair(
            layout,
            (i, j),
            meeting=_Meeting(
                distance_m=distance_m,
                accuracies_m=(float(layout.accuracies_m[i]), float(layout.accuracies_m[j])),
                rank=_POSSIBLE,
                touching=distance_m <= TOUCH_M,
                how="told",
                shared_m=0.0,
                shape=None,
                places=(layout.drawn[i], layout.drawn[j]),
            ),
        )
        for i, j, distance_m in zip(*(column.tolist() for column in joined), strict=True)
    ]


@dataclass(frozen=True)
class _Meeting:
    """What was measured of a pair."""

    distance_m: float
    accuracies_m: tuple[float, float]
    rank: int
    touching: bool
    how: str
    shared_m: float
    shape: BaseGeometry | None
    places: tuple[BaseGeometry, BaseGeometry]
    stations: tuple[Station, ...] = ()


def _finish_pair(layout: Layout, rows: tuple[int, int], *, meeting: _Meeting) -> Pair:
    """Put years, class and certainty to what was measured."""
    one, other = layout.projects[rows[0]], layout.projects[rows[1]]
    spans = (layout.spans[rows[0]], layout.spans[rows[1]])
    rank = meeting.rank
    if not (spans[0].is_known and spans[1].is_known):
        rank = max(rank, _POSSIBLE)

    def draw() -> BaseGeometry:
        shape = meeting.shape
        return layout.to_wgs84(join_places(*meeting.places) if shape is None else shape)

    return Pair(
        a=one.id,
        b=other.id,
        pair_class=classify_pair(
            one,
            other,
            spans=spans,
            touching=meeting.touching,
            report_year=layout.report_year,
        ),
        how=meeting.how,
        shared_m=meeting.shared_m,
        distance_m=0.0 if meeting.distance_m <= TOUCH_M else meeting.distance_m,
        spans=spans,
        certainty=_CERTAINTIES[rank],
        accuracies_m=meeting.accuracies_m,
        draw=draw,
        stations=meeting.stations,
    )
