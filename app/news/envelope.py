"""What stands around the entries of every feed and calendar, and how their days are written."""

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from app.messages import HTML_LANGUAGES, Words
from app.words.provenance import say_provenance
from app.words.record import RecordWords
from app.words.reports import say_coverage
from projects.media import clean_text
from projects.model import Metadata

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator
    from icalendar import Calendar, Event

ATOM, CALENDAR = "application/atom+xml", "text/calendar"
_PRODUCER = "-//city-projects-map//promises//EN"
_HOME_ZONE = timezone(timedelta(hours=8))
"""China keeps one time all year."""


def begin_day(day: date) -> datetime:
    """Return the first moment of a day where the cities are."""
    return datetime(day.year, day.month, day.day, tzinfo=_HOME_ZONE)


def begin_feed(
    metadata: Metadata, *, name: str, title: str, subtitle: str, words: Words
) -> "FeedGenerator":
    """Begin an Atom feed (RFC 4287) of a report.

    Parameters
    ----------
    metadata
        What the report says of itself.
    name
        The identifier of the feed.
    title, subtitle
        What it is called, and what is to be known of it.
    words
        The language.
    """
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - the start does not wait for it

    feed = FeedGenerator()
    feed.id(name)
    feed.title(title)
    feed.subtitle(subtitle)
    feed.language(HTML_LANGUAGES[words.lang])
    feed.author(name=words.title_of(metadata))
    feed.rights(say_provenance(metadata.attribution, words))
    feed.generator("city-projects-map")
    return feed


def begin_calendar(metadata: Metadata, *, title: str, undated: str, words: Words) -> "Calendar":
    """Begin a calendar (RFC 5545) of a report.

    Parameters
    ----------
    metadata
        What the report says of itself.
    title
        What the calendar is called.
    undated
        How many projects have no date and cannot stand in it.
    words
        The language.
    """
    from icalendar import Calendar  # noqa: PLC0415 - the start does not wait for it

    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title)
    coverage = clean_text(say_coverage(metadata, words=words), medium="calendar")
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, f"{undated} {coverage}")
    return calendar


def make_event(  # noqa: PLR0913 - an event has these properties
    said: RecordWords,
    *,
    name: str,
    day: date,
    known: datetime,
    summary: str,
    text: str,
    address: str,
) -> "Event":
    """Make an event of a whole day.

    Parameters
    ----------
    said
        The project that it is of.
    name
        The identifier of the event.
    day
        The day.
    known
        When what it says was known.
    summary, text
        What it says, in a line and in full.
    address
        The page of the project.
    """
    from icalendar import Event  # noqa: PLC0415 - the start does not wait for it

    event = Event()
    event.add("uid", name)
    event.add("dtstamp", known)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", clean_text(summary, medium="calendar"))
    event.add("description", text)
    event.add("url", address)
    event.add("categories", [said.sector])
    event.add("transp", "TRANSPARENT")
    if said.named_districts:
        event.add("location", said.named_districts)
    return event
