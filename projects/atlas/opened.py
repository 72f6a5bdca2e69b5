"""An atlas that was built: its shards, reports and counts, read as they are asked for."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from projects.atlas.cells import NO_CELLS, Cells
from projects.atlas.errors import AtlasError
from projects.atlas.folder import (
    CATALOGUES,
    CELLS,
    COUNTS,
    PLACES,
    SHARDS,
    name_shard,
    read_about,
    read_table,
)
from projects.atlas.table import make_catalogue, make_feature
from projects.catalogue import Catalogue
from projects.model import Metadata
from projects.steward.canonical import encode_canonical


@dataclass(frozen=True)
class Shard:
    """One city or county of an atlas, and the box of its drawn records."""

    adcode: str
    name_zh: str
    name_en: str
    records: int
    years: tuple[int, ...]
    box: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class ReportRow:
    """One report of an atlas, as its table says."""

    id: str
    adcode: str
    year: int
    name_zh: str
    name_en: str
    records: int
    placed: int


@dataclass(frozen=True)
class CountRow:
    """One row of the table of counts."""

    level: str
    adcode: str
    sector: str
    status: str
    year: int
    records: int
    placed: int


@dataclass(frozen=True)
class Atlas:
    """The folder of an atlas.

    Parameters
    ----------
    folder
        Where it lies.
    """

    folder: Path

    @cached_property
    def about(self) -> dict[str, Any]:
        """What it says of itself."""
        return read_about(self.folder)

    @cached_property
    def shards(self) -> tuple[Shard, ...]:
        """Its shards, by adcode."""
        names = ("adcode", "name_zh", "name_en", "records", "years")
        rows = read_table(self.folder, SHARDS).to_pylist()
        return tuple(
            Shard(
                **{name: row[name] for name in names if name != "years"},
                years=tuple(row["years"]),
                box=None
                if row["xmin"] is None
                else (row["xmin"], row["ymin"], row["xmax"], row["ymax"]),
            )
            for row in rows
        )

    @cached_property
    def reports(self) -> tuple[ReportRow, ...]:
        """Its reports, by adcode and year."""
        names = list(ReportRow.__dataclass_fields__)
        rows = read_table(self.folder, CATALOGUES, columns=names).to_pylist()
        return tuple(ReportRow(**row) for row in rows)

    @cached_property
    def names(self) -> dict[str, tuple[str, str]]:
        """What its places are called in Chinese and English, by adcode."""
        rows = read_table(self.folder, PLACES).to_pylist()
        return {row["adcode"]: (row["name_zh"], row["name_en"]) for row in rows}

    def list_counts(
        self, level: str, *, prefix: str = "", year: int | None = None
    ) -> tuple[CountRow, ...]:
        """List the true counts of a level.

        Parameters
        ----------
        level
            One of `projects.atlas.counts.LEVELS`.
        prefix
            How the adcodes begin; all of them where empty.
        year
            Of the reports; every year where None.
        """
        asked: list[tuple[str, str, object]] = [("level", "=", level)]
        if prefix:
            asked += [("adcode", ">=", prefix), ("adcode", "<", f"{prefix}:")]  # after 9 comes :
        if year is not None:
            asked.append(("year", "=", year))
        return tuple(
            CountRow(**row) for row in read_table(self.folder, COUNTS, filters=asked).to_pylist()
        )

    def read_cells(self, *, prefix: str = "", year: int) -> Cells:
        """Read where the drawn records of a year lie; no cells in an atlas built without.

        Parameters
        ----------
        prefix
            How the adcodes of the reports begin; all of them where empty.
        year
            Of the reports.
        """
        return self._read_cells(prefix=prefix, year=year)[1].enlarge(1)

    def _read_cells(self, *, prefix: str, year: int) -> tuple[list[str], Cells]:
        """Read cells as the table has them, with the adcode of each."""
        if not (self.folder / CELLS).is_file():
            return [], NO_CELLS
        asked: list[tuple[str, str, object]] = [("year", "=", year)]
        if prefix:
            asked += [("adcode", ">=", prefix), ("adcode", "<", f"{prefix}:")]  # after 9 comes :
        columns = ["adcode", "x", "y", "records"]
        table = read_table(self.folder, CELLS, columns=columns, filters=asked)
        x, y, records = (table.column(name).to_numpy().astype(np.int64) for name in columns[1:])
        return table.column("adcode").to_pylist(), Cells(x, y, records)

    def find_middles(
        self, digits: int, *, prefix: str = "", year: int
    ) -> dict[str, tuple[float, float]]:
        """Find the middle of the drawn records of each place in a year, by the place's code.

        Parameters
        ----------
        digits
            How many digits of an adcode name a place: 2 a province, 4 a city, 6 a county.
        prefix
            How the adcodes begin; all of them where empty.
        year
            Of the reports.
        """
        adcodes, cells = self._read_cells(prefix=prefix, year=year)
        codes, of = np.unique(np.array([one[:digits] for one in adcodes]), return_inverse=True)
        weights = np.bincount(of, weights=cells.records)
        lon, lat = (
            np.bincount(of, weights=(side + 0.5) * cells.records) / weights * cells.degrees
            for side in (cells.x, cells.y)
        )
        middles = zip(lon.tolist(), lat.tolist(), strict=True)
        return dict(zip([str(code).ljust(6, "0") for code in codes], middles, strict=True))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of its reports, the oldest first."""
        return tuple(sorted({report.year for report in self.reports}))

    @cached_property
    def _boxes(self) -> shapely.STRtree:
        """The boxes of the shards, in their order; an empty one where nothing is drawn."""
        return shapely.STRtree(
            [shapely.Point() if one.box is None else shapely.box(*one.box) for one in self.shards]
        )

    def find_shards(self, box: tuple[float, float, float, float]) -> tuple[Shard, ...]:
        """Find the shards whose boxes meet a box, by adcode."""
        found = np.sort(self._boxes.query(shapely.box(*box), predicate="intersects"))
        return tuple(self.shards[index] for index in found.tolist())

    def find_report(self, report_id: str) -> ReportRow | None:
        """Find a report by its id."""
        return self._by_id.get(report_id)

    @cached_property
    def _by_id(self) -> dict[str, ReportRow]:
        return {report.id: report for report in self.reports}

    def _require_report(self, report_id: str) -> tuple[ReportRow, dict[str, Any]]:
        """Give a report with what it says of itself."""
        report = self.find_report(report_id)
        if report is None:
            raise AtlasError(f"{self.folder}: expected the id of one of its reports; "
                             f"found {report_id!r}")  # fmt: skip
        asked = [("id", "=", report_id)]
        table = read_table(self.folder, CATALOGUES, columns=["metadata"], filters=asked)
        return report, json.loads(table.column("metadata")[0].as_py())

    def _read_rows(self, report: ReportRow) -> list[dict[str, Any]]:
        asked = [("catalogue_id", "=", report.id)]
        rows = read_table(self.folder, name_shard(report.adcode), filters=asked).to_pylist()
        return sorted(rows, key=lambda row: int(row["number"]))

    def read_bytes(self, report_id: str) -> bytes:
        """Read a report as the bytes of a catalogue file in canonical form.

        Raises
        ------
        AtlasError
            Where it has no such report.
        """
        report, metadata = self._require_report(report_id)
        features = [make_feature(row) for row in self._read_rows(report)]
        return encode_canonical(
            {"type": "FeatureCollection", "metadata": metadata, "features": features}
        )

    def read_catalogue(self, report_id: str) -> Catalogue:
        """Read a report; its records were checked when the atlas was built.

        Raises
        ------
        AtlasError
            Where it has no such report.
        """
        report, metadata = self._require_report(report_id)
        return make_catalogue(self._read_rows(report), metadata=Metadata.model_validate(metadata))
