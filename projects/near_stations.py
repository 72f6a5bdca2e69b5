"""The metro stations nearest to a point."""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from geodata.cities import City, default_city
from geodata.layers import Station, stations
from geodata.nearest import NearestIndex
from projects.nearness import require_point
from projects.neighbours import DISTANCE_DECIMALS, tidy_bearing


@dataclass(frozen=True)
class NearStation:
    """A metro station seen from a point; its distance is a range where its place is imprecise."""

    station: Station
    distance_m: float
    distance_min_m: float
    distance_max_m: float
    bearing_deg: float | None


@cache
def _stations_of(line: str | None, city: City) -> tuple[tuple[Station, ...], NearestIndex]:
    """Give the stations of a line, or all, with their points laid out for asking."""
    found = tuple(s for s in stations(city) if line in (None, s.line) and not math.isnan(s.lon))
    return found, NearestIndex([shapely.Point(s.lon, s.lat) for s in found])


def find_near_stations(
    lon: float, lat: float, *, city: City | None = None, line: str | None = None, limit: int = 1
) -> tuple[NearStation, ...]:
    """Find the metro stations nearest to a point.

    Parameters
    ----------
    lon, lat
        The point, WGS 84.
    city
        The city; the default one where None.
    line
        Only stations of this line, which for a line of the catalogue is the id of its project;
        all lines where None.
    limit
        How many.

    Returns
    -------
    tuple of NearStation
        The nearest first, ties by id; empty where the line has no known station.
    """
    require_point(lon, lat)
    candidates, index = _stations_of(line, city or default_city())
    if not candidates:
        return ()
    found = index.nearest(lon, lat)
    distances = np.round(found.distance_m, DISTANCE_DECIMALS)
    rows = sorted(range(len(candidates)), key=lambda row: (distances[row], candidates[row].id))
    return tuple(
        NearStation(
            station=candidates[row],
            distance_m=float(distances[row]),
            distance_min_m=max(0.0, float(distances[row]) - candidates[row].accuracy_m),
            distance_max_m=float(distances[row]) + candidates[row].accuracy_m,
            bearing_deg=tidy_bearing(found.bearing_deg[row]),
        )
        for row in rows[:limit]
    )
