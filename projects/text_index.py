"""The search keys of a whole catalogue as one text, made once and searched at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from projects.catalogue import Catalogue
from projects.columns import BETWEEN
from projects.labels import LABELLED, find_slugs
from projects.laying_out import columns_of
from projects.lazy import once
from projects.records import Records
from projects.search import METRO_LINE, make_keys

_BETWEEN_RECORDS = b"\0"
KEYS = "keys"
"""The name under which the keys of a file are kept."""


class TextIndex:
    """Keys of records laid end to end, so that a search is a few passes over bytes.

    Parameters
    ----------
    keys
        The keys of each record; none holds a line break or a NUL.

    Examples
    --------
    >>> index = TextIndex([["太原站", "taiyuanzhan"], ["museum"]])
    >>> index.match(["yuan"]).tolist(), index.keys(1)
    ([True, False], ['museum'])
    """

    def __init__(self, keys: Iterable[Sequence[str]]) -> None:
        """Lay the keys out."""
        self._lay_out(b"".join("\n".join(own).encode() + _BETWEEN_RECORDS for own in keys))

    @classmethod
    def from_text(cls, text: bytes) -> Self:
        """Make the index of a text that another index has laid out."""
        index = cls(())
        index._lay_out(text)
        return index

    def _lay_out(self, text: bytes) -> None:
        ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == _BETWEEN_RECORDS[0])
        self._starts = np.concatenate(([0], ends + 1))
        self.text = text

    def __len__(self) -> int:
        """Count the records."""
        return len(self._starts) - 1

    def keys(self, row: int) -> list[str]:
        """Give the keys of a record."""
        own = self.text[self._starts[row] : self._starts[row + 1] - 1].decode()
        return own.split("\n") if own else []

    def match(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """Say which records have every word within one of their keys."""
        found = np.ones(len(self), dtype=bool)
        for word in words:
            found &= self.match_word(word)
        return found

    def match_word(self, word: str) -> NDArray[np.bool_]:
        """Say which records have a word: from each hit on to the next record."""
        wanted, find, hits, at = word.encode(), self.text.find, list[int](), 0
        while (hit := find(wanted, at)) >= 0:
            hits.append(hit)
            at = find(_BETWEEN_RECORDS, hit) + 1
        found = np.zeros(len(self), dtype=bool)
        found[np.searchsorted(self._starts, np.array(hits, dtype=np.int64), side="right") - 1] = (
            True
        )
        return found


@once
def text_index_of(catalogue: Catalogue) -> TextIndex:
    """Give the keys of a catalogue, made when they are first asked for.

    Parameters
    ----------
    catalogue
        The catalogue; the keys are kept as long as it lives.
    """
    return _read_kept(catalogue) or _make(catalogue)


def match_query(catalogue: Catalogue, *, words: Iterable[str]) -> NDArray[np.bool_]:
    """Say which records have every word in a key, or are what it means.

    Parameters
    ----------
    catalogue
        The catalogue.
    words
        Normalised words of a query.
    """
    index, coded = text_index_of(catalogue), columns_of(catalogue).coded
    found = np.ones(len(index), dtype=bool)
    for word in words:
        has = index.match_word(word)
        for facet, slugs in find_slugs(word).items():
            if slugs:
                means = np.array([value in slugs for value in coded[facet].values], dtype=bool)
                has |= means[coded[facet].numbers]
        found &= has
    return found


def list_callings(catalogue: Catalogue) -> TextIndex:
    """List what each record is called beside its names: the slugs that `find_slugs` finds.

    Parameters
    ----------
    catalogue
        The catalogue.
    """
    coded = columns_of(catalogue).coded
    columns = [[name_calling(facet, s) for s in coded[facet].list()] for facet in LABELLED]
    return TextIndex(zip(*columns, strict=True))


def name_calling(facet: str, slug: str) -> str:
    """Name a slug so that no other has its name within: the whole key of `list_callings`.

    Examples
    --------
    >>> name_calling("kind", "park")
    '(kind=park)'
    """
    return f"({facet}={slug})"


def _read_kept(catalogue: Catalogue) -> TextIndex | None:
    """Read the keys that were made with the records, or kept of a catalogue's file."""
    text = catalogue.projects.keys if isinstance(catalogue.projects, Records) else None
    if text is None and catalogue.kept is not None:
        text = catalogue.kept.read(KEYS)
    index = None if text is None else TextIndex.from_text(text)
    return index if index is not None and len(index) == len(catalogue.projects) else None


def _list_keys(catalogue: Catalogue) -> Iterator[list[str]]:
    """List the keys of each record."""
    columns, city = columns_of(catalogue), catalogue.city
    kinds, districts = columns.coded["kind"].list(), columns.districts.list()
    names = map(columns.list_text, ("name_zh", "name_en", "aliases"))
    for one, kind, lies_in, zh, en, more in zip(columns.ids, kinds, districts, *names, strict=True):
        line = one if kind == METRO_LINE else None
        called = (zh, en, *(more.split(BETWEEN) if more else ()))
        yield make_keys(called, line=line, districts=lies_in, city=city)


def make_index(catalogue: Catalogue) -> TextIndex:
    """Make the keys of a catalogue.

    Parameters
    ----------
    catalogue
        The catalogue.
    """
    return TextIndex(_list_keys(catalogue))


def _make(catalogue: Catalogue) -> TextIndex:
    """Make the keys of a catalogue, and keep them."""
    index = make_index(catalogue)
    if catalogue.kept is not None:
        catalogue.kept.write(KEYS, index.text)
    return index
