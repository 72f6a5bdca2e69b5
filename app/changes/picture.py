"""The map of changes: exactly the projects that are shown, each where a report places it."""

from collections.abc import Iterable

from shapely import total_bounds

from app.drawing.frame import frame_of_box, frame_of_points
from app.drawing.painter_svg import write_svg
from app.drawing.picture import MapPicture
from app.drawing.projects import find_outside, paint_map
from app.drawing.scene import Ink, Scene
from app.drawing.shapes import make_map_project
from app.messages import Words
from app.words.labels import law_sentence
from projects.changes import Change, HeldChange, HeldComparison
from projects.model import Project

WIDTH, HEIGHT = 960.0, 560.0


def list_drawn(changes: Iterable[Change]) -> list[Project]:
    """List a placed record of each project: the newer report's, else the older one's."""
    drawn: dict[str, Project] = {}
    for change in changes:
        for project in (change.new, change.old):
            if project is not None and project.geometry is not None:
                drawn.setdefault(change.id, project)
                break
    return list(drawn.values())


def say_counts(changes: Iterable[HeldChange], words: Words, *, comparison: HeldComparison) -> str:
    """Say how many of the projects are on the map and how many are not.

    Parameters
    ----------
    changes
        The changes that are shown.
    words
        The language.
    comparison
        The two reports.
    """
    shown: set[str] = set()
    placed: set[str] = set()
    for change in changes:
        shown.add(change.id)
        if comparison.is_placed(change):
            placed.add(change.id)
    return law_sentence(placed=len(placed), unplaced=len(shown) - len(placed), words=words)


def draw_changes(
    comparison: HeldComparison, words: Words, *, changes: Iterable[HeldChange]
) -> bytes:
    """Draw the projects of a comparison as an SVG picture.

    Parameters
    ----------
    comparison
        The two reports.
    words
        The language.
    changes
        The changes that are shown.
    """
    size = (WIDTH, HEIGHT)
    shown = tuple(changes)
    rows = [make_map_project(one) for one in list_drawn(comparison.read(shown).changes)]
    anchors = [anchor for row in rows for anchor in row.anchors]
    box = comparison.new.metadata.city.bbox
    frame = frame_of_points(anchors, size=size) or frame_of_box(box, size=size, padding=10)
    if find_outside(frame, rows):  # what is counted as on the map is seen on it
        shapes = [row.project.geometry for row in rows if row.project.geometry is not None]
        west, south, east, north = map(float, total_bounds(shapes))
        frame = frame_of_box((west, south, east, north), size=size, padding=30)
    scene = Scene(width=WIDTH, height=HEIGHT, is_paper=False)
    picture = MapPicture(frame, rows, words, comparison.new.city)
    paint_map(Ink(scene).clipped(*size), picture)
    return write_svg(
        scene, title=say_counts(shown, words, comparison=comparison), classes=""
    ).encode()
