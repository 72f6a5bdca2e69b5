"""The small map of the printed page: drawn on the server as SVG, from the embedded layers."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from app.address import Spot
from app.drawing.symbols import read_symbols, sector_colour
from app.messages import Words
from app.near.answer import Item
from app.near.query import CITY_WIDTH_M
from app.words.distances import say_length
from geodata.cities import City, default_city
from geodata.layers import load_layer, stations

WIDTH, HEIGHT = 930.0, 470.0
MARGIN = 1.12
METRES_PER_DEGREE = 111_320.0
"""Of latitude, roughly: for drawing only."""
SOFT_FROM_M = 1000.0
BADGE = 11.0
LABEL = 13.0
MOST_LABELS = 22
SCALES_M = (100, 200, 500, 1000, 2000, 5000, 10_000)
SCALE_SHARE = 0.22


@dataclass(frozen=True)
class Plate:
    """How longitude and latitude become the units of the picture."""

    spot: Spot
    radius_m: float
    city: City

    @property
    def metres_per_unit(self) -> float:
        """How many metres one unit of the picture stands for."""
        return 2 * self.radius_m * MARGIN / HEIGHT

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Place a point: x to the right, y down, the reader's place in the middle."""
        scale = METRES_PER_DEGREE / self.metres_per_unit
        x = WIDTH / 2 + (lon - self.spot.lon) * math.cos(math.radians(self.spot.lat)) * scale
        return x, HEIGHT / 2 - (lat - self.spot.lat) * scale

    def box(self) -> tuple[float, float, float, float]:
        """Give the west, south, east and north of the picture, a little more than is seen."""
        dx = WIDTH * 0.55 * self.metres_per_unit
        dy = HEIGHT * 0.55 * self.metres_per_unit
        dlat = dy / METRES_PER_DEGREE
        dlon = dx / METRES_PER_DEGREE / math.cos(math.radians(self.spot.lat))
        spot = self.spot
        return spot.lon - dlon, spot.lat - dlat, spot.lon + dlon, spot.lat + dlat


@cache
def _read_layer(name: str, city: City) -> tuple[tuple[BaseGeometry, dict[str, object]], ...]:
    if name not in city.layers:
        return ()
    features = load_layer(name, city=city).collection["features"]
    return tuple((shape(one["geometry"]), one["properties"]) for one in features if one["geometry"])


def _walk(geometry: BaseGeometry) -> Iterator[tuple[Sequence[tuple[float, ...]], bool]]:
    """Give the lines and rings of a geometry, and whether each is closed."""
    for part in shapely.get_parts(geometry):
        if isinstance(part, shapely.Polygon):
            for ring in (part.exterior, *part.interiors):
                yield list(ring.coords), True
        elif isinstance(part, shapely.LineString):
            yield list(part.coords), False
        elif not isinstance(part, shapely.Point):
            yield from _walk(part)


def _trace(geometry: BaseGeometry, plate: Plate) -> str:
    clipped = shapely.clip_by_rect(geometry, *plate.box())
    paths = []
    for coordinates, is_closed in _walk(clipped):
        points = [plate.place(lon, lat) for lon, lat, *_ in coordinates]
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        paths.append(path + ("Z" if is_closed else ""))
    return "".join(paths)


def _path(geometry: BaseGeometry, plate: Plate, *, style: str) -> str:
    path = _trace(geometry, plate)
    return f'<path d="{path}" {style}/>' if path else ""


