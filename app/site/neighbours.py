"""What lies near a project: the other projects within a distance, the nearest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from geodata.measure import distance_m
from projects.catalogue import Catalogue
from projects.model import Project
from projects.neighbours import Neighbour

WITHIN_M: Final = 3000.0
MOST: Final = 6
_DEGREE_M: Final = 111_000.0
_LEAST_COSINE: Final = 0.2


@dataclass(frozen=True)
class Beside:
    """Another project near one, with the bounds of the distance between them."""

    project: Project
    distance: Neighbour


def find_beside(
    catalogue: Catalogue, *, within_m: float = WITHIN_M, most: int = MOST
) -> Mapping[str, tuple[Beside, ...]]:
    """Find for each project with a place what lies near it, the nearest first, ties by id.

    The distance is that between what is drawn of both; how far it may be off is what both
    accuracies add up to.

    Parameters
    ----------
    catalogue
        The records.
    within_m
        How far near reaches.
    most
        So many are told of each.
    """
    placed = [one for one in catalogue.projects if one.geometry is not None]
    shapes = np.array([one.geometry for one in placed], dtype=object)
    if len(placed) < 2:  # noqa: PLR2004 - near is between two
        return {}
    tree = shapely.STRtree(shapes)
    south, north = catalogue.metadata.city.bbox[1], catalogue.metadata.city.bbox[3]
    cosine = max(_LEAST_COSINE, float(np.cos(np.radians(max(abs(south), abs(north))))))
    # A box of degrees that surely holds what lies within; the true distance is measured below.
    lefts, rights = tree.query(shapes, "dwithin", distance=within_m / _DEGREE_M / cosine)
    found: dict[str, list[Beside]] = {}
    for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
        if left >= right:
            continue
        one, other = placed[left], placed[right]
        metres = round(distance_m(shapes[left], shapes[right]), 1)
        if metres > within_m:
            continue
        found.setdefault(one.id, []).append(_tell(one, other, metres))
        found.setdefault(other.id, []).append(_tell(other, one, metres))
    return {
        name: tuple(sorted(each, key=lambda one: (one.distance.distance_m, one.project.id))[:most])
        for name, each in found.items()
    }


def _tell(one: Project, other: Project, metres: float) -> Beside:
    """Tell how far another project is, no more surely than both places are known."""
    accuracy_m = (one.place.accuracy_m or 0.0) + (other.place.accuracy_m or 0.0)
    return Beside(
        other,
        Neighbour(
            id=other.id,
            distance_m=metres,
            distance_min_m=max(0.0, metres - accuracy_m),
            distance_max_m=metres + accuracy_m,
            accuracy_m=accuracy_m,
        ),
    )
