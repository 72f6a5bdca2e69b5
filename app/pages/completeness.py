"""The page for stewards: what a catalogue still lacks."""

import streamlit as st

from app.completeness.content import completeness_html
from app.components.session import current_view
from app.messages import Words
from app.overview.sections import section_html
from app.published.store import Served


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    catalogue = served.catalogue
    st.html(
        section_html(
            words("What the catalogue still lacks"),
            completeness_html(catalogue, view=current_view(), words=words),
            lead=words(
                "Of {n} records, for those who keep them. What is lacking is no fault: where"
                " nothing is known, nothing is made up.",
                n=len(catalogue.projects),
            ),
        )
    )
