"""The command line: check a catalogue, write its schema, ask what lies near a point."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from geodata import files
from projects import nearness
from projects._errors import CatalogueError, Fault, NearnessError, ReportError
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue
from projects.checks import check_file
from projects.filters import FACETS, Filters
from projects.model import make_collection_schema
from projects.report import read_report
from projects.table import write_table
from projects.vocabulary import ACCURACY_CLASSES, SECTORS, STATUSES

SCHEMA_FILE = Path(__file__).parent / "schema.json"

FINE, FAULTY, MISUSED = 0, 1, 2
"""Exit codes."""


def _say(text: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(f"{text}\n")


def _complain(text: str) -> int:
    """Write a line to standard error and give the exit code of a wrong use."""
    sys.stderr.write(f"{text}\n")
    return MISUSED


def _write_faults(faults: Sequence[Fault]) -> str:
    """Write faults as a table."""
    header = ("file", "record", "field", "expected", "found")
    rows = [(f.file, f.record, f.field, f.expected, f.found) for f in faults]
    return write_table(header, rows)


def run_check(paths: Sequence[Path], *, report_path: Path | None) -> int:
    """Check files and say every fault.

    Parameters
    ----------
    paths
        Catalogue files.
    report_path
        The report that their citations are held against; their form alone is checked where None.

    Returns
    -------
    int
        0 where all is well, 1 where there are faults, 2 where the report cannot be read.
    """
    try:
        report = None if report_path is None else read_report(report_path)
    except ReportError as error:
        return _complain(str(error))
    checked = [check_file(path, report=report) for path in paths]
    faults = [fault for one in checked for fault in one.faults]
    if faults:
        _say(_write_faults(faults))
    for one in checked:
        unplaced = one.total - one.placed
        counts = f"{one.total} records: {one.placed} placed + {unplaced} without a place"
        number = len(one.faults)
        verdict = f"{number or 'no'} fault{'' if number == 1 else 's'}"
        _say(f"{one.file}: {counts} = {one.total}; {verdict}")
    if report is None:
        _say("Citations were checked for their form; give --report FILE to check their words.")
    return FAULTY if faults else FINE


def write_schema() -> bytes:
    """Write the JSON Schema of a catalogue file."""
    text = json.dumps(make_collection_schema(), ensure_ascii=False, indent=2)
    return f"{text}\n".encode()


def run_schema(*, write: bool) -> int:
    """Write the schema to its file, or to standard output."""
    if write:
        files.write_bytes(SCHEMA_FILE, write_schema())
        _say(f"{SCHEMA_FILE} written")
    else:
        sys.stdout.write(write_schema().decode())
    return FINE


def _tell_distance(neighbour: nearness.Neighbour) -> str:
    """Tell a distance as one number or as a range."""
    if neighbour.inside:
        return "inside"
    if neighbour.is_range:
        return f"{neighbour.distance_min_m or 0:.0f}–{neighbour.distance_max_m or 0:.0f} m"
    return f"{neighbour.distance_m or 0:.0f} m"


def run_near(options: argparse.Namespace) -> int:
    """Say what lies near a point, as JSON or as text."""
    filters = Filters(
        **{facet: frozenset(getattr(options, facet) or ()) for facet in FACETS}, q=options.q
    )
    try:
        catalogue = read_catalogue(options.file)
    except CatalogueError as error:
        _say(_write_faults(error.faults))
        return FAULTY
    try:
        found = nearness.find_near(
            catalogue,
            lon=options.lon,
            lat=options.lat,
            radius_m=options.radius_m,
            filters=filters,
        )
    except NearnessError as error:
        return _complain(str(error))
    if options.json:
        _say(json.dumps(nearness.to_json(found), ensure_ascii=False, indent=2))
        return FINE
    rows = [
        (_tell_distance(n), n.direction or "", n.id, catalogue.by_id[n.id].name_zh)
        for n in found.near
    ]
    if rows:
        _say(write_table(("distance", "to", "id", "name"), rows))
    counts = [f"{len(found.group(name))} {name}" for name in nearness.GROUPS]
    _say(f"{' + '.join(counts)} = {found.total}")
    return FINE


def _make_parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    parser = argparse.ArgumentParser(prog="python -m projects", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    check = commands.add_parser("check", help="check catalogue files, all faults at once")
    check.add_argument("files", nargs="*", type=Path, metavar="FILE", default=[DEFAULT_CATALOGUE])
    check.add_argument("--report", type=Path, metavar="FILE", help="hold the citations against it")

    schema = commands.add_parser("schema", help="the JSON Schema of a catalogue file")
    schema.add_argument("--write", action="store_true", help=f"write it to {SCHEMA_FILE.name}")

    near = commands.add_parser("near", help="what lies near a point")
    near.add_argument("lon", type=float, metavar="LON", help="longitude, WGS 84")
    near.add_argument("lat", type=float, metavar="LAT", help="latitude, WGS 84")
    near.add_argument("file", nargs="?", type=Path, metavar="FILE", default=DEFAULT_CATALOGUE)
    near.add_argument("--radius-m", type=float, metavar="M", help="the whole city where left out")
    near.add_argument("--sector", action="append", choices=list(SECTORS))
    near.add_argument("--status", action="append", choices=list(STATUSES))
    near.add_argument("--accuracy", action="append", choices=list(ACCURACY_CLASSES))
    near.add_argument("--district", action="append", metavar="ADCODE")
    near.add_argument("--due", action="append", metavar="YEAR")
    near.add_argument("--q", default="", metavar="TEXT", help="words to search for")
    near.add_argument("--json", action="store_true", help="answer in JSON")
    return parser


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
    options = _make_parser().parse_args(arguments)
    if options.command == "check":
        return run_check(options.files, report_path=options.report)
    if options.command == "schema":
        return run_schema(write=options.write)
    return run_near(options)


if __name__ == "__main__":
    sys.exit(main())
