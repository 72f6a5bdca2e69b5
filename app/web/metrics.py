"""What the server says of itself to whoever runs it: Prometheus metrics on a port of their own.

Nothing of a reader is in them: no address, no query, no name of what was looked at. Paths are
told by the door they lead to.
"""

import os
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import SettingError
from app.pages_register import PAGES
from app.web.late_doors import LATE_DOORS
from app.web.stopping import WORK

METRICS_PORT: Final = "METRICS_PORT"
METRICS_HOST: Final = "METRICS_HOST"
_LAST_PORT: Final = 65_535
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)


def _first_part(path: str) -> str:
    """Return the first part of a path, without an ending."""
    return path.strip("/").partition("/")[0].partition(".")[0]


_DOORS: Final = frozenset(
    (
        *("_stcore", "assets", "component", "data", "healthz", "media", "qr", "readyz", "robots"),
        *("static", "street"),
        *PAGES,
        *(_first_part(path) for paths in LATE_DOORS.values() for path in paths),
    )
)


def name_door(path: str) -> str:
    """Name the door that a path leads to: one of few, whatever is asked for.

    Examples
    --------
    >>> [name_door(path) for path in ("/", "/data/x.geojson", "/changes.csv", "/wp-login.php")]
    ['map', 'data', 'changes', 'other']
    """
    first = _first_part(path)
    if not first:
        return "map"
    return first if first in _DOORS else "other"


def read_port() -> int | None:
    """Read the port of the metrics; None where they are not asked for.

    Raises
    ------
    SettingError
        Where the setting is no port.
    """
    text = os.environ.get(METRICS_PORT, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _LAST_PORT):
        raise SettingError(f"{METRICS_PORT}: expected a port, 1 to 65535; found {text!r}")
    return int(text)


def _load_client() -> Any:  # noqa: ANN401 - a library that may not be there
    """Load prometheus_client.

    Raises
    ------
    SettingError
        Where it is not installed.
    """
    try:
        return import_module("prometheus_client")
    except ImportError as error:
        raise SettingError(
            f"{METRICS_PORT} needs prometheus-client, which is not installed; "
            "install it with: pip install 'city-projects-map[deploy]'"
        ) from error


class Meters:
    """The meters of this process, in a registry of their own.

    Parameters
    ----------
    count_files
        Counts the files that are being made or waited for.
    """

    def __init__(self, *, count_files: Callable[[], int]) -> None:
        """Make the meters, and those of the process itself."""
        client = _load_client()
        self.registry = client.CollectorRegistry()
        client.ProcessCollector(registry=self.registry)
        client.PlatformCollector(registry=self.registry)
        client.GCCollector(registry=self.registry)
        self.requests = client.Counter(
            "city_requests", "Requests answered.", ["door", "status"], registry=self.registry
        )
        self.seconds = client.Histogram(
            "city_request_seconds",
            "Time to the last byte of an answer.",
            ["door"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.sessions = client.Gauge(
            "city_sessions", "Live connections of pages.", registry=self.registry
        )
        under_way = client.Gauge(
            "city_requests_under_way", "Requests being answered.", registry=self.registry
        )
        under_way.set_function(lambda: WORK.under_way)
        files = client.Gauge(
            "city_files_under_way", "Files being made or waited for.", registry=self.registry
        )
        files.set_function(count_files)

    def serve(self, port: int) -> None:
        """Serve the metrics on a port of their own.

        Parameters
        ----------
        port
            The port, on the address that the setting ``METRICS_HOST`` names: this machine's own
            where it is left out.

        Raises
        ------
        SettingError
            Where the port cannot be had.
        """
        host = os.environ.get(METRICS_HOST, "127.0.0.1")
        try:
            _load_client().start_http_server(port, addr=host, registry=self.registry)
        except OSError as error:
            raise SettingError(
                f"{METRICS_PORT}: cannot listen on {host} port {port}: {error.strerror}"
            ) from error


class Metered:
    """Measure every request and count the live connections.

    Parameters
    ----------
    app
        The application.
    meters
        What is counted with.
    """

    def __init__(self, app: ASGIApp, *, meters: Meters) -> None:
        """Wrap an application."""
        self.app = app
        self.meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and measure it."""
        if scope["type"] == "websocket":
            with self.meters.sessions.track_inprogress():
                await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 500

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        door = name_door(scope["path"])
        try:
            await self.app(scope, receive, note_status)
        finally:
            self.meters.requests.labels(door, str(status)).inc()
            self.meters.seconds.labels(door).observe(perf_counter() - began)
