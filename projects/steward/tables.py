"""Tables and spatial files that someone brought, as rows of texts with their places."""

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from shapely.geometry.base import BaseGeometry

from geodata import files
from geodata.crs import WGS84, System, project_geometry, read_crs
from geodata.errors import FileFaultsError, GeodataError
from geodata.foreign import find_part, read_foreign
from geodata.geojson_rules import DEPTHS, find_structure_faults, make_geometry
from geodata.shown import shorten
from projects.errors import CatalogueError
from projects.steward.documents import check_zip, read_bounded
from projects.steward.encodings import decode_text
from projects.steward.errors import DocumentError, TableError
from projects.steward.sheets import MAX_ROWS, read_sheet
from projects.strict_json import OddNumber, find_oddities, parse_json

SUFFIXES = (
    ".csv", ".tsv", ".xlsx", ".shp", ".zip", ".gpkg", ".kml", ".geojson", ".json", ".fgb",
    ".parquet",
)  # fmt: skip
"""Endings of the files that can be imported."""


_ADDRESS = re.compile(r"/vsi|[a-z][a-z0-9+.-]+:/", re.IGNORECASE)
"""What begins an address, of which a path keeps one slash; a drive has one letter."""
_PLANE = 2
"""Longitude and latitude; a position may have a height and a measure more."""
_NO_HEIGHTS = "heights were left out"
_WGS84_NAMES = ("CRS84", "EPSG:4326", "EPSG::4326")


@dataclass(frozen=True)
class TableRow:
    """A row: its number in the file, its values as texts, its place in WGS 84 where it has one."""

    number: int
    values: Mapping[str, str]
    geometry: BaseGeometry | None = None
    fault: str = ""
    """What is wrong with its geometry; empty where nothing is."""


@dataclass(frozen=True)
class Table:
    """The rows of a file, its columns, and notes on how it was read."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...]
    has_geometry: bool


def _find_odd_numbers(value: object) -> Iterator[OddNumber]:
    """Find numbers that no field takes."""
    if isinstance(value, OddNumber):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from _find_odd_numbers(member)
    elif isinstance(value, list):
        for member in value:
            yield from _find_odd_numbers(member)


def _find_geojson_system(content: Mapping[str, object], *, file: str, crs: str | None) -> System:
    """Find the system of a GeoJSON file: WGS 84, unless it or a person says another one."""
    wanted = None if crs is None else read_crs(crs)
    if "crs" not in content:
        return wanted or WGS84
    member = content["crs"]
    named = member.get("properties") if isinstance(member, dict) else None
    name = named.get("name") if isinstance(named, dict) else None
    if not isinstance(name, str):
        raise TableError(f"{file}: crs: expected the name of a system, found a crs member without")
    said = WGS84 if name.endswith(_WGS84_NAMES) else read_crs(name)
    if wanted is not None and wanted != said:
        raise TableError(f"{file}: expected coordinates in {crs}, found {name}")
    return said


def _read_geojson(path: Path, *, crs: str | None) -> Table:
    """Read a GeoJSON file: in WGS 84 as RFC 7946 has it, or in the system that it names."""
    data = read_bounded(path)
    try:
        content, faults = parse_json(data, file=str(path))
    except CatalogueError as error:
        raise TableError(str(error)) from error
    odd = [*(str(fault) for fault in faults), *(": ".join(one) for one in find_oddities(content))]
    odd += [repr(number) for number in _find_odd_numbers(content)]
    if odd:
        raise TableError(f"{path}: expected plain JSON, found {'; '.join(odd[:4])}")
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        kind = content.get("type") if isinstance(content, dict) else None
        told = shorten(kind) if isinstance(kind, str) else "another JSON value"
        raise TableError(f"{path}: expected a FeatureCollection with features, found {told}")
    try:
        system = _find_geojson_system(content, file=str(path), crs=crs)
    except GeodataError as error:
        raise TableError(f"{path}: crs: {error}") from error
    rows = []
    has_heights = False
    for number, feature in enumerate(features, start=1):
        values = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(values, dict):
            raise TableError(f"{path}: feature {number}: expected an object of properties")
        raw = _leave_heights(feature.get("geometry"))
        has_heights = has_heights or raw != feature.get("geometry")
        found = [] if raw is None else list(find_structure_faults(raw))
        texts = {str(name): "" if one is None else str(one) for name, one in values.items()}
        geometry = None if raw is None or found else make_geometry(raw)
        if geometry is not None and system != WGS84:
            geometry = project_geometry(geometry, source=system, target=WGS84)
        fault = f"{found[0][0]}: expected {found[0][1]}, found {found[0][2]}" if found else ""
        rows.append(TableRow(number, texts, geometry, fault))
    columns = tuple(dict.fromkeys(name for row in rows for name in row.values))
    notes = ["encoding: UTF-8", f"system: {system.to_string()}"]
    notes += [_NO_HEIGHTS] * has_heights
    return Table(str(path), columns, tuple(rows), tuple(notes), has_geometry=True)


def _leave_heights(geometry: object) -> object:
    """Leave the heights of positions out, which RFC 7946 allows and a map of ours does not need."""
    if not isinstance(geometry, dict) or geometry.get("type") not in DEPTHS:
        return geometry
    flat = _flatten(geometry.get("coordinates"), depth=DEPTHS[geometry["type"]])
    return {**geometry, "coordinates": flat}


def _flatten(value: object, *, depth: int) -> object:
    """Take longitude and latitude of positions that lie so deep."""
    if not isinstance(value, list):
        return value
    if depth:
        return [_flatten(one, depth=depth - 1) for one in value]
    has_height = _PLANE < len(value) <= _PLANE + 2
    are_numbers = all(isinstance(one, int | float) for one in value)
    return value[:_PLANE] if has_height and are_numbers else value


def _find_dbf_encoding(path: Path) -> str | None:
    """Find the encoding of a Shapefile's texts where no .cpg file says it."""
    table = find_part(path, ".dbf")
    if table is None:
        raise TableError(f"{path}: expected the file {path.stem}.dbf beside it, found none")
    if find_part(path, ".cpg") is not None:
        return None
    beyond = bytes(one for one in read_bounded(table)[32:] if one not in range(1, 9) and one)
    said = decode_text(beyond, file=str(table)).encoding
    return "GB18030" if said.startswith("GB") else "UTF-8"


