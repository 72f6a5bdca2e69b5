"""What the steward's tools refuse: documents, work lists, tables and edits."""

from collections.abc import Iterable

from projects.errors import Fault, ProjectsError


class StewardError(ProjectsError):
    """Anything that the steward's tools refuse, with a message a person can act on."""


class MissingExtraError(StewardError):
    """A library that comes with the optional part of the installation and is not there."""

    def __init__(self, *, package: str, purpose: str) -> None:
        """Say what is missing, for what, and what to install."""
        super().__init__(
            f"{purpose} needs {package}, which is not installed; "
            "install it with: pip install 'city-projects-map[steward]'"
        )


class DocumentError(StewardError):
    """A document that cannot be read as a report."""


class WorklistError(StewardError):
    """A work list that cannot be read."""


class TableError(StewardError):
    """A table or spatial file that cannot be imported at all."""


class EditError(StewardError):
    """An edit that cannot be made."""


class FaultyEditError(EditError):
    """An edit after which the catalogue would have faults; nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Gather the faults that the edit would leave."""
        self.faults = tuple(faults)
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"nothing was written; the catalogue would have faults:\n{lines}")
