"""The signs of the map as HTML that needs no drawing: pictures of our own, shapes of style."""

from html import escape
from math import pi, sqrt

from app.drawing.measures import soft_from_m
from app.drawing.symbols import read_symbols, sector_colour
from app.published.assets import asset_address
from projects.vocabulary import ACCURACY_CLASSES

_ROOMY_SHARE = 0.48
"""From this share of a cell's width a number has room inside its sign."""


def picture_html(facet: str, slug: str) -> str:
    """Return the picture of a sector or status; the words beside it say what it is.

    Parameters
    ----------
    facet
        ``sector`` or ``status``.
    slug
        The slug of the sector or status.
    """
    address = escape(asset_address(f"{facet}-{slug}.svg"))
    return f'<img class="city-sign" src="{address}" alt="" width="22" height="22">'


def bubble_html(sector: str, status: str, *, count: int, largest: int) -> str:
    """Return a sign whose area grows with a count, filled and ringed as on the map.

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
    return (
        f'<span class="{classes}" style="--share:{share:.3f};--colour:{sector_colour(sector)}">'
        f"<b>{count}</b></span>"
    )


def accuracy_sign_html(slug: str) -> str:
    """Return a sample of how a class of accuracy is drawn; nothing is drawn for some."""
    limit_m = ACCURACY_CLASSES[slug].limit_m
    if limit_m is None:
        softness = "is-absent"
    else:
        softness = "is-soft" if limit_m >= soft_from_m() else "is-firm"
    return f'<span class="city-sample {softness} is-{slug}" aria-hidden="true"></span>'
