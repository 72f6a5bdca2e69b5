"""Where a drawn map looks: the same projection, zoom and camera as the map on the screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, log2, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.address import MAX_ZOOM, MIN_ZOOM, Camera

TILE = 256
EARTH_ROUND_M = 40_075_016.686  # the equator of the web map's projection
_MAX_LATITUDE = 85.0511287798
_HOME_SHARE = 0.1
_FEW = 10
_PADDING = 34
_SHAPE_PADDING = 52
_CLOSEST_FIT = 13.0
_AROUND_RING = 1.12  # a ring with a little room around it
SCREEN = (960.0, 720.0)
"""The map of an ordinary screen: a drawing of a camera shows at least as much."""


def project(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.float64]:
    """Return world pixels at zoom 0, as the map on the screen has them; only for drawing.

    Parameters
    ----------
    lon, lat
        Degrees.
    """
    sine = np.sin(np.radians(np.clip(np.asarray(lat, float), -_MAX_LATITUDE, _MAX_LATITUDE)))
    x = (np.asarray(lon, float) + 180) / 360 * TILE
    y = (0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * TILE
    return np.stack([x, y], axis=-1)


def latitude_at(y: float) -> float:
    """Return the latitude of a world pixel at zoom 0."""
    return float(np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y / TILE)))))


@dataclass(frozen=True)
class Frame:
    """A rectangle of the map: its size in units and the world pixels it shows.

    ``left`` and ``top`` are the corner at zoom 0, ``scale`` the units of a world pixel.
    """

    width: float
    height: float
    left: float
    top: float
    scale: float

    @property
    def zoom(self) -> float:
        """The zoom of a screen whose pixels are the units."""
        return log2(self.scale)

    @property
    def units_per_metre(self) -> float:
        """Units of a metre on the ground, in the middle."""
        lat = latitude_at(self.top + self.height / 2 / self.scale)
        return TILE * self.scale / (EARTH_ROUND_M * cos(radians(lat)))

    def place(self, world: ArrayLike) -> NDArray[np.float64]:
        """Return world pixels as units from the frame's corner."""
        return (np.asarray(world, float) - (self.left, self.top)) * self.scale

    def holds(self, world: ArrayLike) -> bool:
        """Say whether a world pixel lies inside."""
        x, y = self.place(world)
        return bool(0 <= x <= self.width and 0 <= y <= self.height)


Box = tuple[float, float, float, float]
"""Left, top, right and bottom in world pixels at zoom 0."""


def _fit(box: Box, *, size: tuple[float, float], padding: float = 0.0) -> float:
    """Return the scale at which a box fills a size but for some units at each side."""
    left, top, right, bottom = box
    width, height = (side - 2 * padding for side in size)
    spans = max(right - left, 1e-9) / width, max(bottom - top, 1e-9) / height
    return min(1 / max(spans), 2.0**MAX_ZOOM)


def _centre(box: Box, *, size: tuple[float, float], scale: float) -> Frame:
    """Return the frame of a size and a scale with a box in its middle."""
    left, top, right, bottom = box
    width, height = size
    x, y = (left + right) / 2, (top + bottom) / 2
    return Frame(width, height, x - width / 2 / scale, y - height / 2 / scale, scale)


def frame_around(box: Box, *, size: tuple[float, float]) -> Frame:
    """Return the frame of a size that shows a box of world pixels in its middle.

    Parameters
    ----------
    box
        The box at zoom 0.
    size
        Width and height of the frame in units.
    """
    return _centre(box, size=size, scale=_fit(box, size=size))


def frame_of_camera(camera: Camera, *, size: tuple[float, float]) -> Frame:
    """Return the frame that shows what an ordinary screen shows with a camera.

    Parameters
    ----------
    camera
        Centre and zoom.
    size
        Width and height of the frame in units.
    """
    x, y = project(camera.lon, camera.lat)
    right, down = (side / 2 / 2**camera.zoom for side in SCREEN)
    return frame_around((x - right, y - down, x + right, y + down), size=size)


def frame_of_spot(lon: float, lat: float, *, reach_m: float, size: tuple[float, float]) -> Frame:
    """Return the frame with a place in its middle that shows a ring around it.

    Parameters
    ----------
    lon, lat
        The place in degrees.
    reach_m
        The radius of the ring.
    size
        Width and height of the frame in units.
    """
    x, y = (float(one) for one in project(lon, lat))
    # One unit wide at first, to learn how many units a metre is there.
    unit = frame_around((x - 0.5, y - 0.5, x + 0.5, y + 0.5), size=(1.0, 1.0))
    half = reach_m * _AROUND_RING * unit.units_per_metre / unit.scale
    return frame_around((x - half, y - half, x + half, y + half), size=size)


def frame_of_points(
    points: Sequence[NDArray[np.float64]], *, size: tuple[float, float]
) -> Frame | None:
    """Return the frame most points lie in: of many, a few far ends do not shrink the city.

    Parameters
    ----------
    points
        World pixels.
    size
        Width and height of the frame in units.
    """
    if not len(points):
        return None
    ordered = np.sort(np.asarray(points, float), axis=0)
    skip = int(len(ordered) * _HOME_SHARE) if len(ordered) > _FEW else 0
    box = (*ordered[skip], *ordered[len(ordered) - 1 - skip])
    scale = min(_fit(box, size=size, padding=_PADDING), 2.0**_CLOSEST_FIT)
    return _centre(box, size=size, scale=scale)


def frame_of_shape(box: Box, *, size: tuple[float, float], closest: float) -> Frame:
    """Return the frame that shows a shape with some room around it.

    Parameters
    ----------
    box
        The box of the shape.
    size
        Width and height of the frame in units.
    closest
        The nearest zoom.
    """
    scale = min(_fit(box, size=size, padding=_SHAPE_PADDING), 2.0**closest)
    return _centre(box, size=size, scale=scale)


def frame_of_box(box: Iterable[float], *, size: tuple[float, float], padding: float = 0.0) -> Frame:
    """Return the frame of a box in degrees.

    Parameters
    ----------
    box
        West, south, east, north.
    size
        Width and height of the frame in units.
    padding
        Units left free at each side.
    """
    west, south, east, north = box
    world = (*project(west, north), *project(east, south))
    scale = max(_fit(world, size=size, padding=padding), 2.0 ** (MIN_ZOOM - 1))
    return _centre(world, size=size, scale=scale)
