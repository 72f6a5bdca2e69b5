"""A library: any number of catalogues, one a report, of any number of cities."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from projects.catalogue import (
    DATA_FOLDER,
    DEFAULT_CATALOGUE,
    Catalogue,
    read_catalogue,
    read_metadata,
)
from projects.checks import read_checked
from projects.errors import CatalogueError, Fault, LibraryError
from projects.model import Metadata, Project
from projects.record_keys import RecordKeys, keep_keys, make_keys, read_kept_keys
from projects.search import split_query
from projects.sources.addresses import find_address, is_address, name_place, split_places

Reader = Callable[[Path], Catalogue]
"""Reads a catalogue from a file, raising a `CatalogueError`."""
MetadataReader = Callable[[Path], Metadata]
"""Reads what a catalogue says of itself from its file, raising a `CatalogueError`."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One catalogue of a library; its records are read when they are first asked for."""

    path: Path
    metadata: Metadata
    reader: Reader = read_catalogue

    @property
    def id(self) -> str:
        """The id of the catalogue, such as ``taiyuan-2024``."""
        return self.metadata.id

    @property
    def adcode(self) -> str:
        """The adcode of its city."""
        return self.metadata.city.adcode

    @property
    def year(self) -> int:
        """The year of its report."""
        return self.metadata.report_year

    @cached_property
    def _read(self) -> Catalogue | CatalogueError:
        """Read the file once, keeping what is wrong with it."""
        try:
            return self.reader(self.path)
        except CatalogueError as error:
            return error

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, raising a `CatalogueError` where its records are broken."""
        if isinstance(self._read, CatalogueError):
            raise self._read
        return self._read

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the records; the file is read for it."""
        return self._read.faults if isinstance(self._read, CatalogueError) else ()

    @property
    def is_read(self) -> bool:
        """Whether its records were read."""
        return "_read" in self.__dict__

    @cached_property
    def _kept_keys(self) -> RecordKeys | None:
        """What its records are found by, as far as that is kept of its file."""
        return read_kept_keys(self.path)

    @property
    def is_at_hand(self) -> bool:
        """Whether it can be searched without reading its records."""
        return self.is_read or self._kept_keys is not None

    @cached_property
    def keys(self) -> RecordKeys | None:
        """What its records are found by; None where they are broken.

        They are read only where nothing is kept of the file.
        """
        if not self.is_read and self._kept_keys is not None:
            return self._kept_keys
        return None if self.faults else make_keys(self.catalogue)

    def prepare_keys(self) -> bool:
        """Make what its records are found by, and hold no record for it; say whether it is there.

        Where nothing can be kept beside the file, nothing is made.
        """
        if self._kept_keys is None and keep_keys(self.path):
            self.__dict__.pop("_kept_keys", None)
        return self.is_at_hand


@dataclass(frozen=True)
class Appearance:
    """A project in one of the catalogues, whose records are read when it is asked for."""

    entry: Entry
    id: str

    @property
    def project(self) -> Project:
        """The project."""
        return self.entry.catalogue.by_id[self.id]


@dataclass(frozen=True)
class Found:
    """How many records a search finds.

    Parameters
    ----------
    counts
        Of each report in which something is found, by its id.
    waiting
        How many reports were not looked into yet, since that takes long.
    """

    counts: Mapping[str, int]
    waiting: int = 0


