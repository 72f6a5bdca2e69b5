"""Importing: the rows of a table become records, or stand among the rejects with their reason."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pydantic import ValidationError

from geodata.coordinates import read_position
from geodata.crs import WGS84, project_points, read_crs
from geodata.datum import to_wgs84
from geodata.errors import GeodataError, PositionError
from geodata.gazetteer import Gazetteer
from geodata.geojson import tidy_geometry, to_geometry
from geodata.layers import District
from projects.catalogue import Catalogue
from projects.derive import derive_due
from projects.model import SLUG_PATTERN, Citation, Milestone
from projects.model_words import tell_first
from projects.report import Report
from projects.steward.additions import add_features
from projects.steward.columns import Columns
from projects.steward.errors import TableError
from projects.steward.proposals import make_slug
from projects.steward.row_fields import (
    NUMBER,
    ImportedRow,
    find_field_fault,
    name_districts,
    read_districts,
    read_fields,
    read_written_date,
)
from projects.steward.suspicions import (
    REFUSED,
    Box,
    find_duplicates,
    find_point_suspicions,
    is_inside,
)
from projects.steward.tables import Table

_TYPES = {
    "Point": "site", "MultiPoint": "site", "LineString": "line", "MultiLineString": "line",
    "Polygon": "area", "MultiPolygon": "area",
}  # fmt: skip
_CITED = ("section", "paragraph", "mention", "wording")
_PLACE_FIELDS = ("accuracy_m", "method", "source", "licence", "as_of")
_WIDE = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True)
class Import:
    """What became of the rows of a table: rows in are rows out and rejects."""

    taken: tuple[ImportedRow, ...]
    rejects: tuple[ImportedRow, ...]

    @property
    def total(self) -> int:
        """All rows."""
        return len(self.taken) + len(self.rejects)

    def list_notes(self) -> Iterator[str]:
        """List what was noticed, by row."""
        for one in sorted((*self.taken, *self.rejects), key=lambda one: one.row.number):
            for text in one.notes:
                yield f"row {one.row.number}: {text}"


def _read_point(one: ImportedRow, *, columns: Columns, box: Box) -> None:
    """Read the coordinates of a row of a table, as they are written."""
    fields = one.fields
    given = fields.get("position") or ", ".join(
        fields[name] for name in ("lon", "lat") if fields.get(name)
    )
    if not given:
        return
    if not fields.get("position") and not (fields.get("lon") and fields.get("lat")):
        one.reason = "no-number: expected longitude and latitude, found one of them"
        return
    numbers = [fields.get("lon", ""), fields.get("lat", "")]
    if not fields.get("position") and all(NUMBER.fullmatch(number) for number in numbers):
        lon, lat = (float(number) for number in numbers)
        _move_point(one, lon, lat, columns=columns, box=box)
        return
    try:
        position = read_position(given, bounds=_WIDE, datum=columns.datum)
    except PositionError as error:
        one.reason = f"no-number: {error}"
        return
    if position is None:
        one.reason = f"no-number: expected coordinates, found {given!r}"
        return
    if not position.said and not (box[0] <= position.lon <= box[2]):
        # Nothing says which number is which: they are judged as longitude before latitude.
        one.point = (position.lon, position.lat)
        return
    one.notes.append(f"read {given!r} as {position.lon:.6f}, {position.lat:.6f}")
    one.point = (position.lon, position.lat)


def _project(x: float, y: float, *, crs: str) -> tuple[float, float]:
    """Bring a pair of numbers from a system to WGS 84."""
    xs, ys = project_points(np.array([x]), np.array([y]), source=read_crs(crs), target=WGS84)
    return float(xs[0]), float(ys[0])


def _move_point(one: ImportedRow, lon: float, lat: float, *, columns: Columns, box: Box) -> None:
    """Bring a pair of numbers to WGS 84."""
    if not (np.isfinite(lon) and np.isfinite(lat)):
        one.reason = f"no-number: expected finite numbers, found {lon}, {lat}"
        return
    if columns.crs is not None:
        given, (lon, lat) = (lon, lat), _project(lon, lat, crs=columns.crs)
        if not is_inside(lon, lat, box) and is_inside(
            *_project(*given[::-1], crs=columns.crs), box
        ):
            one.reason = (
                f"swapped: expected easting before northing in {columns.crs}, found {given[0]:g}, "
                f"{given[1]:g}; survey tables call the northing X: turn lon and lat in the columns"
            )
            return
        if not (np.isfinite(lon) and np.isfinite(lat)):
            one.reason = f"no-number: expected a place in {columns.crs}, found none there"
            return
    one.point = to_wgs84(lon, lat, datum=columns.datum)


def _take_geometry(one: ImportedRow, *, columns: Columns) -> None:
    """Take the place of a row of a spatial file."""
    if one.row.fault:
        one.reason = f"geometry: {one.row.fault}"
        return
    geometry = one.row.geometry
    if geometry is None:
        return
    if columns.datum != "wgs84":

        def move(xy: Any) -> Any:  # noqa: ANN401 - an array of coordinates
            return np.column_stack(to_wgs84(xy[:, 0], xy[:, 1], datum=columns.datum))

        geometry = shapely.transform(geometry, move)
    if geometry.geom_type not in _TYPES:
        one.reason = f"geometry: expected one of {', '.join(_TYPES)}, found {geometry.geom_type}"
        return
    if not geometry.is_valid:
        one.reason = f"geometry: expected a valid one, found {shapely.is_valid_reason(geometry)}"
        return
    one.geometry = geometry
    middle = geometry.representative_point()
    one.point = (float(middle.x), float(middle.y))


def _match_place(one: ImportedRow, *, gazetteer: Gazetteer | None) -> tuple[float, float] | None:
    """Hold the place that a row names in words against the gazetteer, and say what matched."""
    named = one.fields.get("place") or one.fields.get("name_zh", "")
    if gazetteer is None or not named:
        return None
    hits = gazetteer.search(named, limit=1)
    if not hits or hits[0].how != "exact":
        if one.fields.get("place"):
            like = f"; like it is {hits[0].name}" if hits else ""
            one.notes.append(f"the gazetteer has no place {named!r}{like}; not taken")
        return None
    entry = hits[0].entry
    if one.fields.get("place"):
        one.notes.append(f"{named!r} is {entry.name_zh} of the gazetteer ({entry.id})")
    if one.point is None and not one.reason and one.fields.get("place"):
        one.point = (entry.lon, entry.lat)
        one.fields |= {
            "accuracy_m": f"{entry.accuracy_m:g}",
            "source": entry.source,
            "licence": entry.licence,
            "method": f"地名“{named}”与地名库相合 / The named place agrees with the gazetteer",
        }
        return None
    return entry.lon, entry.lat


def _suspect(
    one: ImportedRow,
    *,
    box: Box,
    known: tuple[float, float] | None,
    labels: Mapping[str, tuple[float, float]],
) -> None:
    """Note what is suspicious of a row's point, and refuse the row where it cannot be right."""
    if one.point is None:
        return
    for suspicion in find_point_suspicions(*one.point, box=box, known=known, labels=labels):
        one.notes.append(f"{suspicion.kind}: {suspicion.text}")
        if suspicion.kind in REFUSED and not one.reason:
            one.reason = f"{suspicion.kind}: {suspicion.text}"


