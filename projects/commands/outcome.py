"""``outcome``: what happened later, from a source other than the report."""

import argparse

from projects.commands.editor import add_file, run_edit
from projects.steward.edits import add_outcome
from projects.vocabulary import EVENTS, TRUST_LEVELS


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("event", choices=list(EVENTS))
    parser.add_argument("date", help="when it happened: 2025, 2025-03 or 2025-03-09")
    parser.add_argument("--source", required=True, metavar="TITLE")
    parser.add_argument(
        "--source-date", metavar="DATE", help="of the source; left out where its page bears none"
    )
    parser.add_argument("--publisher")
    parser.add_argument("--address", help="the page that was seen")
    parser.add_argument("--says", metavar="WORDS", help="its own short wording")
    parser.add_argument("--trust", choices=list(TRUST_LEVELS))
    parser.add_argument("--why-zh", help="why it is trusted so")
    parser.add_argument("--why-en", help="the same in English")
    add_file(parser)


def run(options: argparse.Namespace) -> int:
    """Add the outcome."""
    fields = ("publisher", "address", "says", "trust", "why_zh", "why_en")
    given = {name: getattr(options, name) for name in fields if getattr(options, name) is not None}
    source = {"title": options.source, "date": options.source_date} | given
    return run_edit(
        lambda: add_outcome(
            options.file, options.id, event=options.event, date=options.date, source=source
        ),
        path=options.file,
    )
