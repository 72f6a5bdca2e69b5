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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.layers import Station
from projects.errors import OverlapsError
from projects.lazy import once
from projects.overlaps.certainty import LIMIT_M, rank_certainty
from projects.overlaps.classes import classify_pairs, find_gaps
from projects.overlaps.kinship import is_among
from projects.overlaps.layout import Layout
from projects.overlaps.stretch import CORRIDOR_M, TOUCH_M, find_stretches, join_all, join_places
from projects.overlaps.subject import Report
from projects.overlaps.terms import CERTAINTIES, CLASSES
from projects.overlaps.years import Span, find_gap

DEFAULT_WITHIN_M: Final = 200.0
MAX_WITHIN_M: Final = 1000.0

_CERTAINTIES = tuple(CERTAINTIES)
_POSSIBLE = _CERTAINTIES.index("possible")
_CLASSES = tuple(CLASSES)
_CHUNK = 4096
_UNKNOWN_GAP = 5
_BINS_M = (0.0, 50.0, 100.0, 250.0, LIMIT_M)

Rows = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Joined = tuple[Rows, Rows, FloatArray]
"""Where the projects of each pair stand, and how far apart they are."""

_NONE: Rows = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the stretch of a pair is drawn from: what both share and both places, in metres."""

    layout: Layout
    shared: BaseGeometry | None
    one: BaseGeometry
    other: BaseGeometry

    def draw(self) -> BaseGeometry:
        """Draw the stretch in WGS 84."""
        shared = join_places(self.one, self.other) if self.shared is None else self.shared
        return self.layout.to_wgs84(shared)


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
    drawing: Drawing = field(repr=False, compare=False)
    stations: tuple[Station, ...] = ()

    @cached_property
    def stretch(self) -> BaseGeometry:
        """The stretch that both share, in WGS 84; a point or a short line where there is none."""
        return self.drawing.draw()

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


@once
def _layout_of(catalogue: Report) -> Layout:
    """Give a catalogue laid out in metres on its own meridian, made once."""
    return Layout(catalogue)


def find_middles(pairs: Sequence[Pair]) -> FloatArray:
    """Find a point on the stretch of each pair, all pairs of one catalogue at once.

    Returns
    -------
    array of shape (n, 2)
        Longitudes and latitudes, WGS 84.
    """
    if not pairs:
        return np.zeros((0, 2))
    drawings = [pair.drawing for pair in pairs]
    shapes, ones, others = (
        np.array([*values, None], dtype=object)[:-1]
        for values in (
            [drawing.shared for drawing in drawings],
            [drawing.one for drawing in drawings],
            [drawing.other for drawing in drawings],
        )
    )
    apart = shapely.is_missing(shapes)
    shapes[apart] = join_all(ones[apart], others[apart])
    stretches = drawings[0].layout.all_to_wgs84(shapes)
    middles: FloatArray = shapely.get_coordinates(shapely.point_on_surface(stretches))
    return middles


def find_overlaps(
    catalogue: Report,
    *,
    within_m: float = DEFAULT_WITHIN_M,
    meridian_deg: float | None = None,
    sides: NDArray[np.bool_] | None = None,
) -> Overlaps:
    """Find the pairs of projects whose places meet or come within a distance.

    Parameters
    ----------
    catalogue
        The catalogue; it is laid out once and kept as long as it lives.
    within_m
        The distance D, 0 to 1,000 m.
    meridian_deg
        The meridian to measure along; the one through the middle of the places where None.
    sides
        On which side of a border each project stands: only pairs across it are looked for. All
        pairs where None.

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
    if meridian_deg is None:
        layout = _layout_of(catalogue)
    else:
        layout = Layout(catalogue, meridian_deg=meridian_deg)
    border = _Border(sides)
    measured = border.keep(_join_measured(layout, within_m=within_m))
    pairs, keys = _make_pairs(layout, _make_measured(layout, measured, within_m=within_m))
    listed = np.sort(_code(layout, *measured[:2]))
    told = border.keep(_join_told(layout, within_m=within_m, without=listed))
    more, more_keys = _make_pairs(layout, _make_told(layout, told))
    pairs += more
    listed = np.sort(np.concatenate([listed, _code(layout, *told[:2])]))
    columns = [np.concatenate(both) for both in zip(keys, more_keys, strict=True)]
    pairs = [pairs[index] for index in np.lexsort(columns[::-1]).tolist()]
    counted = _count_coarse(layout, within_m=within_m, without=listed, border=border)
    return Overlaps(pairs=tuple(pairs), counted_only=counted, within_m=within_m)


@dataclass(frozen=True)
class _Border:
    """Which pairs are asked for: all, or those across a border."""

    sides: NDArray[np.bool_] | None

    def crosses(self, rows: Rows, others: Rows) -> NDArray[np.bool_]:
        """Say which pairs are asked for."""
        if self.sides is None:
            return np.ones(len(rows), dtype=bool)
        crossing: NDArray[np.bool_] = self.sides[rows] != self.sides[others]
        return crossing

    def keep(self, joined: Joined) -> Joined:
        """Keep the pairs that are asked for."""
        rows, others, distances_m = joined
        kept = self.crosses(rows, others)
        return rows[kept], others[kept], distances_m[kept]


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
    keep &= ~is_among(_code(layout, i, j), without)
    return i[keep], j[keep], distances[keep]


