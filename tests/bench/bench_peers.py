"""The map beside its peers, in the same run on the same data: writes ``docs/benchmarks.md``.

``BENCH_SIZES`` (132,1000,10000,100000), ``BENCH_WAYS`` (all) and ``BENCH_ROUNDS`` (6 clicks) say
how much is run, ``BENCH_OUT`` where the tables go. What a peer does not do, or not within the
time that it is given, has no number.
"""

import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

import pytest
from bench_page import write_catalogue
from journeys_conftest import ROOT, free_port
from playwright.sync_api import Browser, Error, Page
from stopwatch import say
from xstatic.pkg import jquery, leaflet

SIZES = tuple(int(one) for one in os.environ.get("BENCH_SIZES", "132,1000,10000,100000").split(","))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "6"))
WAYS = os.environ.get("BENCH_WAYS", "ours,loop,explore,group,pydeck").split(",")
WRITTEN = Path(os.environ.get("BENCH_OUT", ROOT / "docs" / "benchmarks.md"))
WAIT_MS = 180_000
SECTORS = ("roads", "industry", "commerce")
_ROOTS = {"leaflet": leaflet.BASE_DIR, "jquery": jquery.BASE_DIR}
_TICK_S = 1 / os.sysconf("SC_CLK_TCK")

ROWS = {
    "start": "start until it can answer, CPU s",
    "first": "first map, ms",
    "filter": "filter click → drawn, ms",
    "key": "keystroke → list, ms",
    "card": "list click → card, ms",
    "server": "server time a filter click, CPU ms",
    "bytes": "over the wire until the first map, kB",
    "heap": "browser heap, MB",
    "memory": "server memory, MB",
}
PEERS = {
    "ours": "this map",
    "loop": "a loop of markers through st_folium",
    "explore": "GeoDataFrame.explore()",
    "group": "feature_group_to_add",
    "pydeck": "pydeck",
}
MOST = {"ours": 100_000, "loop": 1_000, "explore": 10_000, "group": 10_000, "pydeck": 10_000}
"""Up to so many records each is run: beyond, a click takes a minute and more."""

# Resolves with the milliseconds from the act until what is looked at has changed and a frame is
# painted; the act is a click, or letters typed.
CLOCK = """
([selector, looked, letters]) => new Promise((done) => {
  const look = new Function("return (" + looked + ")");
  const before = look();
  const node = document.querySelector(selector);
  const start = performance.now();
  const wait = () => {
    const now = look();
    const isLate = performance.now() - start > 120000;
    if ((!now || now === before) && !isLate) requestAnimationFrame(wait);
    else requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  };
  if (letters === null) node.click();
  else {
    node.value = letters;
    node.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  wait();
})
"""
_LAYERS = "Object.keys(document.querySelector('iframe')?.contentWindow.map?._layers ?? {}).length"
_SHOWN = "document.querySelector('.city-map')?.dataset.shown"
_NOW = "performance.now()"  # the page answers before the next frame, whatever it leaves
_COUNT = "document.querySelector('.peer-count')?.textContent"


@dataclass
class Measured:
    """The numbers of one way at one size, by row."""

    numbers: dict[str, float] = field(default_factory=dict)


class _Files(SimpleHTTPRequestHandler):
    """The scripts that the peers' maps ask for, from this machine."""

    def translate_path(self, path: str) -> str:
        _, root, name = path.split("?", maxsplit=1)[0].split("/", 2)
        return str(Path(_ROOTS[root]) / name)

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def files() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _read_cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK_S


def _read_peak_mb(pid: int) -> float:
    text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in text.splitlines() if "VmHWM" in line) / 1024


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(3000):
        try:
            with urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail(f"no answer from {address}")


