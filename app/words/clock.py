"""The promise clock in words: what was promised, what became of it, who says so."""

from app.messages import Words
from app.words.dates import date_text
from app.words.labels import term_name
from app.words.record import describe_milestone
from projects.clock import CLOCK_STATES, Reading


def say_late(reading: Reading, words: Words) -> str:
    """Say by how many months something came late; nothing where it did not."""
    if not reading.months_late:
        return ""
    return words.plural("{n} month late", "{n} months late", reading.months_late)


def say_promise(reading: Reading, words: Words) -> str:
    """Say what the report promises, by when, and in which paragraph; nothing where it does not."""
    if reading.promise is None:
        return ""
    told = describe_milestone(reading.promise, words)
    said = words("Promised: {event}, {date}", event=told.name, date=told.date)
    paragraphs = dict.fromkeys(
        f"{one.section}.{one.paragraph}" for one in reading.promise.citations
    )
    return f"{said} ({words(', ').join(paragraphs)})" if paragraphs else said


def say_clock(reading: Reading, words: Words) -> str:
    """Say what became of a promise, who says so, and as of when.

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
    parts += dict.fromkeys(
        fact.source.publisher or fact.source.title
        for fact in reading.facts
        if fact.source is not None and fact.source.trust != "low"
    )
    day = date_text(reading.as_of.isoformat(), lang=words.lang)
    parts.append(words("as of {date}", date=day))
    return words("; ").join(parts)
