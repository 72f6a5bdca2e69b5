"""Saying where: the search for a place, the radius, and the map with its pin."""

from typing import Any

from app.address import RADII_M, WHOLE_CITY, Spot, View
from app.components import scripted
from app.components.atlas import describe_atlas
from app.components.session import select_from_map
from app.messages import Words
from app.near.query import frame_spot
from app.published.data import messages_address
from app.published.served import Served
from app.words.distances import say_radius
from geodata.cities import City
from geodata.gazetteer import load_gazetteer
from projects.filters import Selection

SEARCH_KEY = "place-search"
ATLAS_KEY = "near-atlas"


def _list_radii(words: Words) -> list[dict[str, str]]:
    radii = [{"value": str(r), "label": say_radius(r, words)} for r in RADII_M]
    return [*radii, {"value": WHOLE_CITY, "label": say_radius(None, words)}]


def _list_examples(words: Words, city: City) -> list[dict[str, str]]:
    known = load_gazetteer(city).by_id
    return [
        {
            "name": words.name_of(known[slug]),
            "near": str(Spot(known[slug].lon, known[slug].lat)),
        }
        for slug in city.examples
        if slug in known
    ]


def describe_search(
    view: View, *, served: Served, place: str, sentence: str, words: Words
) -> dict[str, Any]:
    """Return what the search is told: the place and radius now, what it may offer.

    Parameters
    ----------
    view
        The view.
    served
        The catalogue, whose city bounds what is a place here.
    place
        The name of the place, empty where none is chosen.
    sentence
        The answer, to be announced.
    words
        The language.
    """
    city = served.catalogue.metadata.city
    return {
        "messages": messages_address(served, lang=words.lang),
        "lang": words.lang,
        "near": str(view.spot) if view.spot else None,
        "exact": bool(view.spot and view.spot.is_exact),
        "place": place,
        "radius": WHOLE_CITY if view.radius_m is None else str(view.radius_m),
        "radii": _list_radii(words),
        "bounds": list(city.bbox),
        "city": words.name_of(city),
        "sentence": sentence,
        "examples": _list_examples(words, served.catalogue.city),
    }


def show_place_search(
    view: View, *, served: Served, place: str, sentence: str, words: Words
) -> None:
    """Show the search for a place and the choice of the radius."""
    data = describe_search(view, served=served, place=place, sentence=sentence, words=words)
    scripted.mount_place_search(data, key=SEARCH_KEY)


def describe_near_atlas(
    view: View, *, served: Served, selection: Selection, words: Words
) -> dict[str, Any]:
    """Return what the map is told beside what every map is: the place and the ring.

    Parameters
    ----------
    view
        The view.
    served
        The catalogue.
    selection
        What the filters leave.
    words
        The language.
    """
    data = describe_atlas(view, served=served, selection=selection, words=words)
    spot = view.spot
    return data | {
        "panel": "card",
        "home": "./",
        "errors": "./about",
        "place": {"lon": spot.lon, "lat": spot.lat} if spot else None,
        "radius_m": view.radius_m,
        "bounds": list(frame_spot(spot, radius_m=view.radius_m)) if spot else None,
        "pin_text": words("The place asked about; move it with the arrow keys, then press Enter"),
    }


def show_near_atlas(view: View, *, served: Served, selection: Selection, words: Words) -> None:
    """Show the map of the nearby page with its card."""
    data = describe_near_atlas(view, served=served, selection=selection, words=words)
    scripted.mount_near_atlas(data, key=ATLAS_KEY, on_select=lambda: select_from_map(ATLAS_KEY))
