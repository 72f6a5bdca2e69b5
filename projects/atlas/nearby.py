"""What lies near a point anywhere in a country: only the shards within reach are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from projects.atlas.engines import Engine
from projects.atlas.errors import AtlasError
from projects.atlas.joining import widen
from projects.atlas.opened import Atlas
from projects.errors import NearnessError
from projects.nearness import Neighbour, find_near
from projects.vocabulary import ACCURACY_CLASSES

_FARTHEST_M: Final = max(one.limit_m for one in ACCURACY_CLASSES.values() if one.limit_m)
MAX_RADIUS_M: Final = 200_000.0


@dataclass(frozen=True)
class NearJob:
    """One report and the point asked about."""

    folder: str
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


def find_shard_near(job: NearJob) -> tuple[tuple[AtlasNeighbour, ...], int]:
    """Find what of a report is near; every engine runs this function.

    Returns
    -------
    tuple of AtlasNeighbour
        The groups near, perhaps and district.
    int
        How many records are in the other groups.
    """
    catalogue = Atlas(Path(job.folder)).read_catalogue(job.report_id)
    found = find_near(catalogue, lon=job.lon, lat=job.lat, radius_m=job.radius_m)
    adcode = catalogue.metadata.city.adcode
    told = tuple(
        AtlasNeighbour(job.report_id, adcode, catalogue.by_id[one.id].name_zh, group, one)
        for group in ("near", "perhaps", "district")
        for one in found.group(group)
    )
    return told, found.total - len(told)


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
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):  # noqa: PLR2004
        raise NearnessError(f"expected a longitude and a latitude; found {lon:g} {lat:g}")
    if year not in atlas.years:
        years = ", ".join(map(str, atlas.years))
        raise AtlasError(f"{atlas.folder}: expected one of its years ({years}); found {year}")
    box = widen((lon, lat, lon, lat), reach_m=radius_m + _FARTHEST_M)
    within = {shard.adcode for shard in atlas.find_shards(box)}
    jobs = [
        NearJob(str(atlas.folder), report.id, lon, lat, radius_m)
        for report in atlas.reports
        if report.adcode in within and report.year == year
    ]
    found: list[AtlasNeighbour] = []
    for told, _ in engine.run(find_shard_near, jobs):
        found += told
    total = sum(report.records for report in atlas.reports if report.year == year)
    return AtlasNearness(tuple(sorted(found, key=_order)), total - len(found))


def list_rows(found: AtlasNearness) -> Iterator[tuple[str, ...]]:
    """List what was found as rows of a table."""
    for one in found.neighbours:
        distance_m = one.neighbour.distance_m
        distance = "" if distance_m is None else f"{distance_m:.0f} m"
        yield distance, one.group, one.adcode, one.neighbour.id, one.name_zh
