"""How alike the names of two records are, and which signs must not differ at all."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from geodata.romanise import normalise
from projects.changes.subject import R, Told

LEAST_ALIKE = 84
"""Names at least so alike, of 100, are proposed as one project."""

_SHORT_FORM = 85
"""What a short form counts for, such as 古娄方 for 古交-娄烦-方山."""

_LEAST_CORE = 3
_ROWS_AT_ONCE = 500
_NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十]+(?=期|号|环|路|线|标|批)")
_SIDES = re.compile(r"[东西南北](?=延|段|线|环|路|街|区|站|翼)|[东西南北]$")
_GENERIC = re.compile(
    r"高速公路|高速|公路|工程|项目|改造|建设|提升|改扩建|扩建|贯通|打通|产业|新城|（.*?）"
)


def list_names(project: Told) -> tuple[str, ...]:
    """List the names of a record, normalised: the usual one and the others."""
    names = [project.name_zh, *project.aliases]
    return tuple(dict.fromkeys(found for found in map(normalise, names) if found))


def read_signature(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Read the numbers and the sides of a name: where they differ, so do the things.

    Examples
    --------
    >>> read_signature("1号线一期") == read_signature("1号线二期")
    False
    """
    return frozenset(_NUMBERS.findall(name)), frozenset(_SIDES.findall(name))


def is_short_form(one: str, other: str) -> bool:
    """Say whether one name is the other with signs left out, generic words apart.

    Examples
    --------
    >>> is_short_form("古娄方高速公路", "古交娄烦方山高速")
    True
    >>> is_short_form("东街", "西街")
    False
    """
    short, long = sorted((_GENERIC.sub("", one), _GENERIC.sub("", other)), key=len)
    if len(short) < _LEAST_CORE or short[0] != long[0]:
        return False
    rest = iter(long)
    return all(sign in rest for sign in short)


def _flatten(projects: Sequence[Told]) -> tuple[list[str], list[int]]:
    """Give the names of all records in one list, and whose each is."""
    names, owners = [], []
    for number, project in enumerate(projects):
        for name in list_names(project):
            names.append(name)
            owners.append(number)
    return names, owners


def find_alike(old: Sequence[R], new: Sequence[R]) -> Iterator[tuple[float, R, R]]:
    """Find pairs of records whose names are alike.

    Parameters
    ----------
    old, new
        Records of two catalogues that are not matched otherwise.

    Yields
    ------
    tuple
        How alike, of 100, and the two; a pair may come more than once.
    """
    old_names, old_owners = _flatten(old)
    new_names, new_owners = _flatten(new)
    if not old_names or not new_names:
        return
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - a server starts without it

    for start in range(0, len(old_names), _ROWS_AT_ONCE):
        rows = old_names[start : start + _ROWS_AT_ONCE]
        scores = process.cdist(rows, new_names, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE)
        for row, column in np.argwhere(scores > 0).tolist():
            one, other = rows[row], new_names[column]
            if read_signature(one) == read_signature(other):
                pair = old[old_owners[start + row]], new[new_owners[column]]
                yield float(scores[row, column]), *pair
    yield from _find_short_forms(old, new)


def _find_short_forms(old: Sequence[R], new: Sequence[R]) -> Iterator[tuple[float, R, R]]:
    """Find pairs of one kind of which one name is the short form of the other."""
    by_kind: dict[str, list[tuple[str, R]]] = {}
    for project in new:
        by_kind.setdefault(project.kind, []).append((normalise(project.name_zh), project))
    for project in old:
        name = normalise(project.name_zh)
        for other_name, other in by_kind.get(project.kind, ()):
            if is_short_form(name, other_name) and read_signature(name) == read_signature(
                other_name
            ):
                yield float(_SHORT_FORM), project, other
