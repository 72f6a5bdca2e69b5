"""The map page: filters, the sentence of counts, the map with its list and card."""

import streamlit as st

from app.components.atlas import show_count, show_live_atlas
from app.components.choice import describe_around, show_choice
from app.components.filter_panel import show_live_tags
from app.components.session import Again, current_view
from app.components.share_panel import show_share_panel
from app.components.written import write_html
from app.messages import Words
from app.published.data import data_addresses
from app.published.served import Served
from app.published.store import current_store
from app.words.labels import count_sentence
from projects.filters import select_projects


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    total = len(served.catalogue.projects)
    selection = select_projects(served.catalogue, filters=view.filters)
    _, faults = current_store().refresh(view.report)
    around = describe_around(view, served=served, faults=faults, selection=selection, words=words)
    with st.sidebar:
        show_choice(around, Again())
    with st.container(horizontal=True, key="counts", vertical_alignment="center"):
        show_count(count_sentence(selection, total=total, words=words), served=served, words=words)
        show_live_tags(words=words)
        show_share_panel(
            view.filters,
            catalogue_id=served.catalogue.metadata.id,
            words=words,
            report=view.report,
        )
    # Always there: what follows keeps its place on the page, and the map is not made again.
    with st.container(key="others"):
        if around.others:
            write_html(around.others, words=words)
    show_live_atlas(data_addresses(served, lang=words.lang, may_pack=True), Again())
