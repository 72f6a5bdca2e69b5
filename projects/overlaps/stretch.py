"""The stretch that two places share, as a shape in metres, and how they meet there.

Of two lines that touch, the stretch is the part of the shorter one at most `CORRIDOR_M` from the
other: a street's width and what drawing smooths away. Of lines that do not touch it is the part
within the distance asked for. A line and an area share what lies inside the area; two areas what
they have in common. Where there is no such part, the stretch is the place where they touch, or
the shortest line from one to the other.
"""

from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

CORRIDOR_M: Final = 50.0
"""How far apart two lines may be drawn and still run in the same street."""

TOUCH_M: Final = 0.5
"""Up to this distance two drawn places touch: six decimals of a degree are a decimetre."""

ALONG_TIMES: Final = 3.0
"""A crossing is shorter than so many times the corridor, unless it is under 42 degrees."""


@dataclass(frozen=True)
class Stretch:
    """What two places share: its shape in metres, its length and how they meet."""

    shape: BaseGeometry
    length_m: float
    how: str


def find_stretch(one: BaseGeometry, other: BaseGeometry, *, within_m: float) -> Stretch:
    """Find the stretch that two places share.

    Parameters
    ----------
    one, other
        Places in the same metric projection.
    within_m
        The distance asked for.
    """
    distance_m = float(shapely.distance(one, other))
    touching = distance_m <= TOUCH_M
    dimensions = sorted((int(shapely.get_dimensions(g)), n) for n, g in enumerate((one, other)))
    (low, first), (high, _) = dimensions
    thin, wide = (one, other) if first == 0 else (other, one)
    bridge = shapely.shortest_line(one, other)
    if low == 0:
        how = ("inside" if high == 2 else "touches") if touching else "within"  # noqa: PLR2004
        shape = shapely.Point(bridge.coords[0]) if touching else bridge
        return Stretch(shape=shape, length_m=0.0, how=how)
    if low == 1 and high == 1:
        return _share_lines(one, other, within_m=within_m, touching=touching)
    reach = wide if touching else shapely.buffer(wide, within_m)
    shared = shapely.intersection(thin if low == 1 else thin.boundary, reach)
    if low == 2 and touching:  # noqa: PLR2004
        shared = shapely.intersection(one, other)
        length_m = _measure_long_side(shared)
    else:
        length_m = float(shapely.length(shared))
    if length_m <= 0:
        shape = shapely.Point(bridge.coords[0]) if touching else bridge
        return Stretch(shape=shape, length_m=0.0, how="touches" if touching else "within")
    how = "within"
    if touching:
        inside = shapely.covers(wide, thin) or shapely.covers(thin, wide)
        how = "inside" if inside else "crosses"
    return Stretch(shape=shared, length_m=length_m, how=how)


def _share_lines(
    one: BaseGeometry, other: BaseGeometry, *, within_m: float, touching: bool
) -> Stretch:
    """Find what two lines share: of both parts near the other, the shorter."""
    reach_m = min(CORRIDOR_M, within_m) if touching else within_m
    parts = [
        shapely.intersection(line, shapely.buffer(beside, max(reach_m, TOUCH_M)))
        for line, beside in ((one, other), (other, one))
    ]
    shared = min(parts, key=shapely.length)
    length_m = float(shapely.length(shared))
    bridge = shapely.shortest_line(one, other)
    if length_m > ALONG_TIMES * max(reach_m, TOUCH_M):
        return Stretch(shape=_merge(shared), length_m=length_m, how="runs-along")
    if touching:
        return Stretch(shape=_merge(shared), length_m=length_m, how="crosses")
    shape = _merge(shared) if length_m > 0 else bridge
    return Stretch(shape=shape, length_m=length_m, how="within")


def _merge(shape: BaseGeometry) -> BaseGeometry:
    """Join the pieces of a line that were cut apart."""
    return shapely.line_merge(shape) if shape.geom_type == "MultiLineString" else shape


def _measure_long_side(shape: BaseGeometry) -> float:
    """Measure an area along its longer side: half the outline of its narrowest rectangle."""
    rectangle = shapely.minimum_rotated_rectangle(shape)
    if not isinstance(rectangle, shapely.Polygon):
        return float(shapely.length(rectangle))
    corners = [shapely.Point(xy) for xy in rectangle.exterior.coords[:3]]
    return float(max(corners[0].distance(corners[1]), corners[1].distance(corners[2])))
