"""The summary tables of what a view leaves: counts that filter, sums that name their projects."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from markupsafe import Markup

from app.address import View, view_parameters
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.labels import choice_name, term_name
from projects.catalogue import Catalogue
from projects.filters import select_mask
from projects.media import clean_text
from projects.rows import Row, list_rows
from projects.tallies import (
    Tally,
    sum_figures,
    sum_kilometres,
    tally_districts,
    tally_due,
    tally_sectors,
)
from projects.vocabulary import KINDS, STATUSES, UNITS

METRES_PER_KM = 1000
LISTED = 50
"""So many projects of a sum are named on the page; all of them in its file."""


@dataclass(frozen=True)
class Cell:
    """A text of a table; it leads to a view, or to the projects it was made of: name and id."""

    text: str
    view: View | None = None
    projects: tuple[tuple[str, str], ...] = ()
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its name and what must be known to read it."""

    slug: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...] = field(default_factory=tuple)


def _cross(
    tally: Tally, *, facets: tuple[str, str], named: tuple[str, str, str], view: View, words: Words
) -> Table:
    """Write counts by two facets; each leads to its projects.

    ``named`` is the slug, the title and the note of the table.
    """
    row_facet, column_facet = facets
    slug, title, note = named
    rows = []
    for row in tally.rows:
        row_view = view.with_facet(row_facet, [row])
        cells = [Cell(choice_name(row_facet, row, words), view=row_view)]
        for column in tally.columns:
            count = tally.count(row, column)
            narrowed = row_view.with_facet(column_facet, [column]) if count else None
            cells.append(Cell(str(count), view=narrowed, is_number=True))
        total = len({one for column in tally.columns for one in tally.ids(row, column)})
        cells.append(Cell(str(total), view=row_view, is_number=True))
        rows.append(tuple(cells))
    heads = (
        *(choice_name(column_facet, column, words) for column in tally.columns),
        words("Total"),
    )
    return Table(slug, title, note, ("", *heads), tuple(rows))


Names = Mapping[str, str]


def _name_projects(ids: Iterable[str], *, names: Names) -> tuple[tuple[str, str], ...]:
    """Name projects, each with its id."""
    return tuple((names[one], one) for one in dict.fromkeys(ids))


def _write_kilometres(projects: Sequence[Row], *, names: Names, words: Words) -> Table:
    """Write the kilometres of lines by kind and status."""
    rows = []
    for one in sum_kilometres(projects):
        measured = _name_projects(one.measured, names=names)
        unknown = _name_projects(one.unmeasured, names=names)
        length = f"{one.length_m / METRES_PER_KM:,.1f}" if measured else ""
        rows.append(
            (
                Cell(term_name(KINDS, one.kind, words)),
                Cell(term_name(STATUSES, one.status, words)),
                Cell(length, projects=measured, is_number=True),
                Cell(str(len(unknown)), projects=unknown, is_number=True),
            )
        )
    return Table(
        "kilometres",
        words("Kilometres by kind and status"),
        words("Lengths of the lines as drawn; where no line is known, none is added."),
        (
            words("Kind"),
            words("Status"),
            words("Kilometres"),
            words("Projects without a known line"),
        ),
        tuple(rows),
    )


def _write_figures(projects: Sequence[Row], *, names: Names, words: Words) -> Table:
    """Write the sums of the report's own figures."""
    rows = tuple(
        (
            Cell(words.pick(one.label_zh, one.label_en)),
            Cell(
                f"{one.total:,.10g}",
                projects=_name_projects(one.ids, names=names),
                is_number=True,
            ),
            Cell(term_name(UNITS, one.unit, words)),
        )
        for one in sum_figures(projects)
    )
    return Table(
        "figures",
        words("The report's own figures, by unit"),
        words("Added only where the report counts the same thing in the same unit."),
        (words("What is counted"), words("Sum"), words("Unit")),
        rows,
    )


def make_tables(
    catalogue: Catalogue, *, view: View, words: Words, projects: Sequence[Row] | None = None
) -> dict[str, Table]:
    """Make every table of what a view leaves, by slug.

    Parameters
    ----------
    catalogue
        The catalogue.
    view
        The view; the links narrow it.
    words
        The language.
    projects
        What the view leaves, where it is known already.
    """
    if projects is None:
        projects = list_rows(catalogue, mask=select_mask(catalogue, filters=view.filters))
    names = {one.id: words.name_of(one) for one in projects}
    plain = plain_view(view)
    several = words("A project of several districts is counted in each of them.")
    sectors = ("sectors", words("By sector and status"), "")
    districts = ("districts", words("By district and sector"), several)
    due = ("due", words("By due year and sector"), "")
    tables = (
        _cross(
            tally_sectors(projects),
            facets=("sector", "status"),
            named=sectors,
            view=plain,
            words=words,
        ),
        _cross(
            tally_districts(projects),
            facets=("district", "sector"),
            named=districts,
            view=plain,
            words=words,
        ),
        _cross(tally_due(projects), facets=("due", "sector"), named=due, view=plain, words=words),
        _write_kilometres(projects, names=names, words=words),
        _write_figures(projects, names=names, words=words),
    )
    return {table.slug: table for table in tables}


def tables_html(
    catalogue: Catalogue, *, view: View, words: Words, projects: Sequence[Row] | None = None
) -> Markup:
    """Show the tables; the first is told by the matrix already and is a file only.

    Parameters
    ----------
    catalogue
        The catalogue.
    view
        The view.
    words
        The language.
    projects
        What the view leaves, where it is known already.
    """
    tables = make_tables(catalogue, view=view, words=words, projects=projects)
    query = urlencode(view_parameters(plain_view(view)))
    base = View(lang=view.lang, report=view.report)
    return render(
        "tables.html",
        open=lambda project_id: replace(base, selected=project_id),
        most=LISTED,
        more=lambda count: words.plural(
            "{n} more, named in the table (.csv)", "{n} more, named in the table (.csv)", count
        ),
        tables=[table for slug, table in tables.items() if slug != "sectors"],
        query=query,
        said={
            "csv": words("As a table (.csv)"),
            "sectors": words("By sector and status, as a table (.csv)"),
        },
    )


def write_table_csv(table: Table, *, words: Words) -> bytes:
    """Write a table for a spreadsheet; sums have the names of their projects beside them.

    Parameters
    ----------
    table
        The table.
    words
        The language.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    has_projects = any(cell.projects for row in table.rows for cell in row)
    heads = [*table.heads, *([words("Projects")] if has_projects else [])]
    writer.writerow([clean_text(head, medium="csv") for head in heads])
    for row in table.rows:
        texts = [cell.text.replace(",", "") if cell.is_number else cell.text for cell in row]
        if has_projects:
            texts.append("; ".join(name for cell in row for name, _ in cell.projects))
        writer.writerow([clean_text(text, medium="csv") for text in texts])
    return target.getvalue().encode("utf-8-sig")
