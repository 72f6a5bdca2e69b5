"""Which records name another in their own words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from projects.overlaps.subject import Subject

LEAST_SIGNS: Final = 3
"""A shorter name may stand in a text by chance (蒙山 in 蒙山大街)."""


def find_named(projects: Sequence[Subject]) -> Iterator[tuple[int, int]]:
    """Find the pairs of which one names the other in its summary.

    Parameters
    ----------
    projects
        The records of a catalogue.

    Yields
    ------
    tuple of int
        Where the naming and the named record stand. Names and aliases count from
        `LEAST_SIGNS` signs on, and only those that a single record has.
    """
    names = [
        {name for name in (project.name_zh, *project.aliases) if len(name) >= LEAST_SIGNS}
        for project in projects
    ]
    uses = Counter(name for own in names for name in own)
    by_start: dict[str, list[tuple[str, int]]] = {}
    for row, own in enumerate(names):
        for name in own:
            if uses[name] == 1:
                by_start.setdefault(name[:LEAST_SIGNS], []).append((name, row))
    for row, project in enumerate(projects):
        text, found = project.summary_zh, set()
        for start in range(len(text) - LEAST_SIGNS + 1):
            for name, named in by_start.get(text[start : start + LEAST_SIGNS], ()):
                if named != row and text.startswith(name, start):
                    found.add(named)
        yield from ((row, named) for named in sorted(found))
