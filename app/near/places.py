"""What the search for a place answers: places of the gazetteer, positions, an online geocoder."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request as OutsideRequest
from urllib.request import urlopen

from app.messages import Words
from app.online_bases import TIANDITU_KEY
from app.words.labels import choice_name
from app.words.refusals import refuse_outside, refuse_position
from geodata.cities import City
from geodata.coordinates import LON_LAT, Bounds, Position, read_position
from geodata.errors import GeodataError, LinkWithoutPositionError, OutsidePositionError
from geodata.gazetteer import Hit, load_gazetteer
from geodata.layers import district_at
from geodata.place_kinds import KIND_BY_SLUG

GEOCODER_URL = "GEOCODER_URL"
TIANDITU_GEOCODER = "https://api.tianditu.gov.cn/geocoder"
TIMEOUT_SECONDS = 4.0
MOST_BYTES = 200_000
MAX_TEXT_LENGTH = 1000
DATUM_NAMES = {"wgs84": "WGS 84", "gcj02": "GCJ-02", "bd09": "BD-09"}
ALIKE = frozenset({"loose", "misspelt"})
"""How a name agrees that only resembles what was typed: nobody is led there unasked."""


@dataclass(frozen=True)
class Places:
    """What was found, and what is to be said beside it."""

    places: list[dict[str, Any]]
    notice: str = ""


@dataclass(frozen=True)
class Geocoder:
    """An online geocoder: the address that asks it, and the places in its answer.

    ``ask`` takes the text, the bounds of the city and the language; ``read`` gives names with
    longitude and latitude in WGS 84.
    """

    ask: Callable[[str, Bounds, str], str]
    read: Callable[[Any], list[tuple[str, float, float]]]


def _nominatim(address: str) -> Geocoder:
    def ask(text: str, bounds: Bounds, lang: str) -> str:
        west, south, east, north = bounds
        viewbox = f"{west},{north},{east},{south}"
        asked = {"q": text, "format": "jsonv2", "limit": 5, "viewbox": viewbox, "bounded": 1}
        return f"{address}?{urlencode({**asked, 'accept-language': lang})}"

    def read(found: Any) -> list[tuple[str, float, float]]:  # noqa: ANN401 - JSON of a stranger
        return [(str(one["display_name"]), float(one["lon"]), float(one["lat"])) for one in found]

    return Geocoder(ask, read)


def _tianditu(key: str) -> Geocoder:
    def ask(text: str, _: Bounds, __: str) -> str:
        asked = json.dumps({"keyWord": text}, ensure_ascii=False)
        return f"{TIANDITU_GEOCODER}?{urlencode({'ds': asked, 'tk': key})}"

    def read(found: Any) -> list[tuple[str, float, float]]:  # noqa: ANN401 - JSON of a stranger
        if found["status"] != "0":
            return []
        place = found["location"]
        return [(str(place["keyWord"]), float(place["lon"]), float(place["lat"]))]

    return Geocoder(ask, read)


def choose_geocoder() -> Geocoder | None:
    """Return the online geocoder that whoever runs the app configured; None by default.

    A Nominatim-compatible address wins over a key of Tianditu, whose positions are aligned with
    WGS 84.
    """
    if address := os.environ.get(GEOCODER_URL):
        return _nominatim(address)
    if key := os.environ.get(TIANDITU_KEY):
        return _tianditu(key)
    return None


def _name_district(lon: float, lat: float, words: Words, city: City) -> str:
    adcode = district_at(lon, lat, city=city)
    return "" if adcode is None else choice_name("district", adcode, words)


def describe_position(position: Position, *, words: Words, city: City) -> dict[str, Any]:
    """Describe a position that was read, and say in which order and datum it was taken.

    Parameters
    ----------
    position
        The position.
    words
        The language.
    city
        The city.
    """
    if position.order == LON_LAT:
        said = words("Read as longitude, latitude")
    else:
        said = words("Read as latitude, longitude")
    datum = DATUM_NAMES[position.datum]
    if position.assumed:
        said = words(
            "{said}; taken as {datum}, as this map service writes it, and converted; please check",
            said=said,
            datum=datum,
        )
    elif position.datum != "wgs84":
        said = words("{said}; converted from {datum}", said=said, datum=datum)
    pair = words("{lon}, {lat}", lon=f"{position.lon:.5f}", lat=f"{position.lat:.5f}")
    return {
        "name": words("{name} ({other})", name=position.name, other=pair)
        if position.name
        else pair,
        "kind": said,
        "said": said + words("."),
        "district": _name_district(position.lon, position.lat, words, city),
        "lon": round(position.lon, 6),
        "lat": round(position.lat, 6),
    }


def describe_hit(hit: Hit, *, words: Words) -> dict[str, Any]:
    """Describe a place of the gazetteer, with the other name by which it was found.

    Parameters
    ----------
    hit
        The place.
    words
        The language.
    """
    entry = hit.entry
    name = words.name_of(entry)
    if hit.name not in {entry.name_zh, entry.name_en}:
        name = words("{name} (also {other})", name=name, other=hit.name)
    kind = KIND_BY_SLUG[entry.kind]
    label = words.name_of(kind)
    if hit.how in ALIKE:
        label = words("{kind}; a similar name, please check", kind=label)
    is_city = entry.kind in {"city", "district"}
    return {
        "id": entry.id,
        "name": name,
        "kind": label,
        "district": "" if is_city else choice_name("district", entry.adcode, words),
        "lon": entry.lon,
        "lat": entry.lat,
        "accuracy_m": entry.accuracy_m,
        "is_alike": hit.how in ALIKE,
    }


def _read_otherwise(position: Position, bounds: Bounds) -> list[Position]:
    """Give the same pair as WGS 84, where its datum was only assumed: the reader chooses."""
    lon, lat = position.as_written
    west, south, east, north = bounds
    if not position.assumed or not (west <= lon <= east and south <= lat <= north):
        return []
    return [replace(position, lon=lon, lat=lat, datum="wgs84", assumed=False)]


def find_places(text: str, *, datum: str, bounds: Bounds, words: Words, city: City) -> Places:
    """Find what a text may mean: a position where it looks like one, else places by name.

    Parameters
    ----------
    text
        What was typed.
    datum
        The datum in which coordinates are taken.
    bounds
        The west, south, east and north of the city.
    words
        The language.
    city
        The city.
    """
    try:
        position = read_position(text, bounds=bounds, datum=datum)
    except OutsidePositionError:
        return Places([], refuse_outside(words))
    except LinkWithoutPositionError:
        notice = words(
            "This link holds no coordinates; open it and copy the name or the coordinates."
        )
        return Places([], notice)
    except GeodataError:
        return Places([], refuse_position(words))
    if position is not None:
        read = [position, *_read_otherwise(position, bounds)]
        return Places([describe_position(one, words=words, city=city) for one in read])
    hits = load_gazetteer(city).search(text)
    notice = ""
    if hits and hits[0].how in ALIKE:
        notice = words("No place here is called so. These names are only similar: please check.")
    return Places([describe_hit(hit, words=words) for hit in hits], notice)


def ask_geocoder(
    geocoder: Geocoder, *, text: str, bounds: Bounds, words: Words, city: City
) -> Places:
    """Ask an online geocoder; where it fails, say so.

    Parameters
    ----------
    geocoder
        The geocoder; see `choose_geocoder`.
    text
        What was typed.
    bounds
        The west, south, east and north of the city.
    words
        The language.
    city
        The city.
    """
    west, south, east, north = bounds
    failed = words("The online search cannot be reached; these places are from our own list.")
    address = geocoder.ask(text, bounds, words.lang)
    if not address.startswith(("https://", "http://")):
        return Places([], failed)
    request = OutsideRequest(address, headers={"User-Agent": "city-projects-map"})  # noqa: S310 - http checked above
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - as above
            positions = geocoder.read(json.loads(answer.read(MOST_BYTES)))
    except (URLError, OSError, ValueError, KeyError, TypeError):
        return Places([], failed)
    inside = [
        {
            "name": name,
            "kind": words("found online"),
            "district": _name_district(lon, lat, words, city),
            "lon": round(lon, 6),
            "lat": round(lat, 6),
        }
        for name, lon, lat in positions
        if west <= lon <= east and south <= lat <= north
    ]
    return Places(inside, "" if inside else words("The online search found nothing in the city."))
