"""The map beside its peers, in the same run on the same data: writes ``docs/benchmarks.md``.

``BENCH_SIZES`` (132,1000,10000,100000), ``BENCH_WAYS`` (all) and ``BENCH_ROUNDS`` (6 acts) say how
much is run, ``BENCH_OUT`` where the tables go. On a busy machine it measures nothing, because the
tables would be the others' too; ``BENCH_BUSY=1`` lets it.
"""

import base64
import gzip
import json
import math
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from benchmark_tables import ROWS, Measured, Run, write_cell, write_tables
from many_projects import write_catalogue
from own_processes import Busyness, read_cpu_s, read_peak_mb
from page_clock import time_act, wait_until_calm
from playwright.sync_api import Browser, CDPSession, Page
from playwright.sync_api import TimeoutError as TimeIsUp
from stopwatch import say
from ways import OURS, ROOT, WAYS, Served, Way, serve
from xstatic.pkg import jquery, leaflet

SECTORS = ("roads", "industry", "commerce")
LETTERS = (*"cen", *["Backspace"] * 3)
"""Typed one by one: each leaves fewer records here and in a peer, or brings some back."""
READERS = 3
BUDGET_S = 30
"""An act is not repeated when so much has been spent on it."""
BUSY_LOAD = 0.8
LOAD_BEFORE = os.getloadavg()[0]
"""The load when the command began: later on the measurements before this one have had a share."""
_ROOTS = {"leaflet": leaflet.BASE_DIR, "jquery": jquery.BASE_DIR}
_BINARY = 2
_COLLECT, _ASK_HEAP = "HeapProfiler.collectGarbage", "Runtime.getHeapUsage"


@dataclass(frozen=True)
class Plan:
    """How much is run."""

    sizes: tuple[int, ...] = (132, 1000, 10_000, 100_000)
    ways: tuple[str, ...] = tuple(WAYS)
    rounds: int = 6
    patience_s: float = 60
    has_own_servers: bool = True
    """Whether each peer has a server of its own and each is started once more; else one is shared,
    and one tab, which says nothing about start, memory and bytes, and what all peers have alike is
    measured with the first of them."""
    is_page_used: bool = True
    """Whether what all peers have alike is used: search, list and cards, whatever the map."""
    calm_ms: int = 300
    """How long a server must do nothing after an act to be at rest."""


class LateError(Exception):
    """A row has taken longer than the patience."""

    def __init__(self, row: str) -> None:
        super().__init__(row)
        self.row = row


