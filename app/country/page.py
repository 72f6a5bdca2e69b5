"""The page of the country: the counts of its places, and the way to each report on the map."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from app.country.asked import Asked
from app.country.picture import WIDTH, draw_places
from app.country.tally import Tally, choose_level, count_reports, count_whole, list_tallies
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.template import render
from app.words.labels import choice_name
from geodata.layers import find_district
from projects.vocabulary import SECTORS, STATUSES, Term

if TYPE_CHECKING:
    from projects.atlas.opened import Atlas

_DIGITS = {"province": 2, "city": 4}
_NOTHING: dict[str, Any] = {
    "rows": [],
    "has_maps": False,
    "circles": [],
    "height": 0,
    "sentence": "",
    "note": "",
}


def page_address(asked: Asked, *, lang: str, **changes: str) -> str:
    """Return the address of the page, with some of what is asked changed.

    Parameters
    ----------
    asked
        What is asked.
    lang
        The language.
    **changes
        Parameters with other values; an empty one is left out.
    """
    query = {"place": "", **asked.parameters, **changes, "lang": lang}
    return f"./atlas?{urlencode({name: text for name, text in query.items() if text})}"


def name_place(adcode: str, *, atlas: "Atlas", words: Words) -> str:
    """Name a place: as the atlas does, as the districts known here do, or by its code."""
    names = atlas.names.get(adcode)
    if names is not None:
        return words.pick(*names)
    district = find_district(adcode)
    return adcode if district is None else words.pick(district.name_zh, district.name_en)


def _list_crumbs(asked: Asked, *, atlas: "Atlas", words: Words) -> list[dict[str, str]]:
    """List the way from the country to the place that is asked for."""
    crumbs = [
        {"name": words("The country"), "href": page_address(asked, lang=words.lang, place="")}
    ]
    for digits in _DIGITS.values():
        if len(asked.place) >= digits:
            code = asked.place[:digits]
            name = name_place(code.ljust(6, "0"), atlas=atlas, words=words)
            crumbs.append({"name": name, "href": page_address(asked, lang=words.lang, place=code)})
    return crumbs


def _describe(
    tally: Tally, *, asked: Asked, atlas: "Atlas", level: str, words: Words
) -> dict[str, Any]:
    """Describe a place as a row of the table."""
    name = name_place(tally.adcode, atlas=atlas, words=words)
    is_whole_city = level == "county" and tally.adcode.endswith("00")
    within = _DIGITS.get(level)
    return {
        "adcode": tally.adcode,
        "name": words("{city}, the whole city", city=name) if is_whole_city else name,
        "href": page_address(asked, lang=words.lang, place=tally.adcode[:within]) if within else "",
        "records": tally.records,
        "placed": tally.placed,
        "unplaced": tally.unplaced,
        "cells": [tally.statuses[slug] for slug in STATUSES],
        "map": ""
        if tally.report is None
        else f"./?{urlencode({'report': tally.report.id, 'lang': words.lang})}",
    }


def _list_options(terms: Mapping[str, Term], *, words: Words) -> dict[str, str]:
    """List the terms of a vocabulary as choices."""
    return {"": words("All")} | {
        slug: words.pick(term.name_zh, term.name_en) for slug, term in terms.items()
    }


def _write_form(asked: Asked, *, atlas: "Atlas", year: int, words: Words) -> list[dict[str, Any]]:
    """Describe the form; it needs no script."""
    return [
        {
            "name": "year",
            "label": words("Year of the reports"),
            "options": {str(one): str(one) for one in reversed(atlas.years)},
            "chosen": str(year),
        },
        {
            "name": "sector",
            "label": words("Sector"),
            "options": _list_options(SECTORS, words=words),
            "chosen": asked.sector,
        },
        {
            "name": "status",
            "label": words("Status"),
            "options": _list_options(STATUSES, words=words),
            "chosen": asked.status,
        },
    ]


def _describe_places(asked: Asked, *, atlas: "Atlas", year: int, words: Words) -> dict[str, Any]:
    """Describe what the atlas counts within the place that is asked for."""
    level = choose_level(asked.place)
    tallies = list_tallies(atlas, asked=asked, year=year)
    rows = [_describe(t, asked=asked, atlas=atlas, level=level, words=words) for t in tallies]
    whole = count_whole(atlas, asked=asked, year=year)
    picture = draw_places(atlas, tallies, level=level)
    by_code = {row["adcode"]: row for row in rows}
    circles = [] if picture is None else picture.circles
    reports = count_reports(atlas, place=asked.place, year=year)
    return {
        "rows": rows,
        "has_maps": any(row["map"] for row in rows),
        "circles": [
            {"x": c.x, "y": c.y, "radius": c.radius, "row": by_code[c.adcode]} for c in circles
        ],
        "height": 0 if picture is None else picture.height,
        "sentence": words(
            "{n} records of {reports} reports of {year}: {placed} on the map + {unplaced} without"
            " a place.",
            n=f"{whole.records:,}",
            reports=f"{reports:,}",
            year=year,
            placed=f"{whole.placed:,}",
            unplaced=f"{whole.unplaced:,}",
        ),
        "note": words(
            "A record that names several districts counts in each of them, and once in the sum"
            " above."
        )
        if level == "county"
        else "",
    }


def write_page(
    atlas: "Atlas | None", *, asked: Asked, words: Words, head: str | Markup = "", fault: str = ""
) -> Markup:
    """Write the page.

    Parameters
    ----------
    atlas
        The atlas; None where this server has none, which the page says.
    asked
        What is asked.
    words
        The language.
    head
        The head of the page.
    fault
        What keeps the atlas from being read, for whoever runs the server.
    """
    content = _NOTHING
    fields: list[dict[str, Any]] = []
    crumbs: list[dict[str, str]] = []
    if atlas is not None:
        year = asked.year if asked.year in atlas.years else atlas.years[-1]
        content = _describe_places(asked, atlas=atlas, year=year, words=words)
        fields = _write_form(asked, atlas=atlas, year=year, words=words)
        crumbs = _list_crumbs(asked, atlas=atlas, words=words)
    kept = {name: text for name, text in asked.parameters.items() if name == "place"}
    return render(
        "atlas.html",
        code=HTML_LANGUAGES[words.lang],
        title=words("The country"),
        head=head,
        fields=fields,
        kept=kept | {"lang": words.lang},
        crumbs=crumbs,
        width=WIDTH,
        heads=[choice_name("status", slug, words) for slug in STATUSES],
        fault=fault,
        **content,
        said={
            "show": words("Show"),
            "asked": words("Which records"),
            "way": words("Where you are"),
            "place": words("Region"),
            "records": words("Records"),
            "split": words("On the map + without a place"),
            "open": words("Open on the map"),
            "picture": words("Each circle is as large as the number of records; choose one."),
            "table": words("The places, with their counts"),
            "nothing": words("No record fits. Fewer choices find more."),
            "none": words(
                "This server has no atlas of many cities. Whoever runs it can build one and name"
                " its folder in the setting ATLAS; the reports themselves are on the map."
            ),
            "to_map": words("To the map"),
        },
    )


def other_language(asked: Asked, *, lang: str) -> str:
    """Return the address of the same page in the other language."""
    other = next(one for one in LANGUAGES if one != lang)
    return page_address(asked, lang=other)
