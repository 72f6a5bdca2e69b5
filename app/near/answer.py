"""What a reader is told about a place: sentences, distances and groups, as plain text."""

import math
from dataclasses import dataclass
from typing import Final

from app.address import Spot
from app.labels import choice_name
from app.messages import Words
from geodata.gazetteer import KIND_BY_SLUG, Entry, load_gazetteer
from geodata.layers import district_at
from geodata.measure import compass_direction
from projects.catalogue import Catalogue
from projects.model import Project
from projects.nearness import (
    GROUPS,
    Nearness,
    NearStation,
    Neighbour,
    find_near_stations,
)
from projects.vocabulary import STATUSES

KILOMETRE_M = 1000
TEN_KILOMETRES_M = 10_000
WALK_M_PER_MINUTE: Final = 80.0
"""5 km/h to the nearest 100 m an hour: the pace that Chinese property notices use."""
WALK_LIMIT_M = 3000
SAME_PLACE_M = 15.0
"""A link tells a place to about 10 m: nearer than this, it is the place itself."""
LANDMARK_LIMIT_M = 3000.0
LANDMARK_ACCURACY_M = 250.0
LANDMARK_KINDS = tuple(slug for slug in KIND_BY_SLUG if slug not in {"city", "district"})
SOUTH_DEG = 180
BUILT = "under-construction"
METRO_LINE = "metro-line"
LIST_LIMIT = 200


@dataclass(frozen=True)
class Item:
    """A project as the list tells it; distance and direction are empty where it is not drawn."""

    project: Project
    name: str
    status: str
    due: str
    distance: str
    direction: str
    bearing_deg: float | None
    details: tuple[str, ...]
    nearest: tuple[float, float] | None


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

    def section(self, slug: str) -> Section:
        """Give one section by its slug, a group of `projects.nearness.GROUPS`."""
        return next(section for section in self.sections if section.slug == slug)


def _round_length(length_m: float, *, up: bool | None = None) -> float:
    step = 10 if length_m < KILOMETRE_M else 100 if length_m < TEN_KILOMETRES_M else KILOMETRE_M
    steps = round(length_m / step, 6)
    whole = round(steps) if up is None else math.ceil(steps) if up else math.floor(steps)
    return whole * step


def say_length(length_m: float, words: Words, *, up: bool | None = None) -> str:
    """Say a length: to 10 m below a kilometre, to 100 m below ten, else to a kilometre.

    Parameters
    ----------
    length_m
        The length.
    words
        The language.
    up
        True and False round up and down, None to the nearest.

    Examples
    --------
    >>> say_length(1638, Words("en")), say_length(1638, Words("en"), up=True)
    ('1.6 km', '1.7 km')
    """
    rounded_m = _round_length(length_m, up=up)
    if rounded_m >= KILOMETRE_M:
        return words("{value} km", value=f"{rounded_m / KILOMETRE_M:g}")
    return words("{value} m", value=f"{rounded_m:g}")


def say_radius(radius_m: float | None, words: Words) -> str:
    """Say how far near reaches."""
    if radius_m is None:
        return words("Whole city")
    if radius_m >= KILOMETRE_M:
        return words("{value} km", value=f"{radius_m / KILOMETRE_M:g}")
    return words("{value} m", value=f"{radius_m:g}")


def say_direction(bearing_deg: float, words: Words) -> str:
    """Say a bearing as one of the eight winds."""
    return {
        "n": words("north"),
        "ne": words("northeast"),
        "e": words("east"),
        "se": words("southeast"),
        "s": words("south"),
        "sw": words("southwest"),
        "w": words("west"),
        "nw": words("northwest"),
    }[compass_direction(bearing_deg)]


def say_range(low_m: float, high_m: float, words: Words) -> str:
    """Say a distance that is known between two bounds.

    Examples
    --------
    >>> say_range(603, 1597, Words("en")), say_range(0, 4200, Words("en"))
    ('600 m – 1.6 km', 'up to 4.2 km')
    """
    high = say_length(high_m, words, up=True)
    if _round_length(low_m, up=False) <= 0:
        return words("up to {high}", high=high)
    return words("{low} – {high}", low=say_length(low_m, words, up=False), high=high)


