"""The stretches that places share, as shapes in metres, and how they meet there.

Of two lines that touch, the stretch is the part of the shorter one at most `CORRIDOR_M` from the
other: a street's width and what drawing smooths away. Of lines that do not touch it is the part
within the distance asked for. A line and an area share what lies inside the area; two areas what
they have in common. Where there is no such part, the stretch is the place where they touch, or
the shortest line from one to the other.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

CORRIDOR_M: Final = 50.0
"""How far apart two lines may be drawn and still run in the same street."""

TOUCH_M: Final = 0.5
"""Up to this distance two drawn places touch: six decimals of a degree are a decimetre."""

ALONG_TIMES: Final = 3.0
"""A crossing is shorter than so many times the corridor, unless it is under 42 degrees."""


Shapes = NDArray[np.object_]
Lengths = NDArray[np.float64]
Mask = NDArray[np.bool_]

_LINE, _AREA = 1, 2


@dataclass(frozen=True)
class Stretches:
    """What pairs of places share, as columns: shapes in metres, lengths and how they meet.

    A shape is None where the places share no part; `join_places` gives one for it.
    """

    shapes: Shapes
    lengths_m: Lengths
    hows: Shapes


def join_places(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Give the point where two places touch, or the shortest line from one to the other."""
    bridge = shapely.shortest_line(one, other)
    return shapely.Point(bridge.coords[0]) if bridge.length <= TOUCH_M else bridge


def join_all(ones: Shapes, others: Shapes) -> Shapes:
    """Give what `join_places` gives, for many pairs of places at once.

    Parameters
    ----------
    ones, others
        The places of each pair, in metres.
    """
    bridges: Shapes = shapely.shortest_line(ones, others)
    short = shapely.length(bridges) <= TOUCH_M
    bridges[short] = shapely.get_point(bridges[short], 0)
    return bridges


def find_stretches(
    ones: Shapes, others: Shapes, *, distances_m: Lengths, within_m: float
) -> Stretches:
    """Find what pairs of places share.

    Parameters
    ----------
    ones, others
        The places of each pair, in the same metric projection.
    distances_m
        How far they are apart.
    within_m
        The distance asked for.
    """
    dimensions = np.stack([shapely.get_dimensions(ones), shapely.get_dimensions(others)])
    low, high = dimensions.min(axis=0, initial=9), dimensions.max(axis=0, initial=0)
    touching = distances_m <= TOUCH_M
    found = Stretches(
        shapes=np.full(len(ones), None, dtype=object),
        lengths_m=np.zeros(len(ones)),
        hows=np.where(touching, "touches", "within").astype(object),
    )
    found.hows[touching & (low == 0) & (high == _AREA)] = "inside"
    near = (distances_m <= within_m) & (low > 0)
    for mask, reach_m in (
        (near & (high == _LINE) & touching, max(min(CORRIDOR_M, within_m), TOUCH_M)),
        (near & (high == _LINE) & ~touching, max(within_m, TOUCH_M)),
    ):
        _share_lines(found, mask, ones=ones, others=others, reach_m=reach_m)
    first = dimensions[0] <= dimensions[1]
    thin, wide = np.where(first, ones, others), np.where(first, others, ones)
    for mask, reach_m in ((near & touching, 0.0), (near & ~touching, within_m)):
        _share_area(found, mask & (high == _AREA), thin=thin, wide=wide, reach_m=reach_m)
    return found


def _share_lines(
    found: Stretches, mask: Mask, *, ones: Shapes, others: Shapes, reach_m: float
) -> None:
    """Find what lines share: of both parts near the other, the shorter."""
    if not mask.any():
        return
    one, other = ones[mask], others[mask]
    parts = [
        shapely.intersection(one, shapely.buffer(other, reach_m)),
        shapely.intersection(other, shapely.buffer(one, reach_m)),
    ]
    lengths = np.stack([shapely.length(part) for part in parts])
    shared = np.where(lengths[0] <= lengths[1], parts[0], parts[1])
    length_m = lengths.min(axis=0)
    split = shapely.get_type_id(shared) == shapely.GeometryType.MULTILINESTRING
    shared[split] = shapely.line_merge(shared[split])
    hows = found.hows[mask]
    hows[hows == "touches"] = "crosses"
    hows[length_m > ALONG_TIMES * reach_m] = "runs-along"
    found.hows[mask] = hows
    found.lengths_m[mask] = length_m
    shared[length_m <= 0] = None
    found.shapes[mask] = shared


def _share_area(
    found: Stretches, mask: Mask, *, thin: Shapes, wide: Shapes, reach_m: float
) -> None:
    """Find what an area shares with a line, or with another area."""
    if not mask.any():
        return
    less, more = thin[mask], wide[mask]
    areas = shapely.get_dimensions(less) == _AREA
    reach = more if reach_m == 0 else shapely.buffer(more, reach_m)
    if reach_m > 0:  # of an area near another, the edge that is near
        less = np.where(areas, shapely.boundary(less), less)
    shared = shapely.intersection(less, reach)
    length_m = shapely.length(shared)
    for row in np.flatnonzero(areas & (reach_m == 0)):
        length_m[row] = _measure_long_side(shared[row])
    hows = found.hows[mask]
    if reach_m == 0:
        within = shapely.covers(more, less) | shapely.covers(less, more)
        hows[length_m > 0] = "crosses"
        hows[within & (length_m > 0)] = "inside"
    found.hows[mask] = hows
    found.lengths_m[mask] = length_m
    shared[length_m <= 0] = None
    found.shapes[mask] = shared


def _measure_long_side(shape: BaseGeometry) -> float:
    """Measure an area along its longer side: that of its narrowest rectangle."""
    rectangle = shapely.minimum_rotated_rectangle(shape)
    if not isinstance(rectangle, shapely.Polygon) or rectangle.is_empty:
        return float(shapely.length(rectangle))
    corners = [shapely.Point(xy) for xy in rectangle.exterior.coords[:3]]
    return float(max(corners[0].distance(corners[1]), corners[1].distance(corners[2])))
