"""The words of a record: every fact of a project as each page, file and feed tells it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.messages import Words
from app.words.dates import date_text
from app.words.labels import choice_name, term_name
from app.words.provenance import say_provenance
from projects import vocabulary
from projects.citations import name_paragraph
from projects.dates import first_day
from projects.derive import measure_project
from projects.model import Citation, Figure, Milestone, Project, Section, Source

_KILOMETRE_M = 1000
NO_NUMBER = "–"
"""What stands in a column of years where no year is promised."""


def say_number(value: float, *, digits: int = 0) -> str:
    """Write a number with at most so many decimals, its thousands parted.

    Examples
    --------
    >>> say_number(13800), say_number(2.50, digits=2)
    ('13,800', '2.5')
    """
    written = f"{value:,.{digits}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def say_error(accuracy_m: float, words: Words) -> str:
    """Say how well a place is known: the class, and how far off it may be."""
    slug = vocabulary.classify_accuracy(accuracy_m, place_type="site")
    if accuracy_m >= _KILOMETRE_M:
        distance = words("{value} km", value=say_number(accuracy_m / _KILOMETRE_M, digits=1))
    else:
        distance = words("{value} m", value=say_number(accuracy_m))
    name = term_name(vocabulary.ACCURACY_CLASSES, slug, words)
    return words("{name}: up to {distance} off", name=name, distance=distance)


def say_reason(place_type: str, words: Words) -> str:
    """Say why a project is not drawn."""
    return {
        "district": words("only the district is known"),
        "city": words("it covers the whole city"),
    }.get(place_type, words("the place is not known"))


def say_no_district(place_type: str, words: Words) -> str:
    """Say what stands in the place of a district's name where the record has none."""
    return words("Whole city") if place_type == "city" else words("not known")


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


STATES = (*vocabulary.MILESTONE_STATES, "elsewhere")


def say_trust(slug: str, words: Words) -> str:
    """Say how far a source from elsewhere is to be trusted."""
    term = vocabulary.TRUST_LEVELS[slug]
    level = words.name_of(term)
    note = words.note_of(term)
    return words("Trust: {level} ({reason})", level=level, reason=note)


def say_figure(figure: Figure, words: Words) -> str:
    """Say a value that the report counts, with its unit."""
    return say_value(figure.value, figure.unit, words=words)


def say_value(value: float, unit: str, *, words: Words) -> str:
    """Say a value with its unit, given as a slug."""
    said = term_name(vocabulary.UNITS, unit, words)
    return f"{say_number(value, digits=2)}{'' if said == '%' else ' '}{said}".strip()


def figure_key(value: float, unit: str) -> str:
    """Name a value with its unit as a script names it: the number as JSON reads it, the slug."""
    number = int(value) if float(value).is_integer() else value
    return f"{number} {unit}"


def say_length_drawn(length_m: float, words: Words) -> str:
    """Say how long what is drawn is."""
    return words("{value} km", value=say_number(length_m / _KILOMETRE_M, digits=1))


def say_extent(extent_m: float, words: Words) -> str:
    """Say how wide the thing is that a point stands for."""
    if extent_m >= _KILOMETRE_M:
        width = words("{value} km", value=say_number(extent_m / _KILOMETRE_M, digits=2))
    else:
        width = words("{value} m", value=say_number(extent_m))
    return words("about {width} across", width=width)


def say_area_drawn(area_m2: float, words: Words) -> str:
    """Say how large what is drawn is."""
    return words("{value} km²", value=say_number(area_m2 / _KILOMETRE_M**2, digits=2))


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


def say_citation(citation: Citation, words: Words) -> str:
    """Say where the report says something, and its wording."""
    place = name_paragraph(citation)
    if citation.mention == citation.wording:
        return words("{place} “{wording}”", place=place, wording=citation.wording)
    return words(
        "{place} “{wording}”, printed as “{mention}”",
        place=place,
        wording=citation.wording,
        mention=citation.mention,
    )


