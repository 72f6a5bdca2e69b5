"""The promises of the report that are still open, year by year, as tables."""

from collections.abc import Iterable, Mapping
from html import escape

from app.address import View
from app.links import link_html, plain_view
from app.messages import Words
from app.overview.signs import picture_html
from app.words.record import RecordWords, describe_milestone
from projects.derive import list_open_promises
from projects.filters import NO_DUE
from projects.model import Milestone, Project
from projects.vocabulary import SECTORS, STATUSES


def group_due(projects: Iterable[Project]) -> Mapping[int, tuple[Project, ...]]:
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
    sectors, statuses = list(SECTORS), list(STATUSES)
    groups: dict[int, list[Project]] = {}
    for project in projects:
        if project.due is not None:
            groups.setdefault(project.due, []).append(project)
    return {
        year: tuple(
            sorted(
                groups[year],
                key=lambda one: (sectors.index(one.sector), statuses.index(one.status)),
            )
        )
        for year in sorted(groups)
    }


def promises_html(
    groups: Mapping[int, tuple[Project, ...]], *, undated: int, view: View, words: Words
) -> str:
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
    """
    view = plain_view(view)
    tables = "".join(_table(year, groups[year], view=view, words=words) for year in groups)
    if not undated:
        return tables
    rest = escape(
        words.plural(
            "{n} project promises no year.",
            "{n} projects promise no year.",
            undated,
        )
    )
    link = link_html(rest, view=view.with_facet("due", [NO_DUE]))
    return f'{tables}<p class="city-aside">{link}</p>'


def _table(year: int, projects: tuple[Project, ...], *, view: View, words: Words) -> str:
    name = escape(words("Due in {year}", year=year))
    number = escape(words.plural("{n} project", "{n} projects", len(projects)))
    heading = link_html(f"{name} <small>{number}</small>", view=view.with_facet("due", [str(year)]))
    columns = [
        ("is-project", words("Project")),
        ("is-sector", words("Sector")),
        ("is-status", words("Status")),
        ("is-promise", words("What is promised")),
        ("is-paragraph", words("Paragraph")),
    ]
    heads = "".join(f'<th scope="col" class="{css}">{escape(text)}</th>' for css, text in columns)
    rows = "".join(_row(project, view=view, words=words) for project in projects)
    return (
        f'<h3 id="due-{year}">{heading}</h3>'
        f'<table class="city-promises" aria-labelledby="due-{year}"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _row(project: Project, *, view: View, words: Words) -> str:
    selected = View(view.filters, project.id, lang=view.lang)
    told = RecordWords(project, words)
    name = link_html(escape(told.name), view=selected)
    sector, status = told.sector, told.status
    promises = [one for one in list_open_promises(project.milestones) if one.date]
    said = "".join(_promise(one, due=project.due, words=words) for one in promises)
    paragraphs = dict.fromkeys(
        f"{citation.section}.{citation.paragraph}" for one in promises for citation in one.citations
    )
    return (
        f'<tr><th scope="row" class="is-project">{name}'
        f"<small>{escape(sector)} · {escape(status)}</small></th>"
        f'<td class="is-sector"><span>{picture_html("sector", project.sector)}'
        f"{escape(sector)}</span></td>"
        f'<td class="is-status"><span>{picture_html("status", project.status)}'
        f"{escape(status)}</span></td>"
        f'<td class="is-promise">{said}</td>'
        f'<td class="is-paragraph">{escape(", ".join(paragraphs))}</td></tr>'
    )


def _promise(milestone: Milestone, *, due: int | None, words: Words) -> str:
    event = describe_milestone(milestone, words)
    name = escape(event.name)
    when = ""
    if milestone.date and milestone.date != str(due):
        when = f" <span>{escape(event.date)}</span>"
    quotes = "".join(
        f' <q lang="zh-CN">{escape(wording)}</q>'
        for wording in dict.fromkeys(citation.wording for citation in milestone.citations)
    )
    return f"<p>{name}{when}{quotes}</p>"