def _draw_ground(plate: Plate) -> str:
    colours = read_symbols()["base_map"]
    width = max(2.0, 26 / plate.metres_per_unit)
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours["outside"]}"/>']

    def add(name: str, style: str) -> None:
        parts.extend(
            _path(geometry, plate, style=style) for geometry, _ in _read_layer(name, plate.city)
        )

    add("districts", f'fill="{colours["land"]}"')
    for geometry, properties in _read_layer("water", plate.city):
        fill = colours["water" if properties.get("kind") == "water" else "park"]
        parts.append(_path(geometry, plate, style=f'fill="{fill}"'))
    river = f'fill="none" stroke="{colours["river"]}" stroke-linecap="round"'
    add("river", f'{river} stroke-width="{width * 2.4:.1f}"')
    line = 'fill="none" stroke-linecap="round" stroke-linejoin="round"'
    add("roads", f'{line} stroke="#cfc6b3" stroke-width="{width + 2:.1f}"')
    add("roads", f'{line} stroke="{colours["road"]}" stroke-width="{width:.1f}"')
    add("railways", f'fill="none" stroke="{colours["railway"]}" stroke-dasharray="7 4"')
    add("metro", f'{line} stroke="{colours["metro"]}" stroke-width="3"')
    add("districts", f'fill="none" stroke="{colours["border"]}" stroke-dasharray="9 4 2 4"')
    return "".join(parts)


