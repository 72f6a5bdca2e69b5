"""The nearest of many geometries or places, laid out once and asked again and again.

Geometries are laid out on one transverse Mercator (`NearestIndex`), which stretches lengths by
x²/2R² at x metres from its meridian. So the point it finds is farther than the nearest one by at
most that share: 0.09 % at 3°, and that only where both ends of the span are compared. What lies
farther out is measured one by one. What is returned was measured on the ellipsoid.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.crs import WGS84, local_transverse_mercator, project_points
from geodata.measure import (
    AREA_DIMENSIONS,
    CUT_DEGREES,
    GEOD,
    TOUCHING_M,
    FloatArray,
    areas_of,
    nearest_point,
    require_numbers,
)

MERIDIAN_REACH_DEGREES = 3.0
"""How far from its meridian a transverse Mercator may be asked for the nearest point."""

DEGREE_M = 111_200.0
"""A degree of a great circle of the mean sphere, for guesses."""
GUESS_REACH_M, GUESS_LATITUDE = 100_000.0, 75.0
"""Up to this distance and this far from the equator the guess is within 1 % of the ellipsoid."""
GUESS_MARGIN = 1.05

MOST_GUESSED_LON, GUESS_DEGREES = 170.0, 3.0
"""What lies beyond the one is not guessed; what lies farther than the other counts as so far."""
LEAST_DEGREE_M = 108_300.0
"""Less than any degree on the ellipsoid (110,574 m at the least), by 2 % for what is curved."""


@dataclass(frozen=True, slots=True)
class NearestPoints:
    """The nearest points of many geometries, as columns in their order.

    Attributes
    ----------
    lon, lat
        The nearest points; NaN where there is no geometry.
    distance_m
        On the ellipsoid; 0 inside; NaN where there is no geometry.
    bearing_deg
        Clockwise from north; NaN at distance 0 or where there is no geometry.
    inside
        True where the place lies in an area of the geometry.
    """

    lon: FloatArray
    lat: FloatArray
    distance_m: FloatArray
    bearing_deg: FloatArray
    inside: NDArray[np.bool_]


class NearestIndex:
    """Many geometries, laid out once, to be asked again and again for their nearest points.

    Parameters
    ----------
    geoms
        Geometries in longitude and latitude; None or an empty one has no nearest point.

    Examples
    --------
    >>> index = NearestIndex([shapely.Point(112.5, 37.9), None])
    >>> index.nearest(112.5, 37.8).distance_m.round().tolist()
    [11099.0, nan]
    """

    def __init__(self, geoms: Iterable[BaseGeometry | None]) -> None:
        """Take the geometries; each is laid out in metres when it is first measured."""
        shapes: NDArray[np.object_] = np.array([*geoms, None], dtype=object)[:-1]
        self._present = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        self._shapes = shapes
        self._bounds = shapely.bounds(shapes)
        bounds = self._bounds[self._present] if self._present.any() else np.zeros((1, 4))
        self._lon0 = round(float(np.median((bounds[:, 0] + bounds[:, 2]) / 2)), 1)
        reach = np.abs(self._bounds[:, [0, 2]] - self._lon0).max(axis=1, initial=0)
        self._far = self._present & (reach > MERIDIAN_REACH_DEGREES)
        self._crs = local_transverse_mercator(lon0=self._lon0)
        self._flat = np.full(len(shapes), None, dtype=object)
        self._areas = np.full(len(shapes), None, dtype=object)
        self._is_laid = np.zeros(len(shapes), dtype=np.bool_)
        edge = np.abs(bounds).max(axis=0)
        self._has_margins = edge[[0, 2]].max() < MOST_GUESSED_LON
        self._has_margins &= edge[[1, 3]].max() <= GUESS_LATITUDE

    def _project(self, lonlat: FloatArray) -> FloatArray:
        return np.column_stack(
            project_points(lonlat[:, 0], lonlat[:, 1], source=WGS84, target=self._crs)
        )

    def _lay_out(self, rows: NDArray[np.intp]) -> None:
        """Lay geometries out in metres, each once."""
        fresh = rows[~self._is_laid[rows]]
        if not len(fresh):
            return
        shapes = self._shapes[fresh]
        self._flat[fresh] = shapely.transform(
            shapely.segmentize(shapes, CUT_DEGREES), self._project
        )
        for row in fresh[shapely.get_dimensions(shapes) == AREA_DIMENSIONS].tolist():
            self._areas[row] = areas_of(self._shapes[row])
            shapely.prepare(self._areas[row])
        self._is_laid[fresh] = True

    def least_m(self, lon: float, lat: float) -> FloatArray:
        """Say of each geometry how near it may be at the most, from its bounds alone.

        Parameters
        ----------
        lon, lat
            The place.

        Returns
        -------
        FloatArray
            Metres, at most the distance, 0 where nothing can be said; infinite without geometry.

        Examples
        --------
        >>> index = NearestIndex([shapely.Point(112.5, 37.9), None])
        >>> index.least_m(112.5, 37.8).round().tolist()
        [10830.0, inf]
        """
        least = np.zeros(len(self._shapes))
        if self._has_margins and abs(lat) <= GUESS_LATITUDE and abs(lon) < MOST_GUESSED_LON:
            west, south, east, north = self._bounds.T
            aside = np.maximum(np.maximum(west - lon, lon - east), 0).clip(max=GUESS_DEGREES)
            along = np.maximum(np.maximum(south - lat, lat - north), 0).clip(max=GUESS_DEGREES)
            # Degrees of longitude are shortest where the geometry or the place is nearest a pole.
            pole = np.maximum(np.maximum(np.abs(south), np.abs(north)), abs(lat))
            least = np.hypot(aside * np.cos(np.radians(pole)), along) * LEAST_DEGREE_M
        return np.where(self._present, least, np.inf)

    def nearest(
        self, lon: float, lat: float, *, among: NDArray[np.intp] | None = None
    ) -> NearestPoints:
        """Find the nearest point of each geometry.

        Parameters
        ----------
        lon, lat
            The place.
        among
            The rows that are asked for, each once; all where None.

        Returns
        -------
        NearestPoints
            One row a geometry, in their order; in the order of ``among`` where that is given.

        Raises
        ------
        GeometryError
            Where the place is not a pair of numbers.
        """
        require_numbers(lon, lat)
        rows = np.arange(len(self._shapes)) if among is None else among
        columns = np.full((4, len(rows)), np.nan)
        inside = np.zeros(len(rows), dtype=np.bool_)
        one_by_one = self._present[rows]
        if abs(lon - self._lon0) <= MERIDIAN_REACH_DEGREES:
            is_flat = one_by_one & ~self._far[rows]
            one_by_one &= self._far[rows]
            if is_flat.any():
                columns[:, is_flat], inside[is_flat] = self._nearest_flat(rows[is_flat], lon, lat)
        for place in np.flatnonzero(one_by_one):
            found = nearest_point(self._shapes[rows[place]], lon, lat)
            bearing = math.nan if found.bearing_deg is None else found.bearing_deg
            columns[:, place] = found.lon, found.lat, found.distance_m, bearing
            inside[place] = found.inside
        return NearestPoints(columns[0], columns[1], columns[2], columns[3], inside)

    def _nearest_flat(
        self, rows: NDArray[np.intp], lon: float, lat: float
    ) -> tuple[FloatArray, NDArray[np.bool_]]:
        self._lay_out(rows)
        x, y = self._project(np.array([[lon, lat]]))[0]
        lines = shapely.shortest_line(self._flat[rows], shapely.Point(x, y))
        touch = shapely.get_coordinates(lines)[::2]  # of the two ends, the one on the geometry
        lons, lats = project_points(touch[:, 0], touch[:, 1], source=self._crs, target=WGS84)
        inside = shapely.intersects(self._areas[rows], shapely.Point(lon, lat))
        count = len(lons)
        azimuths, _, distances = GEOD.inv(np.full(count, lon), np.full(count, lat), lons, lats)
        azimuths = np.mod(azimuths, 360)
        here = inside | (distances < TOUCHING_M)
        lons[here], lats[here], distances[here], azimuths[here] = lon, lat, 0.0, np.nan
        return np.vstack((lons, lats, distances, azimuths)), inside


class PlaceIndex:
    """Many places, each one point, to be asked again and again for the nearest of them.

    Parameters
    ----------
    lons, lats
        The places.

    Examples
    --------
    >>> index = PlaceIndex([112.5, 112.6, 112.7], [37.9, 37.9, 37.9])
    >>> index.nearest(112.68, 37.9, limit=2)[0].tolist()
    [2, 1]
    """

    def __init__(self, lons: Iterable[float], lats: Iterable[float]) -> None:
        """Keep the places."""
        self._lons, self._lats = (np.array([*one], dtype=np.float64) for one in (lons, lats))

    def nearest(
        self, lon: float, lat: float, *, limit: int = 1, among: Iterable[int] | None = None
    ) -> tuple[NDArray[np.intp], FloatArray, FloatArray]:
        """Find the nearest places, the nearest first.

        A guess on a sphere leaves few; only those are measured on the ellipsoid.

        Parameters
        ----------
        lon, lat
            Where one stands.
        limit
            The most places to give.
        among
            The rows to choose from, in their order; all where None.

        Returns
        -------
        tuple
            Rows, distances in metres, and bearings in degrees, NaN at distance 0.
        """
        rows = np.arange(len(self._lons)) if among is None else np.fromiter(among, dtype=np.intp)
        require_numbers(lon, lat)
        if len(rows) > limit > 0 and abs(lat) < GUESS_LATITUDE:
            lons, lats = self._lons[rows], self._lats[rows]
            east = (np.mod(lons - lon + 180, 360) - 180) * np.cos(np.radians((lats + lat) / 2))
            guess_m = np.hypot(east, lats - lat) * DEGREE_M
            reach_m = np.partition(guess_m, limit - 1)[limit - 1]
            if reach_m < GUESS_REACH_M:
                rows = rows[guess_m <= reach_m * GUESS_MARGIN + 1]
        here = np.full(len(rows), lon), np.full(len(rows), lat)
        azimuths, _, found_m = GEOD.inv(*here, self._lons[rows], self._lats[rows])
        found_m[found_m < TOUCHING_M] = 0.0
        bearings = np.where(found_m > 0, np.mod(azimuths, 360), np.nan)
        first = np.argsort(found_m, kind="stable")[:limit]
        return rows[first], found_m[first], bearings[first]
