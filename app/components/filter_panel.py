"""The filters: every choice with its count, the search, and the chosen ones as removable tags."""

from dataclasses import replace
from typing import Any

import streamlit as st

from app.address import MAX_QUERY_LENGTH, chosen_slugs, read_known_area
from app.components import scripted
from app.components.session import (
    change_filters,
    current_view,
    filters_version,
    hear_turn,
    heard_turn,
)
from app.messages import Words
from app.promises.content import say_as_of
from app.published.data import messages_address
from app.published.served import Served
from app.published.store import current_store
from app.words.areas import area_name
from app.words.dates import date_text
from app.words.labels import choice_name, facet_name
from projects.clocks import clocks_of
from projects.filters import FACETS, Filters, make_filters

_OPEN_FACETS = ("sector", "status")
PANEL_KEY = "filters"
_MARKDOWN_SIGNS = frozenset("\\`*_{}[]()#+-.!:$~<>|")


def _toggle(facet: str, slug: str) -> None:
    change_filters(lambda view: view.toggle(facet, slug))


def _clear_area() -> None:
    change_filters(lambda view: view.with_area(None))


def _clear_text() -> None:
    change_filters(lambda view: view.with_text(""))


def _clear_day() -> None:
    change_filters(lambda view: replace(view, filters=replace(view.filters, as_of=None)))


def _escape_markdown(text: str) -> str:
    return "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in text)


def clear_filters() -> None:
    """Take all filters away."""
    change_filters(lambda view: replace(view, filters=Filters(as_of=view.filters.as_of)))


def _take_choice() -> None:
    chosen = st.session_state[PANEL_KEY].get("chosen") or {}
    asked = str(chosen.get("area") or "")
    served = current_store().refresh(current_view().report)[0] if asked else None
    filters = make_filters(
        {facet: chosen.get(facet, ()) for facet in FACETS},
        q=str(chosen.get("q", ""))[:MAX_QUERY_LENGTH],
        area=read_known_area(asked, known=served.known) if served else None,
        as_of=current_view().filters.as_of,
    )
    if chosen.get("asof") == "":
        filters = replace(filters, as_of=None)
    hear_turn(chosen.get("turn"))
    change_filters(lambda view: replace(view, filters=filters), is_from_panel=True)


def _sign(facet: str, slug: str) -> dict[str, str | None] | None:
    if facet == "sector":
        return {"sector": slug, "status": "completed"}
    return {"sector": None, "status": slug} if facet == "status" else None


def describe_filters(
    choices: dict[str, dict[str, int]],
    counts: dict[str, dict[str, int]],
    *,
    note: str | None = None,
    words: Words,
) -> dict[str, Any]:
    """Return what the panel of filters shows.

    Parameters
    ----------
    choices
        Every choice of every facet, in the order to show.
    counts
        How many records each choice would leave, with the other facets applied.
    note
        As of when it is said what became of the promises.
    words
        The language.
    """
    return {
        "version": filters_version(),
        "heard": heard_turn(),
        "label": words("Filters"),
        "search": {
            "label": words("Search"),
            "placeholder": words("Name, status or pinyin"),
            "skip": words("Skip the filters"),
        },
        "facets": [
            {
                "facet": facet,
                "title": facet_name(facet, words),
                "is_open": facet in _OPEN_FACETS,
                "note": note if facet == "promise" else None,
                "choices": [
                    {
                        "slug": slug,
                        "name": choice_name(facet, slug, words),
                        "count": counts[facet].get(slug, 0),
                        "sign": _sign(facet, slug),
                    }
                    for slug in choices[facet]
                ],
            }
            for facet in FACETS
        ],
        "chosen": chosen_slugs(current_view().filters),
    }


def show_filter_panel(
    served: Served,
    *,
    counts: dict[str, dict[str, int]],
    words: Words,
    page: dict[str, Any] | None = None,
) -> None:
    """Show the search, every facet and the area; see `describe_filters`.

    Parameters
    ----------
    served
        The catalogue.
    counts
        How many records each choice would leave.
    words
        The language.
    page
        What the panel tells the other parts of its page; see `app.components.choice`.
    """
    chosen = current_view().filters.as_of
    newest = clocks_of(served.catalogue).newest
    note = say_as_of(chosen or newest, is_chosen=chosen is not None, words=words)
    data = describe_filters(served.choices, counts, note=note, words=words)
    data |= {
        "messages": messages_address(served, lang=words.lang),
        "lang": words.lang,
        "page": page,
    }
    scripted.mount_filters(data, key=PANEL_KEY, on_choose=_take_choice)


def say_day(filters: Filters, *, words: Words) -> str | None:
    """Say as of when the promises are judged, where the reader chose a day."""
    if filters.as_of is None:
        return None
    return words("As of {date}", date=date_text(filters.as_of.isoformat(), lang=words.lang))


def show_live_tags(*, words: Words) -> None:
    """Show the active filters as tags that the page itself keeps in step with the panel."""
    said = {
        "clear": words("Clear all filters"),
        "as_of": say_day(current_view().filters, words=words),
    }
    scripted.mount_tags(said)


def show_tags(*, served: Served, words: Words) -> None:
    """Show the active filters as tags that a click removes, and one button that clears all."""
    filters = current_view().filters
    chosen = [(facet, slug) for facet in FACETS for slug in sorted(filters.choices(facet))]
    if not (chosen or filters.q or filters.area or filters.as_of):
        return
    with st.container(horizontal=True, key="tags", gap="small"):
        for facet, slug in chosen:
            name = choice_name(facet, slug, words)
            st.button(
                f"{name} ✕",
                key=f"tag-{facet}-{slug}",
                on_click=_toggle,
                args=(facet, slug),
            )
        if filters.q:
            st.button(
                f"“{_escape_markdown(filters.q)}” ✕",
                key="tag-q",
                on_click=_clear_text,
            )
        if filters.area:
            name = area_name(filters.area, catalogue=served.catalogue, words=words)
            st.button(f"{_escape_markdown(name)} ✕", key="tag-area", on_click=_clear_area)
        if day := say_day(filters, words=words):
            st.button(f"{_escape_markdown(day)} ✕", key="tag-asof", on_click=_clear_day)
        st.button(words("Clear all filters"), key="clear", type="tertiary", on_click=clear_filters)
