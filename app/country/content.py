"""What stands on a page of the country: a picture and a table of places, with ways to go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from app.country.asked import Asked
from app.country.picture import WIDTH, draw_places
from app.country.tally import Tally, choose_level, count_reports, count_whole, list_tallies
from app.messages import Words
from app.template import render
from app.words.labels import choice_name
from geodata.layers import find_district
from projects.vocabulary import STATUSES

if TYPE_CHECKING:
    from projects.atlas.opened import Atlas

_DIGITS = {"province": 2, "city": 4}


@dataclass(frozen=True)
class Ways:
    """Where the links of the page lead.

    Parameters
    ----------
    place
        Gives the address of a place by the first digits of its code; of the country by none.
    report
        Gives the address of a report's map by its id, with a district chosen where one is named;
        empty where it cannot be opened here.
    """

    place: Callable[[str], str]
    report: Callable[[str, str], str]


def name_place(adcode: str, *, atlas: "Atlas", words: Words) -> str:
    """Name a place: as the atlas does, as the districts known here do, or by its code."""
    names = atlas.names.get(adcode)
    if names is not None:
        return words.pick(*names)
    district = find_district(adcode)
    return adcode if district is None else words.name_of(district)


def list_crumbs(place: str, *, atlas: "Atlas", words: Words) -> list[tuple[str, str]]:
    """List the way from the country to a place: what each step is called, and its code.

    Parameters
    ----------
    place
        The first digits of its code.
    atlas
        The atlas.
    words
        The language.
    """
    codes = [place[:digits] for digits in _DIGITS.values() if len(place) >= digits]
    named = [(name_place(code.ljust(6, "0"), atlas=atlas, words=words), code) for code in codes]
    return [(words("The country"), ""), *named]


def _find_map(tally: Tally, *, ways: Ways) -> str:
    """Give the way to the map of a place's own report, or of its district in the city's report."""
    if tally.report is not None:
        return ways.report(tally.report.id, "")
    return "" if tally.city_report is None else ways.report(tally.city_report.id, tally.adcode)


def _describe(
    tally: Tally, *, atlas: "Atlas", level: str, ways: Ways, words: Words
) -> dict[str, Any]:
    """Describe a place as a row of the table."""
    name = name_place(tally.adcode, atlas=atlas, words=words)
    is_whole_city = level == "county" and tally.adcode.endswith("00")
    within = _DIGITS.get(level)
    return {
        "adcode": tally.adcode,
        "name": words("{city}, the whole city", city=name) if is_whole_city else name,
        "href": ways.place(tally.adcode[:within]) if within else "",
        "records": tally.records,
        "placed": tally.placed,
        "unplaced": tally.unplaced,
        "cells": [tally.statuses[slug] for slug in STATUSES],
        "map": _find_map(tally, ways=ways),
    }


def places_html(  # noqa: PLR0913 - what is asked, and where its links lead
    atlas: "Atlas", *, asked: Asked, year: int, ways: Ways, words: Words, tiles: str = ""
) -> Markup:
    """Write what the atlas counts within the place that is asked for.

    Parameters
    ----------
    atlas
        The atlas.
    asked
        What is asked.
    year
        The year of the reports.
    ways
        Where the links lead.
    words
        The language.
    tiles
        The address of the overview tiles; empty where there are none.
    """
    level = choose_level(asked.place)
    tallies = list_tallies(atlas, asked=asked, year=year)
    rows = [_describe(t, atlas=atlas, level=level, ways=ways, words=words) for t in tallies]
    whole = count_whole(atlas, asked=asked, year=year)
    picture = draw_places(atlas, tallies, level=level, place=asked.place, year=year)
    by_code = {row["adcode"]: row for row in rows}
    circles = [] if picture is None else picture.circles
    reports = count_reports(atlas, place=asked.place, year=year)
    return render(
        "country.html",
        rows=rows,
        has_maps=any(row["map"] for row in rows),
        width=WIDTH,
        heads=[choice_name("status", slug, words) for slug in STATUSES],
        circles=[
            {"x": c.x, "y": c.y, "radius": c.radius, "row": by_code[c.adcode]} for c in circles
        ],
        ground=() if picture is None else picture.ground,
        height=0 if picture is None else picture.height,
        tiles=tiles,
        sentence=words.plural(
            "{records} records of {reports} report of {year}: {placed} on the map + {unplaced}"
            " without a place.",
            "{records} records of {reports} reports of {year}: {placed} on the map + {unplaced}"
            " without a place.",
            reports,
            records=f"{whole.records:,}",
            reports=f"{reports:,}",
            year=year,
            placed=f"{whole.placed:,}",
            unplaced=f"{whole.unplaced:,}",
        ),
        note=words(
            "A record that names several districts counts in each of them, and once in the sum"
            " above."
        )
        if level == "county"
        else "",
        said={
            "place": words("Region"),
            "records": words("Records"),
            "split": words("On the map + without a place"),
            "open": words("Open on the map"),
            "picture": words("Each circle is as large as the number of records; choose one."),
            "ground": words(
                "The squares show where the records on the map lie, all of the year's: the more,"
                " the darker."
            ),
            "tiles": words("Overview tiles for other tools (PMTiles), of the newest year"),
            "thinned": words("thinned where dense: a picture, never a count"),
            "table": words("The places, with their counts"),
            "nothing": words("No record fits. Fewer choices find more."),
        },
    )
