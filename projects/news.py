"""What is worth telling somebody who follows projects: dated news, read from reports and facts.

Six kinds of news, each of what the library holds and of nothing else:

- ``new-record``: the first report of the library that names the project;
- ``status-moved``: a later report gives another status than the one before it that names it;
- ``place-refined``: a later report's record, or a steward's edit, places it more exactly;
- ``due``: the year of the promise that the newest report makes has begun;
- ``overdue``: that time is over as of the day asked for, and no completion is known;
- ``outcome``: a fact from elsewhere that is not of low trust.

News is only as precisely dated as its source. Where a feed or a calendar needs a day all the same,
it is filed under the last day that the date may mean: by then it was so. What has no date at all
is filed under the day of the report whose catalogue holds it, and says that it has none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from projects import Library
from projects.changes.history import Step, trace_record
from projects.clock import Reading, know_day, read_clock
from projects.dates import first_day, is_plain_date, last_day
from projects.facts import gather_facts
from projects.model import Metadata, Milestone, Project
from projects.steward.history import Edit, read_history
from projects.vocabulary import Term, make_vocabulary

NEWS_KINDS = make_vocabulary(
    Term("new-record", "新记录", "New record"),
    Term("status-moved", "状态变化", "Status moved"),
    Term("place-refined", "位置更准确", "Place made more exact"),
    Term("due", "承诺到期", "Promise due"),
    Term("overdue", "已过期限，未见完成", "Overdue, no completion known to us"),
    Term("outcome", "后续结果", "Outcome known"),
)
"""The kinds of news, in the order in which those of one day are told."""

_ORDER = {slug: place for place, slug in enumerate(NEWS_KINDS)}


@dataclass(frozen=True)
class News:
    """One thing to tell of a project.

    Parameters
    ----------
    kind
        A slug of `NEWS_KINDS`.
    project
        The record that it is told of: the newest one.
    key
        What tells it from other news of the same kind and project, whatever becomes known later.
    day
        The day it is filed under.
    held
        Its date as it is held, EDTF; None where it has none.
    report
        What the catalogue that tells it says of itself.
    before
        The record it is compared with, of a status that moved or of a place.
    after
        The record that shows it, of the same.
    milestone
        The fact, of an outcome.
    reading
        The promise clock, of a promise.
    edit
        The steward's edit, of a place that one gave.
    """

    kind: str
    project: Project
    key: str
    day: date
    held: str | None
    report: Metadata
    before: Project | None = None
    after: Project | None = None
    milestone: Milestone | None = None
    reading: Reading | None = None
    edit: Edit | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the very day is held."""
        return (
            self.held is not None
            and is_plain_date(self.held)
            and len(self.held) == len("YYYY-MM-DD")
        )


def _report_end(metadata: Metadata) -> date:
    """Say by which day a report was surely given."""
    return last_day(metadata.report_date) or metadata.report_day


def is_more_exact(after: Project, *, before: Project) -> bool:
    """Say whether a record places a project more exactly than another does.

    Parameters
    ----------
    after, before
        The records; one without a geometry is less exact than any that has one.
    """
    if after.geometry is None:
        return False
    if before.geometry is None:
        return True
    new, old = after.place.accuracy_m, before.place.accuracy_m
    return new is not None and old is not None and new < old


def _tell_reports(steps: Sequence[Step], project: Project) -> Iterator[News]:
    """Tell what each report brought: the record itself, another status, a better place."""
    found = [step.appearance for step in steps]
    first = found[0].entry.metadata
    yield News("new-record", project, first.id, _report_end(first), first.report_date, first)
    for old, new in pairwise(found):
        metadata = new.entry.metadata
        day, held = _report_end(metadata), metadata.report_date
        if old.project.status != new.project.status:
            yield News(
                "status-moved", project, metadata.id, day, held, metadata,
                before=old.project, after=new.project,
            )  # fmt: skip
        if is_more_exact(new.project, before=old.project):
            yield News(
                "place-refined", project, metadata.id, day, held, metadata,
                before=old.project, after=new.project,
            )  # fmt: skip


