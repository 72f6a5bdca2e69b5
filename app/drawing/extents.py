"""The extent of a project on a drawn map: how far it may be off, its area and its line."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.drawing.measures import read_measures, soft_from_m, vague_from_m
from app.drawing.picture import MapPicture
from app.drawing.scene import Ink, Pen, circle_path, join_lines, ring_path
from app.drawing.shapes import MapProject
from app.drawing.symbols import read_symbols, sector_colour

_PAPER = "#FFFFFF"
_CASING_OPACITY = 0.82
_SMALL_WIDTH = 1.6
_LEAST_WIDTH = 0.6
_BEAD = 0.01  # a dash so short that its round ends make a dot
_UNITS_A_STEP, _LEAST_STEPS, _MOST_STEPS = 5, 6, 22


class ExtentPainter:
    """Draws what a project covers; the order and the measures are those of the screen's canvas."""

    def __init__(self, ink: Ink, picture: MapPicture) -> None:
        """Draw for a picture."""
        self.ink = ink
        self.picture = picture
        self.frame = picture.frame

    def _is_chosen(self, one: MapProject) -> bool:
        return one.project.id == self.picture.selected

    def _is_quiet(self, one: MapProject, reach: float) -> bool:
        """Say whether the ground of an unsure place would tint too much and is left away."""
        if self._is_chosen(one) or len(self.picture.projects) <= read_symbols()["drawing"]["few"]:
            return False
        table = read_measures("uncertainty")
        if self.frame.zoom < table["quiet_until_zoom"]:
            return True
        return bool(reach > min(self.frame.width, self.frame.height) * table["quiet_share"])

    def paint_uncertainty(self, one: MapProject, *, radius: float) -> None:
        """Draw how far a place may be off, where that is more than its symbol covers.

        Parameters
        ----------
        one
            The project.
        radius
            Of its symbol, in units.
        """
        table = read_measures("uncertainty")
        reach = one.accuracy_m * self.frame.units_per_metre
        if reach < radius * table["from_radius"]:
            return
        colour = sector_colour(one.project.sector)
        is_vague = one.accuracy_m >= vague_from_m()
        is_quiet = self._is_quiet(one, reach)
        if one.shape.lines:
            if is_quiet:
                return
            lines = [self.frame.place(line) for line in one.shape.lines]
            opacity = table["vague_corridor" if is_vague else "corridor"]
            pen = Pen(line=colour, line_opacity=opacity, width=reach * 2)
            self.ink.path(join_lines(lines, is_closed=False), pen)
            return
        strength = table["vague_strength"] if is_vague else 1.0
        if self._is_chosen(one):
            strength = table["active_strength"]
        edge = table["quiet_edge"] if is_quiet else table["edge"] * strength
        pen = Pen(
            line=colour,
            line_opacity=min(1, edge),
            width=table["edge_width"],
            dash=tuple(table["edge_dash"]),
            cap="butt",
        )
        for anchor in one.anchors:
            x, y = self.frame.place(anchor)
            if not is_quiet:
                self._paint_ground(x, y, reach=reach, colour=colour, strength=strength)
            self.ink.path(circle_path(x, y, radius=reach), pen)

    def _paint_ground(
        self, x: float, y: float, *, reach: float, colour: str, strength: float
    ) -> None:
        # The screen's gradient, as rings beside each other.
        table = read_measures("uncertainty")
        share = min(1.0, strength)
        steps = int(np.clip(reach / _UNITS_A_STEP, _LEAST_STEPS, _MOST_STEPS))
        edges = reach * (1 - (1 - table["inner"]) * np.arange(steps + 1) / steps)
        growth = table["fill_from"] - table["fill_to"]
        for number in range(steps):
            opacity = (table["fill_to"] + growth * number / (steps - 1)) * share
            inner = edges[number + 1] if number < steps - 1 else 0.0
            ring = ring_path(x, y, outer=edges[number], inner=inner)
            self.ink.path(ring, Pen(fill=colour, fill_opacity=opacity))

    def paint_area(self, one: MapProject) -> None:
        """Draw an area: a pale ground and its edge, dashed where it is only approximate."""
        if not one.shape.rings:
            return
        table = read_measures("area")
        colour = sector_colour(one.project.sector)
        is_chosen = self._is_chosen(one)
        rings = [self.frame.place(ring) for ring in one.shape.rings]
        pen = Pen(
            fill=colour,
            fill_opacity=table["active_fill" if is_chosen else "fill"],
            line=colour,
            width=table["active_width" if is_chosen else "width"],
            dash=tuple(table["soft_dash"]) if one.accuracy_m >= soft_from_m() else (),
            cap="butt",
        )
        self.ink.path(join_lines(rings, is_closed=True), pen)

    def paint_line(self, one: MapProject) -> None:
        """Draw a line: its status by its make, dashed where it is only approximate."""
        if not one.shape.lines:
            return
        table = read_measures("line")
        lines = [self.frame.place(line) for line in one.shape.lines]
        width = table["far_width" if self.frame.zoom < table["near_from_zoom"] else "near_width"]
        if self._is_chosen(one):
            width *= table["active"]
        if self.picture.is_small:
            width = _SMALL_WIDTH
        paint_way(
            self.ink,
            lines,
            colour=sector_colour(one.project.sector),
            style=read_symbols()["statuses"][one.project.status]["line"],
            width=width,
            accuracy_m=one.accuracy_m,
            is_chosen=self._is_chosen(one),
        )


def paint_way(  # noqa: PLR0913 - the properties of a line
    ink: Ink,
    lines: list[Any],
    *,
    colour: str,
    style: str,
    width: float,
    accuracy_m: float = 0.0,
    is_chosen: bool = False,
) -> None:
    """Draw a line as its status and accuracy ask, on the map and in its legend.

    Parameters
    ----------
    ink
        Where.
    lines
        The parts of the line in units.
    colour
        The colour of its sector.
    style
        How its status draws a line, from the table of statuses.
    width
        In units.
    accuracy_m
        How far off it may be.
    is_chosen
        Whether it stands out.
    """
    table: Mapping[str, Any] = read_measures("line")
    is_soft = accuracy_m >= soft_from_m()
    path = join_lines(lines, is_closed=False)
    opacity = table["vague_opacity"] if accuracy_m >= vague_from_m() else 1.0
    soft_dash = tuple(width * share for share in table["soft_dash"]) if is_soft else ()

    def stroke(line: str, width: float, dash: tuple[float, ...] = soft_dash) -> None:
        cap = "butt" if is_soft else "round"
        pen = Pen(line=line, line_opacity=opacity, width=width, dash=dash, cap=cap)
        ink.path(path, pen)

    casing = Pen(line=_PAPER, line_opacity=_CASING_OPACITY, width=width + table["casing"])
    ink.path(path, casing)
    if is_chosen:
        glow = Pen(line=colour, line_opacity=table["glow_opacity"], width=width + table["glow"])
        ink.path(path, glow)
    if style == "edged":
        stroke(colour, width + table["edge_out"])
        stroke(_PAPER, width - table["edge_gap"])
        stroke(colour, max(width - table["edge_in"], _LEAST_WIDTH))
        return
    stroke(colour, width * (table["dotted"] if style == "hollow-dotted" else 1))
    if style.startswith("hollow"):
        stroke(_PAPER, width * table["hollow"], ())
    elif style == "beaded":
        # Beads, which nobody takes for the gaps of an unsure place.
        bead = Pen(
            line=_PAPER,
            line_opacity=opacity,
            width=width * table["bead"],
            dash=(_BEAD, width * table["bead_gap"]),
        )
        ink.path(path, bead)
