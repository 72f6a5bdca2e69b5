"""The geometries of many features, made and looked at together; the odd ones one by one."""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.geojson_rules import (
    DECIMALS,
    DEPTHS,
    MAX_POSITIONS,
    find_structure_faults,
    make_geometry,
)
from projects.refusal import refuse

_MEMBERS: Final = frozenset({"type", "coordinates"})

Geometries = NDArray[np.object_]
Lonlat = NDArray[np.float64]
Whole = NDArray[np.int64]
Shape = shapely.geometry.base.BaseGeometry | None


class _Paths:
    """Runs of positions of geometries of one type, made into shapes together.

    Parameters
    ----------
    make
        Makes shapes of all coordinates and, for each, the number of the run it belongs to.
    """

    def __init__(self, make: Callable[[Lonlat, Whole], Geometries]) -> None:
        """Begin without any."""
        self._make = make
        self._rows: list[int] = []
        self._runs: list[list[Any]] = []

    def add(self, row: int, run: list[Any]) -> None:
        """Add the run of a row."""
        self._rows.append(row)
        self._runs.append(run)

    def put(self, shapes: Geometries) -> None:
        """Put the shapes where they belong; refuse what are no positions of two numbers."""
        if not self._rows:
            return
        positions = list(chain.from_iterable(self._runs))
        if set(map(type, positions)) != {list} or set(map(len, positions)) != {2}:
            refuse()
        numbers = list(chain.from_iterable(positions))
        if not set(map(type, numbers)) <= {float, int}:
            refuse()
        lonlat = np.array(numbers, dtype=np.float64).reshape(-1, 2)
        if not np.isfinite(lonlat).all():
            refuse()
        of = np.repeat(np.arange(len(self._runs)), list(map(len, self._runs)))
        shapes[self._rows] = self._make(lonlat, of)


def _make_points(lonlat: Lonlat, _: Whole) -> Geometries:
    return np.asarray(shapely.points(lonlat))


def _make_lines(lonlat: Lonlat, of: Whole) -> Geometries:
    return np.asarray(shapely.linestrings(lonlat, indices=of))


def _make_polygons(lonlat: Lonlat, of: Whole) -> Geometries:
    return np.asarray(shapely.polygons(shapely.linearrings(lonlat, indices=of)))


def _is_run(value: object, *, least: int) -> bool:
    return type(value) is list and least <= len(value) <= MAX_POSITIONS


def make_sound_geometries(raws: Sequence[object]) -> Geometries:
    """Make the shapes of geometries without structure faults; None stays None."""
    shapes = np.full(len(raws), None, dtype=object)
    points, lines, rings = _Paths(_make_points), _Paths(_make_lines), _Paths(_make_polygons)
    for row, raw in enumerate(raws):
        if raw is None:
            continue
        if type(raw) is not dict or raw.keys() != _MEMBERS:
            refuse()
        kind, coordinates = raw["type"], raw["coordinates"]
        if kind == "Point":
            points.add(row, [coordinates])
        elif kind == "LineString" and _is_run(coordinates, least=2):
            lines.add(row, coordinates)
        elif (
            kind == "Polygon"
            and _is_run(coordinates, least=1)
            and len(coordinates) == 1
            and _is_run(coordinates[0], least=4)
        ):
            if coordinates[0][0] != coordinates[0][-1]:
                refuse()
            rings.add(row, coordinates[0])
        elif type(kind) is str and kind in DEPTHS and not any(find_structure_faults(raw)):
            shapes[row] = make_geometry(raw)
        else:
            refuse()
    for paths in (points, lines, rings):
        paths.put(shapes)
    return shapes


def find_doubtful(geometries: Geometries, *, bbox: tuple[float, ...]) -> NDArray[np.bool_]:
    """Say which of the placed geometries have to be looked at one by one."""
    lonlat, of = shapely.get_coordinates(geometries, return_index=True)
    west, south, east, north = bbox
    inside = (
        (lonlat[:, 0] >= west)
        & (lonlat[:, 0] <= east)
        & (lonlat[:, 1] >= south)
        & (lonlat[:, 1] <= north)
    )
    with np.errstate(over="ignore"):  # what lies so far out is outside anyway
        short = np.all(np.round(lonlat, DECIMALS) == lonlat, axis=1)
    odd = ~(inside & short)
    odd[1:] |= np.all(lonlat[1:] == lonlat[:-1], axis=1) & (of[1:] == of[:-1])
    doubtful = ~shapely.is_valid(geometries)
    doubtful[of[odd]] = True
    kinds = shapely.get_type_id(geometries)
    doubtful |= kinds >= shapely.GeometryType.MULTIPOINT
    polygons = np.flatnonzero(kinds == shapely.GeometryType.POLYGON)
    outer = shapely.get_exterior_ring(geometries[polygons])
    plain = (shapely.get_num_interior_rings(geometries[polygons]) == 0) & shapely.is_ccw(outer)
    doubtful[polygons[~plain]] = True
    marked: NDArray[np.bool_] = doubtful
    return marked
