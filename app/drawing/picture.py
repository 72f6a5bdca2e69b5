"""What a map on paper is told: where it looks, what it shows, and what stands out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.drawing.frame import Frame
from app.drawing.scene import Box
from app.drawing.shapes import MapProject
from app.messages import Words
from geodata.cities import City


@dataclass
class MapPicture:
    """A map to be painted: where it looks, what it shows and what it is told of them.

    Parameters
    ----------
    frame
        Where it looks.
    projects
        The projects shown.
    words
        The language.
    city
        The city whose base map is drawn.
    numbers
        The number of each project in the list beside, by id.
    selected
        The id of the selected project.
    district
        The adcode of the district that alone stands out, or None.
    kept_free
        Boxes of the frame where no name may stand.
    is_small
        Whether it is a small map beside a larger one.
    """

    frame: Frame
    projects: Sequence[MapProject]
    words: Words
    city: City
    numbers: Mapping[str, int] = field(default_factory=dict)
    selected: str | None = None
    district: str | None = None
    kept_free: Sequence[Box] = ()
    is_small: bool = False
