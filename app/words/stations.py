"""The metro stations near a place, in words: which, how far, and whether they are open."""

from app.messages import Words
from app.words.dates import date_text
from app.words.distances import (
    WALK_LIMIT_M,
    say_direction,
    say_length,
    say_range,
    say_walk,
)
from geodata.cities import City
from projects.near_stations import NearStation, find_near_stations

SURE_M = 15.0
"""A station known better than this has one distance, not a range."""


def say_line(line: str, words: Words) -> str:
    """Name a metro line from the slug of its stations (``metro-1-p1`` is Line 1)."""
    return words("Line {number}", number=line.split("-")[1])


def say_station_distance(near: NearStation, words: Words) -> str:
    """Say how far a station is and in which direction, as a range where its place is not sure."""
    distance = (
        say_range(near.distance_min_m, near.distance_max_m, words)
        if near.station.accuracy_m > SURE_M
        else say_length(near.distance_m, words)
    )
    if near.bearing_deg is None or near.distance_m < near.station.accuracy_m:
        return distance
    return words(
        "{distance} to the {direction}",
        distance=distance,
        direction=say_direction(near.bearing_deg, words),
    )


def name_station(near: NearStation, words: Words) -> str:
    """Name a station so that nobody takes it for a quarter of the city."""
    station = near.station
    return words("{name} station", name=words.name_of(station))


def _say_station_state(near: NearStation, words: Words) -> str:
    if near.station.state == "planned":
        return words("planned")
    if near.station.opened is None:
        return words("built, not known to be open")
    return words("open since {date}", date=date_text(near.station.opened, lang=words.lang))


def describe_station(lon: float, lat: float, *, words: Words, city: City) -> str:
    """Say which metro station is nearest, and which open one where that is only planned.

    Parameters
    ----------
    lon, lat
        The place.
    words
        The language.
    city
        The city.
    """
    found = find_near_stations(lon, lat, city=city, limit=100)
    if not found:
        return ""

    def say(near: NearStation) -> str:
        return words(
            "{name} ({line}, {state}), {distance}",
            name=name_station(near, words),
            line=say_line(near.station.line, words),
            state=_say_station_state(near, words),
            distance=say_station_distance(near, words),
        )

    nearest = found[0]
    sentence = words("Nearest metro station: {station}", station=say(nearest))
    if nearest.distance_max_m <= WALK_LIMIT_M:
        walk = say_walk(nearest.distance_min_m, nearest.distance_max_m, words)
        sentence = words("{sentence}, {more}", sentence=sentence, more=walk)
    if nearest.station.opened is None:
        is_open = next((near for near in found if near.station.opened), None)
        if is_open is not None:
            sentence += words("; ") + words("nearest open one: {station}", station=say(is_open))
    return sentence + words(".")
