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
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from geodata.geojson_rules import is_on_the_globe
from geodata.layers import district_at
from projects.catalogue import Catalogue
from projects.errors import NearnessError
from projects.filters import Filters, Mask, select_mask
from projects.laying_out import columns_of
from projects.lazy import once
from projects.neighbours import Group, Measured, Neighbour
from projects.surroundings import Surroundings

GROUPS: Final = ("near", "perhaps", "district", "city", "unknown", "beyond")
"""Every project that the filters leave is in exactly one of these."""


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


@once
def _surroundings_of(catalogue: Catalogue) -> Surroundings:
    """Give a catalogue laid out for asking, made once."""
    columns = columns_of(catalogue)
    return Surroundings(
        catalogue.ids,
        shapes=columns.shapes,
        accuracies_m=columns.accuracies_m,
        types=columns.coded["place_type"],
        districts=columns.districts,
    )


def require_point(lon: float, lat: float) -> None:
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
    require_point(lon, lat)
    _require_radius(radius_m)
    asked = select_mask(catalogue, filters=filters or Filters())
    return find_near_among(
        _surroundings_of(catalogue),
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
    measured = Measured(columns, lon, lat)
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
