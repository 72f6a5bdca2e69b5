"""Where a reader looks for projects: a rectangle, a polygon, a corridor, or near something.

An area asks about places. A project with a place is left where its drawn place touches the area;
how far off it may be is not looked at, as on the map. A project without a place is neither inside
nor outside: it is left beside the map and counted as without a place, so that shown and without a
place still add up to the total.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata.geojson_rules import is_on_the_globe
from geodata.measure import buffer_m
from projects.catalogue import Catalogue
from projects.errors import AreaError

DECIMALS: Final = 5
"""Of a degree in an address: about a metre."""

MAX_CORNERS: Final = 100
MIN_WITHIN_M, MAX_WITHIN_M = 1.0, 50_000.0
_SEPARATOR: Final = "_"


@dataclass(frozen=True)
class Bounds:
    """A rectangle of longitudes and latitudes."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Outline:
    """A polygon by its corners, longitude before latitude; it closes itself."""

    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Around:
    """All within a distance of a point, or of a project by its id."""

    within_m: float
    point: tuple[float, float] | None = None
    project: str | None = None


@dataclass(frozen=True)
class Corridor:
    """All within a distance of a line by its corners, longitude before latitude."""

    within_m: float
    corners: tuple[tuple[float, float], ...]


Area = Bounds | Outline | Corridor | Around


def _number(value: float) -> str:
    """Write a number as short as it goes."""
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")


def write_area(area: Area) -> str:
    """Write an area as the short text of an address.

    Examples
    --------
    >>> write_area(Bounds(112.5, 37.8, 112.6, 37.9))
    'box_112.5_37.8_112.6_37.9'
    >>> write_area(Around(200, project="metro-1-p1"))
    'near_200_metro-1-p1'
    """
    if isinstance(area, Bounds):
        sides = (area.west, area.south, area.east, area.north)
        return _SEPARATOR.join(["box", *map(_number, sides)])
    if isinstance(area, Outline):
        numbers = (_number(value) for corner in area.corners for value in corner)
        return _SEPARATOR.join(["shape", *numbers])
    if isinstance(area, Corridor):
        numbers = (_number(value) for corner in area.corners for value in corner)
        return _SEPARATOR.join(["line", _number(area.within_m), *numbers])
    start = ["near", _number(area.within_m)]
    if area.project is not None:
        return _SEPARATOR.join([*start, area.project])
    return _SEPARATOR.join([*start, *map(_number, area.point or ())])


def _read_numbers(texts: list[str]) -> list[float]:
    """Read finite numbers, no finer than they are written."""
    numbers = [round(float(text), DECIMALS) for text in texts]
    if not all(map(math.isfinite, numbers)):
        raise ValueError("expected finite numbers")
    return numbers


def _require_place(lon: float, lat: float) -> tuple[float, float]:
    """Refuse what is no longitude and latitude."""
    if not is_on_the_globe(lon, lat):
        raise ValueError(f"expected a longitude and a latitude, found {lon:g} {lat:g}")
    return lon, lat


def _read_box(texts: list[str]) -> Bounds:
    west, south, east, north = _read_numbers(texts)
    _require_place(west, south)
    _require_place(east, north)
    if not (west < east and south < north):
        raise ValueError("expected west before east and south before north")
    return Bounds(west, south, east, north)


def _read_corners(texts: list[str]) -> tuple[tuple[float, float], ...]:
    numbers = _read_numbers(texts)
    return tuple(
        _require_place(lon, lat) for lon, lat in zip(numbers[::2], numbers[1::2], strict=True)
    )


def _read_shape(texts: list[str]) -> Outline:
    corners = _read_corners(texts)
    if not 3 <= len(set(corners)) <= len(corners) <= MAX_CORNERS:  # noqa: PLR2004
        raise ValueError(f"expected 3 to {MAX_CORNERS} corners, found {len(corners)}")
    if shapely.Polygon(corners).buffer(0).area <= 0:
        raise ValueError("expected corners that enclose an area")
    return Outline(corners)


