"""What is reported, promised and known from elsewhere in words, each fact with who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.messages import Words
from app.words.dates import date_text
from app.words.labels import term_name
from projects import vocabulary
from projects.dates import first_day
from projects.model import Milestone, Project, Source

STATES = (*vocabulary.MILESTONE_STATES, "elsewhere")


def say_state(milestone: Milestone, words: Words) -> str:
    """Say whether an event was reported or promised, or is known from elsewhere."""
    return state_name("elsewhere" if milestone.source else milestone.state, words)


def state_name(slug: str, words: Words) -> str:
    """Name a state of a milestone, a slug of `STATES`."""
    return {
        "reported": words("reported"),
        "promised": words("promised"),
        "elsewhere": words("known from elsewhere"),
    }[slug]


def say_trust(slug: str, words: Words) -> str:
    """Say how far a source from elsewhere is to be trusted."""
    term = vocabulary.TRUST_LEVELS[slug]
    level = words.name_of(term)
    note = words.note_of(term)
    return words("Trust: {level} ({reason})", level=level, reason=note)


@dataclass(frozen=True)
class SourceWords:
    """A source from elsewhere in words.

    ``published`` is its publisher and date, ``trust`` how far it is to be relied on and why;
    both are empty where nothing is known. ``is_doubtful`` sources are not shown at first sight.
    """

    title: str
    publisher: str
    published: str
    trust: str
    says: str
    link: str | None
    is_doubtful: bool


@dataclass(frozen=True)
class MilestoneWords:
    """A milestone in words."""

    date: str
    name: str
    state: str
    origin: SourceWords | None

    def line(self, words: Words) -> str:
        """Say it in one line, with who published it where that is another than the report."""
        state = self.state
        if self.origin is not None and self.origin.publisher:
            state = words("{state}: {source}", state=state, source=self.origin.published)
        if self.origin is not None and self.origin.is_doubtful:
            state = words("{state}; {note}", state=state, note=self.origin.trust)
        return words("{when}: {event} ({state})", when=self.date, event=self.name, state=state)


def describe_source(source: Source, words: Words, *, beside: str = "") -> SourceWords:
    """Describe where a fact from elsewhere was found.

    Parameters
    ----------
    source
        The source.
    words
        The language.
    beside
        The date that stands beside it: a source of that date and no publisher repeats nothing.
    """
    when = date_text(source.date, lang=words.lang) if source.date else ""
    trust = say_trust(source.trust, words) if source.trust else ""
    if why := words.pick(source.why_zh, source.why_en):
        trust = words("{state}; {note}", state=trust, note=why) if trust else why
    published = source.publisher or ("" if when == beside else when)
    if source.publisher and when:
        published = words("{publisher}, {date}", publisher=source.publisher, date=when)
    return SourceWords(
        title=words.pick(source.title, source.title_en),
        publisher=source.publisher or "",
        published=published,
        trust=trust,
        says=source.says or "",
        link=source.link,
        is_doubtful=source.trust == "low",
    )


def describe_milestone(milestone: Milestone, words: Words) -> MilestoneWords:
    """Describe a milestone: when, what, and whether it is reported, promised or from elsewhere."""
    when = say_when(milestone, words)
    return MilestoneWords(
        date=when,
        name=term_name(vocabulary.EVENTS, milestone.event, words),
        state=say_state(milestone, words),
        origin=describe_source(milestone.source, words, beside=when) if milestone.source else None,
    )


def say_when(milestone: Milestone, words: Words) -> str:
    """Say the date of a milestone."""
    return date_text(milestone.date, lang=words.lang) if milestone.date else words("no date")


SAID_SINCE = frozenset(
    {"start", "structure-complete", "complete", "open", "in-production", "designated"}
)
"""The events that the head of a card tells; what was only announced or prepared waits below."""


def list_since(project: Project, *, report_day: date) -> list[Milestone]:
    """List what is known from elsewhere to have happened after the report, surely enough to say.

    Parameters
    ----------
    project
        The record.
    report_day
        The day of the report.
    """
    listed = []
    for one in project.milestones:
        if one.source is None or one.source.trust == "low" or not one.date:
            continue
        first = first_day(one.date)
        if one.event in SAID_SINCE and first is not None and first > report_day:
            listed.append(one)
    return listed


def say_events(milestones: Iterable[Milestone], words: Words) -> list[str]:
    """Say each event once with its date, the earliest first; of several dates the most precise.

    Parameters
    ----------
    milestones
        The events; those without a date are passed over.
    words
        The language.
    """
    told: dict[str, str] = {}
    for one in milestones:
        if one.date and len(one.date) > len(told.get(one.event, "")):
            told[one.event] = one.date
    return [
        words(
            "{event} ({when})",
            event=term_name(vocabulary.EVENTS, event, words),
            when=date_text(when, lang=words.lang),
        )
        for event, when in sorted(told.items(), key=lambda item: item[1])
    ]


def say_since(project: Project, words: Words, *, report_day: date) -> str:
    """Say what happened after the report, as far as we know; empty where nothing is known.

    It stands beside the status, which stays what the report said. Of several sources of one event
    the most precise date is told; a source that is not to be relied on is left to the milestones.

    Parameters
    ----------
    project
        The record.
    words
        The language.
    report_day
        The day of the report.
    """
    events = say_events(list_since(project, report_day=report_day), words)
    return words("Since then: {events}", events=words(", ").join(events)) if events else ""