class _Files(BaseHTTPRequestHandler):
    """The scripts that the peers' maps ask for, from this machine, compressed as their hosts do."""

    def do_GET(self) -> None:
        _, root, name = self.path.split("?", maxsplit=1)[0].split("/", 2)
        body = gzip.compress((Path(_ROOTS[root]) / name).read_bytes())
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_files() -> Iterator[str]:
    """Serve the scripts; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


class Wire:
    """The bytes that a page has received."""

    def __init__(self, client: CDPSession) -> None:
        self.received = 0.0
        client.on("Network.loadingFinished", self._add_file)
        client.on("Network.webSocketFrameReceived", self._add_message)
        client.send("Network.enable")

    def _add_file(self, event: dict[str, float]) -> None:
        self.received += event["encodedDataLength"]

    def _add_message(self, event: dict[str, dict[str, str | float]]) -> None:
        data = str(event["response"]["payloadData"])
        is_binary = event["response"]["opcode"] == _BINARY
        self.received += len(base64.b64decode(data)) if is_binary else len(data.encode())


def open_tab(browser: Browser) -> Page:
    """Open a tab of an empty browser."""
    return browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB").new_page()


class Reader:
    """A reader before the page of one way, with an empty browser or a tab used before."""

    def __init__(self, browser: Browser, served: Served, *, way: Way, plan: Plan) -> None:
        self.page = served.tab or open_tab(browser)
        self.page.set_default_timeout(2000 * plan.patience_s)
        self.client = self.page.context.new_cdp_session(self.page)
        self.wire = Wire(self.client)
        self.served, self.way, self.plan = served, way, plan
        self.ticked: set[str] = set()

    def open(self, *, placed: int, row: str) -> float:
        """Open the page; gives the milliseconds until the map is drawn."""
        drawn = self.way.drawn.replace("PLACED", str(placed))
        start = time.perf_counter()
        self.page.goto(self.way.address(self.served.base), wait_until="commit")
        try:
            self.page.wait_for_function(
                f"() => Boolean({drawn})", timeout=self.plan.patience_s * 1000
            )
        except TimeIsUp:
            raise LateError(row) from None
        return (time.perf_counter() - start) * 1000

    def rest(self) -> None:
        """Wait until page and server are at rest."""
        wait_until_calm(self.page, pid=self.served.pid, calm_ms=self.plan.calm_ms)

    def leave(self) -> None:
        """Close the browser, if it is the reader's own."""
        if self.served.tab is None:
            self.page.context.close()
        else:
            self.client.detach()

    def act(self, do: Callable[[], object], *, look: str, event: str, row: str) -> float:
        """Do something and wait for the answer, and for the rest after it; gives milliseconds."""
        took = time_act(self.page, do, look=look, event=event, patience_s=self.plan.patience_s)
        if math.isinf(took):
            raise LateError(row)
        self.rest()
        return took

    def heap_mb(self) -> float:
        """Measure what the page and its workers hold after a collection."""
        self.client.send(_COLLECT)
        usages = [self.client.send(_ASK_HEAP), *self._ask_workers()]
        held = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
        return sum(usage[name] for usage in usages for name in held) / 1e6

    def _ask_workers(self) -> list[dict[str, float]]:
        """Ask each worker of the page for its heap, which the page's own does not count."""
        workers: list[str] = []
        answers: list[dict[str, float]] = []

        def hear(event: dict[str, str]) -> None:
            message = json.loads(event["message"])
            answers.extend([message["result"]] if "usedSize" in message.get("result", {}) else [])

        self.client.on("Target.attachedToTarget", lambda event: workers.append(event["sessionId"]))
        self.client.on("Target.receivedMessageFromTarget", hear)
        watched = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self.client.send("Target.setAutoAttach", watched)
        self.page.evaluate("() => null")  # what was attached has been told by now
        for worker in workers:
            for number, method in enumerate((_COLLECT, _ASK_HEAP)):
                message = json.dumps({"id": number, "method": method})
                self.client.send(
                    "Target.sendMessageToTarget", {"sessionId": worker, "message": message}
                )
        while len(answers) < len(workers):
            self.page.evaluate("() => null")
        return answers


def _is_enough(times_ms: list[float], *, plan: Plan) -> bool:
    return len(times_ms) >= plan.rounds or sum(times_ms) > BUDGET_S * 1000


def tick_sectors(reader: Reader, measured: Measured) -> None:
    """Measure what a filter costs the reader and the server."""
    way, pid = reader.way, reader.served.pid
    times_ms: list[float] = []
    cpu_ms: list[float] = []
    while not _is_enough(times_ms, plan=reader.plan):
        sector = SECTORS[len(times_ms) % len(SECTORS)]
        spent_s = read_cpu_s(pid)
        times_ms.append(
            reader.act(
                lambda chosen=sector: way.choose(reader.page, chosen),
                look=way.on_map,
                event="pointerup",
                row="filter_ms",
            )
        )
        cpu_ms.append((read_cpu_s(pid) - spent_s) * 1000)
        reader.ticked ^= {sector}
    measured.numbers["filter_ms"] = statistics.median(times_ms)
    measured.numbers["server_ms"] = statistics.median(cpu_ms)


def untick_sectors(reader: Reader, _: Measured) -> None:
    """Have all records again, for those who search them."""
    for sector in reader.ticked:
        reader.way.choose(reader.page, sector)
        reader.rest()


