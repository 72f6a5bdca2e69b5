"""What a shared link shows before it is opened: its words, and what its picture draws."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from app.address import View, read_query, read_view
from app.changes.content import choose_pair, compare_entries, find_changes, keep_classes
from app.errors import StoryError
from app.exports.summary import ViewSummary
from app.messages import Words
from app.near.answer import say_answer
from app.near.query import find_near_view
from app.pages_register import PAGES, PLAIN_PAGES
from app.promises.content import choose_day, find_promises, say_tallies
from app.published.served import Served
from app.show.story import Story, check_catalogue, find_story
from app.words.dates import date_text
from app.words.labels import law_sentence, term_name
from app.words.milestones import say_since
from app.words.reports import say_as_of
from app.words.spots import name_spot
from app.words.story import view_title
from projects import Library
from projects.changes import CHANGE_CLASSES
from projects.errors import CatalogueError
from projects.filters import select_mask
from projects.laying_out import columns_of
from projects.media import clean_text, cut_text
from projects.model import Project
from projects.vocabulary import SECTORS, STATUSES

LONGEST_DESCRIPTION = 200
"""What Twitter's card shows of a description; others cut earlier themselves."""
NEAR, BARS, MAP = "near", "bars", "map"
"""What the picture draws: a place with its surroundings, counts by sector, or the map."""
_MOST_LINES = 4


@dataclass(frozen=True)
class Preview:
    """A view as a messenger shows it.

    Parameters
    ----------
    view
        The view that the picture draws.
    page
        The page that the link opens.
    kind
        What the picture draws: `MAP`, `NEAR` or `BARS`.
    kicker
        What stands above the title.
    title
        The title.
    sentence
        The sentence of counts; of one project, how far it is.
    lines
        What else is told, a line each.
    projects
        The projects drawn.
    counts
        Sectors with the number of their projects: slug, name, number.
    foot
        As of when it is told.
    """

    view: View
    page: str
    kind: str
    kicker: str
    title: str
    sentence: str
    lines: tuple[str, ...] = ()
    projects: Sequence[Project] = ()
    counts: tuple[tuple[str, str, int], ...] = ()
    foot: str = ""

    @property
    def description(self) -> str:
        """The sentence and the lines as one text, of a length that is shown."""
        words = Words(self.view.lang)
        ends = " 。."
        told = [self.sentence.rstrip(ends)]
        if self.lines:
            told.append(words("; ").join(line.rstrip(ends) for line in self.lines))
        text = ("" if words.lang == "zh" else " ").join(one + words(".") for one in told)
        return cut_text(clean_text(text, medium="html"), most=LONGEST_DESCRIPTION)


@dataclass(frozen=True)
class Asked:
    """A page with a view, and what is needed to tell of it."""

    view: View
    page: str
    served: Served
    reports: Library | None
    words: Words

    @cached_property
    def summary(self) -> ViewSummary:
        """The view as files show it."""
        return ViewSummary(self.served, self.view)

    @property
    def city(self) -> str:
        """The name of the map."""
        return self.summary.title


def _count_sectors(counts: Mapping[str, int], words: Words) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (slug, term_name(SECTORS, slug, words), counts[slug])
        for slug in SECTORS
        if counts.get(slug)
    )


def _count_slugs(asked: Asked, *, column: str) -> dict[str, int]:
    """Count the projects shown by the slugs of a column, without making one."""
    coded = columns_of(asked.served.catalogue).coded[column]
    numbers = Counter(coded.numbers[asked.summary.order].tolist())
    return {coded.values[number]: count for number, count in numbers.items()}


def _begin(asked: Asked) -> Preview:
    """Tell of a view as the map does: title, counts, projects."""
    summary, words = asked.summary, asked.words
    catalogue = asked.served.catalogue
    plain = View(asked.view.filters, lang=asked.view.lang)
    title = view_title(plain, catalogue=catalogue, words=words)
    return Preview(
        view=asked.view,
        page=asked.page,
        kind=MAP,
        kicker=asked.city,
        title=title,
        sentence=summary.counts,
        projects=summary.projects,
        counts=_count_sectors(_count_slugs(asked, column="sector"), words),
        foot=say_as_of(catalogue.metadata, words=words),
    )


def _tell_project(asked: Asked) -> Preview:
    """Tell of one project: how far it is, what is promised, what is known since."""
    row, words = asked.summary.selected, asked.words
    preview = _begin(asked)
    if row is None:
        return preview
    said, project = row.said, row.project
    metadata = asked.served.catalogue.metadata
    state = words(", ").join(one for one in (said.status, said.promise) if one)
    lines = [
        say_since(project, words, report_day=metadata.report_day),
        said.named_districts,
        said.where[:1].upper() + said.where[1:] if project.geometry is None else "",
    ]
    return replace(
        preview,
        kicker=f"{words.name_of(metadata.city)} · {said.sector}",
        title=said.name,
        sentence=words("Report: {state}", state=state),
        lines=tuple(line for line in lines if line),
        counts=(),
        projects=preview.projects if project.geometry is not None else (),
    )


def _tell_near(asked: Asked) -> Preview:
    """Tell what lies near a place; without one, what the page is for."""
    preview, view, words = _begin(asked), asked.view, asked.words
    if view.spot is None:
        return replace(preview, title=words("What is being built near me?"))
    catalogue = asked.served.catalogue
    nearness = find_near_view(catalogue, view=view, spot=view.spot)
    drawn = [one for group in ("near", "perhaps") for one in nearness.group(group)]
    projects = tuple(catalogue.by_id[one.id] for one in drawn)
    return replace(
        preview,
        kind=NEAR,
        kicker=words("What is being built near me?"),
        title=name_spot(view.spot, words=words, city=catalogue.city),
        sentence=say_answer(nearness, catalogue=catalogue, spot=view.spot, words=words),
        projects=projects,
        counts=_count_sectors(Counter(one.sector for one in projects), words),
    )


