"""The overview page."""

import streamlit as st

from app.messages import Words
from app.store import Served


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    st.html(f"<h2>{words('About')} {len(served.catalogue.projects)}</h2>")
