"""``set``: fields of a record, with the citation that carries them."""

import argparse

from projects.commands.editor import add_file, add_report, read_report_of, run_edit
from projects.steward.edits import Cited, parse_assignment, set_fields
from projects.steward.errors import EditError
from projects.vocabulary import EVENTS, MILESTONE_STATES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("id", metavar="ID")
    parser.add_argument("values", nargs="*", metavar="FIELD=VALUE", help="such as status=completed")
    parser.add_argument("--cite", metavar="PARAGRAPH", help="such as S7.P1")
    parser.add_argument("--mention", help="the name as printed there")
    parser.add_argument("--wording", help="the words that carry the fact, as printed")
    parser.add_argument("--event", choices=list(EVENTS), help="a milestone that they tell")
    parser.add_argument("--state", choices=list(MILESTONE_STATES), default="reported")
    parser.add_argument("--date", help="of the milestone")
    add_report(parser)
    add_file(parser)


def run(options: argparse.Namespace) -> int:
    """Set the fields."""

    def edit() -> None:
        given = (options.cite, options.mention, options.wording)
        if any(given) and not all(given):
            raise EditError("expected --cite, --mention and --wording together")
        if not any(given) and not options.values:
            raise EditError("expected FIELD=VALUE, or --cite, --mention and --wording; found none")
        set_fields(
            options.file,
            options.id,
            values=dict(parse_assignment(text) for text in options.values),
            cited=Cited(*given) if all(given) else None,
            event=options.event,
            state=options.state,
            date=options.date,
            report=read_report_of(options),
        )

    return run_edit(edit, path=options.file)
