"""What meets what in a whole country: shard by shard, and across every border.

Within a report the pairs are those of `projects.overlaps`, found by it on the same records. Of
two reports, those pairs are asked for that stand across their border: the records near it on both
sides are laid out as one catalogue, on the meridian of the lesser adcode, and the same rule tells
what meets. So a pair is found once, by one shard, whoever runs the work.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from projects.atlas.engines import Engine
from projects.atlas.errors import AtlasError
from projects.atlas.joining import Border, BorderJob, list_neighbours, read_border, read_metadata
from projects.atlas.opened import Atlas
from projects.atlas.table import make_project
from projects.catalogue import Catalogue
from projects.model import Metadata, Project
from projects.overlaps import DEFAULT_WITHIN_M, find_overlaps
from projects.overlaps.certainty import LIMIT_M
from projects.overlaps.layout import DISTRICT_STAND_INS, find_meridian
from projects.overlaps.pairs import MAX_WITHIN_M, Overlaps, Pair

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


@dataclass(frozen=True)
class ShardPairs:
    """The pairs that belong to a shard, as lines of CSV, and how many were only counted."""

    lines: bytes
    listed: int
    counted_only: int


def qualify(project: Project, *, adcode: str) -> Project:
    """Give a record of another report ids that no record of the first can have.

    Parameters
    ----------
    project
        The record.
    adcode
        Its city or county.
    """
    return project.model_copy(
        update={
            "id": f"{adcode}/{project.id}",
            "part_of": tuple(f"{adcode}/{whole}" for whole in project.part_of),
        }
    )


def choose_meridian(projects: Iterable[Project]) -> float:
    """Choose the meridian on which `projects.overlaps` lays these records out."""
    shapes = [
        project.geometry
        for project in projects
        if project.geometry is not None and project.place.type not in DISTRICT_STAND_INS
    ]
    return find_meridian(np.array([*shapes, None], dtype=object)[:-1])


def find_across(
    metadata: Metadata,
    inner: Iterable[Project],
    halo: Iterable[tuple[str, Project]],
    *,
    within_m: float,
    meridian_deg: float,
) -> tuple[Catalogue, Overlaps]:
    """Find the pairs across a border.

    Parameters
    ----------
    metadata
        Of the report on this side.
    inner
        Its records near the border.
    halo
        The records on the other side, each with its adcode.
    within_m
        The distance D.
    meridian_deg
        The meridian to measure along.

    Returns
    -------
    Catalogue
        The records of both sides, those of the other one under qualified ids.
    Overlaps
        The pairs of it that stand across the border.
    """
    here = tuple(inner)
    there = tuple(qualify(project, adcode=adcode) for adcode, project in halo)
    joined = Catalogue(metadata=metadata, projects=here + there)
    sides = np.arange(len(joined.projects)) < len(here)
    found = find_overlaps(joined, within_m=within_m, meridian_deg=meridian_deg, sides=sides)
    return joined, found


def _split_id(qualified: str, *, adcode: str) -> tuple[str, str]:
    """Give the adcode and the id behind an id that may be qualified."""
    before, slash, record_id = qualified.partition("/")
    return (before, record_id) if slash else (adcode, qualified)


def _write_pair(
    pair: Pair, *, year: int, adcode: str, names: Mapping[str, str]
) -> tuple[object, ...]:
    """Write a pair as a row of the table."""
    middle = shapely.get_coordinates(pair.stretch.representative_point())[0]
    return (
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
        *(f"{value:.6f}" for value in middle),
    )


def _encode(rows: Iterable[tuple[object, ...]]) -> bytes:
    """Write rows as lines of CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _list_reports(border: Border) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """List the reports of the shard with their rows; usually there is one a year."""
    for report_id in dict.fromkeys(row["catalogue_id"] for row in border.own):
        yield report_id, [row for row in border.own if row["catalogue_id"] == report_id]


def find_shard_pairs(job: BorderJob) -> ShardPairs:
    """Find the pairs that belong to a shard in a year; every engine runs this function."""
    reach_m = job.within_m + 2 * LIMIT_M
    border = read_border(job, reach_m=reach_m)
    rows: list[tuple[object, ...]] = []
    counted = 0
    near = {(row["catalogue_id"], row["number"]) for row in border.inner}
    ids = {row["catalogue_id"] for row in (*border.own, *border.halo)}
    metadata = read_metadata(Path(job.folder), report_ids=ids)
    halo = [(metadata[row["catalogue_id"]].city.adcode, make_project(row)) for row in border.halo]
    for report_id, own_rows in _list_reports(border):
        projects = [make_project(row) for row in own_rows]
        own = Catalogue(metadata=metadata[report_id], projects=tuple(projects))
        found = [(own, find_overlaps(own, within_m=job.within_m))]
        inner = [
            project
            for row, project in zip(own_rows, projects, strict=True)
            if (row["catalogue_id"], row["number"]) in near
        ]
        if inner and halo:
            meridian_deg = choose_meridian(projects)
            found.append(
                find_across(
                    own.metadata, inner, halo, within_m=job.within_m, meridian_deg=meridian_deg
                )
            )
        for catalogue, overlaps in found:
            names = {project.id: project.name_zh for project in catalogue.projects}
            counted += overlaps.counted_only
            rows += [
                _write_pair(pair, year=job.year, adcode=job.adcode, names=names)
                for pair in overlaps.pairs
            ]
    return ShardPairs(_encode(rows), len(rows), counted)


def list_jobs(atlas: Atlas, *, year: int, within_m: float) -> list[BorderJob]:
    """List the shards of a year as jobs, in the order of their adcodes."""
    reach_m = within_m + 2 * LIMIT_M
    return [
        BorderJob(
            folder=str(atlas.folder),
            adcode=shard.adcode,
            year=year,
            neighbours=list_neighbours(atlas, shard, reach_m=reach_m),
            within_m=within_m,
        )
        for shard in atlas.shards
        if year in shard.years
    ]


def find_pairs(
    atlas: Atlas, *, engine: Engine, year: int, within_m: float = DEFAULT_WITHIN_M
) -> Iterator[ShardPairs]:
    """Find what meets what in a year, shard by shard in the order of their adcodes.

    Parameters
    ----------
    atlas
        The atlas.
    engine
        What runs the work; the answer is the same whichever it is.
    year
        The year of the reports.
    within_m
        The distance D, 0 to 1,000 m.

    Raises
    ------
    AtlasError
        Where the distance is none of those, or no report is of that year.
    """
    if not 0 <= within_m <= MAX_WITHIN_M:
        raise AtlasError(f"expected a distance of 0 to {MAX_WITHIN_M:g} m; found {within_m:g}")
    jobs = list_jobs(atlas, year=year, within_m=within_m)
    if not jobs:
        years = ", ".join(map(str, atlas.years))
        raise AtlasError(f"{atlas.folder}: expected one of its years ({years}); found {year}")
    yield from engine.run(find_shard_pairs, jobs)


def write_head() -> bytes:
    """Write the head of the table of pairs."""
    return _encode([COLUMNS])
