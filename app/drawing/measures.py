"""The measures of the drawing: radii, widths, dashes and zooms, one table for all media."""

from bisect import bisect_right
from typing import Any

from app.drawing.symbols import read_symbols

HALO_OPACITY = 0.92
"""How strong the soft edge around letters is."""


def read_measures(part: str) -> dict[str, Any]:
    """Read a part of the table, such as ``line``, that the screen's canvas reads too."""
    measures: dict[str, Any] = read_symbols()["drawing"][part]
    return measures


def soft_from_m() -> float:
    """Return from how many metres on a place is only approximate, and drawn so."""
    return float(read_symbols()["drawing"]["soft_from_m"])


def vague_from_m() -> float:
    """Return from how many metres on a place is hardly more than a neighbourhood."""
    return float(read_symbols()["drawing"]["vague_from_m"])


def symbol_radius(zoom: float) -> float:
    """Return the radius of a symbol at a zoom.

    Examples
    --------
    >>> symbol_radius(9), symbol_radius(12)
    (7.0, 11.0)
    """
    steps = read_measures("radius")
    return float(steps["size"][bisect_right(steps["until_zoom"], zoom)])


def grown(measure: list[float], *, zoom: float) -> float:
    """Return a width that grows with the zoom: its least, and what a zoom adds.

    Parameters
    ----------
    measure
        The least width and the growth of one zoom.
    zoom
        The zoom.
    """
    start = float(read_measures("ground")["growth_from_zoom"])
    return measure[0] + max(0.0, zoom - start) * measure[1]


def closest_zoom(accuracy_m: float) -> float:
    """Return the nearest zoom at which a place of an accuracy is still told honestly."""
    zooms = read_measures("closest_zoom")
    if accuracy_m >= vague_from_m():
        return float(zooms["vague"])
    return float(zooms["soft"] if accuracy_m >= soft_from_m() else zooms["close"])


def halo_width(size: float) -> float:
    """Return the width of the soft edge around letters of a size."""
    names = read_measures("names")
    return max(float(names["least_halo"]), size * float(names["halo"]))
