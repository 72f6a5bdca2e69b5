"""The reader's view in this session: one value, that widgets, links and the map all change."""

import secrets
from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.address import Dropped, Known, View, read_query, read_view, write_view
from app.components import scripted
from app.messages import HTML_LANGUAGES
from app.pages_register import PAGES

_VIEW = "view"
_VERSION = "view-version"
_PAGE = "view-page"
_DROPPED = "view-dropped"
_FILTERS_VERSION = "filters-version"
_TURN = "filters-turn"
_SAID = "said"
_SESSION = "session-mark"
ADDRESS_KEY = "address"
ATLAS_KEY = "atlas"
FindKnown = Callable[[str | None], Known]
"""Tells what links to a report, by its id, may name."""


def current_view() -> View:
    """Return the view of this session."""
    view: View = st.session_state[_VIEW]
    return view


def has_view() -> bool:
    """Say whether this session has a view yet."""
    return _VIEW in st.session_state


def view_version() -> int:
    """Return a number that grows whenever a link or page, not the map, sets the view."""
    return int(st.session_state[_VERSION])


def dropped_parts() -> list[Dropped]:
    """Return what the last link named that is not known here."""
    parts: list[Dropped] = st.session_state[_DROPPED]
    return parts


def forget_dropped() -> None:
    """Take the notice about the link away."""
    st.session_state[_DROPPED] = []


def set_view(view: View, *, is_from_map: bool = False) -> None:
    """Set the view; the map follows unless it made the change itself."""
    st.session_state[_VIEW] = view
    if not is_from_map:
        st.session_state[_VERSION] = view_version() + 1


def change_filters(change: Callable[[View], View], *, is_from_panel: bool = False) -> None:
    """Change the filters; the camera and selection of the map stay as the reader left them.

    Parameters
    ----------
    change
        Gives the view with other filters.
    is_from_panel
        Whether the panel of filters made the change itself and shows it already.
    """
    set_view(change(current_view()), is_from_map=True)
    if not is_from_panel:
        st.session_state[_FILTERS_VERSION] = st.session_state.get(_FILTERS_VERSION, 0) + 1


def filters_version() -> str:
    """Return a mark that changes whenever something else than the panel sets the filters."""
    return f"{view_version()}.{st.session_state.get(_FILTERS_VERSION, 0)}"


def hear_turn(turn: object) -> None:
    """Remember which of the page's choices was heard last; it numbers them."""
    if isinstance(turn, int):
        st.session_state[_TURN] = turn


def heard_turn() -> dict[str, object]:
    """Return which choice the session has heard, so that the page knows what it has overtaken.

    The mark of the session tells a new one apart, which has heard nothing yet; the number of the
    run tells what is said now from what was said before, which parts of the page still hold.
    """
    mark = st.session_state.setdefault(_SESSION, secrets.token_hex(4))
    said = int(st.session_state.get(_SAID, 0))
    return {"session": mark, "turn": int(st.session_state.get(_TURN, 0)), "said": said}


class Again:
    """Tells a fragment whether it runs by itself now: the first time it is part of a whole run."""

    def __init__(self) -> None:
        """Begin with the run of the whole page."""
        self._has_run = False

    def begin(self) -> bool:
        """Begin a run; one of the fragment alone gives what it says a new number."""
        is_alone, self._has_run = self._has_run, True
        if is_alone:
            begin_saying()
        return is_alone


def begin_saying() -> None:
    """Give what is said from now on a new number, with the run that begins."""
    st.session_state[_SAID] = int(st.session_state.get(_SAID, 0)) + 1


def asked_report() -> str | None:
    """Return the report that the address names at the start of a session, then the view's own."""
    if has_view():
        return current_view().report
    return _read_address().get("report")


def _read_address() -> dict[str, str]:
    """Read the address; Streamlit's own reading keeps one value and one encoding."""
    context = get_script_run_ctx()
    return read_query(context.query_string if context else "")


def open_view(find_known: FindKnown, *, page: str) -> None:
    """Begin a run: a new session or another page takes its view from the address.

    Parameters
    ----------
    find_known
        Tells what links to a report may name.
    page
        The page shown now.
    """
    state = st.session_state
    begin_saying()
    is_new = _VIEW not in state
    if is_new:
        state[_VIEW], state[_VERSION], state[_DROPPED] = View(), 0, []
    query = _read_address()
    if state.get(_PAGE) != page and (is_new or query):
        _take_query(query, find_known, page=page)
    state[_PAGE] = page


def _take_query(query: dict[str, str], find_known: FindKnown, *, page: str) -> None:
    view, dropped = read_view(query, known=find_known(query.get("report")))
    if not PAGES[page].keeps_spot and view.spot is None:
        # Only one page tells the reader's place in its address; the session remembers it.
        before = current_view()
        view = replace(view, spot=before.spot, radius_m=before.radius_m)
    set_view(view)
    st.session_state[_DROPPED] = dropped


def keep_address(find_known: FindKnown) -> None:
    """Keep the page's address in step with the view, and hear Back and links."""

    def go_to() -> None:
        query = st.session_state[ADDRESS_KEY].get("returned")
        if query is not None:
            parameters = read_query(query)
            _take_query(parameters, find_known, page=st.session_state[_PAGE])

    told = {
        "address": write_address(),
        "html_lang": HTML_LANGUAGES[current_view().lang],
        "heard": heard_turn(),
    }
    scripted.mount_address(told, key=ADDRESS_KEY, on_return=go_to)


def write_address() -> str:
    """Write the server's part of the address: all but what the page itself puts there."""
    view = replace(current_view(), selected=None, camera=None, base="embedded")
    if not PAGES[st.session_state[_PAGE]].keeps_spot:
        view = view.without_spot()
    return write_view(view)


def select_from_map(key: str = ATLAS_KEY) -> None:
    """Take the record that the reader chose on the map or in its list."""
    selected = st.session_state[key].get("selected")
    set_view(replace(current_view(), selected=selected), is_from_map=True)
