"""A crowd: many live connections, each a filter every ten seconds; directly, and behind nginx.

``CROWD_SIZES`` (50,200,500), ``CROWD_S`` (40 s of clicks) and ``CROWD_REMEMBERED_S`` (125) say how
much is run. The readers are played by this process on the same machine, so the waits hold their
work too; what the servers themselves used is told apart. Readers who have left are remembered for
two minutes, in case that they come back: memory is read again after that.
"""

import asyncio
import os
import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from journeys_conftest import free_port, start_server
from nginx import start_proxy
from own_processes import Busyness, read_cpu_s
from page_reader import PageReader
from stopwatch import say
from websockets.exceptions import WebSocketException

SIZES = tuple(int(one) for one in os.environ.get("CROWD_SIZES", "50,200,500").split(","))
CLICKING_S = float(os.environ.get("CROWD_S", "40"))
BETWEEN_S = 10
_REMEMBERED_S = float(os.environ.get("CROWD_REMEMBERED_S", "125"))
_AT_THE_DOOR = 8  # who come in at the same time
_FILES, _CLICKING = 4, 20
SECTORS = ("roads", "industry", "commerce", "culture-tourism", "innovation")


@contextmanager
def serve(folder: Path, *, processes: int) -> Iterator[tuple[list[int], list[int]]]:
    """Serve the catalogue that comes along; gives the processes and their ports."""
    ports = [free_port() for _ in range(processes)]
    started = []
    for port in ports:
        process, _ = start_server(folder / f"{port}.txt", port=port)
        started.append(process)
    try:
        yield [one.pid for one in started], ports
    finally:
        for one in started:
            one.terminate()
        for one in started:
            one.wait()


def _wait_until_ready(port: int) -> None:
    while True:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            if answer.status == 200:
                return
        time.sleep(0.2)


def read_mb(pids: list[int]) -> float:
    """Read what the serving processes hold, without those that make files."""
    kb = 0
    for pid in pids:
        text = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        kb += sum(int(line.split()[1]) for line in text.splitlines() if "VmRSS" in line)
    return kb * 1024 / 1e6


def _take_cookie(address: str) -> dict[str, str]:
    """Load the page as a browser does first; what a proxy marks it with leads it back."""
    with urlopen(address) as answer:
        cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
    return {"Cookie": cookie} if cookie else {}


