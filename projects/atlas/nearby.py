"""What lies near a point anywhere in a country: only the shards within reach are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geodata.boxes import widen_box
from geodata.cities import find_city
from geodata.geojson_rules import is_on_the_globe
from geodata.layers import district_at
from projects.atlas.engines import Engine
from projects.atlas.errors import AtlasError
from projects.atlas.folder import name_shard, read_table
from projects.atlas.opened import Atlas
from projects.columns import CodedLists, code_values
from projects.errors import NearnessError
from projects.nearness import find_near_among
from projects.neighbours import Neighbour
from projects.signs import tidy_text
from projects.surroundings import Surroundings
from projects.vocabulary import MAX_ACCURACY_M

MAX_RADIUS_M: Final = 200_000.0


@dataclass(frozen=True)
class NearJob:
    """One report and the point asked about."""

    folder: str
    adcode: str
    report_id: str
    lon: float
    lat: float
    radius_m: float


@dataclass(frozen=True)
class AtlasNeighbour:
    """A project near the point, and the report that has it."""

    report_id: str
    adcode: str
    name_zh: str
    group: str
    neighbour: Neighbour


@dataclass(frozen=True)
class AtlasNearness:
    """What lies near a point; the groups and the rest add up to the records of the year."""

    neighbours: tuple[AtlasNeighbour, ...]
    others: int

    @property
    def total(self) -> int:
        """How many records the reports of the year have."""
        return len(self.neighbours) + self.others


_COLUMNS: Final = ["id", "name_zh", "place_type", "place_accuracy_m", "districts", "geometry"]


def _read_within(job: NearJob) -> pa.Table:
    """Read the records of a report that may be told: within reach, or known by district alone."""
    box = widen_box((job.lon, job.lat, job.lon, job.lat), reach_m=job.radius_m + MAX_ACCURACY_M)
    west, south, east, north = box
    side = partial(pc.field, "bbox")
    met = (
        (side("xmin") <= east)
        & (side("xmax") >= west)
        & (side("ymin") <= north)
        & (side("ymax") >= south)
    )
    is_unplaced = pc.field("bbox").is_null() & (pc.field("place_type") == "district")
    asked = (pc.field("catalogue_id") == job.report_id) & (met | is_unplaced)
    return read_table(Path(job.folder), name_shard(job.adcode), columns=_COLUMNS, filters=asked)


def _code_lists(lists: Sequence[Sequence[str]]) -> CodedLists:
    """Make a column of short lists."""
    flat = code_values([one for own in lists for one in own])
    lengths = np.array([len(own) for own in lists], dtype=np.int32)
    return CodedLists(flat.values, flat.numbers, lengths)


def find_shard_near(job: NearJob) -> tuple[AtlasNeighbour, ...]:
    """Find what of a report is near; every engine runs this function.

    Returns
    -------
    tuple of AtlasNeighbour
        The groups near, perhaps and district.
    """
    table = _read_within(job)
    if not len(table):
        return ()
    columns = table.to_pydict()
    # A geometry whose box is told is there; a record without a place has none.
    shapes = shapely.from_wkb(np.array([*columns["geometry"], None], dtype=object)[:-1])
    found = find_near_among(
        Surroundings(
            columns["id"],
            shapes=shapes,
            accuracies_m=np.array([one or 0.0 for one in columns["place_accuracy_m"]], dtype=float),
            types=code_values(columns["place_type"]),
            districts=_code_lists([own or () for own in columns["districts"]]),
        ),
        lon=job.lon,
        lat=job.lat,
        radius_m=job.radius_m,
        adcode=district_at(job.lon, job.lat, city=find_city(job.adcode)),
    )
    names = dict(zip(columns["id"], columns["name_zh"], strict=True))
    return tuple(
        AtlasNeighbour(job.report_id, job.adcode, tidy_text(names[one.id]), group, one)
        for group in ("near", "perhaps", "district")
        for one in found.group(group)
    )


def _order(one: AtlasNeighbour) -> tuple[int, float, str, str]:
    """Order neighbours by group, then by distance, ties by place and id."""
    group = ("near", "perhaps", "district").index(one.group)
    distance_m = one.neighbour.distance_m
    return group, float("inf") if distance_m is None else distance_m, one.adcode, one.neighbour.id


def find_near_in(  # noqa: PLR0913 - a question and who answers it
    atlas: Atlas, *, engine: Engine, lon: float, lat: float, radius_m: float, year: int
) -> AtlasNearness:
    """Find what lies near a point in the reports of a year.

    Parameters
    ----------
    atlas
        The atlas.
    engine
        What runs the work.
    lon, lat
        The point, WGS 84.
    radius_m
        How far near reaches, in metres.
    year
        The year of the reports.

    Raises
    ------
    NearnessError
        Where the point is not on Earth or the radius not within bounds.
    AtlasError
        Where no report is of that year.
    """
    if not 0 < radius_m <= MAX_RADIUS_M:
        raise NearnessError(f"expected a radius of 0 to {MAX_RADIUS_M:g} m; found {radius_m:g}")
    if not is_on_the_globe(lon, lat):
        raise NearnessError(f"expected a longitude and a latitude; found {lon:g} {lat:g}")
    if year not in atlas.years:
        years = ", ".join(map(str, atlas.years))
        raise AtlasError(f"{atlas.folder}: expected one of its years ({years}); found {year}")
    box = widen_box((lon, lat, lon, lat), reach_m=radius_m + MAX_ACCURACY_M)
    within = {shard.adcode for shard in atlas.find_shards(box)}
    jobs = [
        NearJob(str(atlas.folder), report.adcode, report.id, lon, lat, radius_m)
        for report in atlas.reports
        if report.adcode in within and report.year == year
    ]
    found: list[AtlasNeighbour] = []
    for told in engine.run(find_shard_near, jobs):
        found += told
    total = sum(report.records for report in atlas.reports if report.year == year)
    return AtlasNearness(tuple(sorted(found, key=_order)), total - len(found))


def list_rows(found: AtlasNearness) -> Iterator[tuple[str, ...]]:
    """List what was found as rows of a table."""
    for one in found.neighbours:
        distance_m = one.neighbour.distance_m
        distance = "" if distance_m is None else f"{distance_m:.0f} m"
        yield distance, one.group, one.adcode, one.neighbour.id, one.name_zh
