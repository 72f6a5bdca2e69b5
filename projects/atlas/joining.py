"""Shards and the records just across their borders, chosen by DuckDB with its spatial part."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from geodata.boxes import LEAST_COSINE, METRES_OF_A_DEGREE, widen_box
from projects.atlas.engines import load_part
from projects.atlas.errors import AtlasError
from projects.atlas.folder import CATALOGUES, SHARDS, name_shard
from projects.atlas.opened import Atlas, Shard
from projects.atlas.subjects import COLUMNS, make_subjects
from projects.model import Metadata
from projects.overlaps.subject import SubjectRow

_YEAR_APART: Final = 1_000
"""Boxes of different years are put so many degrees apart, so that one join serves them all."""


@dataclass(frozen=True)
class BorderJob:
    """Some shards in some years, with the neighbours that may hold their halo.

    ``neighbours`` have greater adcodes than one of the shards and are none of them: a pair across
    a border belongs to the lesser adcode.
    """

    folder: str
    adcodes: tuple[str, ...]
    years: tuple[int, ...]
    neighbours: tuple[str, ...]
    within_m: float


Key = tuple[str, int]
"""A record: its report and its number in it."""


@dataclass(frozen=True)
class Border:
    """A report with its records, those near its border, and those across it within reach."""

    metadata: Metadata
    own: tuple[SubjectRow, ...]
    inner: tuple[SubjectRow, ...] = ()
    halo: tuple[tuple[str, SubjectRow], ...] = ()


def list_neighbours(atlas: Atlas, shards: tuple[Shard, ...], *, reach_m: float) -> tuple[str, ...]:
    """List the shards that may hold records within reach of one of lesser adcode."""
    own = {one.adcode for one in shards}
    found = {
        met.adcode
        for one in shards
        if one.box is not None
        for met in atlas.find_shards(widen_box(one.box, reach_m=reach_m))
        if met.adcode > one.adcode
    }
    return tuple(sorted(found - own))


@cache
def _open_duckdb() -> Any:  # noqa: ANN401 - a library that may not be there
    """Open DuckDB in memory with its spatial part, which comes as a package."""
    duckdb = load_part("duckdb")
    package = Path(load_part("duckdb_extension_spatial").__file__).parent
    found = sorted(package.rglob("spatial.duckdb_extension"))
    wanted = f"v{duckdb.__version__}"
    part = next((one for one in found if one.parent.name == wanted), None)
    if part is None:
        raise AtlasError(
            f"expected the spatial part of DuckDB {wanted}; found that of "
            f"{', '.join(one.parent.name for one in found) or 'none'}; "
            "install both with: pip install 'city-projects-map[atlas]'"
        )
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    quoted = str(part).replace("'", "''")
    connection.execute(f"LOAD '{quoted}'")
    # A job is small: threads would cost more than they give, and the order stays the same.
    connection.execute("SET threads = 1")
    # Each shard is read a few times and then never again.
    connection.execute("SET enable_external_file_cache = false")
    connection.execute("SET memory_limit = '512MB'")
    return connection


def _fetch(query: str, values: dict[str, Any]) -> pa.Table:
    """Run a query and give its table."""
    answered: pa.Table = _open_duckdb().cursor().execute(query, values).to_arrow_table()
    return answered


_RECORDS: Final = "read_parquet($files, hive_partitioning = true, hive_types = {'adcode': VARCHAR})"
_MEETINGS: Final = f"""
    WITH box AS MATERIALIZED (
      SELECT adcode, catalogue_id, number, {_YEAR_APART} * year::DOUBLE AS shift,
        bbox.xmin AS xmin, bbox.ymin AS ymin, bbox.xmax AS xmax, bbox.ymax AS ymax,
        $height / greatest(
          cos(radians(greatest(abs(bbox.ymin), abs(bbox.ymax)) + $height)), {LEAST_COSINE}
        ) AS width
      FROM {_RECORDS} WHERE list_contains($years, year) AND bbox IS NOT NULL
    ), edge AS (
      SELECT * FROM box WHERE list_contains($own, adcode) AND EXISTS (
        SELECT 1 FROM read_parquet($shards) AS other
        WHERE list_contains($around, other.adcode) AND other.adcode > box.adcode
          AND other.xmin <= box.xmax + box.width AND other.xmax >= box.xmin - box.width
          AND other.ymin <= box.ymax + $height AND other.ymax >= box.ymin - $height
      )
    ), met AS (
      SELECT edge.adcode AS adcode, across.adcode AS other_adcode,
        edge.catalogue_id AS own_id, edge.number AS own_number,
        across.catalogue_id AS halo_id, across.number AS halo_number
      FROM edge JOIN box AS across ON ST_Intersects(
        ST_MakeEnvelope(
          edge.xmin - edge.width + edge.shift, edge.ymin - $height,
          edge.xmax + edge.width + edge.shift, edge.ymax + $height
        ),
        ST_MakeEnvelope(
          across.xmin + across.shift, across.ymin, across.xmax + across.shift, across.ymax
        )
      )
    )
    -- Not asked where they are joined: with a condition beside the spatial one, all are compared.
    SELECT own_id, list(DISTINCT own_number) FILTER (WHERE other_adcode > adcode) AS inner,
      list(DISTINCT {{'report': halo_id, 'number': halo_number}})
        FILTER (WHERE other_adcode > adcode) AS halo
    FROM met GROUP BY own_id
