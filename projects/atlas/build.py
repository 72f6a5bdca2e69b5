"""Building an atlas: catalogue files in, shards by adcode, a table of counts and a picture out."""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from projects.atlas import cells, counts
from projects.atlas.engines import Engine
from projects.atlas.errors import AtlasError
from projects.atlas.folder import (
    ABOUT,
    CATALOGUES,
    CELLS,
    COUNTS,
    PLACES,
    SHARDS,
    name_shard,
    write_about,
    write_table,
)
from projects.atlas.names import list_names, read_names
from projects.atlas.table import Read, make_table
from projects.catalogue import read_bytes, read_metadata
from projects.checks import parse_checked
from projects.errors import CatalogueError, Fault
from projects.likeness import Likeness, LikenessReader
from projects.record_checks import find_own_faults
from projects.refusal import NotPlainlySoundError
from projects.sound import collector_paused

_SIDES: Final = ("xmin", "ymin", "xmax", "ymax")


@dataclass(frozen=True)
class ShardJob:
    """The files of one adcode, and the folder of the atlas."""

    adcode: str
    files: tuple[str, ...]
    out: str


@dataclass(frozen=True)
class ShardResult:
    """What was built of one adcode: its rows of the tables, its counts and cells, its faults."""

    shard: dict[str, Any] | None
    catalogues: tuple[dict[str, Any], ...]
    counted: tuple[tuple[counts.Key, int, int], ...]
    cells: tuple[tuple[int, str, cells.Cells], ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Built:
    """What a build made, and what it had to leave out."""

    records: int
    placed: int
    shards: int
    catalogues: int
    size_bytes: int
    seconds: float
    faults: tuple[Fault, ...]


def list_catalogues(folders: Iterable[Path]) -> Iterator[Path]:
    """List the catalogue files of folders, those of folders within too; a file is itself."""
    for folder in folders:
        if folder.is_dir():
            yield from sorted(folder.rglob("*.geojson"))
        else:
            yield folder


def _group_files(files: Iterable[Path]) -> tuple[dict[str, list[str]], list[Fault]]:
    """Group files by the adcode each says it is of."""
    groups: dict[str, list[str]] = {}
    ids: dict[str, Path] = {}
    faults: list[Fault] = []
    for file in files:
        try:
            metadata = read_metadata(file)
        except CatalogueError as error:
            faults += error.faults
            continue
        other = ids.setdefault(metadata.id, file)
        if other != file:
            expected, found = "an id of its own", f"{metadata.id!r}, the id of {other}"
            faults.append(Fault(str(file), "metadata", "id", expected, found, check="id-twice"))
            continue
        groups.setdefault(metadata.city.adcode, []).append(str(file))
    return groups, faults


@cache
def _likeness() -> Likeness:
    """Give what records passed the checks in this process."""
    return Likeness(find_own_faults)


def read_report(file: str) -> tuple[Read, dict[str, Any]]:
    """Read a report that passes the checks.

    Parameters
    ----------
    file
        The catalogue file.

    Returns
    -------
    Read
        Its records.
    dict
        What it says of itself, as it stands in the file.

    Raises
    ------
    CatalogueError
        With every fault of the file.
    """
    data = read_bytes(file)
    reader = LikenessReader(data, likeness=_likeness())
    try:
        plain = [one for chunk in reader.read() for one in chunk]
    except NotPlainlySoundError:
        catalogue = parse_checked(data, file=file)
        collection = json.loads(data)
        records = [feature["properties"] for feature in collection["features"]]
        shapes = [project.geometry for project in catalogue.projects]
        return Read(catalogue.metadata, records, shapes), collection["metadata"]
    found = Read(reader.metadata, [one.record for one in plain], [one.shape for one in plain])
    return found, reader.raw_metadata


def _describe_report(report: Read, raw: dict[str, Any], *, adcode: str) -> dict[str, Any]:
    """Describe a report as a row of the table of reports."""
    metadata = report.metadata
    return {
        "id": metadata.id,
        "adcode": adcode,
        "year": metadata.report_year,
        "name_zh": metadata.city.name_zh,
        "name_en": metadata.city.name_en,
        "title_zh": metadata.title_zh,
        "title_en": metadata.title_en,
        "records": len(report.records),
        "placed": sum(shape is not None for shape in report.shapes),
        "metadata": json.dumps(raw, ensure_ascii=False),
    }


def build_shard(job: ShardJob) -> ShardResult:
    """Build one shard: read the files of an adcode, check them, write their records."""
    with collector_paused():
        return _build(job)


def _build(job: ShardJob) -> ShardResult:
    faults: list[Fault] = []
    reports: list[Read] = []
    catalogues: list[dict[str, Any]] = []
    counted: list[tuple[counts.Key, int, int]] = []
    for file in job.files:
        try:
            report, raw = read_report(file)
        except CatalogueError as error:
            faults += error.faults
            continue
        reports.append(report)
        catalogues.append(_describe_report(report, raw, adcode=job.adcode))
        counted += counts.count_records(
            report.records,
            placed=[shape is not None for shape in report.shapes],
            adcode=job.adcode,
            year=report.metadata.report_year,
        )
    if not catalogues:
        return ShardResult(None, (), (), (), tuple(faults))
    bounds = np.concatenate([report.bounds for report in reports])
    name = name_shard(job.adcode)
    size_bytes = write_table(make_table(reports), Path(job.out) / name)
    placed = bounds[~np.isnan(bounds[:, 0])]
    shard: dict[str, Any] = {
        "adcode": job.adcode,
        "file": name,
        "name_zh": catalogues[-1]["name_zh"],
        "name_en": catalogues[-1]["name_en"],
        "records": len(bounds),
        "placed": len(placed),
        "size_bytes": size_bytes,
        "years": sorted({int(one["year"]) for one in catalogues}),
    }
    box = [None] * len(_SIDES)
    if len(placed):
        box = [*placed[:, :2].min(axis=0).tolist(), *placed[:, 2:].max(axis=0).tolist()]
    shard |= dict(zip(_SIDES, box, strict=True))
    lying = tuple(
        (report.metadata.report_year, job.adcode, cells.count_cells(report.bounds))
        for report in reports
    )
    return ShardResult(shard, tuple(catalogues), tuple(counted), lying, tuple(faults))


SHARD_SCHEMA: Final = pa.schema(
    [
        ("adcode", pa.string()),
        ("file", pa.string()),
        ("name_zh", pa.string()),
        ("name_en", pa.string()),
        ("records", pa.int64()),
        ("placed", pa.int64()),
        ("size_bytes", pa.int64()),
        ("years", pa.list_(pa.int16())),
        *((side, pa.float64()) for side in _SIDES),
    ]
)
CATALOGUE_SCHEMA: Final = pa.schema(
    [
        ("id", pa.string()),
        ("adcode", pa.string()),
        ("year", pa.int16()),
        ("name_zh", pa.string()),
        ("name_en", pa.string()),
        ("title_zh", pa.string()),
        ("title_en", pa.string()),
        ("records", pa.int64()),
        ("placed", pa.int64()),
        ("metadata", pa.string()),
    ]
)


PLACE_SCHEMA: Final = pa.schema(
    [("adcode", pa.string()), ("name_zh", pa.string()), ("name_en", pa.string())]
)


def _make_places(folders: Iterable[Path], shards: Iterable[dict[str, Any]]) -> pa.Table:
    """Make the table of names."""
    reports = {str(one["adcode"]): (str(one["name_zh"]), str(one["name_en"])) for one in shards}
    listed = list_names(read_names(folders), reports=reports)
    rows = [dict(zip(PLACE_SCHEMA.names, names, strict=True)) for names in listed]
    return pa.Table.from_pylist(rows, schema=PLACE_SCHEMA)


def build_atlas(folders: Sequence[Path], *, out: Path, engine: Engine) -> Built:
    """Build an atlas of the catalogues in folders.

    Parameters
    ----------
    folders
        Folders and files; a folder's ``*.geojson``, also of folders within.
    out
        The folder of the atlas; it is made, and an atlas that is there is replaced.
    engine
        What runs the work.

    Returns
    -------
    Built
        With the faults of the files that were left out.

    Raises
    ------
    AtlasError
        Where no file could be taken, or the folder holds something else.
    """
    began = time.perf_counter()
    if out.is_dir() and any(out.iterdir()) and not (out / ABOUT).is_file():
        raise AtlasError(f"{out}: expected a new folder or an atlas; found other files")
    groups, faults = _group_files(list_catalogues(folders))
    if not groups:
        named = ", ".join(map(str, folders))
        lines = "".join(f"\n{fault}" for fault in faults[:20])
        raise AtlasError(f"{named}: expected catalogue files (*.geojson); found none{lines}")
    out.mkdir(parents=True, exist_ok=True)
    (out / ABOUT).unlink(missing_ok=True)
    jobs = [ShardJob(code, tuple(files), str(out)) for code, files in sorted(groups.items())]
    shards: list[dict[str, Any]] = []
    catalogues: list[dict[str, Any]] = []
    totals = counts.Totals()
    lying: list[tuple[int, str, cells.Cells]] = []
    for result in engine.run(build_shard, jobs):
        faults += result.faults
        totals.add(result.counted)
        lying += result.cells
        catalogues += result.catalogues
        if result.shard is not None:
            shards.append(result.shard)
    if not shards:
        raise AtlasError("\n".join(["no catalogue without faults:", *map(str, faults[:20])]))
    size_bytes = sum(int(shard["size_bytes"]) for shard in shards)
    catalogues.sort(key=lambda row: (row["adcode"], row["year"], row["id"]))
    for name, table in (
        (SHARDS, pa.Table.from_pylist(shards, schema=SHARD_SCHEMA)),
        (CATALOGUES, pa.Table.from_pylist(catalogues, schema=CATALOGUE_SCHEMA)),
        (COUNTS, totals.make_table()),
        (CELLS, cells.make_table(lying)),
        (PLACES, _make_places(folders, shards)),
    ):
        size_bytes += write_table(table, out / name)
    _remove_others(out, kept={str(shard["file"]) for shard in shards})
    records = sum(int(shard["records"]) for shard in shards)
    placed = sum(int(shard["placed"]) for shard in shards)
    numbers = {
        "records": records,
        "placed": placed,
        "shards": len(shards),
        "catalogues": len(catalogues),
        "left_out": len({fault.file for fault in faults}),
    }
    write_about(out, numbers)
    return Built(
        records=records,
        placed=placed,
        shards=len(shards),
        catalogues=len(catalogues),
        size_bytes=size_bytes,
        seconds=time.perf_counter() - began,
        faults=tuple(faults),
    )


def _remove_others(out: Path, *, kept: set[str]) -> None:
    """Remove the shards of an atlas that was here before."""
    for file in (out / "records").rglob("*.parquet"):
        if file.relative_to(out).as_posix() not in kept:
            file.unlink()
