"""Errors in words: a broken catalogue, a link that names the unknown; never a traceback."""

import logging
from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from app.address import View
from app.components import scripted
from app.components.session import current_view, dropped_parts, forget_dropped, has_view
from app.components.written import write_html
from app.messages import Words
from app.sections import section_html
from app.template import render
from app.words.labels import dropped_sentence
from app.words.refusals import say_unreadable
from projects import Library
from projects.errors import Fault
from projects.media import clean_text
from projects.model import Metadata

_SHOWN = 20
_LOG = logging.getLogger(__name__)


def faults_html(faults: Sequence[Fault], *, words: Words) -> Markup:
    """Write the first faults as a table of plain text: nothing of a file is markup.

    Parameters
    ----------
    faults
        All faults of the file.
    words
        The language.
    """
    rest = len(faults) - _SHOWN
    more = words.plural(
        "And {n} more; the command “python -m projects check” lists all.",
        "And {n} more; the command “python -m projects check” lists all.",
        rest,
    )
    rows = [(one.file, one.record, one.field, one.expected, one.found) for one in faults[:_SHOWN]]
    return render(
        "faults.html",
        heads=(words("File"), words("Record"), words("Field"), words("Expected"), words("Found")),
        rows=[[clean_text(text, medium="html") for text in row] for row in rows],
        more=more if rest > 0 else "",
    )


def show_faults(faults: Sequence[Fault], *, words: Words) -> None:
    """Say that the file is broken now and that its last good state is shown."""
    if not faults:
        return
    if all(fault.check == "server" for fault in faults):
        said = words("The shared catalogue does not answer; its last good state is shown.")
    else:
        said = words.plural(
            "The catalogue file has {n} fault; its last good state is shown.",
            "The catalogue file has {n} faults; its last good state is shown.",
            len(faults),
        )
    st.warning(said)
    with st.expander(words("What is wrong, and where")):
        write_html(faults_html(faults, words=words), words=words)


def show_without_catalogue(faults: Sequence[Fault], *, library: Library, words: Words) -> None:
    """Say that a catalogue could not be read and why, and lead to the other reports.

    Parameters
    ----------
    faults
        What is wrong with its file.
    library
        The reports there are, that one among them.
    words
        The language.
    """
    scripted.mount_styles()
    if faults and all(fault.check == "server" for fault in faults):
        st.error(words("The shared catalogue does not answer, so there is nothing to show."))
    else:
        st.error(say_unreadable(words))
    write_html(
        section_html(words("What is wrong, and where"), faults_html(faults, words=words)),
        words=words,
    )
    broken = {fault.file for fault in faults}
    others = [entry.metadata for entry in library.entries if entry.path.name not in broken]
    if others:
        write_html(
            section_html(words("Other reports"), _instead_html(others, words=words)), words=words
        )


def _instead_html(others: Sequence[Metadata], *, words: Words) -> Markup:
    """Write the way to reports that can be looked into, the newest first."""
    newest = sorted(others, key=lambda one: one.report_day, reverse=True)
    reports = [
        {
            "view": View(lang=words.lang, report=one.id),
            "title": words.title_of(one),
        }
        for one in newest
    ]
    return render("instead.html", reports=reports)


def show_failure(error: Exception) -> bool:
    """Say in words that something went wrong here; what it was goes to the log.

    Returns
    -------
    bool
        True: Streamlit shows no message of its own.
    """
    _LOG.error("a page failed", exc_info=error)
    words = Words(current_view().lang if has_view() else st.query_params.get("lang", ""))
    st.error(
        words(
            "Something went wrong on our side; nothing is lost. Reload the page; if it stays, "
            "tell whoever runs this map what you did last."
        )
    )
    return True


def show_dropped(*, words: Words) -> None:
    """Say which parts of the link were passed over."""
    parts = dropped_parts()
    if not parts:
        return
    with st.container(horizontal=True, key="dropped", vertical_alignment="center"):
        write_html(render("notice.html", text=dropped_sentence(parts, words)), words=words)
        st.button(words("Close"), key="dropped-close", type="tertiary", on_click=forget_dropped)
