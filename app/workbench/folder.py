"""The folder that a steward names: what is in it, and each step of the work on it."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.workbench import reading
from geodata import files
from geodata.cities import City
from geodata.errors import FileFaultsError
from geodata.gazetteer import load_gazetteer
from geodata.layers import districts
from projects.catalogue import Catalogue, read_catalogue
from projects.errors import CatalogueError
from projects.steward.acceptance import Acceptance, accept_rows
from projects.steward.blank import make_blank
from projects.steward.brought import import_table, read_crs_for, write_rejects
from projects.steward.columns import Columns, propose_columns, read_columns, write_columns
from projects.steward.documents import MAX_BYTES
from projects.steward.editing import create_catalogue
from projects.steward.errors import StewardError
from projects.steward.importing import Import
from projects.steward.locking import lock_file
from projects.steward.paragraphs import ReadReport
from projects.steward.rejects import keep_rejects
from projects.steward.report_city import find_report_city
from projects.steward.sheets import read_sheet, write_sheet
from projects.steward.tables import SUFFIXES, Table
from projects.steward.worklist import COLUMNS, make_rows, parse_worklist

STEWARD_FOLDER = "STEWARD_FOLDER"
"""Where the steward's reports, work lists and catalogues are."""
MAX_REPORT_BYTES = MAX_BYTES
"""How large a dropped report or table may be."""
REPORT_SUFFIXES = (".md", ".txt", ".docx", ".pdf")
TABLE_SUFFIXES = tuple(suffix for suffix in SUFFIXES if suffix != ".shp")
"""Endings of the tables that can be dropped; a shapefile comes as a .zip with all its parts."""
_NOT_IN_NAME = re.compile(r"[^\w.-]+")
_WORK = ".work.tsv"
_REJECTS = ".rejects.tsv"
_TABLES = "tables"
"""Brought tables lie apart: a GeoJSON file among them is no catalogue, and replaces none."""


def _require_ending(path: Path, endings: tuple[str, ...]) -> None:
    """Refuse a dropped file of another ending, and a list of rejects, which is no table."""
    if path.suffix.lower() not in endings or path.name.endswith(_REJECTS):
        known = ", ".join(endings)
        raise StewardError(f"{path.name}: expected one of {known}, found {path.suffix!r}")


