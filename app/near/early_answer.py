"""The answer in the first HTML of the nearby page: readable before any script has come."""

from collections.abc import Mapping

from app.address import read_view
from app.messages import Words
from app.near.answer import answer_view
from app.near.answer_html import answer_html, groups_html
from app.published.served import Served
from app.template import mark_foreign, render
from app.words.reports import map_title


def early_html(query: Mapping[str, str], *, served: Served) -> str:
    """Write the answer that stands until the page itself is there; empty without a place.

    On a slow connection the page's own scripts take seconds; a resident reads meanwhile.

    Parameters
    ----------
    query
        The parameters of the address.
    served
        The catalogue that is served.
    """
    view, _ = read_view(query, known=served.known)
    if view.spot is None:
        return ""
    words, catalogue = Words(view.lang), served.catalogue
    answer = answer_view(view, catalogue=catalogue, spot=view.spot)
    metadata = catalogue.metadata
    # The real page has headings of these names too: the ids must not stand twice.
    html = render(
        "near-early.html",
        title=map_title(metadata, words=words),
        subtitle=words.title_of(metadata),
        wait=words("The search and the map are on their way…"),
        body=answer_html(answer, view=view, words=words, prefix="early"),
        groups=groups_html(answer, view=view, words=words, prefix="early"),
    )
    return mark_foreign(html, lang=words.lang)


def insert_early(page: bytes, query: Mapping[str, str], *, served: Served) -> bytes:
    """Put the early answer into the first HTML, its style before all scripts.

    Parameters
    ----------
    page
        The first HTML of the page.
    query
        The parameters of the address.
    served
        The catalogue that is served.
    """
    early = early_html(query, served=served)
    if not early:
        return page
    # What the first picture waits for is asked for before Streamlit's sixty scripts.
    preloads = render("near-preload.html")
    page = page.replace(b"<head>", b"<head>" + preloads.encode(), 1)
    return page.replace(b"<body>", b"<body>" + early.encode(), 1)
