"""What became of the promises of a report, as of a day, with who says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.clock import say_late
from app.words.dates import date_text
from app.words.labels import term_name
from app.words.record import RecordWords, describe_milestone
from projects.catalogue import Catalogue
from projects.clock import CLOCK_STATES, Reading, find_newest_day, list_promises
from projects.facts import gather_facts
from projects.library import Library
from projects.model import Project


@dataclass(frozen=True)
class Promise:
    """A record with what became of what it promises."""

    project: Project
    reading: Reading

    @property
    def year(self) -> int | None:
        """The year for which it is promised; None where the report gives none."""
        promise = self.reading.promise
        text = promise.date if promise is not None else None
        return self.project.due if text is None else int(text[:4]) if text[:4].isdigit() else None


def choose_day(catalogue: Catalogue, *, library: Library) -> date:
    """Choose the day for which it is said where the reader sets none: the newest fact held.

    Parameters
    ----------
    catalogue
        The report.
    library
        The reports that know more of it.
    """
    known = [
        entry.catalogue
        for entry in library.list_reports(catalogue.metadata.city.adcode)
        if not entry.faults
    ]
    return find_newest_day([catalogue, *known]) or catalogue.metadata.report_day


def find_promises(
    projects: Iterable[Project], *, catalogue: Catalogue, library: Library, as_of: date
) -> list[Promise]:
    """Find what became of the promises of projects, the earliest year first, undated ones last.

    Parameters
    ----------
    projects
        The projects to look at.
    catalogue
        Their report.
    library
        The reports that know more of it.
    as_of
        The day for which it is said.
    """
    asked = {project.id for project in projects}
    report_id = catalogue.metadata.id
    facts = {
        one: gather_facts(library, report_id=report_id, record_id=one) for one in sorted(asked)
    }
    told = list_promises(catalogue, as_of=as_of, facts=facts)
    found = [Promise(project, reading) for project, reading in told if project.id in asked]
    return sorted(found, key=lambda one: (one.year is None, one.year or 0))


def say_tallies(promises: Iterable[Promise], *, words: Words) -> list[str]:
    """Say for each year how many promises came to what.

    Parameters
    ----------
    promises
        The promises.
    words
        The language.
    """
    by_year: dict[int, list[Promise]] = {}
    for one in promises:
        if one.year is not None:
            by_year.setdefault(one.year, []).append(one)
    sentences = []
    for year, group in sorted(by_year.items()):
        counts = [
            words("{n} {state}", n=n, state=words.pick(term.name_zh, term.name_en.lower()))
            for slug, term in CLOCK_STATES.items()
            if (n := sum(one.reading.state == slug for one in group))
        ]
        sentence = words.plural(
            "Of {n} promise for {year}: {counts}.",
            "Of {n} promises for {year}: {counts}.",
            len(group),
            year=year,
            counts=words(", ").join(counts),
        )
        sentences.append(sentence)
    return sentences


def say_as_of(day: date, *, is_chosen: bool, words: Words) -> str:
    """Say for which day it is told, and that the report itself says no more by it.

    Parameters
    ----------
    day
        The day.
    is_chosen
        Whether the reader chose it.
    words
        The language.
    """
    told = date_text(day.isoformat(), lang=words.lang)
    if is_chosen:
        return words("As of {date}, as you chose.", date=told)
    return words("As of {date}, the day of the newest fact we hold.", date=told)


def states_html(
    promises: Sequence[Promise], *, view: View, words: Words, page: str = "promises"
) -> Markup:
    """Write the states with the number of their promises, each a link that switches it.

    Parameters
    ----------
    promises
        The promises that the other filters leave.
    view
        The view.
    words
        The language.
    page
        The page that the links lead to; the map where empty.
    """
    chosen = view.filters.promise
    items = [
        {
            "slug": slug,
            "name": words.pick(term.name_zh, term.name_en),
            "note": words.pick(term.note_zh or "", term.note_en or ""),
            "count": sum(one.reading.state == slug for one in promises),
            "is_chosen": slug in chosen,
            "view": view.toggle("promise", slug),
        }
        for slug, term in CLOCK_STATES.items()
    ]
    every = view.with_facet("promise", ())
    return render(
        "choices.html",
        items=items,
        page=page,
        label=words("What became of a promise"),
        every=every if chosen else None,
        clear=words("Show all"),
    )


def _describe(one: Promise, *, view: View, words: Words) -> dict[str, object]:
    reading, promise = one.reading, one.reading.promise
    told = describe_milestone(promise, words) if promise is not None else None
    facts = [describe_milestone(fact, words) for fact in reading.facts]
    return {
        "said": RecordWords(one.project, words),
        "view": replace(plain_view(view), selected=one.project.id),
        "event": told.name if told else "",
        "date": told.date if told else "",
        "quotes": [
            (citation.wording, f"{citation.section}.{citation.paragraph}")
            for citation in (promise.citations if promise is not None else ())
        ],
        "state": reading.state,
        "state_name": term_name(CLOCK_STATES, reading.state, words),
        "late": say_late(reading, words),
        "sources": [fact for fact in facts if fact.origin and not fact.origin.is_doubtful],
        "doubtful": [fact for fact in facts if fact.origin and fact.origin.is_doubtful],
    }


def promises_table_html(promises: Iterable[Promise], *, view: View, words: Words) -> Markup:
    """Write a table: each project, what was promised, what became of it, who says so.

    Parameters
    ----------
    promises
        The promises to tell.
    view
        The view; report, filters and language go into the links.
    words
        The language.
    """
    return render(
        "clock.html",
        rows=[_describe(one, view=view, words=words) for one in promises],
        columns=[
            words("Project"),
            words("What the report promised"),
            words("What became of it"),
            words("Who says so"),
        ],
        silent=words("Nothing is known to us from elsewhere."),
        doubtful=words("Sources of low trust"),
    )
