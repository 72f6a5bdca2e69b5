"""The ground of the map on paper: land, water, ways and borders, and their names."""

# ruff: noqa: PLR2004 - the zooms and widths are those of the scripts that paint the screen

from collections import defaultdict
from math import atan2, degrees

import numpy as np

from app.drawing.fonts import find_font
from app.drawing.names import NameRoom
from app.drawing.painting import Ink, Pen, Points, circle_path, join_lines, rectangle_path
from app.drawing.picture import MapPicture
from app.drawing.shapes import BaseFeature, base_layers
from app.drawing.symbols import read_symbols
from geodata.cities import default_city


class GroundPainter:
    """Paints the base map; the order and the measures are those of the screen's canvas."""

    def __init__(self, ink: Ink, picture: MapPicture, *, room: NameRoom) -> None:
        """Paint for a picture; names are written where the room has place for them."""
        self.ink = ink
        self.picture = picture
        self.frame = picture.frame
        self.room = room
        self.colours: dict[str, str] = read_symbols()["base_map"]
        self.layers = defaultdict(tuple, base_layers(picture.city or default_city()))

    def paint(self) -> None:
        """Paint land, water, roads and railways."""
        frame, colours = self.frame, self.colours
        whole = rectangle_path(0, 0, width=frame.width, height=frame.height)
        self.ink.path(whole, Pen(fill=colours["outside"]))
        for feature in self.layers["districts"]:
            chosen = self.picture.district in {None, feature.kind}
            self._fill(feature, colours["land"] if chosen else "#EFEBE2")
        for feature in self.layers["water"]:
            self._fill(feature, colours["water" if feature.kind == "water" else "park"])
        growth = max(0.0, frame.zoom - 9)
        small = 0.6 if self.picture.is_small else 1.0
        for feature in self.layers["river"]:
            self._stroke(feature, colours["river"], (1.6 + growth * 0.9) * small)
        road = (1.1 + growth * 0.75) * small
        if frame.zoom >= 10.5:
            for feature in self.layers["roads"]:
                self._stroke(feature, colours["road_edge"], road + 1.4)
            for feature in self.layers["roads"]:
                self._stroke(feature, colours["road"], road)
        for feature in self.layers["railways"]:
            self._stroke(feature, colours["railway"], 1.8 * small)
            self._stroke(feature, colours["land"], 0.9 * small, (6, 6))
        for feature in self.layers["metro"]:
            self._stroke(feature, colours["metro"], (2.2 + growth * 0.3) * small)

    def paint_borders(self) -> None:
        """Paint the borders of the districts, the one that stands out last."""
        small = 0.6 if self.picture.is_small else 1.0
        for feature in self.layers["districts"]:
            self._stroke(feature, self.colours["halo"], 2.6 * small)
            dash = (7.0, 3.0, 1.5, 3.0)
            self._stroke(feature, self.colours["border"], 1.0 * small, dash)
        for feature in self.layers["districts"]:
            if feature.kind == self.picture.district:
                self._stroke(feature, self.colours["halo"], 4.6)
                self._stroke(feature, "#8C8272", 1.8)

    def paint_stations(self) -> None:
        """Paint the metro stations, from the zoom where they can be told apart."""
        if self.frame.zoom < 11:
            return
        is_near = self.frame.zoom >= 13
        for feature in self.layers["stations"]:
            x, y = self.frame.place(feature.shape.points[0])
            if not self.room.is_inside(x, y, 20):
                continue
            is_built = feature.kind == "built"
            colour = self.colours["station" if is_built else "station_planned"]
            pen = Pen(
                fill="#fff", line=colour, width=1.3, dash=() if is_built else (1.5, 1.8), cap="butt"
            )
            self.ink.path(circle_path(x, y, radius=4 if is_near else 2.6), pen)

    def _fill(self, feature: BaseFeature, colour: str) -> None:
        if feature.shape.rings:
            rings = [self.frame.place(ring) for ring in feature.shape.rings]
            self.ink.path(join_lines(rings, is_closed=True), Pen(fill=colour))

    def _stroke(
        self, feature: BaseFeature, colour: str, width: float, dash: tuple[float, ...] = ()
    ) -> None:
        shape = feature.shape
        lines = [self.frame.place(line) for line in shape.lines or shape.rings]
        path = join_lines(lines, is_closed=not shape.lines)
        cap = "butt" if dash else "round"
        self.ink.path(path, Pen(line=colour, width=width, dash=dash, cap=cap))

    def name(self) -> None:
        """Name districts, stations, waters and roads where there is room."""
        pick, frame = self.picture.words.pick, self.frame
        if frame.zoom < 13.5:
            size = 11.5 if frame.zoom < 10 else 13.0
            for feature in self.layers["districts"]:
                if feature.label is not None:
                    at = frame.place(feature.label)
                    self._write(
                        pick(feature.name_zh, feature.name_en), at, size, self.colours["label"]
                    )
        if frame.zoom >= 13:
            self._name_stations()
            for feature in self.layers["water"]:
                if feature.name_zh:
                    at = frame.place(feature.shape.rings[0].mean(axis=0))
                    self._write(pick(feature.name_zh, feature.name_en), at, 10.5, "#4f6f7c")
        if frame.zoom >= 12.5:
            self._name_roads()

    def _write(self, text: str, at: Points, size: float, colour: str) -> None:
        width = find_font().measure(text, size=size)
        for dx, dy in ((0, 0), (0, -24), (0, 24), (-60, 0), (60, 0), (-50, -30), (50, 30)):
            x, y = at[0] + dx, at[1] + dy
            box = (x - width / 2, y - size * 0.6, x + width / 2, y + size * 0.6)
            if self.room.is_free(box):
                self.room.take(box)
                self.ink.text(
                    x,
                    y,
                    text,
                    size=size,
                    colour=colour,
                    align="center",
                    is_middle=True,
                    halo=self.colours["halo"],
                )
                return

    def _name_stations(self) -> None:
        named = set()
        for feature in self.layers["stations"]:
            x, y = self.frame.place(feature.shape.points[0])
            if feature.name_zh in named or not self.room.is_inside(x, y):
                continue
            text = self.picture.words.pick(feature.name_zh, feature.name_en)
            width = find_font().measure(text, size=10)
            box = (x + 7, y - 6, x + 8 + width, y + 6)
            if self.room.is_free(box):
                named.add(feature.name_zh)
                self.room.take(box)
                self.ink.text(
                    x + 8,
                    y,
                    text,
                    size=10,
                    colour=self.colours["station"],
                    is_middle=True,
                    halo=self.colours["halo"],
                )

    def _name_roads(self) -> None:
        for feature in self.layers["roads"]:
            text = self.picture.words.pick(feature.name_zh, feature.name_en)
            line = self.frame.place(feature.shape.lines[0])
            if not text or len(line) < 2:
                continue
            middle = max(1, len(line) // 2)
            (x1, y1), (x2, y2) = line[middle - 1], line[middle]
            x, y = (x1 + x2) / 2, (y1 + y2) / 2
            angle = degrees(atan2(y2 - y1, x2 - x1))
            angle = (angle + 90) % 180 - 90
            half = find_font().measure(text, size=10) / 2
            across = max(abs(np.cos(np.radians(angle))) * half, 7)
            down = max(abs(np.sin(np.radians(angle))) * half, 7)
            box = (x - across, y - down, x + across, y + down)
            if self.room.is_free(box):
                self.room.take(box)
                self.ink.text(
                    x,
                    y,
                    text,
                    size=10,
                    colour="#7c766a",
                    align="center",
                    is_middle=True,
                    angle=angle,
                    halo=self.colours["halo"],
                )
