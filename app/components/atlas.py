"""The map with its list and card, told what to show."""

from typing import Any

import streamlit as st

from app.address import View, chosen_slugs
from app.components import scripted
from app.components.session import (
    ATLAS_KEY,
    Again,
    current_view,
    heard_turn,
    select_from_map,
    view_version,
)
from app.messages import Words
from app.published.data import data_addresses, messages_address
from app.published.served import Served
from app.published.store import current_store
from app.words.refusals import say_map_fault
from projects.filters import Selection, select_projects


def describe_choice(view: View, *, is_whole: bool) -> dict[str, Any]:
    """Return what a map is told of the filters.

    The page knows the rule: what is sent does not grow with what a filter leaves.

    Parameters
    ----------
    view
        The view.
    is_whole
        Whether the filters leave all.
    """
    chosen = chosen_slugs(view.filters)
    return {
        "chosen": None if is_whole else chosen,
        "area": chosen["area"],
        "heard": heard_turn(),
    }


def describe_atlas(
    view: View, *, served: Served, selection: Selection, words: Words
) -> dict[str, Any]:
    """Return what the map is told: which records, which one, where to look, in which language.

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
    camera = view.camera
    is_whole = len(selection.ids) == len(served.catalogue.projects)
    return {
        "sources": data_addresses(served, lang=words.lang, may_pack=True),
        "lang": words.lang,
        "report": view.report,
        **describe_choice(view, is_whole=is_whole),
        "version": view_version(),
        "selected": view.selected,
        "base": view.base,
        "camera": {"lon": camera.lon, "lat": camera.lat, "zoom": camera.zoom} if camera else None,
        "errors": "about",
        "fault_text": say_map_fault(words),
    }


def name_shown(selection: Selection) -> dict[str, Any]:
    """Name what the map shows where no filter says it: a page that knows more than the filters."""
    return {"chosen": None, "shown": list(selection.ids)}


def show_atlas(view: View, *, served: Served, selection: Selection, words: Words) -> None:
    """Show the map, its list and its card."""
    data = describe_atlas(view, served=served, selection=selection, words=words)
    # The map remembers its own selection and camera: it is told them only when a link sets them.
    scripted.mount_atlas(data, key=ATLAS_KEY, on_select=select_from_map)


@st.fragment
def show_live_atlas(addresses: dict[str, str], again: Again) -> None:
    """Show the map, its list and its card; choosing a record runs this alone.

    Parameters
    ----------
    addresses
        Where the data are that the run of the whole page has named.
    again
        Tells whether this runs by itself.
    """
    view = current_view()
    words = Words(view.lang)
    served, _ = current_store().refresh(view.report)
    is_alone = again.begin()
    if served is None or (
        is_alone and data_addresses(served, lang=words.lang, may_pack=True) != addresses
    ):
        st.rerun()
    selection = select_projects(served.catalogue, filters=view.filters)
    show_atlas(view, served=served, selection=selection, words=words)


def show_count(sentence: str, *, served: Served, words: Words) -> None:
    """Show the sentence of counts; the page itself rewrites it as soon as the map has answered.

    Parameters
    ----------
    sentence
        What the server counts.
    served
        The catalogue.
    words
        The language.
    """
    data = {
        "sentence": sentence,
        "heard": heard_turn(),
        "lang": words.lang,
        "messages": messages_address(served, lang=words.lang),
    }
    scripted.mount_count(data)
