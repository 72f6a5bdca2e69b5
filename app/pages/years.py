"""The page of years: how far each project is by the end of a year."""

from dataclasses import replace
from functools import partial

import streamlit as st

from app.components import scripted
from app.components.atlas import describe_atlas, name_shown
from app.components.more import most_listed, show_more
from app.components.session import current_view, select_from_map, set_view, view_version
from app.components.written import write_html
from app.messages import Words
from app.published.served import Served
from app.sections import filter_notice_html, section_html
from app.show.made_story import story_links
from app.template import render
from app.words.labels import count_sentence
from app.words.years import stand_in_year
from app.years.content import say_drawing, stages_html
from app.years.story import make_years_story
from projects.filters import keep_only, select_mask, select_projects
from projects.stages import list_years, see_city

MAP_KEY = "years-map"


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
        write_html(
            filter_notice_html(
                view, catalogue=served.catalogue, sentence=sentence, page="years", words=words
            ),
            words=words,
        )
    write_html(
        section_html(
            words("The city year by year"),
            "",
            lead=words(
                "How far each project is by the end of a year: by the {year} report and by what"
                " is known from elsewhere. Where the year of a start is not known, that is said;"
                " nothing is guessed. Move the year with the arrow keys.",
                year=metadata.report_year,
            ),
        ),
        words=words,
    )
    most = most_listed("years")
    year = _choose_year(list_years(catalogue), report_year=metadata.report_year, words=words)
    stages = see_city(catalogue, year=year).keep(select_mask(catalogue, filters=view.filters))
    stands = stand_in_year(stages)
    drawn = keep_only(selection, ids=stands)
    links = story_links(make_years_story(catalogue, view=view), view=view)
    names = (words("Present"), words("Story editor"))
    write_html(
        render(
            "years_map.html",
            count=count_sentence(drawn, total=len(catalogue.projects), words=words),
            note=say_drawing(words),
            links=list(zip(names, links, strict=True)),
            links_label=words("As a story, step by step:"),
        ),
        words=words,
    )
    data = describe_atlas(view, served=served, selection=drawn, words=words) | {
        **name_shown(drawn),
        "stands": stands,
        "said": words("By the end of {year}", year=year),
    }
    scripted.mount_atlas(data, key=MAP_KEY, on_select=partial(select_from_map, MAP_KEY))
    write_html(
        section_html(
            words("By the end of {year}", year=year),
            stages_html(stages, view=view, words=words, most=most),
        ),
        words=words,
    )
    show_more("years", listed=most, longest=max(stages.counts.values(), default=0), words=words)
