"""The page of the country: the counts of its places, and the way to each report on the map."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from app.country.asked import Asked
from app.country.content import Ways, list_crumbs, places_html
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.template import mark_foreign, render
from projects.vocabulary import SECTORS, STATUSES, Term

if TYPE_CHECKING:
    from projects.atlas.opened import Atlas


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


def map_address(report: str, district: str, *, asked: Asked, lang: str) -> str:
    """Return the address of a report's map, with what was chosen here chosen there.

    Parameters
    ----------
    report, district
        The id of the report, and the adcode of one of its districts or nothing.
    asked
        What is asked.
    lang
        The language.
    """
    chosen = {"sector": asked.sector, "status": asked.status, "district": district}
    query = {"report": report, **chosen, "lang": lang}
    return f"./?{urlencode({name: text for name, text in query.items() if text})}"


def _list_options(terms: Mapping[str, Term], *, words: Words) -> dict[str, str]:
    """List the terms of a vocabulary as choices."""
    return {"": words("All")} | {slug: words.name_of(term) for slug, term in terms.items()}


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


def write_page(  # noqa: PLR0913 - what is asked, and what stands around it
    atlas: "Atlas | None",
    *,
    asked: Asked,
    words: Words,
    head: str | Markup = "",
    fault: str = "",
    tiles: str = "",
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
    tiles
        The address of the overview tiles; empty where there are none.
    """
    content: str | Markup = ""
    fields: list[dict[str, Any]] = []
    crumbs: list[dict[str, str]] = []
    if atlas is not None:
        year = asked.year if asked.year in atlas.years else atlas.years[-1]
        ways = Ways(
            place=lambda code: page_address(asked, lang=words.lang, place=code),
            report=lambda report, district: map_address(
                report, district, asked=asked, lang=words.lang
            ),
        )
        content = places_html(atlas, asked=asked, year=year, ways=ways, words=words, tiles=tiles)
        fields = _write_form(asked, atlas=atlas, year=year, words=words)
        crumbs = [
            {"name": name, "href": ways.place(code)}
            for name, code in list_crumbs(asked.place, atlas=atlas, words=words)
        ]
    kept = {name: text for name, text in asked.parameters.items() if name == "place"}
    html = render(
        "atlas.html",
        code=HTML_LANGUAGES[words.lang],
        title=words("The country"),
        head=head,
        fields=fields,
        kept=kept | {"lang": words.lang},
        crumbs=crumbs,
        content=content,
        fault=fault,
        said={
            "show": words("Show"),
            "asked": words("Which records"),
            "way": words("Where you are"),
            "none": words(
                "This server has no atlas of many cities. Whoever runs it can build one and name"
                " its folder in the setting ATLAS; the reports themselves are on the map."
            ),
            "to_map": words("To the map"),
        },
    )
    return mark_foreign(html, lang=words.lang)


def other_language(asked: Asked, *, lang: str) -> str:
    """Return the address of the same page in the other language."""
    other = next(one for one in LANGUAGES if one != lang)
    return page_address(asked, lang=other)
