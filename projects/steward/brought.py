"""A brought table into a catalogue: every row is a record or a reject in the file beside it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from geodata.gazetteer import load_gazetteer
from geodata.layers import districts
from projects.catalogue import MAX_FEATURES, read_catalogue
from projects.report import Report
from projects.steward.columns import Columns
from projects.steward.errors import TableError
from projects.steward.importing import Import, import_rows, read_rows
from projects.steward.sheets import write_sheet
from projects.steward.tables import Table

SHEET_SUFFIXES = (".csv", ".tsv", ".xlsx")
"""Endings of the tables whose coordinates are numbers in columns."""


def read_crs_for(path: Path, *, crs: str | None) -> str | None:
    """Give the system that a file is read with: a sheet's numbers are read column by column.

    Parameters
    ----------
    path
        The table.
    crs
        The system that was said, if any.
    """
    return None if path.suffix.lower() in SHEET_SUFFIXES else crs


def write_rejects(path: Path, found: Import, *, names: Sequence[str]) -> None:
    """Write the rejected rows as they came, each with its reason.

    Parameters
    ----------
    path
        The file, ``.tsv``.
    found
        What became of the rows.
    names
        The columns of the table.
    """
    # A table may have columns called so itself, as the rejects of an earlier import do.
    number, reason = (
        next(name for name in free if name not in names or name == free[-1])
        for free in (("row", "rejected_row"), ("reason", "rejected_because"))
    )
    listed = [
        {**one.row.values, number: str(one.row.number), reason: one.reason} for one in found.rejects
    ]
    write_sheet(path, listed, columns=tuple(dict.fromkeys((number, reason, *names))))


def import_table(
    table: Table,
    *,
    columns: Columns,
    into: Path,
    with_places: bool = True,
    report: Report | None = None,
) -> Import:
    """Import the rows of a table into a catalogue.

    Parameters
    ----------
    table
        The rows as the file has them.
    columns
        Which column holds which field, as a person confirmed it.
    into
        The catalogue file.
    with_places
        Whether places given as text are looked for among the places of the catalogue's city.
    report
        The report that citations are held against.

    Raises
    ------
    TableError
        Where the catalogue would hold more records than it may, or a column is not there.
    """
    catalogue = read_catalogue(into)
    if len(catalogue.projects) + len(table.rows) > MAX_FEATURES:
        most = f"at most {MAX_FEATURES:,} records in a catalogue"
        raise TableError(f"{table.file}: expected {most}, found {len(table.rows):,} rows more")
    city = catalogue.city
    rows = read_rows(
        table,
        columns=replace(columns, crs=None) if table.has_geometry else columns,
        box=catalogue.metadata.city.bbox,
        gazetteer=load_gazetteer(city) if with_places else None,
        districts=districts(city),
    )
    return import_rows(into, rows, catalogue=catalogue, report=report)
