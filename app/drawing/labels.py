"""The order in which projects are named where not all names fit: the rule of every map."""

from app.drawing.measures import read_measures
from projects.model import Project

Rank = tuple[int, float, str]


def rank_kind(kind: str) -> int:
    """Return how early a kind of project is named: what serves the whole city comes first.

    Examples
    --------
    >>> rank_kind("metro-line") < rank_kind("road") < rank_kind("factory")
    True
    """
    ranks = read_measures("labels")["kinds"]
    return next((rank for rank, kinds in enumerate(ranks) if kind in kinds), len(ranks))


def rank_project(project: Project) -> Rank:
    """Return what a project is sorted by: its kind, how accurate its place is, its id."""
    return rank_kind(project.kind), project.place.accuracy_m or 0.0, project.id
