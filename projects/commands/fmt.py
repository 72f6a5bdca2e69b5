"""``fmt``: the canonical form of catalogue files."""

import argparse

from projects.catalogue import DEFAULT_CATALOGUE, read_bytes
from projects.commands.terminal import FAULTY, FINE, say
from projects.sources.addresses import name_place
from projects.steward.canonical import encode_canonical
from projects.steward.editing import format_catalogue, read_collection


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "files", nargs="*", type=name_place, metavar="FILE", default=[DEFAULT_CATALOGUE]
    )
    parser.add_argument("--check", action="store_true", help="say which files would change")


def run(options: argparse.Namespace) -> int:
    """Format files, or say which are not in form."""
    code = FINE
    for path in options.files:
        if options.check:
            data = read_bytes(path)
            changes = encode_canonical(read_collection(data, file=str(path))) != data
        else:
            changes = format_catalogue(path)
        if options.check and changes:
            code = FAULTY
        told = "would change" if options.check else "put into form"
        say(f"{path}: {told if changes else 'in form'}")
    return code
