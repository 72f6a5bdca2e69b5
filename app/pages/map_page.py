"""The map page: filters, the sentence of counts, the map with its list and card."""

import streamlit as st

from app.components.atlas import show_atlas, show_count
from app.components.filter_panel import show_filter_panel, show_tags
from app.components.other_reports import show_other_reports
from app.components.session import current_view
from app.components.share_panel import show_share_panel
from app.messages import Words
from app.published.store import Served
from app.words.labels import count_sentence
from projects.filters import count_choices, select_projects


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    total = len(served.catalogue.projects)
    selection = select_projects(served.catalogue, filters=view.filters)
    counts = count_choices(served.catalogue, filters=view.filters)
    with st.sidebar:
        show_filter_panel(served, counts=counts, words=words)
    with st.container(horizontal=True, key="counts", vertical_alignment="center"):
        show_count(count_sentence(selection, total=total, words=words), served=served, words=words)
        show_tags(served=served, words=words)
        show_share_panel(
            view.filters,
            catalogue_id=served.catalogue.metadata.id,
            words=words,
            report=view.report,
        )
    show_other_reports(view, served=served, is_empty=not selection.ids, words=words)
    show_atlas(view, served=served, selection=selection, words=words)
