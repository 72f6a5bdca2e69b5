"""The pictures of the site: the place of a project, a sheet of several, drawn as on every map."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from app.drawing.frame import Frame, frame_of_box, frame_of_points, frame_of_shape
from app.drawing.marks import paint_scale_bar
from app.drawing.measures import closest_zoom
from app.drawing.painter_svg import write_svg
from app.drawing.picture import MapPicture
from app.drawing.projects import paint_map
from app.drawing.scene import Box, Ink, Scene
from app.drawing.shapes import MapProject, base_layers
from app.site.volume import Edition
from projects.feature import make_feature

Size = tuple[float, float]

PROJECT_SIZES: Final[Mapping[str, Size]] = {"": (720.0, 420.0), "-narrow": (400.0, 380.0)}
"""The sizes of the picture of a project by what its name ends with; the narrow one is a phone's."""
SHEET_SIZES: Final[Mapping[str, Size]] = {"": (960.0, 600.0), "-narrow": (400.0, 480.0)}
"""The same of a sheet of several: a wide one would be too small to read on a phone."""
_SCALE_AT = (18.0, 14.0)
_CLOSEST = 14.0
_AROUND = 10.0


def frame_project(one: MapProject, *, size: Size) -> Frame:
    """Return where the picture of a project looks: its shape with the streets around it.

    Parameters
    ----------
    one
        The project.
    size
        Of the picture, in pixels.
    """
    zoom = min(closest_zoom(one.accuracy_m), _CLOSEST)
    return frame_of_shape(one.shape.box, size=size, closest=zoom)


def frame_sheet(
    edition: Edition, drawn: Sequence[MapProject], *, size: Size, district: str | None = None
) -> Frame:
    """Return where a sheet of several projects looks: a district, else where most of them lie.

    Parameters
    ----------
    edition
        The report.
    drawn
        The projects.
    size
        Of the picture, in pixels.
    district
        The adcode of the district that it is of.
    """
    city = edition.catalogue.city
    if district is not None:
        for feature in base_layers(city).get("districts", ()):
            if feature.kind == district:
                left, top, right, bottom = feature.shape.box
                return frame_of_shape((left, top, right, bottom), size=size, closest=_CLOSEST)
    anchors = [anchor for one in drawn for anchor in one.anchors]
    found = frame_of_points(anchors, size=size)
    return found or frame_of_box(edition.catalogue.metadata.city.bbox, size=size, padding=10)


def list_seen(frame: Frame, drawn: Sequence[MapProject]) -> list[MapProject]:
    """List the projects whose shape reaches into a frame."""
    seen = []
    for one in drawn:
        left, top, right, bottom = one.shape.box
        (x1, y1), (x2, y2) = frame.place([(left, top), (right, bottom)])
        is_seen = x2 > -_AROUND and x1 < frame.width + _AROUND
        if is_seen and y2 > -_AROUND and y1 < frame.height + _AROUND:
            seen.append(one)
    return seen


def key_of(edition: Edition, frame: Frame, drawn: Sequence[MapProject], *extra: object) -> str:
    """Return what a picture is made from, as a digest: drawn again only when that changes.

    Parameters
    ----------
    edition
        The report and the language.
    frame
        Where it looks.
    drawn
        The projects that it shows.
    extra
        What else it is told.
    """
    records = [make_feature(one.project) for one in drawn]
    told = [edition.lang, repr(frame), records, [str(one) for one in extra]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, default=str).encode()).hexdigest()


def draw_picture(  # noqa: PLR0913 - a picture has these properties
    edition: Edition,
    frame: Frame,
    drawn: Sequence[MapProject],
    *,
    title: str,
    selected: str | None = None,
    district: str | None = None,
    numbers: dict[str, int] | None = None,
) -> bytes:
    """Draw a picture as SVG.

    Parameters
    ----------
    edition
        The report and the language.
    frame
        Where it looks.
    drawn
        The projects that it shows.
    title
        What it shows, for those who do not see it.
    selected
        The id of the project that stands out.
    district
        The adcode of the district that stands out.
    numbers
        The number of each project in the list beside, by id.
    """
    scene = Scene(width=frame.width, height=frame.height, is_paper=False)
    corner: Box = (0, frame.height - 44, 150, frame.height)
    picture = MapPicture(
        frame,
        drawn,
        edition.words,
        edition.catalogue.city,
        numbers=numbers or {},
        selected=selected,
        district=district,
        kept_free=[corner],
    )
    ink = Ink(scene)
    paint_map(ink, picture)
    x, y = _SCALE_AT
    paint_scale_bar(ink.at(x, frame.height - y), frame, edition.words)
    return write_svg(scene, title=title, classes="site-picture").encode()
