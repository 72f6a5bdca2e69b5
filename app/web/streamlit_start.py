"""What Streamlit looks for at its start and this app has no use for: it is left out."""

from pathlib import Path

import streamlit.delta_generator
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager

Found = list[tuple[manifest_scanner.ComponentManifest, Path]]


def _find_no_parts(max_workers: int | None = None) -> Found:  # noqa: ARG001 - Streamlit's name
    """Find no part of a page in other packages: ours are all our own."""
    return []


def leave_out_searches() -> None:
    """Leave out what takes Streamlit a third of a second and finds nothing here.

    It reads what every installed package says of itself, for parts of pages; it asks every module
    that is loaded for its file, to tell a page from a console; and until the first run of
    ``st.navigation`` it takes a folder `pages` beside the script for scripts of its own, so that
    the first visitor of another page would see nothing.
    """
    manifest_scanner.scan_component_manifests = _find_no_parts
    streamlit.delta_generator._use_warning_has_been_displayed = True  # noqa: SLF001 - no other way
    PagesManager.uses_pages_directory = False