"""


@dataclass(frozen=True)
class _Meetings:
    """Which records stand near the border of a report, and which across it."""

    inner: tuple[Key, ...] = ()
    halo: tuple[Key, ...] = ()


def _find_meetings(job: BorderJob, *, files: list[str], reach_m: float) -> dict[str, _Meetings]:
    """Find what stands near each border, by the report on its lesser side."""
    around = [*job.adcodes, *job.neighbours]
    if len(around) == 1:
        return {}
    values = {
        "files": files,
        "years": list(job.years),
        "own": list(job.adcodes),
        "around": around,
        "shards": str(Path(job.folder) / SHARDS),
        "height": reach_m / METRES_OF_A_DEGREE,
    }
    return {
        row["own_id"]: _Meetings(
            inner=tuple((row["own_id"], number) for number in sorted(row["inner"])),
            halo=tuple(sorted((one["report"], one["number"]) for one in row["halo"])),
        )
        for row in _fetch(_MEETINGS, values).to_pylist()
        if row["inner"]
    }


def _read_subjects(job: BorderJob, *, files: list[str], halo: set[Key]) -> dict[Key, SubjectRow]:
    """Read the records of the shards, and those across their borders."""
    across = sorted(halo)
    names = ", ".join("ST_AsWKB(geometry) AS geometry" if n == "geometry" else n for n in COLUMNS)
    table = _fetch(
        f"SELECT catalogue_id, number, {names} FROM {_RECORDS}"
        " WHERE list_contains($years, year) AND (list_contains($own, adcode)"
        " OR (catalogue_id, number) IN (SELECT unnest($ids), unnest($numbers)))"
        " ORDER BY catalogue_id, number",
        {
            "files": files,
            "years": list(job.years),
            "own": list(job.adcodes),
            "ids": [one[0] for one in across],
            "numbers": [one[1] for one in across],
        },
    )
    columns = table.to_pydict()
    keys = zip(columns["catalogue_id"], columns["number"], strict=True)
    return dict(zip(keys, make_subjects(columns), strict=True))


def _read_metadata(folder: Path, *, adcodes: tuple[str, ...]) -> dict[str, Metadata]:
    """Read what the reports of shards say of themselves, by their id."""
    table = _fetch(
        "SELECT id, metadata FROM read_parquet($file) WHERE list_contains($adcodes, adcode)",
        {"file": str(folder / CATALOGUES), "adcodes": list(adcodes)},
    )
    columns = table.to_pydict()
    return {
        report_id: Metadata.model_validate(json.loads(text))
        for report_id, text in zip(columns["id"], columns["metadata"], strict=True)
    }


def read_borders(job: BorderJob, *, reach_m: float) -> Iterator[Border]:
    """Read the reports of shards, each with the records near its border and across it.

    Parameters
    ----------
    job
        The shards and their neighbours.
    reach_m
        How far across the border a record may lie.

    Yields
    ------
    Border
        By adcode, year and id of the report.
    """
    folder = Path(job.folder)
    around = (*job.adcodes, *job.neighbours)
    files = [str(folder / name_shard(code)) for code in around]
    meetings = _find_meetings(job, files=files, reach_m=reach_m)
    halo = {key for met in meetings.values() for key in met.halo}
    subjects = _read_subjects(job, files=files, halo=halo)
    metadata = _read_metadata(folder, adcodes=around)
    own: dict[str, list[Key]] = {
        report_id: list(keys) for report_id, keys in groupby(subjects, key=itemgetter(0))
    }
    wanted = [
        (one.city.adcode, one.report_year, report_id)
        for report_id, one in metadata.items()
        if one.city.adcode in job.adcodes and one.report_year in job.years
    ]
    for _, _, report_id in sorted(wanted):
        met = meetings.get(report_id, _Meetings())
        yield Border(
            metadata=metadata[report_id],
            own=tuple(subjects[key] for key in own.get(report_id, ())),
            inner=tuple(subjects[key] for key in met.inner),
            halo=tuple((metadata[key[0]].city.adcode, subjects[key]) for key in met.halo),
        )
