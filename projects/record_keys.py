"""The ids and search keys of a report's records: from what is kept of its file, where it is.

A search through many reports reads no record of them for it. What was kept goes by the content of
the file, and only of a file in which nothing was wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from projects.catalogue import Catalogue, read_bytes
from projects.checks import read_checked
from projects.errors import CatalogueError
from projects.kept import find_kept
from projects.kept_catalogue import is_kept
from projects.sources.addresses import find_address
from projects.text_index import KEYS, TextIndex, text_index_of

_IDS = "ids"


@dataclass(frozen=True, eq=False)
class RecordKeys:
    """What the records of a report are found by.

    Parameters
    ----------
    ids
        The ids of the records.
    index
        The keys of each, in the same order.
    """

    ids: tuple[str, ...]
    index: TextIndex

    def find(self, words: Sequence[str]) -> tuple[str, ...]:
        """Find the records that have all words; none where there is no word.

        Parameters
        ----------
        words
            Normalised words of a query.
        """
        if not words:
            return ()
        return tuple(self.ids[row] for row in self.index.match(words).nonzero()[0].tolist())


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
    ids, text = kept.read(_IDS), kept.read(KEYS)
    if ids is None or text is None:
        return None
    keys = RecordKeys(tuple(ids.decode().split("\n")) if ids else (), TextIndex.from_text(text))
    return keys if len(keys.index) == len(keys.ids) else None


def make_keys(catalogue: Catalogue) -> RecordKeys:
    """Make the keys of a catalogue that was read, and keep them.

    Parameters
    ----------
    catalogue
        The catalogue.
    """
    keys = RecordKeys(catalogue.ids, text_index_of(catalogue))
    if catalogue.kept is not None and catalogue.kept.read(_IDS) is None:
        catalogue.kept.write(_IDS, "\n".join(keys.ids).encode())
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