@contextmanager
def serve(way: str, *, path: Path, files: str, log: Path) -> Iterator[tuple[str, int]]:
    """Serve a catalogue in one way; gives the address and the process."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    if way == "ours":
        command, ready = ["-m", "app", "serve", "--port", str(port)], f"{base}/readyz"
    else:
        options = ["--server.port", str(port), "--server.headless", "true"]
        command = ["-m", "streamlit", "run", "tests/bench/peer_app.py", *options]
        ready = f"{base}/_stcore/health"
    own = {"CATALOGUE_FILE": str(path), "PEER_CATALOGUE": str(path), "PEER_WAY": way}
    environment = {**os.environ, **own, "PEER_FILES": files, "CACHE_FOLDER": str(log.parent)}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, stdout=out, stderr=out, env=environment
        )
    try:
        _wait_for(ready, process)
        yield base, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _is_drawn(way: str) -> str:
    """Say in JavaScript that the first map is there."""
    if way == "ours":
        return "document.querySelector('.city-map')?.dataset.ready === 'true'"
    if way == "pydeck":
        return f"{_COUNT} && document.querySelector('canvas')"
    return f"{_COUNT} && {_LAYERS} > 1"


def _measure_ours(page: Page, measured: Measured) -> None:
    """Measure what only this map has: a list that a search answers, and a card."""
    page.evaluate("document.querySelector('.city-filters input[value=commerce]').click()")
    page.evaluate("document.querySelector('.city-filters input[value=commerce]').click()")
    page.wait_for_timeout(1500)
    text = ".city-filters input[type=search]"
    times = []
    for letters in ("t", "ta", "tai", ""):
        times.append(page.evaluate(CLOCK, [text, _NOW, letters]))
        page.wait_for_timeout(700)
    measured.numbers["key"] = statistics.median(times)
    row, card = ".city-list tr[data-id] button", "document.querySelector('.city-card') !== null"
    measured.numbers["card"] = page.evaluate(CLOCK, [row, card, None])


def measure(browser: Browser, base: str, *, way: str, pid: int) -> Measured:
    """Measure one way in the browser."""
    measured = Measured()
    measured.numbers["start"] = _read_cpu_s(pid)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    came = [0.0]

    def count(event: dict[str, float]) -> None:
        came[0] += event["encodedDataLength"]

    client.on("Network.loadingFinished", count)
    client.on("Network.webSocketFrameReceived", lambda e: came.append(len(str(e))))
    try:
        start = time.perf_counter()
        page.goto(base)
        page.wait_for_function(f"() => Boolean({_is_drawn(way)})")
        measured.numbers["first"] = (time.perf_counter() - start) * 1000
        measured.numbers["bytes"] = sum(came) / 1000
        page.wait_for_timeout(2000)
        looked = {"ours": _SHOWN, "pydeck": _COUNT}.get(way, f"{_LAYERS} > 1 && {_LAYERS}")
        times, spent = [], _read_cpu_s(pid)
        for number in range(ROUNDS):
            sector = SECTORS[number % len(SECTORS)]
            box = (
                f".city-filters input[value={sector}]"
                if way == "ours"
                else f".st-key-{sector} input"
            )
            times.append(page.evaluate(CLOCK, [box, looked, None]))
            page.wait_for_timeout(1500)
        measured.numbers["filter"] = statistics.median(times)
        measured.numbers["server"] = (_read_cpu_s(pid) - spent) * 1000 / ROUNDS
        if way == "ours":
            _measure_ours(page, measured)
        client.send("HeapProfiler.collectGarbage")
        usage = client.send("Runtime.getHeapUsage")
        measured.numbers["heap"] = usage["usedSize"] / 1e6
    except Error as error:
        say(f"    {way}: {str(error).splitlines()[0]}")
    measured.numbers["memory"] = _read_peak_mb(pid)
    context.close()
    return measured


def _write_number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 20 else f"{value:.1f}"


def write_tables(found: dict[int, dict[str, Measured]]) -> str:
    """Write what was measured as a page."""
    names = ("streamlit", "folium", "streamlit-folium", "geopandas", "pydeck")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    day = datetime.now(tz=UTC).date().isoformat()
    lines = [
        "# Benchmarks",
        "",
        (
            f"Written by `make bench` on {day}: {os.cpu_count()} cores, {platform.machine()}, "
            f"Python {platform.python_version()}, {versions}; the browser draws without a graphics "
            f"card. Medians of {ROUNDS} clicks, every way in the same run on the same records: the "
            "catalogue that comes along, and copies of it moved about. In brackets: how many times "
            "this map's number. – : the peer has no such thing, or is not run at that size because "
            "a click takes a minute and more."
        ),
    ]
    for size, ways in found.items():
        shown = [way for way in PEERS if way in ways]
        lines += ["", f"## {size:,} records", ""]
        lines.append("| | " + " | ".join(PEERS[way] for way in shown) + " |")
        lines.append("|---|" + "---|" * len(shown))
        for row, label in ROWS.items():
            own = ways["ours"].numbers.get(row) if "ours" in ways else None
            cells = []
            for way in shown:
                value = ways[way].numbers.get(row)
                ratio = f" ({value / own:.1f}×)" if value and own and way != "ours" else ""
                cells.append(_write_number(value) + ratio)
            lines.append(f"| {label} | " + " | ".join(cells) + " |")
    lines += [
        "",
        (
            "A peer's filter click is drawn when its layers have changed; pydeck's when its count "
            "has, because its canvas does not tell. Start is the processor's time until the server "
            "answers that it is ready: a peer is ready before it has read anything, and reads with "
            "its first page."
        ),
        "",
    ]
    return "\n".join(lines)


def bench_peers(browser: Browser, files: str, tmp_path: Path) -> None:
    found: dict[int, dict[str, Measured]] = {}
    for size in SIZES:
        path = write_catalogue(tmp_path, size)
        found[size] = {}
        for way in WAYS:
            if size > MOST[way]:
                continue
            log = tmp_path / f"{way}-{size}.txt"
            with serve(way, path=path, files=files, log=log) as (base, pid):
                found[size][way] = measure(browser, base, way=way, pid=pid)
            told = ", ".join(
                f"{name} {_write_number(number)}"
                for name, number in found[size][way].numbers.items()
            )
            say(f"  {size:>7,} {way:8} {told}")
        WRITTEN.write_text(write_tables(found), encoding="utf-8")
