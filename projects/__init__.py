"""What a city project is: its record, catalogue, filters, nearness, checks and exports.

This is the public door: what another program may lean on. Rooms that not everyone enters have
doors of their own: `projects.exports`, `projects.overlaps`, `projects.changes`.
"""

from projects.catalogue import DEFAULT_CATALOGUE, Catalogue, read_catalogue
from projects.checks import check_file, read_checked
from projects.dates import first_day, is_approximate, is_uncertain, last_day, last_year
from projects.derive import derive_due, list_open_promises, measure_project
from projects.errors import CatalogueError, Fault, ProjectsError
from projects.filters import FACETS, Filters, Selection, count_choices, select_projects
from projects.library import Library, open_library, open_report
from projects.model import (
    Citation,
    Figure,
    Metadata,
    Milestone,
    Place,
    Project,
    Record,
    Section,
    Source,
)
from projects.near_stations import find_near_stations
from projects.nearness import GROUPS, Nearness, find_near
from projects.neighbours import Neighbour
from projects.publish import published_bytes
from projects.vocabulary import (
    ACCURACY_CLASSES,
    EVENTS,
    KINDS,
    PLACE_TYPES,
    SECTORS,
    STATUSES,
    UNITS,
    Term,
)

__all__ = [
    "ACCURACY_CLASSES",
    "DEFAULT_CATALOGUE",
    "EVENTS",
    "FACETS",
    "GROUPS",
    "KINDS",
    "PLACE_TYPES",
    "SECTORS",
    "STATUSES",
    "UNITS",
    "Catalogue",
    "CatalogueError",
    "Citation",
    "Fault",
    "Figure",
    "Filters",
    "Library",
    "Metadata",
    "Milestone",
    "Nearness",
    "Neighbour",
    "Place",
    "Project",
    "ProjectsError",
    "Record",
    "Section",
    "Selection",
    "Source",
    "Term",
    "check_file",
    "count_choices",
    "derive_due",
    "find_near",
    "find_near_stations",
    "first_day",
    "is_approximate",
    "is_uncertain",
    "last_day",
    "last_year",
    "list_open_promises",
    "measure_project",
    "open_library",
    "open_report",
    "published_bytes",
    "read_catalogue",
    "read_checked",
    "select_projects",
]