def _read_spatial(path: Path, *, crs: str | None) -> Table:
    """Read a spatial file and bring its places to WGS 84."""
    encoding = _find_dbf_encoding(path) if path.suffix.lower() == ".shp" else None
    try:
        wanted = None if crs is None else read_crs(crs)
        values, geometries, system, left_out = read_foreign(path, crs=wanted, encoding=encoding)
    except FileFaultsError as error:
        raise TableError(str(error)) from error
    except GeodataError as error:
        raise TableError(f"{path}: {error}") from error
    rows = []
    for number, (one, geometry) in enumerate(zip(values, geometries, strict=True), start=1):
        moved = None if geometry is None or geometry.is_empty else geometry
        if moved is not None:
            moved = project_geometry(moved, source=system, target=WGS84)
        rows.append(TableRow(number, one, moved))
    columns = tuple(dict.fromkeys(name for one in values for name in one))
    notes = [f"system: {system.to_string()}"]
    if left_out:
        notes.append(f"other layers were not read: {', '.join(map(shorten, left_out))}")
    if any(geometry is not None and geometry.has_z for geometry in geometries):
        notes.append(_NO_HEIGHTS)
    said = find_part(path, ".cpg") if path.suffix.lower() == ".shp" else None
    if said is not None:
        text = read_bounded(said).decode("ascii", errors="replace").strip()
        notes.append(f"encoding: {shorten(text)} (said by {said.name})")
    if encoding is not None:
        notes.append(f"encoding: {encoding} (found from the texts)")
    return Table(str(path), columns, tuple(rows), tuple(notes), has_geometry=True)


def _read_zip(path: Path, *, crs: str | None) -> Table:
    """Read the one Shapefile of a zip file."""
    check_zip(path)
    parts = (".shp", ".shx", ".dbf", ".prj", ".cpg")
    with zipfile.ZipFile(io.BytesIO(read_bounded(path))) as packed:
        names = [name for name in packed.namelist() if name.lower().endswith(".shp")]
        if len(names) != 1:
            raise TableError(f"{path}: expected one Shapefile in the zip, found {len(names)}")
        stem = names[0][: -len(".shp")]
        with tempfile.TemporaryDirectory() as folder:
            for name in packed.namelist():
                suffix = PurePosixPath(name).suffix.lower()
                # Under names of our own: nothing of the archive's paths is used.
                if suffix in parts and name[: -len(suffix)] == stem:
                    try:
                        data = packed.read(name)
                    except (zipfile.BadZipFile, RuntimeError, OSError) as error:
                        raise TableError(f"{path}: {name}: cannot be unpacked: {error}") from error
                    files.write_bytes(Path(folder) / f"table{suffix}", data)
            table = _read_spatial(Path(folder) / "table.shp", crs=crs)
    return Table(str(path), table.columns, table.rows, table.notes, has_geometry=True)


def read_brought_table(path: Path, *, crs: str | None = None) -> Table:
    """Read a table or spatial file.

    Parameters
    ----------
    path
        A file with one of the endings of `SUFFIXES`.
    crs
        The system of its coordinates, where the file does not say it.

    Raises
    ------
    TableError
        Where it cannot be read; the message says why and what to do.
    """
    suffix = path.suffix.lower()
    if _ADDRESS.match(str(path)):
        raise TableError(f"{path}: expected a file of this machine, found an address")
    if suffix not in SUFFIXES:
        found = suffix or "no ending"
        raise TableError(f"{path}: expected one of {', '.join(SUFFIXES)}, found {found}")
    try:
        read_bounded(path)
        if suffix in {".csv", ".tsv", ".xlsx"}:
            sheet = read_sheet(path)
            pairs = zip(sheet.numbers, sheet.rows, strict=True)
            rows = tuple(TableRow(number, values) for number, values in pairs)
            table = Table(sheet.file, sheet.columns, rows, sheet.notes, has_geometry=False)
        elif suffix in {".geojson", ".json"}:
            table = _read_geojson(path, crs=crs)
        else:
            table = _read_zip(path, crs=crs) if suffix == ".zip" else _read_spatial(path, crs=crs)
    except DocumentError as error:
        raise TableError(str(error)) from error
    if len(table.rows) > MAX_ROWS:
        raise TableError(f"{path}: expected at most {MAX_ROWS} rows, found {len(table.rows)}")
    if not table.rows:
        raise TableError(f"{path}: expected rows, found none")
    return table
