"""Editing a catalogue file: locked, checked before it is written, replaced whole, and logged."""

import copy
import json
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from geodata import files
from geodata.errors import FileFaultsError
from geodata.shown import is_too_deep
from projects.catalogue import parse_raw_catalogue, read_bytes
from projects.checks import check_bytes
from projects.derive import derive_due
from projects.errors import CatalogueError
from projects.report import Report
from projects.signs import tidy_text
from projects.sources.addresses import find_address
from projects.steward.canonical import encode_canonical
from projects.steward.errors import EditError, FaultyEditError
from projects.steward.journal import About, append_change
from projects.steward.locking import lock_file
from projects.steward.new_faults import find_new_faults
from projects.strict_json import find_unwritable, parse_json

Collection = dict[str, Any]

_TRIES = 5
_IDS = frozenset({"id", "aliases_id", "part_of"})
"""An id with a sign that nobody sees is refused, not mended."""


def read_collection(data: bytes, *, file: str) -> Collection:
    """Read the bytes of a catalogue as JSON, refusing what is none or would be lost in writing.

    Raises
    ------
    CatalogueError
        Where it is no catalogue file, or holds what cannot be written again as it stands: a name
        twice, a number that is none, lists nested without end. Other faults stay as they are.
    """
    raw = parse_raw_catalogue(data, file=file)
    collection: Collection = parse_json(data, file=file)[0]
    # The features are looked at one by one: together they lie two levels deeper.
    is_deep = any(map(is_too_deep, collection["features"]))
    if is_deep or any(find_unwritable(collection)):
        raise CatalogueError(raw.faults)
    return collection


def find_feature(collection: Collection, *, record_id: str) -> dict[str, Any]:
    """Find the feature of a record by its present id.

    Raises
    ------
    EditError
        Where no record has it; the message lists ids that are alike.
    """
    ids = []
    for feature in collection["features"]:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            if properties.get("id") == record_id:
                found: dict[str, Any] = feature
                return found
            ids.append(str(properties.get("id")))
    alike = [one for one in ids if record_id in one or one in record_id][:8]
    known = f"; alike are {', '.join(alike)}" if alike else ""
    raise EditError(f"no record has the id {record_id!r}{known}")


def refresh_due(collection: Collection, *, file: str) -> None:
    """Set the due year of every sound record to the one derived from its promises."""
    raw = parse_raw_catalogue(json.dumps(collection).encode(), file=file)
    for feature, project in zip(collection["features"], raw.projects, strict=True):
        if project is not None:
            feature["properties"]["due"] = derive_due(project.milestones)


def _tidy_after(change: Callable[[Collection], None]) -> Callable[[Collection], None]:
    """Take out of what a change brings the signs that nobody sees, as when it is read again."""

    def change_tidily(collection: Collection) -> None:
        before = {_name(one): copy.deepcopy(one) for one in collection["features"]}
        change(collection)
        for feature in collection["features"]:
            properties = feature.get("properties") if isinstance(feature, dict) else None
            if isinstance(properties, dict) and feature != before.get(_name(feature)):
                feature["properties"] = {
                    name: value if name in _IDS else _tidy(value)
                    for name, value in properties.items()
                }

    return change_tidily


def _name(feature: Any) -> str | None:  # noqa: ANN401 - any JSON value
    """Name a feature by the id of its record."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    found = properties.get("id") if isinstance(properties, dict) else None
    return found if isinstance(found, str) else None


def _tidy(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Tidy all texts of a value."""
    if isinstance(value, str):
        return tidy_text(value)
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    return {name: _tidy(one) for name, one in value.items()} if isinstance(value, dict) else value


def edit_catalogue(
    path: Path,
    change: Callable[[Collection], None],
    *,
    what: str,
    report: Report | None = None,
    about: About | None = None,
) -> bytes:
    """Change a catalogue file, or leave it exactly as it is.

    The file is locked, read, changed, checked and replaced whole; the change is logged beside
    it. A fault that was there before does not keep others from being mended; a new one does.

    Parameters
    ----------
    path
        The catalogue file, or a report of a shared database.
    change
        Changes the collection in place.
    what
        The change in words, for the log.
    report
        The report that citations are held against, where it is at hand.
    about
        The record and the field, where it is about one, for the record's history.

    Returns
    -------
    bytes
        What the file now holds.

    Raises
    ------
    FaultyEditError
        With the faults that the change would bring in.
    EditError
        Where the change cannot be made or the file not be written.
    CatalogueError
        Where the file is no catalogue.
    """
    change = _tidy_after(change)
    if find_address(path) is not None:
        # Loaded here alone: the database's side knows this module.
        shared = import_module("projects.sources.postgis_editing")
        done: bytes = shared.edit_shared(path, change, what=what, report=report)
        return done
    file = str(path)
    with lock_file(path):
        for _ in range(_TRIES):
            before = read_bytes(path)
            collection = read_collection(before, file=file)
            changed = copy.deepcopy(collection)
            change(changed)
            after = encode_canonical(changed)
            new = find_new_faults(before, after, file=file, report=report)
            if new:
                raise FaultyEditError(new)
            # An editor without this lock may have written meanwhile: then all is done again.
            if read_bytes(path) == before:
                if after != before:
                    _write(path, after)
                    append_change(path, what=what, before=before, after=after, about=about)
                return after
    raise EditError(f"{path}: another program keeps writing it; nothing was changed")


def create_catalogue(path: Path, collection: Mapping[str, Any], *, what: str) -> bytes:
    """Write a new catalogue file; an existing one is never overwritten.

    Parameters
    ----------
    path
        The file to make.
    collection
        What it shall hold.
    what
        The change in words, for the log.
    """
    with lock_file(path):
        if path.exists():
            raise EditError(f"{path}: is there already; it was left as it is")
        after = encode_canonical(collection)
        faults = check_bytes(after, file=str(path)).faults
        if faults:
            raise FaultyEditError(faults)
        _write(path, after)
        append_change(path, what=what, before=None, after=after)
        return after


def _write(path: Path, data: bytes) -> None:
    try:
        files.write_bytes(path, data)
    except FileFaultsError as error:
        raise EditError(str(error)) from error


def _leave(collection: Collection) -> None:
    """Change nothing but the form."""
    del collection


def format_catalogue(path: Path) -> bool:
    """Put a catalogue file into its canonical form.

    Parameters
    ----------
    path
        The catalogue file; its faults stay as they are.

    Returns
    -------
    bool
        Whether anything had to be changed.
    """
    before = read_bytes(path)
    after = edit_catalogue(path, _leave, what="put into canonical form")
    return before != after
