"""Big catalogues for measuring: copies of the real one, moved about, the same in every run."""

import json
import math
from pathlib import Path

import numpy as np
import shapely

from projects.catalogue import Catalogue, read_catalogue
from projects.feature import make_feature, make_metadata

REACH_LON, REACH_LAT = 0.25, 0.2  # how far a copy is moved at most, in degrees
GOLDEN, PLASTIC = (math.sqrt(5) - 1) / 2, 0.7548776662466927  # shares that spread copies evenly
DECIMALS = 6


def grow_catalogue(
    count: int, *, placed_only: bool = False, keep_inside: bool = False
) -> Catalogue:
    """Copy the default catalogue until it has so many projects.

    Parameters
    ----------
    count
        How many projects; up to the size of the real catalogue they are its own.
    placed_only
        Whether only projects with a geometry are copied.
    keep_inside
        Whether a copy that would stand outside the city stays where its original is.
    """
    real = read_catalogue()
    originals = real.placed if placed_only else real.projects
    city = shapely.box(*real.metadata.city.bbox)
    projects = []
    for number in range(count):
        rounds, row = divmod(number, len(originals))
        project = originals[row]
        if rounds:
            moved = move_geometry(project.geometry, number=number)
            if keep_inside and moved is not None and not city.intersects(moved):
                moved = project.geometry
            update = {
                "id": f"{project.id}-copy-{rounds}",
                "aliases_id": (),
                "name_zh": f"{project.name_zh}{rounds}",
                "name_en": f"{project.name_en} {rounds}",
                "geometry": moved,
            }
            project = project.model_copy(update=update)
        projects.append(project)
    return Catalogue(metadata=real.metadata, projects=tuple(projects))


def move_geometry(geometry, *, number: int):
    """Move a geometry by an offset that its number decides."""
    if geometry is None:
        return None
    offset = np.array(
        [
            (2 * (number * GOLDEN % 1) - 1) * REACH_LON,
            (2 * (number * PLASTIC % 1) - 1) * REACH_LAT,
        ]
    )
    return shapely.transform(geometry, lambda lonlat: np.round(lonlat + offset, DECIMALS))


def write_catalogue(folder: Path, size: int) -> tuple[Path, int]:
    """Write a catalogue of so many records: gives its file and how many have a place."""
    catalogue = grow_catalogue(size, keep_inside=True)
    city = shapely.box(*catalogue.metadata.city.bbox)
    metadata = make_metadata(catalogue.metadata)
    metadata["leaves_city"] = [
        project.id for project in catalogue.placed if not city.covers(project.geometry)
    ]
    features = [make_feature(project) for project in catalogue.projects]
    collection = {"type": "FeatureCollection", "metadata": metadata, "features": features}
    path = folder / f"{size}.geojson"
    path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return path, len(catalogue.placed)
