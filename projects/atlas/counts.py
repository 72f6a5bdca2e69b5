"""The table of true counts: records by place, sector, status and year, each once a place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

LEVELS: Final = ("country", "province", "city", "county")
COUNTRY: Final = "country"
"""The code of the whole."""

SCHEMA: Final = pa.schema(
    [
        ("level", pa.string()),
        ("adcode", pa.string()),
        ("sector", pa.string()),
        ("status", pa.string()),
        ("year", pa.int16()),
        ("records", pa.int64()),
        ("placed", pa.int64()),
    ]
)
"""``records`` are all, ``placed`` those drawn on the map; the rest stands beside it."""

Key = tuple[str, str, str, str, int]


def list_places(adcode: str, *, districts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """List the places in which a record counts, each with its level.

    Parameters
    ----------
    adcode
        The city or county whose report has the record.
    districts
        The districts it names: it counts in each of them, and once in what holds them.

    Examples
    --------
    >>> list(list_places("140100", districts=["140105", "140106"]))[2:]
    [('city', '140100'), ('county', '140105'), ('county', '140106')]
    """
    yield "country", COUNTRY
    yield "province", f"{adcode[:2]}0000"
    yield "city", f"{adcode[:4]}00"
    # A record of the whole city stands under the code of its report.
    for one in dict.fromkeys(districts) or (adcode,):
        yield "county", one


def count_records(
    records: Iterable[Mapping[str, Any]], *, placed: Iterable[bool], adcode: str, year: int
) -> list[tuple[Key, int, int]]:
    """Count the records of a report.

    Parameters
    ----------
    records
        The records, as they stand in the file.
    placed
        Whether each is drawn on the map.
    adcode
        Its city or county.
    year
        Its year.
    """
    # Most records of a report count where others do: each way once.
    ways = Counter(
        (tuple(record["districts"]), record["sector"], record["status"], is_placed)
        for record, is_placed in zip(records, placed, strict=True)
    )
    found, drawn = Counter[Key](), Counter[Key]()
    for (districts, sector, status, is_placed), number in ways.items():
        for level, code in list_places(adcode, districts=districts):
            key = (level, code, sector, status, year)
            found[key] += number
            drawn[key] += number if is_placed else 0
    return [(key, number, drawn[key]) for key, number in found.items()]


class Totals:
    """The counts of shards, added up as they come."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._records, self._placed = Counter[Key](), Counter[Key]()

    def add(self, counted: Iterable[tuple[Key, int, int]]) -> None:
        """Add the counts of a shard."""
        for key, number, drawn in counted:
            self._records[key] += number
            self._placed[key] += drawn

    def make_table(self) -> pa.Table:
        """Make the table, sorted by level, place, sector, status and year."""
        order = sorted(self._records, key=lambda key: (LEVELS.index(key[0]), *key[1:]))
        names = ("level", "adcode", "sector", "status", "year")
        columns = {name: [key[at] for key in order] for at, name in enumerate(names)}
        columns["records"] = [self._records[key] for key in order]
        columns["placed"] = [self._placed[key] for key in order]
        return pa.table(columns, schema=SCHEMA)