class Crowd:
    """Readers of one address, and what they saw."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.readers: list[PageReader] = []
        self.waits_ms: list[float] = []
        self.errors = 0

    async def come(self, number: int) -> None:
        """Let readers come in, a few at a time."""
        door = asyncio.Semaphore(_AT_THE_DOOR)

        async def come_in() -> None:
            async with door:
                headers = await asyncio.to_thread(_take_cookie, self.address)
                reader = PageReader(self.address, headers=headers)
                await reader.open()
                self.readers.append(reader)

        await asyncio.gather(*(come_in() for _ in range(number)))

    async def click(self) -> None:
        """Let each choose a filter every ten seconds, each at its own time."""

        async def go_on(reader: PageReader) -> None:
            loop = asyncio.get_running_loop()
            until = loop.time() + CLICKING_S
            at = loop.time() + random.uniform(0, BETWEEN_S)  # noqa: S311 - no secret
            while at < until:
                await asyncio.sleep(at - loop.time())
                try:
                    self.waits_ms.append(await reader.choose(random.choice(SECTORS)) * 1000)  # noqa: S311
                except (OSError, WebSocketException):
                    self.errors += 1
                    return
                at += BETWEEN_S

        await asyncio.gather(*(go_on(reader) for reader in self.readers))

    async def leave(self) -> None:
        """Let all go."""
        await asyncio.gather(*(reader.close() for reader in self.readers))


async def _measure(address: str, pids: list[int], ports: list[int], *, size: int) -> None:
    for port in ports:
        await asyncio.to_thread(_wait_until_ready, port)
    await asyncio.sleep(5)  # what is prepared behind the first answers
    warm = Crowd(address)
    await warm.come(2 * len(pids))
    await warm.leave()
    before_mb = read_mb(pids)
    crowd = Crowd(address)
    await crowd.come(size)
    await asyncio.sleep(2)
    spent, busy = sum(read_cpu_s(pid) for pid in pids), Busyness()
    await crowd.click()
    spent = sum(read_cpu_s(pid) for pid in pids) - spent
    during_mb = read_mb(pids)
    share = busy.share_of_others()
    await crowd.leave()
    await asyncio.sleep(_REMEMBERED_S)
    waits = sorted(crowd.waits_ms)
    say(
        f"  {size:>4} readers, {len(pids)} process(es): {len(waits)} clicks, "
        f"{crowd.errors} errors, p50 {statistics.median(waits):.0f} ms, "
        f"p95 {waits[int(len(waits) * 0.95)]:.0f} ms, most {waits[-1]:.0f} ms; "
        f"server {spent * 1000 / len(waits):.1f} CPU ms a click; memory {before_mb:.0f} MB, "
        f"with them {during_mb:.0f}, after {read_mb(pids):.0f}; "
        f"load {os.getloadavg()[0]:.1f}, others had {share:.0%} of the processors"
    )


@pytest.mark.parametrize("size", SIZES)
def bench_one_process(size: int, tmp_path: Path) -> None:
    with serve(tmp_path, processes=1) as (pids, ports):
        asyncio.run(_measure(f"http://127.0.0.1:{ports[0]}/", pids, ports, size=size))


@pytest.mark.parametrize("size", SIZES)
def bench_behind_nginx(size: int, tmp_path: Path) -> None:
    with serve(tmp_path, processes=2) as (pids, ports):
        nginx = start_proxy(tmp_path, upstreams=ports)
        try:
            asyncio.run(_measure(f"http://127.0.0.1:{nginx.port}/", pids, ports, size=size))
        finally:
            nginx.stop()


async def _ask_while(files: list[asyncio.Task[int]], address: str) -> list[float]:
    """Ask for the health of the server for as long as files are made; gives each wait."""

    def ask() -> None:
        with urlopen(f"{address}healthz") as answer:
            assert answer.status == 200

    waits = []
    while not all(one.done() for one in files):
        begun = time.perf_counter()
        await asyncio.to_thread(ask)
        waits.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(0.05)
    return sorted(waits)


async def _export_among(address: str, port: int) -> None:
    def fetch() -> int:
        with urlopen(f"{address}export/png?paper=a0") as answer:
            return len(answer.read())

    await asyncio.to_thread(_wait_until_ready, port)
    await asyncio.sleep(5)
    crowd = Crowd(address)
    await crowd.come(_CLICKING)
    files = [asyncio.create_task(asyncio.to_thread(fetch)) for _ in range(_FILES)]
    clicking = asyncio.create_task(crowd.click())
    health = await _ask_while(files, address)
    clicking.cancel()
    sizes = await asyncio.gather(*files)
    clicks = sorted(crowd.waits_ms)
    say(
        f"  {_FILES} A0 pictures at once ({min(sizes) / 1e6:.1f} MB each): healthz p50 "
        f"{statistics.median(health):.0f} ms, p95 {health[int(len(health) * 0.95)]:.0f} ms of "
        f"{len(health)}; {len(clicks)} clicks of {_CLICKING} readers meanwhile, p50 "
        f"{statistics.median(clicks):.0f} ms, p95 {clicks[int(len(clicks) * 0.95)]:.0f} ms; "
        f"load {os.getloadavg()[0]:.1f}"
    )


def bench_exports(tmp_path: Path) -> None:
    with serve(tmp_path, processes=1) as (_, ports):
        asyncio.run(_export_among(f"http://127.0.0.1:{ports[0]}/", ports[0]))
