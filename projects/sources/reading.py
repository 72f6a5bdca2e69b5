"""A report of a shared database read as the bytes of a file; knows no catalogue."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from projects.sources.addresses import find_address, find_report, show_address
from projects.sources.connection import Connection, connect, require_layout
from projects.sources.errors import SourceError, UnreachableError
from projects.sources.rows import make_feature
from projects.sources.tables import OBJECTS, SCHEMA, list_columns
from projects.steward.canonical import encode_canonical

READ_COLUMNS: Final = (*list_columns(), "geometry")
"""What a feature is made from, in this order."""
READ_LIST: Final = ", ".join(
    f"{name}::text" if name in OBJECTS else name for name in list_columns()
)
"""The same but for the geometry, as a query asks for it."""


@dataclass(frozen=True)
class Place:
    """One report of a database."""

    address: str
    report: str

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return f"{show_address(self.address)}#{self.report}"


def require_place(path: Path | str) -> Place:
    """Give the report that a path names.

    Raises
    ------
    SourceError
        Where it is no address.
    UnreachableError
        Where it names a database of several reports without saying which.
    """
    address, report = find_address(path), find_report(path)
    if address is None:
        raise SourceError(f"expected postgresql://…; found {path}")
    if report is None:
        reports = list(list_versions(address))
        if len(reports) != 1:
            named = ", ".join(reports) or "none"
            raise UnreachableError(
                place=show_address(address),
                expected="#REPORT at the end of the address, or a single report",
                found=named,
            )
        report = reports[0]
    return Place(address, report)


def list_versions(address: str, *, name: str | None = None) -> dict[str, int]:
    """List the reports of a database, each with the number of its version.

    Parameters
    ----------
    address
        The database.
    name
        What it is called in errors.
    """
    with connect(address, name=name) as connection:
        require_layout(connection, address=address)
        return read_versions(connection)


def read_versions(connection: Connection) -> dict[str, int]:
    """Read the reports with their versions over an open connection."""
    rows = connection.execute(f"SELECT id, version FROM {SCHEMA}.catalogue ORDER BY id")
    return {str(report): int(version) for report, version in rows}


def read_head(connection: Connection, *, place: Place) -> tuple[dict[str, Any], int]:
    """Read what a report says of itself, with its version.

    Raises
    ------
    UnreachableError
        Where the database does not have it.
    """
    head = connection.execute(
        f"SELECT metadata::text, version FROM {SCHEMA}.catalogue WHERE id = %s", [place.report]
    ).fetchone()
    if head is None:
        known = ", ".join(read_versions(connection)) or "none"
        raise UnreachableError(
            place=place.shown, expected=f"one of its reports ({known})", found=place.report
        )
    return json.loads(head[0]), int(head[1])


def read_collection(connection: Connection, *, place: Place) -> tuple[dict[str, Any], int]:
    """Read a report as the collection of a file, with its version.

    Parameters
    ----------
    connection
        The connection.
    place
        The report.

    Raises
    ------
    UnreachableError
        Where the database does not have it.
    """
    metadata, version = read_head(connection, place=place)
    rows = connection.execute(
        f"SELECT {READ_LIST}, ST_AsBinary(geometry) FROM {SCHEMA}.project"
        " WHERE catalogue_id = %s ORDER BY number",
        [place.report],
        binary=True,
    )
    features = [make_feature(READ_COLUMNS, row) for row in rows]
    return {"type": "FeatureCollection", "metadata": metadata, "features": features}, version


def read_bytes(path: Path | str, *, file: str | None = None) -> bytes:
    """Read a report as the bytes of a file in canonical form.

    Parameters
    ----------
    path
        The report, as `projects.sources.addresses.name_place` names it.
    file
        What it is called in errors; its address without the password where None.
    """
    place = require_place(path)
    with connect(place.address, name=file) as connection:
        require_layout(connection, address=place.address)
        return encode_canonical(read_collection(connection, place=place)[0])


def read_metadata_bytes(path: Path | str) -> bytes:
    """Read what a report says of itself, as the bytes of a file without features."""
    place = require_place(path)
    with connect(place.address) as connection:
        metadata, _ = read_head(connection, place=place)
    return encode_canonical({"type": "FeatureCollection", "metadata": metadata, "features": []})
