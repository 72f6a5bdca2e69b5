"""The server as a command: it takes a port, tells its address, and serves."""

import os
import socket
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import monotonic
from types import MappingProxyType

import uvicorn

from app.errors import SettingError
from app.web.public_address import BOUND_HOST
from app.web.stopping import WORK, read_patience
from geodata.cities import CITIES
from projects.commands.terminal import FAULTY, FINE, complain, say

_STEP_S = 0.5
_PLACES: Mapping[str, str] = MappingProxyType(
    {CITIES: "folder", "ATLAS": "folder", "REPORT_FILE": "file"}
)
"""The settings that name a place, and what should stand there."""
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - told, not bound


class _Server(uvicorn.Server):
    """A server that tells its address once it serves."""

    def __init__(self, config: uvicorn.Config, *, address: str, patience_s: float) -> None:
        """Remember what to tell, and how long a stop may wait."""
        super().__init__(config)
        self.address = address
        self.patience_s = patience_s

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell the address."""
        await super().startup(sockets)
        if self.started:
            say(f"City projects map: {self.address}  (Ctrl+C stops it)")
            sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no new connection, finish what is under way, then close the rest.

        uvicorn itself waits for the live connections of pages too, which end when it closes
        them; a file that a reader waits for would be lost with its short patience.
        """
        WORK.stop()
        for server in self.servers:
            server.close()
        for opened in sockets or []:
            opened.close()
        until = monotonic() + self.patience_s
        while not self.force_exit and monotonic() < until:
            # In steps, so that a second signal ends the waiting.
            if await WORK.finish(within_s=min(_STEP_S, until - monotonic())):
                break
        await super().shutdown(sockets)


def write_address(host: str, *, port: int) -> str:
    """Write the address that opens a server in a browser on this machine.

    Examples
    --------
    >>> write_address("::1", port=8501)
    'http://[::1]:8501/'
    """
    shown = _ANY_ADDRESS.get(host, host)
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _open_socket(host: str, *, port: int) -> socket.socket:
    """Take the port, so that nothing is told before it is ours."""
    found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, target = found[0]
    opened = socket.create_server((str(target[0]), port), family=family)
    # Connections take this over. Without it each answer of two parts waits 40 ms for the reader's
    # acknowledgement: asyncio sets it only for sockets that were made for TCP by name.
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return opened


def list_missing(environment: Mapping[str, str]) -> Iterator[str]:
    """List the settings that name a file or folder that is not there, for whoever starts it.

    The server serves without them; a slip in one should not show as a bare map alone.

    Parameters
    ----------
    environment
        The settings by name.

    Examples
    --------
    >>> list(list_missing({"ATLAS": "/no/such"}))
    ['ATLAS: expected a folder that is there; found /no/such']
    """
    for name, kind in _PLACES.items():
        text = environment.get(name, "").strip()
        parts = text.split(os.pathsep) if name == CITIES else [text]
        for part in filter(None, parts):
            place = Path(part)
            if not (place.is_dir() if kind == "folder" else place.is_file()):
                yield f"{name}: expected a {kind} that is there; found {part}"


def serve(host: str, *, port: int) -> int:
    """Serve until told to stop, and return the exit code.

    Parameters
    ----------
    host
        The address to listen on.
    port
        The port; 0 takes a free one.
    """
    for told in list_missing(os.environ):
        complain(told)
    try:
        patience_s = read_patience()
    except SettingError as error:
        complain(str(error))
        return FAULTY
    try:
        opened = _open_socket(host, port=port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        complain(f"cannot listen on {host} port {port}: {reason}; --host and --port choose others")
        return FAULTY
    os.environ[BOUND_HOST] = host
    with opened:
        config = uvicorn.Config(
            "app.main:app", access_log=False, log_level="warning", timeout_graceful_shutdown=2
        )
        address = write_address(host, port=opened.getsockname()[1])
        server = _Server(config, address=address, patience_s=patience_s)
        try:
            server.run(sockets=[opened])
        except SettingError as error:
            complain(str(error))
            return FAULTY
    return FINE if server.started else FAULTY
