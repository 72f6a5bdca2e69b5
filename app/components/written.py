"""HTML on a page of Streamlit's, its Chinese marked where the page speaks another language."""

import streamlit as st

from app.messages import Words
from app.template import mark_foreign


def write_html(html: str, *, words: Words) -> None:
    """Write HTML from templates on the page.

    Parameters
    ----------
    html
        The HTML.
    words
        The language of the page.
    """
    st.html(mark_foreign(html, lang=words.lang))
