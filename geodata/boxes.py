"""Boxes of degrees that surely hold what lies within so many metres, for a first choice."""

import math
from typing import Final

Box = tuple[float, float, float, float]
"""West, south, east and north."""

METRES_OF_A_DEGREE: Final = 110_500.0
"""A little less than the shortest degree of latitude, so that a box is never too small."""
LEAST_COSINE: Final = 0.05
"""A degree of longitude is taken to be no shorter, beside one of latitude, so near the poles."""


def widen_box(box: Box, *, reach_m: float) -> Box:
    """Widen a box by at least a distance on every side.

    Parameters
    ----------
    box
        The box, WGS 84.
    reach_m
        The distance, in metres.

    Examples
    --------
    >>> west, south, east, north = widen_box((112.0, 37.0, 113.0, 38.0), reach_m=1105.0)
    >>> round(37.0 - south, 3), west < 111.99
    (0.01, True)
    """
    west, south, east, north = box
    height = reach_m / METRES_OF_A_DEGREE
    farthest = math.radians(max(abs(south), abs(north)) + height)
    width = height / max(math.cos(farthest), LEAST_COSINE)
    return west - width, south - height, east + width, north + height
