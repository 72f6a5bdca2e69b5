"""Settling: what a steward confirms of two records' being one project, in a mapping file."""

from pathlib import Path

from geodata import files
from geodata.errors import FileFaultsError
from projects.changes.mapping import parse_mapping
from projects.errors import MappingError
from projects.steward.errors import EditError
from projects.steward.journal import append_change
from projects.steward.locking import lock_file


def settle_pair(path: Path, *, old: str, new: str, is_same: bool) -> None:
    """Add what was settled of two records to a mapping file, made where there is none.

    Parameters
    ----------
    path
        The mapping file.
    old, new
        The id in the earlier and in the later catalogue.
    is_same
        Whether they are one project, or are alike and are not.

    Raises
    ------
    EditError
        Where the file says so already, or the contrary, or cannot be read or written.
    """
    with lock_file(path):
        try:
            before = files.read_bytes(path) if path.exists() else None
            text = "" if before is None else before.decode("utf-8")
            mapping = parse_mapping(text)
            if (old, new) in mapping.same | mapping.different:
                told = "one project" if (old, new) in mapping.same else "not the same"
                raise EditError(f"{path}: says of {old} and {new} already that they are {told}")
            table = "same" if is_same else "different"
            added = f'[[{table}]]\nold = "{old}"\nnew = "{new}"\n'
            after = f"{text.rstrip()}\n\n{added}" if text.strip() else added
            parse_mapping(after)
            files.write_bytes(path, after.encode("utf-8"))
        except (MappingError, UnicodeDecodeError, FileFaultsError) as error:
            raise EditError(f"{path}: {error}") from error
        what = f"{old} and {new} are {'one project' if is_same else 'not the same'}"
        append_change(path, what=what, before=before, after=after.encode("utf-8"))
