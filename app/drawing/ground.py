"""The ground of a drawn map: land, water, ways and borders, and their names."""

from collections import defaultdict

from app.drawing.measures import grown, read_measures
from app.drawing.names import NameRoom, spots_along
from app.drawing.picture import MapPicture
from app.drawing.scene import Ink, Pen, Points, circle_path, join_lines, rectangle_path
from app.drawing.shapes import BaseFeature, base_layers
from app.drawing.symbols import read_symbols

_SMALL = 0.6
_CHOSEN_BORDER, _CHOSEN_WIDTH, _CHOSEN_HALO = "#8C8272", 1.8, 4.6
_OTHER_LAND = "#EFEBE2"
_BESIDE = 20
_QUIET_UNTIL = 15
_STEPS_ASIDE = ((0, 0), (0, -24), (0, 24), (-60, 0), (60, 0), (-50, -30), (50, 30))


class GroundPainter:
    """Draws the base map; the order and the measures are those of the screen's canvas."""

    def __init__(self, ink: Ink, picture: MapPicture, *, room: NameRoom) -> None:
        """Paint for a picture; names are written where the room has place for them."""
        self.ink = ink
        self.picture = picture
        self.frame = picture.frame
        self.room = room
        self.colours: dict[str, str] = read_symbols()["base_map"]
        self.layers = defaultdict(tuple, base_layers(picture.city))

    def paint(self) -> None:
        """Paint land, water, roads and railways."""
        frame, colours = self.frame, self.colours
        whole = rectangle_path(0, 0, width=frame.width, height=frame.height)
        self.ink.path(whole, Pen(fill=colours["outside"]))
        for feature in self.layers["districts"]:
            chosen = self.picture.district in {None, feature.kind}
            self._fill(feature, colours["land"] if chosen else _OTHER_LAND)
        for feature in self._seen("water"):
            self._fill(feature, colours["water" if feature.kind == "water" else "park"])
        table, zoom = read_measures("ground"), frame.zoom
        small = _SMALL if self.picture.is_small else 1.0
        for feature in self.layers["river"]:
            self._stroke(feature, colours["river"], grown(table["river"], zoom=zoom) * small)
        self._paint_network(small)
        road = grown(table["road"], zoom=zoom) * small
        if zoom >= table["roads_from_zoom"]:
            for feature in self._seen("roads"):
                self._stroke(feature, colours["road_edge"], road + table["road_edge"])
            for feature in self._seen("roads"):
                self._stroke(feature, colours["road"], road)
        for feature in self.layers["railways"]:
            self._stroke(feature, colours["railway"], table["railway"] * small)
            dash = tuple(table["railway_dash"])
            self._stroke(feature, colours["land"], table["railway_gap"] * small, dash)
        for feature in self.layers["metro"]:
            self._stroke(feature, colours["metro"], grown(table["metro"], zoom=zoom) * small)

    def _paint_network(self, small: float) -> None:
        """Paint streams, and the trunk roads and railways of the whole region."""
        table, zoom, colours = read_measures("ground"), self.frame.zoom, self.colours
        rough = tuple(table["rough_dash"])
        for feature in self._seen("streams"):
            self._stroke(feature, colours["river"], grown(table["stream"], zoom=zoom) * small)
        for feature in self._seen("highways"):
            width = grown(table["highway"], zoom=zoom) * small
            self._stroke(feature, colours["road_edge"], width, rough if feature.is_soft else ())
        for feature in self._seen("main-lines"):
            width = table["main_line"] * small
            self._stroke(feature, colours["railway"], width, rough if feature.is_soft else ())

    def _seen(self, name: str) -> list[BaseFeature]:
        """Give the features of a layer that are drawn at this zoom."""
        return [feature for feature in self.layers[name] if self.frame.zoom >= feature.min_zoom]

    def paint_borders(self) -> None:
        """Paint the borders of the districts, the one that stands out last."""
        small = _SMALL if self.picture.is_small else 1.0
        table = read_measures("ground")
        for feature in self.layers["districts"]:
            self._stroke(feature, self.colours["halo"], table["border_halo"] * small)
            dash = tuple(table["border_dash"])
            self._stroke(feature, self.colours["border"], table["border"] * small, dash)
        for feature in self.layers["districts"]:
            if feature.kind == self.picture.district:
                self._stroke(feature, self.colours["halo"], _CHOSEN_HALO)
                self._stroke(feature, _CHOSEN_BORDER, _CHOSEN_WIDTH)

    def paint_stations(self) -> None:
        """Paint the metro stations, from the zoom where they can be told apart."""
        table = read_measures("stations")
        if self.frame.zoom < table["from_zoom"]:
            return
        is_near = self.frame.zoom >= table["near_from_zoom"]
        radius = table["near_radius" if is_near else "far_radius"]
        planned = tuple(table["planned_dash"])
        for feature in self.layers["stations"]:
            x, y = self.frame.place(feature.shape.points[0])
            if not self.room.is_inside(x, y, _BESIDE):
                continue
            is_built = feature.kind == "built"
            colour = self.colours["station" if is_built else "station_planned"]
            pen = Pen(
                fill=self.colours["station_fill"],
                line=colour,
                width=table["width"],
                dash=() if is_built else planned,
                cap="butt",
            )
            self.ink.path(circle_path(x, y, radius=radius), pen)

    def _is_near(self, feature: BaseFeature) -> bool:
        """Say whether a feature reaches into the frame: what lies far away is not laid out."""
        left, top, right, bottom = feature.shape.box
        (x1, y1), (x2, y2) = self.frame.place([(left, top), (right, bottom)])
        width, height = self.frame.width + _BESIDE, self.frame.height + _BESIDE
        return bool(x2 >= -_BESIDE and y2 >= -_BESIDE and x1 <= width and y1 <= height)

    def _fill(self, feature: BaseFeature, colour: str) -> None:
        if feature.shape.rings and self._is_near(feature):
            rings = [self.frame.place(ring) for ring in feature.shape.rings]
            self.ink.path(join_lines(rings, is_closed=True), Pen(fill=colour))

    def _stroke(
        self, feature: BaseFeature, colour: str, width: float, dash: tuple[float, ...] = ()
    ) -> None:
        if not self._is_near(feature):
            return
        shape = feature.shape
        lines = [self.frame.place(line) for line in shape.lines or shape.rings]
        path = join_lines(lines, is_closed=not shape.lines)
        cap = "butt" if dash else "round"
        self.ink.path(path, Pen(line=colour, width=width, dash=dash, cap=cap))

    def name(self) -> None:
        """Name districts, stations, waters and roads where there is room."""
        name_of, frame, table = self.picture.words.name_of, self.frame, read_measures("names")
        if frame.zoom < table["districts_until_zoom"]:
            is_far = frame.zoom < table["far_district_until_zoom"]
            size = table["far_district_size" if is_far else "district_size"]
            for feature in self.layers["districts"]:
                if feature.label is not None:
                    at = frame.place(feature.label)
                    text = name_of(feature)
                    self._write(text, at, size, self.colours["label"])
        if frame.zoom >= table["stations_from_zoom"]:
            self._name_stations()
        if frame.zoom >= table["waters_from_zoom"]:
            for feature in self._seen("water"):
                if feature.name_zh and frame.zoom >= feature.min_zoom + 2:
                    at = frame.place(feature.shape.rings[0].mean(axis=0))
                    text = name_of(feature)
                    self._write(text, at, table["base_size"], self.colours["water_label"])
        if frame.zoom >= table["roads_from_zoom"]:
            self._name_roads()
        self._name_quietly()

    def _name_quietly(self) -> None:
        """Write the names by which one finds one's way where little else is drawn."""
        if self.frame.zoom >= _QUIET_UNTIL:
            return
        size = read_measures("names")["base_size"]
        for feature in self._seen("names"):
            at = self.frame.place(feature.shape.points[0])
            if self.room.is_inside(float(at[0]), float(at[1])):
                text = self.picture.words.name_of(feature)
                self._write(text, at, size, self.colours["road_label"])

    def _write(self, text: str, at: Points, size: float, colour: str) -> None:
        """Write a name where it belongs, or a step aside where something more important is."""
        width = self.ink.font().measure(text, size=size)
        for dx, dy in _STEPS_ASIDE:
            x, y = at[0] + dx, at[1] + dy
            box = (x - width / 2, y - size * 0.6, x + width / 2, y + size * 0.6)
            if self.room.is_free(box):
                self.room.take(box)
                self._letter(x, y, text, size=size, colour=colour)
                return

    def _letter(  # noqa: PLR0913 - the properties of a name
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str,
        align: str = "center",
        angle: float = 0.0,
    ) -> None:
        halo = self.colours["halo"]
        self.ink.text(
            x,
            y,
            text,
            size=size,
            colour=colour,
            align=align,
            is_middle=True,
            angle=angle,
            halo=halo,
        )

    def _name_stations(self) -> None:
        size = read_measures("names")["base_size"]
        named = set()
        for feature in self.layers["stations"]:
            x, y = self.frame.place(feature.shape.points[0])
            if feature.name_zh in named or not self.room.is_inside(x, y):
                continue
            text = self.picture.words.name_of(feature)
            width = self.ink.font().measure(text, size=size)
            box = (x + 7, y - size * 0.6, x + 8 + width, y + size * 0.6)
            if self.room.is_free(box):
                named.add(feature.name_zh)
                self.room.take(box)
                colour = self.colours["station"]
                self._letter(x + 8, y, text, size=size, colour=colour, align="left")

    def _name_roads(self) -> None:
        size = read_measures("names")["base_size"]
        for feature in self._seen("roads"):
            text = self.picture.words.name_of(feature)
            if not text or not self._is_near(feature):
                continue
            lines = [self.frame.place(line) for line in feature.shape.lines]
            width = self.ink.font().measure(text, size=size)
            for spot in spots_along(lines, width=width, size=size, offset=0.0):
                if all(self.room.is_free(box) for box in spot.boxes):
                    for box in spot.boxes:
                        self.room.take(box)
                    x, y = spot.at
                    colour = self.colours["road_label"]
                    self._letter(x, y, text, size=size, colour=colour, angle=spot.angle_deg)
                    break
