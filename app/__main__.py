"""``python -m app``: start the map's server, or make files of a view without it."""

import argparse
import socket
import sys

import uvicorn

from app.commands import add_commands
from projects.commands.terminal import CommandParser, complain, run_command, say

FINE, FAULTY = 0, 1
_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - told, not bound
_LAST_PORT = 65_535


class _Server(uvicorn.Server):
    """A server that tells its address once it serves."""

    def __init__(self, config: uvicorn.Config, *, address: str) -> None:
        """Remember what to tell."""
        super().__init__(config)
        self.address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell the address."""
        await super().startup(sockets)
        if self.started:
            say(f"City projects map: {self.address}  (Ctrl+C stops it)")
            sys.stdout.flush()


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
    return socket.create_server((str(target[0]), port), family=family)


def _serve(arguments: argparse.Namespace) -> int:
    host, port = arguments.host, arguments.port
    try:
        opened = _open_socket(host, port=port)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        complain(f"cannot listen on {host} port {port}: {reason}; --host and --port choose others")
        return FAULTY
    with opened:
        config = uvicorn.Config(
            "app.main:app", access_log=False, log_level="warning", timeout_graceful_shutdown=2
        )
        server = _Server(config, address=write_address(host, port=opened.getsockname()[1]))
        server.run(sockets=[opened])
    return FINE if server.started else FAULTY


def _read_port(text: str) -> int:
    """Read the number of a port."""
    port = int(text)
    if not 0 <= port <= _LAST_PORT:
        raise ValueError(text)
    return port


_read_port.__name__ = "port, 0 to 65535"  # argparse says the name in its message


def _run(words: list[str] | None) -> int:
    parser = CommandParser(prog="python -m app", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="start the server")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=_read_port, default=8501, help="port to listen on")
    serve.set_defaults(run=_serve)
    add_commands(commands)
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))


def main(words: list[str] | None = None) -> int:
    """Run the command named by the words of the command line."""
    return run_command(lambda: _run(words))


if __name__ == "__main__":
    raise SystemExit(main())
