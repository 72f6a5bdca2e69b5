"""What the overview tells: what the filters leave, counted by sector, status, place and year."""

from markupsafe import Markup

from app.address import View
from app.messages import Words
from app.overview.matrix import count_matrix, matrix_html
from app.overview.promises import group_due, promises_html
from app.overview.tables import tables_html
from app.overview.tallies import accuracy_html, count_accuracy, count_districts, districts_html
from app.sections import section_html
from app.template import render
from projects.catalogue import Catalogue
from projects.filters import select_mask
from projects.records import Picked
from projects.rows import list_rows


def say_signs(words: Words) -> str:
    """Say how the signs of the matrix are meant."""
    return words(
        "The area of a sign grows with the number in it; colour, fill and ring are"
        " those of the map. Every number opens the map with just these projects."
    )


def list_parts(
    catalogue: Catalogue, *, view: View, clock: Markup, words: Words, most: int | None = None
) -> list[Markup]:
    """List the sections of the overview in their order.

    Parameters
    ----------
    catalogue
        The catalogue.
    view
        The view; the links narrow it.
    clock
        What became of the promises, in a row.
    words
        The language.
    most
        So many projects of a year are told; the rest is counted.
    """
    projects = list_rows(catalogue, mask=select_mask(catalogue, filters=view.filters))
    due = {
        year: Picked(catalogue.projects, [row.number for row in rows])
        for year, rows in group_due(projects).items()
    }
    undated = sum(project.due is None for project in projects)
    by_district = count_districts(projects, asked=view.filters.district, city=catalogue.city)
    by_sector = matrix_html(count_matrix(projects), view=view, words=words)
    return [
        section_html(words("By sector and status"), by_sector, lead=say_signs(words)),
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
        section_html(
            words("Promised, and still open in the report"),
            clock
            + promises_html(
                due,
                undated=undated,
                view=view,
                words=words,
                report_day=catalogue.metadata.report_day,
                most=most,
            ),
            lead=words(
                "By the latest year that the report promises and does not itself report as"
                " kept. What we know to have happened after the report stands beside it."
            ),
        ),
        tables_html(catalogue, view=view, words=words, projects=projects),
    ]
