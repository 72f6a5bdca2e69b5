"""The filters: every choice with its count, the search, and the chosen ones as removable tags."""

from dataclasses import replace

import streamlit as st

from app.address import FACETS
from app.assets import asset_address
from app.components.session import change_filters, current_view
from app.labels import choice_name, facet_name
from app.messages import Words
from projects.filters import Filters

_OPEN_FACETS = ("sector", "status")
_PICTURED = ("sector", "status")
_MARKDOWN_SIGNS = frozenset("\\`*_{}[]()#+-.!:$~<>|")


def _toggle(facet: str, slug: str) -> None:
    change_filters(lambda view: view.toggle(facet, slug))


def _search() -> None:
    text = st.session_state["filter-q"]
    change_filters(lambda view: view.with_text(text))


def _clear_text() -> None:
    change_filters(lambda view: view.with_text(""))


def _escape_markdown(text: str) -> str:
    return "".join(f"\\{sign}" if sign in _MARKDOWN_SIGNS else sign for sign in text)


def clear_filters() -> None:
    """Take all filters away."""
    change_filters(lambda view: replace(view, filters=Filters()))


def _show_choice(facet: str, slug: str, count: int, *, words: Words) -> None:
    key = f"filter-{facet}-{slug}"
    chosen = slug in getattr(current_view().filters, facet)
    st.session_state[key] = chosen
    picture = ""
    if facet in _PICTURED:
        picture = f"![]({asset_address(f'{facet}-{slug}.svg')}) "
    label = f"{picture}{choice_name(facet, slug, words)}&ensp;:gray[{count}]"
    st.checkbox(label, key=key, on_change=_toggle, args=(facet, slug), width="stretch")


def show_filter_panel(
    choices: dict[str, dict[str, int]], counts: dict[str, dict[str, int]], *, words: Words
) -> None:
    """Show the search and every facet.

    Parameters
    ----------
    choices
        Every choice of every facet, in the order to show.
    counts
        How many records each choice would leave, with the other facets applied.
    words
        The language.
    """
    st.session_state["filter-q"] = current_view().filters.q
    st.text_input(
        words("Search"),
        key="filter-q",
        on_change=_search,
        placeholder=words("Name, pinyin, initials or English"),
        max_chars=100,
    )
    for facet in FACETS:
        is_chosen = bool(getattr(current_view().filters, facet))
        with st.expander(
            facet_name(facet, words),
            expanded=facet in _OPEN_FACETS or is_chosen,
            key=f"facet-{facet}",
        ):
            for slug in choices[facet]:
                _show_choice(facet, slug, counts[facet].get(slug, 0), words=words)


def show_tags(*, words: Words) -> None:
    """Show the active filters as tags that a click removes, and one button that clears all."""
    filters = current_view().filters
    chosen = [(facet, slug) for facet in FACETS for slug in sorted(getattr(filters, facet))]
    if not chosen and not filters.q:
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
        st.button(words("Clear all filters"), key="clear", type="tertiary", on_click=clear_filters)
