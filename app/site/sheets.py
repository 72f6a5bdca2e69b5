"""Pages of several projects: all of them, those of a sector, those of a district."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.published.assets import symbol_name
from app.site.assets import asset_place
from app.site.downloads import list_papers
from app.site.page import Page
from app.site.paths import INDEX, find_way
from app.site.pictures import SHEET_SIZES
from app.site.plates import show_picture
from app.site.structured import describe_trail
from app.site.volume import Edition
from app.template import render
from app.words.labels import choice_name, count_sentence
from app.words.record import RecordWords
from geodata.layers import districts as list_districts
from projects.filters import Filters, Selection, select_projects
from projects.model import Project
from projects.vocabulary import SECTORS


@dataclass(frozen=True)
class Sheet:
    """A choice of projects with a page of its own.

    Parameters
    ----------
    name
        Where its page stands in the folder of its edition.
    title
        What it is called.
    filters
        What it shows.
    picture
        The name of its picture.
    district
        The adcode of the district that it is of.
    """

    name: str
    title: str
    filters: Filters
    picture: str
    district: str | None = None


def list_sheets(edition: Edition) -> list[Sheet]:
    """List the pages of sectors and of districts that the records of a report ask for."""
    words, projects = edition.words, edition.catalogue.projects
    sheets = [
        Sheet(
            f"sectors/{slug}.html",
            words.name_of(term),
            Filters(sector=frozenset({slug})),
            f"sector-{slug}",
        )
        for slug, term in SECTORS.items()
        if any(one.sector == slug for one in projects)
    ]
    known = list_districts(edition.catalogue.city)
    named = {adcode for one in projects for adcode in one.districts}
    sheets += [
        Sheet(
            f"districts/{adcode}.html",
            choice_name("district", adcode, words),
            Filters(district=frozenset({adcode})),
            f"district-{adcode}",
            district=adcode,
        )
        for adcode in sorted({*known, *named})
    ]
    return sheets


def select_sheet(edition: Edition, sheet: Sheet) -> tuple[Selection, list[Project]]:
    """Select the projects of a sheet, numbered as they stand: those on the map first, by sector.

    Parameters
    ----------
    edition
        The report.
    sheet
        The choice.
    """
    selection = select_projects(edition.catalogue, filters=sheet.filters)
    return selection, order_projects(edition, selection)


def order_projects(edition: Edition, selection: Selection) -> list[Project]:
    """Order the projects of a selection: those on the map first, each part by sector.

    Parameters
    ----------
    edition
        The report.
    selection
        What is shown.
    """
    ranks = {slug: rank for rank, slug in enumerate(SECTORS)}
    by_id = edition.catalogue.by_id
    found: list[Project] = []
    for ids in (selection.placed_ids, selection.unplaced_ids):
        found += sorted((by_id[one] for one in ids), key=lambda one: ranks[one.sector])
    return found


def list_entries(
    edition: Edition, projects: Iterable[Project], *, path: str
) -> list[dict[str, object]]:
    """List projects as the pages show them, with their numbers.

    Parameters
    ----------
    edition
        The report and the language.
    projects
        The projects, in the order of their numbers.
    path
        The page's place.
    """
    return [
        {
            "number": number,
            "said": RecordWords(project, edition.words),
            "way": find_way(path, to=edition.place_of_project(project.id)),
            "symbol": find_way(path, to=asset_place(symbol_name(project))),
        }
        for number, project in enumerate(projects, start=1)
    ]


def _group(
    entries: Sequence[dict[str, object]], selection: Selection, edition: Edition
) -> list[tuple[str, Sequence[dict[str, object]]]]:
    """Group the entries: on the map, without a place."""
    placed = len(selection.placed_ids)
    words = edition.words
    groups = (
        (words("On the map"), entries[:placed]),
        (words("Without a place"), entries[placed:]),
    )
    return [(title, each) for title, each in groups if each]


def table_html(
    edition: Edition, selection: Selection, projects: Sequence[Project], *, path: str
) -> str:
    """Write the table of projects, those on the map first.

    Parameters
    ----------
    edition
        The report and the language.
    selection
        What is shown.
    projects
        The same, in the order of their numbers.
    path
        The page's place.
    """
    words = edition.words
    return render(
        "site/table.html",
        groups=_group(list_entries(edition, projects, path=path), selection, edition),
        columns=[
            words("Project"),
            words("Sector"),
            words("Status"),
            words("Due"),
            words("District"),
            words("Place"),
        ],
        number=words("No."),
    )


def make_sheet(edition: Edition, sheet: Sheet) -> Page:
    """Make the page of a sector or a district.

    Parameters
    ----------
    edition
        The report and the language.
    sheet
        The choice.
    """
    words, path = edition.words, edition.place_of(sheet.name)
    selection, projects = select_sheet(edition, sheet)
    facet, slug = ("district", sheet.district) if sheet.district else ("sector", sheet.picture[7:])
    crumbs = [
        (edition.title, edition.place_of(INDEX)),
        (words("All projects"), edition.place_of("list.html")),
    ]
    sentence = count_sentence(selection, total=len(selection.ids), words=words)
    whole = ""
    if sheet.district:
        everywhere = [one for one in edition.catalogue.projects if one.place.type == "city"]
        if everywhere:
            whole = words.plural(
                "{n} more programme covers the whole city, this district too.",
                "{n} more programmes cover the whole city, this district too.",
                len(everywhere),
            )
    start = sheet.name.removesuffix(".html")
    feeds = [
        (words("Follow in a feed reader"), f"{start}.atom"),
        (words("Dates in your calendar"), f"{start}.ics"),
    ]
    paper = list_papers(edition).get(sheet.district or "")
    papers = [(words("Two pages to print (PDF)"), paper)] if paper else []
    has_picture = bool(selection.placed_ids) or sheet.district is not None
    body = render(
        "site/sheet.html",
        sentence=sentence,
        whole=whole,
        map_way=find_way(path, to=edition.place_of(f"{INDEX}#{facet}={slug}")),
        map_text=words("Open on the map"),
        papers=[(text, find_way(path, to=place)) for text, place in papers],
        feeds=[(text, find_way(path, to=edition.place_of(place))) for text, place in feeds],
        picture=show_picture(edition, sheet.picture, path=path, sizes=SHEET_SIZES)
        if has_picture
        else None,
        picture_text=words("{title}: the projects with the numbers of the list", title=sheet.title),
        table=table_html(edition, selection, projects, path=path),
    )
    return Page(
        name=sheet.name,
        title=words("{name}: projects", name=sheet.title),
        description=words("{title}: {sentence}.", title=sheet.title, sentence=sentence),
        body=body,
        kind="sheet",
        crumbs=crumbs,
        feeds=feeds[:1],
        graph=[describe_trail(edition, crumbs, title=sheet.title, path=path)],
    )


def list_ways(edition: Edition, *, kind: str, path: str) -> list[tuple[str, str, int]]:
    """List the pages of the sectors or districts: their names, the ways there, their projects.

    Parameters
    ----------
    edition
        The report and the language.
    kind
        The folder they stand in: ``sectors`` or ``districts``.
    path
        The page that leads there.
    """
    return [
        (
            sheet.title,
            find_way(path, to=edition.place_of(sheet.name)),
            len(select_projects(edition.catalogue, filters=sheet.filters).ids),
        )
        for sheet in list_sheets(edition)
        if sheet.name.startswith(f"{kind}/")
    ]


def make_list(edition: Edition) -> Page:
    """Make the page of all projects, with the ways to sectors and districts."""
    words, name = edition.words, "list.html"
    path = edition.place_of(name)
    selection = select_projects(edition.catalogue, filters=Filters())
    projects = order_projects(edition, selection)
    sentence = count_sentence(selection, total=len(projects), words=words)
    body = render(
        "site/list.html",
        sentence=sentence,
        groups=[
            (words("By sector"), list_ways(edition, kind="sectors", path=path)),
            (words("By district"), list_ways(edition, kind="districts", path=path)),
        ],
        table=table_html(edition, selection, projects, path=path),
    )
    crumbs = [(edition.title, edition.place_of(INDEX))]
    return Page(
        name=name,
        title=words("All projects"),
        description=words("{title}: {sentence}.", title=edition.title, sentence=sentence),
        body=body,
        kind="list",
        crumbs=crumbs,
        graph=[describe_trail(edition, crumbs, title=words("All projects"), path=path)],
        row=name,
    )
