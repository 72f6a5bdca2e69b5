"""``import``: records from a table or a spatial file."""

import argparse
from dataclasses import replace
from pathlib import Path

from geodata import files
from geodata.datum import DATUMS
from projects.catalogue import DEFAULT_CATALOGUE
from projects.commands.apart import read_table_apart
from projects.commands.editor import add_report, read_report_of
from projects.commands.terminal import FAULTY, FINE, complain, note, say
from projects.sources.addresses import name_place
from projects.steward.brought import import_table, read_crs_for, write_rejects
from projects.steward.columns import propose_columns, read_columns, write_columns
from projects.steward.tables import SUFFIXES, Table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    parser.add_argument("table", type=Path, metavar="FILE", help=", ".join(SUFFIXES))
    parser.add_argument("--into", type=name_place, metavar="CATALOGUE", default=DEFAULT_CATALOGUE)
    parser.add_argument("--columns", type=Path, metavar="FILE", help="columns.toml, confirmed")
    parser.add_argument("--propose", action="store_true", help="write columns.toml and stop")
    parser.add_argument("--crs", help="the system of the coordinates, such as EPSG:4547")
    parser.add_argument("--datum", choices=DATUMS, help="of coordinates copied from a map")
    parser.add_argument("--no-places", action="store_true", help="leave the gazetteer aside")
    add_report(parser)


def run(options: argparse.Namespace) -> int:
    """Propose columns, or import the rows."""
    crs = read_crs_for(options.table, crs=options.crs)
    table = read_table_apart(options.table, crs=crs)
    for one in table.notes:
        note(f"{options.table}: {one}")
    columns_path = options.columns or options.table.with_name("columns.toml")
    if options.propose:
        return _propose(options, table, columns_path)
    return _import(options, table, columns_path)


def _propose(options: argparse.Namespace, table: Table, path: Path) -> int:
    """Write the proposed columns for a person to confirm."""
    if path.exists():
        return complain(f"{path}: is there already; it was left as it is")
    proposed = propose_columns(table.columns)
    proposed = replace(proposed, crs=options.crs, datum=options.datum or "wgs84")
    files.write_bytes(path, write_columns(proposed, names=table.columns).encode("utf-8"))
    say(f"{path}: look at it, set confirmed to true, and give the command again")
    return FINE


def _import(options: argparse.Namespace, table: Table, path: Path) -> int:
    """Import the rows, and keep the rejects with their reasons."""
    if not path.exists():
        return complain(f"{path}: is not there; make it with --propose, then confirm it")
    columns = read_columns(path)
    columns = replace(
        columns,
        crs=options.crs or columns.crs,
        datum=options.datum or columns.datum,
    )
    found = import_table(
        table,
        columns=columns,
        into=options.into,
        with_places=not options.no_places,
        report=read_report_of(options),
    )
    rejects = options.table.with_name(f"{options.table.stem}.rejects.tsv")
    write_rejects(rejects, found, names=table.columns)
    for text in found.list_notes():
        note(text)
    for one in found.rejects:
        note(f"row {one.row.number}: rejected: {one.reason}")
    say(
        f"{len(table.rows)} rows = {len(found.taken)} imported + {len(found.rejects)} rejected; "
        f"see {rejects}"
    )
    return FAULTY if found.rejects else FINE
