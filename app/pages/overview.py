"""The overview page: what the filters leave, counted by sector, status, place and year."""

from markupsafe import Markup

from app.components.session import current_view
from app.components.written import write_html
from app.links import plain_view
from app.messages import Words
from app.overview.matrix import count_matrix, matrix_html
from app.overview.promises import group_due, promises_html
from app.overview.sections import filter_notice_html, section_html
from app.overview.tables import tables_html
from app.overview.tallies import accuracy_html, count_accuracy, count_districts, districts_html
from app.promises.content import choose_day, find_promises, say_as_of, say_tallies, states_html
from app.published.store import Served, current_store
from app.template import render
from app.words.labels import count_sentence
from projects.filters import select_mask, select_projects
from projects.records import Picked
from projects.rows import list_rows

LISTED = 100
"""So many projects of a year are told; the map has all of them."""


def clock_html(*, served: Served, words: Words) -> Markup:
    """Say for each year what became of its promises, with a link to all of them."""
    library, catalogue = current_store().library, served.catalogue
    filters = current_view().filters
    as_of = filters.as_of or choose_day(catalogue, library=library)
    among = select_mask(catalogue, filters=filters)
    promises = find_promises(catalogue, library=library, as_of=as_of, among=among)
    return render(
        "clock-row.html",
        tallies=say_tallies(promises, words=words),
        states=states_html(promises, view=plain_view(current_view()), words=words, page=""),
        as_of=say_as_of(as_of, is_chosen=filters.as_of is not None, words=words),
        view=plain_view(current_view()),
        link_text=words("Every promise with its sources"),
    )


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    catalogue = served.catalogue
    selection = select_projects(catalogue, filters=view.filters)
    projects = list_rows(catalogue, mask=select_mask(catalogue, filters=view.filters))
    sentence = count_sentence(selection, total=len(catalogue.projects), words=words)
    write_html(
        filter_notice_html(
            view, catalogue=catalogue, sentence=sentence, page="overview", words=words
        ),
        words=words,
    )
    more = [
        ("promises", words("What became of the promises")),
        ("years", words("The city year by year")),
        ("changes", words("What changed between the reports")),
        ("overlaps", words("What meets what: pairs of projects near each other")),
    ]
    write_html(render("more.html", pages=more, view=plain_view(view)), words=words)
    if not projects:
        return
    due = {
        year: Picked(catalogue.projects, [row.number for row in rows])
        for year, rows in group_due(projects).items()
    }
    undated = sum(project.due is None for project in projects)
    by_district = count_districts(projects, asked=view.filters.district, city=served.catalogue.city)
    write_html(
        section_html(
            words("By sector and status"),
            matrix_html(count_matrix(projects), view=view, words=words),
            lead=words(
                "The area of a sign grows with the number in it; colour, fill and ring are"
                " those of the map. Every number opens the map with just these projects."
            ),
        ),
        words=words,
    )
    write_html(
        render(
            "pair.html",
            first=section_html(
                words("By district"),
                districts_html(by_district, total=len(projects), view=view, words=words),
            ),
            second=section_html(
                words("By how well the place is known"),
                accuracy_html(count_accuracy(projects), view=view, words=words),
            ),
        ),
        words=words,
    )
    write_html(
        section_html(
            words("Promised, and still open"),
            clock_html(served=served, words=words)
            + promises_html(due, undated=undated, view=view, words=words, most=LISTED),
            lead=words(
                "By the latest year that the report promises and does not itself report as"
                " kept. What happened after the report stands on each project's card."
            ),
        ),
        words=words,
    )
    write_html(tables_html(catalogue, view=view, words=words, projects=projects), words=words)
