"""A catalogue laid out in metres for asking what meets what."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.crs import LocalPlane
from geodata.layers import Station, stations
from geodata.measure import CUT_DEGREES
from projects.overlaps.certainty import LIMIT_M
from projects.overlaps.classes import Works
from projects.overlaps.kinship import Kinship
from projects.overlaps.naming import find_named
from projects.overlaps.subject import Report, Subject, make_rows
from projects.overlaps.years import find_span

DISTRICT_STAND_INS: Final = frozenset({"district", "city", "unknown"})
"""Types of place whose geometry, if a file gives one, stands in for a place not known."""


def find_meridian(shapes: NDArray[np.object_]) -> float:
    """Find the meridian through the middle of places, to a tenth of a degree; 0 without any."""
    if not len(shapes):
        return 0.0
    bounds = shapely.bounds(shapes)
    return round(float(np.median((bounds[:, 0] + bounds[:, 2]) / 2)), 1)


class Layout:
    """A catalogue in metres: places as drawn, places as they can be measured, years and kin.

    A place less accurate than `LIMIT_M` is measured by the stations of its line that are known
    better than that, and not at all where it has none.
    """

    def __init__(self, catalogue: Report, *, meridian_deg: float | None = None) -> None:
        """Lay a catalogue out.

        Parameters
        ----------
        catalogue
            The catalogue.
        meridian_deg
            The meridian; the one through the middle of the places where None.
        """
        projects = catalogue.projects
        if not isinstance(projects, tuple):
            projects = make_rows(projects)
        self.projects: Sequence[Subject] = projects
        self._city = catalogue.city
        self.report_year = catalogue.report_year
        shapes = np.array(
            [None if p.place.type in DISTRICT_STAND_INS else p.geometry for p in projects] + [None],
            dtype=object,
        )[:-1]
        drawn = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
        self._plane = LocalPlane(
            lon0=find_meridian(shapes[drawn]) if meridian_deg is None else meridian_deg
        )
        self.drawn = np.full(len(projects), None, dtype=object)
        self.drawn[drawn] = self._plane.project(shapely.segmentize(shapes[drawn], CUT_DEGREES))
        self.accuracies_m = np.array([p.place.accuracy_m or np.inf for p in projects], dtype=float)
        self.stations: dict[int, tuple[Station, ...]] = {}
        self.measured = self.drawn.copy()
        self.measured[self.accuracies_m > LIMIT_M] = None
        self.measured_m = self.accuracies_m.copy()
        self._measure_by_stations(drawn & (self.accuracies_m > LIMIT_M))
        self.is_drawn = drawn
        self.measurable = ~shapely.is_missing(self.measured)
        self.spans = [find_span(project, report_year=self.report_year) for project in projects]
        self.works = Works.collect(projects, spans=self.spans, report_year=self.report_year)
        self.known = np.array([span.is_known for span in self.spans], dtype=bool)
        order = np.argsort(np.array([project.id for project in projects]), kind="stable")
        self.id_ranks = np.empty(len(projects), dtype=np.int64)
        self.id_ranks[order] = np.arange(len(projects))
        self.named = sorted({(min(pair), max(pair)) for pair in find_named(projects)})
        stand_ins = [
            (i, j)
            for i, j in self.named
            if drawn[i] and drawn[j] and shapely.equals(self.drawn[i], self.drawn[j])
        ]
        self.kinship = Kinship(projects, stand_ins=stand_ins)

    def _measure_by_stations(self, coarse: NDArray[np.bool_]) -> None:
        """Take the well-known stations of a line for a line that is not well known itself."""
        of_line: dict[str, list[Station]] = {}
        for station in stations(self._city):
            if np.isfinite(station.lon) and station.accuracy_m <= LIMIT_M:
                of_line.setdefault(station.line, []).append(station)
        for row in np.flatnonzero(coarse).tolist():
            known = of_line.get(self.projects[row].id)
            if known:
                points = shapely.MultiPoint([(station.lon, station.lat) for station in known])
                self.measured[row] = self._plane.project(np.array([points], dtype=object))[0]
                self.measured_m[row] = max(float(station.accuracy_m) for station in known)
                self.stations[row] = tuple(known)

    def list_shared_stations(self, row: int, other: int, *, reach_m: float) -> tuple[Station, ...]:
        """List the stations of two lines measured by stations that lie at the other place.

        Parameters
        ----------
        row, other
            Where the two projects stand.
        reach_m
            How far from the other place a station may lie.
        """
        return tuple(
            station
            for line, beside in ((row, other), (other, row))
            if line in self.stations
            for station, is_near in zip(
                self.stations[line],
                shapely.dwithin(
                    shapely.get_parts(self.measured[line]), self.measured[beside], reach_m
                ),
                strict=True,
            )
            if is_near
        )

    def is_coarse(self, rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of pairs of rows whether either place is known too roughly to be measured."""
        coarse: NDArray[np.bool_] = (self.accuracies_m[rows] > LIMIT_M) | (
            self.accuracies_m[others] > LIMIT_M
        )
        return coarse

    def to_wgs84(self, shape: BaseGeometry) -> BaseGeometry:
        """Bring a shape in metres back to longitude and latitude."""
        found: BaseGeometry = self.all_to_wgs84(np.array([shape], dtype=object))[0]
        return found

    def all_to_wgs84(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Bring many shapes in metres back to longitude and latitude at once."""
        return self._plane.unproject(shapes)
