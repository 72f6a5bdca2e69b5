"""The city as of a year: what was started, promised and finished by then."""

from collections.abc import Iterable
from dataclasses import dataclass

from projects.catalogue import Catalogue
from projects.dates import last_year
from projects.derive import list_open_promises
from projects.model import Milestone, Project
from projects.vocabulary import Term, make_vocabulary

STAGES = make_vocabulary(
    Term("finished", "已建成", "Finished"),
    Term("started", "已开工", "Started"),
    Term("start-unknown", "开工时间不详", "Start not known"),
    Term("promised", "已承诺", "Promised"),
    Term("not-yet", "尚未提出", "Not yet told of"),
    Term("standing", "长期工作", "Standing work"),
)
"""How far a project is by the end of a year."""

_FINISHES = frozenset({"complete", "open", "in-production"})
_BEGINS = frozenset({"start", "structure-complete", *_FINISHES})


@dataclass(frozen=True)
class Stage:
    """How far a project is by the end of a year.

    ``slug`` is of `STAGES`; ``is_due`` says that by then it should be finished, or started, as
    promised, while no fact says that it is.
    """

    project: Project
    slug: str
    is_due: bool = False


@dataclass(frozen=True)
class _Years:
    """The years of a project: when it began and ended, as told and as promised."""

    started: int | None
    finished: int | None
    to_start: int | None
    to_finish: int | None


def _find_first_year(milestones: Iterable[Milestone], *, events: frozenset[str]) -> int | None:
    """Find the first year in which one of the events is dated."""
    years = [
        last_year(m.date)
        for m in milestones
        if m.event in events and m.date is not None and m.fulfils is not False
    ]
    return min((year for year in years if year is not None), default=None)


def _read_years(project: Project) -> _Years:
    """Read the years of a project."""
    promises = list_open_promises(project.milestones)
    # What a report calls finished and promises again is finished when the promise is.
    still_open = {promise.event for promise in promises}
    facts = [
        m
        for m in project.milestones
        if m.state == "reported" and (m.source is not None or m.event not in still_open)
    ]
    return _Years(
        started=_find_first_year(facts, events=_BEGINS),
        finished=_find_first_year(facts, events=_FINISHES),
        to_start=_find_first_year(promises, events=frozenset({"start"})),
        to_finish=_find_first_year(promises, events=_FINISHES),
    )


def _is_over(promised: int | None, *, year: int) -> bool:
    """Say whether the year of a promise has come."""
    return promised is not None and promised <= year


def _read_undated(project: Project, *, years: _Years, year: int, report_year: int) -> Stage:
    """Read how far a project is where no dated fact says it: by its status."""
    status, is_told = project.status, year >= report_year
    if status in {"ongoing", "upgrading"}:
        return Stage(project, "standing")
    if status == "completed":
        # Its end is dated later, or not at all: by the report it is finished at the latest.
        is_done = is_told and years.finished is None
        return Stage(project, "finished" if is_done else "start-unknown")
    if status == "under-construction":
        slug = "started" if is_told else "start-unknown"
        return Stage(project, slug, is_due=is_told and _is_over(years.to_finish, year=year))
    is_due = _is_over(years.to_start, year=year) or _is_over(years.to_finish, year=year)
    return Stage(project, "promised" if is_told else "not-yet", is_due=is_told and is_due)


def read_stage(project: Project, *, year: int, report_year: int) -> Stage:
    """Read how far a project is by the end of a year.

    Parameters
    ----------
    project
        The record, with facts of its report and from elsewhere.
    year
        The year.
    report_year
        The year of its report; before it, what the report tells without a date is not known.
    """
    years = _read_years(project)
    if _is_over(years.finished, year=year):
        return Stage(project, "finished")
    if _is_over(years.started, year=year):
        due = year >= report_year and _is_over(years.to_finish, year=year)
        return Stage(project, "started", is_due=due)
    return _read_undated(project, years=years, year=year, report_year=report_year)


def see_city(catalogue: Catalogue, *, year: int) -> tuple[Stage, ...]:
    """See the city as of the end of a year.

    An event whose year is not known moves nothing: where a start is not known it is said, not
    guessed.

    Parameters
    ----------
    catalogue
        The catalogue.
    year
        The year.

    Returns
    -------
    tuple of Stage
        One for each record, in the order of the catalogue.
    """
    report_year = catalogue.metadata.report_year
    return tuple(
        read_stage(project, year=year, report_year=report_year) for project in catalogue.projects
    )


def list_years(catalogue: Catalogue) -> tuple[int, ...]:
    """List the years that a slider runs through, from the first dated event to the last."""
    years = [catalogue.metadata.report_year]
    for project in catalogue.projects:
        found = (last_year(m.date) for m in project.milestones if m.date is not None)
        years += [year for year in found if year is not None]
    return tuple(range(min(years), max(years) + 1))
