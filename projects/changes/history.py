"""The history of one project: what each report says of it, and what moved in between."""

from dataclasses import dataclass
from itertools import pairwise

from projects.changes.comparison import Change, tell_pair
from projects.changes.matching import Pair
from projects.library import Appearance, Library


@dataclass(frozen=True)
class Step:
    """A project in one report, with what changed since the one before that names it."""

    appearance: Appearance
    changes: tuple[Change, ...]


def trace_record(
    library: Library, record_id: str, *, adcode: str | None = None
) -> tuple[Step, ...]:
    """Trace a project through the reports of a library, the oldest first.

    Parameters
    ----------
    library
        The library.
    record_id
        A present or a former id, in any of its catalogues.
    adcode
        The city; every city where None.

    Returns
    -------
    tuple of Step
        One for each report that names the project. A report between two of them that does not
        name it says nothing, and is no step.
    """
    found = library.find_record(record_id, adcode=adcode)
    steps = [Step(found[0], ())] if found else []
    for before, after in pairwise(found):
        how = "id" if before.project.id == after.project.id else "former-id"
        pair = Pair(before.project, after.project, how)
        changes = tell_pair(pair, old=before.entry.catalogue, new=after.entry.catalogue)
        steps.append(Step(after, tuple(changes)))
    return tuple(steps)
