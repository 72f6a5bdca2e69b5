"""A shared catalogue in PostgreSQL with PostGIS: made, loaded, read, and asked with filters."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boxes import widen_box
from geodata.measure import buffer_m
from projects.areas import Around, draw_plain_area
from projects.catalogue import Catalogue, parse_catalogue
from projects.checks import check_bytes
from projects.errors import CatalogueError, NearnessError
from projects.filters import CITYWIDE, NO_DUE, Filters, Selection
from projects.filters import select_projects as select_in_catalogue
from projects.labels import find_slugs
from projects.nearness import Nearness, find_near
from projects.search import is_wordless, split_query
from projects.sources.addresses import show_address
from projects.sources.connection import Connection, connect, require_layout
from projects.sources.errors import ConflictError
from projects.sources.reading import (
    READ_COLUMNS,
    READ_LIST,
    Place,
    read_collection,
    read_head,
    read_versions,
    require_place,
)
from projects.sources.rows import Row, make_feature, make_row
from projects.sources.tables import SCHEMA, list_columns, write_roles, write_tables
from projects.steward.canonical import encode_canonical
from projects.steward.journal import name_editor
from projects.vocabulary import MAX_ACCURACY_M

_ROW_COLUMNS: Final = (*list_columns(), "geometry", "accuracy_class", "keys")


def create_tables(address: str) -> None:
    """Make the tables and the roles, where the schema is not there yet.

    Parameters
    ----------
    address
        The database; the account needs the right to make schemas, extensions and roles.
    """
    with connect(address, read_only=False) as connection:
        found = connection.execute(
            "SELECT 1 FROM information_schema.schemata WHERE schema_name = %s", [SCHEMA]
        ).fetchone()
        if found is not None:
            require_layout(connection, address=address)
            return
        connection.execute(write_tables().encode())
        connection.execute(write_roles().encode())


def make_rows(collection: Mapping[str, Any], *, catalogue: Catalogue) -> Iterator[Row]:
    """Make the rows of a sound collection, in its order."""
    city = catalogue.city
    for number, (feature, project) in enumerate(
        zip(collection["features"], catalogue.projects, strict=True)
    ):
        yield {"number": number} | make_row(feature, project=project, city=city)


def write_rows(connection: Connection, rows: Iterable[Row], *, report: str) -> None:
    """Write rows that are not there yet, all in one go.

    Parameters
    ----------
    connection
        The connection.
    rows
        The rows; one without a version gets the first.
    report
        The id of their report.
    """
    names = ("catalogue_id", "number", *_ROW_COLUMNS, "version")
    values = ", ".join("ST_GeomFromWKB(%s, 4326)" if name == "geometry" else "%s" for name in names)
    connection.cursor().executemany(
        f"INSERT INTO {SCHEMA}.project ({', '.join(names)}) VALUES ({values})".encode(),
        [
            [report, row["number"], *(row[name] for name in _ROW_COLUMNS), row.get("version", 1)]
            for row in rows
        ],
    )


def log_change(  # noqa: PLR0913 - a row of the log
    connection: Connection,
    *,
    report: str,
    version: int,
    what: str,
    record_id: str | None = None,
    before: object = None,
    after: object = None,
) -> None:
    """Append a row to the change log.

    Parameters
    ----------
    connection
        The connection of the change itself, so that both are kept or neither.
    report, version
        The report and the number of its new version.
    what
        The change in words.
    record_id, before, after
        The record, and its feature before and after; None where there is none.
    """

    def write(value: object) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    connection.execute(
        f"INSERT INTO {SCHEMA}.change (catalogue_id, record_id, version, who, what, before, after)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)".encode(),
        [report, record_id, version, name_editor(), what, write(before), write(after)],
    )


def load_catalogue(data: bytes, *, address: str, file: str, replace: bool = False) -> str:
    """Load a catalogue file into a database, whole or not at all.

    Parameters
    ----------
    data
        The bytes of the file.
    address
        The database.
    file
        Its name, for the faults.
    replace
        Whether a report of this id that is there is replaced.

    Returns
    -------
    str
        The id of the report.

    Raises
    ------
    CatalogueError
        With the faults of the file.
    ConflictError
        Where the report is there already.
    """
    faults = check_bytes(data, file=file).faults
    if faults:
        raise CatalogueError(faults)
    catalogue, collection = parse_catalogue(data, file=file), json.loads(data)
    report = catalogue.metadata.id
    with connect(address, read_only=False) as connection:
        require_layout(connection, address=address)
        version = read_versions(connection).get(report)
        if version is not None and not replace:
            raise ConflictError(
                f"{show_address(address)} has {report} already; --replace loads it anew"
            )
        metadata = json.dumps(collection["metadata"], ensure_ascii=False)
        connection.execute(
            f"INSERT INTO {SCHEMA}.catalogue (id, metadata) VALUES (%s, %s) ON CONFLICT (id)"
            " DO UPDATE SET metadata = excluded.metadata, version = catalogue.version + 1,"
            " changed_at = now()".encode(),
            [report, metadata],
        )
        connection.execute(f"DELETE FROM {SCHEMA}.project WHERE catalogue_id = %s", [report])
        write_rows(connection, make_rows(collection, catalogue=catalogue), report=report)
        log_change(connection, report=report, version=(version or 0) + 1, what=f"loaded {file}")
    return report


def list_changes(address: str, *, report: str | None = None) -> list[dict[str, Any]]:
    """List the change log of a database, the newest first.

    Parameters
    ----------
    address
        The database.
    report
        Of this report alone; of all where None.
    """
    names = ("number", "catalogue_id", "record_id", "version", "at", "account", "who", "what")
    with connect(address) as connection:
        rows = connection.execute(
            f"SELECT {', '.join(names)} FROM {SCHEMA}.change"
            " WHERE %s::text IS NULL OR catalogue_id = %s ORDER BY number DESC".encode(),
            [report, report],
        ).fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def _ask_facets(filters: Filters) -> Iterator[tuple[str, list[Any]]]:
    """Write what the facets ask as conditions with their values."""
    for column, chosen in (
        ("sector", filters.sector),
        ("status", filters.status),
        ("accuracy_class", filters.accuracy),
    ):
        if chosen:
            yield f"{column} = ANY(%s)", [sorted(chosen)]
    if filters.district:
        citywide = "districts = '{}'" if CITYWIDE in filters.district else "false"
        yield f"(districts && %s::text[] OR {citywide})", [sorted(filters.district)]
    if filters.due:
        undated = "due IS NULL" if NO_DUE in filters.due else "false"
        yield f"(due::text = ANY(%s) OR {undated})", [sorted(filters.due)]


def _escape_like(word: str) -> str:
    """Write a word as a pattern that finds it anywhere."""
    escaped = word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"


def _ask_text(q: str) -> Iterator[tuple[str, list[Any]]]:
    """Write what a text asks."""
    words = split_query(q)
    if not words and is_wordless(q):
        yield "false", []
    for word in words:
        means = {facet: sorted(slugs) for facet, slugs in find_slugs(word).items() if slugs}
        asked = " OR ".join(("keys LIKE %s", *(f"{facet} = ANY(%s)" for facet in means)))
        yield f"({asked})", [_escape_like(word), *means.values()]


def _draw_around(connection: Connection, area: Around, *, report: str) -> BaseGeometry | None:
    """Draw what lies about a project of the report; None where it has no place."""
    row = connection.execute(
        f"SELECT ST_AsBinary(geometry) FROM {SCHEMA}.project WHERE catalogue_id = %s"
        " AND (id = %s OR %s = ANY(aliases_id)) AND geometry IS NOT NULL"
        " ORDER BY (id = %s) DESC LIMIT 1".encode(),
        [report, area.project, area.project, area.project],
    ).fetchone()
    if row is None:
        return None
    shape: BaseGeometry = shapely.from_wkb(bytes(row[0]))
    return buffer_m(shape, radius_m=area.within_m)


def _ask_area(
    connection: Connection, filters: Filters, *, report: str
) -> Iterator[tuple[str, list[Any]]]:
    """Write where is asked; what has no place is left beside the map."""
    area = filters.area
    if area is None:
        return
    drawn: BaseGeometry | None = (
        _draw_around(connection, area, report=report)
        if isinstance(area, Around) and area.project is not None
        else draw_plain_area(area)
    )
    if drawn is None:
        yield "geometry IS NULL", []
    else:
        asked = "(geometry IS NULL OR ST_Intersects(geometry, ST_GeomFromWKB(%s, 4326)))"
        yield asked, [shapely.to_wkb(drawn)]


def _ask_promises(
    connection: Connection, filters: Filters, *, place: Place
) -> Iterator[tuple[str, list[Any]]]:
    """Write what is asked of promises: it hangs on the day, and is read from the records."""
    if not filters.promise:
        return
    data = encode_canonical(read_collection(connection, place=place)[0])
    catalogue = parse_catalogue(data, file=place.shown)
    asked = Filters(promise=filters.promise, as_of=filters.as_of)
    yield "id = ANY(%s)", [list(select_in_catalogue(catalogue, filters=asked).ids)]


def _ask(connection: Connection, filters: Filters, *, place: Place) -> tuple[str, list[Any]]:
    """Write all that filters ask as one condition with its values."""
    asked = [
        ("catalogue_id = %s", [place.report]),
        *_ask_facets(filters),
        *_ask_text(filters.q),
        *_ask_area(connection, filters, report=place.report),
        *_ask_promises(connection, filters, place=place),
    ]
    conditions = " AND ".join(condition for condition, _ in asked)
    return conditions, [value for _, values in asked for value in values]


def select_projects(path: Path | str, *, filters: Filters) -> Selection:
    """Select the projects that a reader asked for; the database does the work.

    Parameters
    ----------
    path
        The report.
    filters
        What is asked; the answer is that of `projects.filters.select_projects` on the file.
    """
    place = require_place(path)
    with connect(place.address) as connection:
        condition, values = _ask(connection, filters, place=place)
        rows = connection.execute(
            f"SELECT id, geometry IS NOT NULL FROM {SCHEMA}.project WHERE {condition}"
            " ORDER BY number".encode(),
            values,
        ).fetchall()
    return Selection(
        placed_ids=tuple(row[0] for row in rows if row[1]),
        unplaced_ids=tuple(row[0] for row in rows if not row[1]),
        ids=tuple(row[0] for row in rows),
    )


@dataclass(frozen=True)
class SharedNearness:
    """What lies near a point of a shared catalogue; what lies farther off is only counted."""

    nearness: Nearness
    farther: int

    @property
    def total(self) -> int:
        """How many projects the filters left."""
        return self.nearness.total + self.farther


def find_near_shared(
    path: Path | str, *, lon: float, lat: float, radius_m: float, filters: Filters | None = None
) -> SharedNearness:
    """Find what lies near a point; only what may lie within the radius leaves the database.

    Parameters
    ----------
    path
        The report.
    lon, lat
        The point, WGS 84.
    radius_m
        How far near reaches, in metres.
    filters
        What is asked of the projects.

    Returns
    -------
    SharedNearness
        The groups are those of `projects.nearness.find_near` on the file; of ``beyond`` only
        those that the box about the point touches are listed, the others are counted.
    """
    if not (math.isfinite(radius_m) and radius_m > 0):
        raise NearnessError(f"expected a radius above 0 m; found {radius_m:g}")
    place = require_place(path)
    # Whatever is not at most so far off has no part of its range within the radius.
    box = widen_box((lon, lat, lon, lat), reach_m=radius_m + MAX_ACCURACY_M)
    with connect(place.address) as connection:
        condition, values = _ask(connection, filters or Filters(), place=place)
        metadata, _ = read_head(connection, place=place)
        rows = connection.execute(
            f"SELECT {READ_LIST}, ST_AsBinary(geometry) FROM {SCHEMA}.project WHERE {condition}"
            " AND (geometry IS NULL OR geometry && ST_MakeEnvelope(%s, %s, %s, %s, 4326))"
            " ORDER BY number".encode(),
            [*values, *box],
        ).fetchall()
        counted = connection.execute(
            f"SELECT count(*) FROM {SCHEMA}.project WHERE {condition}".encode(),
            values,
        ).fetchone()
    features = [make_feature(READ_COLUMNS, row) for row in rows]
    collection = {
        "type": "FeatureCollection",
        "metadata": metadata,
        "features": features,
    }
    catalogue = parse_catalogue(encode_canonical(collection), file=place.shown)
    nearness = find_near(catalogue, lon=lon, lat=lat, radius_m=radius_m)
    total = 0 if counted is None else int(counted[0])
    return SharedNearness(nearness=nearness, farther=total - len(features))
