"""Streamlit's own scripts and styles: compressed once, and which of them a page of ours needs."""

import re
from functools import cache
from pathlib import Path

import streamlit

from app.published.assets import Asset

STREAMLIT_STATIC = Path(streamlit.__file__).parent / "static"
_TEXT_ENDINGS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_IMPORTED = re.compile(r'\bfrom"\./([\w.-]+\.js)"|\bimport"\./([\w.-]+\.js)"')
_IN_INDEX = re.compile(r'"\./(static/(?:js|css)/[^"]+)"')
_PARTS = ("BidiComponent", "Html")
"""The parts that every page of ours is made of; Streamlit loads them after the first word."""


@cache
def find_static(path: str) -> Asset | None:
    """Find a script or style among those there are: what is kept cannot grow beyond them.

    Parameters
    ----------
    path
        Its path, as ``/static/js/….js``.
    """
    file = STREAMLIT_STATIC / path.removeprefix("/")
    if path not in list_static_files() or file.suffix not in _TEXT_ENDINGS:
        return None
    return Asset(file.name, file.read_bytes(), _TEXT_ENDINGS[file.suffix])


@cache
def list_static_files() -> frozenset[str]:
    """List the paths of the files that Streamlit's page is made of."""
    files = (file for file in STREAMLIT_STATIC.rglob("*") if file.is_file())
    return frozenset(f"/{file.relative_to(STREAMLIT_STATIC).as_posix()}" for file in files)


@cache
def list_first_files() -> tuple[str, ...]:
    """List what Streamlit's own HTML asks for at once."""
    text = (STREAMLIT_STATIC / "index.html").read_text(encoding="utf-8")
    return tuple(dict.fromkeys(_IN_INDEX.findall(text)))


@cache
def list_late_modules() -> tuple[str, ...]:
    """List the modules that a page of ours needs beyond the first ones, in a fixed order."""
    folder = STREAMLIT_STATIC / "static" / "js"
    first = {Path(one).name for one in list_first_files()}
    waiting = [file.name for part in _PARTS for file in sorted(folder.glob(f"{part}.*.js"))]
    found: list[str] = []
    while waiting:
        name = waiting.pop(0)
        if name in first or name in found:
            continue
        found.append(name)
        text = (folder / name).read_text(encoding="utf-8")
        waiting += [one or other for one, other in _IMPORTED.findall(text)]
    return tuple(f"static/js/{name}" for name in found)


def compress_first_files() -> None:
    """Compress what every first visitor fetches, before one comes."""
    for path in (*list_first_files(), *list_late_modules()):
        asset = find_static(f"/{path}")
        if asset is not None:
            asset.compress()
