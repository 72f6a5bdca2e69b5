"""The promises of the report that are still open, year by year, as tables."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.milestones import describe_milestone, say_since
from app.words.record import RecordWords
from projects.citations import name_paragraphs
from projects.derive import list_open_promises
from projects.filters import NO_DUE
from projects.model import Milestone, Project
from projects.rows import Counted
from projects.vocabulary import SECTORS, STATUSES

Record = TypeVar("Record", bound=Counted)


def group_due(projects: Iterable[Record]) -> Mapping[int, tuple[Record, ...]]:
    """Group projects by the year they are due; those without one are left out.

    Returns
    -------
    Mapping
        Years ascending; within a year by sector, then from thought of to done.

    Examples
    --------
    >>> group_due([])
    {}
    """
    sectors, statuses = (
        {slug: number for number, slug in enumerate(terms)} for terms in (SECTORS, STATUSES)
    )
    groups: dict[int, list[Record]] = {}
    for project in projects:
        if project.due is not None:
            groups.setdefault(project.due, []).append(project)
    return {
        year: tuple(
            sorted(
                groups[year],
                key=lambda one: (sectors[one.sector], statuses[one.status]),
            )
        )
        for year in sorted(groups)
    }


def promises_html(  # noqa: PLR0913 - tables have records, links, words, a day and a length
    groups: Mapping[int, Sequence[Project]],
    *,
    undated: int,
    view: View,
    words: Words,
    report_day: date,
    most: int | None = None,
) -> Markup:
    """Write a table for each year, and how many promise no year.

    Parameters
    ----------
    groups
        Projects by the year they are due.
    undated
        How many projects have no open promise with a year.
    view
        The view that links narrow.
    words
        The language.
    report_day
        The day of the report; what is known to have happened since stands beside the promise.
    most
        So many projects of a year are told; the rest is counted, with the way to all of them.
    """
    view = plain_view(view)
    rest = ""
    if undated:
        rest = words.plural(
            "{n} project promises no year.",
            "{n} projects promise no year.",
            undated,
        )
    columns = [
        ("is-project", words("Project")),
        ("is-sector", words("Sector")),
        ("is-status", words("Status")),
        ("is-promise", words("What is promised")),
        ("is-paragraph", words("Paragraph")),
    ]
    tables = [
        {
            "year": year,
            "title": words("Due in {year}", year=year),
            "number": words.plural("{n} project", "{n} projects", len(projects)),
            "view": view.with_facet("due", [str(year)]),
            "rows": [
                _describe_row(project, view=view, words=words, report_day=report_day)
                for project in projects[:most]
            ],
            "more": say_more(len(projects) - len(projects[:most]), words=words),
        }
        for year, projects in groups.items()
    ]
    return render(
        "promises.html",
        tables=tables,
        columns=columns,
        rest=rest,
        rest_view=view.with_facet("due", [NO_DUE]),
    )


def say_more(count: int, *, words: Words) -> str:
    """Say how many more there are, as the link that leads to all; empty where all are told."""
    if count <= 0:
        return ""
    return words.plural("{n} more: show all on the map", "{n} more: show all on the map", count)


def _describe_row(
    project: Project, *, view: View, words: Words, report_day: date
) -> dict[str, object]:
    promises = [one for one in list_open_promises(project.milestones) if one.date]
    return {
        "said": RecordWords(project, words),
        "view": View(view.filters, project.id, lang=view.lang, report=view.report),
        "promises": [_describe_promise(one, due=project.due, words=words) for one in promises],
        "paragraphs": name_paragraphs(citation for one in promises for citation in one.citations),
        "since": say_since(project, words, report_day=report_day),
    }


def _describe_promise(milestone: Milestone, *, due: int | None, words: Words) -> dict[str, object]:
    event = describe_milestone(milestone, words)
    wordings = dict.fromkeys(citation.wording for citation in milestone.citations)
    return {
        "name": event.name,
        "date": "" if milestone.date == str(due) else event.date,
        "wordings": list(wordings),
    }
