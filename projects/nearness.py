"""What lies near a point: distances with their ranges, and the groups that add up to the total.

A project with a geometry is near where the distance to that geometry is at most the radius, and
beyond otherwise. Its range comes from the accuracy of its place, and where the range reaches
across the radius the neighbour says so (`may_be_beyond`, `may_be_within`): the groups keep to one
plain rule, the doubt stays visible. A project known only by district is in the group ``district``
where the point lies in one of its districts, else beyond; programmes of the whole city and places
not known have groups of their own.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from geodata.layers import Station, district_at, stations
from geodata.measure import NearestIndex, compass_direction
from projects._errors import NearnessError
from projects.catalogue import Catalogue
from projects.filters import Filters, select_projects
from projects.model import Project

GROUPS: Final = ("near", "district", "city", "unknown", "beyond")
"""Every project that the filters leave is in exactly one of these."""

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


@dataclass(frozen=True)
class Nearness:
    """What a reader at a point is told; the groups add up to the total."""

    lon: float
    lat: float
    radius_m: float | None
    adcode: str | None
    near: tuple[Neighbour, ...]
    district: tuple[Neighbour, ...]
    city: tuple[Neighbour, ...]
    unknown: tuple[Neighbour, ...]
    beyond: tuple[Neighbour, ...]

    def group(self, name: str) -> tuple[Neighbour, ...]:
        """Give one of `GROUPS`."""
        return {
            "near": self.near,
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


_indexes: WeakKeyDictionary[Catalogue, NearestIndex] = WeakKeyDictionary()


def _index_of(catalogue: Catalogue) -> NearestIndex:
    """Give the geometries of a catalogue laid out for asking, made once."""
    index = _indexes.get(catalogue)
    if index is None:
        index = _indexes[catalogue] = NearestIndex([p.geometry for p in catalogue.projects])
    return index


def _require_point(lon: float, lat: float) -> None:
    """Refuse what is no longitude and latitude."""
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004
        hint = "; these look swapped" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""  # noqa: PLR2004
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
        ``near`` and ``beyond`` by distance, ties by id; what has no distance by id.

    Raises
    ------
    NearnessError
        Where the point is not on Earth or the radius not positive.
    """
    _require_point(lon, lat)
    if radius_m is not None and not (math.isfinite(radius_m) and radius_m > 0):
        raise NearnessError(f"expected a radius above 0 m; found {radius_m:g}")
    selected = frozenset(select_projects(catalogue, filters=filters or Filters()).ids)
    adcode = district_at(lon, lat)
    found = _index_of(catalogue).nearest(lon, lat)
    # To the millimetre, so that the order does not hang on how a geometry was written.
    distances = np.round(found.distance_m, 3)
    groups: dict[str, list[Neighbour]] = {name: [] for name in GROUPS}
    for row, project in enumerate(catalogue.projects):
        if project.id not in selected:
            continue
        if project.geometry is None:
            groups[_group_unplaced(project, adcode=adcode)].append(Neighbour(project.id))
            continue
        distance_m = float(distances[row])
        accuracy_m = project.place.accuracy_m or 0.0
        distance_min_m = max(0.0, distance_m - accuracy_m)
        distance_max_m = distance_m + accuracy_m
        is_near = radius_m is None or distance_m <= radius_m
        groups["near" if is_near else "beyond"].append(
            Neighbour(
                id=project.id,
                distance_m=distance_m,
                distance_min_m=distance_min_m,
                distance_max_m=distance_max_m,
                bearing_deg=_tidy_bearing(found.bearing_deg[row]),
                nearest=(round(float(found.lon[row]), 6), round(float(found.lat[row]), 6)),
                inside=bool(found.inside[row]),
                accuracy_m=accuracy_m,
                may_be_within=radius_m is not None and distance_min_m <= radius_m < distance_m,
                may_be_beyond=radius_m is not None and distance_m <= radius_m < distance_max_m,
            )
        )
    ordered = {name: tuple(sorted(group, key=_order)) for name, group in groups.items()}
    return Nearness(lon=lon, lat=lat, radius_m=radius_m, adcode=adcode, **ordered)


def _group_unplaced(project: Project, *, adcode: str | None) -> str:
    """Name the group of a project that is not drawn."""
    if project.place.type == "city":
        return "city"
    if project.place.type == "district":
        return "district" if adcode in project.districts else "beyond"
    return "unknown"


def _order(neighbour: Neighbour) -> tuple[float, str]:
    """Order by distance, then by id; what has no distance comes last."""
    distance_m = neighbour.distance_m
    return (math.inf if distance_m is None else distance_m, neighbour.id)


@cache
def _stations_of(line: str | None) -> tuple[tuple[Station, ...], NearestIndex]:
    """Give the stations of a line, or all, with their points laid out for asking."""
    found = tuple(s for s in stations() if line in (None, s.line) and not math.isnan(s.lon))
    return found, NearestIndex([shapely.Point(s.lon, s.lat) for s in found])


def find_near_stations(
    lon: float, lat: float, *, line: str | None = None, limit: int = 1
) -> tuple[NearStation, ...]:
    """Find the metro stations nearest to a point.

    Parameters
    ----------
    lon, lat
        The point, WGS 84.
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
    candidates, index = _stations_of(line)
    if not candidates:
        return ()
    found = index.nearest(lon, lat)
    distances = np.round(found.distance_m, 3)
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
