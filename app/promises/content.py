"""What became of the promises of a report, as of a day, with who says so."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import overload

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.clock import say_doubt, say_late
from app.words.dates import date_text
from app.words.labels import term_name
from app.words.milestones import describe_milestone
from app.words.record import RecordWords
from projects.catalogue import Catalogue
from projects.citations import name_paragraph
from projects.clock import CLOCK_STATES, Reading, find_newest_day
from projects.clocks import Clocks, clocks_of
from projects.facts import gather_beyond
from projects.filters import Mask
from projects.laying_out import columns_of
from projects.library import Library
from projects.model import Project
from projects.records import Picked


@dataclass(frozen=True)
class Promise:
    """A record with what became of what it promises.

    ``year`` is the one for which it is promised; None where the report gives none.
    """

    project: Project
    reading: Reading
    year: int | None


class Promises(Sequence[Promise]):
    """What became of promises, each read when it is asked for, all counted without.

    Parameters
    ----------
    catalogue
        Their report.
    clocks
        The clocks of its records.
    as_of
        The day for which it is said.
    rows
        Where their records stand in the report, in the order in which they are told.
    """

    def __init__(
        self, catalogue: Catalogue, *, clocks: Clocks, as_of: date, rows: NDArray[np.intp]
    ) -> None:
        """Take what is known of all; none is read yet."""
        self._catalogue, self._clocks, self._as_of, self._rows = catalogue, clocks, as_of, rows
        self._years = columns_of(catalogue).coded["promise_year"]
        self._states = clocks.list_states(as_of)

    def __len__(self) -> int:
        """Count them."""
        return len(self._rows)

    @overload
    def __getitem__(self, key: int) -> Promise: ...
    @overload
    def __getitem__(self, key: slice) -> "Promises": ...
    def __getitem__(self, key: int | slice) -> "Promise | Promises":
        """Read one, or choose several."""
        if isinstance(key, slice):
            return self._take(self._rows[key])
        row = int(self._rows[key])
        year = self._years.values[self._years.numbers[row]]
        reading = self._clocks.read_row(row, as_of=self._as_of)
        return Promise(self._catalogue.projects[row], reading, year)

    def _take(self, rows: NDArray[np.intp]) -> "Promises":
        return Promises(self._catalogue, clocks=self._clocks, as_of=self._as_of, rows=rows)

    def keep(self, mask: Mask) -> "Promises":
        """Keep the records of a mask over the report."""
        return self._take(self._rows[mask[self._rows]])

    @property
    def projects(self) -> Sequence[Project]:
        """Their records."""
        return Picked(self._catalogue.projects, self._rows.tolist())

    @property
    def counts(self) -> Counter[str]:
        """How many have each state."""
        found = self._states.numbers[self._rows].tolist()
        return Counter(self._states.values[number] for number in found)

    @property
    def years(self) -> dict[int | None, Counter[str]]:
        """For each promised year, how many have each state; ascending, those without one last."""
        years, states = self._years.values, self._states.values
        both = zip(
            self._years.numbers[self._rows].tolist(),
            self._states.numbers[self._rows].tolist(),
            strict=True,
        )
        found: dict[int | None, Counter[str]] = {}
        for (year, state), count in Counter(both).items():
            found.setdefault(years[year], Counter())[states[state]] += count
        return dict(sorted(found.items(), key=lambda one: (one[0] is None, one[0] or 0)))


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


def _clocks_of(catalogue: Catalogue, *, library: Library) -> Clocks:
    """Give the clocks of a report: those that are kept, unless it stands alone."""
    if catalogue.look_beyond is not None:
        return clocks_of(catalogue)
    beyond = gather_beyond(library, report_id=catalogue.metadata.id)
    return Clocks(catalogue, beyond=beyond)


def find_promises(
    catalogue: Catalogue, *, library: Library, as_of: date, among: Mask | None = None
) -> Promises:
    """Find what became of the promises of a report, the earliest year first, undated ones last.

    Parameters
    ----------
    catalogue
        The report.
    library
        The reports that know more of it.
    as_of
        The day for which it is said.
    among
        Which of its records are asked for; all of them where None.
    """
    clocks = _clocks_of(catalogue, library=library)
    promising = np.array([promises for promises, _ in clocks.coded.values], dtype=bool)
    asked = promising[clocks.coded.numbers]
    rows = np.flatnonzero(asked if among is None else asked & among)
    years = columns_of(catalogue).coded["promise_year"]
    order = np.array([np.inf if year is None else year for year in years.values], dtype=float)
    rows = rows[np.argsort(order[years.numbers[rows]], kind="stable")]
    return Promises(catalogue, clocks=clocks, as_of=as_of, rows=rows)


def say_tallies(promises: Promises, *, words: Words) -> list[str]:
    """Say for each year how many promises came to what, and for those without one.

    Parameters
    ----------
    promises
        The promises.
    words
        The language.
    """
    sentences = []
    for year, states in promises.years.items():
        if year is None:
            sentences.append(_say_undated(states, words=words))
            continue
        counts = [
            words("{n} {state}", n=n, state=words.pick(term.name_zh, term.name_en.lower()))
            for slug, term in CLOCK_STATES.items()
            if (n := states[slug])
        ]
        sentence = words.plural(
            "Of {n} promise for {year}: {counts}.",
            "Of {n} promises for {year}: {counts}.",
            states.total(),
            year=year,
            counts=words(", ").join(counts),
        )
        sentences.append(sentence)
    return sentences


def _say_undated(states: Counter[str], *, words: Words) -> str:
    """Say how many promises without a date are known to be kept, and how many are not."""
    named = {
        "kept": words("{n} known to be kept", n=states["kept"]),
        "undated": words("{n} not known to be kept", n=states["undated"]),
    }
    counts = [
        named.get(slug)
        or words("{n} {state}", n=n, state=words.pick(term.name_zh, term.name_en.lower()))
        for slug, term in CLOCK_STATES.items()
        if (n := states[slug])
    ]
    return words.plural(
        "Of {n} promise without a date: {counts}.",
        "Of {n} promises without a date: {counts}.",
        states.total(),
        counts=words(", ").join(counts),
    )


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


def say_found(day: date, *, is_chosen: bool, words: Words) -> str:
    """Say for which day promises are told, and what silence does not mean; see `say_as_of`."""
    return words(
        "{as_of} Only what we found is told: where no completion is known to us, that"
        " does not say that there was none. The report's own status stays as it is.",
        as_of=say_as_of(day, is_chosen=is_chosen, words=words),
    )


def states_html(promises: Promises, *, view: View, words: Words, page: str = "promises") -> Markup:
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
    chosen, counts = view.filters.promise, promises.counts
    items = [
        {
            "slug": slug,
            "name": words.name_of(term),
            "note": words.note_of(term),
            "count": counts[slug],
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
            (citation.wording, name_paragraph(citation))
            for citation in (promise.citations if promise is not None else ())
        ],
        "state": reading.state,
        "state_name": term_name(CLOCK_STATES, reading.state, words),
        "late": say_late(reading, words),
        "doubt": say_doubt(reading, words),
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


def clock_row_html(
    promises: Promises, *, view: View, as_of: date, is_chosen: bool, words: Words
) -> Markup:
    """Write for each year what became of its promises in a row, with a link to all of them.

    Parameters
    ----------
    promises
        The promises.
    view
        The view that the links keep.
    as_of, is_chosen
        The day for which it is said, and whether the reader chose it.
    words
        The language.
    """
    plain = plain_view(view)
    return render(
        "clock-row.html",
        tallies=say_tallies(promises, words=words),
        states=states_html(promises, view=plain, words=words, page=""),
        as_of=say_as_of(as_of, is_chosen=is_chosen, words=words),
        view=plain,
        link_text=words("Every promise with its sources"),
    )
