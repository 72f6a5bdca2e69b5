"""What the places of an atlas are called: by their reports, a table of names, or their code."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from geodata.errors import FileFaultsError
from geodata.files import read_text
from geodata.provinces import load_provinces
from projects.atlas.errors import AtlasError

NAMES: Final = "places.csv"
"""A table of names may lie in a folder of catalogues: adcode, name_zh, name_en."""

Names = dict[str, tuple[str, str]]


def read_names(folders: Iterable[Path]) -> Names:
    """Read the tables of names that lie in folders.

    Raises
    ------
    AtlasError
        Where a table lacks a column.
    """
    found: Names = {}
    for folder in folders:
        path = folder / NAMES
        if not path.is_file():
            continue
        try:
            rows = csv.DictReader(io.StringIO(read_text(path), newline=""))
            for row in rows:
                found[row["adcode"]] = (row["name_zh"], row["name_en"])
        except (KeyError, csv.Error, FileFaultsError) as error:
            raise AtlasError(
                f"{path}: expected the columns adcode, name_zh, name_en; found {error}"
            ) from error
    return found


def list_names(known: Names, *, reports: Names) -> Iterator[tuple[str, str, str]]:
    """List the places with their names: those of reports win, then the table, then GB/T 2260.

    Parameters
    ----------
    known
        The table of names.
    reports
        What reports call their own place.
    """
    provinces = dict(load_provinces())
    for adcode, (name_zh, name_en) in sorted((provinces | known | reports).items()):
        yield adcode, name_zh, name_en
