"""The catalogue that is served now: read again when its file changes, the last good one kept."""

import json
import os
import threading
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from app.address import Known
from app.published.assets import Asset
from app.published.reference import reference_bytes
from geodata.cities import City, default_city
from geodata.layers import load_layer
from projects.catalogue import DEFAULT_CATALOGUE, Catalogue
from projects.checks import read_checked
from projects.errors import CatalogueError, Fault
from projects.filters import Filters, count_choices
from projects.publish import published_bytes

CATALOGUE_FILE = "CATALOGUE_FILE"


@dataclass(frozen=True)
class Served:
    """A good catalogue with what the pages derive from it once."""

    catalogue: Catalogue

    @cached_property
    def choices(self) -> dict[str, dict[str, int]]:
        """Return every choice of every facet with its count in the whole catalogue."""
        return count_choices(self.catalogue, filters=Filters())

    @cached_property
    def known(self) -> Known:
        """Return what a link may name in this catalogue."""
        choices = {facet: frozenset(counts) for facet, counts in self.choices.items()}
        return Known(choices=choices, ids=self.catalogue.present_ids)

    @cached_property
    def file(self) -> Asset:
        """Return the catalogue as the page fetches it."""
        body = published_bytes(self.catalogue)
        return Asset(f"{self.catalogue.metadata.id}.geojson", body, "application/geo+json")

    @cached_property
    def reference(self) -> Asset:
        """Return the vocabularies that name the slugs of the catalogue."""
        return Asset("reference.json", reference_bytes(self.catalogue), "application/json")


@dataclass(frozen=True)
class _State:
    """What was read last: the good catalogue and the faults of the file, under its stamp."""

    stamp: tuple[int, ...] | None = None
    served: Served | None = None
    faults: tuple[Fault, ...] = ()


class Store:
    """Hold one catalogue file and serve its last good state.

    A file is read by one caller at a time. Nobody waits for it but that caller, and before the
    first reading everybody: the others go on with the last state.

    Parameters
    ----------
    path
        The catalogue's file.
    """

    def __init__(self, path: Path) -> None:
        """Remember the file; nothing is read yet."""
        self.path = path
        self._reading = threading.Lock()
        self._state = _State()

    @property
    def served(self) -> Served | None:
        """The last good catalogue, without a look at the file."""
        return self._state.served

    def refresh(self) -> tuple[Served | None, tuple[Fault, ...]]:
        """Return the last good catalogue and the faults of the file as it is now.

        The file is read only when its stamp has changed. This may take a second, so the event
        loop asks in a thread. What the checks refuse replaces nothing.
        """
        is_first = self._state.stamp is None
        if self._reading.acquire(blocking=is_first):
            try:
                stamp = self._read_stamp()
                if stamp != self._state.stamp:
                    self._state = self._read(stamp)
            finally:
                self._reading.release()
        state = self._state
        return state.served, state.faults

    def _read(self, stamp: tuple[int, ...]) -> _State:
        """Read the file, keeping what is served where it has faults."""
        try:
            # The reader of a page sees the name of the file and no path of the server.
            catalogue = read_checked(self.path, file=self.path.name)
        except CatalogueError as error:
            return _State(stamp, self._state.served, error.faults)
        return _State(stamp, Served(catalogue))

    def _read_stamp(self) -> tuple[int, ...]:
        try:
            status = self.path.stat()
        except (OSError, ValueError):
            return (0, -1)
        return (status.st_mtime_ns, status.st_size, status.st_ino)


def catalogue_path() -> Path:
    """Return the catalogue to serve: the one configured, or the embedded default."""
    chosen = os.environ.get(CATALOGUE_FILE)
    return Path(chosen) if chosen else DEFAULT_CATALOGUE


@cache
def current_store() -> Store:
    """Return the store of this process, made when the entry or the script first asks for it."""
    return Store(catalogue_path())


def base_map_file(city: City | None = None) -> Asset:
    """Return the layers of the embedded base map of a city as one file."""
    city = city or default_city()
    layers = {name: load_layer(name, city=city).collection for name in city.layers}
    body = json.dumps(layers, ensure_ascii=False, separators=(",", ":")).encode()
    return Asset("base-map.json", body, "application/json")