@dataclass(frozen=True)
class Library:
    """Catalogues by city and year, with the faults of the files that could not be opened.

    Parameters
    ----------
    entries
        The catalogues, by city and then by year.
    broken
        For each file that could not be opened, by its path, what is wrong with it.
    default_id
        The catalogue shown where none is asked for; None where there is none.
    """

    entries: tuple[Entry, ...]
    broken: Mapping[str, tuple[Fault, ...]]
    default_id: str | None

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Catalogues by their id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def cities(self) -> tuple[str, ...]:
        """Adcodes of the cities, in the order of the entries."""
        return tuple(dict.fromkeys(entry.adcode for entry in self.entries))

    @property
    def default(self) -> Entry | None:
        """The catalogue shown where none is asked for."""
        return None if self.default_id is None else self.by_id[self.default_id]

    def list_reports(self, adcode: str) -> tuple[Entry, ...]:
        """List the reports of a city, the oldest first."""
        return tuple(entry for entry in self.entries if entry.adcode == adcode)

    def _list(self, adcode: str | None) -> Iterator[Entry]:
        """List the entries, of one city or of all."""
        return (one for one in self.entries if adcode is None or one.adcode == adcode)

    def find_shared(self, report_id: str) -> frozenset[str]:
        """Find which records of a catalogue another one of its city may have.

        Parameters
        ----------
        report_id
            The catalogue.

        Returns
        -------
        frozenset of str
            Present ids: those that `find_record` finds elsewhere are among them.
        """
        entry = self.by_id.get(report_id)
        if entry is None or entry.faults:
            return frozenset()
        own = entry.catalogue.present_ids
        found: set[str] = set()
        for other in self._list(entry.adcode):
            if other.id != report_id and not other.faults:
                found |= {own[name] for name in own.keys() & other.catalogue.present_ids.keys()}
        return frozenset(found)

    def find_record(self, record_id: str, *, adcode: str | None = None) -> tuple[Appearance, ...]:
        """Find a project through the years, by an id it has or had.

        Parameters
        ----------
        record_id
            A present or a former id, in any of the catalogues.
        adcode
            The city; every city where None.

        Returns
        -------
        tuple of Appearance
            The oldest report first; a catalogue whose records are broken is passed over.
        """
        entries = [one for one in self._list(adcode) if not one.faults]
        names, found = {record_id}, dict[str, Appearance]()
        grown = True
        while grown:
            grown = False
            for entry in entries:
                if entry.id in found:
                    continue
                present = entry.catalogue.present_ids
                hit = next((present[name] for name in sorted(names) if name in present), None)
                if hit is None:
                    continue
                project = entry.catalogue.by_id[hit]
                found[entry.id] = Appearance(entry, project.id)
                names |= {project.id, *project.aliases_id}
                grown = True
        return tuple(found[entry.id] for entry in entries if entry.id in found)

    def search(self, q: str, *, adcode: str | None = None) -> tuple[Appearance, ...]:
        """Search the records of every catalogue.

        Parameters
        ----------
        q
            Words, as for one catalogue; without a word nothing is found.
        adcode
            The city; every city where None.

        Returns
        -------
        tuple of Appearance
            In the order of the entries; a catalogue whose records are broken is passed over.
        """
        words = split_query(q)
        return tuple(
            Appearance(entry, record_id)
            for entry in self._list(adcode)
            if words and entry.keys is not None
            for record_id in entry.keys.find(words)
        )

    def count_found(
        self, q: str, *, adcode: str | None = None, beside: str | None = None, most_read: int = 0
    ) -> Found:
        """Count what a search finds, without reading many reports for it.

        Parameters
        ----------
        q
            Words, as for `search`.
        adcode
            The city; every city where None.
        beside
            The report that is not looked into, since it is shown.
        most_read
            So many reports may be read for it, of those that have to be.
        """
        words = split_query(q)
        counts: dict[str, int] = {}
        waiting = 0
        for entry in self._list(adcode) if words else ():
            if entry.id == beside:
                continue
            if not entry.is_at_hand:
                if most_read <= 0:
                    waiting += 1
                    continue
                most_read -= 1
            keys = entry.keys
            count = 0 if keys is None else len(keys.find(words))
            if count:
                counts[entry.id] = count
        return Found(counts, waiting)


def split_paths(text: str) -> tuple[Path, ...]:
    """Split a setting into paths, parted by commas or by the system's path separator.

    Examples
    --------
    >>> [path.name for path in split_paths("a/one.geojson, b/two.geojson")]
    ['one.geojson', 'two.geojson']
    """
    # On Windows the separator is a semicolon: a drive's colon never parts paths there.
    parts = [
        part
        for piece in split_places(text)
        for part in (
            [piece] if is_address(piece) else re.split(f"[,{re.escape(os.pathsep)}]", piece)
        )
    ]
    return tuple(name_place(part.strip()) for part in parts if part.strip())