def type_letters(reader: Reader, measured: Measured) -> None:
    """Measure how long the list takes to follow a search; a peer's is sent with Enter."""
    way, keyboard = reader.way, reader.page.keyboard
    way.open_search(reader.page)
    times_ms: list[float] = []
    for letter in LETTERS[: max(reader.plan.rounds, 2)]:
        row = "key_ms" if times_ms else "first_key_ms"
        key = letter
        if way.is_peer:
            keyboard.press(letter)
            key = "Enter"
        times_ms.append(
            reader.act(
                lambda pressed=key: keyboard.press(pressed),
                look=way.in_list,
                event="keydown",
                row=row,
            )
        )
        measured.numbers[row] = statistics.median(times_ms[1:] or times_ms)
        if len(times_ms) > 1 and sum(times_ms) > BUDGET_S * 1000:
            break


def open_cards(reader: Reader, measured: Measured) -> None:
    """Measure how long a row of the list takes to open its card."""
    times_ms: list[float] = []
    while not _is_enough(times_ms, plan=reader.plan):
        row = len(times_ms)
        times_ms.append(
            reader.act(
                lambda opened=row: reader.way.open_card(reader.page, opened),
                look=reader.way.on_card,
                event="pointerup",
                row="card_ms",
            )
        )
        reader.way.close_card(reader.page)
        reader.rest()
    measured.numbers["card_ms"] = statistics.median(times_ms)


USES_OF_PAGE = (untick_sectors, type_letters, open_cards)
ROWS_OF_PAGE = ("first_key_ms", "key_ms", "card_ms")


def measure(browser: Browser, served: Served, *, way: Way, placed: int, plan: Plan) -> Measured:
    """Measure all of a way but for its start once more."""
    measured = Measured()
    numbers = measured.numbers
    readers: list[Reader] = []

    def come() -> Reader:
        for gone in readers:
            gone.leave()
        readers[:] = [Reader(browser, served, way=way, plan=plan)]
        return readers[0]

    try:
        reader = come()
        firsts_ms = [reader.open(placed=placed, row="start_wall_s")]
        numbers["start_wall_s"] = time.perf_counter() - served.begun_s
        numbers["start_cpu_s"] = read_cpu_s(served.pid)
        reader.rest()
        if plan.has_own_servers:
            firsts_ms = []
            while len(firsts_ms) < READERS and sum(firsts_ms) < BUDGET_S * 1000:
                reader = come()
                firsts_ms.append(reader.open(placed=placed, row="first_ms"))
                reader.rest()
        numbers["first_ms"] = statistics.median(firsts_ms)
        numbers["bytes_kb"] = reader.wire.received / 1000
        tick_sectors(reader, measured)
        for use in USES_OF_PAGE if plan.is_page_used else ():
            use(reader, measured)
        numbers["heap_mb"] = reader.heap_mb()
    except LateError as late:
        numbers[late.row] = math.inf
    numbers["memory_mb"] = read_peak_mb(served.pid)
    for reader in readers:
        reader.leave()
    return measured


def start_again(browser: Browser, served: Served, *, way: Way, placed: int, plan: Plan) -> float:
    """Measure the seconds of a start with what the first has kept."""
    reader = Reader(browser, served, way=way, plan=plan)
    try:
        reader.open(placed=placed, row="again_wall_s")
    except LateError:
        return math.inf
    finally:
        reader.leave()
    return time.perf_counter() - served.begun_s


