"""Suspicious coordinates: swapped, of the wrong sign, shifted, doubled, at zero, at a centroid."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapely import Point

from geodata.datum import gcj02_to_wgs84, wgs84_to_gcj02
from geodata.measure import distance_m

Box = tuple[float, float, float, float]

_ZERO = 0.01
"""Degrees around 0, 0: what an empty cell becomes."""
_SHIFT_FITS_M, _SHIFT_LEAST_M = 120.0, 300.0
_CENTROID_M = 30.0
_SAME = 6

REFUSED = frozenset({"swapped", "wrong-sign", "outside", "null-island", "no-number"})
"""Suspicions with which a row is not taken: nothing is turned round in silence."""


@dataclass(frozen=True)
class Suspicion:
    """What is suspicious of a row's coordinates."""

    kind: str
    text: str


def is_inside(lon: float, lat: float, box: Box) -> bool:
    """Say whether a point lies in a box."""
    return box[0] <= lon <= box[2] and box[1] <= lat <= box[3]


def find_point_suspicions(
    lon: float,
    lat: float,
    *,
    box: Box,
    known: tuple[float, float] | None = None,
    labels: Mapping[str, tuple[float, float]] | None = None,
) -> Iterator[Suspicion]:
    """Find what is suspicious of a point.

    Parameters
    ----------
    lon, lat
        The point as WGS 84.
    box
        West, south, east, north of the city.
    known
        Where the place stands in the gazetteer, where it is known.
    labels
        Points well inside the districts, by name.
    """
    if abs(lon) < _ZERO and abs(lat) < _ZERO:
        yield Suspicion("null-island", "longitude and latitude are 0: empty cells?")
    elif not is_inside(lon, lat, box):
        where = f"found {lon:g}, {lat:g}"
        if is_inside(lat, lon, box):
            yield Suspicion("swapped", f"longitude and latitude seem swapped: {where}")
        elif any(is_inside(x, y, box) for x, y in ((-lon, lat), (lon, -lat), (-lon, -lat))):
            yield Suspicion("wrong-sign", f"a sign seems wrong: {where}")
        else:
            inside = f"{box[0]:g}–{box[2]:g} E, {box[1]:g}–{box[3]:g} N"
            yield Suspicion("outside", f"expected a point in the city ({inside}), {where}")
    else:
        yield from _find_shift(lon, lat, known=known)
        for name, label in (labels or {}).items():
            if _measure(lon, lat, label) < _CENTROID_M:
                yield Suspicion("centroid", f"the middle of {name}: is only the district known?")


def _measure(lon: float, lat: float, other: tuple[float, float]) -> float:
    return distance_m(Point(lon, lat), other)


def _find_shift(
    lon: float, lat: float, *, known: tuple[float, float] | None
) -> Iterator[Suspicion]:
    """Find a shift from a known place that fits the one of GCJ-02."""
    if known is None or _measure(lon, lat, known) < _SHIFT_LEAST_M:
        return
    for name, moved in (
        ("GCJ-02 taken for WGS 84", gcj02_to_wgs84(lon, lat)),
        ("WGS 84 shifted as if it were GCJ-02", wgs84_to_gcj02(lon, lat)),
    ):
        if _measure(*moved, known) < _SHIFT_FITS_M:
            yield Suspicion("gcj02-shift", f"the distance to the known place fits {name}")
            return


def find_duplicates(points: Sequence[tuple[float, float] | None]) -> dict[int, int]:
    """Find points that stand where an earlier one does.

    Parameters
    ----------
    points
        Points, None where a row has none.

    Returns
    -------
    dict
        The index of the earlier point by that of the later.
    """
    first: dict[tuple[float, float], int] = {}
    found = {}
    for index, point in enumerate(points):
        if point is None:
            continue
        key = (round(point[0], _SAME), round(point[1], _SAME))
        if key in first:
            found[index] = first[key]
        else:
            first[key] = index
    return found