def say_distance(neighbour: Neighbour, words: Words) -> str:
    """Say how far a neighbour is: inside, one number, or its honest range.

    Parameters
    ----------
    neighbour
        A project seen from a place.
    words
        The language.
    """
    distance_m, high_m = neighbour.distance_m, neighbour.distance_max_m
    if distance_m is None or high_m is None:
        return ""
    if neighbour.inside:
        return words("inside it")
    if neighbour.is_range:
        return say_range(neighbour.distance_min_m or 0.0, high_m, words)
    if _round_length(distance_m) == 0:
        return words("right here")
    return say_length(distance_m, words)


def _say_walk(low_m: float, high_m: float, words: Words) -> str:
    low, high = (max(1, round(metres / WALK_M_PER_MINUTE)) for metres in (low_m, high_m))
    if low == high:
        return words("about {n} min on foot in a straight line", n=high)
    return words("about {low}–{high} min on foot in a straight line", low=low, high=high)


def say_line(line: str, words: Words) -> str:
    """Name a metro line from the slug of its stations (``metro-1-p1`` is Line 1)."""
    return words("Line {number}", number=line.split("-")[1])


def _say_far(near: NearStation, words: Words) -> str:
    distance = (
        say_range(near.distance_min_m, near.distance_max_m, words)
        if near.station.accuracy_m > SAME_PLACE_M
        else say_length(near.distance_m, words)
    )
    if near.bearing_deg is None or near.distance_m < near.station.accuracy_m:
        return distance
    return words(
        "{distance} to the {direction}",
        distance=distance,
        direction=say_direction(near.bearing_deg, words),
    )


def _name_station(near: NearStation, words: Words) -> str:
    station = near.station
    return words("{name} station", name=words.pick(station.name_zh, station.name_en))


def _say_station_state(near: NearStation, words: Words) -> str:
    if near.station.state == "planned":
        return words("planned")
    if near.station.opened is None:
        return words("built, not known to be open")
    return words("open since {date}", date=near.station.opened)


def describe_station(lon: float, lat: float, *, words: Words) -> str:
    """Say which metro station is nearest, and which open one where that is only planned.

    Parameters
    ----------
    lon, lat
        The place.
    words
        The language.
    """
    found = find_near_stations(lon, lat, limit=100)
    if not found:
        return ""

    def say(near: NearStation) -> str:
        return words(
            "{name} ({line}, {state}), {distance}",
            name=_name_station(near, words),
            line=say_line(near.station.line, words),
            state=_say_station_state(near, words),
            distance=_say_far(near, words),
        )

    nearest = found[0]
    sentence = words("Nearest metro station: {station}", station=say(nearest))
    if nearest.distance_max_m <= WALK_LIMIT_M:
        walk = _say_walk(nearest.distance_min_m, nearest.distance_max_m, words)
        sentence = words("{sentence}, {more}", sentence=sentence, more=walk)
    if nearest.station.opened is None:
        is_open = next((near for near in found if near.station.opened), None)
        if is_open is not None:
            sentence += words("; ") + words("nearest open one: {station}", station=say(is_open))
    return sentence + words(".")


def describe_item(neighbour: Neighbour, project: Project, *, spot: Spot, words: Words) -> Item:
    """Describe a neighbour as the list tells it.

    Parameters
    ----------
    neighbour
        A project seen from the place.
    project
        Its record.
    spot
        The place.
    words
        The language.
    """
    status = STATUSES[project.status]
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
        names = [choice_name("district", adcode, words) for adcode in project.districts]
        details.append(words("known only: {districts}", districts=words(", ").join(names)))
    high_m = neighbour.distance_max_m
    is_walk = accuracy_m <= LANDMARK_ACCURACY_M and not neighbour.inside
    if is_walk and high_m is not None and high_m <= WALK_LIMIT_M:
        details.append(_say_walk(neighbour.distance_min_m or 0.0, high_m, words))
    if project.kind == METRO_LINE:
        stations = find_near_stations(spot.lon, spot.lat, line=project.id)
        details += [
            words(
                "its nearest station: {name}, {distance}",
                name=_name_station(near, words),
                distance=_say_far(near, words),
            )
            for near in stations
        ]
    return Item(
        project=project,
        name=words.pick(project.name_zh, project.name_en),
        status=words.pick(status.name_zh, status.name_en),
        due=words("promised for {year}", year=project.due) if project.due else "",
        distance=say_distance(neighbour, words),
        direction=say_direction(neighbour.bearing_deg or 0.0, words) if is_sure else "",
        bearing_deg=neighbour.bearing_deg if is_sure else None,
        details=tuple(details),
        nearest=neighbour.nearest,
    )


