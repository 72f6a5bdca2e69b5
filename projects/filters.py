"""Which projects a reader asked for, and how many each further choice would leave."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from projects.areas import Area, match_area
from projects.catalogue import Catalogue
from projects.clock import CLOCK_STATES
from projects.clocks import Clocks, clocks_of
from projects.columns import Coded, Columns
from projects.laying_out import columns_of
from projects.lazy import once
from projects.rows import Counted
from projects.search import is_wordless, split_query
from projects.text_index import match_query
from projects.vocabulary import ACCURACY_CLASSES, SECTORS, STATUSES

OWN_FACETS: Final = ("sector", "status", "district", "due", "accuracy")
"""What can be chosen of what a record itself says."""

FACETS: Final = (*OWN_FACETS, "promise")
"""What can be chosen, beside text; what became of a promise depends on the day."""

MOST_MATCHED: Final = 16
"""So many filters are remembered with what they match."""

CITYWIDE: Final = "city"
"""The district choice of a record that names no district."""

NO_DUE: Final = "none"
"""The due choice of a record without an open, dated promise."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Filters:
    """What a reader asked for: any of the slugs of a facet, all facets at once; empty asks nothing.

    ``district`` holds adcodes and ``city``, ``due`` years as text and ``none``. A slug that no
    record has matches nothing. ``promise`` holds states of the promise clock as of ``as_of``,
    that of the newest fact held where None. ``area`` asks where, by the rule of `projects.areas`:
    what has no place is left beside the map.
    """

    sector: frozenset[str] = field(default_factory=frozenset)
    status: frozenset[str] = field(default_factory=frozenset)
    district: frozenset[str] = field(default_factory=frozenset)
    due: frozenset[str] = field(default_factory=frozenset)
    accuracy: frozenset[str] = field(default_factory=frozenset)
    promise: frozenset[str] = field(default_factory=frozenset)
    q: str = ""
    area: Area | None = None
    as_of: date | None = None

    def choices(self, facet: str) -> frozenset[str]:
        """Give the slugs chosen in a facet of `FACETS`."""
        return {
            "sector": self.sector,
            "status": self.status,
            "district": self.district,
            "due": self.due,
            "accuracy": self.accuracy,
            "promise": self.promise,
        }[facet]


def make_filters(
    choices: Mapping[str, Iterable[str]],
    *,
    q: str = "",
    area: Area | None = None,
    as_of: date | None = None,
) -> Filters:
    """Make filters from the slugs chosen in each facet.

    Parameters
    ----------
    choices
        Slugs by facet; a facet left out asks nothing.
    q
        Words to search for.
    area
        Where to look.
    as_of
        The day for which promises are looked at; that of the newest fact held where None.

    Examples
    --------
    >>> make_filters({"sector": ["roads"]}).sector
    frozenset({'roads'})
    """
    chosen = {facet: frozenset(choices.get(facet, ())) for facet in FACETS}
    return Filters(
        sector=chosen["sector"],
        status=chosen["status"],
        district=chosen["district"],
        due=chosen["due"],
        accuracy=chosen["accuracy"],
        promise=chosen["promise"],
        q=q,
        area=area,
        as_of=as_of,
    )


