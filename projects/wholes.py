"""Wholes: what records are parts of, and rings in which a whole is a part of its own part."""

from collections.abc import Iterable, Mapping


def find_ring(wholes: Mapping[str, Iterable[str]]) -> list[str]:
    """Find records that are, over any number of steps, parts of themselves.

    Parameters
    ----------
    wholes
        The wholes of each record that is a part of others; a record's own id is passed over.

    Returns
    -------
    list of str
        Their ids, in the order given.

    Examples
    --------
    >>> find_ring({"a": ["b"], "b": ["c"], "c": ["b"]})
    ['b', 'c']
    """
    return [record_id for record_id in wholes if _comes_back(record_id, wholes)]


def _comes_back(start: str, wholes: Mapping[str, Iterable[str]]) -> bool:
    """Say whether the way up from a record leads back to it over another one."""
    seen: set[str] = set()
    waiting = [whole for whole in wholes[start] if whole != start]
    while waiting:
        here = waiting.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            waiting += wholes.get(here, ())
    return False