class _Labels:
    """Labels that do not touch each other: the first come stand, later ones give way."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float, float]] = []

    def take(self, x: float, y: float, *, width: float, height: float) -> bool:
        """Take a place for something centred there, where it is free and within the picture."""
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if box[0] < 2 or box[1] < 2 or box[2] > WIDTH - 2 or box[3] > HEIGHT - 2:  # noqa: PLR2004 - a rim
            return False
        for left, top, right, bottom in self._taken:
            if box[0] < right and box[2] > left and box[1] < bottom and box[3] > top:
                return False
        self._taken.append(box)
        return True


def _measure(text: str) -> float:
    return sum(LABEL if ord(sign) > 0x2E7F else LABEL * 0.56 for sign in text)  # noqa: PLR2004 - 汉字 on


def _draw_names(plate: Plate, labels: _Labels, words: Words) -> str:
    parts: list[str] = []

    def write(text: str, x: float, y: float, colour: str) -> None:
        if len(parts) >= MOST_LABELS or not labels.take(x, y, width=_measure(text), height=LABEL):
            return
        parts.append(
            f'<text x="{x:.1f}" y="{y + LABEL * 0.35:.1f}" fill="{colour}">{escape(text)}</text>'
        )

    seen = set()
    for station in stations(plate.city):
        x, y = plate.place(station.lon, station.lat)
        text = words.pick(station.name_zh, station.name_en)
        is_far = not (0 < x < WIDTH and 0 < y < HEIGHT)
        if is_far or text in seen:
            continue
        seen.add(text)
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="#fff" stroke="#6a4b57"'
            ' stroke-width="1.4"/>'
        )
        write(text, x + 9 + _measure(text) / 2, y, "#6a4b57")
    for geometry, properties in _read_layer("roads", plate.city):
        text = words.pick(str(properties["name_zh"] or ""), str(properties["name_en"] or ""))
        clipped = shapely.clip_by_rect(geometry, *plate.box())
        if not text or text in seen or clipped.is_empty:
            continue
        seen.add(text)
        middle = clipped.interpolate(0.5, normalized=True) if clipped.length else clipped.centroid
        write(text, *plate.place(middle.x, middle.y), "#6f685b")
    return f'<g font-size="{LABEL}" text-anchor="middle" class="names">{"".join(parts)}</g>'


def _draw_projects(items: Sequence[Item], plate: Plate) -> str:
    parts = []
    for item in items:
        project, geometry = item.project, item.project.geometry
        if geometry is None:
            continue
        colour = sector_colour(project.sector)
        accuracy_m = project.place.accuracy_m or 0.0
        dash = ' stroke-dasharray="8 5"' if accuracy_m >= SOFT_FROM_M else ""
        fill = f"{colour}22" if "Polygon" in geometry.geom_type else "none"
        under = f'stroke="#ffffffcc" stroke-width="7" fill="{fill}"'
        over = f'stroke="{colour}" stroke-width="4" fill="none"{dash}'
        parts += [_path(geometry, plate, style=style) for style in (under, over)]
        if geometry.geom_type in {"Point", "MultiPoint"}:
            for point in shapely.get_parts(geometry):
                x, y = plate.place(point.x, point.y)
                reach = accuracy_m / plate.metres_per_unit
                if reach > BADGE:
                    parts.append(
                        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}" fill="{colour}14"'
                        f' stroke="{colour}77" stroke-dasharray="3 5"/>'
                    )
    return "".join(parts)


def _draw_badges(items: Sequence[Item], plate: Plate, labels: _Labels) -> str:
    """Draw the numbers of the list, where each project is nearest."""
    parts = []
    for number, item in enumerate(items, start=1):
        lon, lat = item.nearest or (plate.spot.lon, plate.spot.lat)
        x, y = plate.place(lon, lat)
        for step in range(24):
            angle, reach = step * 2.4, BADGE * 0.8 * math.sqrt(step)
            at = (x + reach * math.cos(angle), y + reach * math.sin(angle))
            if labels.take(*at, width=BADGE * 2, height=BADGE * 2):
                parts.append(
                    f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{BADGE}"'
                    f' fill="{sector_colour(item.project.sector)}" stroke="#fff" stroke-width="2"/>'
                    f'<text x="{at[0]:.1f}" y="{at[1] + 4.6:.1f}" fill="#fff" font-weight="700"'
                    f' font-size="13" text-anchor="middle">{number}</text>'
                )
                break
    return "".join(parts)


def _draw_scale(plate: Plate, words: Words) -> str:
    most_m = WIDTH * SCALE_SHARE * plate.metres_per_unit
    length_m = max((one for one in SCALES_M if one <= most_m), default=SCALES_M[0])
    width, y = length_m / plate.metres_per_unit, HEIGHT - 14
    return (
        f'<g><rect x="8" y="{y - 22}" width="{width + 20:.1f}" height="30" fill="#fbfaf7cc"/>'
        f'<path d="M18 {y - 5}v5h{width:.1f}v-5" fill="none" stroke="#22262a" stroke-width="1.6"/>'
        f'<text x="{18 + width / 2:.1f}" y="{y - 6}" font-size="12" text-anchor="middle">'
        f"{escape(say_length(length_m, words))}</text></g>"
    )


def street_svg(
    items: Sequence[Item],
    *,
    spot: Spot,
    radius_m: float | None,
    words: Words,
    city: City | None = None,
) -> str:
    """Draw the map of a place with the numbers of its list.

    Parameters
    ----------
    items
        The projects, in the order of their numbers.
    spot
        The place.
    radius_m
        How far near reaches; for the whole city a part of it is drawn, without a ring.
    words
        The language.
    city
        The city; the default one where None.
    """
    title = words("Map of the projects near by; their numbers are those of the list")
    plate = Plate(spot, radius_m or CITY_WIDTH_M, city or default_city())
    labels = _Labels()
    x, y = WIDTH / 2, HEIGHT / 2
    labels.take(x, y - 12, width=26, height=34)
    badges = _draw_badges(items, plate, labels)
    ring = ""
    if radius_m is not None:
        ring = (
            f'<circle cx="{x}" cy="{y}" r="{radius_m / plate.metres_per_unit:.1f}"'
            ' fill="none" stroke="#1f5a7a" stroke-width="1.6" stroke-dasharray="2 4"/>'
        )
    pin = (
        f'<path transform="translate({x - 18:.1f} {y - 33:.1f}) scale(1.5)" fill="#22262a"'
        ' stroke="#fff" stroke-width="1.2" fill-rule="evenodd" d="M12 2a7 7 0 0 1 7 7c0 5-7 13-7'
        ' 13S5 14 5 9a7 7 0 0 1 7-7zM12 6.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img"'
        f' class="street-map" aria-label="{escape(title)}">{_draw_ground(plate)}{ring}'
        f"{_draw_projects(items, plate)}{_draw_names(plate, labels, words)}{badges}{pin}"
        f"{_draw_scale(plate, words)}</svg>"
    )
