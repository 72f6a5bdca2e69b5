"""Coordinate reference systems: the ones in use here, and the way from one to another.

Coordinates are always longitude before latitude and east before north, whatever order the
definition of a system prescribes (EPSG:4326 and the CGCS2000 systems say the opposite).
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from geodata.errors import UnknownNameError

System = CRS
"""The type of a coordinate reference system."""

WGS84 = CRS.from_epsg(4326)
"""Longitude and latitude: the system of everything that is stored and exchanged on the web."""

Geometry = TypeVar("Geometry", bound=BaseGeometry)


@lru_cache(maxsize=64)
def read_crs(name: str) -> CRS:
    """Read a reference system, such as the one of a city's survey office.

    Parameters
    ----------
    name
        As pyproj reads it: ``EPSG:4547``, a PROJ string, WKT.

    Raises
    ------
    UnknownNameError
        Where there is no such system.

    Examples
    --------
    >>> read_crs("EPSG:4547").name
    'CGCS2000 / 3-degree Gauss-Kruger CM 114E'
    """
    try:
        return CRS.from_user_input(name)
    except CRSError as error:
        raise UnknownNameError(
            "reference system", found=name, known=["EPSG codes", "PROJ strings", "WKT"]
        ) from error


@lru_cache(maxsize=64)
def local_transverse_mercator(*, lon0: float) -> CRS:
    """Return a transverse Mercator in metres on the meridian ``lon0``, anywhere on Earth.

    South of the equator the northing is negative, as far as it is measured from there.

    Lengths are too long by x²/2R² at x metres from the meridian: 2.5 cm in 1 km at 45 km,
    0.1 % at 285 km.

    Examples
    --------
    >>> local_transverse_mercator(lon0=112.5).axis_info[0].unit_name
    'metre'
    """
    return CRS.from_dict(
        {"proj": "tmerc", "lon_0": lon0, "lat_0": 0, "k": 1, "ellps": "WGS84", "units": "m"}
    )


_LOCAL = re.compile(
    r"\+proj=tmerc \+lon_0=(\S+) \+lat_0=0 \+k=1 \+ellps=WGS84 \+units=m(?: \+type=crs)?"
)
"""How pyproj writes what `local_transverse_mercator` makes."""


@lru_cache(maxsize=64)
def _transformer(source: CRS, target: CRS) -> Transformer:
    """Give the way from one system to another.

    pyproj makes it anew in every thread, at 15 ms where the systems are looked up; a page of
    Streamlit's runs in a thread of its own. Between degrees and a local meridian nothing needs to
    be looked up, and the numbers are the same.
    """
    if source is WGS84 and (local := _LOCAL.fullmatch(target.srs)):
        return Transformer.from_pipeline(_write_way(local[1]))
    if target is WGS84 and (local := _LOCAL.fullmatch(source.srs)):
        return Transformer.from_pipeline(_write_way_back(local[1]))
    return Transformer.from_crs(source, target, always_xy=True)


def _write_plane(lon0: str) -> str:
    """Write the plane of a meridian as PROJ reads it."""
    return f"+proj=tmerc +lat_0=0 +lon_0={lon0} +k=1 +ellps=WGS84"


def _write_way(lon0: str) -> str:
    """Write the way from degrees to the metres of a meridian."""
    turn = "+proj=unitconvert +xy_in=deg +xy_out=rad"
    return f"+proj=pipeline +step {turn} +step {_write_plane(lon0)}"


def _write_way_back(lon0: str) -> str:
    """Write the way from the metres of a meridian to degrees."""
    turn = "+proj=unitconvert +xy_in=rad +xy_out=deg"
    return f"+proj=pipeline +step +inv {_write_plane(lon0)} +step {turn}"


class LocalPlane:
    """The metres of `local_transverse_mercator`, and back, for those who need many meridians.

    The arithmetic is the same; only looking the system up is left out, at 15 ms a meridian.

    Examples
    --------
    >>> plane = LocalPlane(lon0=112.5)
    >>> flat = plane.project(np.array([shapely.Point(112.51, 37.87)], dtype=object))
    >>> round(flat[0].x, 1), round(plane.unproject(flat)[0].x, 9)
    (879.9, 112.51)
    """

    def __init__(self, *, lon0: float) -> None:
        """Make it for a meridian in degrees."""
        self._there = Transformer.from_pipeline(_write_way(repr(lon0)))
        self._back = Transformer.from_pipeline(_write_way_back(repr(lon0)))

    def project(self, geoms: NDArray[np.object_]) -> NDArray[np.object_]:
        """Bring geometries from longitude and latitude to metres; None stays None."""
        found: NDArray[np.object_] = shapely.transform(geoms, _move_by(self._there))
        return found

    def unproject(self, geoms: NDArray[np.object_]) -> NDArray[np.object_]:
        """Bring geometries from metres to longitude and latitude; None stays None."""
        found: NDArray[np.object_] = shapely.transform(geoms, _move_by(self._back))
        return found


def _move_by(transformer: Transformer) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Give what brings vertices from one system to another."""

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        moved = transformer.transform(xy[:, 0], xy[:, 1])
        return np.column_stack((moved[0], moved[1]))

    return move


def project_points(
    x: NDArray[np.float64], y: NDArray[np.float64], *, source: CRS, target: CRS
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Bring many coordinates from one system to another.

    Parameters
    ----------
    x
        Longitudes in degrees, or eastings in metres.
    y
        Latitudes in degrees, or northings in metres.
    source
        The system the coordinates are in.
    target
        The system wanted.

    Returns
    -------
    x, y
        In the same order, longitude or easting first.

    Examples
    --------
    >>> survey = read_crs("EPSG:4547")
    >>> x, y = project_points(np.array([112.55]), np.array([37.87]), source=WGS84, target=survey)
    >>> x.round(2).tolist(), y.round(2).tolist()
    ([372415.05], [4194059.8])
    """
    moved = _transformer(source, target).transform(x, y)
    return np.asarray(moved[0]), np.asarray(moved[1])


def project_geometry(geom: Geometry, *, source: CRS = WGS84, target: CRS) -> Geometry:
    """Bring a geometry from one system to another, vertex by vertex.

    Parameters
    ----------
    geom
        Any shapely geometry.
    source
        The system it is in.
    target
        The system wanted.

    Examples
    --------
    >>> flat = local_transverse_mercator(lon0=112.5)
    >>> point = project_geometry(shapely.Point(112.5, 37.87), target=flat)
    >>> round(abs(point.x), 3)
    0.0
    """
    return shapely.transform(geom, _move_by(_transformer(source, target)))


def project_geometries(
    geoms: NDArray[np.object_], *, source: CRS = WGS84, target: CRS
) -> NDArray[np.object_]:
    """Bring many geometries from one system to another at once, vertex by vertex.

    Parameters
    ----------
    geoms
        Shapely geometries; None stays None.
    source
        The system they are in.
    target
        The system wanted.

    Examples
    --------
    >>> row = np.array([shapely.Point(112.5, 37.87), None], dtype=object)
    >>> moved = project_geometries(row, target=local_transverse_mercator(lon0=112.5))
    >>> round(abs(moved[0].x), 3), moved[1]
    (0.0, None)
    """
    found: NDArray[np.object_] = shapely.transform(geoms, _move_by(_transformer(source, target)))
    return found
