"""The small map of the printed page: the scene of every drawn map, with the list's numbers."""

import math
from collections.abc import Sequence

from app.address import Spot
from app.drawing.extents import ExtentPainter
from app.drawing.frame import Frame, frame_of_spot, project
from app.drawing.ground import GroundPainter
from app.drawing.marks import paint_pin, paint_ring, paint_scale_bar
from app.drawing.measures import symbol_radius
from app.drawing.names import NameRoom
from app.drawing.painter_svg import write_svg
from app.drawing.picture import MapPicture
from app.drawing.scene import Ink, Pen, Scene, circle_path
from app.drawing.shapes import make_map_project
from app.drawing.symbols import sector_colour
from app.messages import Words
from app.near.answer import Item
from app.near.query import CITY_WIDTH_M
from geodata.cities import City

WIDTH, HEIGHT = 775.0, 392.0
_BADGE = 9.5
_TRIES, _TURN, _SPREAD = 24, 2.4, 0.8
_SCALE_AT = (18.0, HEIGHT - 14)
_PAPER = "#FFFFFF"


def _choose_badges(
    items: Sequence[Item], frame: Frame, *, spot: Spot, room: NameRoom
) -> list[tuple[float, float, int, str]]:
    """Choose where the numbers of the list stand: near each project, none upon another."""
    badges = []
    for number, item in enumerate(items, start=1):
        lon, lat = item.nearest or (spot.lon, spot.lat)
        x, y = (float(one) for one in frame.place(project(lon, lat)))
        for step in range(_TRIES):
            angle, reach = step * _TURN, _BADGE * _SPREAD * math.sqrt(step)
            left, top = x + reach * math.cos(angle), y + reach * math.sin(angle)
            box = (left - _BADGE, top - _BADGE, left + _BADGE, top + _BADGE)
            if room.is_free(box):
                room.take(box)
                badges.append((left, top, number, sector_colour(item.project.sector)))
                break
    return badges


def _paint_badge(ink: Ink, number: int, colour: str) -> None:
    ink.path(circle_path(0, 0, radius=_BADGE), Pen(fill=colour, line=_PAPER, width=2))
    font = ink.font(is_bold=True)
    ink.text(0, 0, str(number), size=11, font=font, colour=_PAPER, align="center", is_middle=True)


def street_svg(
    items: Sequence[Item],
    *,
    spot: Spot,
    radius_m: float | None,
    words: Words,
    city: City,
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
        The city.
    """
    title = words("Map of the projects near by; their numbers are those of the list")
    scene = Scene(width=WIDTH, height=HEIGHT, is_paper=False)
    ink = Ink(scene).clipped(WIDTH, HEIGHT)
    reach_m = radius_m or CITY_WIDTH_M
    frame = frame_of_spot(spot.lon, spot.lat, reach_m=reach_m, size=(WIDTH, HEIGHT))
    placed = [make_map_project(item.project) for item in items if item.project.geometry is not None]
    picture = MapPicture(frame, placed, words, city)
    x, y = WIDTH / 2, HEIGHT / 2
    pin = (x - 13, y - 29, x + 13, y + 5)
    room = NameRoom(width=WIDTH, height=HEIGHT, taken=[pin, (0, HEIGHT - 44, 150, HEIGHT)])
    badges = _choose_badges(items, frame, spot=spot, room=room)
    ground = GroundPainter(ink, picture, room=room)
    ground.paint()
    ground.paint_borders()
    ground.paint_stations()
    if radius_m is not None:
        paint_ring(ink, frame, radius_m=radius_m)
    extents = ExtentPainter(ink, picture)
    for one in placed:
        extents.paint_uncertainty(one, radius=symbol_radius(frame.zoom))
    for one in placed:
        extents.paint_area(one)
    for one in placed:
        extents.paint_line(one)
    ground.name()
    for left, top, number, colour in badges:
        _paint_badge(ink.at(left, top), number, colour)
    paint_pin(ink, frame)
    paint_scale_bar(ink.at(*_SCALE_AT), frame, words)
    return write_svg(scene, title=title, classes="street-map")
