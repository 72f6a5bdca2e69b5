"""``confirm``: a proposed match with a record of an earlier catalogue."""

import argparse
from pathlib import Path

from projects.commands.editor import add_file, run_edit
from projects.steward.edits import confirm_match
from projects.steward.errors import EditError
from projects.steward.settling import settle_pair


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("id", metavar="ID", help="in the later catalogue")
    parser.add_argument("earlier_id", metavar="EARLIER_ID", help="in the earlier one")
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE", help="settle it there, not as a former id"
    )
    parser.add_argument("--different", action="store_true", help="alike, and not the same")
    add_file(parser)


def run(options: argparse.Namespace) -> int:
    """Confirm the match, or that there is none."""

    def edit() -> None:
        if options.mapping is None:
            if options.different:
                raise EditError("what is not the same is settled in a mapping file: --mapping FILE")
            confirm_match(options.file, options.id, earlier_id=options.earlier_id)
        else:
            settle_pair(
                options.mapping,
                old=options.earlier_id,
                new=options.id,
                is_same=not options.different,
            )

    return run_edit(edit, path=options.mapping or options.file)
