"""The run that answers a choice of filters: the panel, and what it tells the other parts."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import streamlit as st

from app.address import View
from app.components.atlas import describe_choice
from app.components.filter_panel import say_day, show_filter_panel
from app.components.masthead import masthead_of
from app.components.other_reports import other_reports_html
from app.components.session import Again, current_view, write_address
from app.components.share_panel import find_sheet
from app.messages import Words
from app.published.data import data_addresses
from app.published.served import Served
from app.published.store import current_store
from app.words.labels import count_sentence
from projects.errors import Fault
from projects.filters import Selection, count_choices, select_projects

_HREF = re.compile(r'<a [^>]*?href="([^"]*)"')


@dataclass(frozen=True)
class Around:
    """What stands around the filters and is written anew by a run of the whole page only."""

    data: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]
    others: str


def describe_around(
    view: View, *, served: Served, faults: tuple[Fault, ...], selection: Selection, words: Words
) -> Around:
    """Describe what stands around the filters.

    Parameters
    ----------
    view
        The view.
    served
        The catalogue.
    faults
        What is wrong with its file now.
    selection
        What the filters leave.
    words
        The language.
    """
    others = other_reports_html(view, served=served, is_empty=not selection.ids, words=words)
    return Around(
        tuple(data_addresses(served, lang=words.lang, may_pack=True).items()), faults, others
    )


def tell_page(view: View, *, served: Served, selection: Selection, words: Words) -> dict[str, Any]:
    """Return what a choice changes outside the panel; the page writes it there by itself.

    Parameters
    ----------
    view
        The view.
    served
        The catalogue.
    selection
        What the filters leave.
    words
        The language.
    """
    total = len(served.catalogue.projects)
    head = masthead_of(view, page="", served=served, library=current_store().library, words=words)
    return {
        "address": write_address(),
        "links": [unescape(one) for one in _HREF.findall(head)],
        "sentence": count_sentence(selection, total=total, words=words),
        "as_of": say_day(view.filters, words=words),
        "sheet": find_sheet(view.filters, words, report=view.report),
        **describe_choice(view, is_whole=len(selection.ids) == total),
    }


@st.fragment
def show_choice(around: Around, again: Again) -> None:
    """Show the panel of filters; a choice runs this alone.

    Each part that Streamlit sends costs the server as much as the choice itself, so the parts
    that a choice changes a little are not sent again: the panel tells them.

    Parameters
    ----------
    around
        What the run of the whole page has written around.
    again
        Tells whether this runs by itself.
    """
    view = current_view()
    words = Words(view.lang)
    served, faults = current_store().refresh(view.report)
    if served is None:
        st.rerun()
    selection = select_projects(served.catalogue, filters=view.filters)
    if again.begin():
        told = describe_around(view, served=served, faults=faults, selection=selection, words=words)
        if told != around:
            st.rerun()
    counts = count_choices(served.catalogue, filters=view.filters)
    page = tell_page(view, served=served, selection=selection, words=words)
    show_filter_panel(served, counts=counts, words=words, page=page)
