"""Projects as seen from a point, with the ranges of their distances, measured when asked for."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geodata.geojson_rules import DECIMALS
from geodata.measure import compass_direction
from geodata.nearest import NearestPoints
from projects.filters import Mask
from projects.lazy import Lazy
from projects.surroundings import Surroundings

DISTANCE_DECIMALS: Final = 3
"""Distances are told apart to the millimetre."""

SINGLE_VALUE_ACCURACY_M: Final = 50.0
"""Up to this accuracy one number may stand for the range."""


@dataclass(frozen=True)
class Neighbour:
    """A project seen from a point; distances are None where it has no geometry."""

    id: str
    distance_m: float | None = None
    distance_min_m: float | None = None
    distance_max_m: float | None = None
    bearing_deg: float | None = None
    nearest: tuple[float, float] | None = None
    inside: bool = False
    accuracy_m: float | None = None
    may_be_within: bool = False
    may_be_beyond: bool = False

    @property
    def is_range(self) -> bool:
        """Whether the distance has to be told as a range, never as one number."""
        return self.accuracy_m is not None and self.accuracy_m > SINGLE_VALUE_ACCURACY_M

    @property
    def direction(self) -> str | None:
        """The direction as a slug of the eight winds; None where the point is on the place."""
        return None if self.bearing_deg is None else compass_direction(self.bearing_deg)


class Measured:
    """The nearest points of a catalogue's projects from a place, of those that were measured.

    Parameters
    ----------
    columns
        The catalogue laid out.
    lon, lat
        The place.
    """

    def __init__(self, columns: Surroundings, lon: float, lat: float) -> None:
        """Measure nothing yet."""
        self._columns, self._place = columns, (lon, lat)
        count = len(columns.ids)
        self._is_measured = ~columns.placed
        self.distances_m = np.full(count, np.inf)
        """To the millimetre, so that the order does not hang on how a geometry was written."""
        lon_of, lat_of, found_m, bearing = np.full((4, count), np.nan)
        inside = np.zeros(count, dtype=bool)
        self.points = NearestPoints(lon_of, lat_of, found_m, bearing, inside)

    def measure(self, rows: NDArray[np.intp]) -> None:
        """Measure projects that were not measured yet."""
        fresh = rows[~self._is_measured[rows]]
        if not len(fresh):
            return
        found = self._columns.index.nearest(*self._place, among=fresh)
        for name in NearestPoints.__slots__:
            getattr(self.points, name)[fresh] = getattr(found, name)
        self.distances_m[fresh] = np.round(found.distance_m, DISTANCE_DECIMALS)
        self._is_measured[fresh] = True


class Group(Lazy[Neighbour]):
    """The neighbours of a group in their order, each made when it is asked for."""

    def __init__(
        self, mask: Mask, *, columns: Surroundings, measured: Measured, radius_m: float
    ) -> None:
        """Keep what the neighbours are made from; they are measured when one is asked for.

        Parameters
        ----------
        mask
            Which projects of the catalogue they are.
        columns
            The catalogue laid out.
        measured
            Measures the nearest point of each of its projects.
        radius_m
            How far near reaches.
        """
        self._mask = mask
        self._columns = columns
        self._measured = measured
        self._radius_m = radius_m

    def __len__(self) -> int:
        """Count the neighbours."""
        return int(np.count_nonzero(self._mask))

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        """Where the neighbours stand in the catalogue, in their order."""
        rows = np.flatnonzero(self._mask)
        self._measured.measure(rows)
        distances_m = self._measured.distances_m[rows]
        return rows[np.lexsort((self._columns.ranks[rows], distances_m))]

    def _read(self, row: int) -> Neighbour:
        at = int(self._rows[row])
        columns, found, radius_m = self._columns, self._measured.points, self._radius_m
        if not columns.placed[at]:
            return Neighbour(columns.ids[at])
        distance_m = float(self._measured.distances_m[at])
        accuracy_m = float(columns.accuracies_m[at])
        distance_min_m, distance_max_m = max(0.0, distance_m - accuracy_m), distance_m + accuracy_m
        return Neighbour(
            id=columns.ids[at],
            distance_m=distance_m,
            distance_min_m=distance_min_m,
            distance_max_m=distance_max_m,
            bearing_deg=tidy_bearing(found.bearing_deg[at]),
            nearest=(round(float(found.lon[at]), DECIMALS), round(float(found.lat[at]), DECIMALS)),
            inside=bool(found.inside[at]),
            accuracy_m=accuracy_m,
            may_be_within=distance_min_m <= radius_m < distance_m,
            may_be_beyond=distance_m <= radius_m < distance_max_m,
        )


def tidy_bearing(bearing_deg: float) -> float | None:
    """Round a bearing to a tenth of a degree; None where there is none."""
    return None if math.isnan(bearing_deg) else round(float(bearing_deg), 1) % 360
