"""The page of years: how far each project is by the end of a year."""

from dataclasses import replace

import streamlit as st

from app.components.session import current_view, set_view, view_version
from app.messages import Words
from app.overview.sections import filter_notice_html, section_html
from app.published.store import Served
from app.words.labels import count_sentence
from app.years.content import stages_html
from projects.filters import select_projects
from projects.stages import list_years, see_city


def _choose_year(years: tuple[int, ...], *, report_year: int, words: Words) -> int:
    """Offer the years, to be stepped by the arrow keys too, and return the one chosen."""
    view = current_view()
    shown = min(max(view.course.year or report_year, years[0]), years[-1])
    if len(years) == 1:
        return shown
    key = f"years-year-{view_version()}"

    def take() -> None:
        year = int(st.session_state[key])
        course = replace(view.course, year=None if year == report_year else year)
        set_view(replace(current_view(), course=course), is_from_map=True)

    chosen = st.slider(words("By the end of"), years[0], years[-1], shown, key=key, on_change=take)
    return int(chosen)


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    catalogue = served.catalogue
    metadata = catalogue.metadata
    selection = select_projects(catalogue, filters=view.filters)
    if len(selection.ids) < len(catalogue.projects):
        sentence = count_sentence(selection, total=len(catalogue.projects), words=words)
        st.html(
            filter_notice_html(
                view, catalogue=served.catalogue, sentence=sentence, page="years", words=words
            )
        )
    st.html(
        section_html(
            words("The city year by year"),
            "",
            lead=words(
                "How far each project is by the end of a year: by the {year} report and by what"
                " is known from elsewhere. Where the year of a start is not known, that is said;"
                " nothing is guessed. Move the year with the arrow keys.",
                year=metadata.report_year,
            ),
        )
    )
    year = _choose_year(list_years(catalogue), report_year=metadata.report_year, words=words)
    asked = frozenset(selection.ids)
    stages = [one for one in see_city(catalogue, year=year) if one.project.id in asked]
    st.html(
        section_html(
            words("By the end of {year}", year=year), stages_html(stages, view=view, words=words)
        )
    )
