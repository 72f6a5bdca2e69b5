"""The page for a file of one's own: checked and shown for this session, kept nowhere."""

import streamlit as st

from app.components.faults import faults_html
from app.components.session import current_view
from app.components.written import write_html
from app.messages import Words
from app.opened.dropped import (
    MAX_DROPPED_BYTES,
    check_dropped,
    list_html,
    picture_of,
    standalone_of,
    tell_check,
)
from app.published.served import Served
from app.sections import section_html


def _show_sound(served: Served, *, words: Words) -> None:
    """Show a sound catalogue: its map as a picture, its file, its list."""
    lang = current_view().lang
    metadata = served.catalogue.metadata
    title = words.title_of(metadata)
    if served.catalogue.placed:
        st.image(picture_of(served, lang=lang), caption=title)
    st.download_button(
        words("Keep it as one file with map, filters and list"),
        standalone_of(served, lang=lang),
        file_name=f"{metadata.id}.html",
        mime="text/html",
        key="open-standalone",
    )
    write_html(section_html(title, list_html(served, words=words)), words=words)


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    del served  # this page is about another catalogue
    lead = words(
        "Drop a catalogue (GeoJSON). It is checked and shown in this window only; nothing of it"
        " is stored, and nobody else sees it."
    )
    write_html(section_html(words("Open a file of your own"), "", lead=lead), words=words)
    given = st.file_uploader(
        words("Catalogue file, at most {n} MB", n=MAX_DROPPED_BYTES >> 20),
        type=["geojson", "json"],
        key="open-file",
        max_upload_size=MAX_DROPPED_BYTES >> 20,
    )
    if given is None:
        return
    dropped = check_dropped(given.getvalue(), name=given.name)
    sentence = tell_check(dropped, words=words)
    faults = dropped.checked.all_faults
    table = faults_html(faults, words=words) if faults else ""
    write_html(section_html(words("What the checks found"), table, lead=sentence), words=words)
    if dropped.served is not None:
        _show_sound(dropped.served, words=words)
