"""The name of a place that a reader asks about, and what is doubtful about it."""

from app.address import Spot
from app.messages import Words
from app.words.distances import say_direction, say_length
from app.words.labels import choice_name
from geodata.cities import City
from geodata.gazetteer import load_gazetteer
from geodata.layers import district_at, districts
from geodata.place_kinds import KIND_BY_SLUG
from geodata.places import Entry

SAME_PLACE_M = 15.0
"""A link tells a place to about 10 m: nearer than this, it is the place itself."""
LANDMARK_LIMIT_M = 3000.0
LANDMARK_ACCURACY_M = 250.0
# A street or a river is long, a village has the point of its town: no landmarks.
NO_LANDMARKS = {
    *(
        "city",
        "district",
        "street",
        "river",
        "railway",
        "village",
        "community",
        "office",
        "industry",
    ),
    *("estate", "hotel", "metro-station-planned"),
}
LANDMARK_KINDS = tuple(slug for slug in KIND_BY_SLUG if slug not in NO_LANDMARKS)
SOUTH_DEG = 180


def name_spot(spot: Spot, *, words: Words, city: City) -> str:
    """Name a place: the place of the gazetteer that it is, or where it lies from the nearest.

    Parameters
    ----------
    spot
        The place.
    words
        The language.
    city
        The city.

    Examples
    --------
    >>> from geodata.cities import default_city
    >>> name_spot(Spot(112.5545, 37.8587), words=Words("en"), city=default_city())
    'about 20 m northeast of Dananmen metro station (Yingze District)'
    """
    gazetteer = load_gazetteer(city)
    same = gazetteer.nearest(spot.lon, spot.lat)
    if same and same[0].distance_m <= SAME_PLACE_M:
        return _with_district(_name_entry(same[0].entry, words), spot, words, city)
    near = gazetteer.nearest(spot.lon, spot.lat, kinds=LANDMARK_KINDS, limit=20)
    landmark = next((one for one in near if one.entry.accuracy_m <= LANDMARK_ACCURACY_M), None)
    if landmark is None or landmark.distance_m > LANDMARK_LIMIT_M:
        return _with_district(words("{lon}, {lat}", lon=spot.lon, lat=spot.lat), spot, words, city)
    bearing = ((landmark.bearing_deg or 0.0) + SOUTH_DEG) % 360
    text = words(
        "about {distance} {direction} of {place}",
        distance=say_length(landmark.distance_m, words),
        direction=say_direction(bearing, words),
        place=_name_entry(landmark.entry, words),
    )
    return _with_district(text, spot, words, city)


def _name_entry(entry: Entry, words: Words) -> str:
    return words.name_of(entry)


def _with_district(text: str, spot: Spot, words: Words, city: City) -> str:
    adcode = district_at(spot.lon, spot.lat, city=city)
    if adcode is None:
        return text
    district = choice_name("district", adcode, words)
    return (
        text if district in text else words("{place} ({district})", place=text, district=district)
    )


def note_spot(spot: Spot, *, words: Words, city: City) -> str:
    """Say what is doubtful about the place itself; empty where nothing is.

    Parameters
    ----------
    spot
        The place.
    words
        The language.
    city
        The city.
    """
    if districts(city) and district_at(spot.lon, spot.lat, city=city) is None:
        return words("This place lies outside the city; distances are told all the same.")
    same = load_gazetteer(city).nearest(spot.lon, spot.lat)
    if same and same[0].distance_m <= SAME_PLACE_M:
        entry = same[0].entry
        if entry.accuracy_m > LANDMARK_ACCURACY_M:
            accuracy = say_length(entry.accuracy_m, words)
            return words("The point of this place may be {accuracy} off.", accuracy=accuracy)
        if entry.kind in {"city", "district"}:
            return words("The point is the seat of its government; move the pin to be exact.")
    return ""
