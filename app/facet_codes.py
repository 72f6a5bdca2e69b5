"""How the choices of facets stand in an address: by their slugs, or shorter where they are many.

Few choices are written by their slugs (``sector=roads``). Where the choices of all facets together
would be longer than `PLAIN_LENGTH`, a facet with more than half its slugs chosen is written by what
is left out (``sector=-roads``: all but roads); and where that is still too long, each slug by a
code that never changes (``sector=ro,rt``), a district by the end of its adcode. All three are read
everywhere and for ever, mixed as one likes. The scripts of a file have the same rule in
``core/facet-codes.js``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from projects.changes.terms import CHANGE_CLASSES
from projects.clock import CLOCK_STATES
from projects.vocabulary import ACCURACY_CLASSES, SECTORS, STATUSES

PLAIN_LENGTH = 100
"""So many characters may the choices take before they are written shorter."""
BUT = "-"
"""Before the first of the slugs that are left out."""
_ADCODE, _END = 6, 2
_SECTOR_CODES = "rt ro ra in pn iv co ct hp er"
_STATUS_CODES = "pr pl uc up og cp"
_ACCURACY_CODES = "ex cl ap ar cr di ci un"
_PROMISE_CODES = "ke kl dy dl od ud cd no"
_CHANGE_CODES = "ne cn sm ke kl sl ww rn sp mg cg cf nm"


def _pair(terms: Iterable[str], codes: str) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(terms, codes.split(), strict=True)))


CODES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "sector": _pair(SECTORS, _SECTOR_CODES),
        "status": _pair(STATUSES, _STATUS_CODES),
        "accuracy": _pair(ACCURACY_CLASSES, _ACCURACY_CODES),
        "promise": _pair(CLOCK_STATES, _PROMISE_CODES),
        "change": _pair(CHANGE_CLASSES, _CHANGE_CODES),
    }
)
"""The code of each slug, by facet; of the others slugs are years and adcodes, short enough."""


@dataclass(frozen=True)
class Read:
    """What the value of a facet asks for, and what of it is unknown."""

    chosen: frozenset[str]
    unknown: tuple[str, ...]


def _find_slug(facet: str, token: str, allowed: Collection[str]) -> str | None:
    """Find the slug that a token stands for: itself, its code, or the end of an adcode."""
    codes = CODES.get(facet, {})
    if token in allowed or token in codes:
        return token
    slug = next((slug for slug, code in codes.items() if code == token), None)
    if slug is not None or facet != "district" or len(token) != _END or not token.isdecimal():
        return slug
    ends = [one for one in allowed if len(one) == _ADCODE and one.endswith(token)]
    return ends[0] if len(ends) == 1 else None


def read_choices(facet: str, text: str, *, allowed: Collection[str]) -> Read:
    """Read the value of a facet.

    Parameters
    ----------
    facet
        The facet.
    text
        Its value in an address.
    allowed
        The slugs there are.

    Examples
    --------
    >>> sorted(read_choices("sector", "-ro", allowed={"roads", "industry", "commerce"}).chosen)
    ['commerce', 'industry']
    """
    is_rest = text.startswith(BUT)
    tokens = [token.removeprefix(BUT) if is_rest else token for token in text.split(",")]
    tokens = [token for token in tokens if token]
    found = {token: _find_slug(facet, token, allowed) for token in tokens}
    unknown = [token for token in tokens if found[token] is None]
    named = frozenset(slug for slug in found.values() if slug is not None)
    if is_rest:
        return Read(frozenset(allowed) - named, tuple(unknown))
    # A code of the vocabulary whose slug no record has says nothing here.
    unknown += [token for token in tokens if (slug := found[token]) and slug not in allowed]
    return Read(named & frozenset(allowed), tuple(one for one in tokens if one in unknown))


def _leave_out(facet: str, chosen: Collection[str]) -> tuple[str, list[str]]:
    """Return a facet's choices as they stand, or those left out where these are fewer."""
    terms = CODES.get(facet)
    if terms is None or not set(chosen) <= terms.keys():
        return "", sorted(chosen)
    rest = terms.keys() - set(chosen)
    return (BUT, sorted(rest)) if len(rest) < len(chosen) else ("", sorted(chosen))


def _abbreviate(facet: str, slugs: Collection[str]) -> list[str]:
    """Return the codes of slugs; of districts the ends of their adcodes where these differ."""
    if facet == "district":
        adcodes = [one for one in slugs if len(one) == _ADCODE and one.isdecimal()]
        if len({one[:-_END] for one in adcodes}) == 1:
            return sorted(one[-_END:] if one in adcodes else one for one in slugs)
    codes = CODES.get(facet, {})
    return sorted(codes.get(one, one) for one in slugs)


def _measure(written: Mapping[str, str]) -> int:
    return sum(len(facet) + len(text) + 2 for facet, text in written.items())


def write_choices(choices: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Write the choices of facets, shorter where they would be long.

    Parameters
    ----------
    choices
        The slugs chosen, by facet.

    Examples
    --------
    >>> write_choices({"sector": {"roads", "industry"}, "status": set()})
    {'sector': 'industry,roads'}
    """
    asked = {facet: chosen for facet, chosen in choices.items() if chosen}
    plain = {facet: ",".join(sorted(chosen)) for facet, chosen in asked.items()}
    if _measure(plain) <= PLAIN_LENGTH:
        return plain
    left = {facet: _leave_out(facet, chosen) for facet, chosen in asked.items()}
    shorter = {facet: mark + ",".join(slugs) for facet, (mark, slugs) in left.items()}
    if _measure(shorter) <= PLAIN_LENGTH:
        return shorter
    return {
        facet: mark + ",".join(_abbreviate(facet, slugs)) for facet, (mark, slugs) in left.items()
    }
