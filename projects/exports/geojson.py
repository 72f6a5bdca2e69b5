"""Records as GeoJSON, as they are stored: lists and objects stay nested."""

from collections.abc import Iterable

from geodata.files import encode_features
from projects.catalogue import Catalogue
from projects.feature import make_feature, make_metadata, pick_projects


def export_geojson(
    catalogue: Catalogue, *, ids: Iterable[str] | None = None, asked: str = ""
) -> bytes:
    """Write records as GeoJSON, as they are stored: one feature a line.

    Parameters
    ----------
    catalogue
        The catalogue; its metadata, with licence and attribution, go along.
    ids
        Which records; all where None.
    asked
        The filter they answer, in words; it is said in the metadata as ``extract``.
    """
    projects = pick_projects(catalogue, ids=ids)
    metadata = make_metadata(catalogue.metadata)
    if "leaves_city" in metadata:
        kept = {project.id for project in projects}
        metadata["leaves_city"] = [name for name in metadata["leaves_city"] if name in kept]
    if asked and asked != "none":
        count = f"{len(projects)} of {len(catalogue.projects)} records"
        metadata["extract"] = f"{asked} ({count})"
    collection = {
        "type": "FeatureCollection",
        "metadata": metadata,
        "features": [make_feature(project) for project in projects],
    }
    return encode_features(collection)
