"""The parts that the reading pages are set from: sections, and the notice about filters."""

from dataclasses import replace
from html import escape

from app.address import View
from app.links import link_html, plain_view
from app.messages import Words
from app.words.labels import choice_name
from projects.filters import FACETS, Filters


def section_html(
    title: str, content: str, *, lead: str = "", anchor: str = "", is_aside: bool = False
) -> str:
    """Set a section.

    Parameters
    ----------
    title
        The heading, as text.
    content
        What stands in it, as HTML.
    lead
        A sentence under the heading, as text.
    anchor
        The section's id, for a link that leads to it.
    is_aside
        Whether the heading stands beside the content where there is room.
    """
    introduction = f'<p class="city-lead">{escape(lead)}</p>' if lead else ""
    identity = f' id="{escape(anchor)}"' if anchor else ""
    classes = "city-section is-aside" if is_aside else "city-section"
    return (
        f'<section class="{classes}"{identity}><header><h2>{escape(title)}</h2>{introduction}'
        f"</header><div>{content}</div></section>"
    )


def name_filters(filters: Filters, *, words: Words) -> list[str]:
    """List the names of the active filters, the searched text last.

    Parameters
    ----------
    filters
        The filters.
    words
        The language.
    """
    names = [
        choice_name(facet, slug, words)
        for facet in FACETS
        for slug in sorted(filters.choices(facet))
    ]
    return [*names, f"“{filters.q}”"] if filters.q else names


def filter_notice_html(view: View, *, sentence: str, page: str, words: Words) -> str:
    """Say how many projects are counted, and by which filters; offer to clear them.

    Parameters
    ----------
    view
        The view.
    sentence
        The sentence of counts.
    page
        The page to stay on when the filters are cleared.
    words
        The language.
    """
    count = f'<p class="city-count" role="status">{escape(sentence)}</p>'
    names = name_filters(view.filters, words=words)
    if not names:
        return f'<div class="city-counted">{count}</div>'
    listed = words(
        "Only what fits your filters is counted here: {filters}.",
        filters=words(", ").join(names),
    )
    cleared = replace(plain_view(view), filters=Filters())
    clear = link_html(escape(words("Clear all filters")), view=cleared, page=page)
    notice = f'<p class="city-filtered">{escape(listed)} {clear}</p>'
    return f'<div class="city-counted">{count}{notice}</div>'