def _read_within(texts: list[str]) -> float:
    (within_m,) = _read_numbers(texts)
    if not MIN_WITHIN_M <= within_m <= MAX_WITHIN_M:
        raise ValueError(f"expected {MIN_WITHIN_M:g} to {MAX_WITHIN_M:g} m, found {within_m:g}")
    return within_m


def _read_corridor(texts: list[str]) -> Corridor:
    within_m = _read_within(texts[:1])
    corners = _read_corners(texts[1:])
    if not 2 <= len(set(corners)) <= len(corners) <= MAX_CORNERS:  # noqa: PLR2004
        raise ValueError(f"expected 2 to {MAX_CORNERS} corners, found {len(corners)}")
    return Corridor(within_m, corners)


def _read_around(texts: list[str]) -> Around:
    within_m = _read_within(texts[:1])
    if len(texts) == 2:  # noqa: PLR2004
        return Around(within_m, project=texts[1])
    lon, lat = _read_numbers(texts[1:])
    return Around(within_m, point=_require_place(lon, lat))


_READERS: Final[Mapping[str, Callable[[list[str]], Area]]] = {
    "box": _read_box,
    "shape": _read_shape,
    "line": _read_corridor,
    "near": _read_around,
}


def read_area(text: str) -> Area:
    """Read an area from the short text of an address.

    Parameters
    ----------
    text
        ``box_W_S_E_N``, ``shape_LON_LAT_…``, ``line_M_LON_LAT_…``, ``near_M_LON_LAT`` or
        ``near_M_PROJECT``.

    Raises
    ------
    AreaError
        Where it is none of these.

    Examples
    --------
    >>> read_area("near_200_112.55_37.87")
    Around(within_m=200.0, point=(112.55, 37.87), project=None)
    """
    kind, *texts = text.split(_SEPARATOR)
    reader = _READERS.get(kind)
    if reader is None:
        raise AreaError(f"expected an area that begins with {', '.join(_READERS)}; found {kind!r}")
    try:
        return reader(texts)
    except ValueError as error:
        raise AreaError(f"{text!r} is no area: {error}") from error


def draw_area(catalogue: Catalogue, *, area: Area) -> BaseGeometry | None:
    """Draw an area as a shape in WGS 84.

    Parameters
    ----------
    catalogue
        Where a project named by an area is looked up, also by a former id.
    area
        The area.

    Returns
    -------
    BaseGeometry or None
        None where the project named is unknown or has no place: nothing lies near it.
    """
    if not isinstance(area, Around) or area.point is not None:
        return draw_plain_area(area)
    project = catalogue.by_id.get(catalogue.present_ids.get(area.project or "", ""))
    if project is None or project.geometry is None:
        return None
    return _draw_around(project.geometry, area.within_m)


def draw_plain_area(area: Area) -> BaseGeometry:
    """Draw an area that names no project as a shape in WGS 84.

    Raises
    ------
    AreaError
        Where it names one: then `draw_area` knows where that lies.
    """
    if isinstance(area, Bounds):
        return shapely.box(area.west, area.south, area.east, area.north)
    if isinstance(area, Outline):
        return shapely.make_valid(shapely.Polygon(area.corners))
    if isinstance(area, Corridor):
        return _draw_around(shapely.LineString(area.corners), area.within_m)
    if area.point is None:
        raise AreaError(f"expected a point; found the project {area.project!r}")
    return _draw_around(shapely.Point(area.point), area.within_m)


@lru_cache(maxsize=64)
def _draw_around(shape: BaseGeometry, within_m: float) -> BaseGeometry:
    return buffer_m(shape, radius_m=within_m)


def match_area(
    shapes: NDArray[np.object_], *, catalogue: Catalogue, area: Area
) -> NDArray[np.bool_]:
    """Say which places an area leaves; what has no place is left too.

    Parameters
    ----------
    shapes
        The places of the catalogue in its order, None where there is none.
    catalogue
        The catalogue.
    area
        The area.
    """
    drawn = draw_area(catalogue, area=area)
    missing: NDArray[np.bool_] = shapely.is_missing(shapes)
    if drawn is None:
        return missing
    shapely.prepare(drawn)
    touched: NDArray[np.bool_] = shapely.intersects(drawn, shapes)
    return missing | touched
