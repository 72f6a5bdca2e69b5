"""The projects that a reader follows by a view, how they are seen from a place, their promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.address import View
from app.messages import Words
from app.near.answer import Item, describe_item
from app.near.query import find_near_view
from projects.catalogue import Catalogue
from projects.dates import last_day
from projects.derive import list_open_promises
from projects.filters import select_projects
from projects.model import Milestone, Project

FOLLOWED_GROUPS = ("near", "perhaps", "district")


@dataclass(frozen=True)
class Followed:
    """What a reader follows: the projects, and how they are seen from the place if there is one."""

    view: View
    catalogue: Catalogue
    projects: tuple[Project, ...]
    items: dict[str, Item]


def choose_followed(view: View, *, catalogue: Catalogue, words: Words) -> Followed:
    """Choose what is followed: what lies or may lie near and in the district, or all projects.

    Parameters
    ----------
    view
        Place, radius and filters.
    catalogue
        The catalogue.
    words
        The language.
    """
    if view.spot is None:
        ids = select_projects(catalogue, filters=view.filters).ids
        return Followed(view, catalogue, tuple(catalogue.by_id[one] for one in ids), {})
    nearness = find_near_view(catalogue, view=view, spot=view.spot)
    neighbours = [one for group in FOLLOWED_GROUPS for one in nearness.group(group)]
    items = {
        one.id: describe_item(one, catalogue=catalogue, spot=view.spot, words=words)
        for one in neighbours
    }
    projects = tuple(item.project for item in items.values())
    return Followed(view, catalogue, projects, items)


def list_dated_promises(projects: Iterable[Project]) -> list[tuple[date, Project, Milestone]]:
    """List the open, dated promises with the last day each may mean, the earliest first."""
    found = [
        (day, project, milestone)
        for project in projects
        for milestone in list_open_promises(project.milestones)
        if milestone.date and (day := last_day(milestone.date))
    ]
    return sorted(found, key=lambda one: (one[0], one[1].id, one[2].event))
