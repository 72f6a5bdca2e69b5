"""The page of changes: what became of every project between two reports of the city."""

import streamlit as st

from app.changes.content import (
    changes_html,
    choose_pair,
    classes_html,
    compare_entries,
    find_changes,
    keep_classes,
)
from app.components.session import current_view
from app.links import changes_address
from app.messages import Words
from app.overview.sections import filter_notice_html, section_html
from app.published.store import Served, current_store
from app.template import render
from app.words.reports import say_coverage
from projects.errors import CatalogueError


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    library = current_store().library
    pair = choose_pair(library, report_id=served.catalogue.metadata.id, since=view.course.since)
    if pair is None:
        st.html(
            section_html(
                words("What changed between the reports"),
                "",
                lead=words(
                    "We hold one report of this city. With a second one this page tells what"
                    " became of every project."
                ),
            )
        )
        return
    try:
        comparison = compare_entries(*pair)
    except CatalogueError:
        sentence = words("The other report cannot be read just now, so nothing can be compared.")
        st.html(render("notice.html", text=sentence))
        return
    changes = find_changes(comparison, view=view)
    shown = keep_classes(changes, classes=view.course.changes)
    old, new = pair
    counted = words.plural("{n} project", "{n} projects", len({one.id for one in shown}))
    lead = words(
        "What the {old} and the {new} report say of each project. What a report does not mention"
        " is not cancelled, and what was not read before is not new.",
        old=old.year,
        new=new.year,
    )
    reports = [
        (words("{year} report", year=entry.year), say_coverage(entry.metadata, words=words))
        for entry in pair
    ]
    files = [
        (name, changes_address(kind, view=view))
        for kind, name in (("csv", "CSV"), ("geojson", "GeoJSON"))
    ]
    st.html(
        section_html(
            words(
                "What changed between the {old} and the {new} report", old=old.year, new=new.year
            ),
            render("coverage.html", reports=reports, files=files, files_label=words("Take along:"))
            + classes_html(changes, view=view, words=words),
            lead=lead,
        )
    )
    if view.filters.q or any(view.filters.choices(facet) for facet in served.choices):
        st.html(
            filter_notice_html(
                view, catalogue=served.catalogue, sentence=counted, page="changes", words=words
            )
        )
    st.html(
        changes_html(
            shown,
            comparison=comparison,
            view=view,
            default_id=library.default_id,
            words=words,
        )
        if shown
        else section_html(
            counted, "", lead=words("Nothing fits what you chose; that says nothing of the city.")
        )
    )