@dataclass(frozen=True)
class RecordWords:
    """A project in words; each fact is put into words when it is first asked for.

    Parameters
    ----------
    project
        The record.
    words
        The language.
    """

    project: Project
    words: Words

    @cached_property
    def name(self) -> str:
        """Its name."""
        return self.words.name_of(self.project)

    @cached_property
    def second_name(self) -> str:
        """Its name in the other language."""
        return Words("en" if self.words.lang == "zh" else "zh").name_of(self.project)

    @cached_property
    def sector(self) -> str:
        """Its sector."""
        return term_name(vocabulary.SECTORS, self.project.sector, self.words)

    @cached_property
    def kind(self) -> str:
        """What it is."""
        return term_name(vocabulary.KINDS, self.project.kind, self.words)

    @cached_property
    def status(self) -> str:
        """How far it is."""
        return term_name(vocabulary.STATUSES, self.project.status, self.words)

    @cached_property
    def named_districts(self) -> str:
        """The districts that the record names; empty where it names none."""
        names = (choice_name("district", one, self.words) for one in self.project.districts)
        return self.words(", ").join(names)

    @cached_property
    def districts(self) -> str:
        """The districts, or why there is none: the whole city, or not known."""
        return self.named_districts or say_no_district(self.project.place.type, self.words)

    @cached_property
    def due(self) -> str:
        """The year that is promised, or that none is."""
        return str(self.project.due) if self.project.due else self.words("no year promised")

    @cached_property
    def due_year(self) -> str:
        """The year that is promised, as it stands in a column of years."""
        return str(self.project.due) if self.project.due else NO_NUMBER

    @cached_property
    def promise(self) -> str:
        """For which year it is promised; empty where for none."""
        due = self.project.due
        return self.words("promised for {year}", year=due) if due else ""

    @cached_property
    def aliases(self) -> str:
        """What else it is called."""
        return self.words(", ").join(self.project.aliases)

    @cached_property
    def where(self) -> str:
        """How sure its place is, or why there is none."""
        place = self.project.place
        if self.project.geometry is None:
            return say_reason(place.type, self.words)
        return say_error(place.accuracy_m or 0, self.words)

    @cached_property
    def summary(self) -> str:
        """What it is, in a sentence."""
        return self.words.pick(self.project.summary_zh, self.project.summary_en)

    @cached_property
    def remark(self) -> str:
        """What the reader is warned of, with its heading; empty where nothing is."""
        text = self.words.pick(self.project.remark_zh, self.project.remark_en)
        return self.words("Remark: ") + text if text else ""

    @cached_property
    def events(self) -> tuple[MilestoneWords, ...]:
        """Its milestones."""
        return tuple(describe_milestone(one, self.words) for one in self.project.milestones)

    @cached_property
    def milestones(self) -> str:
        """Its milestones in one line."""
        return self.words("; ").join(event.line(self.words) for event in self.events)

    @cached_property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """What the report counts of it: the label, the value with its unit."""
        return tuple(
            (self.words.pick(one.label_zh, one.label_en), say_figure(one, self.words))
            for one in self.project.figures
        )

    @cached_property
    def citations(self) -> tuple[str, ...]:
        """Where the report speaks of it, each place once."""
        said = (say_citation(one, self.words) for one in self.project.citations)
        return tuple(dict.fromkeys(said))

    @cached_property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """The facts of a card: label and text."""
        words = self.words
        facts = [
            (words("Sector"), self.sector),
            (words("Kind"), self.kind),
            (words("Status"), self.status),
            (words("District"), self.districts),
            (words("Due"), self.due),
        ]
        if self.aliases:
            facts.append((words("Also called"), self.aliases))
        return tuple(facts)

    @cached_property
    def place(self) -> tuple[tuple[str, str], ...]:
        """What is known of its place and where that comes from: label and text."""
        words, project, place = self.words, self.project, self.project.place
        label = words("Accuracy") if project.geometry else words("Why it is not drawn")
        measures = measure_project(project)
        length_m, area_m2 = measures.length_m, measures.area_m2
        facts = (
            (words("What is drawn"), term_name(vocabulary.PLACE_TYPES, place.type, words)),
            (label, self.where),
            (words("Extent"), place.extent_m and say_extent(place.extent_m, words)),
            (words("Length of what is drawn"), length_m and say_length_drawn(length_m, words)),
            (words("Area of what is drawn"), area_m2 and say_area_drawn(area_m2, words)),
            (words("Method"), say_method(place.method, words)),
            (words("Source"), place.source and say_provenance(place.source, words)),
            (words("Licence"), place.licence and say_provenance(place.licence, words)),
            (words("As of"), place.as_of and date_text(place.as_of, lang=words.lang)),
        )
        return tuple((name, text) for name, text in facts if text)


def say_method(method: str | None, words: Words) -> str:
    """Say how a place was found: a method is written in both languages, parted by " / "."""
    zh, _, en = (method or "").partition(" / ")
    return words.pick(zh, en)


def title_paragraph(citation: Citation, *, sections: Mapping[str, Section], words: Words) -> str:
    """Name the paragraph of a citation by its number and the heading of its section."""
    section = sections.get(citation.section)
    title = words.title_of(section) if section else ""
    return f"{name_paragraph(citation)} {title}".strip()
