"""The way to the rest of long lists: a button that shows more of each."""

import streamlit as st

from app.components.session import view_version
from app.messages import Words

LISTED = 200
"""So many entries of a list are shown at first."""
_TIMES = 5


def _key(page: str) -> str:
    """Name what is remembered: another view begins anew."""
    return f"listed-{page}-{view_version()}"


def most_listed(page: str, *, first: int = LISTED) -> int:
    """Say how many entries of each list of a page are shown.

    Parameters
    ----------
    page
        The page.
    first
        How many are shown at first.
    """
    return int(st.session_state.get(_key(page), first))


def show_more(page: str, *, listed: int, longest: int, words: Words) -> None:
    """Show the button that shows more of each list; nothing where all is shown.

    Parameters
    ----------
    page
        The page.
    listed
        How many entries of each list are shown.
    longest
        How many entries its longest list has.
    words
        The language.
    """
    if longest <= listed:
        return

    def take() -> None:
        st.session_state[_key(page)] = listed * _TIMES

    most = min(listed * _TIMES, longest)
    st.button(words("Show up to {n} of each list", n=f"{most:,}"), key="more", on_click=take)
