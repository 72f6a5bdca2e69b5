"""The ids and search keys of a report's records: from what is kept of its file, where it is.

A search through many reports reads no record of them for it. What was kept goes by the content of
the file, and only of a file in which nothing was wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from projects.catalogue import Catalogue, read_bytes
from projects.checks import read_checked
from projects.errors import CatalogueError
from projects.kept import find_kept
from projects.kept_catalogue import is_kept
from projects.labels import find_slugs
from projects.sources.addresses import find_address
from projects.text_index import KEYS, TextIndex, list_callings, name_calling, text_index_of

_IDS, _CALLINGS = "ids", "callings"


@dataclass(frozen=True, eq=False)
class RecordKeys:
    """What the records of a report are found by.

    Parameters
    ----------
    ids
        The ids of the records.
    index
        The keys of each, in the same order.
    callings
        What each is called beside its names: see `list_callings`.
    """

    ids: tuple[str, ...]
    index: TextIndex
    callings: TextIndex

    def find(self, words: Sequence[str]) -> tuple[str, ...]:
        """Find the records that have all words, or are what these mean; none without a word.

        Parameters
        ----------
        words
            Normalised words of a query.
        """
        if not words:
            return ()
        found = np.ones(len(self.index), dtype=bool)
        for word in words:
            has = self.index.match_word(word)
            for facet, slugs in find_slugs(word).items():
                for slug in slugs:
                    has |= self.callings.match_word(name_calling(facet, slug))
            found &= has
        return tuple(self.ids[row] for row in found.nonzero()[0].tolist())


def read_kept_keys(path: Path) -> RecordKeys | None:
    """Read what was kept of a file; None where it has to be read itself.

    Parameters
    ----------
    path
        A catalogue.
    """
    if find_address(path) is not None:
        return None
    try:
        kept = find_kept(path, data=read_bytes(path))
    except CatalogueError:
        return None
    if kept is None or not is_kept(kept):
        return None
    ids, text, called = kept.read(_IDS), kept.read(KEYS), kept.read(_CALLINGS)
    if ids is None or text is None or called is None:
        return None
    keys = RecordKeys(
        tuple(ids.decode().split("\n")) if ids else (),
        TextIndex.from_text(text),
        TextIndex.from_text(called),
    )
    return keys if len(keys.index) == len(keys.ids) == len(keys.callings) else None


def make_keys(catalogue: Catalogue) -> RecordKeys:
    """Make the keys of a catalogue that was read, and keep them.

    Parameters
    ----------
    catalogue
        The catalogue.
    """
    keys = RecordKeys(catalogue.ids, text_index_of(catalogue), list_callings(catalogue))
    if catalogue.kept is not None and catalogue.kept.read(_CALLINGS) is None:
        catalogue.kept.write(_IDS, "\n".join(keys.ids).encode())
        catalogue.kept.write(_CALLINGS, keys.callings.text)
    return keys


def keep_keys(path: Path) -> bool:
    """Read a file once for its keys and let it go; say whether they are kept now.

    Parameters
    ----------
    path
        A catalogue.
    """
    if find_address(path) is not None:
        return False
    try:
        if find_kept(path, data=read_bytes(path)) is None:
            return False
        catalogue = read_checked(path)
    except CatalogueError:
        return False
    make_keys(catalogue)
    return read_kept_keys(path) is not None
