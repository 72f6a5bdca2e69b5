"""The reports that are served now: read again when a file changes, the last good one kept."""

import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from app.published.country import Country, current_country
from app.published.report_file import AtlasReport, ReportFile, read_stamp
from app.published.served import Served, Shelf
from projects.catalogue import DATA_FOLDER, Catalogue, read_metadata
from projects.errors import CatalogueError, Fault
from projects.library import Library, list_files, open_files, split_paths
from projects.model import Metadata
from projects.sources.addresses import name_place

CATALOGUE_FILE = "CATALOGUE_FILE"
"""Names one catalogue: the only one, or with the other setting the one shown first."""
CATALOGUES = "CATALOGUES"
"""Names a folder, or several files parted by commas or by the system's path separator."""
MOST_OF_ATLAS = 32
"""So many reports of an atlas are held at once."""

Stamps = tuple[tuple[Path, tuple[int, ...]], ...]


class Store:
    """Hold a library and serve the last good state of each of its reports.

    A report is read when it is first asked for; one broken file never closes the others.
    ``prepared`` is set once the default report was read and what its visitors fetch is made.

    Parameters
    ----------
    paths
        Files and folders; of a folder every ``*.geojson``.
    first
        The file whose report is shown where none is asked for.
    country
        The atlas whose reports are served too, each when a link names it.
    """

    def __init__(
        self, *paths: Path, first: Path | None = None, country: Country | None = None
    ) -> None:
        """Remember the files; nothing is read yet."""
        self._paths = paths
        self._country = country
        self._of_atlas: dict[str, AtlasReport] = {}
        self._first = first
        self.prepared = threading.Event()
        self._listing = threading.Lock()
        self._stamps: Stamps | None = None
        self._library = Library(entries=(), broken={}, default_id=None)
        self._files: dict[Path, ReportFile] = {}
        self._metadata: dict[Path, tuple[tuple[int, ...], Metadata]] = {}

    @property
    def library(self) -> Library:
        """The library as its files are now; only what each says of itself is read for it."""
        if self._listing.acquire(blocking=self._stamps is None):
            try:
                stamps = tuple((path, read_stamp(path)) for path in self._list())
                if stamps != self._stamps:
                    self._library = self._open(dict(stamps))
                    self._stamps = stamps
            finally:
                self._listing.release()
        return self._library

    def _list(self) -> Iterator[Path]:
        """List the files; what was one and is a folder now is a broken file."""
        for path in self._paths:
            yield from (path,) if path in self._metadata else list_files((path,))

    def _open(self, stamps: dict[Path, tuple[int, ...]]) -> Library:
        """Open the library, reading what has changed."""

        def read(path: Path) -> Metadata:
            known = self._metadata.get(path)
            if known is not None and known[0] == stamps[path]:
                return known[1]
            try:
                found = read_metadata(path)
            except CatalogueError:
                # The last good state of a file goes on under the name that it had.
                if known is None:
                    raise
                found = known[1]
            self._metadata[path] = (stamps[path], found)
            return found

        first, default_id = self._first, None
        if first is not None and first in stamps:
            with suppress(CatalogueError):
                default_id = read(first).id
        return open_files(stamps, default_id=default_id, reader=self._read, metadata_reader=read)

    def _read(self, path: Path) -> Catalogue:
        """Read a report of the library: its last good state."""
        served, faults = self._file(path).refresh(self._shelf)
        if served is None:
            raise CatalogueError(faults)
        return served.catalogue

    def _file(self, path: Path) -> ReportFile:
        return self._files.setdefault(path, ReportFile(path, find_library=lambda: self._library))

    def list_titles(self) -> dict[str, str]:
        """List the titles of the reports, in both languages, by their ids; as last looked at."""
        return {
            entry.id: f"{entry.metadata.title_zh} / {entry.metadata.title_en}"
            for entry in self._library.entries
        }

    @property
    def _shelf(self) -> Shelf:
        library = self._library
        return Shelf(frozenset(library.by_id), library.default_id)

    @property
    def served(self) -> Served | None:
        """The last good state of the default report, without a look at the file."""
        default = self._library.default
        return None if default is None else self._file(default.path).served

    def refresh(self, report: str | None = None) -> tuple[Served | None, tuple[Fault, ...]]:
        """Return the last good state of a report and the faults of its file as it is now.

        This may take a second, so the event loop asks in a thread.

        Parameters
        ----------
        report
            The id of the report, as a link names it; the default where it is None or unknown.
        """
        path = self.path_of(report)
        held = None if report is None else self._find_in_atlas(report)
        if held is not None:
            return held.refresh(self._shelf)
        return (None, ()) if path is None else self._file(path).refresh(self._shelf)

    def _find_in_atlas(self, report: str) -> AtlasReport | None:
        """Find a report that the library, just read, lacks and the atlas has; the last are kept."""
        if self._country is None or report in self._library.by_id:
            return None
        if not self._country.has_report(report):
            return None
        held = self._of_atlas.pop(report, None)
        if held is None:
            held = AtlasReport(report, country=self._country, find_library=lambda: self._library)
        self._of_atlas[report] = held
        while len(self._of_atlas) > MOST_OF_ATLAS:
            # Others may ask at the same time: what one took is gone for the other.
            self._of_atlas.pop(next(iter(self._of_atlas)), None)
        return held

    def path_of(self, report: str | None = None) -> Path | None:
        """Return the file of a report; one that says nothing of itself goes by its file's name."""
        library = self.library
        if report is not None and report in library.by_id:
            return library.by_id[report].path
        broken = [Path(name) for name in library.broken]
        named = [path for path in broken if path.stem == report]
        if named or library.default is None:
            return next(iter([*named, *broken, *self._paths]), None)
        return library.default.path


def catalogue_paths() -> tuple[Path, ...]:
    """Return where the catalogues to serve lie: those configured, or those that come along."""
    chosen = os.environ.get(CATALOGUE_FILE)
    several = split_paths(os.environ.get(CATALOGUES, ""))
    paths = (*((name_place(chosen),) if chosen else ()), *several)
    return paths or (DATA_FOLDER,)


def first_path() -> Path | None:
    """Return the file whose report is shown where none is asked for; None for the usual one."""
    chosen = os.environ.get(CATALOGUE_FILE)
    return name_place(chosen) if chosen else None


def open_store() -> Store:
    """Return a store of what is configured."""
    return Store(*catalogue_paths(), first=first_path(), country=current_country())


@cache
def current_store() -> Store:
    """Return the store of this process, made when the entry or the script first asks for it."""
    return open_store()