def _count_coarse(layout: Layout, *, within_m: float, without: Rows, border: _Border) -> int:
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
        keep = ~layout.kinship.find(i, j) & ~is_among(_code(layout, i, j), without)
        counted += int(np.count_nonzero(keep & border.crosses(i, j)))
    return counted


@dataclass(frozen=True)
class _Meetings:
    """What was measured of pairs, as columns; the places are those that were measured."""

    rows: Rows
    others: Rows
    distances_m: FloatArray
    places: NDArray[np.object_]
    accuracies_m: FloatArray
    ranks: Rows
    touching: NDArray[np.bool_]
    hows: NDArray[np.object_]
    shared_m: FloatArray
    shapes: NDArray[np.object_]
    stations: Mapping[int, tuple[Station, ...]] = field(default_factory=dict)


def _make_measured(layout: Layout, joined: Joined, *, within_m: float) -> _Meetings:
    """Measure how places meet."""
    rows, others, distances_m = joined
    ranks = rank_certainty(
        distances_m,
        accuracy_a_m=layout.measured_m[rows],
        accuracy_b_m=layout.measured_m[others],
        within_m=within_m,
    )
    shared = find_stretches(
        layout.measured[rows], layout.measured[others], distances_m=distances_m, within_m=within_m
    )
    lines = np.array(sorted(layout.stations), dtype=np.int64)
    asked = np.flatnonzero(np.isin(rows, lines) | np.isin(others, lines))
    told = {
        int(index): layout.list_shared_stations(
            int(rows[index]), int(others[index]), reach_m=CORRIDOR_M
        )
        for index in asked
    }
    at = {index: stations for index, stations in told.items() if stations}
    by_station = np.zeros(len(rows), dtype=bool)
    by_station[list(at)] = True
    hows, shared_m = shared.hows.copy(), shared.lengths_m.copy()
    hows[by_station], shared_m[by_station] = "at-station", 0.0
    return _Meetings(
        rows,
        others,
        distances_m,
        places=layout.measured,
        accuracies_m=layout.measured_m,
        ranks=ranks,
        touching=by_station | (distances_m <= TOUCH_M),
        hows=hows,
        shared_m=shared_m,
        shapes=shared.shapes,
        stations=at,
    )


def _make_told(layout: Layout, joined: Joined) -> _Meetings:
    """Take the pairs of places of which one record names the other as they are drawn."""
    rows, others, distances_m = joined
    size = len(rows)
    return _Meetings(
        rows,
        others,
        distances_m,
        places=layout.drawn,
        accuracies_m=layout.accuracies_m,
        ranks=np.full(size, _POSSIBLE, dtype=np.int64),
        touching=distances_m <= TOUCH_M,
        hows=np.full(size, "told", dtype=object),
        shared_m=np.zeros(size),
        shapes=np.full(size, None, dtype=object),
    )


def _make_pairs(layout: Layout, meetings: _Meetings) -> tuple[list[Pair], list[FloatArray]]:
    """Put years, class and certainty to what was measured.

    Returns
    -------
    list of Pair
        The pairs.
    list of array
        What they are sorted by, the first thing first.
    """
    rows, others = meetings.rows, meetings.others
    known = layout.known[rows] & layout.known[others]
    ranks = np.where(known, meetings.ranks, np.maximum(meetings.ranks, _POSSIBLE))
    classes = classify_pairs(layout.works, rows, others, touching=meetings.touching)
    distances_m = np.where(meetings.distances_m <= TOUCH_M, 0.0, meetings.distances_m)
    gaps = np.nan_to_num(find_gaps(layout.works, rows, others), nan=_UNKNOWN_GAP)
    keys = [
        -(meetings.shared_m / (1 + gaps)),
        classes,
        distances_m,
        layout.id_ranks[rows],
        layout.id_ranks[others],
    ]
    columns = zip(
        rows.tolist(),
        others.tolist(),
        classes.tolist(),
        meetings.hows.tolist(),
        meetings.shared_m.tolist(),
        distances_m.tolist(),
        ranks.tolist(),
        meetings.accuracies_m[rows].tolist(),
        meetings.accuracies_m[others].tolist(),
        meetings.shapes.tolist(),
        strict=True,
    )
    projects, spans, places = layout.projects, layout.spans, meetings.places
    pairs = [
        Pair(
            a=projects[i].id,
            b=projects[j].id,
            pair_class=_CLASSES[pair_class],
            how=how,
            shared_m=shared_m,
            distance_m=distance_m,
            spans=(spans[i], spans[j]),
            certainty=_CERTAINTIES[rank],
            accuracies_m=(one_m, other_m),
            drawing=Drawing(layout, shape, places[i], places[j]),
            stations=meetings.stations.get(index, ()),
        )
        for index, (
            i, j, pair_class, how, shared_m, distance_m, rank, one_m, other_m, shape,
        ) in enumerate(columns)
    ]  # fmt: skip
    return pairs, keys
