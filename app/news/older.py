"""The older feed and calendar, of the projects themselves: their addresses are still followed."""

from dataclasses import replace
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from app.address import View, write_view
from app.messages import Words
from app.near.answer import Item
from app.near.query import asked_view
from app.news.envelope import ATOM, begin_calendar, begin_day, begin_feed, make_event
from app.news.followed import Followed, list_dated_promises
from app.words.clock import say_clock, say_dated_promise
from app.words.distances import say_radius
from app.words.record import RecordWords
from app.words.reports import map_title, say_coverage
from app.words.spots import name_spot
from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.dates import last_day
from projects.media import clean_text
from projects.model import Project


def _identify(catalogue: Catalogue, name: str) -> UUID:
    """Give the identifier of a thing of a catalogue: the same wherever it is served."""
    return uuid5(NAMESPACE_URL, f"city-projects-map/{catalogue.metadata.id}/{name}")


def _date_project(project: Project, catalogue: Catalogue) -> datetime:
    """Say when a record last changed: with its report, or with the latest fact from elsewhere."""
    dates = [m.source.date or m.date for m in project.milestones if m.source is not None]
    found = [last_day(text) for text in dates if text is not None]
    return begin_day(max([catalogue.metadata.report_day, *(day for day in found if day)]))


def _title(followed: Followed, words: Words) -> str:
    view, catalogue = followed.view, followed.catalogue
    title = map_title(catalogue.metadata, words=words)
    if view.spot is not None:
        place = name_spot(view.spot, words=words, city=catalogue.city)
        radius = say_radius(view.radius_m, words)
        title = words("{title} · {place}, {radius}", title=title, place=place, radius=radius)
    return clean_text(title, medium="xml")


def _say_content(said: RecordWords, item: Item | None) -> str:
    words = said.words
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
    feed = begin_feed(
        metadata,
        name=_identify(catalogue, f"feed?{query}").urn,
        title=_title(followed, words),
        subtitle=f"{words.title_of(metadata)} · {say_coverage(metadata, words=words)}",
        words=words,
    )
    feed.link(href=address, rel="self", type=ATOM)
    page = f"{base}{'nearby' if view.spot else ''}"
    feed.link(href=f"{page}?{write_view(asked_view(view))}", rel="alternate", type="text/html")
    published = begin_day(metadata.report_day)
    dates = [_date_project(project, catalogue) for project in followed.projects]
    feed.updated(max([published, *dates]))
    for project, changed in zip(followed.projects, dates, strict=True):
        said = RecordWords(project, words)
        entry = feed.add_entry(order="append")
        entry.id(_identify(catalogue, project.id).urn)
        entry.title(clean_text(said.name, medium="xml"))
        entry.updated(changed)
        entry.published(published)
        entry.link(href=_address_of(project, view, base=base), rel="alternate", type="text/html")
        entry.content(_say_content(said, followed.items.get(project.id)), type="text")
        for scheme, slug, label in (
            ("sector", project.sector, said.sector),
            ("status", project.status, said.status),
        ):
            entry.category(term=slug, scheme=f"urn:city-projects-map:{scheme}", label=label)
    body: bytes = feed.atom_str(pretty=True)
    return body


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
    catalogue, view = followed.catalogue, followed.view
    promises = list_dated_promises(followed.projects)
    dated = {project.id for _, project, _ in promises}
    undated = words.plural(
        "{n} project here has no promised date and is not in this calendar.",
        "{n} projects here have no promised date and are not in this calendar.",
        sum(project.id not in dated for project in followed.projects),
    )
    title = _title(followed, words)
    calendar = begin_calendar(catalogue.metadata, title=title, undated=undated, words=words)
    rows = zip(catalogue.projects, clocks_of(catalogue).read(view.filters.as_of), strict=True)
    readings = {project.id: reading for project, reading in rows}
    for day, project, milestone in promises:
        said = RecordWords(project, words)
        content = _say_content(said, followed.items.get(project.id))
        if readings[project.id].promise == milestone:
            content = f"{content}\n{say_clock(readings[project.id], words)}"
        name = f"{project.id}/{milestone.event}/{milestone.date}"
        event = make_event(
            said,
            name=f"{_identify(catalogue, name)}@city-projects-map",
            day=day,
            known=_date_project(project, catalogue),
            summary=say_dated_promise(project, milestone, words),
            text=content,
            address=_address_of(project, view, base=base),
        )
        calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body
