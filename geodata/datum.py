"""The datums of maps in China: WGS 84, GCJ-02 and BD-09, and the way from one to another.

Maps published in China are shifted by law (GCJ-02: Gaode, Tencent, Google in China), Baidu's
once more (BD-09). In Taiyuan GCJ-02 lies 553 m east and 58 m north of WGS 84. Tianditu and
CGCS2000 agree with WGS 84 within a metre and need nothing.

The formula is the one all open implementations share, e.g. ``prcoords`` (CC0). It is defined in
one direction only; the way back is found by repeating until nothing moves any more. Coordinates
outside the rectangle around China come back unchanged. Convert once: a second time shifts again.
"""

from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from geodata.errors import UnknownNameError

Datum = Literal["wgs84", "gcj02", "bd09"]
"""The datums of coordinates copied from a map."""

DATUMS: tuple[Datum, ...] = get_args(Datum)

Degrees = TypeVar("Degrees", float, NDArray[np.float64])
FloatArray = NDArray[np.float64]
Shift = Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]

# The rectangle inside which coordinates are shifted, as in prcoords and all its relatives.
CHINA_WEST, CHINA_SOUTH, CHINA_EAST, CHINA_NORTH = 72.004, 0.8293, 137.8347, 55.8271
KRASOVSKY_A_M = 6378245.0  # semi-major axis of the Krasovsky 1940 ellipsoid
KRASOVSKY_EE = 0.00669342162296594323  # its first eccentricity squared
BAIDU_DLON, BAIDU_DLAT = 0.0065, 0.0060  # constant part of Baidu's second shift, in degrees
STEPS = 12
"""Most steps back: each leaves about a hundredth of the error, so that five are the rule."""
SETTLED_DEGREES = 1e-13
"""A step this small (10 nm) ends the way back."""


def _waves(x: FloatArray, *, amplitudes: dict[float, float]) -> FloatArray:
    total = np.zeros_like(x)
    for period, amplitude in amplitudes.items():
        total += amplitude * np.sin(x * np.pi / period)
    return total * 20 / 3


def _shift_gcj02(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    x, y = lon - 105, lat - 35
    shared = _waves(x, amplitudes={1 / 6: 2, 1 / 2: 2})
    north_m = (
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x)) + shared
    ) + _waves(y, amplitudes={1: 2, 3: 4, 12: 16, 30: 32})
    east_m = (
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x)) + shared
    ) + _waves(x, amplitudes={1: 2, 3: 4, 12: 15, 30: 30})
    phi = np.radians(lat)
    magic = 1 - KRASOVSKY_EE * np.sin(phi) ** 2
    degree_lat_m = np.radians(KRASOVSKY_A_M * (1 - KRASOVSKY_EE) / magic**1.5)
    degree_lon_m = np.radians(KRASOVSKY_A_M * np.cos(phi) / np.sqrt(magic))
    return lon + east_m / degree_lon_m, lat + north_m / degree_lat_m


def _shift_bd09(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    r = np.hypot(lon, lat) + 0.00002 * np.sin(np.radians(lat) * 3000)
    theta = np.arctan2(lat, lon) + 0.000003 * np.cos(np.radians(lon) * 3000)
    return r * np.cos(theta) + BAIDU_DLON, r * np.sin(theta) + BAIDU_DLAT


def _unshift(shift: Shift) -> Shift:
    """Return the way back, by fixed-point steps: the shift itself hardly changes on the way."""

    def back(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
        found_lon, found_lat = lon.copy(), lat.copy()
        for _ in range(STEPS):
            there_lon, there_lat = shift(found_lon, found_lat)
            error_lon, error_lat = there_lon - lon, there_lat - lat
            found_lon -= error_lon
            found_lat -= error_lat
            if max(np.abs(error_lon).max(), np.abs(error_lat).max()) < SETTLED_DEGREES:
                break
        return found_lon, found_lat

    return back


# The callers' types say that numbers give numbers and arrays give arrays.
def _in_china(shift: Shift, lon: Any, lat: Any) -> tuple[Any, Any]:  # noqa: ANN401
    """Apply a shift where it holds; what is outside China, or no number, stays as it is."""
    lons, lats = np.broadcast_arrays(
        np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
    )
    out_lon, out_lat = np.array(lons), np.array(lats)
    inside = (lons >= CHINA_WEST) & (lons <= CHINA_EAST)
    inside &= (lats >= CHINA_SOUTH) & (lats <= CHINA_NORTH)
    if inside.any():
        out_lon[inside], out_lat[inside] = shift(lons[inside], lats[inside])
    if out_lon.ndim == 0:
        return float(out_lon), float(out_lat)
    return out_lon, out_lat


def wgs84_to_gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 to GCJ-02; numbers or arrays, in degrees.

    Examples
    --------
    >>> lon, lat = wgs84_to_gcj02(112.55, 37.87)
    >>> round(lon, 6), round(lat, 6)
    (112.556297, 37.870523)
    """
    return _in_china(_shift_gcj02, lon, lat)


def gcj02_to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Undo the shift of GCJ-02; numbers or arrays, in degrees.

    Examples
    --------
    >>> lon, lat = gcj02_to_wgs84(*wgs84_to_gcj02(112.55, 37.87))
    >>> round(lon, 9), round(lat, 9)
    (112.55, 37.87)
    """
    return _in_china(_unshift(_shift_gcj02), lon, lat)


def gcj02_to_bd09(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift GCJ-02 to Baidu's BD-09; numbers or arrays, in degrees."""
    return _in_china(_shift_bd09, lon, lat)


def bd09_to_gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Undo Baidu's shift of GCJ-02; numbers or arrays, in degrees."""
    return _in_china(_unshift(_shift_bd09), lon, lat)


def wgs84_to_bd09(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 to Baidu's BD-09; numbers or arrays, in degrees."""
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Undo both shifts of BD-09; numbers or arrays, in degrees."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def to_wgs84(lon: Degrees, lat: Degrees, *, datum: str) -> tuple[Degrees, Degrees]:
    """Bring coordinates of a known datum to WGS 84.

    Parameters
    ----------
    lon
        Longitude in degrees, a number or an array.
    lat
        Latitude in degrees, of the same shape.
    datum
        One of `DATUMS`.

    Raises
    ------
    UnknownNameError
        Where the datum is none of those.

    Examples
    --------
    >>> to_wgs84(112.55, 37.87, datum="wgs84")
    (112.55, 37.87)
    """
    if datum == "wgs84":
        return lon, lat
    if datum == "gcj02":
        return gcj02_to_wgs84(lon, lat)
    if datum == "bd09":
        return bd09_to_wgs84(lon, lat)
    raise UnknownNameError("datum", found=datum, known=DATUMS)
