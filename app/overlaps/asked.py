"""What a reader asks of the pairs that meet, as an address writes it, and the pairs it leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from projects.catalogue import Catalogue
from projects.filters import list_column
from projects.overlaps import DEFAULT_WITHIN_M, MAX_WITHIN_M, Overlaps, find_overlaps
from projects.overlaps.terms import CERTAINTIES, CLASSES
from projects.vocabulary import SECTORS, STATUSES

_SLUGS: Final[Mapping[str, frozenset[str]]] = {
    "class": frozenset(CLASSES),
    "certainty": frozenset(CERTAINTIES),
    "sector": frozenset(SECTORS),
    "other": frozenset(SECTORS),
    "status": frozenset(STATUSES),
}
FACETS: Final = (*_SLUGS, "district")
"""What can be chosen: ``sector`` and ``other`` are the sectors of the two projects."""

MOST_KEPT: Final = 20_000
"""More pairs are found anew each time."""
MOST_DISTANCES: Final = 3

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the pairs: one slug a facet, and the distance."""

    within_m: float = DEFAULT_WITHIN_M
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of an address that asks the same."""
        return {**self.chosen, "d": f"{self.within_m:g}"}


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read what is asked; what is unknown asks nothing.

    Examples
    --------
    >>> read_asked({"d": "500", "class": "conflict", "status": "moon"})
    Asked(within_m=500.0, chosen={'class': 'conflict'})
    """
    text = query.get("d", "")[:10]
    within_m = float(text) if text.isascii() and text.isdecimal() else DEFAULT_WITHIN_M
    chosen = {name: query[name] for name, slugs in _SLUGS.items() if query.get(name) in slugs}
    district = query.get("district", "")
    if district == "city" or (len(district) <= 12 and district.isascii() and district.isdecimal()):  # noqa: PLR2004 - the longest code of a division
        chosen["district"] = district
    return Asked(min(within_m, MAX_WITHIN_M), chosen)


_kept: WeakKeyDictionary[Catalogue, dict[float, Overlaps]] = WeakKeyDictionary()


def overlaps_of(catalogue: Catalogue, *, within_m: float = DEFAULT_WITHIN_M) -> Overlaps:
    """Give the pairs of a catalogue, found once for the distances asked for last.

    Parameters
    ----------
    catalogue
        The catalogue; what is found is kept as long as it lives.
    within_m
        The distance D, 0 to 1,000 m.
    """
    kept = _kept.setdefault(catalogue, {})
    found = kept.get(within_m)
    if found is None:
        found = find_overlaps(catalogue, within_m=within_m)
        if len(found.pairs) <= MOST_KEPT:
            if len(kept) >= MOST_DISTANCES:
                kept.pop(next(iter(kept)), None)
            kept[within_m] = found
    return found


def is_found(catalogue: Catalogue, *, asked: Asked) -> bool:
    """Say whether the pairs that are asked for were found before, so that no one waits for them.

    Parameters
    ----------
    catalogue
        The catalogue.
    asked
        What is asked.
    """
    return asked.within_m in _kept.get(catalogue, {})


def _have(slugs: Sequence[Iterable[str]], slug: str) -> NDArray[np.bool_]:
    """Say which records have a slug."""
    return np.array([slug in own for own in slugs], dtype=bool)


def _fit_records(
    catalogue: Catalogue, *, rows: Rows, others: Rows, chosen: Mapping[str, str]
) -> NDArray[np.bool_]:
    """Say which pairs of records have what is chosen of a sector, a status or a district."""
    fits = np.ones(len(rows), dtype=bool)
    for name in ("status", "district"):
        if name in chosen:
            has = _have(list_column(catalogue, facet=name), chosen[name])
            fits &= has[rows] | has[others]
    asked = [chosen[name] for name in ("sector", "other") if name in chosen]
    if asked:
        # One sector a project, in either order.
        sectors = list_column(catalogue, facet="sector")
        one, other = (_have(sectors, slug) for slug in (asked[0], asked[-1]))
        if len(asked) == 1:
            fits &= one[rows] | one[others]
        else:
            fits &= (one[rows] & other[others]) | (one[others] & other[rows])
    return fits


def find_asked(catalogue: Catalogue, *, asked: Asked) -> Overlaps:
    """Find the pairs that are asked for; a status or district may be that of either project.

    Parameters
    ----------
    catalogue
        The catalogue.
    asked
        What is asked.
    """
    overlaps, chosen = overlaps_of(catalogue, within_m=asked.within_m), asked.chosen
    if not chosen:
        return overlaps
    place = catalogue.by_id.rows
    rows, others = (
        np.array([place[getattr(pair, side)] for pair in overlaps.pairs], dtype=np.int64)
        for side in ("a", "b")
    )
    fits = _fit_records(catalogue, rows=rows, others=others, chosen=chosen)
    kept = tuple(
        pair
        for pair, is_asked in zip(overlaps.pairs, fits.tolist(), strict=True)
        if is_asked
        and chosen.get("class") in {None, pair.pair_class}
        and chosen.get("certainty") in {None, pair.certainty}
    )
    return replace(overlaps, pairs=kept)
