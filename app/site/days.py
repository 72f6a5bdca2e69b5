"""The day of a record: when what it says last changed, as far as it tells."""

from collections.abc import Iterable
from datetime import date

from projects.catalogue import Catalogue
from projects.clock import know_day
from projects.dates import last_day
from projects.model import Project


def record_day(project: Project, *, catalogue: Catalogue) -> date:
    """Return the day of a record's newest fact: its report, a fact from elsewhere, its place.

    Parameters
    ----------
    project
        The record.
    catalogue
        Its report.
    """
    days: list[date | None] = [know_day(one) for one in project.milestones]
    if project.place.as_of:
        days.append(last_day(project.place.as_of))
    return max([catalogue.metadata.report_day, *(day for day in days if day is not None)])


def newest_day(projects: Iterable[Project], *, catalogue: Catalogue) -> date:
    """Return the newest day of several records; that of the report where there is none.

    Parameters
    ----------
    projects
        The records.
    catalogue
        Their report.
    """
    days = [record_day(one, catalogue=catalogue) for one in projects]
    return max(days, default=catalogue.metadata.report_day)
