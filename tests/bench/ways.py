"""The ways of showing a catalogue that are measured: how each is started, read and used."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
_START_S = 600
_GRID_ROW_PX, _GRID_BOX_PX = 35, 16  # of st.dataframe: a row's height, the middle of its tick box
_LAYERS = "Object.keys(document.querySelector('iframe')?.contentWindow?.map?._layers ?? {}).length"
_COUNT = "document.querySelector('.peer-count')?.textContent"
_ROWS = """
(() => {
  const table = document.querySelector('.city-list table');
  const rows = [...(table?.querySelectorAll('tr[data-id]') ?? [])].slice(0, 5);
  const count = table?.getAttribute('aria-rowcount') ?? table?.rows.length;
  return rows.length && [count, ...rows.map((row) => row.dataset.id)].join(' ');
})()
"""


@dataclass(frozen=True)
class Way:
    """One way, and what of its page is looked at: expressions that change with the answer.

    Parameters
    ----------
    name
        Its slug.
    label
        What the tables call it.
    drawn
        Whether the map is there, where ``PLACED`` records are on it.
    on_map, in_list, on_card
        What another map, list and card shows.
    """

    name: str
    label: str
    drawn: str
    on_map: str
    in_list: str = _COUNT
    on_card: str = "document.querySelector('.peer-card')?.textContent"
    is_peer: bool = True

    def address(self, base: str) -> str:
        """Say where its page is."""
        return f"{base}/?way={self.name}" if self.is_peer else base

    def choose(self, page: Page, sector: str) -> None:
        """Tick a sector."""
        box = f".st-key-{sector} label" if self.is_peer else f"label:has(input[value={sector}])"
        page.locator(box).first.click()

    def open_search(self, page: Page) -> None:
        """Put the cursor into the search."""
        text = ".st-key-search input" if self.is_peer else ".city-filters input[type=search]"
        page.locator(text).click()

    def open_card(self, page: Page, row: int) -> None:
        """Open a row of the list: the first is 0."""
        if self.is_peer:
            grid = page.locator("[data-testid=stDataFrame] canvas").first
            grid.scroll_into_view_if_needed()
            place = grid.bounding_box()
            assert place is not None
            down = place["y"] + _GRID_ROW_PX * (row + 1.5)
            page.mouse.click(place["x"] + _GRID_BOX_PX, down)
        else:
            page.locator(".city-list tr[data-id] button").nth(row).click()

    def close_card(self, page: Page) -> None:
        """Make way for the next row where the card lies over the list."""
        if not self.is_peer:
            page.locator(".city-card-close").click()


def _folium(name: str, label: str) -> Way:
    return Way(name, label, f"{_COUNT} && {_LAYERS} >= PLACED", f"{_LAYERS} > 1 && {_LAYERS}")


OURS = Way(
    "ours",
    "this map",
    "document.querySelector('.city-map')?.dataset.ready === 'true'",
    "document.querySelector('.city-map')?.dataset.shown",
    _ROWS,
    "document.querySelector('.city-card')?.dataset.id",
    is_peer=False,
)
WAYS = {
    way.name: way
    for way in (
        OURS,
        _folium("loop", "a loop of markers through st_folium"),
        _folium("explore", "GeoDataFrame.explore()"),
        _folium("group", "feature_group_to_add"),
        Way(
            "pydeck",
            "pydeck",
            f"{_COUNT} && document.querySelector('[data-testid=stDeckGlJsonChart] canvas')",
            _COUNT,
        ),
    )
}


@dataclass(frozen=True)
class Served:
    """A server that answers: its address, its process and when it was started.

    Where its readers share a tab, the tab is here; else each comes with an empty browser.
    """

    base: str
    pid: int
    begun_s: float
    tab: Page | None = None


@contextmanager
def serve(way: Way, *, path: Path, files: str, folder: Path, port: int) -> Iterator[Served]:
    """Serve a catalogue in one way; a peer with Streamlit's own settings, in a folder of its own.

    Parameters
    ----------
    way
        Which one; a server of peers shows each of them.
    path
        The catalogue.
    files
        The address of the scripts that the peers' maps ask for.
    folder
        Where its log is written, and what it keeps.
    port
        A free one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    base = f"http://127.0.0.1:{port}"
    own = {"CATALOGUE_FILE": str(path), "PEER_CATALOGUE": str(path), "PEER_FILES": files}
    if way.is_peer:
        options = ["headless=true", f"port={port}", "fileWatcherType=none"]
        script = str(Path(__file__).with_name("peer_app.py"))
        command = ["-m", "streamlit", "run", script, *(f"--server.{one}" for one in options)]
        command.append("--browser.gatherUsageStats=false")
        ready, where = f"{base}/_stcore/health", folder
    else:
        command = ["-m", "app", "serve", "--port", str(port)]
        ready, where = f"{base}/readyz", ROOT
    environment = {**os.environ, **own, "CACHE_FOLDER": str(folder)}
    begun_s = time.perf_counter()
    with (folder / "log.txt").open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=where, stdout=out, stderr=out, env=environment
        )
    try:
        _wait_for(ready, process=process)
        yield Served(base, process.pid, begun_s)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for(address: str, *, process: subprocess.Popen[bytes]) -> None:
    end_s = time.perf_counter() + _START_S
    while time.perf_counter() < end_s and process.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"no answer from {address}")
