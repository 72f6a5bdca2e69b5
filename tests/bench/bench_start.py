"""Starting to serve at 132 to 100,000 records: the first time, and from what was kept."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from bench_page import write_catalogue
from journeys_conftest import ROOT, free_port
from stopwatch import say

SIZES = (132, 1_000, 10_000, 100_000)
PATIENCE_S = 600
MIB = 1024


@dataclass(frozen=True)
class Start:
    """What a start took until the server was ready."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def read_cpu_s(pid: int) -> float:
    """Read how many seconds of CPU a process took, without those of its children."""
    parts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def read_peak_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / MIB


def is_ready(base: str) -> bool:
    try:
        with urlopen(f"{base}/readyz", timeout=PATIENCE_S) as answer:
            return answer.status == HTTPStatus.OK
    except (HTTPError, URLError, OSError):
        return False


@contextmanager
def serve(path: Path, *, cache: Path) -> Iterator[tuple[Start, str]]:
    """Start the server as `make run` does and wait until it is ready."""
    port = free_port()
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "CATALOGUE_FILE": str(path), "CACHE_FOLDER": str(cache)},
    )
    base = f"http://127.0.0.1:{port}"
    try:
        while not is_ready(base):
            if process.poll() is not None or time.monotonic() - begun > PATIENCE_S:
                pytest.fail("the server did not become ready")
            time.sleep(0.02)
        wall_s = time.monotonic() - begun
        yield Start(wall_s, read_cpu_s(process.pid), read_peak_mib(process.pid)), base
    finally:
        process.terminate()
        process.wait(timeout=60)


def read_ready(base: str) -> bytes:
    with urlopen(f"{base}/readyz", timeout=PATIENCE_S) as answer:
        return answer.read()


def bench_start_at_every_size(tmp_path):
    """Print a table: wall and CPU seconds, how many times those at the smallest size, and MiB."""
    smallest: dict[str, Start] = {}
    say(f"\n{'records':>9} {'start':12} {'wall s':>7} {'CPU s':>7} {'times':>6} {'peak MiB':>9}")
    for size in SIZES:
        path, cache = write_catalogue(tmp_path, size), tmp_path / f"cache-{size}"
        cache.mkdir()
        told = []
        for name in ("first", "from cache"):
            with serve(path, cache=cache) as (start, base):
                told.append(read_ready(base))
            times = start.cpu_s / smallest.setdefault(name, start).cpu_s
            say(
                f"{size:>9,} {name:12} {start.wall_s:7.1f} {start.cpu_s:7.1f} {times:6.1f}"
                f" {start.peak_mib:9.0f}"
            )
        assert told[0] == told[1]
        path.unlink()
