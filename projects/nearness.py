"""What lies near a point: distances with their ranges, and the groups that add up to the total.

A project with a geometry is near where the distance to that geometry is at most the radius. Where
it is not, but its range, which comes from the accuracy of its place, begins within the radius, it
may be near all the same and is in the group ``perhaps``; else it is beyond. Each such neighbour
says so (`may_be_within`), and so does one in ``near`` whose range reaches across the radius
(`may_be_beyond`): the groups keep to one plain rule, the doubt stays visible. A project known only
by district is in the group ``district`` where the point lies in one of its districts, else beyond;
programmes of the whole city and places not known have groups of their own.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, overload
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.cities import City, default_city
from geodata.geojson_rules import is_on_the_globe
from geodata.layers import Station, district_at, stations
from geodata.measure import compass_direction
from geodata.nearest import NearestIndex, NearestPoints
from projects.catalogue import Catalogue
from projects.columns import Coded, CodedLists
from projects.errors import NearnessError
from projects.filters import Filters, Mask, select_mask
from projects.laying_out import columns_of

GROUPS: Final = ("near", "perhaps", "district", "city", "unknown", "beyond")
"""Every project that the filters leave is in exactly one of these."""

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
        return None if self.bearing_deg is None else describe_direction(self.bearing_deg)


class Surroundings:
    """Records laid out for asking: geometries, accuracies, types of place, order of ids.

    Parameters
    ----------
    ids
        Their ids.
    shapes
        The shapes of their places; None where no place is known.
    accuracies_m
        How far off each may be, in metres; 0 without a place.
    types
        The types of their places.
    districts
        The adcodes of each.
    """

    def __init__(
        self,
        ids: Sequence[str],
        *,
        shapes: NDArray[np.object_],
        accuracies_m: NDArray[np.float64],
        types: Coded,
        districts: CodedLists,
    ) -> None:
        """Lay them out."""
        self.ids = ids
        self.index = NearestIndex(shapes)
        self.placed: Mask = ~shapely.is_missing(shapes)
        self.accuracies_m = accuracies_m
        self._types = types
        self._districts = districts
        self.ranks = np.empty(len(ids), dtype=np.int64)
        self.ranks[np.argsort(np.array([*ids, ""], dtype=object)[:-1])] = np.arange(len(ids))

    def is_in(self, adcode: str | None) -> Mask:
        """Say which projects are known by district alone, and by this one."""
        found = np.zeros(len(self.ids), dtype=bool)
        if adcode in self._districts.values:
            of = np.repeat(np.arange(len(self.ids)), self._districts.lengths)
            number = self._districts.values.index(adcode)
            found[of[self._districts.numbers == number]] = True
        return found & self.is_of("district") & ~self.placed

    def is_of(self, place_type: str) -> Mask:
        """Say which projects have a place of a type."""
        values = self._types.values
        number = values.index(place_type) if place_type in values else -1
        found: Mask = self._types.numbers == number
        return found


class _Measured:
    """The nearest points of a catalogue's projects from a place, of those that were measured.

    Parameters
    ----------
    columns
        The catalogue laid out.
    lon, lat
        The place.
    """

    def __init__(self, columns: Surroundings, lon: float, lat: float) -> None:
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


class Group(Sequence[Neighbour]):
    """The neighbours of a group in their order, each made when it is asked for."""

    def __init__(
        self, mask: Mask, *, columns: Surroundings, measured: _Measured, radius_m: float
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

    @overload
    def __getitem__(self, key: int) -> Neighbour: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Neighbour, ...]: ...
    def __getitem__(self, key: int | slice) -> Neighbour | tuple[Neighbour, ...]:
        """Make a neighbour, or several."""
        if isinstance(key, slice):
            return tuple(self._make(row) for row in self._rows[key])
        return self._make(self._rows[key])

    def _make(self, row: np.intp) -> Neighbour:
        """Make the neighbour that stands in a row of the catalogue."""
        columns, found, radius_m = self._columns, self._measured.points, self._radius_m
        if not columns.placed[row]:
            return Neighbour(columns.ids[int(row)])
        distance_m = float(self._measured.distances_m[row])
        accuracy_m = float(columns.accuracies_m[row])
        distance_min_m, distance_max_m = max(0.0, distance_m - accuracy_m), distance_m + accuracy_m
        return Neighbour(
            id=columns.ids[int(row)],
            distance_m=distance_m,
            distance_min_m=distance_min_m,
            distance_max_m=distance_max_m,
            bearing_deg=_tidy_bearing(found.bearing_deg[row]),
            nearest=(round(float(found.lon[row]), 6), round(float(found.lat[row]), 6)),
            inside=bool(found.inside[row]),
            accuracy_m=accuracy_m,
            may_be_within=distance_min_m <= radius_m < distance_m,
            may_be_beyond=distance_m <= radius_m < distance_max_m,
        )


@dataclass(frozen=True)
class Nearness:
    """What a reader at a point is told; the groups add up to the total."""

    lon: float
    lat: float
    radius_m: float | None
    adcode: str | None
    near: Group
    perhaps: Group
    district: Group
    city: Group
    unknown: Group
    beyond: Group

    def group(self, name: str) -> Group:
        """Give one of `GROUPS`."""
        return {
            "near": self.near,
            "perhaps": self.perhaps,
            "district": self.district,
            "city": self.city,
            "unknown": self.unknown,
            "beyond": self.beyond,
        }[name]

    @property
    def total(self) -> int:
        """How many projects the filters left."""
        return sum(len(self.group(name)) for name in GROUPS)


@dataclass(frozen=True)
class NearStation:
    """A metro station seen from a point; its distance is a range where its place is imprecise."""

    station: Station
    distance_m: float
    distance_min_m: float
    distance_max_m: float
    bearing_deg: float | None


def describe_direction(bearing_deg: float) -> str:
    """Name a bearing by the nearest of the eight winds.

    Parameters
    ----------
    bearing_deg
        Degrees clockwise from north.

    Returns
    -------
    str
        n, ne, e, se, s, sw, w or nw.

    Examples
    --------
    >>> describe_direction(359), describe_direction(80)
    ('n', 'e')
    """
    return compass_direction(bearing_deg)


_columns: WeakKeyDictionary[Catalogue, Surroundings] = WeakKeyDictionary()


def _columns_of(catalogue: Catalogue) -> Surroundings:
    """Give a catalogue laid out for asking, made once."""
    found = _columns.get(catalogue)
    if found is None:
        columns = columns_of(catalogue)
        found = _columns[catalogue] = Surroundings(
            catalogue.ids,
            shapes=columns.shapes,
            accuracies_m=columns.accuracies_m,
            types=columns.coded["place_type"],
            districts=columns.districts,
        )
    return found


def _require_point(lon: float, lat: float) -> None:
    """Refuse what is no longitude and latitude."""
    if not is_on_the_globe(lon, lat):
        hint = "; these look swapped" if is_on_the_globe(lat, lon) else ""
        raise NearnessError(
            f"expected a longitude and a latitude in degrees; found {lon:g} {lat:g}{hint}"
        )


def find_near(
    catalogue: Catalogue,
    *,
    lon: float,
    lat: float,
    radius_m: float | None,
    filters: Filters | None = None,
) -> Nearness:
    """Find what lies near a point.

    Parameters
    ----------
    catalogue
        The catalogue; its geometries are laid out once and kept as long as it lives.
    lon, lat
        The point, WGS 84.
    radius_m
        How far near reaches, in metres; None for the whole city, which leaves no drawn project
        beyond.
    filters
        What is asked of the projects; all of them where None.

    Returns
    -------
    Nearness
        ``near``, ``perhaps`` and ``beyond`` by distance, ties by id; what has no distance by id.

    Raises
    ------
    NearnessError
        Where the point is not on Earth or the radius not positive.
    """
    _require_point(lon, lat)
    _require_radius(radius_m)
    asked = select_mask(catalogue, filters=filters or Filters())
    return find_near_among(
        _columns_of(catalogue),
        lon=lon,
        lat=lat,
        radius_m=radius_m,
        adcode=district_at(lon, lat, city=catalogue.city),
        asked=asked,
    )


def _require_radius(radius_m: float | None) -> None:
    """Refuse what is no radius."""
    if radius_m is not None and not (math.isfinite(radius_m) and radius_m > 0):
        raise NearnessError(f"expected a radius above 0 m; found {radius_m:g}")


def find_near_among(  # noqa: PLR0913 - a question and the records it is asked of
    columns: Surroundings,
    *,
    lon: float,
    lat: float,
    radius_m: float | None,
    adcode: str | None,
    asked: Mask | None = None,
) -> Nearness:
    """Find what lies near a point among records that are laid out; see `find_near`.

    Parameters
    ----------
    columns
        The records.
    lon, lat
        The point, WGS 84.
    radius_m
        How far near reaches, in metres; None for all.
    adcode
        The district in which the point lies; None outside of all.
    asked
        Which of the records are asked for; all of them where None.
    """
    if asked is None:
        asked = np.ones(len(columns.ids), dtype=bool)
    measured = _Measured(columns, lon, lat)
    if radius_m is None:
        near, perhaps = asked & columns.placed, np.zeros(len(asked), dtype=bool)
    else:
        # What cannot be within reach is measured only when somebody asks for it.
        may_be = columns.index.least_m(lon, lat) - columns.accuracies_m <= radius_m + 1
        measured.measure(np.flatnonzero(asked & columns.placed & may_be))
        distances = measured.distances_m
        near = asked & columns.placed & (distances <= radius_m)
        perhaps = asked & columns.placed & ~near & (distances - columns.accuracies_m <= radius_m)
    district = asked & columns.is_in(adcode)
    city = asked & ~columns.placed & columns.is_of("city")
    told = near | perhaps | district
    beyond = asked & (columns.placed | columns.is_of("district")) & ~told
    unknown = asked & ~told & ~city & ~beyond

    reach_m = math.inf if radius_m is None else radius_m

    def order(mask: Mask) -> Group:
        return Group(mask, columns=columns, measured=measured, radius_m=reach_m)

    return Nearness(
        lon=lon,
        lat=lat,
        radius_m=radius_m,
        adcode=adcode,
        near=order(near),
        perhaps=order(perhaps),
        district=order(district),
        city=order(city),
        unknown=order(unknown),
        beyond=order(beyond),
    )


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
    _require_point(lon, lat)
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
            bearing_deg=_tidy_bearing(found.bearing_deg[row]),
        )
        for row in rows[:limit]
    )


def _tidy_bearing(bearing_deg: float) -> float | None:
    """Round a bearing to a tenth of a degree; None where there is none."""
    return None if math.isnan(bearing_deg) else round(float(bearing_deg), 1) % 360


def to_json(nearness: Nearness) -> dict[str, Any]:
    """Write an answer as JSON: the total and the groups, distances to the decimetre."""
    return {
        "total": nearness.total,
        "groups": {
            name: [_write_neighbour(neighbour) for neighbour in nearness.group(name)]
            for name in GROUPS
        },
    }


def _write_neighbour(neighbour: Neighbour) -> dict[str, Any]:
    """Write one neighbour as JSON."""

    def tidy(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    return {
        "id": neighbour.id,
        "distance_m": tidy(neighbour.distance_m),
        "distance_min_m": tidy(neighbour.distance_min_m),
        "distance_max_m": tidy(neighbour.distance_max_m),
        "bearing_deg": neighbour.bearing_deg,
        "nearest": None if neighbour.nearest is None else list(neighbour.nearest),
        "inside": neighbour.inside,
        "may_be_within": neighbour.may_be_within,
        "may_be_beyond": neighbour.may_be_beyond,
    }
