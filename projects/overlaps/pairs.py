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
from dataclasses import dataclass, replace
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
from projects.overlaps.stretch import CORRIDOR_M, TOUCH_M, Stretch, find_stretch
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
    stretch: BaseGeometry
    stations: tuple[Station, ...] = ()

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
    rows, others, distances = _join_measured(layout, within_m=within_m)
    pairs = [
        _make_pair(layout, int(i), int(j), distance_m=float(d), within_m=within_m)
        for i, j, d in zip(rows, others, distances, strict=True)
    ]
    listed = _code(layout, rows, others)
    told_rows, told_others, told_distances = _join_told(layout, within_m=within_m, without=listed)
    pairs += [
        _make_told(layout, int(i), int(j), distance_m=float(d))
        for i, j, d in zip(told_rows, told_others, told_distances, strict=True)
    ]
    listed = np.concatenate([listed, _code(layout, told_rows, told_others)])
    pairs.sort(key=lambda p: (-p.weight, _RANKS[p.pair_class], p.distance_m, p.a, p.b))
    counted = _count_coarse(layout, within_m=within_m, without=listed)
    return Overlaps(pairs=tuple(pairs), counted_only=counted, within_m=within_m)


def _code(layout: Layout, rows: Rows, others: Rows) -> Rows:
    """Give each pair of rows a number, to find it again."""
    code: Rows = rows * len(layout.projects) + others
    return code


def _join_measured(layout: Layout, *, within_m: float) -> tuple[Rows, Rows, FloatArray]:
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


def _join_told(layout: Layout, *, within_m: float, without: Rows) -> tuple[Rows, Rows, FloatArray]:
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


def _make_pair(layout: Layout, i: int, j: int, *, distance_m: float, within_m: float) -> Pair:
    """Make the pair of two places that were measured."""
    accuracies_m = (float(layout.measured_m[i]), float(layout.measured_m[j]))
    rank = rank_certainty(
        np.array([distance_m]),
        accuracy_a_m=np.array(accuracies_m[:1]),
        accuracy_b_m=np.array(accuracies_m[1:]),
        within_m=within_m,
    )
    stretch = find_stretch(layout.measured[i], layout.measured[j], within_m=within_m)
    shared = (
        *layout.list_shared_stations(i, j, reach_m=CORRIDOR_M),
        *layout.list_shared_stations(j, i, reach_m=CORRIDOR_M),
    )
    if shared:
        stretch = replace(stretch, length_m=0.0, how="at-station")
    return _finish_pair(
        layout,
        (i, j),
        meeting=_Meeting(
            distance_m=distance_m,
            accuracies_m=accuracies_m,
            rank=int(rank[0]),
            touching=bool(shared) or distance_m <= TOUCH_M,
            stretch=stretch,
            stations=shared,
        ),
    )


def _make_told(layout: Layout, i: int, j: int, *, distance_m: float) -> Pair:
    """Make the pair of two places of which one record names the other."""
    shape = shapely.shortest_line(layout.drawn[i], layout.drawn[j])
    if distance_m <= TOUCH_M:
        shape = shapely.Point(shape.coords[0])
    return _finish_pair(
        layout,
        (i, j),
        meeting=_Meeting(
            distance_m=distance_m,
            accuracies_m=(float(layout.accuracies_m[i]), float(layout.accuracies_m[j])),
            rank=_POSSIBLE,
            touching=distance_m <= TOUCH_M,
            stretch=Stretch(shape=shape, length_m=0.0, how="told"),
        ),
    )


@dataclass(frozen=True)
class _Meeting:
    """What was measured of a pair."""

    distance_m: float
    accuracies_m: tuple[float, float]
    rank: int
    touching: bool
    stretch: Stretch
    stations: tuple[Station, ...] = ()


def _finish_pair(layout: Layout, rows: tuple[int, int], *, meeting: _Meeting) -> Pair:
    """Put years, class and certainty to what was measured."""
    one, other = (layout.projects[row] for row in rows)
    spans = (layout.spans[rows[0]], layout.spans[rows[1]])
    rank = meeting.rank
    if not all(span.is_known for span in spans):
        rank = max(rank, _POSSIBLE)
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
        how=meeting.stretch.how,
        shared_m=meeting.stretch.length_m,
        distance_m=0.0 if meeting.distance_m <= TOUCH_M else meeting.distance_m,
        spans=spans,
        certainty=_CERTAINTIES[rank],
        accuracies_m=meeting.accuracies_m,
        stretch=layout.to_wgs84(meeting.stretch.shape),
        stations=meeting.stations,
    )
