"""Beginning a catalogue: its city and the day of its report."""

import streamlit as st

from app.components.refusals import complain
from app.messages import Words
from app.workbench.folder import Workbench
from geodata.cities import list_cities
from projects.errors import ProjectsError


def show_beginning(bench: Workbench, *, report: str | None, words: Words) -> None:
    """Ask for what a new catalogue says of itself, and write it empty.

    Parameters
    ----------
    bench
        The steward's folder.
    report
        The report whose section titles it takes, if one is chosen.
    words
        The language.
    """
    cities = {one.slug: one for one in list_cities()}
    with st.form("steward-begin"):
        slug = st.selectbox(
            words("City"),
            list(cities),
            format_func=lambda slug: words.name_of(cities[slug]),
            key="steward-begin-city",
        )
        date = st.text_input(
            words("Day of the report"), placeholder="2025-01-06", key="steward-begin-date"
        )
        st.caption(
            words(
                "A city that is not listed has no folder yet: “python -m geodata city” makes one,"
                " or “python -m projects new” begins without it."
            )
        )
        if not st.form_submit_button(words("Begin an empty catalogue")):
            return
    try:
        bench.begin(cities[str(slug)], date=date, report=report)
    except ProjectsError as error:
        complain(error, words=words)
        return
    st.rerun()
