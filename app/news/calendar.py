"""The dates of a view as a calendar: what is promised by when, what is known to have happened."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.messages import Words
from app.news.atom import Linker
from app.news.envelope import begin_calendar, begin_day, make_event
from app.news.followed import list_dated_promises
from app.news.following import (
    TAG_AUTHORITY,
    Following,
    name_entry,
    say_title,
    say_why,
)
from app.words.clock import say_clock, say_dated_promise
from app.words.news import say_headline, say_roughly, say_what
from app.words.record import RecordWords
from projects.dates import last_day
from projects.media import clean_text
from projects.model import Project
from projects.news import News


@dataclass(frozen=True)
class _Entry:
    """A day of the calendar: its identity, what it says, and by when that was known."""

    uid: str
    day: date
    known: date
    summary: str
    lines: tuple[str, ...]
    project: Project


def _list_promises(following: Following, words: Words) -> Iterator[_Entry]:
    """List the dated promises, each on the last day of its time, with what became of it."""
    city = following.catalogue.metadata.city.adcode
    clocks = {
        (news.project.id, news.reading.promise): news.reading
        for news in following.news
        if news.reading is not None
    }
    for day, project, milestone in list_dated_promises(following.projects):
        reading = clocks.get((project.id, milestone))
        key = f"{project.id}/promise/{milestone.event}/{milestone.date}"
        yield _Entry(
            uid=f"tag:{TAG_AUTHORITY}:{city}/{key}",
            day=day,
            known=following.catalogue.metadata.report_day,
            summary=say_dated_promise(project, milestone, words),
            lines=(say_clock(reading, words),) if reading is not None else (),
            project=project,
        )


def _list_outcomes(following: Following, words: Words) -> Iterator[_Entry]:
    """List the facts from elsewhere with a date, each on the last day that it may mean."""
    for news in following.news:
        fact = news.milestone
        day = last_day(fact.date) if fact is not None and fact.date is not None else None
        if day is None or day > following.as_of:
            continue
        yield _Entry(
            uid=name_entry(news, catalogue=following.catalogue),
            day=day,
            known=news.day,
            summary=say_headline(news, words),
            lines=(*say_what(news, words), _say_precision(news, words)),
            project=news.project,
        )


def _say_precision(news: News, words: Words) -> str:
    """Say that an outcome stands on the last day of a longer time; empty where its day is known."""
    held = news.milestone.date if news.milestone is not None else None
    if held is None or len(held) == len("YYYY-MM-DD"):
        return ""
    return say_roughly(held, words)


def write_calendar(following: Following, *, link: Linker, words: Words) -> bytes:
    """Write a calendar (RFC 5545) of whole days.

    What has no date cannot stand in a calendar; its description counts the projects without one.

    Parameters
    ----------
    following
        What is followed.
    link
        Gives the address of a view on a page.
    words
        The language.
    """
    entries = [*_list_promises(following, words), *_list_outcomes(following, words)]
    entries.sort(key=lambda one: (one.day, one.uid))
    dated = {one.project.id for one in entries}
    undated = words.plural(
        "{n} project here has no date and is not in this calendar.",
        "{n} projects here have no date and are not in this calendar.",
        sum(project.id not in dated for project in following.projects),
    )
    title = clean_text(say_title(following, words), medium="calendar")
    metadata = following.catalogue.metadata
    calendar = begin_calendar(metadata, title=title, undated=undated, words=words)
    for one in entries:
        said = RecordWords(one.project, words)
        why = say_why(one.project, following=following, words=words)
        text = "\n".join(line for line in (*one.lines, why, said.summary) if line)
        target = replace(following.kept_view, selected=one.project.id)
        event = make_event(
            said,
            name=one.uid,
            day=one.day,
            known=begin_day(one.known),
            summary=one.summary,
            text=clean_text(text, medium="calendar"),
            address=link(target, following.page),
        )
        calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body
