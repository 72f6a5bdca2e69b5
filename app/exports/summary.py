"""The current view in words and rows: the one source of every file made from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property

from app.address import View, read_query, read_view, write_view
from app.messages import Words
from app.published.served import Served
from app.show.story import Step, Story
from app.words.areas import area_name
from app.words.dates import date_text
from app.words.labels import choice_name, count_sentence, facet_name, term_name
from app.words.milestones import say_since
from app.words.record import RecordWords
from app.words.reports import map_title, say_coverage, say_sources
from projects.clocks import clocks_of
from projects.filters import FACETS, Filters, Selection, select_projects
from projects.laying_out import columns_of
from projects.model import Project
from projects.records import Picked
from projects.vocabulary import SECTORS, STATUSES, Term


@dataclass(frozen=True)
class Row:
    """A project as a line of a list.

    ``number`` is the one that stands beside its symbol on the drawn map, ``said`` the project in
    words, and ``report_day`` the day as of which its status stands.
    """

    number: int
    said: RecordWords
    is_selected: bool
    report_day: date

    @property
    def project(self) -> Project:
        """The record."""
        return self.said.project

    @property
    def name(self) -> str:
        """Its name."""
        return self.said.name

    @property
    def since(self) -> str:
        """What is known to have happened after the report; empty where nothing is."""
        return say_since(self.project, self.said.words, report_day=self.report_day)

    @property
    def is_placed(self) -> bool:
        """Whether it is on the map."""
        return self.project.geometry is not None


@dataclass(frozen=True)
class Part:
    """The rows of one sector."""

    slug: str
    name: str
    rows: tuple[Row, ...]

    @property
    def placed(self) -> int:
        """How many of them are on the map."""
        return sum(row.is_placed for row in self.rows)


@dataclass(frozen=True)
class ViewSummary:
    """A view as every file shows it.

    Parameters
    ----------
    served
        The catalogue.
    view
        What the reader sees: filters, selection, camera, language.
    link_base
        The address of the running app's map page, or empty where there is none.
    made_on
        The day the file is made.
    story
        The story that the file tells, if any.
    """

    served: Served
    view: View
    link_base: str = ""
    made_on: date = field(default_factory=lambda: datetime.now(tz=UTC).astimezone().date())
    story: Story | None = None

    @cached_property
    def words(self) -> Words:
        """The language."""
        return Words(self.view.lang)

    @cached_property
    def selection(self) -> Selection:
        """What the filters leave."""
        return select_projects(self.served.catalogue, filters=self.view.filters)

    @cached_property
    def title(self) -> str:
        """The name of the map."""
        return map_title(self.served.catalogue.metadata, words=self.words)

    @cached_property
    def subtitle(self) -> str:
        """The name of the catalogue."""
        metadata = self.served.catalogue.metadata
        return self.words.title_of(metadata)

    @property
    def promise_day(self) -> str:
        """As of when it is said what became of the promises."""
        day = self.view.filters.as_of or clocks_of(self.served.catalogue).newest
        return self.words("as of {date}", date=date_text(day.isoformat(), lang=self.words.lang))

    @cached_property
    def filter_parts(self) -> tuple[tuple[str, str], ...]:
        """The filters in words: the facet and its choices."""
        words, filters = self.words, self.view.filters
        parts = []
        for facet in FACETS:
            known = [slug for slug in self.served.choices[facet] if slug in filters.choices(facet)]
            if known:
                names = words(", ").join(choice_name(facet, slug, words) for slug in known)
                if facet == "promise":
                    names = words("{name} ({note})", name=names, note=self.promise_day)
                parts.append((facet_name(facet, words), names))
        if filters.q:
            parts.append((facet_name("q", words), words("“{text}”", text=filters.q)))
        if filters.area:
            name = area_name(filters.area, catalogue=self.served.catalogue, words=words)
            parts.append((facet_name("area", words), name))
        return tuple(parts)

    @cached_property
    def filter_sentence(self) -> str:
        """The filters in one sentence."""
        words = self.words
        if not self.filter_parts:
            return words("All projects of the catalogue")
        parts = [
            words("{facet}: {choices}", facet=facet, choices=names)
            for facet, names in self.filter_parts
        ]
        return words("; ").join(parts)

    @cached_property
    def total(self) -> int:
        """How many projects the catalogue has."""
        return len(self.served.catalogue.projects)

    @cached_property
    def counts(self) -> str:
        """The law: shown on the map + without a place = total, as on the screen."""
        return count_sentence(self.selection, total=self.total, words=self.words)

    @cached_property
    def query(self) -> str:
        """The query string that opens exactly this view."""
        return write_view(self.view)

    @property
    def link(self) -> str:
        """The live link: whole where the app's address is known, else its query alone."""
        query = f"?{self.query}" if self.query else ""
        return f"{self.link_base}{query}" if self.link_base else query or "?"

    @property
    def has_link(self) -> bool:
        """Whether there is a link to show: an address, or at least a view to name."""
        return bool(self.link_base or self.query)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The projects shown, those on the map first, each part by sector."""
        return tuple(self._make_row(one, number) for number, one in enumerate(self.projects, 1))

    @cached_property
    def order(self) -> list[int]:
        """Where the projects shown stand in the catalogue, in the order of `rows`."""
        rows_of = self.served.catalogue.by_id.rows
        sectors = columns_of(self.served.catalogue).coded["sector"]
        rank_of = {slug: rank for rank, slug in enumerate(SECTORS)}
        ranks = [rank_of[slug] for slug in sectors.values]
        numbers, found = sectors.numbers, list[int]()
        for ids in (self.selection.placed_ids, self.selection.unplaced_ids):
            found += sorted((rows_of[one] for one in ids), key=lambda row: ranks[numbers[row]])
        return found

    @cached_property
    def projects(self) -> Sequence[Project]:
        """The projects shown, in the order of `rows`, each made when it is asked for."""
        return Picked(self.served.catalogue.projects, self.order)

    @cached_property
    def placed_rows(self) -> tuple[Row, ...]:
        """Those on the map."""
        return tuple(row for row in self.rows if row.is_placed)

    @cached_property
    def unplaced_rows(self) -> tuple[Row, ...]:
        """Those without a place."""
        return tuple(row for row in self.rows if not row.is_placed)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sectors present, each with its rows."""
        parts = []
        for slug in SECTORS:
            rows = tuple(row for row in self.rows if row.project.sector == slug)
            if rows:
                parts.append(Part(slug, self.term(SECTORS, slug), rows))
        return tuple(parts)

    @cached_property
    def selected(self) -> Row | None:
        """The selected project, filtered out or not."""
        if self.view.selected is None:
            return None
        row = self.served.catalogue.by_id.rows[self.view.selected]
        number = self.order.index(row) + 1 if row in self.order else 0
        return self._make_row(self.served.catalogue.projects[row], number)

    @cached_property
    def as_of(self) -> str:
        """Since when the data stand and when the file was made."""
        metadata = self.served.catalogue.metadata
        return self.words(
            "As the report of {report_date} says; file made on {made_on}",
            report_date=date_text(metadata.report_date, lang=self.words.lang),
            made_on=date_text(self.made_on.isoformat(), lang=self.words.lang),
        )

    @cached_property
    def coverage(self) -> str:
        """How much of the report was read."""
        return say_coverage(self.served.catalogue.metadata, words=self.words)

    @cached_property
    def accuracy_note(self) -> str:
        """What dashes and soft circles mean."""
        return self.words(
            "Dashed lines and soft circles are approximate: the circle is the uncertainty. "
            "Projects without a known place are listed, not drawn."
        )

    @cached_property
    def sources(self) -> str:
        """Where the data come from and what may be done with them."""
        return say_sources(self.served.catalogue.metadata, words=self.words)

    def with_filters(self, filters: Filters) -> "ViewSummary":
        """Return the summary of other filters, all else as it is."""
        return replace(self, view=replace(self.view, filters=filters))

    def in_language(self, lang: str) -> "ViewSummary":
        """Return the summary in a language, all else as it is."""
        return replace(self, view=replace(self.view, lang=lang))

    def at_step(self, step: Step) -> "ViewSummary":
        """Return the summary of a story's step, in the language of this one."""
        query = read_query(step.view)
        view, _ = read_view(query, known=self.served.known)
        kept = replace(view, lang=self.view.lang, report=self.view.report)
        return replace(self, view=kept)

    def term(self, terms: Mapping[str, Term], slug: str) -> str:
        """Return a term's name."""
        return term_name(terms, slug, self.words)

    def _make_row(self, project: Project, number: int) -> Row:
        said = RecordWords(project, self.words)
        return Row(
            number,
            said,
            is_selected=project.id == self.view.selected,
            report_day=self.served.catalogue.metadata.report_day,
        )


def count_statuses(rows: Iterable[Row]) -> dict[str, int]:
    """Count rows by status, every status of the vocabulary in its order."""
    counts = dict.fromkeys(STATUSES, 0)
    for row in rows:
        counts[row.project.status] += 1
    return counts
