"""How far and in which direction, in words that promise no more than is known."""

import math
from typing import Final

from app.messages import Words
from geodata.measure import compass_direction
from projects.neighbours import Neighbour

KILOMETRE_M = 1000
TEN_KILOMETRES_M = 10_000
WALK_M_PER_MINUTE: Final = 80.0
"""5 km/h to the nearest 100 m an hour: the pace that Chinese property notices use."""
WALK_LIMIT_M = 3000
"""What is farther than this nobody is told to walk."""


def _round_length(length_m: float, *, up: bool | None = None) -> float:
    step = 10 if length_m < KILOMETRE_M else 100 if length_m < TEN_KILOMETRES_M else KILOMETRE_M
    steps = round(length_m / step, 6)
    whole = round(steps) if up is None else math.ceil(steps) if up else math.floor(steps)
    return whole * step


def say_length(length_m: float, words: Words, *, up: bool | None = None) -> str:
    """Say a length: to 10 m below a kilometre, to 100 m below ten, else to a kilometre.

    Parameters
    ----------
    length_m
        The length.
    words
        The language.
    up
        True and False round up and down, None to the nearest.

    Examples
    --------
    >>> say_length(1638, Words("en")), say_length(1638, Words("en"), up=True)
    ('1.6 km', '1.7 km')
    """
    rounded_m = _round_length(length_m, up=up)
    if rounded_m >= KILOMETRE_M:
        return words("{value} km", value=f"{rounded_m / KILOMETRE_M:g}")
    return words("{value} m", value=f"{rounded_m:g}")


def say_radius(radius_m: float | None, words: Words) -> str:
    """Say how far near reaches."""
    if radius_m is None:
        return words("Whole city")
    if radius_m >= KILOMETRE_M:
        return words("{value} km", value=f"{radius_m / KILOMETRE_M:g}")
    return words("{value} m", value=f"{radius_m:g}")


def say_direction(bearing_deg: float, words: Words) -> str:
    """Say a bearing as one of the eight winds."""
    return {
        "n": words("north"),
        "ne": words("northeast"),
        "e": words("east"),
        "se": words("southeast"),
        "s": words("south"),
        "sw": words("southwest"),
        "w": words("west"),
        "nw": words("northwest"),
    }[compass_direction(bearing_deg)]


def say_range(low_m: float, high_m: float, words: Words) -> str:
    """Say a distance that is known between two bounds.

    Examples
    --------
    >>> say_range(603, 1597, Words("en")), say_range(0, 4200, Words("en"))
    ('600 m – 1.6 km', 'up to 4.2 km')
    """
    high = say_length(high_m, words, up=True)
    if _round_length(low_m, up=False) <= 0:
        return words("up to {high}", high=high)
    return words("{low} – {high}", low=say_length(low_m, words, up=False), high=high)


def say_distance(neighbour: Neighbour, words: Words) -> str:
    """Say how far a neighbour is: inside, one number, or its honest range.

    Parameters
    ----------
    neighbour
        A project seen from a place.
    words
        The language.
    """
    distance_m, high_m = neighbour.distance_m, neighbour.distance_max_m
    if distance_m is None or high_m is None:
        return ""
    if neighbour.inside:
        return words("inside it")
    if neighbour.is_range:
        return say_range(neighbour.distance_min_m or 0.0, high_m, words)
    if _round_length(distance_m) == 0:
        return words("right here")
    return say_length(distance_m, words)


def say_walk(low_m: float, high_m: float, words: Words) -> str:
    """Say how long a walk in a straight line takes.

    Parameters
    ----------
    low_m, high_m
        The bounds of its length.
    words
        The language.
    """
    low, high = (max(1, round(metres / WALK_M_PER_MINUTE)) for metres in (low_m, high_m))
    if low == high:
        return words("about {n} min on foot in a straight line", n=high)
    return words("about {low}–{high} min on foot in a straight line", low=low, high=high)
