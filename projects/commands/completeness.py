"""``completeness``: what a catalogue still lacks."""

import argparse
import dataclasses
import json

from projects.catalogue import DEFAULT_CATALOGUE
from projects.commands.terminal import FINE, say
from projects.completeness import Completeness, measure_completeness
from projects.library import open_report
from projects.table import write_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "file", nargs="?", metavar="FILE", default=str(DEFAULT_CATALOGUE), help="a file, or an id"
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def _say_tables(found: Completeness) -> None:
    """Say what is lacking, then places by accuracy and by district."""
    rows = [(slug, str(len(ids)), ", ".join(ids)) for slug, ids in found.gaps.items()]
    say(write_table(("gap", "records", "ids"), rows))
    say("")
    say(write_table(("accuracy", "records"), [(s, str(n)) for s, n in found.accuracy.items()]))
    say("")
    counts = [
        (d.adcode or "whole city", str(d.placed), str(d.unplaced), str(d.placed + d.unplaced))
        for d in found.districts
    ]
    say(write_table(("district", "placed", "without a place", "total"), counts))
    say(f"{found.total} records; what is lacking is no fault.")


def run(options: argparse.Namespace) -> int:
    """Say what a catalogue lacks, as tables or JSON."""
    catalogue = open_report(options.file)
    found = measure_completeness(catalogue)
    if options.json:
        say(json.dumps(dataclasses.asdict(found), ensure_ascii=False, indent=2))
    else:
        _say_tables(found)
    return FINE
