"""The file of rejected rows beside a catalogue: kept from one acceptance to the next."""

from collections.abc import Mapping
from pathlib import Path

from projects.steward.acceptance import REJECTS_COLUMNS, Acceptance
from projects.steward.locking import lock_file
from projects.steward.sheets import read_sheet, unguard_cell, write_sheet

_SAME = ("section", "paragraph", "mention", "wording")
"""What makes two rows one clause of the report, whatever a person wrote beside it."""


def name_rejects(catalogue_path: Path) -> Path:
    """Name the file of rejected rows beside a catalogue: ``taiyuan-2024.rejects.tsv``."""
    return catalogue_path.with_name(f"{catalogue_path.stem}.rejects.tsv")


def _tell_apart(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in _SAME)


def keep_rejects(catalogue_path: Path, accepted: Acceptance) -> Path:
    """Keep what an acceptance rejected, and what earlier ones did of clauses not decided again.

    Parameters
    ----------
    catalogue_path
        The catalogue file.
    accepted
        What became of the rows of a work list.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    StewardError
        Where the file that is there cannot be read, or cannot be written.
    """
    path = name_rejects(catalogue_path)
    left = [{**row, "refused": row.get("refused", "")} for row in accepted.rejected]
    now = [*left, *accepted.refused]
    decided = {_tell_apart(row) for row in (*now, *accepted.accepted)}
    with lock_file(path):
        earlier = read_sheet(path).rows if path.exists() else ()
        kept = [{name: unguard_cell(text) for name, text in row.items()} for row in earlier]
        still = [row for row in kept if _tell_apart(row) not in decided]
        write_sheet(path, [*still, *now], columns=REJECTS_COLUMNS)
    return path
