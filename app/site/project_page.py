"""The page of a project: all that its record knows, complete without a script."""

from collections.abc import Sequence

from app.overlaps.page import describe_pair
from app.published.assets import symbol_name
from app.site.assets import asset_place
from app.site.days import record_day
from app.site.page import Page
from app.site.paths import INDEX, find_way
from app.site.pictures import PROJECT_SIZES
from app.site.plates import show_picture
from app.site.structured import describe_project, describe_trail
from app.site.volume import Edition
from app.template import render
from app.words.citations import say_citation, title_paragraph
from app.words.clock import say_clock, say_promise
from app.words.distances import say_distance
from app.words.labels import choice_name
from app.words.milestones import describe_milestone, say_since
from app.words.record import RecordWords
from projects.model import Project

MOST_PAIRS = 8


def project_name(project_id: str) -> str:
    """Return where a project's page stands in the folder of its edition."""
    return f"projects/{project_id}.html"


def _list_neighbours(edition: Edition, project: Project, *, path: str) -> list[dict[str, str]]:
    """List the projects near one."""
    found = []
    for one in edition.volume.beside.get(project.id, ()):
        said = RecordWords(one.project, edition.words)
        found.append(
            {
                "name": said.name,
                "status": said.status,
                "far": say_distance(one.distance, edition.words),
                "way": find_way(path, to=edition.place_of_project(one.project.id)),
                "symbol": find_way(path, to=asset_place(symbol_name(one.project))),
            }
        )
    return found


def _list_pairs(edition: Edition, project: Project, *, path: str) -> list[dict[str, object]]:
    """List what meets a project, the weightiest first."""
    words, served = edition.words, edition.volume.served
    found: list[dict[str, object]] = []
    for pair in edition.volume.pairs.get(project.id, [])[:MOST_PAIRS]:
        other = pair.b if pair.a == project.id else pair.a
        told = describe_pair(pair, number=0, served=served, words=words)
        found.append(
            {
                "name": RecordWords(edition.catalogue.by_id[other], words).name,
                "way": find_way(path, to=edition.place_of_project(other)),
                "class": told["class"],
                "class_name": told["class_name"],
                "sure": told["sure"],
                "sentence": told["sentence"],
            }
        )
    return found


def _list_reports(edition: Edition, project: Project, *, path: str) -> list[dict[str, str]]:
    """List what other reports tell of a project."""
    return [
        {
            "text": one[f"name_{edition.lang}"],
            "way": find_way(
                path,
                to=edition.place_of_project(
                    one["id"], report=one["report"] or edition.setting.default_id
                ),
            ),
        }
        for one in edition.volume.elsewhere.get(project.id, [])
    ]


def _list_ways_on(edition: Edition, project: Project, *, path: str) -> list[tuple[str, str]]:
    """List where a reader may go on from a project."""
    words = edition.words
    said = RecordWords(project, words)
    ways = [(words("On the map"), edition.place_of(f"{INDEX}#sel={project.id}"))]
    ways.append(
        (
            words("All of the sector {name}", name=said.sector),
            edition.place_of(f"sectors/{project.sector}.html"),
        )
    )
    ways += [
        (
            words("All in {name}", name=choice_name("district", adcode, words)),
            edition.place_of(f"districts/{adcode}.html"),
        )
        for adcode in project.districts
    ]
    return [(text, find_way(path, to=place)) for text, place in ways]


def describe(said: RecordWords) -> str:
    """Say what a project is in a sentence, for those who see nothing but its link."""
    parts = [said.status, said.promise, said.summary]
    return said.words(" · ").join(part for part in parts if part)


def _list_milestones(said: RecordWords) -> list[dict[str, object]]:
    """List the milestones of a record with their citations."""
    told = []
    for milestone in said.project.milestones:
        event = describe_milestone(milestone, said.words)
        told.append(
            {
                "said": event,
                "state": "elsewhere" if milestone.source else milestone.state,
                "citations": [say_citation(one, said.words) for one in milestone.citations],
            }
        )
    return told


def make_project_page(
    edition: Edition, project: Project, *, before: Project | None, after: Project | None
) -> Page:
    """Make the page of a project.

    Parameters
    ----------
    edition
        The report and the language.
    project
        The record.
    before, after
        The projects that stand before and after it in the list.
    """
    words = edition.words
    said = RecordWords(project, words)
    name = project_name(project.id)
    path = edition.place_of(name)
    reading = edition.volume.readings[project.id]
    sections = edition.catalogue.metadata.sections
    crumbs = [
        (edition.title, edition.place_of(INDEX)),
        (said.sector, edition.place_of(f"sectors/{project.sector}.html")),
    ]
    pages: Sequence[tuple[str, Project | None]] = (
        (words("Before"), before),
        (words("After"), after),
    )
    body = render(
        "site/project.html",
        said=said,
        symbol=find_way(path, to=asset_place(symbol_name(project))),
        second_lang="en" if words.lang == "zh" else "zh-CN",
        since=say_since(project, words, report_day=edition.catalogue.metadata.report_day),
        picture=show_picture(edition, project.id, path=path, sizes=PROJECT_SIZES)
        if project.geometry is not None
        else None,
        clock={
            "slug": reading.state,
            "promise": say_promise(reading, words),
            "name": say_clock(reading, words),
        }
        if reading.promise is not None
        else None,
        reports=_list_reports(edition, project, path=path),
        milestones=_list_milestones(said),
        citations=[
            {
                "paragraph": title_paragraph(one, sections=sections, words=words),
                "wording": one.wording,
                "mention": one.mention if one.mention != one.wording else "",
            }
            for one in dict.fromkeys(project.citations)
        ],
        neighbours=_list_neighbours(edition, project, path=path),
        pairs=_list_pairs(edition, project, path=path),
        ways_on=_list_ways_on(edition, project, path=path),
        turn=[
            (
                label,
                RecordWords(one, words).name,
                find_way(path, to=edition.place_of_project(one.id)),
            )
            for label, one in pages
            if one is not None
        ],
        label={
            "place": words("Place"),
            "picture": words("Where it lies: {name}", name=said.name),
            "milestones": words("Milestones"),
            "figures": words("Figures"),
            "report": words("In the report"),
            "printed": words("printed as"),
            "promise": words("What became of the promise"),
            "reports": words("In other reports"),
            "neighbours": words("Near it"),
            "near_note": words(
                "Between what is drawn of both, in a straight line; a range where a place is"
                " known only roughly."
            ),
            "pairs": words("What meets it"),
            "facts": words("At a glance"),
            "on": words("Go on"),
            "turn": words("Next in the list"),
            "doubtful": words("A source that is not to be relied on"),
            "unplaced": words("Not drawn: {why}.", why=said.where),
        },
    )
    day = record_day(project, catalogue=edition.catalogue).isoformat()
    return Page(
        name=name,
        title=said.name,
        description=describe(said),
        body=body,
        kind="project",
        crumbs=crumbs,
        graph=[
            describe_project(edition, project, path=path, day=day),
            describe_trail(edition, crumbs, title=said.name, path=path),
        ],
        has_heading=False,
    )
