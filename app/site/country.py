"""The country in the site: the counts of an atlas by province and city, as pages of their own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.country.asked import Asked
from app.country.content import Ways, list_crumbs, places_html
from app.messages import DEFAULT_LANGUAGE
from app.published.country import TILES_ADDRESS
from app.site.page import Page
from app.site.paths import INDEX, find_way
from app.site.volume import Edition

if TYPE_CHECKING:
    from projects.atlas.opened import Atlas

FIRST_PAGE = "atlas.html"
_DIGITS = (2, 4)


def country_page(place: str) -> str:
    """Name the page of a place, by the first digits of its code.

    Examples
    --------
    >>> country_page(""), country_page("14")
    ('atlas.html', 'atlas/14.html')
    """
    return f"atlas/{place}.html" if place else FIRST_PAGE


def tiles_place(edition: Edition) -> str:
    """Return where the overview tiles stand: once, for every language."""
    return edition.in_language(DEFAULT_LANGUAGE).place_of(TILES_ADDRESS)


def _make_page(edition: Edition, place: str, *, atlas: "Atlas", year: int, has_tiles: bool) -> Page:
    """Make the page of one place; a report of the site opens on its map."""
    words = edition.words
    own = edition.place_of(country_page(place))

    def find_report(report: str, district: str) -> str:
        if report not in edition.volume.reports.by_id:
            return ""
        asked = f"?district={district}" if district else ""
        return find_way(own, to=f"{edition.folder_of(report)}{INDEX}") + asked

    ways = Ways(
        place=lambda code: find_way(own, to=edition.place_of(country_page(code))),
        report=find_report,
    )
    tiles = find_way(own, to=tiles_place(edition)) if has_tiles else ""
    asked = Asked(place=place)
    body = places_html(atlas, asked=asked, year=year, ways=ways, words=words, tiles=tiles)
    crumbs = list_crumbs(place, atlas=atlas, words=words)
    return Page(
        name=country_page(place),
        title=crumbs[-1][0],
        description=words(
            "Projects of the reports of {year}, counted by place: {place}.",
            year=year,
            place=crumbs[-1][0],
        ),
        body=body,
        kind="country",
        crumbs=[(name, edition.place_of(country_page(code))) for name, code in crumbs[:-1]],
        styles=("country.css",),
        row=FIRST_PAGE,
    )


def list_country_pages(
    edition: Edition, *, atlas: "Atlas", has_tiles: bool = False
) -> Iterator[Page]:
    """List the pages of the country, its provinces and its cities, for the newest year.

    Parameters
    ----------
    edition
        The report in whose folder they stand.
    atlas
        The atlas.
    has_tiles
        Whether the overview tiles lie beside the pages.
    """
    year = atlas.years[-1]
    codes = {one.adcode for one in atlas.reports if one.year == year}
    places = sorted({code[:digits] for code in codes for digits in _DIGITS})
    for place in ("", *places):
        yield _make_page(edition, place, atlas=atlas, year=year, has_tiles=has_tiles)
