"""``atlas``: many cities at once, built from catalogue files, and asked across their borders."""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from projects.atlas import changes, nearby, pairs
from projects.atlas.build import build_atlas
from projects.atlas.engines import Engine, open_engine
from projects.atlas.errors import AtlasError
from projects.atlas.opened import Atlas
from projects.atlas.tiles import build_tiles
from projects.commands.terminal import FAULTY, FINE, say, write_faults
from projects.overlaps import DEFAULT_WITHIN_M
from projects.table import write_table

_SHOWN = 20


def _add_engine(parser: argparse.ArgumentParser) -> None:
    """Describe who may run the work."""
    runs = parser.add_mutually_exclusive_group()
    runs.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="an existing Dask scheduler")
    runs.add_argument(
        "--workers", type=int, default=0, metavar="N", help="a Dask cluster of N processes here"
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what the command takes."""
    actions = parser.add_subparsers(dest="action", required=True)
    build = actions.add_parser("build", help="an atlas of the catalogues in folders")
    build.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    build.add_argument("--out", type=Path, required=True, metavar="OUT")
    build.add_argument("--tiles", action="store_true", help="also the overview picture (PMTiles)")
    overlaps = actions.add_parser("overlaps", help="what meets what, across every border")
    overlaps.add_argument("--within-m", type=float, metavar="M", default=DEFAULT_WITHIN_M)
    differ = actions.add_parser("changes", help="what changed from report to report")
    differ.add_argument("--years", nargs=2, type=int, metavar=("OLD", "NEW"))
    near = actions.add_parser("near", help="what lies near a point")
    near.add_argument("lon", type=float, metavar="LON", help="longitude, WGS 84")
    near.add_argument("lat", type=float, metavar="LAT", help="latitude, WGS 84")
    near.add_argument("--radius-m", type=float, metavar="M", default=2_000.0)
    for one in (overlaps, differ, near):
        one.add_argument("atlas", type=Path, metavar="ATLAS", help="the folder that build made")
    for one in (overlaps, near):
        years = one.add_mutually_exclusive_group()
        years.add_argument("--year", type=int, help="of the reports; the newest where left out")
        if one is overlaps:
            years.add_argument("--every-year", action="store_true", help="all years, one by one")
    for one in (overlaps, differ):
        one.add_argument("--out", type=Path, required=True, metavar="FILE.csv")
    for one in (build, overlaps, differ, near):
        _add_engine(one)


@contextmanager
def _open_new(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside a path, which becomes it where nothing was raised."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as opened:
            yield opened
        beside.replace(path)
    except OSError as error:
        raise AtlasError(f"{path}: cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


def _build(options: argparse.Namespace, engine: Engine) -> int:
    built = build_atlas(options.folders, out=options.out, engine=engine)
    say(
        f"{built.records:,} records ({built.placed:,} placed + {built.records - built.placed:,}"
        f" without a place) of {built.catalogues:,} reports in {built.shards:,} shards,"
        f" {built.size_bytes / 1e6:.1f} MB, {built.seconds:.1f} s"
    )
    if options.tiles:
        atlas = Atlas(options.out)
        made = build_tiles(atlas, year=atlas.years[-1])
        say(f"{made}: {made.stat().st_size / 1e6:.1f} MB, a picture and never a count")
    if not built.faults:
        return FINE
    say(write_faults(built.faults[:_SHOWN]))
    files = len({fault.file for fault in built.faults})
    say(f"{files} files were left out, with {len(built.faults)} faults")
    return FAULTY


def _overlaps(options: argparse.Namespace, engine: Engine) -> int:
    atlas = Atlas(options.atlas)
    _ = atlas.about
    years = atlas.years if options.every_year else (options.year or atlas.years[-1],)
    began, listed, counted = time.perf_counter(), 0, 0
    with _open_new(options.out) as out:
        out.write(pairs.write_head())
        for part in pairs.find_pairs(atlas, engine=engine, years=years, within_m=options.within_m):
            out.write(part.lines)
            listed, counted = listed + part.listed, counted + part.counted_only
    shards = sum(not set(years).isdisjoint(shard.years) for shard in atlas.shards)
    of = str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}, each by itself"
    say(
        f"{listed:,} pairs in {shards:,} shards of {of}; {counted:,} more drawn within "
        f"{options.within_m:g} m, known too roughly to be listed; "
        f"{time.perf_counter() - began:.1f} s"
    )
    return FINE


def _changes(options: argparse.Namespace, engine: Engine) -> int:
    atlas = Atlas(options.atlas)
    _ = atlas.about
    years = None if options.years is None else tuple(options.years)
    began, counted = time.perf_counter(), Counter[str]()
    with _open_new(options.out) as out:
        out.write(changes.write_head())
        for part in changes.find_changes(atlas, engine=engine, years=years):
            out.write(part.lines)
            counted.update(dict(part.counts))
    told = ", ".join(f"{number:,} {slug}" for slug, number in sorted(counted.items()))
    say(f"{told or 'no two reports of one city'}; {time.perf_counter() - began:.1f} s")
    return FINE


def _near(options: argparse.Namespace, engine: Engine) -> int:
    atlas = Atlas(options.atlas)
    _ = atlas.about
    found = nearby.find_near_in(
        atlas,
        engine=engine,
        lon=options.lon,
        lat=options.lat,
        radius_m=options.radius_m,
        year=options.year or atlas.years[-1],
    )
    rows = list(nearby.list_rows(found))
    if rows:
        say(write_table(("distance", "group", "adcode", "id", "name"), rows))
    counts = Counter(one.group for one in found.neighbours)
    told = [f"{counts[group]} {group}" for group in ("near", "perhaps", "district")]
    say(f"{' + '.join(told)} + {found.others} others = {found.total}")
    return FINE


_ACTIONS = {"build": _build, "overlaps": _overlaps, "changes": _changes, "near": _near}


def run(options: argparse.Namespace) -> int:
    """Build an atlas or ask it."""
    with open_engine(scheduler=options.scheduler, workers=options.workers) as engine:
        return _ACTIONS[options.action](options, engine)
