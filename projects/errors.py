"""The errors of this package and the fault, one wrong thing found at one place of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SHOWN_FAULTS = 20


@dataclass(frozen=True, order=True)
class Fault:
    """One wrong thing: where it stands, what was expected and what was found.

    Parameters
    ----------
    file
        Name of the file as the reader gave it.
    record
        Id of the record, ``feature 7`` (counted from 1) where it has no id, or ``metadata``
        or ``collection``.
    field
        Path of the field, such as ``milestones[0].date``.
    expected
        What should stand there, in words.
    found
        What stands there, shortened.
    check
        The short name of the check that found it, one of `projects.checks.CHECKS`.
    """

    file: str
    record: str
    field: str
    expected: str
    found: str
    check: str = "form"

    def __str__(self) -> str:
        """Say the fault in one line."""
        return f"{self.file}: {self.record}: {self.field}: {self.expected}; found {self.found}"


def sum_faults(faults: Sequence[Fault], *, file: str) -> str:
    """Sum the faults of a file up in one sentence: the first, how many more, and what lists them.

    Parameters
    ----------
    faults
        The faults, at least one.
    file
        The file, as the command that lists them is given it.

    Examples
    --------
    >>> fault = Fault("a.geojson", "metro-1", "due", "a whole number", "'2024'")
    >>> sum_faults([fault, fault], file="data/a.geojson")
    "metro-1: due: expected a whole number, found '2024'; python -m projects check data/a.geojson \
lists it and 1 more"
    """
    first, more = faults[0], len(faults) - 1
    rest = f" and {more:,} more" if more else ""
    return (
        f"{first.record}: {first.field}: expected {first.expected}, found {first.found}; "
        f"python -m projects check {file} lists it{rest}"
    )


class ProjectsError(ValueError):
    """Anything this package refuses."""


class CatalogueError(ProjectsError):
    """A catalogue that cannot be read, with every fault found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Gather the faults and say the first ones."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        lines = [str(fault) for fault in self.faults[:_SHOWN_FAULTS]]
        if len(self.faults) > _SHOWN_FAULTS:
            lines.append(f"and {len(self.faults) - _SHOWN_FAULTS} more")
        super().__init__("\n".join(lines))


class NearnessError(ProjectsError):
    """A point or a radius that no distance can be measured from."""


class OverlapsError(ProjectsError):
    """A distance within which no pair can be looked for."""


class OutcomesError(ProjectsError):
    """A file of outcomes that cannot be read, with every fault found in it."""

    def __init__(self, file: str, faults: Iterable[str]) -> None:
        """Gather the faults of one file."""
        self.file = file
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{file}: {fault}" for fault in self.faults))


class ExportError(ProjectsError):
    """A format or a system that records cannot be written in."""


class LibraryError(ProjectsError):
    """A name that is neither a file nor a catalogue of the library."""


class MappingError(ProjectsError):
    """A steward's mapping file that cannot be read."""


class AreaError(ProjectsError):
    """A text that does not name an area to look for projects in."""


class PackedError(ProjectsError):
    """Bytes that are no packed catalogue of the version that is read."""
