"""Records as a DXF drawing of points and lines for a survey office."""

import io
from collections.abc import Sequence
from typing import Final

import shapely
from ezdxf import units
from ezdxf.filemanagement import new
from ezdxf.layouts.layout import Modelspace
from shapely.geometry.base import BaseGeometry

from geodata.crs import System, project_geometry
from projects.exports.about import About
from projects.media import clean_text
from projects.model import Project
from projects.vocabulary import STATUSES

TEXT_HEIGHT_M: Final = 40.0
TEXT_LAYER: Final = "names"
NOTE_LAYER: Final = "about"
_ENCODING: Final = "gbk"
"""Read rightly by the CAD of Chinese survey offices and by GDAL, which takes newer, UTF-8
drawings for the code page of their header; signs outside it are written as ``\\U+XXXX``."""

_COLOURS: Final = (8, 5, 1, 30, 6, 3)
"""Colours of AutoCAD's index, one a status in the order of the statuses."""


def export_drawing(projects: Sequence[Project], *, about: About, crs: System) -> bytes:
    """Write a DXF drawing in metres: a layer a status, points, lines, outlines and names.

    Projects without a place cannot be drawn; the note in the drawing counts them.

    Parameters
    ----------
    projects
        The records.
    about
        What the drawing says of itself.
    crs
        A system in metres; its code stands in the note.
    """
    drawing = new("R2004", setup=False)
    drawing.encoding = _ENCODING
    drawing.units = units.M
    for colour, status in zip(_COLOURS, STATUSES, strict=True):
        drawing.layers.add(status, color=colour)
    for name in (TEXT_LAYER, NOTE_LAYER):
        drawing.layers.add(name)
    code = ":".join(crs.to_authority() or ("", crs.name))
    lines = [*about.list_lines(), ("coordinate system", code)]
    lines.append(("not drawn, for want of a place", f"{about.without_place}"))
    for name, text in lines:
        drawing.header.custom_vars.append(name, text)
    space = drawing.modelspace()
    corner: tuple[float, float] | None = None
    for project in projects:
        if project.geometry is None:
            continue
        shape = project_geometry(project.geometry, target=crs)
        _draw(space, shape, layer=project.status)
        spot = shape.representative_point() if shape.geom_type != "LineString" else None
        spot = spot or shape.interpolate(0.5, normalized=True)
        _write(space, f"{project.name_zh} ±{project.place.accuracy_m:g} m", at=(spot.x, spot.y))
        west, south = shape.bounds[:2]
        corner = (min(west, corner[0]), min(south, corner[1])) if corner else (west, south)
    west, south = corner or (0.0, 0.0)
    for line, (name, text) in enumerate(lines):
        at = (west, south - (line + 2) * 2 * TEXT_HEIGHT_M)
        _write(space, f"{name}: {text}", at=at, layer=NOTE_LAYER)
    content = io.StringIO()
    drawing.write(content)
    return content.getvalue().encode(_ENCODING, errors="dxfreplace")


def _write(
    space: Modelspace, text: str, *, at: tuple[float, float], layer: str = TEXT_LAYER
) -> None:
    """Put a line of text into the drawing; ``%%`` and ``^`` would be read as commands."""
    plain = clean_text(text, medium="drawing").replace("%%", "% %").replace("^", " ")
    entity = space.add_text(plain, height=TEXT_HEIGHT_M, dxfattribs={"layer": layer})
    entity.set_placement(at)


def _draw(space: Modelspace, shape: BaseGeometry, *, layer: str) -> None:
    """Draw the parts of a geometry."""
    attributes = {"layer": layer}
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.Point):
            space.add_point((part.x, part.y), dxfattribs=attributes)
        elif isinstance(part, shapely.Polygon):
            for ring in (part.exterior, *part.interiors):
                space.add_lwpolyline(list(ring.coords)[:-1], close=True, dxfattribs=attributes)
        else:
            space.add_lwpolyline(list(part.coords), dxfattribs=attributes)
