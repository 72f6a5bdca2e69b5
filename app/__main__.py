"""``python -m app``: start the map's server, or make files of a view without it."""

import argparse
import sys

import uvicorn

from app.commands import add_commands


def _serve(arguments: argparse.Namespace) -> int:
    shown = "127.0.0.1" if arguments.host in {"0.0.0.0", "::"} else arguments.host  # noqa: S104
    sys.stdout.write(f"City projects map: http://{shown}:{arguments.port}/  (Ctrl+C stops it)\n")
    sys.stdout.flush()
    uvicorn.run(
        "app.main:app",
        host=arguments.host,
        port=arguments.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=2,
    )
    return 0


def main(words: list[str] | None = None) -> int:
    """Run the command named by the words of the command line."""
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="start the server")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8501, help="port to listen on")
    serve.set_defaults(run=_serve)
    add_commands(commands)
    arguments = parser.parse_args(words)
    return int(arguments.run(arguments))


if __name__ == "__main__":
    raise SystemExit(main())
