"""The page of what lies near: a form and an answer that the reader's own browser computes."""

import json
from functools import cache

from app.exports.standalone import list_former_ids
from app.messages import Words
from app.near.ahead import tell_waits
from app.near.answer_html import say_orders
from app.published.assets import Asset, symbol_name
from app.site.assets import as_data, asset_place, map_data
from app.site.map_page import CITY_PICTURE, describe_site
from app.site.page import Page
from app.site.paths import INDEX, find_way
from app.site.pictures import SHEET_SIZES
from app.site.plates import show_picture
from app.site.sheets import list_ways
from app.site.structured import describe_trail
from app.site.volume import Edition
from app.template import inline_json, render
from geodata.cities import City
from geodata.gazetteer import load_gazetteer
from geodata.place_kinds import KIND_BY_SLUG
from geodata.romanise import initials, pinyin

_LEFT_OUT = str.maketrans("", "", " '’·-")


def _plain(text: str) -> str:
    """Write a name as the page compares it: small letters, no gaps."""
    return text.lower().translate(_LEFT_OUT)


@cache
def _places(city: City, lang: str) -> bytes:
    """Write the places of a city that may be asked from, with the names they are found by."""
    words, rows = Words(lang), []
    for entry in load_gazetteer(city).entries:
        kind = KIND_BY_SLUG.get(entry.kind)
        said = words.name_of(kind) if kind else ""
        names = [entry.name_zh, *entry.aliases, entry.name_en or ""]
        keys = [*names, pinyin(entry.name_zh), initials(entry.name_zh)]
        plain = dict.fromkeys(_plain(key) for key in keys if key)
        rows.append([words.name_of(entry), said, round(entry.lon, 5), round(entry.lat, 5), *plain])
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _examples(edition: Edition) -> list[list[object]]:
    """List the places that a reader may press to see what the page does."""
    known = load_gazetteer(edition.catalogue.city).by_id
    return [
        [edition.words.name_of(one), round(one.lon, 5), round(one.lat, 5)]
        for one in (known[slug] for slug in edition.catalogue.city.examples if slug in known)
    ]


def near_data(edition: Edition) -> dict[str, tuple[str, bytes]]:
    """Return the data of the page by its role: where each file stands, and its bytes."""
    data = map_data(edition.volume.served, lang=edition.lang)
    body = _places(edition.catalogue.city, edition.lang)
    return data | {"places": as_data("places", Asset("places.json", body, "application/json"))}


def make_near_page(edition: Edition) -> Page:
    """Make the page.

    Parameters
    ----------
    edition
        The report and the language.
    """
    words, name = edition.words, "nearby.html"
    path = edition.place_of(name)
    about = {
        "site": describe_site(edition, path=path),
        "symbols": {
            f"{one.sector}-{one.status}": find_way(path, to=asset_place(symbol_name(one)))
            for one in edition.catalogue.projects
        },
        "year": edition.catalogue.metadata.report_year,
        "waits": tell_waits(edition.catalogue, words=words),
        "orders": say_orders(words),
        "examples": _examples(edition),
        "former_ids": list_former_ids(edition.catalogue),
    }
    title = words("What is being built near me?")
    lead = words("Say where you are. The answer is computed on this device and sent nowhere.")
    crumbs = [(edition.title, edition.place_of(INDEX))]
    body = render(
        "site/near.html",
        about=inline_json(about),
        roles=["catalogue", "reference", "base", "places", "messages-zh", "messages-en"],
        lead=lead,
        without=words(
            "This page computes its answer with JavaScript. Without it, the districts tell what"
            " lies in them."
        ),
        list_way=find_way(path, to=edition.place_of("list.html")),
        list_text=words("All projects"),
        districts_text=words("By district"),
        districts=list_ways(edition, kind="districts", path=path),
        picture=show_picture(edition, CITY_PICTURE, path=path, sizes=SHEET_SIZES),
        picture_text=words("Map of the projects of {city}", city=edition.city_name),
    )
    data = {role: place for role, (place, _) in near_data(edition).items()}
    return Page(
        name=name,
        title=title,
        description=lead,
        body=body,
        kind="near",
        crumbs=crumbs,
        styles=["near.css"],
        scripts=["leaflet.js", "near.js"],
        data=data,
        graph=[describe_trail(edition, crumbs, title=title, path=path)],
        row=name,
    )
