"""``place``: a point for a record, with its accuracy and its source."""

import argparse

from geodata.datum import DATUMS
from projects.commands.editor import add_file, run_edit
from projects.commands.terminal import read_number
from projects.steward.edits import place_record, unplace_record
from projects.steward.errors import EditError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--lon", type=read_number)
    parser.add_argument("--lat", type=read_number)
    parser.add_argument("--datum", choices=DATUMS, default="wgs84")
    parser.add_argument("--accuracy-m", type=read_number, metavar="M", help="how far off it may be")
    parser.add_argument("--source", help="where the point comes from")
    parser.add_argument("--licence", help="the terms of the source")
    parser.add_argument("--method", help="how it was found, in both languages")
    parser.add_argument("--as-of", metavar="DATE", help="date of the source")
    parser.add_argument("--remove", choices=("unknown", "district", "city"), help="what is left")
    add_file(parser)


def run(options: argparse.Namespace) -> int:
    """Place the record, or take its place away."""

    def edit() -> None:
        needed = ("lon", "lat", "accuracy_m", "source", "licence", "method", "as_of")
        missing = [name for name in needed if getattr(options, name) is None]
        if options.remove is not None:
            if len(missing) < len(needed):
                raise EditError("expected a place, or --remove without one; found both")
            unplace_record(options.file, options.id, place_type=options.remove)
            return
        if missing:
            flags = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
            raise EditError(f"a place needs {flags}; nothing of it is guessed")
        place_record(
            options.file,
            options.id,
            datum=options.datum,
            **{name: getattr(options, name) for name in needed},
        )

    return run_edit(edit, path=options.file)
