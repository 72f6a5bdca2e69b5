"""A comparison written out: JSON for programs, CSV for spreadsheets, GeoJSON for a GIS."""

from typing import Any

from geodata.files import encode_features
from geodata.geojson import to_geometry
from projects.catalogue import Catalogue
from projects.changes.comparison import Change, Comparison
from projects.changes.terms import CHANGE_CLASSES, MATCHES
from projects.derive import list_own_milestones
from projects.exports.table import write_citation
from projects.feature import make_metadata, make_properties
from projects.media import clean_text
from projects.model import Project
from projects.spreadsheet import encode_csv

CSV_COLUMNS = (
    *("class", "class_zh", "class_en", "id", "match", "why"),
    *("old_catalogue", "old_id", "old_name_zh", "old_status", "old_due", "old_citations"),
    *("new_catalogue", "new_id", "new_name_zh", "new_status", "new_due", "new_citations"),
)
"""The columns of the CSV; new ones are added at the end."""

_FIELDS = ("id", "name_zh", "name_en", "sector", "kind", "status", "due", "figures", "citations")


def _make_side(project: Project | None, *, catalogue: Catalogue, how: str) -> dict[str, Any] | None:
    """Make one side of a change: what its report says, with the citations."""
    if project is None:
        return None
    own = project.model_copy(update={"milestones": list_own_milestones(project.milestones)})
    properties = make_properties(own)
    metadata = catalogue.metadata
    return {
        "catalogue": metadata.id,
        "report_date": metadata.report_date,
        "match": how,
        **{name: properties.get(name) for name in _FIELDS},
        "milestones": properties.get("milestones", []),
    }


def _make_coverage(catalogue: Catalogue) -> dict[str, Any]:
    """Make what is said of how much of a report was read."""
    metadata = make_metadata(catalogue.metadata)
    return {
        "catalogue": catalogue.metadata.id,
        "is_whole": catalogue.metadata.is_whole,
        "stated": metadata.get("coverage"),
    }


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Write a comparison as JSON.

    Returns
    -------
    dict
        ``changes``, each with class, id, old, new and why; ``counts`` by class; ``coverage`` of
        the old and the new catalogue.
    """
    old, new = comparison.old, comparison.new
    return {
        "changes": [
            {
                "class": change.class_slug,
                "id": change.id,
                "old": _make_side(change.old, catalogue=old, how=change.how),
                "new": _make_side(change.new, catalogue=new, how=change.how),
                "why": change.why,
            }
            for change in comparison.changes
        ],
        "counts": comparison.counts,
        "coverage": {"old": _make_coverage(old), "new": _make_coverage(new)},
    }


def _make_cells(project: Project | None, *, catalogue: Catalogue, side: str) -> dict[str, str]:
    """Make the cells of one side of a row."""
    if project is None:
        return {}
    return {
        f"{side}_catalogue": catalogue.metadata.id,
        f"{side}_id": project.id,
        f"{side}_name_zh": project.name_zh,
        f"{side}_status": project.status,
        f"{side}_due": "" if project.due is None else str(project.due),
        f"{side}_citations": "; ".join(write_citation(c) for c in project.citations),
    }


def _make_row(change: Change, *, comparison: Comparison) -> dict[str, str]:
    """Make the row of one change."""
    term = CHANGE_CLASSES[change.class_slug]
    cells = {
        "class": term.slug,
        "class_zh": term.name_zh,
        "class_en": term.name_en,
        "id": change.id,
        "match": MATCHES[change.how].slug,
        "why": change.why,
        **_make_cells(change.old, catalogue=comparison.old, side="old"),
        **_make_cells(change.new, catalogue=comparison.new, side="new"),
    }
    return {name: clean_text(text, medium="csv") for name, text in cells.items()}


def to_geojson(comparison: Comparison) -> bytes:
    """Write a comparison as GeoJSON for a GIS: one feature a change, at the newer place.

    What has no place has a null geometry and stays in the file; both coverages go along.
    """
    features = [
        {
            "type": "Feature",
            "properties": _make_row(change, comparison=comparison)
            | {"name_en": change.project.name_en, "sector": change.project.sector},
            "geometry": to_geometry(change.project.geometry),
        }
        for change in comparison.changes
    ]
    collection = {
        "type": "FeatureCollection",
        "metadata": {
            "old": make_metadata(comparison.old.metadata),
            "new": make_metadata(comparison.new.metadata),
            "counts": comparison.counts,
        },
        "features": features,
    }
    return encode_features(collection)


def to_csv(comparison: Comparison) -> bytes:
    """Write a comparison as CSV that spreadsheets open: one row a change, both citations."""
    rows = (_make_row(change, comparison=comparison) for change in comparison.changes)
    return encode_csv(rows, columns=CSV_COLUMNS)
