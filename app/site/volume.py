"""A report with what all its pages derive once, and one language of it as it is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.drawing.shapes import MapProject, make_map_project
from app.messages import Words
from app.published.beside import tell_elsewhere
from app.published.served import Served
from app.site.neighbours import Beside, find_beside
from app.site.paths import find_way, language_folder, public_address
from projects import Library, library
from projects.catalogue import Catalogue
from projects.clock import Reading
from projects.clocks import clocks_of
from projects.overlaps import Overlaps, Pair, find_overlaps

MOST_NAMED = 12
"""So many reports of a city are named in the head of a page: those nearest in time."""


@dataclass(frozen=True)
class Setting:
    """What is true of the whole site.

    Parameters
    ----------
    public_url
        Where the site will stand, with its last slash; empty where that is not known.
    is_offline
        Whether a service worker keeps what was read for later.
    default_id
        The report that the first page shows.
    has_country
        Whether the site has pages of the country.
    has_previews
        Whether every page has a picture for messengers.
    has_papers
        Whether slides, a printed map and the sheets of districts are among the files.
    """

    public_url: str = ""
    is_offline: bool = True
    default_id: str = ""
    has_country: bool = False
    has_previews: bool = False
    has_papers: bool = False


@dataclass(frozen=True, eq=False)
class Volume:
    """A report with what its pages derive once.

    Parameters
    ----------
    served
        The catalogue.
    reports
        The reports that it stands among.
    """

    served: Served
    reports: Library

    @property
    def catalogue(self) -> Catalogue:
        """Its records."""
        return self.served.catalogue

    @property
    def id(self) -> str:
        """Its id, the name of its folder."""
        return self.catalogue.metadata.id

    @cached_property
    def drawn(self) -> Mapping[str, MapProject]:
        """The projects with a place, ready to be drawn, by id."""
        placed = (one for one in self.catalogue.projects if one.geometry is not None)
        return {one.id: make_map_project(one) for one in placed}

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """What became of each promise as of the newest fact held, by the id of its record."""
        projects = self.catalogue.projects
        read = clocks_of(self.catalogue).read()
        return {one.id: reading for one, reading in zip(projects, read, strict=True)}

    @cached_property
    def elsewhere(self) -> Mapping[str, list[dict[str, str]]]:
        """What other reports tell of a record, by its id, in both languages."""
        return tell_elsewhere(self.catalogue, library=self.reports)

    @cached_property
    def overlaps(self) -> Overlaps:
        """The pairs of projects that meet."""
        return find_overlaps(self.catalogue)

    @cached_property
    def pairs(self) -> Mapping[str, list[Pair]]:
        """The pairs that a project is one of, by its id."""
        found: dict[str, list[Pair]] = {}
        for pair in self.overlaps.pairs:
            for one in (pair.a, pair.b):
                found.setdefault(one, []).append(pair)
        return found

    @cached_property
    def beside(self) -> Mapping[str, tuple[Beside, ...]]:
        """What lies near each project, by its id."""
        return find_beside(self.catalogue)

    @cached_property
    def siblings(self) -> tuple[library.Entry, ...]:
        """The reports of the same city, the oldest first."""
        return self.reports.list_reports(self.catalogue.metadata.city.adcode)

    @cached_property
    def named(self) -> tuple[library.Entry, ...]:
        """The reports of the city that the head names, itself among them, the oldest first."""
        siblings = self.siblings
        at = next(index for index, one in enumerate(siblings) if one.id == self.id)
        start = max(0, min(at - MOST_NAMED // 2, len(siblings) - MOST_NAMED))
        return siblings[start : start + MOST_NAMED]


@dataclass(frozen=True, eq=False)
class Edition:
    """One report in one language, as it stands in the site.

    Parameters
    ----------
    volume
        The report.
    lang
        The language.
    setting
        What is true of the whole site.
    """

    volume: Volume
    lang: str
    setting: Setting = field(default_factory=Setting)

    @cached_property
    def words(self) -> Words:
        """The language."""
        return Words(self.lang)

    @property
    def catalogue(self) -> Catalogue:
        """Its records."""
        return self.volume.catalogue

    @property
    def is_among_many(self) -> bool:
        """Whether the site has more reports than the head of a page names."""
        reports = self.volume.reports
        return len(reports.cities) > 1 or len(reports.entries) > MOST_NAMED

    @property
    def folder(self) -> str:
        """The folder of its pages, with its slash."""
        return self.folder_of(self.volume.id)

    @cached_property
    def city_name(self) -> str:
        """The name of the city."""
        city = self.catalogue.metadata.city
        return self.words.name_of(city)

    @cached_property
    def title(self) -> str:
        """The name of the report."""
        metadata = self.catalogue.metadata
        return self.words.title_of(metadata)

    def folder_of(self, report: str) -> str:
        """Return the folder of a report in this language."""
        return f"{language_folder(self.lang)}{report}/"

    def place_of(self, page: str) -> str:
        """Return where a page of this edition stands."""
        return f"{self.folder}{page}"

    def place_of_project(self, project_id: str, *, report: str | None = None) -> str:
        """Return where a project's page stands.

        Parameters
        ----------
        project_id
            Its id.
        report
            The report that tells of it; this one where None.
        """
        return f"{self.folder_of(report or self.volume.id)}projects/{project_id}.html"

    def in_language(self, lang: str) -> "Edition":
        """Return the same report in another language."""
        return self if lang == self.lang else Edition(self.volume, lang, self.setting)

    def address(self, place: str, *, path: str) -> str:
        """Return an address for others: whole where the site's own is known.

        Parameters
        ----------
        place
            What is named, as a place in the site.
        path
            The file that names it.
        """
        public_url = self.setting.public_url
        if not public_url:
            return find_way(path, to=place)
        return public_address(place, public_url=public_url)
