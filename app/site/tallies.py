"""The pages of the site that count: the overview, and what became of the promises."""

from datetime import date

from app.overview.matrix import count_matrix, matrix_html
from app.overview.promises import group_due, promises_html
from app.overview.sections import section_html
from app.overview.tables import make_tables, tables_html, write_table_csv
from app.overview.tallies import accuracy_html, count_accuracy, count_districts, districts_html
from app.promises.content import (
    Promises,
    choose_day,
    find_promises,
    promises_table_html,
    say_as_of,
    say_tallies,
    states_html,
)
from app.site.page import Page
from app.site.reading import set_page, view_of
from app.site.volume import Edition
from app.template import render


def _find_promises(edition: Edition) -> tuple[date, Promises]:
    """Find what became of every promise, as of the newest fact held."""
    catalogue, reports = edition.catalogue, edition.volume.reports
    as_of = choose_day(catalogue, library=reports)
    return as_of, find_promises(catalogue, library=reports, as_of=as_of)


def make_overview(edition: Edition) -> Page:
    """Make the page that counts by sector, status, place and year."""
    words, view, projects = edition.words, view_of(edition), list(edition.catalogue.projects)
    as_of, promises = _find_promises(edition)
    clock = render(
        "clock-row.html",
        tallies=say_tallies(promises, words=words),
        states=states_html(promises, view=view, words=words, page=""),
        as_of=say_as_of(as_of, is_chosen=False, words=words),
        view=view,
        link_text=words("Every promise with its sources"),
    )
    by_district = count_districts(projects, asked=frozenset(), city=edition.catalogue.city)
    undated = sum(project.due is None for project in projects)
    lead = words(
        "The area of a sign grows with the number in it; colour, fill and ring are"
        " those of the map. Every number opens the map with just these projects."
    )
    parts = [
        section_html(
            words("By sector and status"),
            matrix_html(count_matrix(projects), view=view, words=words),
            lead=lead,
        ),
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
            words("Promised, and still open"),
            clock + promises_html(group_due(projects), undated=undated, view=view, words=words),
            lead=words(
                "By the latest year that the report promises and does not itself report as"
                " kept. What happened after the report stands on each project's card."
            ),
        ),
        tables_html(edition.catalogue, view=view, words=words),
    ]
    return set_page(
        edition, "overview.html", title=words("Overview"), description=lead, parts=parts
    )


def list_tables(edition: Edition) -> dict[str, bytes]:
    """List the tables of the overview as files, by their place in the folder of the edition."""
    tables = make_tables(edition.catalogue, view=view_of(edition), words=edition.words)
    return {
        f"tables/{slug}.csv": write_table_csv(table, words=edition.words)
        for slug, table in tables.items()
    }


def make_promises(edition: Edition) -> Page:
    """Make the page of promises: what became of each, with its sources."""
    words, view = edition.words, view_of(edition)
    as_of, promises = _find_promises(edition)
    lead = words(
        "{as_of} Only what we found is told: where no completion is known to us, that"
        " does not say that there was none. The report's own status stays as it is.",
        as_of=say_as_of(as_of, is_chosen=False, words=words),
    )
    tallies = render("paragraphs.html", texts=say_tallies(promises, words=words))
    parts = [
        section_html(words("What became of the promises"), tallies, lead=lead),
        promises_table_html(promises, view=view, words=words),
    ]
    return set_page(
        edition, "promises.html", title=words("Promises"), description=lead, parts=parts
    )
