"""What meets what in a whole country: shard by shard, and across every border.

Within a report the pairs are those of `projects.overlaps`, found by it on the same records. Of
two reports, those pairs are asked for that stand across their border: the records near it on both
sides are laid out as one catalogue, on the meridian of the lesser adcode, and the same rule tells
what meets. So a pair is found once, by one shard, whoever runs the work.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from projects.atlas.engines import Engine
from projects.atlas.errors import AtlasError
from projects.atlas.joining import Border, BorderJob, list_neighbours, read_borders
from projects.atlas.lines import encode_lines
from projects.atlas.opened import Atlas, Shard
from projects.atlas.subjects import Report
from projects.overlaps import DEFAULT_WITHIN_M, find_overlaps
from projects.overlaps.certainty import LIMIT_M
from projects.overlaps.layout import DISTRICT_STAND_INS, find_meridian
from projects.overlaps.pairs import MAX_WITHIN_M, Overlaps, Pair, find_middles
from projects.overlaps.subject import Subject

COLUMNS: Final = (
    "year",
    "adcode_a",
    "id_a",
    "name_a",
    "adcode_b",
    "id_b",
    "name_b",
    "class",
    "how",
    "shared_m",
    "distance_m",
    "certainty",
    "accuracy_a_m",
    "accuracy_b_m",
    "lon",
    "lat",
)
"""The columns of the table of pairs."""


BATCH: Final = 6_000
"""Neighbouring shards of about so many records make one job: what a job costs is shared."""


@dataclass(frozen=True)
class ShardPairs:
    """The pairs that belong to some shards, as lines of CSV, and how many were only counted."""

    lines: bytes
    listed: int
    counted_only: int


def choose_meridian(projects: Iterable[Subject]) -> float:
    """Choose the meridian on which `projects.overlaps` lays these records out."""
    shapes = [
        project.geometry
        for project in projects
        if project.geometry is not None and project.place.type not in DISTRICT_STAND_INS
    ]
    return find_meridian(np.array([*shapes, None], dtype=object)[:-1])


def find_across(border: Border, *, within_m: float) -> tuple[Report, Overlaps]:
    """Find the pairs across a border.

    Parameters
    ----------
    border
        The report with the records near its border and those on the other side.
    within_m
        The distance D.

    Returns
    -------
    Report
        The records of both sides, those of the other one under qualified ids.
    Overlaps
        The pairs of it that stand across the border.
    """
    there = tuple(project.qualify(adcode) for adcode, project in border.halo)
    joined = Report(border.metadata, border.inner + there)
    sides = np.arange(len(joined.projects)) < len(border.inner)
    meridian_deg = choose_meridian(border.own)
    found = find_overlaps(joined, within_m=within_m, meridian_deg=meridian_deg, sides=sides)
    return joined, found


def _split_id(qualified: str, *, adcode: str) -> tuple[str, str]:
    """Give the adcode and the id behind an id that may be qualified."""
    before, slash, record_id = qualified.partition("/")
    return (before, record_id) if slash else (adcode, qualified)


def _write_pairs(report: Report, pairs: Sequence[Pair]) -> Iterator[tuple[object, ...]]:
    """Write pairs as rows of the table."""
    adcode, year = report.metadata.city.adcode, report.report_year
    names = {project.id: project.name_zh for project in report.projects}
    for pair, (lon, lat) in zip(pairs, find_middles(pairs).tolist(), strict=True):
        yield (
            year,
            *_split_id(pair.a, adcode=adcode),
            names[pair.a],
            *_split_id(pair.b, adcode=adcode),
            names[pair.b],
            pair.pair_class,
            pair.how,
            f"{pair.shared_m:.1f}",
            f"{pair.distance_m:.1f}",
            pair.certainty,
            *(f"{accuracy_m:g}" for accuracy_m in pair.accuracies_m),
            f"{lon:.6f}",
            f"{lat:.6f}",
        )


def find_shard_pairs(job: BorderJob) -> ShardPairs:
    """Find the pairs that belong to some shards; every engine runs this function."""
    rows: list[tuple[object, ...]] = []
    counted = 0
    for border in read_borders(job, reach_m=job.within_m + 2 * LIMIT_M):
        own = Report(border.metadata, border.own)
        found = [(own, find_overlaps(own, within_m=job.within_m))]
        if border.halo:
            found.append(find_across(border, within_m=job.within_m))
        for report, overlaps in found:
            counted += overlaps.counted_only
            rows += _write_pairs(report, overlaps.pairs)
    return ShardPairs(encode_lines(rows), len(rows), counted)


def _cut(shards: Sequence[Shard], *, years: frozenset[int], batch: int) -> Iterator[list[Shard]]:
    """Cut shards into runs of about so many records in the years."""
    waiting: list[Shard] = []
    records = 0.0
    for shard in shards:
        waiting.append(shard)
        records += shard.records * len(years.intersection(shard.years)) / len(shard.years)
        if records >= batch:
            yield waiting
            waiting, records = [], 0.0
    if waiting:
        yield waiting


def list_jobs(
    atlas: Atlas, *, years: Iterable[int], within_m: float, batch: int = BATCH
) -> list[BorderJob]:
    """List the shards of some years as jobs, in the order of their adcodes.

    Parameters
    ----------
    atlas
        The atlas.
    years
        The years of the reports.
    within_m
        The distance D.
    batch
        About how many records a job has; it changes no pair.
    """
    reach_m = within_m + 2 * LIMIT_M
    wanted = frozenset(years)
    shards = [shard for shard in atlas.shards if not wanted.isdisjoint(shard.years)]
    return [
        BorderJob(
            folder=str(atlas.folder),
            adcodes=tuple(shard.adcode for shard in run),
            years=tuple(sorted(wanted)),
            neighbours=list_neighbours(atlas, tuple(run), reach_m=reach_m),
            within_m=within_m,
        )
        for run in _cut(shards, years=wanted, batch=batch)
    ]


def find_pairs(
    atlas: Atlas,
    *,
    engine: Engine,
    years: Iterable[int],
    within_m: float = DEFAULT_WITHIN_M,
    batch: int = BATCH,
) -> Iterator[ShardPairs]:
    """Find what meets what in some years, in the order of the adcodes.

    Parameters
    ----------
    atlas
        The atlas.
    engine
        What runs the work; the answer is the same whichever it is.
    years
        The years of the reports; only records of one year are paired.
    within_m
        The distance D, 0 to 1,000 m.
    batch
        About how many records a job has; it changes no pair.

    Raises
    ------
    AtlasError
        Where the distance is none of those, or no report is of those years.
    """
    if not 0 <= within_m <= MAX_WITHIN_M:
        raise AtlasError(f"expected a distance of 0 to {MAX_WITHIN_M:g} m; found {within_m:g}")
    wanted = sorted(set(years))
    jobs = list_jobs(atlas, years=wanted, within_m=within_m, batch=batch)
    if not jobs:
        known = ", ".join(map(str, atlas.years))
        found = ", ".join(map(str, wanted))
        raise AtlasError(f"{atlas.folder}: expected one of its years ({known}); found {found}")
    yield from engine.run(find_shard_pairs, jobs)


def write_head() -> bytes:
    """Write the head of the table of pairs."""
    return encode_lines([COLUMNS])
