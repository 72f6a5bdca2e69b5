"""The matrix of sectors and statuses: counted, and drawn as a table whose cells are links."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.overview.signs import Bubble, make_bubble
from app.template import render
from app.words.labels import choice_name
from projects.rows import Counted
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


def count_matrix(projects: Iterable[Counted]) -> Matrix:
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


@dataclass(frozen=True)
class _Number:
    """A number that leads to the projects it counts."""

    count: int
    label: str
    view: View
    sign: Bubble | None = None


@dataclass(frozen=True)
class _Head:
    """The head of a column."""

    slug: str
    name: str
    view: View


@dataclass(frozen=True)
class _Row:
    """A sector: its cells, its total, and how much of it is on the map."""

    slug: str
    name: str
    view: View
    cells: tuple[_Number, ...]
    total: _Number
    placed: int

    @property
    def unplaced(self) -> int:
        """How many have no place."""
        return self.total.count - self.placed


def matrix_html(matrix: Matrix, *, view: View, words: Words) -> Markup:
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
    statuses = {status: choice_name("status", status, words) for status in STATUSES}
    heads = [
        _Head(status, name, view.with_facet("status", [status]))
        for status, name in statuses.items()
    ]
    totals = [
        _make_number(matrix.statuses[head.slug], head.name, view=head.view, words=words)
        for head in heads
    ]
    placed = sum(matrix.placed.values())
    return render(
        "matrix.html",
        said={
            "title": words("Projects by sector and status"),
            "sector": words("Sector"),
            "total": words("Total"),
            "split": words("On the map + without a place"),
        },
        heads=heads,
        rows=[_make_row(matrix, sector, view=view, words=words) for sector in SECTORS],
        # The widest row fills the column.
        unit=100 / (max(matrix.sectors.values(), default=1) or 1),
        totals=[*totals, _make_number(matrix.total, view=view, words=words)],
        placed=placed,
        unplaced=matrix.total - placed,
    )


def _make_number(
    count: int, *names: str, view: View, words: Words, sign: Bubble | None = None
) -> _Number:
    label = words.plural("{n} project", "{n} projects", count)
    if names:
        label = words("{name}: {number}", name=" · ".join(names), number=label)
    return _Number(count, label, view, sign)


def _make_row(matrix: Matrix, sector: str, *, view: View, words: Words) -> _Row:
    name = choice_name("sector", sector, words)
    narrowed = view.with_facet("sector", [sector])
    cells = []
    for status in STATUSES:
        count = matrix.cells.get((sector, status), 0)
        cells.append(
            _make_number(
                count,
                name,
                choice_name("status", status, words),
                view=narrowed.with_facet("status", [status]),
                words=words,
                sign=make_bubble(sector, status, count=count, largest=matrix.largest),
            )
        )
    return _Row(
        slug=sector,
        name=name,
        view=narrowed,
        cells=tuple(cells),
        total=_make_number(matrix.sectors[sector], name, view=narrowed, words=words),
        placed=matrix.placed.get(sector, 0),
    )
