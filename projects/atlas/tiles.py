"""The overview picture of an atlas: vector tiles by tippecanoe, a picture and never a count."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import shapely

from projects.atlas.errors import AtlasError, MissingPartError
from projects.atlas.folder import TILES, name_shard, read_table
from projects.atlas.opened import Atlas

_COLUMNS: Final = ["catalogue_id", "year", "id", "sector", "status", "geometry"]
LEAST_ZOOM, MOST_ZOOM = 2, 10


def find_tippecanoe() -> str:
    """Find tippecanoe: beside this Python, where its package puts it, or on the path.

    Raises
    ------
    MissingPartError
        Where it is not there.
    """
    beside = Path(sys.executable).parent / "tippecanoe"
    found = str(beside) if beside.is_file() else shutil.which("tippecanoe")
    if found is None:
        raise MissingPartError("tippecanoe")
    return found


def _write_line(row: dict[str, Any]) -> str:
    """Write a record as a feature on one line, with what a picture needs."""
    properties = {name: row[name] for name in ("id", "sector", "status")}
    geometry = json.loads(shapely.to_geojson(shapely.from_wkb(row["geometry"])))
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps(feature, ensure_ascii=False)


def list_features(atlas: Atlas, *, year: int) -> Iterator[str]:
    """List the drawn records of a year, one feature a line."""
    asked = [("year", "=", year)]
    for shard in atlas.shards:
        if year in shard.years:
            table = read_table(
                atlas.folder, name_shard(shard.adcode), columns=_COLUMNS, filters=asked
            )
            yield from (_write_line(r) for r in table.to_pylist() if r["geometry"] is not None)


def build_tiles(atlas: Atlas, *, year: int) -> Path:
    """Build the overview of a year, thinned where it would be too dense to see.

    Parameters
    ----------
    atlas
        The atlas; the file is put into its folder.
    year
        The year of the reports.

    Raises
    ------
    MissingPartError
        Where tippecanoe is not installed.
    AtlasError
        Where it fails.
    """
    program = find_tippecanoe()
    out = atlas.folder / TILES
    with tempfile.TemporaryDirectory(dir=atlas.folder) as folder:
        lines = Path(folder) / "features.ndjson"
        with lines.open("w", encoding="utf-8") as opened:
            opened.writelines(f"{line}\n" for line in list_features(atlas, year=year))
        made = Path(folder) / TILES
        words = [
            program,
            f"--output={made}",
            f"--minimum-zoom={LEAST_ZOOM}",
            f"--maximum-zoom={MOST_ZOOM}",
            "--drop-densest-as-needed",
            "--layer=projects",
            "--read-parallel",
            "--quiet",
            f"--temporary-directory={folder}",
            str(lines),
        ]
        ran = subprocess.run(  # noqa: S603 - a program found above, words of our own
            words, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise AtlasError(f"tippecanoe failed: {' '.join(ran.stderr.split())[:400]}")
        made.replace(out)
    return out