def _tell_edits(steps: Sequence[Step], project: Project) -> Iterator[News]:
    """Tell the better places that a steward gave, from the change logs of the catalogues."""
    for step in steps:
        entry = step.appearance.entry
        for edit in _read_edits(entry.path).get(step.appearance.project.id, ()):
            now, before = edit.accuracy_m, edit.accuracy_before_m
            if edit.field != "place" or now is None or (before is not None and before <= now):
                continue
            key, held = f"{entry.id}/{edit.day}/{now:g}", edit.day.isoformat()
            yield News("place-refined", project, key, edit.day, held, entry.metadata, edit=edit)


def _read_edits(path: Path | str) -> dict[str, tuple[Edit, ...]]:
    return read_history(path) if isinstance(path, Path) else {}


def _date_outcome(fact: Milestone) -> tuple[date | None, str | None]:
    """Date a fact by its publication; by the event where that is later or stands alone."""
    told = fact.source.date if fact.source is not None else None
    published = last_day(told) if told is not None else None
    happened = first_day(fact.date) if fact.date is not None else None
    if published is not None and (happened is None or happened <= published):
        return published, told
    return know_day(fact), fact.date or told


def _tell_outcomes(steps: Sequence[Step], project: Project) -> Iterator[News]:
    """Tell the facts from elsewhere, each once; what is of low trust is no news."""
    told: set[Milestone] = set()
    for step in steps:
        metadata = step.appearance.entry.metadata
        for fact in step.appearance.project.milestones:
            if fact.source is None or fact.source.trust == "low" or fact in told:
                continue
            told.add(fact)
            publisher = fact.source.publisher or fact.source.title
            key = f"{fact.event}/{fact.date or 'undated'}/{fact.source.date or ''}/{publisher}"
            if fact.denies:
                key = f"{key}/denies-{fact.denies}"
            day, held = _date_outcome(fact)
            yield News(
                "outcome", project, key, day or _report_end(metadata), held, metadata,
                milestone=fact,
            )  # fmt: skip


def _tell_promise(
    newest: Step, *, project: Project, as_of: date, facts: Sequence[Milestone]
) -> Iterator[News]:
    """Tell that the year of a promise has begun, and that it is over with nothing known."""
    reading = read_clock(newest.appearance.project, as_of=as_of, facts=facts)
    promise = reading.promise
    if promise is None or promise.date is None or reading.state == "none":
        return
    due = last_day(promise.date)
    if due is None:
        return
    metadata = newest.appearance.entry.metadata
    key = f"{promise.event}/{promise.date}"
    begun = max(date(due.year, 1, 1), _report_end(metadata))
    if begun <= due:
        yield News("due", project, key, begun, promise.date, metadata, reading=reading)
    if reading.state == "overdue":
        day = due + timedelta(days=1)
        yield News("overdue", project, key, day, promise.date, metadata, reading=reading)


def list_news(
    library: Library, *, report_id: str, projects: Sequence[Project], as_of: date
) -> tuple[News, ...]:
    """List the news of projects, the newest first.

    Parameters
    ----------
    library
        The reports.
    report_id
        The catalogue of the projects.
    projects
        The projects; each has at least its own record as news.
    as_of
        The day up to which it is told: facts known only later are not looked at.

    Returns
    -------
    tuple of News
        By the day they are filed under, then by kind and id. Nothing where the library does not
        have the catalogue.
    """
    entry = library.by_id.get(report_id)
    if entry is None:
        return ()
    told: list[News] = []
    for project in projects:
        steps = trace_record(library, project.id, adcode=entry.adcode)
        if not steps:
            continue
        last = steps[-1].appearance
        facts = gather_facts(library, report_id=last.entry.id, record_id=last.project.id)
        told += _tell_reports(steps, project)
        told += _tell_edits(steps, project)
        told += _tell_outcomes(steps, project)
        told += _tell_promise(steps[-1], project=project, as_of=as_of, facts=facts)
    known = [
        news
        for news in told
        # A record and what was done to it are there, whatever day is asked for.
        if news.day <= as_of or news.kind == "new-record" or news.edit is not None
    ]
    known.sort(key=lambda news: (_ORDER[news.kind], news.project.id, news.key))
    return tuple(sorted(known, key=lambda news: news.day, reverse=True))