@dataclass(frozen=True)
class Selection:
    """The projects that a filter leaves, in the order of the catalogue.

    Those with and those without a place add up to all of them.
    """

    placed_ids: tuple[str, ...]
    unplaced_ids: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many projects are left, on the map and beside it."""
        return len(self.ids)


def keep_only(selection: Selection, *, ids: Container[str]) -> Selection:
    """Keep of a selection only these projects.

    Parameters
    ----------
    selection
        What was selected.
    ids
        The projects to keep.
    """
    return Selection(
        placed_ids=tuple(one for one in selection.placed_ids if one in ids),
        unplaced_ids=tuple(one for one in selection.unplaced_ids if one in ids),
        ids=tuple(one for one in selection.ids if one in ids),
    )


def list_slugs(project: Counted, *, facet: str) -> tuple[str, ...]:
    """List the slugs under which a project is counted in a facet of `OWN_FACETS`."""
    if facet == "sector":
        return (project.sector,)
    if facet == "status":
        return (project.status,)
    if facet == "district":
        return project.districts or (CITYWIDE,)
    if facet == "due":
        return (NO_DUE if project.due is None else str(project.due),)
    return (project.accuracy_class,)


def list_column(
    catalogue: Catalogue, *, facet: str, as_of: date | None = None
) -> tuple[tuple[str, ...], ...]:
    """List for every project the slugs under which it is counted in a facet of `FACETS`.

    Parameters
    ----------
    catalogue
        The catalogue.
    facet
        The facet.
    as_of
        The day for which promises are looked at; that of the newest fact held where None.
    """
    if facet == "promise":
        return tuple((state,) for state in clocks_of(catalogue).list_states(as_of).list())
    columns = columns_of(catalogue)
    if facet == "district":
        return tuple(own or (CITYWIDE,) for own in columns.districts.list())
    return tuple((slug,) for slug in _code_facet(columns, facet=facet).list())


def _code_facet(columns: Columns, *, facet: str) -> Coded:
    """Give the slugs of a facet in which each record has one."""
    found = columns.coded["accuracy_class" if facet == "accuracy" else facet]
    if facet != "due":
        return found
    return Coded(tuple(NO_DUE if due is None else str(due) for due in found.values), found.numbers)


@dataclass(frozen=True, eq=False)
class _Column:
    """A facet: its slugs, and for each of them which projects have it."""

    slugs: tuple[str, ...]
    members: NDArray[np.bool_]


def _make_column(facet: str, *, coded: Coded) -> _Column:
    """Make the column of a facet in which each project has one slug."""
    slugs = _order_slugs(facet, found=set(coded.values))
    rows = {slug: row for row, slug in enumerate(slugs)}
    members = np.zeros((len(slugs), len(coded.numbers)), dtype=bool)
    for number, slug in enumerate(coded.values):
        members[rows[slug]] = coded.numbers == number
    return _Column(slugs, members)


def _make_districts(columns: Columns) -> _Column:
    """Make the column of the districts, of which a project may have none or several."""
    lists = columns.districts
    is_citywide = lists.lengths == 0
    found = {*lists.values, *((CITYWIDE,) if is_citywide.any() else ())}
    slugs = _order_slugs("district", found=found)
    rows = {slug: row for row, slug in enumerate(slugs)}
    members = np.zeros((len(slugs), columns.count), dtype=bool)
    of = np.repeat(np.arange(columns.count), lists.lengths)
    members[np.array([rows[slug] for slug in lists.values], dtype=int)[lists.numbers], of] = True
    if CITYWIDE in rows:
        members[rows[CITYWIDE]] |= is_citywide
    return _Column(slugs, members)


class _Index:
    """A catalogue as columns: for each facet, which projects have which slug."""

    def __init__(self, catalogue: Catalogue) -> None:
        columns = columns_of(catalogue)
        self._columns = columns
        self.ids: NDArray[np.object_] = np.array([*catalogue.ids, None], dtype=object)[:-1]
        self.placed: Mask = columns.placed
        self.matched: dict[Filters, dict[str, Mask | None]] = {}
        self._own = {
            facet: _make_districts(columns)
            if facet == "district"
            else _make_column(facet, coded=_code_facet(columns, facet=facet))
            for facet in OWN_FACETS
        }
        self._promises: dict[date | None, _Column] = {}
        self._clocks: Clocks | None = None

    def column(self, catalogue: Catalogue, *, facet: str, as_of: date | None) -> _Column:
        """Give the column of a facet; that of promises is made for the day asked for."""
        if facet != "promise":
            return self._own[facet]
        if (clocks := clocks_of(catalogue)) is not self._clocks:
            # Other catalogues know something else now: what was matched may be so no more.
            self.matched = {one: m for one, m in self.matched.items() if not one.promise}
            self._clocks, self._promises = clocks, {}
        made = self._promises.get(as_of)
        if made is None:
            made = _make_column(facet, coded=clocks.list_states(as_of))
            if len(self._promises) >= MOST_MATCHED:
                self._promises = {}
            self._promises[as_of] = made
        return made

    @property
    def shapes(self) -> NDArray[np.object_]:
        """Give the place of each project, None where there is none."""
        return self._columns.shapes

    def match_text(self, catalogue: Catalogue, q: str) -> Mask | None:
        """Say which projects have all words of a query; None where nothing is asked."""
        words = split_query(q)
        if not words:
            return np.zeros(len(self.ids), dtype=bool) if is_wordless(q) else None
        return match_query(catalogue, words=words)


def _match_facet(column: _Column, *, choices: frozenset[str]) -> Mask:
    """Say which projects have one of the slugs."""
    chosen = [row for row, slug in enumerate(column.slugs) if slug in choices]
    matched: Mask = np.any(column.members[chosen], axis=0)
    return matched


@once
def _index_of(catalogue: Catalogue) -> _Index:
    """Give the columns of a catalogue, made once."""
    return _Index(catalogue)


def _order_slugs(facet: str, *, found: set[str]) -> tuple[str, ...]:
    """Order the choices of a facet: whole vocabularies as they stand, others sorted."""
    vocabularies = {
        "sector": SECTORS,
        "status": STATUSES,
        "accuracy": ACCURACY_CLASSES,
        "promise": CLOCK_STATES,
    }
    if facet in vocabularies:
        return tuple(vocabularies[facet])
    return tuple(sorted(found, key=lambda slug: (not slug.isdigit(), slug)))


def _join(masks: list[Mask | None], *, size: int) -> Mask:
    """Say which projects all masks leave."""
    joined = np.ones(size, dtype=bool)
    for mask in masks:
        if mask is not None:
            joined &= mask
    return joined


def _match_all(catalogue: Catalogue, *, filters: Filters) -> dict[str, Mask | None]:
    """Match each facet, the text and the area by itself.

    One request asks the same several times, to select, to count and to measure: what was matched
    last is kept.
    """
    index = _index_of(catalogue)
    asked = [facet for facet in FACETS if filters.choices(facet)]
    columns = {facet: index.column(catalogue, facet=facet, as_of=filters.as_of) for facet in asked}
    found = index.matched.get(filters)
    if found is None:
        where = filters.area
        found = dict.fromkeys(FACETS) | {
            facet: _match_facet(column, choices=filters.choices(facet))
            for facet, column in columns.items()
        }
        found["q"] = index.match_text(catalogue, filters.q)
        found["area"] = (
            None if where is None else match_area(index.shapes, catalogue=catalogue, area=where)
        )
        if len(index.matched) >= MOST_MATCHED:
            index.matched = {}
        index.matched[filters] = found
    return found


def select_mask(catalogue: Catalogue, *, filters: Filters) -> Mask:
    """Say of each project, in the order of the catalogue, whether a reader asked for it.

    Parameters
    ----------
    catalogue
        The catalogue; what is computed from it is kept as long as it lives.
    filters
        What is asked: any slug within a facet, all facets and all words of ``q`` together.
    """
    index = _index_of(catalogue)
    return _join(list(_match_all(catalogue, filters=filters).values()), size=len(index.ids))


def select_projects(catalogue: Catalogue, *, filters: Filters) -> Selection:
    """Select the projects that a reader asked for.

    Parameters
    ----------
    catalogue
        The catalogue; what is computed from it is kept as long as it lives.
    filters
        What is asked: any slug within a facet, all facets and all words of ``q`` together.
    """
    index = _index_of(catalogue)
    mask = select_mask(catalogue, filters=filters)
    return Selection(
        placed_ids=tuple(index.ids[mask & index.placed]),
        unplaced_ids=tuple(index.ids[mask & ~index.placed]),
        ids=tuple(index.ids[mask]),
    )


def count_choices(catalogue: Catalogue, *, filters: Filters) -> dict[str, dict[str, int]]:
    """Count what each choice of each facet would leave, with the other facets as they are.

    Parameters
    ----------
    catalogue
        The catalogue.
    filters
        What is asked now.

    Returns
    -------
    dict
        For each of `FACETS`, projects by slug. Sectors, statuses, accuracy classes and what becomes
        of promises are there even at 0; districts and due years are those that the catalogue has.
    """
    index = _index_of(catalogue)
    masks = _match_all(catalogue, filters=filters)
    counts = {}
    for facet in FACETS:
        others = [mask for name, mask in masks.items() if name != facet]
        left = _join(others, size=len(index.ids))
        column = index.column(catalogue, facet=facet, as_of=filters.as_of)
        numbers = np.count_nonzero(column.members & left, axis=1)
        counts[facet] = dict(zip(column.slugs, numbers.tolist(), strict=True))
    return counts
