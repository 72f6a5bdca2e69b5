"""The page that the benchmark writes: what was measured of each way at each size, as tables."""

import math
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version

from ways import WAYS

ROWS = {
    "start_wall_s": "process started → the first reader's map is drawn, s",
    "start_cpu_s": "the same, CPU s of the server",
    "again_wall_s": "started once more → the first reader's map is drawn, s",
    "first_ms": "first map of a later reader, ms",
    "filter_ms": "filter click → drawn, ms",
    "first_key_ms": "first keystroke → list, ms",
    "key_ms": "each further keystroke → list, ms",
    "card_ms": "list click → card, ms",
    "server_ms": "server time a filter click, CPU ms",
    "bytes_kb": "over the wire until the page is at rest, kB",
    "heap_mb": "browser heap with its buffers, MB",
    "memory_mb": "server memory, peak, MB",
}
"""What is measured; the name ends with the unit."""

REASONS = {
    "start_wall_s": "All is read before the first reader comes: every record is checked, "
    "measured and spelt for the search, and what is sent is compressed once. A peer parses the "
    "file with its first page and checks nothing.",
    "start_cpu_s": "The same work, once a start; what it has made is kept for the next one.",
    "again_wall_s": "What was kept saves the checks and the search keys; the file is still read "
    "and what is sent is still compressed, before anybody asks.",
    "first_ms": "The page brings its own map and list and decodes the packed records; a peer's "
    "first map is drawn before its list and without names, symbols and ranges of accuracy.",
    "filter_ms": "A filter draws symbols, names and ranges of accuracy anew and counts every "
    "choice that is left; the peer draws circles of one colour.",
    "heap_mb": "The page holds every record for filter, search and list, so that the server is not "
    "asked; a peer's page holds what is drawn.",
    "memory_mb": "The server holds what it sends, the columns that it filters and the search keys; "
    "a peer holds the parsed file alone.",
}
"""Why this map is behind in a row where it is: found by profiling, kept true by hand."""

_PACKAGES = ("streamlit", "folium", "streamlit-folium", "geopandas", "pydeck")
_WHOLE_FROM = 20
_BEHIND = 0.95  # nearer than this share two numbers are level: runs differ by as much

_NOTES = """
Every way is started on its own and used the same way: a first reader opens the page, then others \
with an empty browser, the last of whom ticks sectors, types three letters into the search and \
takes them back, and opens rows of the list. A peer is a page as its users would write it \
(`tests/bench/peer_app.py`): the map from the library of the way, the search a text field of \
Streamlit's that is sent with Enter, the list `st.dataframe` and the card the record of the row \
that was chosen; it runs with Streamlit's own settings, this map as `make run` runs it.

- Start is the time from the start of the process until the first reader's map is drawn, with all \
that is read for it; once more: with what the first run has kept. Server memory is the peak after \
all the acts; processor and memory count the server's children too.
- An act's time begins with the reader's event (for a peer's search with Enter, for this map's \
with the letter) and ends with the frame that follows the change. A map of Leaflet has changed \
when its layers have; pydeck's is taken as drawn when its canvas stands and the page's count \
has changed, which is before deck.gl has drawn.
- `GeoDataFrame.explore()` is given simple parts: with a tooltip on a part of many parts Leaflet \
1.9.3 draws nothing.
- Over the wire: files as they were sent, compressed or not, and the messages of the socket before \
compression. Browser heap: objects, buffers and elements of the page and its workers after a \
collection.
"""


@dataclass
class Measured:
    """The numbers of one way at one size, by row; one past all patience is infinite."""

    numbers: dict[str, float] = field(default_factory=dict)
    stopped_at: int | None = None
    """The size at which it was too slow to go on, this one or a smaller."""


@dataclass(frozen=True)
class Run:
    """How the numbers came about."""

    rounds: int
    patience_s: float
    load: float
    share_of_others: float


def write_number(value: float) -> str:
    return f"{value:,.0f}" if value >= _WHOLE_FROM else f"{value:.1f}"


def write_cell(value: float | None, *, own: float | None, run: Run) -> str:
    """Write a peer's number with how many times this map's it is."""
    if value is None:
        return "not reached"
    if math.isinf(value):
        return f"**> {run.patience_s:.0f} s**"
    ratio = f" ({value / own:.1f}×)" if own and math.isfinite(own) else ""
    return write_number(value) + ratio


def list_behind(found: dict[int, dict[str, Measured]]) -> list[str]:
    """List the rows in which a peer is ahead of this map, and why."""
    told: dict[str, dict[str, list[str]]] = {row: {} for row in ROWS}
    for size, ways in found.items():
        own = ways["ours"].numbers if "ours" in ways else {}
        for row, number in own.items():
            for way, measured in ways.items():
                if way != "ours" and measured.numbers.get(row, math.inf) < number * _BEHIND:
                    told[row].setdefault(WAYS[way].label, []).append(f"{size:,}")
    return [
        f"- {ROWS[row]}: behind "
        + "; ".join(f"{peer} at {', '.join(sizes)}" for peer, sizes in peers.items())
        + f". {REASONS.get(row, '')}".rstrip()
        for row, peers in told.items()
        if peers
    ]


def _write_size(size: int, ways: dict[str, Measured], *, run: Run) -> list[str]:
    own = ways["ours"].numbers if "ours" in ways else {}
    lines = ["", f"## {size:,} records", ""]
    lines.append("| | " + " | ".join(WAYS[way].label for way in ways) + " |")
    lines.append("|---|" + "---|" * len(ways))
    for row, label in ROWS.items():
        cells = []
        for way, measured in ways.items():
            if measured.stopped_at not in {None, size}:
                cells.append(f"> {run.patience_s:.0f} s at {measured.stopped_at:,} already")
            else:
                value = measured.numbers.get(row)
                cells.append(write_cell(value, own=own.get(row) if way != "ours" else 0, run=run))
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return lines


def write_tables(found: dict[int, dict[str, Measured]], *, run: Run) -> str:
    """Write what was measured as a page."""
    names = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    day = datetime.now(tz=UTC).date().isoformat()
    behind = list_behind(found)
    lines = [
        "# Benchmarks",
        "",
        (
            f"Written by `make bench` on {day}: {os.cpu_count()} cores, {platform.machine()}, "
            f"Python {platform.python_version()}, {names}; the browser draws without a graphics "
            f"card. The load before was {run.load:.1f}; other programs took "
            f"{run.share_of_others:.0%} of the processors meanwhile. Medians of {run.rounds} acts, "
            "or of as many as fit into half a minute, every way in the same run on the same "
            "records: the catalogue that comes along, and copies of it moved about. In brackets: "
            f"how many times this map's number. > {run.patience_s:.0f} s: nobody waits longer, and "
            "the way is not run on."
        ),
    ]
    for size, ways in found.items():
        lines += _write_size(size, ways, run=run)
    lines += ["", "## Where this map is behind", ""]
    lines += behind or ["Nowhere in these tables."]
    lines += ["", "## What was measured", *_NOTES.rstrip().split("\n"), ""]
    return "\n".join(lines)
