"""``python -m projects``: the commands over catalogues, each loaded when it is asked for."""

import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

from projects.commands.terminal import CommandParser, run_command

COMMANDS = {
    "check": "check catalogue files, all faults at once",
    "schema": "the JSON Schema of a catalogue file",
    "near": "what lies near a point",
    "overlaps": "what meets what",
    "diff": "what changed between two catalogues",
    "promises": "what became of what a report promised",
    "completeness": "what a catalogue still lacks",
    "read": "candidates from a report's file, and records from confirmed ones",
    "import": "records from a table or a spatial file",
    "new": "an empty catalogue",
    "fmt": "put catalogue files into their canonical form",
    "set": "set fields of a record, with the citation that carries them",
    "place": "give a record a point on the map",
    "outcome": "add what happened later, with its source",
    "postgis": "a shared catalogue in PostgreSQL: made, loaded, listed, asked, written out",
    "atlas": "many cities at once: built from catalogue files, asked across their borders",
    "corrections": "read what readers propose to correct, and take what was checked",
    "confirm": "say that a record is one of an earlier catalogue",
}
"""The commands and what they are for; each is a module of `projects.commands`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments
        Those of the process where None.

    Returns
    -------
    int
        The exit code: 0 fine, 1 faults in a catalogue, 2 wrong use.
    """
    return run_command(lambda: _run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    """Find the command and run it."""
    parser = CommandParser(prog="python -m projects", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    given = sys.argv[1:] if arguments is None else list(arguments)
    for name, purpose in COMMANDS.items():
        one = commands.add_parser(name, help=purpose)
        # Only the asked one is loaded: a command should not wait for the libraries of another.
        if given[:1] == [name]:
            command = import_module(f"projects.commands.{name}{'_' * iskeyword(name)}")
            command.add_arguments(one)
            one.set_defaults(run=command.run)
    options = parser.parse_args(given)
    return int(options.run(options))


if __name__ == "__main__":
    sys.exit(main())
