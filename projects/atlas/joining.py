"""A shard and the records just across its border, chosen by DuckDB with its spatial part."""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from projects.atlas.engines import load_part
from projects.atlas.errors import AtlasError
from projects.atlas.folder import CATALOGUES, name_shard, read_table
from projects.atlas.opened import Atlas, Shard
from projects.model import Metadata

Rows = list[dict[str, Any]]

_METRES_OF_A_DEGREE: Final = 110_500.0
"""A little less than the shortest degree of latitude, so that a halo is never too narrow."""
_LEAST_COSINE: Final = 0.05
_COLUMNS: Final = "* REPLACE (ST_AsWKB(geometry) AS geometry)"


@dataclass(frozen=True)
class BorderJob:
    """A shard in a year, with the neighbours that may hold its halo.

    ``neighbours`` have greater adcodes: a pair across a border belongs to the lesser one.
    """

    folder: str
    adcode: str
    year: int
    neighbours: tuple[str, ...]
    within_m: float


@dataclass(frozen=True)
class Border:
    """The records of a shard, those near its border, and those across it within reach."""

    own: Rows
    inner: Rows
    halo: Rows


def widen(
    box: tuple[float, float, float, float], *, reach_m: float
) -> tuple[float, float, float, float]:
    """Widen a box by at least a distance on every side.

    Examples
    --------
    >>> west, south, east, north = widen((112.0, 37.0, 113.0, 38.0), reach_m=1105.0)
    >>> round(37.0 - south, 3), west < 111.99
    (0.01, True)
    """
    west, south, east, north = box
    height = reach_m / _METRES_OF_A_DEGREE
    width = height / find_cosine(max(abs(south), abs(north)) + height)
    return west - width, south - height, east + width, north + height


def find_cosine(lat: float) -> float:
    """Find how long a degree of longitude is beside one of latitude, never nothing."""
    return max(math.cos(math.radians(lat)), _LEAST_COSINE)


def list_neighbours(atlas: Atlas, shard: Shard, *, reach_m: float) -> tuple[str, ...]:
    """List the shards of greater adcodes that may hold records within reach of a shard."""
    if shard.box is None:
        return ()
    met = atlas.find_shards(widen(shard.box, reach_m=reach_m))
    return tuple(one.adcode for one in met if one.adcode > shard.adcode)


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
    # A shard is small: threads would cost more than they give, and the order stays the same.
    connection.execute("SET threads = 1")
    # Each shard is read a few times and then never again.
    connection.execute("SET enable_external_file_cache = false")
    connection.execute("SET memory_limit = '512MB'")
    return connection


def _fetch(query: str, values: list[Any] | dict[str, Any]) -> Rows:
    """Run a query and give its rows."""
    answered = _open_duckdb().cursor().execute(query, values)
    names = [column[0] for column in answered.description]
    return [dict(zip(names, row, strict=True)) for row in answered.fetchall()]


def read_border(job: BorderJob, *, reach_m: float) -> Border:
    """Read a shard in a year with its halo.

    Parameters
    ----------
    job
        The shard and its neighbours.
    reach_m
        How far across the border a record may lie.
    """
    folder = Path(job.folder)
    own = _fetch(
        f"SELECT {_COLUMNS} FROM read_parquet(?, hive_partitioning = false)"
        " WHERE year = ? ORDER BY catalogue_id, number",
        [str(folder / name_shard(job.adcode)), job.year],
    )
    drawn = [row["bbox"] for row in own if row["bbox"] is not None]
    if not (job.neighbours and drawn):
        return Border(own, [], [])
    height = reach_m / _METRES_OF_A_DEGREE
    farthest = max(max(abs(box["ymin"]), abs(box["ymax"])) for box in drawn)
    width = height / find_cosine(farthest + height)
    files = [str(folder / name_shard(code)) for code in job.neighbours]
    pairs = _fetch(
        """
        WITH own AS (
          SELECT catalogue_id, number, ST_MakeEnvelope(
            bbox.xmin - $width, bbox.ymin - $height, bbox.xmax + $width, bbox.ymax + $height
          ) AS reach
          FROM read_parquet($own, hive_partitioning = false)
          WHERE year = $year AND bbox IS NOT NULL
        ), across AS (
          SELECT catalogue_id, number,
            ST_MakeEnvelope(bbox.xmin, bbox.ymin, bbox.xmax, bbox.ymax) AS box
          FROM read_parquet($files, hive_partitioning = false)
          WHERE year = $year AND bbox IS NOT NULL
        )
        SELECT own.catalogue_id AS own_id, own.number AS own_number,
          across.catalogue_id AS halo_id, across.number AS halo_number
        FROM own JOIN across ON ST_Intersects(own.reach, across.box)
        """,
        {
            "width": width,
            "height": height,
            "own": str(folder / name_shard(job.adcode)),
            "files": files,
            "year": job.year,
        },
    )
    near = {(pair["own_id"], pair["own_number"]) for pair in pairs}
    across = sorted({(pair["halo_id"], pair["halo_number"]) for pair in pairs})
    if not across:
        return Border(own, [], [])
    halo = _fetch(
        f"SELECT {_COLUMNS} FROM read_parquet(?, hive_partitioning = false)"
        " WHERE (catalogue_id, number) IN (SELECT unnest(?), unnest(?))"
        " ORDER BY catalogue_id, number",
        [files, [one[0] for one in across], [one[1] for one in across]],
    )
    inner = [row for row in own if (row["catalogue_id"], row["number"]) in near]
    return Border(own, inner, halo)


def read_metadata(folder: Path, *, report_ids: set[str]) -> dict[str, Metadata]:
    """Read what reports say of themselves, by their id."""
    asked = [("id", "in", report_ids)]
    rows = read_table(folder, CATALOGUES, columns=["id", "metadata"], filters=asked).to_pylist()
    return {row["id"]: Metadata.model_validate(json.loads(row["metadata"])) for row in rows}
