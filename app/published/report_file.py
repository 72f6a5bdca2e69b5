"""One report as it is served: its file, or its place in an atlas, and its last good state."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from app.published.country import Country
from app.published.served import Served, Shelf
from projects.catalogue import MAX_BYTES, Catalogue
from projects.checks import parse_checked, read_checked
from projects.errors import CatalogueError, Fault
from projects.facts import BeyondFinder
from projects.library import Library
from projects.sources.addresses import find_address

LONG_BYTES = 4 << 20
"""A changed file of more bytes is read behind the answers."""


@dataclass(frozen=True)
class _State:
    """What was read last: the good catalogue and the faults of the file, under its stamp."""

    stamp: tuple[int, ...] | None = None
    served: Served | None = None
    faults: tuple[Fault, ...] = ()


def read_stamp(path: Path) -> tuple[int, ...]:
    """Read what changes whenever a file, or a report of a shared database, does."""
    if find_address(path) is not None:
        shared: tuple[int, ...] = import_module("projects.sources.watching").read_stamp(path)
        return shared
    try:
        status = path.stat()
    except (OSError, ValueError):
        return (0, -1)
    return (status.st_mtime_ns, status.st_size, status.st_ino)


class ReportFile:
    """Hold one catalogue file and its last good state.

    A file is read by one caller at a time. Nobody waits for it but that caller, and before the
    first reading everybody: the others go on with the last state.

    Parameters
    ----------
    path
        The catalogue's file.
    find_library
        Gives the library that the file is part of.
    """

    def __init__(self, path: Path, *, find_library: Callable[[], Library]) -> None:
        """Remember the file; nothing is read yet."""
        self.path = path
        self._find_library = find_library
        self._reading = threading.Lock()
        self._state = _State()

    @property
    def served(self) -> Served | None:
        """The last good catalogue, without a look at the file."""
        return self._state.served

    def refresh(self, shelf: Shelf) -> tuple[Served | None, tuple[Fault, ...]]:
        """Return the last good catalogue and the faults of the file as it is now.

        The file is read only when its stamp has changed. What the checks refuse replaces nothing.
        A large file is read behind the answers, which go on with the last good state.
        """
        is_first = self._state.stamp is None
        if self._reading.acquire(blocking=is_first):
            is_read_behind = False
            try:
                stamp = self._read_stamp()
                is_read_behind = stamp != self._state.stamp and self._takes_long()
                if is_read_behind:
                    work = (stamp, shelf)
                    threading.Thread(
                        target=self._read_behind, args=work, name="read", daemon=True
                    ).start()
                elif stamp != self._state.stamp:
                    self._state = self._read(stamp, shelf)
                served = self._state.served
                if served is not None and served.shelf != shelf and not is_read_behind:
                    self._state = replace(self._state, served=replace(served, shelf=shelf))
            finally:
                if not is_read_behind:
                    self._reading.release()
        state = self._state
        return state.served, state.faults

    def _takes_long(self) -> bool:
        """Say whether readers should not wait for the file: it is large, and they have another."""
        try:
            size = self.path.stat().st_size
        except (OSError, ValueError):
            return False
        return self._state.served is not None and LONG_BYTES < size <= MAX_BYTES

    def _read_behind(self, stamp: tuple[int, ...], shelf: Shelf) -> None:
        """Read the file and make what a page fetches of it, then let it be read again."""
        try:
            state = self._read(stamp, shelf)
            if state.served is not None and state.served.is_large:
                state.served.packed.compress()
            self._state = state
        finally:
            self._reading.release()

    def _read_stamp(self) -> tuple[int, ...]:
        return read_stamp(self.path)

    def _read_catalogue(self) -> Catalogue:
        # The reader of a page sees the name of the file and no path of the server.
        return read_checked(self.path, file=self.path.name)

    def _read(self, stamp: tuple[int, ...], shelf: Shelf) -> _State:
        """Read the file, keeping what is served where it has faults."""
        try:
            catalogue = self._read_catalogue()
        except CatalogueError as error:
            return _State(stamp, self._state.served, error.faults)
        look = BeyondFinder(self._find_library, catalogue.metadata.id)
        catalogue = replace(catalogue, look_beyond=look)
        return _State(stamp, Served(catalogue, self.path, shelf, self._find_library))


class AtlasReport(ReportFile):
    """Hold one report of an atlas and its last good state, as a file is held.

    Parameters
    ----------
    report
        Its id.
    country
        The atlas.
    find_library
        Gives the library that is served beside it.
    """

    def __init__(
        self, report: str, *, country: Country, find_library: Callable[[], Library]
    ) -> None:
        """Remember the report; nothing is read yet."""
        super().__init__(Path(f"{report}.geojson"), find_library=find_library)
        self._report, self._country = report, country

    def _read_stamp(self) -> tuple[int, ...]:
        return self._country.read_stamp()

    def _read_catalogue(self) -> Catalogue:
        return parse_checked(self._country.read_bytes(self._report), file=self.path.name)
