"""What a visit of each page costs the server: the first of a process, and the one after it.

Processor time of the page's own run, in a thread of its own as Streamlit runs it, without what
every page shares (head, address) and without the socket. ``PAGES_SIZES`` (132,10000) are the
records; the catalogue is read before the first visit. The page of changes compares two reports of
that size.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from many_projects import write_catalogue
from starlette.applications import Starlette
from starlette.testclient import TestClient
from stopwatch import say
from streamlit.testing.v1 import AppTest

from app.components import scripted
from app.published.store import current_store
from app.web import overlaps
from app.web.workshop import Workshop

SIZES = tuple(int(size) for size in os.environ.get("PAGES_SIZES", "132,10000").split(","))
PAGES = ("nearby", "overview", "report", "changes", "promises", "years", "completeness")
PATIENCE_S = 600


def show_page(name: str) -> None:
    """Show one page alone and remember what it took; its source is what Streamlit runs."""
    import time  # noqa: PLC0415
    from importlib import import_module  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from app.components.session import current_view, open_view  # noqa: PLC0415
    from app.messages import Words  # noqa: PLC0415
    from app.published.store import current_store  # noqa: PLC0415

    served, _ = current_store().refresh()
    open_view(lambda _: served.known, page=name)
    page = import_module(f"app.pages.{name}")
    begun = time.thread_time()
    page.show(served, words=Words(current_view().lang))
    st.session_state["took"] = time.thread_time() - begun


def visit(name: str) -> tuple[float, int]:
    """Visit a page: gives seconds of processor time and the bytes of its HTML."""
    app = AppTest.from_function(show_page, default_timeout=PATIENCE_S, args=(name,))
    if name == "nearby":
        app.query_params["near"] = "112.5512,37.8701"
    app.run()
    assert not app.exception
    size = sum(len(str(one.proto.body).encode()) for one in app.get("html"))
    return float(app.session_state["took"]), size


def visit_pairs() -> tuple[float, int]:
    """Visit the page of pairs, which is none of Streamlit's."""
    routes = overlaps.list_routes(current_store(), workshop=Workshop(in_process=False))
    begun = time.process_time()
    answer = TestClient(Starlette(routes=routes)).get("/overlaps")
    return time.process_time() - begun, len(answer.content)


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Give a function that serves two reports of so many records."""

    def serve(size: int) -> None:
        file, _ = write_catalogue(tmp_path, size)
        collection = json.loads(file.read_text(encoding="utf-8"))
        file.rename(tmp_path / "taiyuan-2024.geojson")
        collection["metadata"] |= {"id": "taiyuan-2023", "report_date": "2023-02-28"}
        collection["metadata"].pop("coverage", None)
        older = tmp_path / "taiyuan-2023.geojson"
        older.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
        monkeypatch.setenv("CATALOGUES", str(tmp_path))
        current_store.cache_clear()
        current_store().refresh()

    for name in dir(scripted):
        if name.startswith("mount_"):
            monkeypatch.setattr(scripted, name, lambda *_, **__: None)
    yield serve
    current_store.cache_clear()


@pytest.mark.parametrize("size", SIZES)
def bench_a_visit_of_each_page(many: Callable[[int], None], size: int) -> None:
    many(size)
    say(f"\n{size:,} records: CPU s of the first visit, of the second, kB of HTML")
    for name in PAGES:
        (first, _), (second, body) = visit(name), visit(name)
        say(f"  /{name:14} {first:6.2f} {second:6.3f} {body / 1000:8,.0f}")
    (first, _), (second, body) = visit_pairs(), visit_pairs()
    say(f"  /{'overlaps':14} {first:6.2f} {second:6.3f} {body / 1000:8,.0f}")
