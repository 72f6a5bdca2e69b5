"""Measure the published site: how long it takes to write, and what nginx serves of it.

``python tests/bench/bench_site.py --counts 1,20,200`` writes sites of so many catalogues, each a
copy of Taiyuan's as another city's, and prints time, size and files; then it serves the
first with nginx on loopback, and the same library with the app, and asks each for the pages of
its projects as so many readers at once.
"""

import argparse
import asyncio
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "deploy"))
from nginx import start_site  # noqa: E402 - it stands beside the tests of nginx

DATA = ROOT / "projects" / "data"
FIRST_CITY = 9000


def make_library(folder: Path, *, count: int, records: int) -> Path:
    """Write so many catalogues, each with the first records of Taiyuan's as another city's."""
    folder.mkdir(parents=True)
    content = json.loads((DATA / "taiyuan-2024.geojson").read_text(encoding="utf-8"))
    content["features"] = content["features"][:records]
    held = {one["properties"]["id"] for one in content["features"] if one["geometry"]}
    content["metadata"]["leaves_city"] = [
        one for one in content["metadata"]["leaves_city"] if one in held
    ]
    text = json.dumps(content, ensure_ascii=False)
    for number in range(count):
        name = f"city-{number:03d}-2024"
        # No province has such a number: the cities are made up, and so are their districts.
        prefix = str(FIRST_CITY + number)
        content = json.loads(re.sub(r'"1401(\d\d)"', rf'"{prefix}\1"', text))
        content["metadata"]["id"] = name
        content["metadata"]["city"]["name_en"] = f"City {number}"
        content["metadata"]["city"]["name_zh"] = f"第{number}市"
        (folder / f"{name}.geojson").write_text(
            json.dumps(content, ensure_ascii=False), encoding="utf-8"
        )
    return folder


def publish(library: Path, out: Path, *, options: Sequence[str]) -> tuple[float, str]:
    """Publish a library in a process of its own; gives the seconds and what it said."""
    command = [
        sys.executable,
        "-m",
        "app",
        "publish",
        "--out",
        str(out),
        "--catalogue",
        str(library),
        *options,
    ]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return time.perf_counter() - begun, done.stdout.strip()


async def ask(port: int, paths: list[str], *, readers: int, seconds: float) -> dict[str, float]:
    """Ask a server as so many readers at once, each over a connection that it keeps."""
    waited: list[float] = []
    failed = 0
    end = time.perf_counter() + seconds

    async def read_one(number: int) -> None:
        nonlocal failed
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        at = number
        while time.perf_counter() < end:
            path = paths[at % len(paths)]
            at += 1
            begun = time.perf_counter()
            writer.write(
                f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode()
            )
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            if "content-length:" in head:
                size = int(head.partition("content-length:")[2].partition("\r\n")[0])
                await reader.readexactly(size)
            else:
                while size := int(await reader.readline(), 16):
                    await reader.readexactly(size + 2)
                await reader.readline()
            waited.append(time.perf_counter() - begun)
            failed += " 200 " not in head.partition("\r\n")[0]
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(read_one(number) for number in range(readers)))
    took = time.perf_counter() - begun
    return {
        "requests_a_second": len(waited) / took,
        "p50_ms": statistics.median(waited) * 1000,
        "p95_ms": statistics.quantiles(waited, n=20)[18] * 1000,
        "failed": failed,
    }


def serve_app(library: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Serve the same library with the app; gives the process and its port once it is ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "CATALOGUES": str(library), "CACHE_FOLDER": ""},
    )
    while process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                if answer.status == HTTPStatus.OK:
                    break
        except OSError:
            time.sleep(0.1)
    return process, port


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", default="1,20")
    parser.add_argument("--records", type=int, default=134)
    parser.add_argument("--without-papers", action="store_true")
    parser.add_argument("--readers", default="200,1000")
    parser.add_argument("--seconds", type=float, default=8)
    arguments = parser.parse_args()
    options = ["--without-papers"] if arguments.without_papers else []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        first, shelf = None, home
        for count in map(int, arguments.counts.split(",")):
            library = make_library(
                home / f"library-{count}", count=count, records=arguments.records
            )
            out = home / f"site-{count}"
            for _ in range(2):
                seconds, said = publish(library, out, options=options)
                sys.stdout.write(f"{count} catalogues: {seconds:.0f} s; {said}\n")
            first, shelf = (first, shelf) if first else (out, library)
        assert first is not None
        nginx = start_site(home, first, more="keepalive_requests 1000000;", workers=2)
        pages = [f"/{one.relative_to(first)}" for one in sorted(first.rglob("projects/*.html"))]
        views = [f"/?sel={Path(one).stem}" for one in pages if not one.startswith("/en/")]
        app, app_port = serve_app(shelf)
        for readers in map(int, arguments.readers.split(",")):
            for who, at, paths in (("nginx", nginx.port, pages), ("the app", app_port, views)):
                told = asyncio.run(ask(at, paths, readers=readers, seconds=arguments.seconds))
                sys.stdout.write(f"{who}, {readers} readers: {json.dumps(told)}\n")
        nginx.stop()
        app.terminate()
        app.wait()


if __name__ == "__main__":
    main()
