"""The matrix of sectors and statuses: counted, and drawn as a table whose cells are links."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from app.address import View
from app.links import link_html, plain_view
from app.messages import Words
from app.overview.signs import bubble_html, picture_html
from app.words.labels import choice_name
from projects.model import Project
from projects.vocabulary import SECTORS, STATUSES


@dataclass(frozen=True)
class Matrix:
    """How many projects each sector has in each status, and how many of a sector are placed."""

    cells: Mapping[tuple[str, str], int]
    placed: Mapping[str, int]

    @cached_property
    def sectors(self) -> Mapping[str, int]:
        """The total of each sector, in the order they are shown."""
        return {
            sector: sum(self.cells.get((sector, status), 0) for status in STATUSES)
            for sector in SECTORS
        }

    @cached_property
    def statuses(self) -> Mapping[str, int]:
        """The total of each status, from thought of to done."""
        return {
            status: sum(self.cells.get((sector, status), 0) for sector in SECTORS)
            for status in STATUSES
        }

    @property
    def total(self) -> int:
        """The total of all cells."""
        return sum(self.cells.values())

    @property
    def largest(self) -> int:
        """The largest cell; 1 where all are empty."""
        return max(self.cells.values(), default=1)


def count_matrix(projects: Iterable[Project]) -> Matrix:
    """Count projects by sector and status.

    Examples
    --------
    >>> count_matrix([]).total
    0
    """
    counted = tuple(projects)
    return Matrix(
        cells=Counter((project.sector, project.status) for project in counted),
        placed=Counter(project.sector for project in counted if project.geometry is not None),
    )


def matrix_html(matrix: Matrix, *, view: View, words: Words) -> str:
    """Draw the matrix.

    Parameters
    ----------
    matrix
        The counts of what the view's filters leave.
    view
        The view; each link narrows it to the cell, row or column.
    words
        The language.
    """
    view = plain_view(view)
    corner = f'<th scope="col" class="is-corner">{escape(words("Sector"))}</th>'
    heads = "".join(_status_head(status, view=view, words=words) for status in STATUSES)
    rows = "".join(_row(matrix, sector, view=view, words=words) for sector in SECTORS)
    return (
        '<div class="city-matrix" tabindex="0" role="region"'
        f' aria-label="{escape(words("Projects by sector and status"))}">'
        f'<table><caption class="city-hidden">{escape(words("Projects by sector and status"))}'
        f"</caption><thead><tr>{corner}{heads}"
        f'<th scope="col" class="is-total">{escape(words("Total"))}</th>'
        f'<th scope="col" class="is-split">'
        f"{escape(words('On the map + without a place'))}</th></tr></thead>"
        f"<tbody>{rows}</tbody><tfoot>{_foot(matrix, view=view, words=words)}</tfoot></table></div>"
    )


def _status_head(status: str, *, view: View, words: Words) -> str:
    name = escape(choice_name("status", status, words))
    content = f"{picture_html('status', status)}<span>{name}</span>"
    link = link_html(content, view=view.with_facet("status", [status]))
    return f'<th scope="col">{link}</th>'


def _number_link(count: int, content: str, *, names: list[str], view: View, words: Words) -> str:
    label = words.plural("{n} project", "{n} projects", count)
    if names:
        label = words("{name}: {number}", name=" · ".join(names), number=label)
    return link_html(content, view=view, label=label)


def _cell(matrix: Matrix, sector: str, status: str, *, view: View, words: Words) -> str:
    count = matrix.cells.get((sector, status), 0)
    if not count:
        return '<td class="is-zero">0</td>'
    link = _number_link(
        count,
        bubble_html(sector, status, count=count, largest=matrix.largest),
        names=[choice_name("sector", sector, words), choice_name("status", status, words)],
        view=view.with_facet("sector", [sector]).with_facet("status", [status]),
        words=words,
    )
    return f"<td>{link}</td>"


def _total(count: int, *, name: str, view: View, words: Words) -> str:
    if not count:
        return '<td class="is-total is-zero">0</td>'
    names = [name] if name else []
    link = _number_link(count, f"<b>{count}</b>", names=names, view=view, words=words)
    return f'<td class="is-total">{link}</td>'


def _split(placed: int, total: int, *, largest: int) -> str:
    """Draw how much of a row is on the map; the widest row fills the column."""
    if not total:
        return '<td class="is-split"></td>'
    unplaced = total - placed
    unit = 100 / largest
    bars = (
        f'<i class="is-placed" style="width:{placed * unit:.2f}%"></i>'
        f'<i class="is-unplaced" style="width:{unplaced * unit:.2f}%"></i>'
    )
    return (
        f'<td class="is-split"><span class="city-split" aria-hidden="true">{bars}</span>'
        f"<span>{placed} + {unplaced}</span></td>"
    )


def _row(matrix: Matrix, sector: str, *, view: View, words: Words) -> str:
    name = choice_name("sector", sector, words)
    narrowed = view.with_facet("sector", [sector])
    total = matrix.sectors[sector]
    content = f"{picture_html('sector', sector)}<span>{escape(name)}</span>"
    head = link_html(content, view=narrowed)
    cells = "".join(_cell(matrix, sector, status, view=view, words=words) for status in STATUSES)
    split = _split(
        matrix.placed.get(sector, 0), total, largest=max(matrix.sectors.values(), default=1) or 1
    )
    total_cell = _total(total, name=name, view=narrowed, words=words)
    return f'<tr><th scope="row">{head}</th>{cells}{total_cell}{split}</tr>'


def _foot(matrix: Matrix, *, view: View, words: Words) -> str:
    totals = "".join(
        _total(
            count,
            name=choice_name("status", status, words),
            view=view.with_facet("status", [status]),
            words=words,
        )
        for status, count in matrix.statuses.items()
    )
    placed = sum(matrix.placed.values())
    return (
        f'<tr><th scope="row">{escape(words("Total"))}</th>{totals}'
        f"{_total(matrix.total, name='', view=view, words=words)}"
        f'<td class="is-split"><span>{placed} + {matrix.total - placed}</span></td></tr>'
    )
