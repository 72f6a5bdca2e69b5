"""A steward's mapping file: which records of two catalogues are one project, and which are not."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata import files
from geodata.errors import FileFaultsError, SettingsError
from geodata.settings import parse_settings
from geodata.shown import shorten
from projects.errors import MappingError

_TABLES = ("same", "different", "split", "merged")
_FORM = "tables [[same]], [[different]], [[split]] and [[merged]], each with old and new"


@dataclass(frozen=True)
class Mapping:
    """What a steward has settled.

    Parameters
    ----------
    same
        Pairs of an old and a new id that are one project.
    different
        Pairs that look alike and are not.
    split
        For each old id the new ids it is told in.
    merged
        For each new id the old ids it tells.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    split: tuple[tuple[str, tuple[str, ...]], ...] = ()
    merged: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _read_ids(value: object, *, where: str, many: bool) -> tuple[str, ...]:
    """Read one id, or a list of them."""
    values = value if many and isinstance(value, list) else [value]
    if not values or not all(isinstance(one, str) and one for one in values):
        expected = "a list of ids" if many else "an id"
        raise MappingError(f"{where}: expected {expected}; found {shorten(value)}")
    return tuple(dict.fromkeys(str(one) for one in values))


def _read_table(
    settings: dict[str, Any], name: str, *, many_old: bool = False, many_new: bool = False
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Read the rows of one table as old and new ids."""
    rows = settings.get(name, [])
    if not isinstance(rows, list):
        raise MappingError(f"{name}: expected {_FORM}; found {shorten(rows)}")
    pairs = []
    for number, row in enumerate(rows, start=1):
        where = f"[[{name}]] {number}"
        if not isinstance(row, dict) or set(row) != {"old", "new"}:
            raise MappingError(f"{where}: expected old and new; found {shorten(row)}")
        old = _read_ids(row["old"], where=f"{where}: old", many=many_old)
        new = _read_ids(row["new"], where=f"{where}: new", many=many_new)
        pairs.append((old, new))
    return pairs


def parse_mapping(text: str) -> Mapping:
    r"""Parse a mapping.

    Parameters
    ----------
    text
        TOML with tables ``[[same]]``, ``[[different]]``, ``[[split]]`` and ``[[merged]]``, each
        with ``old`` and ``new``: ids, of a split a list of new ones, of a merger a list of old.

    Raises
    ------
    MappingError
        Where it is no such text.

    Examples
    --------
    >>> parse_mapping('[[same]]\nold = "east-road"\nnew = "east-street"').same
    frozenset({('east-road', 'east-street')})
    """
    try:
        settings = parse_settings(text)
    except SettingsError as error:
        raise MappingError(f"expected {_FORM}; {error}") from error
    for name in settings:
        if name not in _TABLES:
            raise MappingError(f"expected {_FORM}; found {shorten(name)}")
    same = _read_table(settings, "same")
    different = _read_table(settings, "different")
    split = _read_table(settings, "split", many_new=True)
    merged = _read_table(settings, "merged", many_old=True)
    pairs = {
        name: frozenset((old[0], new[0]) for old, new in rows)
        for name, rows in (("same", same), ("different", different))
    }
    for old_id, new_id in sorted(pairs["same"] & pairs["different"]):
        raise MappingError(f"{old_id} and {new_id}: expected [[same]] or [[different]]; found both")
    return Mapping(
        same=pairs["same"],
        different=pairs["different"],
        split=tuple((old[0], new) for old, new in split),
        merged=tuple((new[0], old) for old, new in merged),
    )


def list_pairs(mapping: Mapping) -> list[tuple[str, str]]:
    """List the pairs of an old and a new id that a mapping joins, one-to-one, split or merged."""
    split = [(old, new) for old, many in mapping.split for new in many]
    merged = [(old, new) for new, many in mapping.merged for old in many]
    return [*sorted(mapping.same), *split, *merged]


def list_unknown(
    mapping: Mapping, *, old_ids: Container[str], new_ids: Container[str]
) -> tuple[list[str], list[str]]:
    """List the ids of a mapping that a catalogue does not have, present or former.

    A mapping may speak of more than two reports, so that this is no fault; it may be a slip.

    Parameters
    ----------
    mapping
        The mapping.
    old_ids, new_ids
        The ids of the records of the two catalogues.

    Returns
    -------
    tuple of list
        Those that are missing from the old and from the new catalogue.
    """
    pairs = [*list_pairs(mapping), *sorted(mapping.different)]
    old = dict.fromkeys(one for one, _ in pairs if one not in old_ids)
    new = dict.fromkeys(one for _, one in pairs if one not in new_ids)
    return list(old), list(new)


def find_conflicts(
    mapping: Mapping, *, old_ids: Container[str], new_ids: Container[str]
) -> Iterator[str]:
    """Find records that a mapping makes one with several, without calling it a split or merger.

    Parameters
    ----------
    mapping
        The mapping.
    old_ids, new_ids
        The ids of the records of the two catalogues: pairs of other reports are passed over.
    """
    same = [pair for pair in mapping.same if pair[0] in old_ids and pair[1] in new_ids]
    parted = {old for old, _ in mapping.split}
    joined = {new for new, _ in mapping.merged}
    for side, settled, table in ((0, parted, "split"), (1, joined, "merged")):
        counts = Counter(pair[side] for pair in same)
        for record_id in sorted(counts):
            if counts[record_id] > 1 or record_id in settled:
                found = "it stands in both" if record_id in settled else "several [[same]]"
                yield f"{record_id}: expected one [[same]], or [[{table}]]; found {found}"


def read_mapping(path: Path | str) -> Mapping:
    """Read a mapping from a file, raising a `MappingError` where it cannot be read."""
    try:
        return parse_mapping(files.read_text(Path(path)))
    except FileFaultsError as error:
        raise MappingError(str(error)) from error
    except MappingError as error:
        raise MappingError(f"{path}: {error}") from error
