"""The promise clock in words: what was promised, what became of it, who says so."""

from app.messages import Words
from app.words.dates import date_text
from app.words.labels import term_name
from app.words.milestones import describe_milestone, say_events
from projects.citations import name_paragraphs
from projects.clock import CLOCK_STATES, Reading
from projects.model import Milestone, Project
from projects.vocabulary import EVENTS

_KEPT = frozenset({"kept", "kept-late"})
_SETTLED = frozenset({"kept", "kept-late", "contradicted"})
"""What became of a promise where somebody says that it was done."""


def say_late(reading: Reading, words: Words) -> str:
    """Say by how many months something came late; nothing where it did not."""
    if not reading.months_late:
        return ""
    return words.plural("{n} month late", "{n} months late", reading.months_late)


def say_doubt(reading: Reading, words: Words) -> str:
    """Say that nobody to be relied on tells of a promise kept; nothing where somebody does."""
    is_doubtful = reading.state in _KEPT and reading.trust == "low"
    return words("only a source of low trust says so") if is_doubtful else ""


def say_promise(reading: Reading, words: Words) -> str:
    """Say what the report promises, by when, and in which paragraph; nothing where it does not."""
    if reading.promise is None:
        return ""
    told = describe_milestone(reading.promise, words)
    said = words("Promised: {event}, {date}", event=told.name, date=told.date)
    cited = words(", ").join(name_paragraphs(reading.promise.citations))
    return words("{name} ({reason})", name=said, reason=cited) if cited else said


def say_reading(reading: Reading, words: Words) -> str:
    """Say what became of a promise: when it was done, and who says so.

    Parameters
    ----------
    reading
        What the clock says.
    words
        The language.
    """
    parts = [term_name(CLOCK_STATES, reading.state, words)]
    if late := say_late(reading, words):
        parts.append(late)
    if doubt := say_doubt(reading, words):
        parts.append(doubt)
    facts = [
        fact for fact in reading.facts if fact.source is not None and fact.source.trust != "low"
    ]
    if reading.state in _SETTLED:
        parts += say_events((f for f in facts if not f.denies and f.foresees is None), words)
    parts += dict.fromkeys(
        fact.source.publisher or words.pick(fact.source.title, fact.source.title_en)
        for fact in facts
        if fact.source is not None
    )
    return words("; ").join(parts)


def say_clock(reading: Reading, words: Words) -> str:
    """Say what became of a promise, who says so, and as of when; see `say_reading`."""
    day = date_text(reading.as_of.isoformat(), lang=words.lang)
    return words("; ").join([say_reading(reading, words), words("as of {date}", date=day)])


def say_awaited(event: str, date: str, words: Words) -> tuple[str, str]:
    """Say what is promised for a date, and that it is not known to have come about.

    Parameters
    ----------
    event
        A slug of `projects.vocabulary.EVENTS`.
    date
        The words for the date.
    words
        The language.
    """
    return {
        "start": (words("start promised for {date}", date=date), words("no start known")),
        "structure-complete": (
            words("structure promised for {date}", date=date),
            words("no completed structure known"),
        ),
        "complete": (
            words("completion promised for {date}", date=date),
            words("no completion known"),
        ),
        "open": (words("opening promised for {date}", date=date), words("no opening known")),
        "in-production": (
            words("production promised for {date}", date=date),
            words("no production known"),
        ),
        "designated": (words("title promised for {date}", date=date), words("no title known")),
    }.get(event) or (
        words("{event} promised for {date}", event=term_name(EVENTS, event, words), date=date),
        words("nothing further known"),
    )


def say_open_promise(
    project: Project, reading: Reading, *, words: Words, day: str | None = None
) -> str:
    """Say what comes next: the promise with its paragraph, what is known of it, and as of when.

    Parameters
    ----------
    project
        The record.
    reading
        Its clock, of an open promise with a date.
    words
        The language.
    day
        The words for the day; those of the reading's own where None.
    """
    promise = reading.promise
    if promise is None or promise.date is None:
        return ""
    date = date_text(promise.date, lang=words.lang)
    promised, unknown = say_awaited(promise.event, date, words)
    return words(
        "Next: {name}, {promised} ({cited}), {unknown} (as of {day})",
        name=words.name_of(project),
        promised=promised,
        cited=words(", ").join(name_paragraphs(promise.citations)),
        unknown=unknown,
        day=day or date_text(reading.as_of.isoformat(), lang=words.lang),
    )


def say_dated_promise(project: Project, milestone: Milestone, words: Words) -> str:
    """Say in a line what is promised and by when, as precisely as it is known."""
    name = words.name_of(project)
    what = term_name(EVENTS, milestone.event, words)
    when = milestone.date or ""
    if len(when) == len("YYYY"):
        return words(
            "By the end of {year}: {name} – {event} (promised; only the year is known)",
            year=when,
            name=name,
            event=what,
        )
    return words(
        "By {when}: {name} – {event} (promised)",
        when=date_text(when, lang=words.lang),
        name=name,
        event=what,
    )
