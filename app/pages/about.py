"""The about page: what the map is, how to read it, where it comes from, how to correct it."""

import streamlit as st

from app.about.correction_form import form_html
from app.about.error_report import app_root, report_html, report_text, say_where_to_send
from app.about.explanations import (
    accuracy_table_html,
    keys_html,
    list_kinds,
    principles_html,
    say_day,
    say_purpose,
    sectors_html,
    statuses_html,
)
from app.about.maintainer import read_maintainer
from app.about.sources import sources_html
from app.components.session import current_view
from app.components.written import write_html
from app.links import plain_view
from app.messages import Words
from app.published.data import data_addresses
from app.published.served import Served
from app.sections import section_html
from app.template import render
from app.words.labels import count_sentence
from app.words.reports import say_coverage
from projects.filters import Filters, select_projects


def _show_section(
    title: str, content: str, *, words: Words, lead: str = "", anchor: str = ""
) -> None:
    html = section_html(title, content, lead=lead, anchor=anchor, is_aside=True)
    write_html(html, words=words)


def _show_purpose(served: Served, *, words: Words) -> None:
    view = plain_view(current_view())
    catalogue = served.catalogue
    metadata = catalogue.metadata
    everything = select_projects(catalogue, filters=Filters())
    coverage = say_coverage(metadata, words=words)
    count = count_sentence(everything, total=len(catalogue.projects), words=words)
    _show_section(
        words("About this map"),
        render(
            "purpose.html",
            purpose=say_purpose(metadata, words=words),
            as_of=say_day(metadata, words=words),
            coverage=coverage,
            lacking=words("What the catalogue still lacks"),
            count=count,
            file=data_addresses(served, lang=words.lang)["catalogue"],
            download=words("All records as GeoJSON"),
            view=view,
            own=words("Open a file of your own"),
        ),
        words=words,
    )


def _show_reading(served: Served, *, words: Words) -> None:
    view = current_view()
    _show_section(words("How to read it"), principles_html(words=words), words=words)
    _show_section(
        words("How sure a place is"),
        accuracy_table_html(words=words),
        lead=words(
            "Accuracy is how far the true place may lie from what is drawn. It is judged from"
            " the source and the method, both named on the card; nothing was surveyed."
        ),
        words=words,
    )
    _show_section(
        words("Statuses"),
        statuses_html(view=view, words=words),
        lead=words("As of the report's date, by the words that the report itself uses."),
        words=words,
    )
    kinds = list_kinds(served.catalogue.projects)
    _show_section(
        words("Sectors"),
        sectors_html(kinds, view=view, words=words),
        lead=words("Each project belongs to one, by what it is."),
        words=words,
    )


def _show_sources(served: Served, *, words: Words) -> None:
    _show_section(
        words("Sources and licences"),
        sources_html(served.catalogue, path=served.path, words=words),
        lead=words(
            "Whoever passes the data on has to name these; the place of each record names its"
            " own source."
        ),
        words=words,
    )


def _show_report(served: Served, *, words: Words) -> None:
    view = current_view()
    catalogue = served.catalogue
    project = catalogue.by_id.get(view.selected) if view.selected else None
    title = words.title_of(catalogue.metadata)
    maintainer = read_maintainer()
    text = report_text(
        view,
        project=project,
        title=title,
        root=app_root(st.context.url, page="about") if st.context.url else "",
        words=words,
    )
    _show_section(
        words("Report an error"),
        report_html(
            text,
            words=words,
            maintainer=maintainer,
            subject=words("An error on the map: {title}", title=title),
        )
        + form_html(view, project=project, catalogue_id=catalogue.metadata.id, words=words),
        lead=say_where_to_send(maintainer, words=words),
        anchor="report",
        words=words,
    )


def _show_access(*, words: Words) -> None:
    access = [
        words(
            "Whatever the map shows stands in the list as well, and the keyboard reaches all of"
            " it. Colour is never the only sign. The pages were tested in Chromium with a keyboard,"
            " at widths of 390 and 1440 pixels, and with the axe rules for WCAG 2.2 AA."
        ),
        words(
            "Not tested with people who use screen readers. The frame comes from Streamlit:"
            " its own hints and messages are in English, and after a filter it replaces parts of"
            " the page, which a screen reader may not announce."
        ),
    ]
    _show_section(words("Keyboard"), keys_html(words=words), words=words)
    _show_section(words("Accessibility"), render("paragraphs.html", texts=access), words=words)


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    _show_purpose(served, words=words)
    _show_reading(served, words=words)
    _show_sources(served, words=words)
    _show_report(served, words=words)
    _show_access(words=words)