def name_spot(spot: Spot, *, words: Words) -> str:
    """Name a place: the place of the gazetteer that it is, or where it lies from the nearest.

    Parameters
    ----------
    spot
        The place.
    words
        The language.

    Examples
    --------
    >>> name_spot(Spot(112.5545, 37.8587), words=Words("en"))
    'about 20 m northeast of Dananmen metro station (Yingze District)'
    """
    gazetteer = load_gazetteer()
    same = gazetteer.nearest(spot.lon, spot.lat)
    if same and same[0].distance_m <= SAME_PLACE_M:
        return _with_district(_name_entry(same[0].entry, words), spot, words)
    near = gazetteer.nearest(spot.lon, spot.lat, kinds=LANDMARK_KINDS, limit=20)
    landmark = next((one for one in near if one.entry.accuracy_m <= LANDMARK_ACCURACY_M), None)
    if landmark is None or landmark.distance_m > LANDMARK_LIMIT_M:
        return _with_district(words("{lon}, {lat}", lon=spot.lon, lat=spot.lat), spot, words)
    bearing = ((landmark.bearing_deg or 0.0) + SOUTH_DEG) % 360
    text = words(
        "about {distance} {direction} of {place}",
        distance=say_length(landmark.distance_m, words),
        direction=say_direction(bearing, words),
        place=_name_entry(landmark.entry, words),
    )
    return _with_district(text, spot, words)


def _name_entry(entry: Entry, words: Words) -> str:
    return words.pick(entry.name_zh, entry.name_en)


def _with_district(text: str, spot: Spot, words: Words) -> str:
    adcode = district_at(spot.lon, spot.lat)
    if adcode is None:
        return text
    district = choice_name("district", adcode, words)
    return (
        text if district in text else words("{place} ({district})", place=text, district=district)
    )


def _note_spot(spot: Spot, words: Words) -> str:
    """Say what is doubtful about the place itself."""
    if district_at(spot.lon, spot.lat) is None:
        return words("This place lies outside the city; distances are told all the same.")
    same = load_gazetteer().nearest(spot.lon, spot.lat)
    if same and same[0].distance_m <= SAME_PLACE_M:
        entry = same[0].entry
        if entry.accuracy_m > LANDMARK_ACCURACY_M:
            accuracy = say_length(entry.accuracy_m, words)
            return words("The point of this place may be {accuracy} off.", accuracy=accuracy)
        if entry.kind in {"city", "district"}:
            return words("The point is the seat of its government; move the pin to be exact.")
    return ""


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
    perhaps = sum(neighbour.may_be_within for neighbour in nearness.beyond)
    if perhaps:
        sentence += words("; ") + words.plural(
            "{n} more may be, as its place is imprecise",
            "{n} more may be, as their places are imprecise",
            perhaps,
        )
    return sentence + words(".")


def _say_nothing_near(nearness: Nearness, *, catalogue: Catalogue, spot: Spot, words: Words) -> str:
    radius = say_radius(nearness.radius_m, words)
    first = next((one for one in nearness.beyond if one.distance_m is not None), None)
    if first is None:
        return words("No project with a known place fits these filters.")
    item = describe_item(first, catalogue.by_id[first.id], spot=spot, words=words)
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
    if slug == "district" and nearness.adcode is not None:
        district = choice_name("district", nearness.adcode, words)
        return words("In your district: {district}", district=district)
    return {
        "district": words("In your district"),
        "city": words("Everywhere in the city"),
        "unknown": words("Place not known"),
        "beyond": words("Further away"),
    }[slug]


def _note(slug: str, words: Words) -> str:
    return {
        "near": "",
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


def describe_answer(
    nearness: Nearness,
    *,
    catalogue: Catalogue,
    spot: Spot,
    words: Words,
    limit: int = LIST_LIMIT,
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
    """
    sections = []
    for slug in GROUPS:
        group = nearness.group(slug)
        items = tuple(
            describe_item(one, catalogue.by_id[one.id], spot=spot, words=words)
            for one in group[:limit]
        )
        title = _title(slug, nearness=nearness, words=words)
        sections.append(Section(slug, title, _note(slug, words), len(group), items))
    return Answer(
        place=name_spot(spot, words=words),
        place_note=_note_spot(spot, words),
        sentence=say_answer(nearness, catalogue=catalogue, spot=spot, words=words),
        sum_sentence=say_sum(nearness, words=words),
        station=describe_station(spot.lon, spot.lat, words=words),
        sections=tuple(sections),
    )
