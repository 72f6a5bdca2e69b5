"""The rules that class what became of a project between two reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from geodata.romanise import normalise
from projects.changes.figures import compare_figures, write_chain
from projects.changes.subject import Happening, Told
from projects.dates import first_day, last_day, last_year
from projects.derive import list_open_promises, list_own_milestones
from projects.events import SOFT, fulfils
from projects.model import Metadata
from projects.wordings import is_hedged

_ORDER = ("proposed", "planned", "under-construction", "completed")


@dataclass(frozen=True)
class Verdict:
    """A class, the reason for it and the values of its sentence."""

    class_slug: str
    reason: str
    values: dict[str, str] = field(default_factory=dict)


def _say_due(date: str | None) -> str:
    """Say a date as part of a sentence, nothing where there is none."""
    return "" if date is None else f" for {date}"


def _list_new_facts(old: Told, new: Told) -> list[Happening]:
    """List what the newer report has done that the older one had not."""
    known = {
        (m.event, m.date) for m in list_own_milestones(old.milestones) if m.state == "reported"
    }
    return [
        m
        for m in list_own_milestones(new.milestones)
        if m.state == "reported" and (m.event, m.date) not in known
    ]


def _is_late(fact: str | None, promise: str | None) -> bool:
    """Say whether something surely happened after the time it was promised for."""
    if fact is None or promise is None:
        return False
    begun, ended = first_day(fact), last_day(promise)
    return begun is not None and ended is not None and begun > ended


Promises = tuple[Sequence[Happening], Sequence[Happening]]
"""The promises that the older and the newer report leave open."""


def _find_slip(
    promise: Happening,
    new: Told,
    *,
    promised: Sequence[Happening],
    years: tuple[int, int],
    is_counted: bool,
) -> Verdict | None:
    """Find whether a promise that was not kept is said again, or its year went by."""
    old_year, new_year = years
    values = {"event": promise.event, "due": _say_due(promise.date)}
    again = [p for p in promised if p.event == promise.event]
    for other in again:
        later = promise.date is not None and _is_later(other.date, promise.date)
        passed = (last_year(promise.date) if promise.date else old_year) or old_year
        repeated = (promise.date is None or other.date is None) and new_year > passed
        if (later and not is_counted) or (repeated and not is_counted):
            return Verdict("slipped", "promised-again", values | {"again": _say_due(other.date)})
    due = last_year(promise.date) if promise.date else None
    if not again and due is not None and due < new_year and new.status != "completed":
        # A yearly target that is not told again says nothing: only works are held to their year.
        if is_counted:
            return None
        return Verdict("slipped", "year-passed", values | {"status": new.status})
    return None


def _is_later(one: str | None, other: str) -> bool:
    """Say whether a date ends later than another."""
    first, second = last_day(one) if one else None, last_day(other)
    return first is not None and second is not None and first > second


def _judge_promises(
    old: Told, new: Told, *, promises: Promises, years: tuple[int, int]
) -> Iterator[Verdict]:
    """Judge what became of the promises of the older report."""
    before, after = promises
    facts = _list_new_facts(old, new)
    is_counted = bool(old.figures) and bool(new.figures)
    for promise in before:
        if promise.event in SOFT:
            continue
        done = [fact for fact in facts if fulfils(fact.event, promised=promise.event)]
        values = {"event": promise.event, "due": _say_due(promise.date)}
        if done:
            late = all(_is_late(fact.date, promise.date) for fact in done)
            fact = done[-1]
            date = "" if fact.date is None else f" in {fact.date}"
            slug, reason = ("kept-late", "reported-late") if late else ("kept", "reported")
            yield Verdict(slug, reason, values | {"date": date})
            continue
        slip = _find_slip(promise, new, promised=after, years=years, is_counted=is_counted)
        if slip is not None:
            yield slip


def _judge_outcomes(old: Told, new: Told, *, promises: Promises) -> Iterator[Verdict]:
    """Judge dated promises of either report by what is known from elsewhere.

    What a source of low trust says, or says of something else, is no verdict.
    """
    facts = [
        m
        for m in (*old.milestones, *new.milestones)
        if m.source is not None and m.source.trust != "low" and m.fulfils is not False and m.date
    ]
    if not facts:
        return
    for promise in chain.from_iterable(promises):
        if promise.date is None or promise.event in SOFT:
            continue
        done = [m for m in facts if fulfils(m.event, promised=promise.event)]
        if not done:
            continue
        late = all(_is_late(fact.date, promise.date) for fact in done)
        fact = done[0]
        publisher = "" if fact.source is None else fact.source.publisher or fact.source.title
        values = {"event": promise.event, "due": _say_due(promise.date)}
        values |= {"date": fact.date or "", "publisher": publisher}
        slug, reason = ("kept-late", "outcome-late") if late else ("kept", "outcome")
        yield Verdict(slug, reason, values)


def _judge_wording(old: Told, new: Told, *, promises: Promises) -> Iterator[Verdict]:
    """Judge whether the newer report promises less."""
    for promise in promises[0]:
        for other in promises[1]:
            if other.event != promise.event or not (promise.citations and other.citations):
                continue
            before, after = promise.citations[0].wording, other.citations[0].wording
            if is_hedged(after) and not is_hedged(before):
                yield Verdict("weaker-wording", "hedged", {"old": before, "new": after})
                return
    places = [_ORDER.index(p.status) if p.status in _ORDER else None for p in (old, new)]
    before_place, after_place = places
    if before_place is None or after_place is None or old.status == "completed":
        return
    if after_place < before_place:
        yield Verdict(
            "weaker-wording",
            "status-back",
            {
                "old": old.citations[-1].wording,
                "new": new.citations[-1].wording,
                "old_status": old.status,
                "new_status": new.status,
            },
        )


def _judge_counts(old: Told, new: Told) -> Iterator[Verdict]:
    """Judge how the counts moved that both reports give."""
    for move in compare_figures(old, new):
        if move.new_value != move.old_value:
            slug = "count-grew" if move.new_value > move.old_value else "count-fell"
            values = {"label": move.label, "chain": write_chain(move), "unit": move.unit}
            yield Verdict(slug, "count", values)


def judge_pair(
    old: Told, new: Told, *, old_metadata: Metadata, new_metadata: Metadata
) -> tuple[Verdict, ...]:
    """Judge what became of a project between two reports.

    Parameters
    ----------
    old, new
        Its two records.
    old_metadata, new_metadata
        Of their catalogues, for the years of the reports.

    Returns
    -------
    tuple of Verdict
        One of ``continued`` and ``status-moved`` first, then what else is to be said, each class
        once for each reason.
    """
    years = old_metadata.report_year, new_metadata.report_year
    verdicts = []
    if old.status == new.status:
        verdicts.append(Verdict("continued", "same-status", {"status": new.status}))
    else:
        moved = {"old": old.status, "new": new.status}
        verdicts.append(Verdict("status-moved", "status", moved))
    promises = list_open_promises(old.milestones), list_open_promises(new.milestones)
    verdicts += _judge_promises(old, new, promises=promises, years=years)
    if years[1] > years[0]:  # a report held against itself has nothing to tell
        verdicts += _judge_outcomes(old, new, promises=promises)
    verdicts += _judge_wording(old, new, promises=promises)
    if old.name_zh != new.name_zh and normalise(old.name_zh) != normalise(new.name_zh):
        verdicts.append(Verdict("renamed", "name", {"old": old.name_zh, "new": new.name_zh}))
    verdicts += _judge_counts(old, new)
    kept: dict[str, Verdict] = {}
    for verdict in verdicts:
        kept.setdefault(verdict.class_slug, verdict)
    return tuple(kept.values())
