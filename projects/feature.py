"""A project as the GeoJSON feature it was read from."""

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.geojson import drop_point_zero, to_geometry
from projects.catalogue import Catalogue
from projects.model import Metadata, Project


def make_properties(project: Project) -> dict[str, Any]:
    """Make the properties of a project's feature: the fields that its record gave."""
    properties = project.model_dump(mode="json", exclude={"geometry"}, exclude_unset=True)
    # Only these two hold numbers that may be whole: a record is mostly text.
    for name in ("figures", "place"):
        if name in properties:
            properties[name] = drop_point_zero(properties[name])
    return properties


def make_feature(project: Project) -> dict[str, Any]:
    """Make the feature of a project."""
    return {
        "type": "Feature",
        "properties": make_properties(project),
        "geometry": to_geometry(project.geometry),
    }


def make_metadata(metadata: Metadata) -> dict[str, Any]:
    """Make the metadata member of a collection."""
    dumped: dict[str, Any] = drop_point_zero(metadata.model_dump(mode="json", exclude_unset=True))
    return dumped


def pick_projects(catalogue: Catalogue, *, ids: Iterable[str] | None) -> Sequence[Project]:
    """Pick projects by their ids, in the order of the catalogue; all of them where ids is None.

    Parameters
    ----------
    catalogue
        The catalogue.
    ids
        Ids in any order; what the catalogue does not have is left out.
    """
    if ids is None:
        return catalogue.projects
    wanted = frozenset(ids)
    rows = (row for row, one in enumerate(catalogue.ids) if one in wanted)
    return tuple(catalogue.projects[row] for row in rows)
