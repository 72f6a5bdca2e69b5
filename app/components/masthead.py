"""The head of every page: the title, the pages, the language."""

from dataclasses import replace
from html import escape

import streamlit as st

from app.address import View, write_view
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.pages_register import PAGES
from app.show.show_address import Show, show_address


def _link(path: str, view: View, *, text: str, attributes: str = "") -> str:
    query = write_view(view)
    href = escape(f"./{path}?{query}" if query else f"./{path}")
    return f'<a href="{href}" data-view="1" {attributes}>{escape(text)}</a>'


def masthead_html(view: View, *, page: str, title: str, subtitle: str, words: Words) -> str:
    """Return the head of a page; its links carry the view and work without a script.

    Parameters
    ----------
    view
        The view that the links keep.
    page
        The page shown now.
    title, subtitle
        The name of the catalogue and what it stands for.
    words
        The language.
    """
    kept = replace(view, camera=None, base="embedded")
    items = []
    for path, row in PAGES.items():
        if not row.is_in_head:
            continue
        target = kept if row.keeps_selection else replace(kept, selected=None)
        if not row.keeps_spot:
            target = target.without_spot()
        current = 'aria-current="page"' if path == page else ""
        items.append(f"<li>{_link(path, target, text=row.name(words), attributes=current)}</li>")
    links = "".join(items)
    other = next(lang for lang in LANGUAGES if lang != view.lang)
    code = HTML_LANGUAGES[other]
    same = kept if PAGES[page].keeps_spot else kept.without_spot()
    language = _link(
        page,
        replace(same, lang=other),
        text=LANGUAGES[other],
        attributes=f'data-keep="1" hreflang="{code}" lang="{code}" class="city-language"',
    )
    present = escape(show_address(Show(), view=same.without_spot()))
    show = f'<a href="{present}" data-carry="1" class="city-present">{escape(words("Present"))}</a>'
    opener = ""
    if PAGES[page].has_filters:
        name = escape(words("Filters"))
        opener = f'<button type="button" class="city-open" data-open-filters="1">{name}</button>'
    return (
        f'<div class="city-masthead">{opener}'
        f'<div class="city-title"><h1>{escape(title)}</h1><p>{escape(subtitle)}</p></div>'
        f'<nav aria-label="{escape(words("Pages"))}"><ul>{links}</ul></nav>{show}{language}</div>'
    )


def show_masthead(view: View, *, page: str, title: str, subtitle: str, words: Words) -> None:
    """Show the head of a page."""
    st.html(masthead_html(view, page=page, title=title, subtitle=subtitle, words=words))
