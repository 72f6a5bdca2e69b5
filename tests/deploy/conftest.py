"""The files of deploy/ at work: a real nginx on loopback, and a process of the map behind it."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # a test imports what stands beside it
from nginx import Nginx, start_proxy
from ports import PAUSE_S, take_port, wait_for_port

ROOT = Path(__file__).parents[2]


class _Named(BaseHTTPRequestHandler):
    """Answers with its own port, as a process of the map would with its session."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body are two writes: the second would wait for 40 ms

    def do_GET(self) -> None:
        body = str(self.server.server_address[1]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def make_nginx() -> Iterator[Callable[..., Nginx]]:
    """Give a function that starts an nginx, stopped at the end."""
    started = []

    def make(folder: Path, **options: object) -> Nginx:
        started.append(start_proxy(folder, **options))
        return started[-1]

    yield make
    for one in started:
        one.stop()


@pytest.fixture
def stand_ins() -> Iterator[list[int]]:
    """Two servers that stand for two processes of the map."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _Named) for _ in range(2)]
    threads = [
        threading.Thread(target=one.serve_forever, args=(PAUSE_S,), daemon=True) for one in servers
    ]
    for thread in threads:
        thread.start()
    yield [one.server_address[1] for one in servers]
    for one in servers:
        one.shutdown()
        one.server_close()


def read_container_steps() -> list[tuple[str, str]]:
    """Read the steps of the container file, each on one line."""
    text = (ROOT / "deploy" / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def copy_as_said(rest: str, target: Path) -> None:
    """Copy what a COPY step names from the project into a folder."""
    *named, to = rest.split()
    for name in named:
        source = ROOT / name
        if source.is_dir():  # what Python compiled goes along: it is not compiled once more
            left_out = shutil.ignore_patterns(".cache", "*.pyc.*")
            shutil.copytree(source, target / to, ignore=left_out)
        else:
            shutil.copy(source, target / to)


class Container:
    """What the steps of the container file make, in a folder.

    Packages of others are this machine's, not fetched anew.
    """

    def __init__(self, folder: Path) -> None:
        self.here, self.site = folder / "srv", folder / "site"
        self.steps = read_container_steps()
        told = dict(self.steps)
        self.user = told["USER"]
        self.environment = dict(one.split("=") for one in told["ENV"].split())
        self.command: list[str] = json.loads(told["CMD"])
        self.health: list[str] = json.loads(told["HEALTHCHECK"].partition("CMD ")[2])

    def make(self) -> None:
        """Run the steps."""
        self.here.mkdir()
        for name, rest in self.steps:
            if name == "COPY":
                copy_as_said(rest, self.here)
            elif name == "RUN" and "pip install" in rest:
                own = ["--no-index", "--no-deps", "--no-build-isolation", "--no-compile"]
                own += ["--target", str(self.site), "."]
                pip = [sys.executable, "-m", "pip", "install", "-q", *own]
                subprocess.run(pip, cwd=self.here, check=True)


@pytest.fixture(scope="session")
def container(build_once: Callable[[str, Callable[[Path], object]], Path]) -> Container:
    """Make what the container file says, once for all workers."""
    return Container(build_once("container", lambda folder: Container(folder).make()))


class Map:
    """The container's process of the map behind nginx, under a prefix."""

    def __init__(self, folder: Path, *, container: Container) -> None:
        self.port, self.metrics_port = take_port(), take_port()
        self.nginx = start_proxy(folder, upstreams=[self.port], prefix="/city")
        self.address = f"http://127.0.0.1:{self.nginx.port}/city/"
        self.log = folder / "map.log"
        self.container = container
        self.environment = {
            **os.environ,
            **container.environment,
            "PUBLIC_URL": self.address,
            "METRICS_PORT": str(self.metrics_port),
            "METRICS_HOST": "127.0.0.1",
            "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", ""),  # the fonts found before
            "PYTHONPATH": str(container.site),
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.words(container.command),
                cwd=container.here,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        wait_for_port(self.port, self.process)
        wait_for_port(self.metrics_port, self.process)

    def words(self, command: list[str]) -> list[str]:
        """Give a command of the container file with this machine's Python and this map's port."""
        return [sys.executable, *(word.replace("8501", str(self.port)) for word in command[1:])]

    def get(self, path: str, *, query: str = "") -> tuple[int, bytes]:
        address = f"{self.address}{path}" + (f"?{query}" if query else "")
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def ask_until(self, is_so: Callable[[], bool]) -> None:
        """Ask again and again, with pauses, until something is so."""
        while not is_so():
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(PAUSE_S)

    def get_headers(self, path: str) -> Message:
        with urllib.request.urlopen(f"{self.address}{path}") as answer:
            return answer.headers

    def read_metrics(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics") as answer:
            return answer.read().decode()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.nginx.stop()


@pytest.fixture(scope="module")
def running(tmp_path_factory, container: Container) -> Iterator[Map]:
    """One process for all tests of a file; the last one stops it."""
    started = Map(tmp_path_factory.mktemp("deploy"), container=container)
    yield started
    started.stop()