@dataclass(frozen=True)
class Workbench:
    """A folder of a steward."""

    folder: Path

    def list_reports(self) -> tuple[str, ...]:
        """List the reports in the folder that have a work list."""
        names = sorted(path.name for path in self.folder.iterdir() if path.is_file())
        with_list = {name.removesuffix(_WORK) for name in names if name.endswith(_WORK)}
        return tuple(name for name in names if name in with_list)

    def list_catalogues(self) -> tuple[str, ...]:
        """List the catalogues in the folder."""
        return tuple(sorted(path.name for path in self.folder.glob("*.geojson")))

    def _path(self, name: str) -> Path:
        """Give the path of a file of the folder; no name leads out of it."""
        safe = _NOT_IN_NAME.sub("-", Path(name).name).lstrip(".-")
        if not safe:
            raise StewardError(f"expected the name of a file, found {name!r}")
        return self.folder / safe

    def catalogue_path(self, name: str) -> Path:
        """Give the path of a catalogue of the folder."""
        return self._path(name)

    def begin(self, city: City, *, date: str, report: str | None = None) -> str:
        """Begin an empty catalogue of a city; one that is there stays.

        Parameters
        ----------
        city
            The city.
        date
            The day of its report, YYYY-MM-DD.
        report
            The report whose section titles it takes, if one is there.

        Returns
        -------
        str
            The name of its file.
        """
        path = self._path(f"{city.slug}-{date[:4]}.geojson")
        blank = make_blank(
            catalogue_id=path.stem,
            city_zh=city.name_zh,
            city_en=city.name_en,
            adcode=city.adcode,
            bbox=city.bbox,
            report_date=date,
            sections=None if report is None else self.read_report(report).titles,
        )
        create_catalogue(path, blank, what="made an empty catalogue")
        return path.name

    def work_path(self, report: str) -> Path:
        """Give the path of the work list of a report."""
        path = self._path(report)
        return path.with_name(path.name + _WORK)

    def read_report(self, name: str) -> ReadReport:
        """Read a report of the folder."""
        return reading.read_report(self._path(name))

    def add_report(self, name: str, data: bytes) -> str:
        """Put a report into the folder and make its work list; one that is there stays.

        Parameters
        ----------
        name
            The name of the file as it was dropped.
        data
            Its bytes.

        Returns
        -------
        str
            The name that it has in the folder.
        """
        path = self._path(name)
        _require_ending(path, REPORT_SUFFIXES)
        work = self.work_path(path.name)
        if work.exists():
            return path.name
        try:
            files.write_bytes(path, data)
            report = reading.read_report(path)
        except FileFaultsError as error:
            raise StewardError(str(error)) from error
        except StewardError:
            path.unlink(missing_ok=True)
            raise
        rows = self._propose(report)
        write_sheet(work, rows, columns=COLUMNS)
        return path.name

    def _read_sound(self) -> Iterator[Catalogue]:
        """Read the catalogues of the folder that can be read; the checks tell of the others."""
        for name in self.list_catalogues():
            with suppress(CatalogueError):
                yield read_catalogue(self.catalogue_path(name))

    def _propose(self, report: ReadReport) -> list[dict[str, str]]:
        """Make the rows of a work list with the places of the report's own city."""
        held = list(self._read_sound())
        is_one_city = len({one.city.adcode for one in held}) == 1
        city = find_report_city(report, earlier=held if is_one_city else ())
        if city is None:
            return make_rows(report, gazetteer=None, districts={})
        return make_rows(
            report,
            gazetteer=load_gazetteer(city),
            districts={one.name_zh: code for code, one in districts(city).items()},
            earlier=[one for one in held if one.city.adcode == city.adcode],
        )

    def table_path(self, name: str) -> Path:
        """Give the path of a brought table."""
        return self.folder / _TABLES / self._path(name).name

    def columns_path(self, name: str) -> Path:
        """Give the path of the columns of a brought table."""
        path = self.table_path(name)
        return path.with_name(f"{path.name}.columns.toml")

    def rejects_path(self, name: str) -> Path:
        """Give the path of the rejected rows of a brought table."""
        path = self.table_path(name)
        return path.with_name(path.name + _REJECTS)

    def list_tables(self) -> tuple[str, ...]:
        """List the brought tables."""
        folder = self.folder / _TABLES
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        return tuple(
            name
            for name in names
            if name.lower().endswith(TABLE_SUFFIXES) and not name.endswith(_REJECTS)
        )

    def add_table(self, name: str, data: bytes) -> str:
        """Put a table that someone brought into the folder, beside the others.

        Parameters
        ----------
        name
            The name of the file as it was dropped.
        data
            Its bytes.

        Returns
        -------
        str
            The name that it has in the folder.
        """
        path = self.table_path(name)
        _require_ending(path, TABLE_SUFFIXES)
        try:
            path.parent.mkdir(exist_ok=True)
            files.write_bytes(path, data)
        except (OSError, FileFaultsError) as error:
            raise StewardError(f"{path.name}: {error}") from error
        return path.name

    def read_table(self, name: str, *, crs: str | None = None) -> Table:
        """Read a brought table.

        Parameters
        ----------
        name
            The table.
        crs
            The system of its coordinates, where the file does not say it.
        """
        path = self.table_path(name)
        return reading.read_table(path, crs=read_crs_for(path, crs=crs))

    def columns_of(self, table: Table, *, name: str) -> Columns:
        """Give the columns that were confirmed for a table; where none were, a proposal.

        Parameters
        ----------
        table
            The table.
        name
            Its name.
        """
        path = self.columns_path(name)
        return read_columns(path) if path.exists() else propose_columns(table.columns)

    def import_table(
        self, name: str, *, columns: Columns, catalogue: str, report: str | None = None
    ) -> Import:
        """Keep the confirmed columns of a table and import its rows into a catalogue.

        Parameters
        ----------
        name
            The table.
        columns
            Which column holds which field, as the person confirmed it.
        catalogue
            The name of the catalogue's file.
        report
            The report that citations are held against, if any.
        """
        table = self.read_table(name, crs=columns.crs)
        confirmed = replace(columns, confirmed=True)
        try:
            text = write_columns(confirmed, names=table.columns)
            files.write_bytes(self.columns_path(name), text.encode("utf-8"))
        except FileFaultsError as error:
            raise StewardError(str(error)) from error
        done = import_table(
            table,
            columns=confirmed,
            into=self.catalogue_path(catalogue),
            report=None if report is None else self.read_report(report).to_report(),
        )
        write_rejects(self.rejects_path(name), done, names=table.columns)
        return done

    def read_rows(self, report: str) -> list[dict[str, str]]:
        """Read the work list of a report."""
        return parse_worklist(read_sheet(self.work_path(report)))

    def keep_rows(self, report: str, changed: Mapping[str, Mapping[str, str]]) -> None:
        """Write what a person decided into the work list, so that a closed tab loses nothing.

        Parameters
        ----------
        report
            The report.
        changed
            The changed cells of rows, by their rank.
        """
        path = self.work_path(report)
        with lock_file(path):
            rows = [{**row, **changed.get(row["rank"], {})} for row in self.read_rows(report)]
            write_sheet(path, rows, columns=COLUMNS)

    def accept(self, report: str, *, catalogue: str) -> Acceptance:
        """Take the confirmed rows of a work list into a catalogue of the folder.

        Parameters
        ----------
        report
            The report.
        catalogue
            The name of the catalogue's file.
        """
        path = self._path(catalogue)
        accepted = accept_rows(
            path,
            self.read_rows(report),
            report=self.read_report(report).to_report(),
            gazetteer=load_gazetteer(read_catalogue(path).city),
            today=datetime.now(tz=UTC).date().isoformat(),
        )
        keep_rejects(path, accepted)
        return accepted


def current_workbench() -> Workbench | None:
    """Give the workbench of the configured folder; None where none is configured."""
    named = os.environ.get(STEWARD_FOLDER, "")
    folder = Path(named) if named else None
    return Workbench(folder) if folder is not None and folder.is_dir() else None
