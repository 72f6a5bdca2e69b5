"""What changed from report to report in a whole country, shard by shard.

A report is compared with the one before it of the same city by `projects.changes`; no border is
crossed, so a shard needs nothing of its neighbours.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from projects.atlas.engines import Engine
from projects.atlas.lines import encode_lines
from projects.atlas.opened import Atlas
from projects.atlas.told import read_reports
from projects.changes.comparison import find_changes as find_changes_of

COLUMNS: Final = ("adcode", "old_year", "new_year", "class", "id", "name", "match", "why")
"""The columns of the table of changes."""


@dataclass(frozen=True)
class ChangesJob:
    """The reports of one adcode, the oldest first."""

    folder: str
    adcode: str
    report_ids: tuple[str, ...]


@dataclass(frozen=True)
class ShardChanges:
    """The changes of a shard, as lines of CSV, and how many there are of each class."""

    lines: bytes
    counts: tuple[tuple[str, int], ...]


def find_shard_changes(job: ChangesJob) -> ShardChanges:
    """Find the changes of a shard; every engine runs this function."""
    reports = read_reports(Path(job.folder), adcode=job.adcode, report_ids=job.report_ids)
    rows: list[tuple[object, ...]] = []
    counted = Counter[str]()
    for old, new in itertools.pairwise(reports):
        years = old.metadata.report_year, new.metadata.report_year
        for change in find_changes_of(old, new):
            counted[change.class_slug] += 1
            told = (change.class_slug, change.id, change.name_zh, change.how, change.why)
            rows.append((job.adcode, *years, *told))
    return ShardChanges(encode_lines(rows), tuple(sorted(counted.items())))


def find_changes(
    atlas: Atlas, *, engine: Engine, years: tuple[int, int] | None = None
) -> Iterator[ShardChanges]:
    """Find what changed, shard by shard in the order of their adcodes.

    Parameters
    ----------
    atlas
        The atlas.
    engine
        What runs the work.
    years
        Two years to compare; every report with the one before it where None.
    """
    by_adcode: dict[str, list[str]] = {}
    for report in atlas.reports:
        if years is None or report.year in years:
            by_adcode.setdefault(report.adcode, []).append(report.id)
    jobs = [
        ChangesJob(str(atlas.folder), adcode, tuple(ids))
        for adcode, ids in by_adcode.items()
        if len(ids) > 1
    ]
    yield from engine.run(find_shard_changes, jobs)


def write_head() -> bytes:
    """Write the head of the table of changes."""
    return encode_lines([COLUMNS])