class Benchmark:
    """A run of a plan: it tells each number as it comes and writes the page after each size."""

    def __init__(
        self, browser: Browser, *, plan: Plan, folder: Path, written: Path,
        find_port: Callable[[], int],
    ) -> None:  # fmt: skip
        self.browser, self.plan, self.folder, self.written = browser, plan, folder, written
        self.find_port = find_port
        self.busyness = Busyness()
        self.found: dict[int, dict[str, Measured]] = {}
        self.shared: Served | None = None

    def run(self) -> dict[int, dict[str, Measured]]:
        """Run all and write it; gives what was found by size and way."""
        begun_s = time.perf_counter()
        stopped: dict[str, int] = {}
        with serve_files() as files:
            for size in self.plan.sizes:
                path, placed = write_catalogue(self.folder, size)
                self.found[size] = {}
                self.shared = None
                with ExitStack() as servers:
                    for name in self.plan.ways:
                        measured = Measured(stopped_at=stopped.get(name))
                        if name not in stopped:
                            measured = self._run_way(
                                WAYS[name], path=path, placed=placed, files=files, servers=servers
                            )
                            if math.inf in measured.numbers.values():
                                measured.stopped_at = stopped[name] = size
                        self.found[size][name] = measured
                        self._tell(size, name, spent_s=time.perf_counter() - begun_s)
                self._write()
        return self.found

    def _run_way(
        self, way: Way, *, path: Path, placed: int, files: str, servers: ExitStack
    ) -> Measured:
        browser, plan = self.browser, self.plan
        is_shared = way.is_peer and not plan.has_own_servers
        folder = self.folder / f"{path.stem}-{'peers' if is_shared else way.name}"
        where = {"path": path, "files": files, "folder": folder}
        if is_shared:
            if self.shared:
                plan = replace(plan, is_page_used=False)
            else:
                served = servers.enter_context(serve(way, port=self.find_port(), **where))
                tab = open_tab(browser)
                servers.callback(tab.context.close)
                self.shared = replace(served, tab=tab)
            return measure(browser, self.shared, way=way, placed=placed, plan=plan)
        with serve(way, port=self.find_port(), **where) as served:
            measured = measure(browser, served, way=way, placed=placed, plan=plan)
        if plan.has_own_servers and math.inf not in measured.numbers.values():
            with serve(way, port=self.find_port(), **where) as served:
                measured.numbers["again_wall_s"] = start_again(
                    browser, served, way=way, placed=placed, plan=plan
                )
        return measured

    def _describe(self) -> Run:
        return Run(
            rounds=self.plan.rounds,
            patience_s=self.plan.patience_s,
            load=LOAD_BEFORE,
            share_of_others=self.busyness.share_of_others(),
        )

    def _tell(self, size: int, name: str, *, spent_s: float) -> None:
        measured = self.found[size][name]
        run = self._describe()
        told = ", ".join(
            f"{row} {write_cell(measured.numbers[row], own=None, run=run)}"
            for row in ROWS
            if row in measured.numbers
        )
        say(f"  {spent_s / 60:4.1f} min {size:>7,} {name:8} {told or 'not run'}")

    def _write(self) -> None:
        self.written.parent.mkdir(parents=True, exist_ok=True)
        self.written.write_text(write_tables(self.found, run=self._describe()), encoding="utf-8")


def read_plan() -> Plan:
    """Read how much is run from the environment."""
    plan = Plan()
    asked = os.environ.get
    return replace(
        plan,
        sizes=tuple(int(one) for one in asked("BENCH_SIZES", "").split(",") if one) or plan.sizes,
        ways=tuple(one for one in asked("BENCH_WAYS", "").split(",") if one) or plan.ways,
        rounds=int(asked("BENCH_ROUNDS", str(plan.rounds))),
    )


def bench_peers(browser: Browser, find_port: Callable[[], int], tmp_path: Path) -> None:
    written = Path(os.environ.get("BENCH_OUT", ROOT / "docs" / "benchmarks.md"))
    if LOAD_BEFORE > BUSY_LOAD and not os.environ.get("BENCH_BUSY"):
        pytest.fail(
            f"other programs run: the load is {LOAD_BEFORE:.1f}, expected at most {BUSY_LOAD}."
            f" {written.name} stays as it is: wait until they have ended, or set BENCH_BUSY=1",
            pytrace=False,
        )
    say("")
    found = Benchmark(
        browser, plan=read_plan(), folder=tmp_path, written=written, find_port=find_port
    ).run()
    assert all(OURS.name not in ways or ways[OURS.name].numbers for ways in found.values())
