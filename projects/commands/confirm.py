"""``confirm``: a proposed match with a record of an earlier catalogue."""

import argparse

from projects.commands.editor import add_file, run_edit
from projects.steward.edits import confirm_match


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("id", metavar="ID", help="in the later catalogue")
    parser.add_argument("earlier_id", metavar="EARLIER_ID", help="in the earlier one")
    add_file(parser)


def run(options: argparse.Namespace) -> int:
    """Confirm the match."""
    return run_edit(
        lambda: confirm_match(options.file, options.id, earlier_id=options.earlier_id),
        path=options.file,
    )
