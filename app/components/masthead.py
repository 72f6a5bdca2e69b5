"""The head of every page: the title, the pages, the language."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from app.address import View
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.pages_register import PAGES
from app.show.show_address import Show, show_address
from app.template import render


def masthead_html(view: View, *, page: str, title: str, subtitle: str, words: Words) -> Markup:
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
    pages = []
    for path, row in PAGES.items():
        if not row.is_in_head:
            continue
        target = kept if row.keeps_selection else replace(kept, selected=None)
        if not row.keeps_spot:
            target = target.without_spot()
        pages.append({"path": path, "view": target, "name": row.name(words)})
    other = next(lang for lang in LANGUAGES if lang != view.lang)
    same = kept if PAGES[page].keeps_spot else kept.without_spot()
    return render(
        "masthead.html",
        title=title,
        subtitle=subtitle,
        page=page,
        pages=pages,
        opener=words("Search, filter") if PAGES[page].has_filters else "",
        said={"pages": words("Pages"), "present": words("Present")},
        present=show_address(Show(), view=same.without_spot()),
        language=LANGUAGES[other],
        language_view=replace(same, lang=other),
        code=HTML_LANGUAGES[other],
    )


def show_masthead(view: View, *, page: str, title: str, subtitle: str, words: Words) -> None:
    """Show the head of a page."""
    st.html(masthead_html(view, page=page, title=title, subtitle=subtitle, words=words))
