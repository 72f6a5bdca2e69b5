"""``check``: every fault of catalogue files at once."""

import argparse
from pathlib import Path

from projects.catalogue import DEFAULT_CATALOGUE
from projects.checks import CheckedFile, check_file
from projects.commands.apart import read_report_apart
from projects.commands.terminal import FAULTY, FINE, note, say, write_faults
from projects.errors import Fault
from projects.report import Report
from projects.sources.addresses import name_place
from projects.steward.coverage import list_coverage_faults, list_unasked, name_reasons


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument(
        "files", nargs="*", type=name_place, metavar="FILE", default=[DEFAULT_CATALOGUE]
    )
    parser.add_argument("--report", type=Path, metavar="FILE", help="hold the citations against it")


def run(options: argparse.Namespace) -> int:
    """Check files and say every fault."""
    report = None if options.report is None else read_report_apart(options.report).to_report()
    told = [_check(path, report=report) for path in options.files]
    faults = [fault for _, found in told for fault in found]
    if faults:
        say(write_faults(faults))
    for one, found in told:
        unplaced = one.total - one.placed
        counts = f"{one.total} records: {one.placed} placed + {unplaced} without a place"
        number = len(found)
        verdict = f"{number or 'no'} fault{'' if number == 1 else 's'}"
        say(f"{one.file}: {counts} = {one.total}; {verdict}")
    if report is not None:
        for path in options.files:
            _note_unasked(path, report=report)
    if report is None:
        say("Citations were checked for their form; give --report FILE to check their words.")
    return FAULTY if faults else FINE


def _note_unasked(path: Path, *, report: Report) -> None:
    """Say which paragraphs have no record, where no reasons are kept that could be asked for."""
    unasked = list_unasked(path, report=report)
    if unasked:
        note(
            f"{path}: paragraphs without a record: {', '.join(unasked)}; write the reasons into "
            f"{name_reasons(path).name}, and they are checked too"
        )


def _check(path: Path, *, report: Report | None) -> tuple[CheckedFile, tuple[Fault, ...]]:
    """Check a file, with its coverage of the report where that is at hand."""
    checked = check_file(path, report=report)
    covered = () if report is None else list_coverage_faults(path, report=report)
    return checked, (*checked.all_faults, *covered)
