"""What a drawn map draws, as world pixels: the projects and the layers of the base map."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from app.drawing.frame import project
from app.drawing.scene import Box, Points
from geodata.cities import City
from geodata.geojson import from_geometry
from geodata.layers import load_layer
from projects.model import Project


@dataclass(frozen=True)
class Shape:
    """A geometry taken apart: its points, lines and rings."""

    points: tuple[Points, ...]
    lines: tuple[Points, ...]
    rings: tuple[Points, ...]

    @cached_property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        every = np.concatenate([np.atleast_2d(part) for part in self.parts])
        (left, top), (right, bottom) = every.min(axis=0), every.max(axis=0)
        return (float(left), float(top), float(right), float(bottom))

    @property
    def parts(self) -> tuple[Points, ...]:
        """All parts."""
        return (*self.points, *self.lines, *self.rings)


@dataclass(frozen=True, eq=False)
class MapProject:
    """A project with a place, ready to be drawn; its symbol stands at each of ``anchors``."""

    project: Project
    shape: Shape
    anchors: tuple[Points, ...]

    @property
    def accuracy_m(self) -> float:
        """How far off the place may be, in metres."""
        return self.project.place.accuracy_m or 0.0


@dataclass(frozen=True, eq=False)
class BaseFeature:
    """A feature of the base map: its shape, its names and what else the layer says."""

    shape: Shape
    name_zh: str
    name_en: str
    kind: str
    label: Points | None
    min_zoom: float = 0.0
    is_soft: bool = False


def _parts_of(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    if hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _parts_of(part)
    elif not geometry.is_empty:
        yield geometry


def _to_world(geometry: BaseGeometry) -> Points:
    coordinates = shapely.get_coordinates(geometry)
    return project(coordinates[:, 0], coordinates[:, 1])


def make_shape(geometry: BaseGeometry) -> Shape:
    """Take a geometry in degrees apart."""
    points, lines, rings = [], [], []
    for part in _parts_of(geometry):
        if part.geom_type == "Point":
            points.append(_to_world(part)[0])
        elif isinstance(part, shapely.Polygon):
            rings += [_to_world(ring) for ring in (part.exterior, *part.interiors)]
        else:
            lines.append(_to_world(part))
    return Shape(tuple(points), tuple(lines), tuple(rings))


def _middle_of(lines: Iterable[Points]) -> Points:
    """Find the point half-way along the longest line."""
    steps = [(line, np.hypot(*np.diff(line, axis=0).T)) for line in lines]
    line, lengths = max(steps, key=lambda one: float(one[1].sum()))
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    half = along[-1] / 2
    return np.array([np.interp(half, along, line[:, 0]), np.interp(half, along, line[:, 1])])


def make_map_project(placed: Project) -> MapProject:
    """Make a project with a place ready to be drawn."""
    if placed.geometry is None:
        raise ValueError(f"{placed.id} has no place to draw")
    shape = make_shape(placed.geometry)
    if shape.points:
        anchors = shape.points
    elif shape.lines:
        anchors = (_middle_of(shape.lines),)
    else:
        left, top, right, bottom = shape.box
        anchors = (np.array([(left + right) / 2, (top + bottom) / 2]),)
    return MapProject(placed, shape, anchors)


@cache
def base_layers(city: City) -> dict[str, tuple[BaseFeature, ...]]:
    """Return the layers of the embedded base map of a city, made once."""
    layers: dict[str, tuple[BaseFeature, ...]] = {}
    for name in city.layers:
        found = []
        for feature in load_layer(name, city=city).collection["features"]:
            geometry = from_geometry(feature["geometry"])
            if geometry is None:
                continue
            properties = feature["properties"]
            label = properties.get("label")
            found.append(
                BaseFeature(
                    shape=make_shape(geometry),
                    name_zh=properties.get("name_zh") or "",
                    name_en=properties.get("name_en") or "",
                    kind=properties.get("state" if name == "stations" else "kind")
                    or properties.get("adcode", ""),
                    label=project(*label) if label else None,
                    min_zoom=float(properties.get("min_zoom") or 0.0),
                    is_soft=bool(properties.get("schematic")),
                )
            )
        layers[name] = tuple(found)
    return layers
