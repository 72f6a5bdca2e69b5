"""The script that Streamlit runs: read the view, show the head, run the page."""

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from app.address import Known
from app.components.faults import show_dropped, show_faults, show_without_catalogue
from app.components.masthead import show_masthead
from app.components.session import asked_report, current_view, keep_address, open_view
from app.messages import Words
from app.pages_register import PAGES, PageRow
from app.published.store import current_store
from app.words.reports import map_title


def _find_known(report: str | None) -> Known:
    """Tell what links to a report may name; nothing where it cannot be read."""
    served, _ = current_store().refresh(report)
    return served.known if served is not None else Known({}, {})


def _run_page(page: PageRow) -> None:
    store = current_store()
    served, faults = store.refresh(asked_report())
    if served is None:
        words = Words(st.query_params.get("lang", ""))
        show_without_catalogue(faults, library=store.library, words=words)
        return
    open_view(_find_known, page=page.path)
    view = current_view()
    served, faults = store.refresh(view.report)
    words = Words(view.lang)
    if served is None:
        show_without_catalogue(faults, library=store.library, words=words)
        return
    title = map_title(served.catalogue.metadata, words=words)
    st.set_page_config(page_title=f"{page.name(words)} · {title}")
    keep_address(_find_known)
    show_masthead(view, page=page.path, served=served, library=store.library, words=words)
    show_faults(faults, words=words)
    show_dropped(words=words)
    import_module(f"app.pages.{page.module}").show(served, words=words)


def _page(row: PageRow) -> Callable[[], None]:
    return lambda: _run_page(row)


def run() -> None:
    """Run the app once, as Streamlit does for every change."""
    st.set_page_config(layout="wide", initial_sidebar_state="auto")
    pages = [
        st.Page(_page(row), title=path or "map", url_path=path, default=path == "")
        for path, row in PAGES.items()
    ]
    st.navigation(pages, position="hidden").run()


run()
