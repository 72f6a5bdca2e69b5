"""The script that Streamlit runs: read the view, show the head, run the page."""

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from app.components.faults import show_dropped, show_faults, show_without_catalogue
from app.components.masthead import show_masthead
from app.components.session import current_view, keep_address, open_view
from app.messages import Words
from app.pages_register import PAGES, PageRow
from app.published.store import current_store


def _run_page(page: PageRow) -> None:
    served, faults = current_store().refresh()
    if served is None:
        show_without_catalogue(faults, words=Words(st.query_params.get("lang", "")))
        return
    open_view(served.known, page=page.path)
    view = current_view()
    words = Words(view.lang)
    metadata = served.catalogue.metadata
    city = words.pick(metadata.city.name_zh, metadata.city.name_en)
    title = words("City projects · {city}", city=city)
    st.set_page_config(page_title=f"{page.name(words)} · {title}")
    keep_address(served.known)
    show_masthead(
        view,
        page=page.path,
        title=title,
        subtitle=words.pick(metadata.title_zh, metadata.title_en),
        words=words,
    )
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