def _find_citation_fault(fields: Mapping[str, str], *, report: Report | None) -> str:
    """Find what of a row's citation is none, or does not stand in the report."""
    try:
        citation = Citation.model_validate({name: fields[name] for name in _CITED})
    except ValidationError as error:
        return tell_first(error)
    for name, expected, found in report.find_citation_faults(citation) if report else ():
        return f"{name}: expected {expected}, found {found}"
    return ""


def _make_feature(one: ImportedRow) -> dict[str, Any]:
    """Make the feature of a row."""
    fields = one.fields
    citation = {name: fields[name] for name in _CITED}
    milestones: list[dict[str, Any]] = []
    if fields.get("event") and fields.get("state"):
        milestone = {"event": fields["event"], "date": fields.get("date"), "state": fields["state"]}
        milestones.append(milestone | {"citations": [citation]})
    geometry = to_geometry(one.geometry) if one.geometry is not None else None
    if geometry is None and one.point is not None:
        geometry = {"type": "Point", "coordinates": list(one.point)}
    districts = fields.get("districts", "").split(",")
    place: dict[str, Any] = dict.fromkeys(_PLACE_FIELDS)
    if geometry is not None:
        place |= {name: fields.get(name) or None for name in _PLACE_FIELDS}
        if fields.get("accuracy_m"):
            place["accuracy_m"] = float(fields["accuracy_m"])
    undrawn = "district" if any(districts) else "unknown"
    name_en = fields.get("name_en") or fields["id"].replace("-", " ").title()
    properties = {
        "id": fields["id"],
        "aliases_id": [],
        "name_zh": fields["name_zh"],
        "name_en": name_en,
        "aliases": [],
        "sector": fields["sector"],
        "kind": fields["kind"],
        "status": fields["status"],
        "districts": [code for code in districts if code],
        "milestones": milestones,
        "due": derive_due([Milestone.model_validate(each) for each in milestones]),
        "figures": [],
        "citations": [citation],
        "summary_zh": fields.get("summary_zh") or f"报告原词：“{fields['wording']}”。",
        "summary_en": fields.get("summary_en") or f"The report's own word: “{fields['wording']}”.",
        "remark_zh": None,
        "remark_en": None,
        "place": {"type": _TYPES[geometry["type"]] if geometry else undrawn} | place,
    }
    tidy = tidy_geometry(geometry) if geometry is not None else None
    return {"type": "Feature", "geometry": tidy, "properties": properties}


