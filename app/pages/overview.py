"""The overview page: what the filters leave, counted by sector, status, place and year."""

from html import escape

import streamlit as st

from app.components.session import current_view
from app.messages import Words
from app.overview.matrix import count_matrix, matrix_html
from app.overview.promises import group_due, promises_html
from app.overview.sections import filter_notice_html, section_html
from app.overview.tallies import accuracy_html, count_accuracy, count_districts, districts_html
from app.published.store import Served
from app.template import render
from app.words.labels import count_sentence
from projects.filters import select_projects


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    catalogue = served.catalogue
    selection = select_projects(catalogue, filters=view.filters)
    projects = [catalogue.by_id[project_id] for project_id in selection.ids]
    sentence = count_sentence(selection, total=len(catalogue.projects), words=words)
    st.html(filter_notice_html(view, sentence=sentence, page="overview", words=words))
    st.html(
        f'<p class="city-lead"><a href="./overlaps?lang={words.lang}">'
        f"{escape(words('What meets what: pairs of projects near each other'))}</a></p>"
    )
    if not projects:
        return
    due = group_due(projects)
    undated = sum(project.due is None for project in projects)
    by_district = count_districts(projects, asked=view.filters.district, city=served.catalogue.city)
    st.html(
        section_html(
            words("By sector and status"),
            matrix_html(count_matrix(projects), view=view, words=words),
            lead=words(
                "The area of a sign grows with the number in it; colour, fill and ring are"
                " those of the map. Every number opens the map with just these projects."
            ),
        )
    )
    st.html(
        render(
            "pair.html",
            first=section_html(
                words("By district"),
                districts_html(by_district, total=len(projects), view=view, words=words),
            ),
            second=section_html(
                words("By how well the place is known"),
                accuracy_html(count_accuracy(projects), view=view, words=words),
            ),
        )
    )
    st.html(
        section_html(
            words("Promised, and still open"),
            promises_html(due, undated=undated, view=view, words=words),
            lead=words(
                "By the latest year that the report promises and does not itself report as"
                " kept. What happened after the report stands on each project's card."
            ),
        )
    )
