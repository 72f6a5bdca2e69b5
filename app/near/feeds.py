"""What can be followed: an Atom feed of projects and a calendar of promised dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from uuid import NAMESPACE_URL, UUID, uuid5

from app.address import View, write_view
from app.messages import HTML_LANGUAGES, Words
from app.near.answer import Item, describe_item
from app.near.query import asked_view, find_near_view
from app.words.clock import say_clock
from app.words.dates import date_text
from app.words.distances import say_radius
from app.words.labels import term_name
from app.words.provenance import say_provenance
from app.words.record import RecordWords
from app.words.reports import map_title, say_coverage
from app.words.spots import name_spot
from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.dates import last_day
from projects.derive import list_open_promises
from projects.filters import select_projects
from projects.media import clean_text
from projects.model import Milestone, Project
from projects.vocabulary import EVENTS

ATOM, CALENDAR = "application/atom+xml", "text/calendar"
PRODUCER = "-//city-projects-map//promises//EN"
HOME_ZONE = timezone(timedelta(hours=8))
"""China keeps one time all year."""
FOLLOWED_GROUPS = ("near", "perhaps", "district")


@dataclass(frozen=True)
class Followed:
    """What a reader follows: the projects, and how they are seen from the place if there is one."""

    view: View
    catalogue: Catalogue
    projects: tuple[Project, ...]
    items: dict[str, Item]


def choose_followed(view: View, *, catalogue: Catalogue, words: Words) -> Followed:
    """Choose what is followed: what lies or may lie near and in the district, or all projects.

    Parameters
    ----------
    view
        Place, radius and filters.
    catalogue
        The catalogue.
    words
        The language.
    """
    if view.spot is None:
        ids = select_projects(catalogue, filters=view.filters).ids
        return Followed(view, catalogue, tuple(catalogue.by_id[one] for one in ids), {})
    nearness = find_near_view(catalogue, view=view, spot=view.spot)
    neighbours = [one for group in FOLLOWED_GROUPS for one in nearness.group(group)]
    projects = tuple(catalogue.by_id[one.id] for one in neighbours)
    items = {
        one.id: describe_item(one, project, spot=view.spot, words=words, city=catalogue.city)
        for one, project in zip(neighbours, projects, strict=True)
    }
    return Followed(view, catalogue, projects, items)


def _identify(catalogue: Catalogue, name: str) -> UUID:
    """Give the identifier of a thing of a catalogue: the same wherever it is served."""
    return uuid5(NAMESPACE_URL, f"city-projects-map/{catalogue.metadata.id}/{name}")


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=HOME_ZONE)


def _date_report(catalogue: Catalogue) -> datetime:
    return _begin(catalogue.metadata.report_day)


def _date_project(project: Project, catalogue: Catalogue) -> datetime:
    """Say when a record last changed: with its report, or with the latest fact from elsewhere."""
    dates = [m.source.date or m.date for m in project.milestones if m.source is not None]
    found = [last_day(text) for text in dates if text is not None]
    return max([_date_report(catalogue), *(_begin(day) for day in found if day)])


def _title(followed: Followed, words: Words) -> str:
    view, metadata = followed.view, followed.catalogue.metadata
    title = map_title(metadata, words=words)
    if view.spot is not None:
        place, radius = (
            name_spot(view.spot, words=words, city=followed.catalogue.city),
            say_radius(view.radius_m, words),
        )
        title = words("{title} · {place}, {radius}", title=title, place=place, radius=radius)
    return clean_text(title, medium="xml")


def _say_content(project: Project, item: Item | None, words: Words) -> str:
    said = RecordWords(project, words)
    lines = [said.status]
    if item is not None:
        far = words(" · ").join(text for text in (item.distance, item.direction) if text)
        lines += [text for text in (far, *item.details) if text]
    lines += [event.line(words) for event in said.events]
    lines.append(said.summary)
    return clean_text("\n".join(lines), medium="xml")


def _address_of(project: Project, view: View, *, base: str) -> str:
    target = replace(asked_view(view), selected=project.id)
    return f"{base}{'nearby' if view.spot else ''}?{write_view(target)}"


def atom_feed(followed: Followed, *, base: str, address: str, words: Words) -> bytes:
    """Write an Atom feed (RFC 4287), one entry a project.

    Parameters
    ----------
    followed
        What is followed.
    base
        The address of the app, with its last slash.
    address
        The address of the feed itself.
    words
        The language.
    """
    view, catalogue = followed.view, followed.catalogue
    metadata = catalogue.metadata
    query = write_view(replace(asked_view(view), lang="zh"))
    from feedgen.feed import FeedGenerator  # noqa: PLC0415 - the start does not wait for it

    feed = FeedGenerator()
    feed.id(_identify(catalogue, f"feed?{query}").urn)
    feed.title(_title(followed, words))
    feed.subtitle(f"{words.title_of(metadata)} · {say_coverage(metadata, words=words)}")
    feed.link(href=address, rel="self", type=ATOM)
    page = f"{base}{'nearby' if view.spot else ''}"
    feed.link(href=f"{page}?{write_view(asked_view(view))}", rel="alternate", type="text/html")
    feed.language(HTML_LANGUAGES[words.lang])
    feed.author(name=words.title_of(metadata))
    feed.rights(say_provenance(metadata.attribution, words))
    feed.generator("city-projects-map")
    dates = [_date_project(project, catalogue) for project in followed.projects]
    feed.updated(max([_date_report(catalogue), *dates]))
    for project, changed in zip(followed.projects, dates, strict=True):
        said = RecordWords(project, words)
        entry = feed.add_entry(order="append")
        entry.id(_identify(catalogue, project.id).urn)
        entry.title(clean_text(said.name, medium="xml"))
        entry.updated(changed)
        entry.published(_date_report(catalogue))
        entry.link(href=_address_of(project, view, base=base), rel="alternate", type="text/html")
        entry.content(_say_content(project, followed.items.get(project.id), words), type="text")
        for scheme, slug, label in (
            ("sector", project.sector, said.sector),
            ("status", project.status, said.status),
        ):
            entry.category(term=slug, scheme=f"urn:city-projects-map:{scheme}", label=label)
    body: bytes = feed.atom_str(pretty=True)
    return body


def list_dated_promises(projects: Iterable[Project]) -> list[tuple[date, Project, Milestone]]:
    """List the open, dated promises with the last day each may mean, the earliest first."""
    found = [
        (day, project, milestone)
        for project in projects
        for milestone in list_open_promises(project.milestones)
        if milestone.date and (day := last_day(milestone.date))
    ]
    return sorted(found, key=lambda one: (one[0], one[1].id, one[2].event))


def say_dated_promise(project: Project, milestone: Milestone, words: Words) -> str:
    """Say in a line what is promised and by when, as precisely as it is known."""
    name = RecordWords(project, words).name
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


def promise_calendar(followed: Followed, *, base: str, words: Words) -> bytes:
    """Write a calendar (RFC 5545) of the open promises with a date, as events of whole days.

    A promise for a year stands on its last day and says so; one without a date cannot stand in a
    calendar, and the calendar's description counts those.

    Parameters
    ----------
    followed
        What is followed.
    base
        The address of the app, with its last slash.
    words
        The language.
    """
    catalogue = followed.catalogue
    promises = list_dated_promises(followed.projects)
    dated = {project.id for _, project, _ in promises}
    from icalendar import Calendar, Event  # noqa: PLC0415 - the start does not wait for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, _title(followed, words))
    undated = words.plural(
        "{n} project here has no promised date and is not in this calendar.",
        "{n} projects here have no promised date and are not in this calendar.",
        sum(project.id not in dated for project in followed.projects),
    )
    coverage = clean_text(say_coverage(catalogue.metadata, words=words), medium="calendar")
    as_of = followed.view.filters.as_of
    rows = zip(catalogue.projects, clocks_of(catalogue).read(as_of), strict=True)
    readings = {project.id: reading for project, reading in rows}
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, f"{undated} {coverage}")
    for day, project, milestone in promises:
        said = RecordWords(project, words)
        event = Event()
        name = f"{project.id}/{milestone.event}/{milestone.date}"
        event.add("uid", f"{_identify(catalogue, name)}@city-projects-map")
        event.add("dtstamp", _date_project(project, catalogue))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add(
            "summary", clean_text(say_dated_promise(project, milestone, words), medium="calendar")
        )
        content = _say_content(project, followed.items.get(project.id), words)
        if readings[project.id].promise == milestone:
            content = f"{content}\n{say_clock(readings[project.id], words)}"
        event.add("description", content)
        event.add("url", _address_of(project, followed.view, base=base))
        event.add("categories", [said.sector])
        event.add("transp", "TRANSPARENT")
        if said.named_districts:
            event.add("location", said.named_districts)
        calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body
