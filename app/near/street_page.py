"""The printed page of a place: one sheet of A4 with its map, its list and its link."""

import base64
from dataclasses import replace

from markupsafe import Markup

from app.address import Spot, View, write_view
from app.drawing.qr import qr_svg
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.near.answer import Answer, Item, Section
from app.near.street_map import street_svg
from app.template import mark_foreign, render
from app.words.dates import date_text
from app.words.provenance import say_provenance
from projects.catalogue import Catalogue
from projects.nearness import GROUPS

LISTED = 16
"""So many projects fit on the sheet in either language."""
NAMED = 6
NAMED_GROUPS = ("perhaps", "district")
"""Of these the page tells the names: they may be in this very street."""


def _say_more(near: Section, words: Words) -> str:
    more = near.count - min(near.count, LISTED)
    if not more:
        return ""
    return words.plural(
        "… and {n} more: the link below leads to it.",
        "… and {n} more: the link below leads to them.",
        more,
    )


def _name(item: Item, words: Words) -> str:
    """Name a project with its distance, where it has one."""
    if not item.distance:
        return item.name
    return words("{name} ({distance})", name=item.name, distance=item.distance)


def _list_groups(answer: Answer, words: Words) -> list[tuple[str, str]]:
    """List the groups that the page only counts: name and number, and what is said of each."""
    groups = []
    for slug in GROUPS[1:]:
        section = answer.section(slug)
        if not section.count:
            continue
        text = section.note
        if slug in NAMED_GROUPS:
            names = words(", ").join(_name(item, words) for item in section.items[:NAMED])
            rest = section.count - min(section.count, NAMED)
            text = words("{names} and {n} more", names=names, n=rest) if rest else names
        named = words("{name}: {number}", name=section.title, number=section.count)
        groups.append((named, text))
    return groups


def street_html(
    answer: Answer, *, view: View, spot: Spot, catalogue: Catalogue, base: str
) -> Markup:
    """Write the page.

    Parameters
    ----------
    answer
        What is told about the place.
    view
        Radius, filters and language.
    spot
        The place.
    catalogue
        The catalogue.
    base
        The address of the app, with its last slash.
    """
    words, metadata = Words(view.lang), catalogue.metadata
    near = answer.section("near")
    link = f"{base}nearby?{write_view(view)}"
    other = "en" if words.lang == "zh" else "zh"
    listed = near.items[:LISTED]
    picture = street_svg(
        listed,
        spot=spot,
        radius_m=view.radius_m,
        city=catalogue.city,
        words=words,
    )
    as_of = words(
        "{title}, as of {date}: what the report said then, not what is true today.",
        title=words.title_of(metadata),
        date=date_text(metadata.report_date, lang=words.lang),
    )
    html = render(
        "street.html",
        lang=HTML_LANGUAGES[words.lang],
        title=words("My street: {place}", place=answer.place),
        answer=answer,
        near=near,
        listed=listed,
        more=_say_more(near, words),
        groups=_list_groups(answer, words),
        view=view,
        other=HTML_LANGUAGES[other],
        other_view=replace(view, lang=other),
        picture=Markup(picture),  # noqa: S704 - drawn by us, its texts escaped
        code=base64.b64encode(qr_svg(link)).decode(),
        link=link,
        attribution=say_provenance(metadata.attribution, words),
        said={
            "page": words("This page"),
            "back": words("Back"),
            "switch": LANGUAGES[other],
            "print": words("Print"),
            "as_of": as_of,
        },
    )
    return mark_foreign(html, lang=words.lang)