def list_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """List catalogue files: each path as it stands, a folder as its ``*.geojson``, each once.

    The address of a shared database stands for the reports it holds now.
    """
    files: dict[Path, None] = {}
    for path in paths:
        for one in _list_one(path):
            files[one] = None
    return tuple(files)


def _list_one(path: Path) -> Iterable[Path]:
    """List the catalogues that a path names."""
    if find_address(path) is not None:
        shared: tuple[Path, ...] = import_module("projects.sources.watching").list_reports(path)
        return shared
    return sorted(path.glob("*.geojson")) if path.is_dir() else [path]


def _choose_default(entries: Sequence[Entry], *, wanted: str | None) -> str | None:
    """Choose the catalogue shown where none is asked for."""
    ids = [entry.id for entry in entries]
    if wanted is not None and wanted in ids:
        return wanted
    if DEFAULT_CATALOGUE.stem in ids:
        return DEFAULT_CATALOGUE.stem
    newest = max(entries, key=lambda entry: entry.year, default=None)
    return None if newest is None else newest.id


def open_files(
    files: Iterable[Path],
    *,
    default_id: str | None,
    reader: Reader,
    metadata_reader: MetadataReader,
) -> Library:
    """Open catalogues by their files; see `open_library`.

    Parameters
    ----------
    files
        The files.
    default_id
        The catalogue shown where none is asked for.
    reader
        What reads the records of a file, when they are first asked for.
    metadata_reader
        What reads what a file says of itself.
    """
    entries: dict[str, Entry] = {}
    broken: dict[str, tuple[Fault, ...]] = {}
    for path in files:
        try:
            metadata = metadata_reader(path)
        except CatalogueError as error:
            broken[str(path)] = error.faults
            continue
        entry = Entry(path=path, metadata=metadata, reader=reader)
        other = entries.get(metadata.id)
        if other is not None and other.faults:
            broken[str(other.path)] = other.faults  # it does not keep its sound twin closed
        elif other is not None:
            found = f"{metadata.id!r}, the id of {other.path}"
            expected = "an id that no other catalogue of the library has"
            broken[str(path)] = (Fault(str(path), "metadata", "id", expected, found),)
            continue
        entries[metadata.id] = entry
    ordered = sorted(
        entries.values(), key=lambda one: (one.adcode, one.metadata.report_day, one.id)
    )
    default = _choose_default(ordered, wanted=default_id)
    return Library(entries=tuple(ordered), broken=broken, default_id=default)


def open_library(
    paths: Iterable[Path] = (DATA_FOLDER,),
    *,
    default_id: str | None = None,
    reader: Reader = read_catalogue,
) -> Library:
    """Open catalogues; one that is broken never keeps the others closed.

    Parameters
    ----------
    paths
        Files and folders; of a folder every ``*.geojson``.
    default_id
        The catalogue shown where none is asked for. Else it is the one that comes with the
        project, else the newest.
    reader
        What reads the records of a file, when they are first asked for.

    Returns
    -------
    Library
        Only what each file says of itself has been read; of files with the same id the records
        too, since the first sound one counts. The others are among the broken.
    """
    return open_files(
        list_files(paths), default_id=default_id, reader=reader, metadata_reader=read_metadata
    )


def open_report(name: str, *, paths: Iterable[Path] = (DATA_FOLDER,)) -> Catalogue:
    """Open one catalogue by the path of its file or by its id in the library.

    Parameters
    ----------
    name
        A file, or an id such as ``taiyuan-2023``.
    paths
        Where the library lies.

    Raises
    ------
    LibraryError
        Where the name is neither; it lists the ids there are.
    CatalogueError
        Where the catalogue is broken.
    """
    path = name_place(name)
    if path.exists() or find_address(path) is not None:
        return read_checked(path)
    library = open_library(paths, reader=read_checked)
    entry = library.by_id.get(name)
    if entry is None:
        ids = ", ".join(library.by_id) or "none"
        raise LibraryError(f"expected a file or an id of the library ({ids}); found {name!r}")
    return entry.catalogue