def _tell_overview(asked: Asked) -> Preview:
    """Tell how many projects there are of each status and sector."""
    preview, words = _begin(asked), asked.words
    counts = _count_slugs(asked, column="status")
    ordered = sorted((slug for slug in STATUSES if slug in counts), key=lambda slug: -counts[slug])
    named = [
        words("{n} {state}", n=counts[slug], state=_small(term_name(STATUSES, slug, words)))
        for slug in ordered
    ]
    return replace(
        preview,
        kind=BARS,
        kicker=f"{asked.city} · {PAGES['overview'].name(words)}",
        lines=(words(", ").join(named),) if named else (),
    )


def _small(text: str) -> str:
    """Return a name as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def _tell_changes(asked: Asked) -> Preview:
    """Tell how many projects became what between two reports."""
    preview, words = _begin(asked), asked.words
    preview = replace(preview, kicker=f"{asked.city} · {PAGES['changes'].name(words)}")
    here = asked.served.catalogue.metadata.id
    pair = None
    if asked.reports is not None:
        pair = choose_pair(asked.reports, report_id=here, since=asked.view.course.since)
    if pair is None:
        return preview
    try:
        comparison = compare_entries(*pair)
    except CatalogueError:
        return preview
    found = find_changes(comparison, view=asked.view)
    shown = keep_classes(found, classes=asked.view.course.changes)
    drawn: dict[str, Project] = {}
    for change in shown:
        if change.id not in drawn:
            drawn[change.id] = comparison.read_project(change)
    classes = Counter(change.class_slug for change in shown)
    lines = [
        words("{n} {state}", n=classes[slug], state=_small(term_name(CHANGE_CLASSES, slug, words)))
        for slug in CHANGE_CLASSES
        if classes[slug] and slug != "continued"
    ]
    placed = sum(project.geometry is not None for project in drawn.values())
    projects = tuple(drawn.values())
    return replace(
        preview,
        title=words(
            "From the report of {old} to that of {new}", old=pair[0].year, new=pair[1].year
        ),
        sentence=law_sentence(placed=placed, unplaced=len(drawn) - placed, words=words),
        lines=tuple(lines[:_MOST_LINES]),
        projects=projects,
        counts=(),
    )


def _tell_promises(asked: Asked) -> Preview:
    """Tell what became of the promises of each year."""
    preview, words = _begin(asked), asked.words
    preview = replace(preview, kicker=f"{asked.city} · {PAGES['promises'].name(words)}")
    if asked.reports is None:
        return preview
    catalogue = asked.served.catalogue
    as_of = asked.view.filters.as_of or choose_day(catalogue, library=asked.reports)
    among = select_mask(catalogue, filters=asked.view.filters)
    found = find_promises(catalogue, library=asked.reports, as_of=as_of, among=among)
    day = date_text(as_of.isoformat(), lang=words.lang)
    return replace(
        preview,
        lines=tuple(say_tallies(found, words=words)[:2]),
        projects=found.projects,
        counts=(),
        foot=words("As of {date}", date=day),
    )


def _tell_other(asked: Asked) -> Preview:
    """Tell of a page that has no picture of its own: its name and the map."""
    preview, words = _begin(asked), asked.words
    names = {path: row.name for path, row in PAGES.items()} | dict(PLAIN_PAGES)
    if asked.page not in names or not asked.page:
        return preview
    return replace(preview, kicker=f"{asked.city} · {names[asked.page](words)}")


_TELLERS: Mapping[str, Callable[[Asked], Preview]] = MappingProxyType(
    {
        "nearby": _tell_near,
        "street": _tell_near,
        "overview": _tell_overview,
        "changes": _tell_changes,
        "promises": _tell_promises,
    }
)


def tell_story(story: Story, *, asked: Asked) -> Preview:
    """Tell of a story: its title, its length, and its first step in the picture.

    Parameters
    ----------
    story
        The story.
    asked
        The page with the reader's language.
    """
    words = asked.words
    first, _ = read_view(read_query(story.steps[0].view), known=asked.served.known)
    kept = replace(first, lang=asked.view.lang, report=asked.view.report)
    step = replace(asked, view=kept, page="present")
    preview = _tell_project(step) if kept.selected else _begin(step)
    shown = ViewSummary(asked.served, kept)
    city = asked.served.catalogue.metadata.city
    text = words.title_of(story.steps[0])
    steps = words.plural("A story in {n} step", "A story in {n} steps", len(story.steps))
    return replace(
        preview,
        kicker=f"{words.name_of(city)} · {steps}",
        title=words.title_of(story),
        sentence=shown.counts,
        lines=(words("It begins with: {title}", title=text),) if text else (),
        counts=(),
    )


def describe_preview(
    view: View,
    *,
    page: str = "",
    served: Served,
    library: Library | None = None,
    story: str = "",
) -> Preview:
    """Describe a link as a messenger shows it.

    Parameters
    ----------
    view
        The view of the link.
    page
        The page that it opens; the map where it is empty or unknown.
    served
        The report.
    library
        The reports; without them the changes and promises tell the map alone.
    story
        The name or the code of a story; one that is unknown here is passed over.
    """
    asked = Asked(view, page, served, library, Words(view.lang))
    if story:
        here = served.catalogue.metadata.id
        try:
            found = check_catalogue(find_story(story, catalogue_id=here), catalogue_id=here)
        except StoryError:
            found = None
        if found is not None:
            return tell_story(found, asked=asked)
    if page not in _TELLERS and view.selected is not None:
        return _tell_project(asked)
    return _TELLERS.get(page, _tell_other)(asked)