def check_columns(table: Table, *, columns: Columns) -> None:
    """Refuse columns that the table does not have."""
    if columns.crs is not None:
        try:
            read_crs(columns.crs)
        except GeodataError as error:
            raise TableError(f"{table.file}: crs: {error}") from error
    missing = [name for name in columns.columns.values() if name not in table.columns]
    if missing:
        found = ", ".join(table.columns)
        raise TableError(f"{table.file}: expected columns {', '.join(missing)}, found {found}")


def _name_row(one: ImportedRow) -> None:
    """Give a row its id: the one that it brings where that is one, else one made of its name."""
    made = make_slug(one.fields.get("name_zh", "")) or f"row-{one.row.number}"
    brought = one.fields.setdefault("id", made)
    if not re.fullmatch(SLUG_PATTERN, brought):
        one.notes.append(f"id: {brought!r} is no id here; {made!r} was made of the name")
        one.fields["id"] = made


def read_rows(
    table: Table,
    *,
    columns: Columns,
    box: Box,
    gazetteer: Gazetteer | None,
    districts: Mapping[str, District],
) -> list[ImportedRow]:
    """Read the rows of a table as far as they go, with what is suspicious of each.

    Parameters
    ----------
    table
        The rows as the file has them.
    columns
        Which column holds which field.
    box
        West, south, east, north of the city.
    gazetteer
        The places of the city, where there is one.
    districts
        The districts of the city, by code.
    """
    labels = {one.name_zh: one.label for one in districts.values()}
    names = name_districts(districts)
    check_columns(table, columns=columns)
    imported = []
    for row in table.rows:
        one = ImportedRow(row, read_fields(row, columns=columns))
        if table.has_geometry:
            _take_geometry(one, columns=columns)
        else:
            _read_point(one, columns=columns, box=box)
        known = _match_place(one, gazetteer=gazetteer)
        _suspect(one, box=box, known=known, labels=labels)
        read_written_date(one)
        read_districts(one, names=names)
        one.reason = one.reason or find_field_fault(one.fields)
        _name_row(one)
        imported.append(one)
    for later, earlier in find_duplicates([one.point for one in imported]).items():
        number = imported[earlier].row.number
        imported[later].notes.append(f"duplicate: the same place as row {number}")
    return imported


def _refuse_repeated(imported: Iterable[ImportedRow]) -> None:
    """Refuse rows whose id an earlier row has."""
    first: dict[str, int] = {}
    for one in imported:
        if one.reason:
            continue
        number = first.setdefault(one.fields["id"], one.row.number)
        if number != one.row.number:
            one.reason = (
                f"id: expected an id of its own, found {one.fields['id']!r} of row {number}"
            )


def import_rows(
    path: Path,
    imported: Iterable[ImportedRow],
    *,
    catalogue: Catalogue,
    report: Report | None = None,
) -> Import:
    """Write the sound rows into a catalogue; every other row is a reject with its reason.

    Parameters
    ----------
    path
        The catalogue file.
    imported
        Rows as `read_rows` gives them.
    catalogue
        What the file holds now: an id that is there is not taken again.
    report
        The report that citations are held against.
    """
    rows = list(imported)
    made: dict[str, dict[str, Any]] = {}
    for one in rows:
        if not one.reason and one.fields["id"] in catalogue.present_ids:
            one.reason = f"id: {one.fields['id']!r} is in the catalogue already"
        one.reason = one.reason or _find_citation_fault(one.fields, report=report)
    _refuse_repeated(rows)
    for one in rows:
        if one.reason:
            continue
        try:
            made[one.fields["id"]] = _make_feature(one)
        except ValidationError as error:
            one.reason = tell_first(error)
        except (ValueError, GeodataError) as error:
            one.reason = str(error).splitlines()[0]
    what = f"imported {len(made)} records"
    faults = add_features(path, made, what=what, report=report) if made else {}
    for one in rows:
        if not one.reason and one.fields["id"] in faults:
            one.reason = faults[one.fields["id"]]
    return Import(
        taken=tuple(one for one in rows if not one.reason),
        rejects=tuple(one for one in rows if one.reason),
    )
