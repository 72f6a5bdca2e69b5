"""``postgis``: a shared catalogue in PostgreSQL, made, loaded, listed, asked and written out."""

import argparse
import json
from pathlib import Path

from geodata.files import write_bytes
from projects.areas import read_area
from projects.catalogue import read_bytes
from projects.commands.terminal import FINE, complain, say, say_bytes
from projects.filters import FACETS, make_filters
from projects.sources import postgis, reading
from projects.sources.addresses import find_address, is_address, name_place
from projects.table import write_table


def _database(text: str) -> Path:
    """Read the address of a database."""
    if not is_address(text):
        raise argparse.ArgumentTypeError("expected postgresql://[ACCOUNT@]HOST/DATABASE")
    return name_place(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="make the tables and the two roles")
    load = actions.add_parser("load", help="load a catalogue file, whole or not at all")
    load.add_argument("file", type=Path, metavar="FILE")
    load.add_argument("--replace", action="store_true", help="also where the report is there")
    dump = actions.add_parser("dump", help="write a report as a catalogue file")
    dump.add_argument("--out", type=Path, metavar="FILE", help="standard output where left out")
    listed = actions.add_parser("list", help="the reports and their versions")
    log = actions.add_parser("log", help="the change log, the newest first")
    log.add_argument("--report", metavar="ID", help="of one report")
    log.add_argument("--json", action="store_true", help="answer in JSON")
    select = actions.add_parser("select", help="the ids that filters leave; the database answers")
    for facet in FACETS:
        select.add_argument(f"--{facet}", action="append", default=[], metavar="SLUG")
    select.add_argument("--q", default="", metavar="TEXT", help="words to search for")
    select.add_argument("--area", metavar="AREA", help="such as box_112.5_37.8_112.6_37.9")
    for action in (create, load, dump, listed, log, select):
        action.add_argument("url", type=_database, metavar="URL", help="postgresql://…[#REPORT]")


def _load(options: argparse.Namespace, address: str) -> None:
    data = read_bytes(options.file)
    report = postgis.load_catalogue(
        data, address=address, file=str(options.file), replace=options.replace
    )
    say(f"loaded {report}")


def _dump(options: argparse.Namespace) -> None:
    data = reading.read_bytes(options.url)
    if options.out is None:
        say_bytes(data)
    else:
        write_bytes(options.out, data)
        say(f"wrote {options.out}")


def _log(options: argparse.Namespace, address: str) -> None:
    changes = postgis.list_changes(address, report=options.report)
    if options.json:
        say(json.dumps(changes, ensure_ascii=False, indent=2, default=str))
        return
    header = ("when", "who", "report", "record", "what")
    rows = [
        (
            f"{c['at']:%Y-%m-%d %H:%M:%S}",
            c["who"],
            c["catalogue_id"],
            c["record_id"] or "",
            c["what"],
        )
        for c in changes
    ]
    say(write_table(header, rows) if rows else "no change yet")


def _select(options: argparse.Namespace) -> None:
    area = None if options.area is None else read_area(options.area)
    choices = {facet: getattr(options, facet) for facet in FACETS}
    found = postgis.select_projects(
        options.url, filters=make_filters(choices, q=options.q, area=area)
    )
    for record_id in found.ids:
        say(record_id)
    placed, unplaced = len(found.placed_ids), len(found.unplaced_ids)
    say(f"{placed} placed + {unplaced} without a place = {found.total}")


def _run(options: argparse.Namespace, address: str) -> None:
    """Run the action."""
    if options.action == "create":
        postgis.create_tables(address)
        say("the tables are there")
    elif options.action == "load":
        _load(options, address)
    elif options.action == "dump":
        _dump(options)
    elif options.action == "list":
        rows = [(one, str(version)) for one, version in reading.list_versions(address).items()]
        say(write_table(("report", "version"), rows) if rows else "no report yet")
    elif options.action == "log":
        _log(options, address)
    else:
        _select(options)


def run(options: argparse.Namespace) -> int:
    """Do what is asked of the database, and say it."""
    address = find_address(options.url)
    if address is None:
        return complain("expected postgresql://[ACCOUNT@]HOST/DATABASE")
    _run(options, address)
    return FINE
