"""Editing a shared catalogue: one transaction, checked before it is kept, each record logged."""

import copy
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from projects.catalogue import parse_catalogue
from projects.report import Report
from projects.sources.connection import Connection, connect, load_driver, require_layout
from projects.sources.errors import ConflictError
from projects.sources.postgis import log_change, make_rows, write_rows
from projects.sources.reading import Place, read_collection, require_place
from projects.sources.rows import Row
from projects.sources.tables import SCHEMA
from projects.steward.canonical import encode_canonical
from projects.steward.errors import FaultyEditError
from projects.steward.new_faults import find_new_faults

Collection = dict[str, Any]
Features = dict[str, Any]
_TRIES: Final = 5


def _features_by_id(collection: Mapping[str, Any]) -> Features:
    """Give the features by their id."""
    return {feature["properties"]["id"]: feature for feature in collection["features"]}


def _read_row_versions(connection: Connection, *, report: str) -> dict[str, int]:
    """Read the version of every record."""
    rows = connection.execute(
        f"SELECT id, version FROM {SCHEMA}.project WHERE catalogue_id = %s", [report]
    )
    return {str(one): int(version) for one, version in rows}


def _require_one(count: int, *, place: Place, what: str) -> None:
    """Refuse to go on where what was read has been changed by somebody else."""
    if count != 1:
        raise ConflictError(
            f"{place.shown}: somebody else changed {what} meanwhile; nothing was written, "
            "read it again"
        )


def _make_changed_rows(
    after: Collection, *, changed: frozenset[str], place: Place
) -> dict[str, Row]:
    """Make the rows of the records that changed, and of no other."""
    features = [one for one in after["features"] if one["properties"]["id"] in changed]
    part = {**after, "features": features}
    catalogue = parse_catalogue(encode_canonical(part), file=place.shown)
    return {row["id"]: row for row in make_rows(part, catalogue=catalogue)}


def _write_records(
    connection: Connection, *, place: Place, before: Collection, after: Collection
) -> tuple[frozenset[str], Features, Features]:
    """Write the records that changed, each only where it still is as it was read.

    Returns
    -------
    frozenset of str
        The ids of those that changed, came or went.
    dict of dict
        The features before, by id.
    dict of dict
        The features after, by id.
    """
    old, new = _features_by_id(before), _features_by_id(after)
    changed = frozenset(one for one in new if new[one] != old.get(one))
    gone = frozenset(old.keys() - new.keys())
    versions = _read_row_versions(connection, report=place.report)
    for record_id in sorted(gone | (changed & versions.keys())):
        deleted = connection.execute(
            f"DELETE FROM {SCHEMA}.project WHERE catalogue_id = %s AND id = %s AND version = %s",
            [place.report, record_id, versions[record_id]],
        )
        _require_one(deleted.rowcount, place=place, what=record_id)
    numbers = {record_id: number for number, record_id in enumerate(new)}
    rows = _make_changed_rows(after, changed=changed, place=place)
    for record_id, row in rows.items():
        row |= {"number": numbers[record_id], "version": versions.get(record_id, 0) + 1}
    write_rows(connection, rows.values(), report=place.report)
    moved = [
        [number, place.report, record_id]
        for was, record_id in enumerate(old)
        if record_id not in changed and (number := numbers.get(record_id, was)) != was
    ]
    connection.cursor().executemany(
        f"UPDATE {SCHEMA}.project SET number = %s WHERE catalogue_id = %s AND id = %s".encode(),
        moved,
    )
    return changed | gone, old, new


def _write_changes(  # noqa: PLR0913 - a change and what it is of
    connection: Connection,
    *,
    place: Place,
    version: int,
    what: str,
    before: Collection,
    after: Collection,
) -> None:
    """Write what differs between two states of a report, and log it."""
    metadata = json.dumps(after["metadata"], ensure_ascii=False)
    updated = connection.execute(
        f"UPDATE {SCHEMA}.catalogue SET metadata = %s, version = version + 1, changed_at = now()"
        " WHERE id = %s AND version = %s",
        [metadata, place.report, version],
    )
    _require_one(updated.rowcount, place=place, what="the report")
    touched, old, new = _write_records(connection, place=place, before=before, after=after)
    logged: list[str | None] = [*sorted(touched)]
    for record_id in logged or [None]:
        log_change(
            connection,
            report=place.report,
            version=version + 1,
            what=what,
            record_id=record_id,
            before=None if record_id is None else old.get(record_id),
            after=None if record_id is None else new.get(record_id),
        )


def _edit_once(
    place: Place,
    change: Callable[[Collection], None],
    *,
    what: str,
    report: Report | None,
    seen_version: int | None,
) -> bytes:
    """Change a report in one transaction."""
    with connect(place.address, read_only=False) as connection:
        require_layout(connection, address=place.address)
        collection, version = read_collection(connection, place=place)
        if seen_version is not None and seen_version != version:
            _require_one(0, place=place, what=f"the report (version {version})")
        before = encode_canonical(collection)
        changed = copy.deepcopy(collection)
        change(changed)
        after = encode_canonical(changed)
        faults = find_new_faults(before, after, file=place.shown, report=report)
        if faults:
            raise FaultyEditError(faults)
        if after != before:
            _write_changes(
                connection,
                place=place,
                version=version,
                what=what,
                before=json.loads(before),
                after=json.loads(after),
            )
        return after


def edit_shared(
    path: Path | str,
    change: Callable[[Collection], None],
    *,
    what: str,
    report: Report | None = None,
    seen_version: int | None = None,
) -> bytes:
    """Change a shared catalogue, or leave it exactly as it is.

    Nothing is locked while it is read: what somebody else changed meanwhile is found when this
    change is written, and then all is done again on what is there now.

    Parameters
    ----------
    path
        The report.
    change
        Changes the collection in place.
    what
        The change in words, for the log.
    report
        The report that citations are held against, where it is at hand.
    seen_version
        The version that the editor looked at; another one refuses the change.

    Returns
    -------
    bytes
        What a file of the report would now hold.

    Raises
    ------
    FaultyEditError
        With the faults that the change would bring in.
    ConflictError
        Where somebody else was first.
    """
    place = require_place(path)
    failures = load_driver().errors
    for _ in range(_TRIES):
        try:
            return _edit_once(place, change, what=what, report=report, seen_version=seen_version)
        except (failures.SerializationFailure, failures.DeadlockDetected):
            continue
        except ConflictError:
            if seen_version is not None:
                raise
    raise ConflictError(f"{place.shown}: others keep changing it; nothing was written")
