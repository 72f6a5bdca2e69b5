"""A question about a place: what a view asks, answered from the catalogue."""

from dataclasses import replace

from app.address import BASE_MAPS, Spot, View
from geodata.measure import circle
from projects.catalogue import Catalogue
from projects.nearness import Nearness, find_near

CITY_WIDTH_M = 12_000
Box = tuple[float, float, float, float]


def asked_view(view: View) -> View:
    """Return the question of a view: place, radius, filters and language, not what is looked at.

    Examples
    --------
    >>> asked_view(View(selected="metro-1-p1", lang="en")).selected is None
    True
    """
    return replace(view, selected=None, camera=None, base=BASE_MAPS[0])


def find_near_view(catalogue: Catalogue, *, view: View, spot: Spot) -> Nearness:
    """Answer a view about a place.

    Parameters
    ----------
    catalogue
        The catalogue.
    view
        Radius and filters.
    spot
        The place.
    """
    return find_near(
        catalogue, lon=spot.lon, lat=spot.lat, radius_m=view.radius_m, filters=view.filters
    )


def frame_spot(spot: Spot, *, radius_m: float | None) -> Box:
    """Give the west, south, east and north that a map of the place shows.

    Parameters
    ----------
    spot
        The place.
    radius_m
        How far near reaches; for the whole city a part of it is framed.
    """
    west, south, east, north = circle(spot.lon, spot.lat, radius_m=radius_m or CITY_WIDTH_M).bounds
    return west, south, east, north
