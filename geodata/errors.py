"""What can go wrong with places: one base error and its children, named after the fault."""

from collections.abc import Iterable
from pathlib import Path


class GeodataError(ValueError):
    """Anything that geodata refuses, with a message a person can act on."""


class UnknownNameError(GeodataError):
    """A name that is not among the known ones; the message lists those."""

    def __init__(self, what: str, *, found: object, known: Iterable[str]) -> None:
        """Say what was looked for, what was found and which names there are."""
        super().__init__(f"Unknown {what} {found!r}; known are: {', '.join(known)}.")


class GeometryError(GeodataError):
    """A geometry that cannot be measured: empty, or with coordinates that are not numbers."""


class FileFaultsError(GeodataError):
    """A file that cannot be used, with all its faults at once.

    Attributes
    ----------
    path
        The file.
    faults
        One sentence a fault, with the feature or line it stands in.
    """

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        """Gather the faults of one file."""
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}: {fault}" for fault in self.faults))


class SettingsError(GeodataError):
    """Text that is no TOML, or nests further than settings do."""


class PositionError(GeodataError):
    """A typed position that cannot be used."""


class UnreadablePositionError(PositionError):
    """It looks like coordinates but cannot be read as a longitude and a latitude."""


class OutsidePositionError(PositionError):
    """It was read, but lies outside the bounds in either order."""


class LinkWithoutPositionError(PositionError):
    """It is a link of a map service that holds neither coordinates nor a name."""


class PackageMissingError(GeodataError):
    """A package that holds places is not installed, or holds something else than expected."""


class FolderInUseError(GeodataError):
    """A folder that is to be made is there already, with files in it."""
