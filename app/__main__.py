"""``python -m app``: start the map's server, or make files of a view without it."""

import argparse
import sys
from typing import Any

from projects.commands.terminal import CommandParser, run_command

_LAST_PORT = 65_535


def _serve(arguments: argparse.Namespace) -> int:
    from app.server import serve  # noqa: PLC0415 - loads uvicorn, which no other command needs

    return serve(arguments.host, port=arguments.port)


def _add_others(commands: Any) -> None:  # noqa: ANN401 - argparse keeps the type to itself
    """Add the commands that make files, which load what draws."""
    from app.commands import add_commands  # noqa: PLC0415 - a server waits for none of it
    from app.publishing import add_command  # noqa: PLC0415

    add_commands(commands)
    add_command(commands)


def _read_port(text: str) -> int:
    """Read the number of a port."""
    port = int(text)
    if not 0 <= port <= _LAST_PORT:
        raise ValueError(text)
    return port


_read_port.__name__ = "port, 0 to 65535"  # argparse says the name in its message


def _run(words: list[str]) -> int:
    parser = CommandParser(prog="python -m app", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="start the server")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=_read_port, default=8501, help="port to listen on")
    serve.set_defaults(run=_serve)
    if words[:1] != ["serve"]:
        _add_others(commands)
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))


def main(words: list[str] | None = None) -> int:
    """Run the command named by the words of the command line."""
    return run_command(lambda: _run(sys.argv[1:] if words is None else words))


if __name__ == "__main__":
    raise SystemExit(main())
