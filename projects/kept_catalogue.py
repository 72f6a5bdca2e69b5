"""A catalogue as it was read before: its columns mapped into memory, its records left in a file."""

from dataclasses import replace
from typing import Final

from geodata.errors import GeodataError
from projects.catalogue import Catalogue
from projects.columns import read_columns, write_columns
from projects.feature import make_metadata
from projects.kept import HEAD_BYTES, Kept
from projects.model import Metadata
from projects.records import HeldText, KeptText, Records
from projects.text_index import KEYS

MOST_IN_MEMORY: Final = 4 << 20
"""The text of a smaller file is held; that of a larger one is read where it is asked for."""
_COLUMNS, _TEXT = "columns", "text"
_SOUND: Final = "sound"
"""Kept where only the slow reader reads a file: that its content passed the checks."""


def is_kept(kept: Kept) -> bool:
    """Say whether a content passed the checks before.

    Parameters
    ----------
    kept
        Where it is kept.
    """
    return kept.has(_COLUMNS) or kept.has(_SOUND)


def read_kept(kept: Kept, *, data: bytes) -> Catalogue | None:
    """Read a catalogue that passed the checks before; None where nothing sound is kept of it.

    Parameters
    ----------
    kept
        Where it is kept.
    data
        The bytes of its file.
    """
    is_small = len(data) <= MOST_IN_MEMORY
    if not is_small and not kept.has(_TEXT):
        return None
    body = kept.read(_COLUMNS) if is_small else kept.map(_COLUMNS)
    if body is None:
        return None
    try:
        columns, beside = read_columns(body)
        metadata = Metadata.model_validate(beside["metadata"])
        text = HeldText(data) if is_small else KeptText(kept.path(_TEXT), skip=HEAD_BYTES)
    except (GeodataError, ValueError, KeyError):
        return None
    return Catalogue(metadata=metadata, projects=Records(text, columns=columns), kept=kept)


def keep_catalogue(catalogue: Catalogue, *, kept: Kept, data: bytes) -> Catalogue:
    """Keep a catalogue that passed the checks, and give it as it is read from there.

    Parameters
    ----------
    catalogue
        The catalogue.
    kept
        Where to keep it.
    data
        The bytes of its file.
    """
    if not isinstance(catalogue.projects, Records):
        kept.write(_SOUND, b"")
        return replace(catalogue, kept=kept)
    if catalogue.projects.keys is not None:
        kept.write(KEYS, catalogue.projects.keys)
    beside = {"metadata": make_metadata(catalogue.metadata)}
    is_kept = kept.write(_COLUMNS, write_columns(catalogue.projects.columns, beside=beside))
    if is_kept and len(data) > MOST_IN_MEMORY and kept.write(_TEXT, data):
        return read_kept(kept, data=data) or replace(catalogue, kept=kept)
    return replace(catalogue, kept=kept)
