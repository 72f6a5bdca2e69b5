"""What a reader is told about a place: its sentences, and the projects in groups, as plain text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.address import Spot, View
from app.messages import Words
from app.near.query import find_near_view
from app.words.clock import say_open_promise
from app.words.distances import (
    WALK_LIMIT_M,
    say_direction,
    say_distance,
    say_length,
    say_radius,
    say_walk,
)
from app.words.labels import choice_name
from app.words.milestones import list_since, say_since
from app.words.record import RecordWords
from app.words.spots import name_spot, note_spot
from app.words.stations import describe_station, name_station, say_station_distance
from projects.catalogue import Catalogue
from projects.model import Project
from projects.near_stations import find_near_stations
from projects.nearness import GROUPS, Nearness
from projects.neighbours import Neighbour
from projects.relevance import CURRENT, DISTANCE, find_next, sort_current

BUILT = "under-construction"
METRO_LINE = "metro-line"
LIST_LIMIT = 200
SORTED_GROUPS = frozenset({"near", "perhaps", "district"})
"""The groups whose order a reader may choose."""
WALKED_ACCURACY_M = 250.0
"""To a place known worse than this, no walk is told."""


@dataclass(frozen=True)
class Item:
    """A project as the list tells it; distance and direction are empty where it is not drawn."""

    project: Project
    name: str
    status: str
    due: str
    since: str
    distance: str
    direction: str
    bearing_deg: float | None
    details: tuple[str, ...]
    nearest: tuple[float, float] | None

    @property
    def state(self) -> str:
        """Its status and when it is due, as the report says, and what is known since."""
        return " · ".join(text for text in (self.status, self.due, self.since) if text)

    @property
    def far(self) -> str:
        """How far it is and in which direction."""
        return " ".join(text for text in (self.distance, self.direction) if text)


@dataclass(frozen=True)
class Section:
    """A group of projects with its heading and what is to be said of all of them."""

    slug: str
    title: str
    note: str
    count: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Answer:
    """All that is told about a place."""

    place: str
    place_note: str
    sentence: str
    sum_sentence: str
    station: str
    sections: tuple[Section, ...]
    next: str = ""
    sort: str = DISTANCE
    notice: str = ""

    def section(self, slug: str) -> Section:
        """Give one section by its slug, a group of `projects.nearness.GROUPS`."""
        return next(section for section in self.sections if section.slug == slug)


def describe_item(neighbour: Neighbour, *, catalogue: Catalogue, spot: Spot, words: Words) -> Item:
    """Describe a neighbour as the list tells it.

    Parameters
    ----------
    neighbour
        A project seen from the place.
    catalogue
        The catalogue that its record is in.
    spot
        The place.
    words
        The language.
    """
    project = catalogue.by_id[neighbour.id]
    said = RecordWords(project, words)
    distance_m, accuracy_m = neighbour.distance_m, neighbour.accuracy_m or 0.0
    is_sure = distance_m is not None and not neighbour.inside and distance_m > accuracy_m
    details = []
    if neighbour.is_range:
        accuracy = say_length(accuracy_m, words)
        details.append(words("place known to about {accuracy}", accuracy=accuracy))
    if neighbour.may_be_beyond:
        details.append(words("may lie outside the radius"))
    if neighbour.may_be_within:
        details.append(words("may lie within the radius"))
    if neighbour.distance_m is None and project.place.type == "district":
        details.append(words("known only: {districts}", districts=said.named_districts))
    high_m = neighbour.distance_max_m
    is_walk = accuracy_m <= WALKED_ACCURACY_M and not neighbour.inside
    if is_walk and high_m is not None and high_m <= WALK_LIMIT_M:
        details.append(say_walk(neighbour.distance_min_m or 0.0, high_m, words))
    if project.kind == METRO_LINE:
        stations = find_near_stations(spot.lon, spot.lat, city=catalogue.city, line=project.id)
        details += [
            words(
                "its nearest station: {name}, {distance}",
                name=name_station(near, words),
                distance=say_station_distance(near, words),
            )
            for near in stations
        ]
    return Item(
        project=project,
        name=said.name,
        status=said.status,
        due=said.promise,
        since=say_since(project, words, report_day=catalogue.metadata.report_day),
        distance=say_distance(neighbour, words),
        direction=say_direction(neighbour.bearing_deg or 0.0, words) if is_sure else "",
        bearing_deg=neighbour.bearing_deg if is_sure else None,
        details=tuple(details),
        nearest=neighbour.nearest,
    )


def say_answer(nearness: Nearness, *, catalogue: Catalogue, spot: Spot, words: Words) -> str:
    """Say in a sentence what lies near.

    Parameters
    ----------
    nearness
        The answer.
    catalogue
        Its catalogue.
    spot
        The place.
    words
        The language.
    """
    radius = say_radius(nearness.radius_m, words)
    near = [catalogue.by_id[neighbour.id] for neighbour in nearness.near]
    if not near:
        return _say_nothing_near(nearness, catalogue=catalogue, spot=spot, words=words)
    year = int(catalogue.metadata.report_date[:4])
    parts = [
        words.plural("{n} project", "{n} projects", len(near)),
        words.plural("{n} being built", "{n} being built", sum(p.status == BUILT for p in near)),
        words.plural(
            "{n} promised for {year}",
            "{n} promised for {year}",
            sum(p.due == year for p in near),
            year=year,
        ),
    ]
    counts = words("{a}, {b}, {c}", a=parts[0], b=parts[1], c=parts[2])
    if nearness.radius_m is None:
        sentence = words("In the whole city: {counts}", counts=counts)
    else:
        sentence = words("Within {radius}: {counts}", radius=radius, counts=counts)
    report_day = catalogue.metadata.report_day
    if moved := sum(bool(list_since(project, report_day=report_day)) for project in near):
        sentence += words("; ") + words.plural(
            "{n} has moved on since the report", "{n} have moved on since the report", moved
        )
    if nearness.perhaps:
        sentence += words("; ") + words.plural(
            "{n} more may be, as its place is imprecise",
            "{n} more may be, as their places are imprecise",
            len(nearness.perhaps),
        )
    return sentence + words(".")


def _say_nothing_near(nearness: Nearness, *, catalogue: Catalogue, spot: Spot, words: Words) -> str:
    radius = say_radius(nearness.radius_m, words)
    perhaps = len(nearness.perhaps)
    group = nearness.perhaps or nearness.beyond
    first = next((one for one in group if one.distance_m is not None), None)
    if first is None:
        return words("No project with a known place fits these filters.")
    item = describe_item(first, catalogue=catalogue, spot=spot, words=words)
    if perhaps:
        return words.plural(
            "Within {radius}: no project for certain; {n} may be, as its place is imprecise:"
            " {name}, {distance}.",
            "Within {radius}: no project for certain; {n} may be, as their places are imprecise,"
            " the nearest of them {name}, {distance}.",
            perhaps,
            radius=radius,
            name=item.name,
            distance=item.distance,
        )
    return words(
        "Within {radius}: no project with a known place. The nearest is {name}, {distance}.",
        radius=radius,
        name=item.name,
        distance=item.distance,
    )


def _title(slug: str, *, nearness: Nearness, words: Words) -> str:
    if slug == "near":
        if nearness.radius_m is None:
            return words("From here, nearest first")
        return words("Within {radius}", radius=say_radius(nearness.radius_m, words))
    if slug == "perhaps" and nearness.radius_m is not None:
        return words("May be within {radius}", radius=say_radius(nearness.radius_m, words))
    if slug == "district" and nearness.adcode is not None:
        district = choice_name("district", nearness.adcode, words)
        return words("In your district: {district}", district=district)
    return {
        "perhaps": words("May be near"),
        "district": words("In your district"),
        "city": words("Everywhere in the city"),
        "unknown": words("Place not known"),
        "beyond": words("Further away"),
    }[slug]


def _note(slug: str, words: Words) -> str:
    return {
        "near": "",
        "perhaps": words("Their places are too imprecise to tell: near by or a little further."),
        "district": words("Known by district only: these may be next door or far away."),
        "city": words("Programmes without one place; they concern every district."),
        "unknown": words("The report names no place and none was found; nothing is guessed."),
        "beyond": words("Sorted by distance; those known only by another district stand last."),
    }[slug]


def say_sum(nearness: Nearness, *, words: Words) -> str:
    """Say that the groups add up to the total.

    Parameters
    ----------
    nearness
        The answer.
    words
        The language.
    """
    names = {
        "near": words("near"),
        "perhaps": words("may be near"),
        "district": words("in your district"),
        "city": words("everywhere in the city"),
        "unknown": words("place not known"),
        "beyond": words("further away"),
    }
    counted = [(len(nearness.group(slug)), names[slug]) for slug in GROUPS]
    terms = [words("{n} {group}", n=n, group=group) for n, group in counted if n]
    return words.plural(
        "{terms} = {n} project",
        "{terms} = {n} projects",
        nearness.total,
        terms=" + ".join(terms) or "0",
    )


def say_next(
    nearness: Nearness, *, catalogue: Catalogue, words: Words, as_of: date | None = None
) -> str:
    """Say what comes next near a place: a promise that is cited, and whether it is known as kept.

    Parameters
    ----------
    nearness
        The answer.
    catalogue
        Its catalogue.
    words
        The language.
    as_of
        The day for which promises are looked at; that of the newest fact held where None.

    Returns
    -------
    str
        Empty where nothing that is or may be near has a dated promise open.
    """
    found = None
    for slug in ("near", "perhaps", "district"):
        group = nearness.group(slug)
        found = found or find_next(group, catalogue=catalogue, as_of=as_of)
    if found is None:
        return ""
    return say_open_promise(*found, words=words)


def describe_answer(  # noqa: PLR0913 - an answer has a place, an order and a day
    nearness: Nearness,
    *,
    catalogue: Catalogue,
    spot: Spot,
    words: Words,
    limit: int = LIST_LIMIT,
    sort: str = DISTANCE,
    as_of: date | None = None,
) -> Answer:
    """Describe what lies near a place, in words.

    Parameters
    ----------
    nearness
        The answer.
    catalogue
        Its catalogue.
    spot
        The place.
    words
        The language.
    limit
        How many projects of each group are described; all are counted.
    sort
        The order of what is near, one of `projects.relevance.SORTS`.
    as_of
        The day for which promises are looked at; that of the newest fact held where None.
    """
    sections = []
    for slug in GROUPS:
        group: Sequence[Neighbour] = nearness.group(slug)
        if sort == CURRENT and slug in SORTED_GROUPS:
            group = sort_current(group, catalogue=catalogue, as_of=as_of)
        items = tuple(
            describe_item(one, catalogue=catalogue, spot=spot, words=words) for one in group[:limit]
        )
        title = _title(slug, nearness=nearness, words=words)
        sections.append(Section(slug, title, _note(slug, words), len(group), items))
    return Answer(
        place=name_spot(spot, words=words, city=catalogue.city),
        place_note=note_spot(spot, words=words, city=catalogue.city),
        sentence=say_answer(nearness, catalogue=catalogue, spot=spot, words=words),
        sum_sentence=say_sum(nearness, words=words),
        station=describe_station(spot.lon, spot.lat, words=words, city=catalogue.city),
        sections=tuple(sections),
        next=say_next(nearness, catalogue=catalogue, words=words, as_of=as_of),
        sort=sort,
    )


def answer_view(view: View, *, catalogue: Catalogue, spot: Spot, limit: int = LIST_LIMIT) -> Answer:
    """Answer a view about a place, in its language; see `describe_answer`.

    Parameters
    ----------
    view
        Radius, filters, order and language.
    catalogue
        The catalogue.
    spot
        The place.
    limit
        How many projects of each group are described; all are counted.
    """
    return describe_answer(
        find_near_view(catalogue, view=view, spot=spot),
        catalogue=catalogue,
        spot=spot,
        words=Words(view.lang),
        limit=limit,
        sort=view.sort,
        as_of=view.filters.as_of,
    )
