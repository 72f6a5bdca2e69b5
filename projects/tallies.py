"""Summary tables of a catalogue: how many, how long, and what the report counts.

A project of several districts is counted in each of them, so that districts may add up to more
than the total; all other tables add up. Kilometres are geodesic lengths of lines as drawn, with
the number of projects whose line is not known beside them. Figures are added within one unit and
one label only: what the report calls differently is not the same thing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from projects.derive import measure_project
from projects.filters import list_slugs
from projects.rows import Counted, Figured
from projects.vocabulary import SECTORS, STATUSES

LINEAR_KINDS = frozenset({"metro-line", "road", "highway", "expressway", "railway"})
"""Kinds that are built by the kilometre."""


@dataclass(frozen=True)
class Tally:
    """A table of counts: rows by columns, with the ids behind each cell."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    total: int = 0

    def ids(self, row: str, column: str) -> tuple[str, ...]:
        """List the projects of a cell."""
        return self.cells.get((row, column), ())

    def count(self, row: str, column: str) -> int:
        """Count the projects of a cell."""
        return len(self.ids(row, column))


@dataclass(frozen=True)
class Kilometres:
    """Lines of one kind and status: their length, how many have one and how many have none."""

    kind: str
    status: str
    length_m: float
    measured: tuple[str, ...]
    unmeasured: tuple[str, ...]


@dataclass(frozen=True)
class FigureSum:
    """What the report counts under one label in one unit."""

    label_zh: str
    label_en: str
    unit: str
    total: float
    ids: tuple[str, ...]


def _cross(
    projects: Iterable[Counted],
    *,
    row: Callable[[Counted], Iterable[str]],
    column: Callable[[Counted], Iterable[str]],
    orders: tuple[Iterable[str], Iterable[str]],
) -> Tally:
    """Count projects by row and column, in the orders given; what is missing there is sorted."""
    cells: dict[tuple[str, str], list[str]] = defaultdict(list)
    total = 0
    for project in projects:
        total += 1
        for one in row(project):
            for other in column(project):
                cells[one, other].append(project.id)
    found = [dict.fromkeys(sorted({cell[side] for cell in cells})) for side in (0, 1)]
    names = [
        (*(slug for slug in order if slug in slugs), *(s for s in slugs if s not in set(order)))
        for order, slugs in zip(map(tuple, orders), found, strict=True)
    ]
    return Tally(names[0], names[1], {cell: tuple(ids) for cell, ids in cells.items()}, total)


def tally_sectors(projects: Iterable[Counted]) -> Tally:
    """Count projects by sector and status."""
    return _cross(
        projects,
        row=lambda project: (project.sector,),
        column=lambda project: (project.status,),
        orders=(SECTORS, STATUSES),
    )


def tally_districts(projects: Iterable[Counted]) -> Tally:
    """Count projects by district and sector; one of several districts is counted in each."""
    return _cross(
        projects,
        row=lambda project: list_slugs(project, facet="district"),
        column=lambda project: (project.sector,),
        orders=((), SECTORS),
    )


def tally_due(projects: Iterable[Counted]) -> Tally:
    """Count projects by the year they are due and their sector."""
    return _cross(
        projects,
        row=lambda project: list_slugs(project, facet="due"),
        column=lambda project: (project.sector,),
        orders=((), SECTORS),
    )


def sum_kilometres(projects: Iterable[Counted]) -> tuple[Kilometres, ...]:
    """Add up the lengths of lines by kind and status, the longest first."""
    lengths: dict[tuple[str, str], float] = defaultdict(float)
    measured: dict[tuple[str, str], list[str]] = defaultdict(list)
    unmeasured: dict[tuple[str, str], list[str]] = defaultdict(list)
    for project in projects:
        if project.kind not in LINEAR_KINDS:
            continue
        key = project.kind, project.status
        length_m = measure_project(project).length_m
        lengths[key] += 0
        if length_m is None:
            unmeasured[key].append(project.id)
        else:
            measured[key].append(project.id)
            lengths[key] += length_m
    return tuple(
        Kilometres(*key, float(length_m), tuple(measured[key]), tuple(unmeasured[key]))
        for key, length_m in sorted(lengths.items(), key=lambda item: (-item[1], item[0]))
    )


def sum_figures(projects: Iterable[Counted]) -> tuple[FigureSum, ...]:
    """Add up what the report counts, within one label and one unit; percentages are never added.

    The label is the same where its Chinese wording is; a sum of one figure is that figure.
    """
    sums: dict[tuple[str, str], list[tuple[Figured, str]]] = {}
    for project in projects:
        for number, figure in enumerate(project.figures):
            apart = f"\n{project.id}-{number}" if figure.unit == "percent" else ""
            sums.setdefault((figure.label_zh + apart, figure.unit), []).append((figure, project.id))
    found = [
        FigureSum(
            label_zh=counted[0][0].label_zh,
            # The last one names it, should two differ.
            label_en=counted[-1][0].label_en,
            unit=unit,
            total=sum(figure.value for figure, _ in counted),
            ids=tuple(project_id for _, project_id in counted),
        )
        for (_, unit), counted in sums.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.unit, -one.total, one.label_zh)))
