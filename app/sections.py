"""The parts that the reading pages are set from: sections, and the notice about filters."""

from dataclasses import replace

from markupsafe import Markup

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.areas import area_name
from app.words.labels import choice_name
from projects.catalogue import Catalogue
from projects.filters import FACETS, Filters


def section_html(
    title: str, content: str, *, lead: str = "", anchor: str = "", is_aside: bool = False
) -> Markup:
    """Set a section.

    Parameters
    ----------
    title
        The heading, as text.
    content
        What stands in it: HTML from templates as `Markup`; plain text is escaped.
    lead
        A sentence under the heading, as text.
    anchor
        The section's id, for a link that leads to it.
    is_aside
        Whether the heading stands beside the content where there is room.
    """
    return render(
        "section.html",
        title=title,
        content=content,
        lead=lead,
        anchor=anchor,
        is_aside=is_aside,
    )


def name_filters(filters: Filters, *, catalogue: Catalogue, words: Words) -> list[str]:
    """List the names of the active filters, the searched text and the area last.

    Parameters
    ----------
    filters
        The filters.
    catalogue
        The catalogue.
    words
        The language.
    """
    names = [
        choice_name(facet, slug, words)
        for facet in FACETS
        for slug in sorted(filters.choices(facet))
    ]
    if filters.q:
        names.append(f"“{filters.q}”")
    if filters.area:
        names.append(area_name(filters.area, catalogue=catalogue, words=words))
    return names


def filter_notice_html(
    view: View, *, catalogue: Catalogue, sentence: str, page: str, words: Words
) -> Markup:
    """Say how many projects are counted, and by which filters; offer to clear them.

    Parameters
    ----------
    view
        The view.
    catalogue
        The catalogue that it is a view of.
    sentence
        The sentence of counts.
    page
        The page to stay on when the filters are cleared.
    words
        The language.
    """
    names = name_filters(view.filters, catalogue=catalogue, words=words)
    listed = words(
        "Only what fits your filters is counted here: {filters}.",
        filters=words(", ").join(names),
    )
    return render(
        "filter-notice.html",
        sentence=sentence,
        listed=listed if names else "",
        cleared=replace(plain_view(view), filters=Filters()),
        clear=words("Clear all filters"),
        page=page,
    )
