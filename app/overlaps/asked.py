"""What a reader asks of the pairs that meet, as an address writes it, and the pairs it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from projects.catalogue import Catalogue
from projects.filters import list_slugs
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


def _has_sectors(own: tuple[str, str], *, chosen: Mapping[str, str]) -> bool:
    """Say whether a pair has the sectors asked for, one a project, in either order."""
    asked = chosen.get("sector"), chosen.get("other")
    return any(
        all(want in {None, have} for want, have in zip(asked, both, strict=True))
        for both in (own, own[::-1])
    )


def find_asked(catalogue: Catalogue, *, asked: Asked) -> Overlaps:
    """Find the pairs that are asked for; a status or district may be that of either project.

    Parameters
    ----------
    catalogue
        The catalogue.
    asked
        What is asked.
    """
    overlaps = find_overlaps(catalogue, within_m=asked.within_m)
    rest = [name for name in asked.chosen if name not in {"sector", "other"}]
    kept = []
    for pair in overlaps.pairs:
        one, other = catalogue.by_id[pair.a], catalogue.by_id[pair.b]
        own = {
            "class": {pair.pair_class},
            "certainty": {pair.certainty},
            "status": {one.status, other.status},
            "district": {s for p in (one, other) for s in list_slugs(p, facet="district")},
        }
        if _has_sectors((one.sector, other.sector), chosen=asked.chosen) and all(
            asked.chosen[name] in own[name] for name in rest
        ):
            kept.append(pair)
    return Overlaps(tuple(kept), overlaps.counted_only, overlaps.within_m)
