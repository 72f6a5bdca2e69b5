"""A good catalogue with all that the pages derive from it once, and what stands beside it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from app.address import Known
from app.published.assets import Asset
from app.published.kept_asset import KeptAsset
from app.published.records import find_known, find_speaking, write_records, write_speaking
from app.published.reference import OF_RECORDS, make_reference, tell_records, write_table
from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.filters import Filters, count_choices
from projects.library import Library
from projects.packed import MEDIA_TYPE, pack_catalogue
from projects.publish import published_bytes

LARGE = 3_000
"""From more records on the page fetches columns instead of GeoJSON."""


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
