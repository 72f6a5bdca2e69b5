"""The signs of sectors and statuses: colours, pictograms and fills, one table for all media."""

import json
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[1] / "static" / "symbols.json"
NEUTRAL = "#4a4f55"


@cache
def read_symbols() -> dict[str, Any]:
    """Read the table that the scripts of the page use too."""
    table: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return table


def sector_colour(sector: str) -> str:
    """Return a sector's colour as ``#rrggbb``."""
    return str(read_symbols()["sectors"][sector]["colour"])


def symbol_svg(sector: str | None, status: str) -> str:
    """Return the symbol of a sector and status as an SVG picture of 32 by 32 units.

    Parameters
    ----------
    sector
        A sector's slug, or None for the status alone in a neutral colour.
    status
        A status's slug.
    """
    table = read_symbols()
    colour = sector_colour(sector) if sector else NEUTRAL
    style = table["statuses"][status]
    is_hollow = style["fill"] != "solid"
    parts = []
    if style["ring"] == "full":
        parts.append(f'<circle r="13.4" fill="none" stroke="{colour}" stroke-width="1.7"/>')
    elif style["ring"] == "progress":
        parts.append(
            f'<path d="M0 -13.4A13.4 13.4 0 1 1 -13.4 0" fill="none" stroke="{colour}"'
            ' stroke-width="1.9" stroke-linecap="round"/>'
        )
    paint = f'fill="{colour}"'
    if is_hollow:
        paint = f'fill="#ffffff" stroke="{colour}" stroke-width="1.9"'
        if style["fill"] == "dotted":
            paint += ' stroke-dasharray="1.2 4.2" stroke-linecap="round"'
    if style["shape"] == "square":
        parts.append(f'<rect x="-9.2" y="-9.2" width="18.4" height="18.4" rx="3.8" {paint}/>')
    else:
        parts.append(f'<circle r="{9.2 if is_hollow else 10}" {paint}/>')
    if sector:
        glyph = table["sectors"][sector]["glyph"]
        parts.append(
            f'<path d="{glyph}" fill="{colour if is_hollow else "#ffffff"}" fill-rule="evenodd"'
            ' transform="scale(.51) translate(-12 -12)"/>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-16 -16 32 32" width="32" height="32">'
        f"{''.join(parts)}</svg>"
    )
