"""The signs of the map for pages that need no drawing: their sizes, classes and colours."""

from dataclasses import dataclass
from math import pi, sqrt

from app.drawing.measures import soft_from_m
from app.drawing.symbols import read_symbols, sector_colour
from projects.vocabulary import ACCURACY_CLASSES

_ROOMY_SHARE = 0.48
"""From this share of a cell's width a number has room inside its sign."""


@dataclass(frozen=True)
class Bubble:
    """A sign whose area grows with a count: its share of the cell's width, classes and colour."""

    classes: str
    share: float
    colour: str
    count: int


def make_bubble(sector: str, status: str, *, count: int, largest: int) -> Bubble:
    """Make a sign whose area grows with a count, filled and ringed as on the map.

    Parameters
    ----------
    sector, status
        The slugs that give colour, shape, fill and ring.
    count
        The number that stands in it.
    largest
        The number whose sign fills its cell.
    """
    style = read_symbols()["statuses"][status]
    share = sqrt(count / largest)
    if style["shape"] == "square":
        share *= sqrt(pi) / 2  # a square of the same area as the disc
    classes = f"city-bubble is-{style['shape']} is-{style['fill']} has-ring-{style['ring']}"
    if share < _ROOMY_SHARE:
        classes += " is-small"
    return Bubble(classes, share, sector_colour(sector), count)


def name_softness(slug: str) -> str:
    """Name how a class of accuracy is drawn, as the style sheet does; nothing is for some.

    Examples
    --------
    >>> name_softness("exact"), name_softness("unknown")
    ('is-firm', 'is-absent')
    """
    limit_m = ACCURACY_CLASSES[slug].limit_m
    if limit_m is None:
        return "is-absent"
    return "is-soft" if limit_m >= soft_from_m() else "is-firm"
