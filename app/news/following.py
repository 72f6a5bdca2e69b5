"""What a reader follows by a view: its projects, why each belongs to it, and their news."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import quote

from app.address import View, write_view
from app.messages import Words
from app.near.answer import Item
from app.near.query import asked_view
from app.news.followed import choose_followed
from app.promises.content import choose_day
from app.words.distances import say_radius
from app.words.labels import choice_name
from app.words.reports import map_title
from app.words.spots import name_spot
from app.words.story import view_title
from geodata.layers import district_at
from projects import Library
from projects.catalogue import Catalogue
from projects.media import clean_text
from projects.model import Project
from projects.news import News, list_news

TAG_AUTHORITY = "city-projects-map,2024"
"""Who names the entries, and since when: the same wherever a feed is served (RFC 4151)."""


@dataclass(frozen=True)
class Following:
    """What is followed by a view.

    Parameters
    ----------
    view
        The view: place and radius, filters, report, language.
    catalogue
        The report that it is a view of.
    projects
        The projects followed.
    items
        How each is seen from the place asked about, by id; empty without one.
    news
        Their news, the newest first.
    as_of
        The day up to which it is told.
    """

    view: View
    catalogue: Catalogue
    projects: tuple[Project, ...]
    items: dict[str, Item]
    news: tuple[News, ...]
    as_of: date

    @property
    def page(self) -> str:
        """The page of the app that shows the view."""
        return "nearby" if self.view.spot else ""

    @cached_property
    def place(self) -> str:
        """The name of the place asked about; empty without one."""
        if self.view.spot is None:
            return ""
        return name_spot(self.view.spot, words=Words(self.view.lang), city=self.catalogue.city)

    @property
    def kept_view(self) -> View:
        """The view without what is merely looked at."""
        return asked_view(self.view)


def _list_unplaced_of_district(view: View, *, catalogue: Catalogue) -> list[Project]:
    """List what has no place and names the district of the place asked about, filters kept."""
    if view.spot is None:
        return []
    adcode = district_at(view.spot.lon, view.spot.lat, city=catalogue.city)
    if adcode is None:
        return []
    anywhere = choose_followed(view.without_spot(), catalogue=catalogue, words=Words(view.lang))
    return [one for one in anywhere.projects if one.geometry is None and adcode in one.districts]


def follow_view(view: View, *, catalogue: Catalogue, library: Library) -> Following:
    """Follow a view: its projects, with all their news up to the newest fact that is held.

    Around a place these are the projects that lie or may lie near, and those without a place that
    name its district. Elsewhere they are what the filters leave, with and without a place: what is
    known by its district alone belongs to the feed of that district and to that of the city.

    Parameters
    ----------
    view
        The view. Its day (``asof``) is the last one that is told.
    catalogue
        The report that it is a view of.
    library
        The reports that tell of them; there is no news of a report that it lacks.
    """
    words = Words(view.lang)
    found = choose_followed(view, catalogue=catalogue, words=words)
    known = {project.id for project in found.projects}
    more = _list_unplaced_of_district(view, catalogue=catalogue)
    projects = (*found.projects, *(one for one in more if one.id not in known))
    as_of = view.filters.as_of or choose_day(catalogue, library=library)
    news = list_news(library, report_id=catalogue.metadata.id, projects=projects, as_of=as_of)
    return Following(view, catalogue, projects, found.items, news, as_of)


def name_entry(news: News, *, catalogue: Catalogue) -> str:
    """Name a piece of news by a tag URI: the same in every view, language and place of serving.

    Parameters
    ----------
    news
        The news.
    catalogue
        The report, for its city.
    """
    city = catalogue.metadata.city.adcode
    parts = quote(f"{news.project.id}/{news.kind}/{news.key}", safe="/-._~")
    return f"tag:{TAG_AUTHORITY}:{city}/{parts}"


def name_feed(following: Following) -> str:
    """Name the feed of a view by a tag URI, the same in every language."""
    query = write_view(replace(following.kept_view, lang="zh", report=None))
    return f"tag:{TAG_AUTHORITY}:{following.catalogue.metadata.id}/feed?{query}"


def say_title(following: Following, words: Words) -> str:
    """Say what is followed: the city, and the place or the filters.

    Parameters
    ----------
    following
        What is followed.
    words
        The language.
    """
    title = map_title(following.catalogue.metadata, words=words)
    return clean_text(" · ".join([title, *_say_choices(following, words)]), medium="xml")


def _say_choices(following: Following, words: Words) -> list[str]:
    """Say the place and the filters of a view, each as a part of its title."""
    view, catalogue = following.view, following.catalogue
    said = []
    if view.spot is not None:
        radius = say_radius(view.radius_m, words)
        said.append(words("{place}, {radius}", place=following.place, radius=radius))
    if view.filters != View().filters:
        plain = View(view.filters, lang=view.lang)
        said.append(view_title(plain, catalogue=catalogue, words=words))
    return said


def say_why(project: Project, *, following: Following, words: Words) -> str:
    """Say why a project belongs to what is followed.

    Parameters
    ----------
    project
        The project.
    following
        What is followed.
    words
        The language.
    """
    view, catalogue = following.view, following.catalogue
    metadata = catalogue.metadata
    item = following.items.get(project.id)
    if view.spot is not None:
        place = following.place
        if item is not None and item.distance:
            far = words(" · ").join(one for one in (item.distance, item.direction) if one)
            return words(
                "Why you see this: you follow {place}; it lies {far}.", place=place, far=far
            )
        adcode = district_at(view.spot.lon, view.spot.lat, city=catalogue.city) or ""
        return words(
            "Why you see this: you follow {place}; this project has no place on the map and "
            "belongs to {district}.",
            place=place,
            district=choice_name("district", adcode, words),
        )
    choices = _say_choices(following, words)
    if not choices:
        city = words.name_of(metadata.city)
        return words("Why you see this: you follow all projects of {city}.", city=city)
    followed = words("Why you see this: you follow “{view}”.", view=" · ".join(choices))
    if project.geometry is None:
        followed += ("" if words.lang == "zh" else " ") + words(
            "This project has no place on the map."
        )
    return followed
