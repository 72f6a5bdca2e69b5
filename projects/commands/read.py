"""``read``: from a report's file to candidates, from confirmed candidates to records."""

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from geodata import files
from geodata.cities import City
from geodata.errors import FileFaultsError
from geodata.gazetteer import Gazetteer, load_gazetteer
from geodata.layers import districts
from projects.catalogue import DEFAULT_CATALOGUE, Catalogue, read_catalogue
from projects.commands.apart import read_report_apart, read_sheet_apart
from projects.commands.terminal import (
    FAULTY,
    FINE,
    MISUSED,
    complain,
    note,
    say,
    say_bytes,
    write_faults,
)
from projects.sources.addresses import name_place
from projects.steward import coverage
from projects.steward.acceptance import accept_rows
from projects.steward.candidates import find_candidates
from projects.steward.errors import StewardError
from projects.steward.names import NameIndex, list_known_names
from projects.steward.paragraphs import ReadReport
from projects.steward.recall import Agreement, measure_agreement
from projects.steward.rejects import keep_rejects
from projects.steward.report_city import find_report_city
from projects.steward.sheets import encode_sheet, write_sheet
from projects.steward.worklist import COLUMNS, make_rows, parse_worklist
from projects.table import write_table

UNKNOWN_CITY = (
    "its title names no city whose places are held, so places and districts are not proposed;"
    " --city names one"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("report", type=Path, metavar="REPORT", help=".md, .txt, .docx or .pdf")
    parser.add_argument(
        "catalogue", nargs="?", type=name_place, metavar="CATALOGUE", default=DEFAULT_CATALOGUE
    )
    parser.add_argument("--out", metavar="FILE", default="-", help="work list: .tsv, .xlsx or -")
    parser.add_argument("--all", action="store_true", help="also the clauses below the cut")
    parser.add_argument("--year", type=int, help="year of the report, where its title has none")
    parser.add_argument("--earlier", action="append", type=Path, default=[], metavar="FILE")
    parser.add_argument("--text", type=Path, metavar="FILE", help="write the text with its ids")
    parser.add_argument(
        "--city", metavar="CITY", help="folder or code of its city, where its title does not say it"
    )
    parser.add_argument("--no-places", action="store_true", help="leave the gazetteer aside")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--accept", type=Path, metavar="WORKLIST", help="take its confirmed rows")
    modes.add_argument("--measure", action="store_true", help="recall and precision")
    modes.add_argument("--coverage", action="store_true", help="paragraphs and records, both ways")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(options: argparse.Namespace) -> int:
    """Read a report and do what was asked with it."""
    report = read_report_apart(options.report)
    for one in report.notes:
        note(f"{options.report}: {one}")
    if options.text is not None:
        _write_text(options.text, report)
    asked = (
        (options.measure, _measure),
        (options.coverage, _cover),
        (options.accept is not None, _accept),
    )
    answer = next((answer for is_asked, answer in asked if is_asked), _list)
    return answer(options, report)


def _write_text(path: Path, report: ReadReport) -> None:
    """Write the report's text with its ids, for later citations to be held against."""
    if path.exists():
        raise StewardError(f"{path}: is there already; it was left as it is")
    try:
        files.write_bytes(path, report.write_marked().encode("utf-8"))
    except FileFaultsError as error:
        raise StewardError(str(error)) from error


def _load_places(options: argparse.Namespace, city: City | None) -> Gazetteer | None:
    """Load the places of a city, where they are wanted and the city is known."""
    return None if options.no_places or city is None else load_gazetteer(city)


def _list(options: argparse.Namespace, report: ReadReport) -> int:
    """Write the work list."""
    earlier = [read_catalogue(path) for path in options.earlier]
    city = find_report_city(report, named=options.city, earlier=earlier)
    if city is None:
        note(f"{options.report}: {UNKNOWN_CITY}")
    rows = make_rows(
        report,
        gazetteer=_load_places(options, city),
        districts={one.name_zh: code for code, one in districts(city).items()} if city else {},
        earlier=earlier,
        year=options.year,
    )
    above = [row for row in rows if row["cut"] == "above"]
    shown = rows if options.all else above
    if options.json:
        say(json.dumps(shown, ensure_ascii=False, indent=2))
    elif options.out == "-":
        say_bytes(encode_sheet(shown, columns=COLUMNS))
    else:
        path = Path(options.out)
        if path.suffix.lower() not in {".tsv", ".xlsx"}:
            return complain(f"{path}: expected a name ending in .tsv or .xlsx")
        if path.exists():
            return complain(f"{path}: is there already; it was left as it is")
        write_sheet(path, shown, columns=COLUMNS)
    below = len(rows) - len(above)
    note(
        f"{len(rows)} clauses: {len(above)} above the cut + {below} below"
        + (" (all listed)" if options.all else " (give --all to list them)")
    )
    return FINE


def _find_agreement(options: argparse.Namespace, report: ReadReport) -> Agreement:
    catalogue: Catalogue = read_catalogue(options.catalogue)
    earlier = [read_catalogue(path) for path in options.earlier]
    places = _load_places(options, catalogue.city)
    names = NameIndex(list_known_names(gazetteer=places, earlier=earlier))
    return measure_agreement(find_candidates(report, names=names), catalogue=catalogue)


def _measure(options: argparse.Namespace, report: ReadReport) -> int:
    """Say how well the candidates agree with a catalogue made by people."""
    found = _find_agreement(options, report)
    if options.json:
        say(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        return FINE
    say(f"{found.records} records in their paragraphs, {found.candidates} candidates")
    say(f"recall: {found.recall:.3f} in the list, {found.recall_above_cut:.3f} above the cut")
    say(
        f"precision: {found.precision:.3f} of {found.above_cut} above the cut, "
        f"{found.precision_at_number:.3f} of the first {found.records}"
    )
    say(f"rank of the last true one: {found.last_true_rank}")
    for label, names in (("not found", found.missed), ("below the cut", found.below_cut)):
        if names:
            say(f"{label}: {'; '.join(names)}")
    return FINE


def _cover(options: argparse.Namespace, report: ReadReport) -> int:
    """Write the coverage sheet."""
    catalogue = read_catalogue(options.catalogue)
    reasons = coverage.read_reasons(coverage.name_reasons(options.catalogue))
    sheet = coverage.make_sheet(catalogue, report=report.to_report(), reasons=reasons)
    if options.json:
        say(json.dumps(sheet.to_json(), ensure_ascii=False, indent=2))
    else:
        say(write_table(("paragraph", "records", "not taken"), coverage.tell_sheet(sheet)))
        rows = [(name, ", ".join(cited)) for name, cited in sheet.records.items()]
        say(write_table(("record", "paragraphs"), rows))
    faults = coverage.find_coverage_faults(sheet, file=str(options.catalogue))
    if faults:
        note(write_faults(faults))
    return FAULTY if faults else FINE


def _accept(options: argparse.Namespace, report: ReadReport) -> int:
    """Take the confirmed rows of a work list into a catalogue."""
    rows = parse_worklist(read_sheet_apart(options.accept))
    city = read_catalogue(options.catalogue).city
    accepted = accept_rows(
        options.catalogue,
        rows,
        report=report.to_report(),
        gazetteer=_load_places(options, city),
        today=datetime.now(tz=UTC).date().isoformat(),
    )
    rejects = keep_rejects(options.catalogue, accepted)
    for one in accepted.notes:
        note(one)
    for row in accepted.refused:
        note(f"row {row['row']}: {row['refused']}")
    say(
        f"{accepted.total} rows = {len(accepted.accepted)} accepted + "
        f"{len(accepted.rejected)} rejected + {len(accepted.refused)} refused + "
        f"{len(accepted.undecided)} undecided; see {rejects}"
    )
    return MISUSED if accepted.total != len(rows) else FAULTY if accepted.refused else FINE
