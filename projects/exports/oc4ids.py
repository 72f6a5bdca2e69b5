"""Records in the words of OC4IDS 0.9.5, the Open Contracting for Infrastructure Data Standard."""

from collections.abc import Iterable, Mapping
from typing import Any

from geodata.geojson import to_geometry
from projects.catalogue import Catalogue
from projects.dates import last_year
from projects.derive import list_open_promises, list_own_milestones
from projects.events import FINISHES
from projects.exports.table import write_citation
from projects.feature import pick_projects
from projects.model import Metadata, Milestone, Project

VERSION = "0.9"

SECTOR_CODES: Mapping[str, tuple[str, ...]] = {
    "rail-transit": ("transport", "transport.urban"),
    "roads": ("transport", "transport.road"),
    "rail-aviation": ("transport",),
    "industry": ("economy",),
    "parks-new-towns": ("economy",),
    "innovation": ("economy",),
    "commerce": ("economy",),
    "culture-tourism": ("cultureSportsAndRecreation",),
    "housing-public-services": ("governance",),
    "ecology-rural": ("economy",),
}
"""OC4IDS sectors of each of ours; agriculture, science and environment are economy there."""

KIND_CODES: Mapping[str, tuple[str, ...]] = {
    "railway": ("transport", "transport.rail"),
    "freight-service": ("transport", "transport.rail"),
    "airport": ("transport", "transport.air"),
    "power-plant": ("energy",),
    "data-centre": ("communications",),
    "hospital": ("health",),
    "health-programme": ("health",),
    "welfare-home": ("health",),
    "elderly-care": ("health",),
    "school": ("education",),
    "education-programme": ("education",),
    "housing-programme": ("socialHousing",),
    "sports-facility": ("cultureSportsAndRecreation",),
    "library": ("cultureSportsAndRecreation",),
    "park": ("cultureSportsAndRecreation",),
    "spring": ("waterAndWaste",),
    "water": ("waterAndWaste",),
    "parking": ("transport", "transport.urban"),
    "charging": ("transport", "transport.urban"),
    "granary": ("economy",),
}
"""OC4IDS project sectors of the kinds that say more than their sector."""

STATUS_CODES: Mapping[str, str] = {
    "proposed": "identification",
    "planned": "preparation",
    "under-construction": "implementation",
    "upgrading": "implementation",
    "ongoing": "implementation",
    "completed": "maintenance",
}
"""OC4IDS project status of each of ours; what is finished and in use is in maintenance, in favour
of which the official list has deprecated ``completed``."""


def list_sector_codes(project: Project) -> tuple[str, ...]:
    """List the OC4IDS sectors of a project, a parent before its part."""
    return KIND_CODES.get(project.kind, SECTOR_CODES[project.sector])


def _find_year(milestones: Iterable[Milestone], *, events: frozenset[str]) -> int | None:
    """Find the last year of the milestones with one of the events."""
    years = [last_year(m.date) for m in milestones if m.event in events and m.date]
    return max((year for year in years if year is not None), default=None)


def _make_period(project: Project) -> dict[str, str]:
    """Make the period as far as the report tells it: years, written as their first or last day."""
    own = list_own_milestones(project.milestones)
    reported = [milestone for milestone in own if milestone.state == "reported"]
    started = _find_year(own, events=frozenset({"start"}))
    finished = _find_year(list_open_promises(own) or reported, events=FINISHES)
    period = {}
    if started is not None:
        period["startDate"] = f"{started}-01-01T00:00:00Z"
    if finished is not None:
        period["endDate"] = f"{finished}-12-31T00:00:00Z"
    return period


def _make_locations(project: Project) -> list[dict[str, Any]]:
    """Make the location: its geometry, how accurate it is, and its districts."""
    place = project.place
    location: dict[str, Any] = {"id": f"{project.id}-place"}
    if project.geometry is not None:
        location["description"] = f"{place.method}; accurate to {place.accuracy_m:g} m"
        location["geometry"] = to_geometry(project.geometry)
    if project.districts:
        location["gazetteer"] = {"scheme": "CN-GB2260", "identifiers": list(project.districts)}
    return [location] if len(location) > 1 else []


def _make_project(project: Project, *, metadata: Metadata) -> dict[str, Any]:
    """Make one project of the package."""
    made: dict[str, Any] = {
        "id": f"{metadata.id}-{project.id}",
        "title": f"{project.name_zh} {project.name_en}",
        "description": f"{project.summary_zh} {project.summary_en}",
        "status": STATUS_CODES[project.status],
        "sector": list(list_sector_codes(project)),
        "additionalClassifications": [
            {"scheme": "city-projects-sector", "id": project.sector},
            {"scheme": "city-projects-status", "id": project.status},
            {"scheme": "city-projects-kind", "id": project.kind},
        ],
        "documents": [
            {
                "id": f"{index}",
                "documentType": "projectScope",
                "title": metadata.title_zh,
                "description": write_citation(citation),
                "datePublished": f"{metadata.report_day.isoformat()}T00:00:00Z",
                "language": metadata.language,
            }
            for index, citation in enumerate(project.citations, start=1)
        ],
    }
    period = _make_period(project)
    locations = _make_locations(project)
    return (
        made
        | ({"period": period} if period else {})
        | ({"locations": locations} if locations else {})
    )


def to_oc4ids(
    catalogue: Catalogue,
    *,
    ids: Iterable[str] | None = None,
    uri: str | None = None,
    publisher: str = "city-projects-map",
) -> dict[str, Any]:
    """Make an OC4IDS project package.

    Parameters
    ----------
    catalogue
        The catalogue.
    ids
        Which records; all where None.
    uri
        What identifies the package; a URN made of the catalogue's id where None.
    publisher
        Who publishes it.
    """
    metadata = catalogue.metadata
    return {
        "uri": uri or f"urn:city-projects:{metadata.id}",
        "version": VERSION,
        "publishedDate": f"{metadata.report_day.isoformat()}T00:00:00Z",
        "publisher": {"name": publisher},
        "projects": [
            _make_project(project, metadata=metadata)
            for project in pick_projects(catalogue, ids=ids)
        ],
    }
