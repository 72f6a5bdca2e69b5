"""The reports that are served now: read again when a file changes, the last good one kept."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from importlib import import_module
from pathlib import Path

from app.address import Known
from app.published.assets import Asset
from app.published.country import Country, current_country
from app.published.kept_asset import KeptAsset
from app.published.records import find_known, find_speaking, write_records, write_speaking
from app.published.reference import OF_RECORDS, make_reference, tell_records, write_table
from projects.catalogue import DATA_FOLDER, MAX_BYTES, Catalogue, read_metadata
from projects.checks import parse_checked, read_checked
from projects.clocks import clocks_of
from projects.errors import CatalogueError, Fault
from projects.facts import BeyondFinder
from projects.filters import Filters, count_choices
from projects.library import Library, list_files, open_files, split_paths
from projects.model import Metadata
from projects.packed import MEDIA_TYPE, pack_catalogue
from projects.publish import published_bytes
from projects.sources.addresses import find_address, name_place

CATALOGUE_FILE = "CATALOGUE_FILE"
"""Names one catalogue: the only one, or with the other setting the one shown first."""
MOST_OF_ATLAS = 32
"""So many reports of an atlas are held at once."""
LONG_BYTES = 4 << 20
"""A changed file of more bytes is read behind the answers."""
LARGE = 3_000
"""From more records on the page fetches columns instead of GeoJSON."""
CATALOGUES = "CATALOGUES"
"""Names a folder, or several files parted by commas or by the system's path separator."""


@dataclass(frozen=True)
class Shelf:
    """Which reports stand beside each other: what a link may name.

    Parameters
    ----------
    ids
        The ids of the reports.
    default_id
        The report shown where a link names none.
    """

    ids: frozenset[str] = frozenset()
    default_id: str | None = None


@dataclass(frozen=True)
class Served:
    """A good catalogue with what the pages derive from it once.

    Parameters
    ----------
    catalogue
        The catalogue.
    path
        Its file; None where it has none here.
    shelf
        The reports it stands among.
    find_library
        Gives the library as it is now; None where the report stands alone.
    """

    catalogue: Catalogue
    path: Path | None = None
    shelf: Shelf = Shelf()
    find_library: Callable[[], Library] | None = field(default=None, compare=False, repr=False)

    @property
    def report(self) -> str | None:
        """The id that a link to this report names; None where a link need not name it."""
        own = self.catalogue.metadata.id
        return own if self.shelf.default_id not in (None, own) else None

    @cached_property
    def choices(self) -> dict[str, dict[str, int]]:
        """Return every choice of every facet with its count in the whole catalogue."""
        return count_choices(self.catalogue, filters=Filters())

    @cached_property
    def known(self) -> Known:
        """Return what a link may name in this catalogue."""
        choices = {facet: frozenset(counts) for facet, counts in self.choices.items()}
        reports = self.shelf.ids | {self.catalogue.metadata.id}
        return Known(choices, self.catalogue.present_ids, reports, self.shelf.default_id)

    @cached_property
    def file(self) -> Asset:
        """Return the catalogue as the page fetches it."""
        return KeptAsset(
            f"{self.catalogue.metadata.id}.geojson",
            "application/geo+json",
            make=partial(published_bytes, self.catalogue),
            kept=self.catalogue.kept,
            under="geojson",
        )

    @property
    def is_large(self) -> bool:
        """Whether the page fetches the catalogue packed, and the rest of a record with its card."""
        return len(self.catalogue.projects) > LARGE

    @property
    def digest(self) -> str:
        """Return a short digest of what is published of the catalogue."""
        return self.packed.digest if self.is_large else self.file.digest

    @cached_property
    def _made(self) -> list[tuple[Library | None, "_Beside"]]:
        """Hold what was made last with the library it was made for."""
        return []

    @property
    def library(self) -> Library | None:
        """The reports beside it as they are now; None where it stands alone."""
        return self.find_library() if self.find_library is not None else None

    @property
    def _beside(self) -> "_Beside":
        """Give what depends on the library, made anew when that is another."""
        library = self.library
        for known, made in self._made:
            if known is library:
                return made
        made = _Beside(self.catalogue, library, self.path)
        self._made[:] = [(library, made)]
        return made

    @property
    def reference(self) -> Asset:
        """Return what names the slugs of the catalogue, and what other reports say beside it."""
        return self._beside.reference

    @property
    def short_reference(self) -> Asset:
        """Return the reference without what is told of single records."""
        return self._beside.short_reference

    @property
    def packed(self) -> Asset:
        """Return the catalogue packed for the page."""
        return self._beside.packed

    def list_records(self, ids: Iterable[str]) -> bytes:
        """Write records whole, with what the reference tells of each.

        Parameters
        ----------
        ids
            Their ids; what the catalogue does not have is left out.
        """
        known = find_known(self.catalogue, ids=ids)
        return write_records(self.catalogue, ids=known, table=self._beside.tell(known))

    def list_speaking(self, text: str) -> bytes:
        """Write the first records that speak of a text, and how many do.

        Parameters
        ----------
        text
            What is searched, where no record is called so.
        """
        ids, count = find_speaking(self.catalogue, text=text)
        return write_speaking(self.catalogue, ids=ids, count=count, table=self._beside.tell(ids))


@dataclass(frozen=True, eq=False)
class _Beside:
    """What is made of a catalogue and the library that it stands in."""

    catalogue: Catalogue
    reports: Library | None
    path: Path | None

    @cached_property
    def words(self) -> dict[str, object]:
        """What names the slugs and values of the catalogue."""
        return make_reference(self.catalogue)

    @cached_property
    def told(self) -> dict[str, object]:
        """What is told of single records, under their ids."""
        return tell_records(self.catalogue, library=self.reports, path=self.path)

    def tell(self, ids: Iterable[str]) -> Mapping[str, object]:
        """Tell of some records: of a large catalogue nobody needs what is told of all of them."""
        if len(self.catalogue.projects) <= LARGE:
            return self.told
        return tell_records(self.catalogue, library=self.reports, path=self.path, ids=ids)

    @cached_property
    def reference(self) -> Asset:
        return Asset("reference.json", write_table(self.words | self.told), "application/json")

    @cached_property
    def short_reference(self) -> Asset:
        table = self.words | {name: {} for name in OF_RECORDS}
        return Asset("reference-short.json", write_table(table), "application/json")

    @cached_property
    def packed(self) -> Asset:
        return KeptAsset(
            f"{self.catalogue.metadata.id}.packed",
            MEDIA_TYPE,
            make=partial(pack_catalogue, self.catalogue),
            kept=self.catalogue.kept,
            under=f"packed{clocks_of(self.catalogue).key}",
        )


@dataclass(frozen=True)
class _State:
    """What was read last: the good catalogue and the faults of the file, under its stamp."""

    stamp: tuple[int, ...] | None = None
    served: Served | None = None
    faults: tuple[Fault, ...] = ()


def _read_stamp(path: Path) -> tuple[int, ...]:
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
        return _read_stamp(self.path)

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
        return self.list_reports()

    def list_reports(self) -> Library:
        """List the reports as their files are now; only what each says of itself is read."""
        if self._listing.acquire(blocking=self._stamps is None):
            try:
                stamps = tuple((path, _read_stamp(path)) for path in self._list())
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
        """Return the file of a report; see `refresh`."""
        return self._find(report, self.library)

    def _find(self, report: str | None, library: Library) -> Path | None:
        """Find the file of a report; one that says nothing of itself goes by its file's name."""
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
