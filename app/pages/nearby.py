"""The nearby page: say where, read what lies around, near first."""

import streamlit as st

from app.about.error_report import report_link_html
from app.components.filter_panel import show_filter_panel, show_tags
from app.components.place_search import show_near_atlas, show_place_search
from app.components.session import current_view
from app.components.written import write_html
from app.messages import Words
from app.near.answer import answer_view
from app.near.answer_html import answer_html, groups_html, welcome_html
from app.published.served import Served
from projects.filters import count_choices, select_projects


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    catalogue = served.catalogue
    selection = select_projects(catalogue, filters=view.filters)
    counts = count_choices(catalogue, filters=view.filters)
    answer = None
    if view.spot is not None:
        answer = answer_view(view, catalogue=catalogue, spot=view.spot)
    with st.sidebar:
        show_filter_panel(served, counts=counts, words=words)
    with st.container(key="nearby"):
        with st.container(key="nearby-ask"):
            show_place_search(
                view,
                served=served,
                place=answer.place if answer else "",
                sentence=answer.sentence if answer else "",
                words=words,
            )
            show_tags(served=served, words=words)
            if answer:
                write_html(answer_html(answer, view=view, words=words), words=words)
            else:
                write_html(welcome_html(words=words), words=words)
        with st.container(key="nearby-map"):
            show_near_atlas(
                view,
                served=served,
                selection=selection,
                words=words,
            )
        with st.container(key="nearby-rest"):
            if answer:
                write_html(groups_html(answer, view=view, words=words), words=words)
            write_html(report_link_html(view, words=words), words=words)
