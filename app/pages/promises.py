"""The page of promises: what became of each, as of a day, with its sources."""

from dataclasses import replace
from datetime import date

import streamlit as st

from app.components.more import most_listed, show_more
from app.components.session import change_filters, current_view
from app.components.written import write_html
from app.messages import Words
from app.promises.content import (
    choose_day,
    find_promises,
    promises_table_html,
    say_found,
    say_tallies,
    states_html,
)
from app.published.served import Served
from app.published.store import current_store
from app.sections import filter_notice_html, section_html
from app.template import render
from app.words.labels import count_sentence, say_more
from projects.filters import select_mask, select_projects


def _choose_day(newest: date, *, words: Words) -> date:
    """Offer the day for which it is said, and return it."""
    view = current_view()
    shown = view.filters.as_of or newest
    key = "promises-as-of"

    def take() -> None:
        chosen = st.session_state[key]
        as_of = None if chosen == newest else chosen
        change_filters(lambda now: replace(now, filters=replace(now.filters, as_of=as_of)))

    with st.container(key="promises-day", width=240):
        # The field stays the same one, and the reader in it, whoever changes the day.
        st.session_state[key] = shown
        st.date_input(words("As of"), key=key, format="YYYY-MM-DD", on_change=take)
    return shown


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    catalogue, library = served.catalogue, current_store().library
    selection = select_projects(catalogue, filters=view.filters)
    newest = choose_day(catalogue, library=library)
    as_of = view.filters.as_of or newest
    others = select_mask(catalogue, filters=view.with_facet("promise", ()).filters)
    promises = find_promises(catalogue, library=library, as_of=as_of, among=others)
    shown = promises.keep(select_mask(catalogue, filters=view.filters))
    if len(selection.ids) < len(catalogue.projects):
        sentence = count_sentence(selection, total=len(catalogue.projects), words=words)
        write_html(
            filter_notice_html(
                view, catalogue=served.catalogue, sentence=sentence, page="promises", words=words
            ),
            words=words,
        )
    tallies = render("paragraphs.html", texts=say_tallies(promises, words=words))
    lead = say_found(as_of, is_chosen=view.filters.as_of is not None, words=words)
    write_html(
        section_html(
            words("What became of the promises"),
            tallies + states_html(promises, view=view, words=words),
            lead=lead,
        ),
        words=words,
    )
    _choose_day(newest, words=words)
    most = most_listed("promises")
    listed = shown[:most]
    write_html(promises_table_html(listed, view=view, words=words), words=words)
    if more := say_more(shown=len(listed), total=len(shown), words=words):
        write_html(render("paragraphs.html", texts=[more]), words=words)
    show_more("promises", listed=most, longest=len(shown), words=words)
