"""What changed between two reports, as the page tells it: choices, and a row for each project."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.address import View
from app.messages import Words
from app.sections import section_html
from app.template import render
from app.words.changes import say_reason_of
from app.words.labels import term_name
from app.words.record import RecordWords
from app.words.reports import say_coverage
from projects.catalogue import Catalogue
from projects.changes import CHANGE_CLASSES, HeldChange, HeldComparison, compare_held
from projects.citations import name_paragraph
from projects.filters import select_projects
from projects.library import Entry, Library
from projects.model import Metadata, Project


@dataclass(frozen=True)
class Side:
    """What one report says of a project, with its wording and paragraph."""

    report: str
    view: View
    status: str
    quotes: tuple[tuple[str, str], ...]


def choose_pair(
    library: Library, *, report_id: str, since: str | None
) -> tuple[Entry, Entry] | None:
    """Choose the two reports of a city to compare; None where there is only one.

    Parameters
    ----------
    library
        The library.
    report_id
        The report shown: the newer one, unless it is the oldest of its city.
    since
        The report it is compared with, where the reader chose one.
    """
    here = library.by_id.get(report_id)
    if here is None:
        return None
    reports = library.list_reports(here.adcode)
    other = library.by_id.get(since) if since is not None else None
    if other is None or other.adcode != here.adcode or other.id == here.id:
        place = reports.index(here)
        other = reports[place - 1] if place else next(iter(reports[1:]), None)
    if other is None:
        return None
    old, new = sorted((here, other), key=reports.index)
    return old, new


def find_changes(comparison: HeldComparison, *, view: View) -> list[HeldChange]:
    """Find the changes that the filters and the classes leave.

    Parameters
    ----------
    comparison
        The two reports.
    view
        Filters are those of the map: a project fits where either of its records does.
    """
    fits = {
        catalogue.metadata.id: frozenset(select_projects(catalogue, filters=view.filters).ids)
        for catalogue in (comparison.old, comparison.new)
    }
    old, new = comparison.old.metadata.id, comparison.new.metadata.id

    def is_asked(change: HeldChange) -> bool:
        return (change.old is not None and change.old.id in fits[old]) or (
            change.new is not None and change.new.id in fits[new]
        )

    return [change for change in comparison.changes if is_asked(change)]


def keep_classes(changes: Iterable[HeldChange], *, classes: frozenset[str]) -> list[HeldChange]:
    """Keep the changes of projects that have one of the classes; all where none is chosen."""
    found = list(changes)
    if not classes:
        return found
    ids = {change.id for change in found if change.class_slug in classes}
    return [change for change in found if change.id in ids]


def compare_entries(old: Entry, new: Entry) -> HeldComparison:
    """Compare two reports of a library.

    Raises
    ------
    CatalogueError
        Where the records of one are broken.
    """
    return compare_held(old.catalogue, new.catalogue)


def _describe_side(
    project: Project | None,
    *,
    catalogue: Catalogue,
    view: View,
    default_id: str | None,
    words: Words,
) -> Side | None:
    if project is None:
        return None
    metadata = catalogue.metadata
    report = None if metadata.id == default_id else metadata.id
    return Side(
        report=words("{year} report", year=metadata.report_year),
        view=View(selected=project.id, lang=view.lang, report=report),
        status=RecordWords(project, words).status,
        quotes=tuple(
            (citation.wording, name_paragraph(citation)) for citation in project.citations
        ),
    )


def count_projects(changes: Iterable[HeldChange]) -> int:
    """Count the rows of the table of changes."""
    return len(_group(changes))


def _group(changes: Iterable[HeldChange]) -> dict[str, list[HeldChange]]:
    """Group changes by the project that they are of."""
    groups: dict[str, list[HeldChange]] = {}
    for change in changes:
        groups.setdefault(f"{change.id}:{change.old.id if change.old else ''}", []).append(change)
    return groups


def changes_html(  # noqa: PLR0913 - a table has changes, links, words and a length
    changes: Iterable[HeldChange],
    *,
    comparison: HeldComparison,
    view: View,
    default_id: str | None,
    words: Words,
    most: int | None = None,
) -> Markup:
    """Write a table: each project, what became of it, and what either report says of it.

    Parameters
    ----------
    changes
        The changes to tell, those of a project one after another.
    comparison
        The two reports.
    view
        The view; its language goes into the links.
    default_id
        The report that a link need not name.
    words
        The language.
    most
        So many projects are told of.
    """
    rows = []
    # What is told of comes first; what one report does not mention says least.
    groups = sorted(_group(changes).values(), key=lambda one: one[0].class_slug == "not-mentioned")
    for group in groups[:most]:
        first = group[0]
        older, newer = comparison.read_sides(first)
        own = comparison.read_project(first)
        sides = [
            _describe_side(
                project, catalogue=catalogue, view=view, default_id=default_id, words=words
            )
            for project, catalogue in (
                (older, comparison.old),
                (newer, comparison.new),
            )
        ]
        told = RecordWords(own, words)
        rows.append(
            {
                "said": told,
                "is_proposed": first.is_proposed,
                "is_placed": newer is not None and newer.geometry is not None,
                "told": [
                    {
                        "slug": change.class_slug,
                        "name": term_name(CHANGE_CLASSES, change.class_slug, words),
                        "why": say_reason_of(change, words, project=own),
                    }
                    for change in group
                ],
                "sides": sides,
            }
        )
    return render(
        "changes.html",
        rows=rows,
        columns=[
            words("Project"),
            words("What became of it"),
            words("{year} report", year=comparison.old.metadata.report_year),
            words("{year} report", year=comparison.new.metadata.report_year),
        ],
        proposed=words("Matched by the likeness of the names; not yet confirmed by a person"),
        silent=words("not mentioned in what we hold"),
        look=words("Show on the map"),
        unplaced=words("without a place"),
    )


def say_sides(old: Metadata, new: Metadata, *, words: Words) -> str:
    """Say what is compared, and what silence does not mean."""
    return words(
        "What the {old} and the {new} report say of each project. What a report does not mention"
        " is not cancelled, and what was not read before is not new.",
        old=old.report_year,
        new=new.report_year,
    )


def comparison_html(
    comparison: HeldComparison, *, files: Mapping[str, str], below: Markup, words: Words
) -> Markup:
    """Set the section that says what is compared, and how much was read of either report.

    Parameters
    ----------
    comparison
        The two reports.
    files
        Where the changes lie as files, by the ending.
    below
        What stands under it.
    words
        The language.
    """
    both = (comparison.old.metadata, comparison.new.metadata)
    old, new = both
    coverage = render(
        "coverage.html",
        reports=[
            (words("{year} report", year=one.report_year), say_coverage(one, words=words))
            for one in both
        ],
        files=[(name, files[kind]) for kind, name in (("csv", "CSV"), ("geojson", "GeoJSON"))],
        files_label=words("Take along:"),
    )
    title = words(
        "What changed between the {old} and the {new} report",
        old=old.report_year,
        new=new.report_year,
    )
    return section_html(title, coverage + below, lead=say_sides(old, new, words=words))


def classes_html(changes: Iterable[HeldChange], *, view: View, words: Words) -> Markup:
    """Write the classes with the number of their projects, each a link that switches it.

    Parameters
    ----------
    changes
        The changes that the filters leave.
    view
        The view.
    words
        The language.
    """
    ids: dict[str, set[str]] = {slug: set() for slug in CHANGE_CLASSES}
    for change in changes:
        ids[change.class_slug].add(change.id)
    chosen = view.course.changes
    items = [
        {
            "slug": slug,
            "name": words.name_of(term),
            "note": words.note_of(term),
            "count": len(ids[slug]),
            "is_chosen": slug in chosen,
            "view": replace(view, course=replace(view.course, changes=chosen ^ {slug})),
        }
        for slug, term in CHANGE_CLASSES.items()
    ]
    every = replace(view, course=replace(view.course, changes=frozenset()))
    return render(
        "choices.html",
        items=items,
        page="changes",
        label=words("Kinds of change"),
        every=every if chosen else None,
        clear=words("Show all"),
    )
