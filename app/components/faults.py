"""Errors in words: a broken catalogue, a link that names the unknown; never a traceback."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from app.components.session import dropped_parts, forget_dropped
from app.labels import dropped_sentence
from app.messages import Words
from projects._errors import Fault

_SHOWN = 20


def _show_list(faults: Sequence[Fault]) -> None:
    rows = [
        {
            "file": fault.file,
            "record": fault.record,
            "field": fault.field,
            "expected": fault.expected,
            "found": fault.found,
        }
        for fault in faults[:_SHOWN]
    ]
    st.table(rows)


def show_faults(faults: Sequence[Fault], *, words: Words) -> None:
    """Say that the file is broken now and that its last good state is shown."""
    if not faults:
        return
    st.warning(
        words.plural(
            "The catalogue file has {n} fault; its last good state is shown.",
            "The catalogue file has {n} faults; its last good state is shown.",
            len(faults),
        )
    )
    with st.expander(words("What is wrong, and where")):
        _show_list(faults)


def show_without_catalogue(faults: Sequence[Fault]) -> None:
    """Say that no catalogue could be read, in both languages: there is no view yet."""
    st.error("目录文件无法读取 · The catalogue file cannot be read")
    _show_list(faults)


def show_dropped(*, words: Words) -> None:
    """Say which parts of the link were passed over."""
    parts = dropped_parts()
    if not parts:
        return
    with st.container(horizontal=True, key="dropped", vertical_alignment="center"):
        sentence = escape(dropped_sentence(parts, words))
        st.html(f'<p class="city-notice" role="status">{sentence}</p>')
        st.button(words("Close"), key="dropped-close", type="tertiary", on_click=forget_dropped)
