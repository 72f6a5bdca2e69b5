"""The pages as Streamlit runs them without a browser, and what stands in for their components."""

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import streamlit as st
from PIL import Image
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from app.components import scripted
from app.exports import paper, slide_pictures

SCRIPT = str(Path(__file__).resolve().parents[2] / "app" / "script.py")
TIMEOUT_S = 30


def run_with(app: AppTest, query: dict[str, str]) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def written(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


@pytest.fixture
def run() -> Callable[..., AppTest]:
    """Give a function that runs the whole app at an address."""
    return lambda **query: run_with(AppTest.from_file(SCRIPT, default_timeout=TIMEOUT_S), query)


@pytest.fixture
def html() -> Callable[[AppTest], str]:
    """Give a function that reads the HTML which an app has written."""
    return written


@contextmanager
def few_pixels() -> Iterator[None]:
    paint = paper.paint_picture
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paper, "paint_picture", lambda page, *, dpi: paint(page, dpi=dpi / 8))
        yield


@pytest.fixture(scope="session")
def coarsely() -> Callable[[], AbstractContextManager[None]]:
    """Give a context where pictures have an eighth of their pixels across.

    For tests of what a file says, not of what its pictures show: half the work of making slides
    goes into their pixels.
    """
    return few_pixels


@contextmanager
def no_pictures() -> Iterator[None]:
    dot = Image.new("RGB", (1, 1), "white")
    png = io.BytesIO()
    dot.save(png, format="PNG")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slide_pictures, "picture_png", lambda _, *, dpi: png.getvalue())  # noqa: ARG005
        patch.setattr(paper, "paint_picture", lambda _, *, dpi: dot)  # noqa: ARG005
        yield


@pytest.fixture(scope="session")
def without_pictures() -> Callable[[], AbstractContextManager[None]]:
    """Give a context where pictures, and the maps of slides, are laid out, but not painted.

    For tests of what files say: more than half the work of making slides is painting. Files with
    their pictures are made where pictures are asked about, and where texts are hostile.
    """
    return no_pictures


@pytest.fixture(scope="session", autouse=True)
def packages_scanned_once() -> Iterator[None]:
    """Look once for components among the installed packages, not for each run of a page."""
    with pytest.MonkeyPatch.context() as patch:
        scan = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


_HYPHEN_AT_LINE_END = "\x02"
"""What the reader of PDF says for a hyphen that ends a line."""


def texts_of(body: bytes) -> list[str]:
    with pypdfium2.PdfDocument(body) as book:
        texts = [page.get_textpage().get_text_bounded() for page in book]
    return [text.replace(_HYPHEN_AT_LINE_END, "-") for text in texts]


@pytest.fixture(scope="session")
def read_pdf() -> Callable[[bytes], list[str]]:
    """Give a function that reads the text of each page of a PDF, thirty times as fast as pypdf."""
    return texts_of


def page(name: str) -> None:
    """Show one page alone; its source is what Streamlit runs."""
    from importlib import import_module  # noqa: PLC0415

    from app.components.session import current_view, open_view  # noqa: PLC0415
    from app.messages import Words  # noqa: PLC0415
    from app.published.store import current_store  # noqa: PLC0415

    served, _ = current_store().refresh()
    open_view(lambda _: served.known, page=name)
    import_module(f"app.pages.{name}").show(served, words=Words(current_view().lang))


@pytest.fixture
def run_page() -> Callable[..., str]:
    """Give a function that shows a page alone at an address, and returns its HTML."""

    def show(name: str, **query: str) -> str:
        app = AppTest.from_function(page, default_timeout=TIMEOUT_S, args=(name,))
        return written(run_with(app, query))

    return show


def stand_in_for_filters(data, *, key, on_choose):
    """Show the panel of filters with Streamlit's own widgets, which AppTest can press."""

    def tell():
        chosen = {
            facet["facet"]: [
                choice["slug"]
                for choice in facet["choices"]
                if st.session_state[f"filter-{facet['facet']}-{choice['slug']}"]
            ]
            for facet in data["facets"]
        }
        st.session_state[key] = {"chosen": {**chosen, "q": st.session_state["filter-q"]}}
        on_choose()

    st.session_state["filter-q"] = data["chosen"]["q"]
    st.text_input(data["search"]["label"], key="filter-q", on_change=tell)
    for facet in data["facets"]:
        for choice in facet["choices"]:
            name = f"filter-{facet['facet']}-{choice['slug']}"
            st.session_state[name] = choice["slug"] in data["chosen"][facet["facet"]]
            st.checkbox(f"{choice['name']} {choice['count']}", key=name, on_change=tell)


@pytest.fixture
def told(monkeypatch) -> dict[str, dict[str, Any]]:
    """Replace the components; gives what each was told last."""
    said: dict[str, dict[str, Any]] = {}
    monkeypatch.setattr(
        scripted, "mount_atlas", lambda data, **_: said.__setitem__("atlas", dict(data))
    )
    monkeypatch.setattr(
        scripted, "mount_address", lambda data, **_: said.__setitem__("address", dict(data))
    )
    monkeypatch.setattr(scripted, "mount_filters", stand_in_for_filters)
    monkeypatch.setattr(scripted, "mount_styles", lambda **_: None)
    monkeypatch.setattr(scripted, "mount_tags", lambda *_, **__: None)
    monkeypatch.setattr(scripted, "mount_head_search", lambda *_, **__: None)
    monkeypatch.setattr(scripted, "mount_count", lambda data, **_: st.html(data["sentence"]))
    return said
