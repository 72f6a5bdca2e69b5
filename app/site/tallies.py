"""The pages of the site that count: the overview, and what became of the promises."""

from datetime import date

from app.overview.content import list_parts, say_signs
from app.overview.tables import make_tables, write_table_csv
from app.promises.content import (
    Promises,
    choose_day,
    clock_row_html,
    find_promises,
    promises_table_html,
    say_found,
    say_tallies,
)
from app.sections import section_html
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
    words, view = edition.words, view_of(edition)
    as_of, promises = _find_promises(edition)
    clock = clock_row_html(promises, view=view, as_of=as_of, is_chosen=False, words=words)
    return set_page(
        edition,
        "overview.html",
        title=words("Overview"),
        description=say_signs(words),
        parts=list_parts(edition.catalogue, view=view, clock=clock, words=words),
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
    lead = say_found(as_of, is_chosen=False, words=words)
    tallies = render("paragraphs.html", texts=say_tallies(promises, words=words))
    parts = [
        section_html(words("What became of the promises"), tallies, lead=lead),
        promises_table_html(promises, view=view, words=words),
    ]
    return set_page(
        edition, "promises.html", title=words("Promises"), description=lead, parts=parts
    )
