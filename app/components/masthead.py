"""The head of every Streamlit page, with the search of a narrow one."""

import streamlit as st

from app.address import View
from app.components import scripted
from app.masthead import map_title, masthead_html, print_line_html, reports_html
from app.messages import Words
from app.pages_register import PAGES
from app.published.store import Served
from projects import Library


def show_masthead(view: View, *, page: str, served: Served, library: Library, words: Words) -> None:
    """Show the head of a page."""
    title = map_title(served, words=words)
    under = reports_html(view, page=page, library=library, served=served, words=words)
    under += print_line_html(served, words=words)
    st.html(masthead_html(view, page=page, title=title, reports=under))
    if PAGES[page].has_search_in_head:
        said = {"label": words("Search"), "placeholder": words("Search")}
        scripted.mount_head_search(said, key="head_search")
