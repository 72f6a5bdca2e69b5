"""The atlas that is served: opened where the setting names one, and again when it was rebuilt."""

import os
import threading
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from app.pages_register import ATLAS
from projects.errors import CatalogueError, Fault, ProjectsError

if TYPE_CHECKING:
    from projects.atlas.opened import Atlas

TILES_ADDRESS = "atlas/overview.pmtiles"
TILES_TYPE = "application/vnd.pmtiles"


class Country:
    """Hold the atlas of a folder; nothing of it is loaded before it is asked for.

    Parameters
    ----------
    folder
        The folder; None where there is no atlas.
    """

    def __init__(self, folder: Path | None) -> None:
        """Remember the folder."""
        self.folder = folder
        self._opening = threading.Lock()
        self._stamp: tuple[int, int] | None = None
        self._atlas: Atlas | None = None
        self._fault = ""

    def read_stamp(self) -> tuple[int, int]:
        """Read what changes when the atlas is built anew."""
        if self.folder is None:
            return (0, -1)
        try:
            # What an atlas says of itself is written last.
            status = (self.folder / "atlas.json").stat()
        except OSError:
            return (0, -1)
        return (status.st_mtime_ns, status.st_ino)

    def open(self) -> tuple["Atlas | None", str]:
        """Give the atlas as it is now, and what keeps it from being read.

        Returns
        -------
        Atlas or None
            The last one that could be read.
        str
            The fault, without a path of the server; empty where there is none.
        """
        if self.folder is None:
            return None, ""
        with self._opening:
            stamp = self.read_stamp()
            if stamp != self._stamp:
                self._stamp = stamp
                self._read(self.folder)
        return self._atlas, self._fault

    def find_tiles(self) -> Path | None:
        """Find the file of the overview tiles; None where the atlas was built without."""
        if self.folder is None:
            return None
        tiles = self.folder / "overview.pmtiles"
        return tiles if tiles.is_file() else None

    def has_report(self, report: str) -> bool:
        """Say whether the atlas has a report."""
        atlas, _ = self.open()
        return atlas is not None and atlas.find_report(report) is not None

    def read_bytes(self, report: str) -> bytes:
        """Read a report of the atlas as the bytes of a catalogue file.

        Raises
        ------
        CatalogueError
            Where it cannot be read now.
        """
        atlas, fault = self.open()
        try:
            if atlas is not None:
                return atlas.read_bytes(report)
        except ProjectsError as error:
            fault = self._hide(error)
        expected, found = "a report of the atlas that can be read", fault or "no atlas"
        raise CatalogueError([Fault(report, "collection", "file", expected, found, check="file")])

    def _hide(self, error: ProjectsError) -> str:
        """Say an error without the path of the server."""
        return str(error).replace(str(self.folder), ATLAS)

    def _read(self, folder: Path) -> None:
        try:
            opened: Atlas = import_module("projects.atlas.opened").Atlas(folder)
            _ = opened.about, opened.reports, opened.shards
        except ProjectsError as error:
            self._fault = self._hide(error)
        else:
            self._atlas, self._fault = opened, ""


def open_country() -> Country:
    """Return the atlas that is configured."""
    chosen = os.environ.get(ATLAS)
    return Country(Path(chosen) if chosen else None)


@cache
def current_country() -> Country:
    """Return the atlas of this process."""
    return open_country()
