"""Files: the one place where spatial files, tables and settings are opened and written."""

import csv
import io
import json
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import geopandas as gpd

from geodata.crs import WGS84
from geodata.errors import FileFaultsError, UnknownNameError
from geodata.geojson import FeatureCollection, encode_collection, geometry_faults

FRAME_FORMATS = {"gpkg": "GPKG", "geojson": "GeoJSON", "fgb": "FlatGeobuf"}
"""The formats a frame can be written in, with GDAL's names of them."""


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    FileFaultsError
        Where it is not there or may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileFaultsError(path, [f"cannot be read: {error.strerror}"]) from error


def read_text(path: Path) -> str:
    """Read a UTF-8 file whole, with or without a byte order mark.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    FileFaultsError
        Where it cannot be read or is not UTF-8.
    """
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = f"expected UTF-8 text, found another byte at offset {error.start}"
        raise FileFaultsError(path, [fault]) from error


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        The file; its folder must exist.
    content
        Everything that shall be in it.

    Raises
    ------
    FileFaultsError
        Where it cannot be written; what was there before is then still there.
    """
    part: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as new:
            part = Path(new.name)
            new.write(content)
        part.chmod(path.stat().st_mode if path.exists() else 0o644)  # it is private otherwise
        part.replace(path)  # atomic on every system
    except OSError as error:
        raise FileFaultsError(path, [f"cannot be written: {error.strerror}"]) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)  # still there only where something failed


def read_features(path: Path, *, check: bool = True) -> FeatureCollection:
    """Read a GeoJSON feature collection.

    Parameters
    ----------
    path
        A GeoJSON file.
    check
        Also check every geometry's structure and coordinates (not ring order or decimals);
        without it, a caller with checks of its own gets the features as they are.

    Returns
    -------
    FeatureCollection
        The parsed JSON, where each feature has `properties` and `geometry` (maybe null).

    Raises
    ------
    FileFaultsError
        With all faults of the file at once, each naming the feature by its number from 1.
    """
    try:
        content = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        fault = f"line {error.lineno}, column {error.colno}: expected JSON, found {error.msg}"
        raise FileFaultsError(path, [fault]) from error
    faults = list(_collection_faults(content, check=check))
    if faults:
        raise FileFaultsError(path, faults)
    return cast("FeatureCollection", content)


def _collection_faults(content: object, *, check: bool) -> Iterator[str]:
    if not isinstance(content, dict) or content.get("type") != "FeatureCollection":
        found = content.get("type") if isinstance(content, dict) else type(content).__name__
        yield f'expected an object of type "FeatureCollection", found {found!r}'
        return
    features = content.get("features")
    if not isinstance(features, list):
        yield f"expected a list of features, found {type(features).__name__}"
        return
    for number, feature in enumerate(features, start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            yield f'feature {number}: expected an object of type "Feature"'
            continue
        if not isinstance(feature.get("properties"), dict):
            yield f"feature {number}: expected an object of properties"
        if "geometry" not in feature:
            yield f"feature {number}: expected a geometry, which may be null"
        elif check:
            for fault in geometry_faults(feature["geometry"], strict=False):
                yield f"feature {number}: {fault}"


def encode_features(collection: Mapping[str, Any]) -> bytes:
    """Write a collection as the bytes of a file: one feature a line, stable.

    Parameters
    ----------
    collection
        A feature collection with sound geometries; they are rounded to six decimals and wound
        as RFC 7946 wants.
    """
    return encode_collection(collection).encode("utf-8")


def write_features(path: Path, collection: Mapping[str, Any]) -> None:
    """Write a feature collection: the same content gives the same bytes, always.

    Parameters
    ----------
    path
        The GeoJSON file to write.
    collection
        As `encode_features` takes it.

    Raises
    ------
    FileFaultsError
        Where the collection is not sound or the file cannot be written.
    """
    faults = list(_collection_faults(dict(collection), check=True))
    if faults:
        raise FileFaultsError(path, faults)
    write_bytes(path, encode_features(collection))


def read_frame(path: Path) -> gpd.GeoDataFrame:
    """Read a spatial file into a table in WGS 84.

    Parameters
    ----------
    path
        GeoJSON, which keeps lists and objects among its properties, or any other format that
        GDAL reads (GeoPackage, Shapefile, FlatGeobuf …), whose own system is converted.

    Raises
    ------
    FileFaultsError
        Where it cannot be read, or does not say in which system its coordinates are.
    """
    if path.suffix.lower() in {".geojson", ".json"}:
        features = read_features(path)["features"]
        if not features:
            return gpd.GeoDataFrame(geometry=[], crs=WGS84)
        return gpd.GeoDataFrame.from_features(features, crs=WGS84)
    if not path.exists():
        raise FileFaultsError(path, ["cannot be read: No such file or directory"])
    try:
        frame = gpd.read_file(path)
    except (OSError, RuntimeError) as error:  # pyogrio's DataSourceError is a RuntimeError
        raise FileFaultsError(path, [f"cannot be read as a spatial file: {error}"]) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FileFaultsError(path, ["expected geometries, found a table without any"])
    if frame.crs is None:
        fault = "expected a coordinate reference system, found none; add it to the file"
        raise FileFaultsError(path, [fault])
    return frame.to_crs(WGS84)


def encode_frame(frame: gpd.GeoDataFrame, *, file_format: str, layer: str = "features") -> bytes:
    """Write a table of places as the bytes of a file for a GIS.

    Parameters
    ----------
    frame
        Plain columns and a geometry.
    file_format
        One of `FRAME_FORMATS`.
    layer
        The name of the layer, where the format has such a thing.

    Raises
    ------
    UnknownNameError
        Where the format is none of those.
    """
    if file_format not in FRAME_FORMATS:
        raise UnknownNameError("file format", found=file_format, known=FRAME_FORMATS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{layer}.{file_format}"
        frame.to_file(path, driver=FRAME_FORMATS[file_format], layer=layer)
        return path.read_bytes()


def read_table(path: Path, *, columns: Iterable[str] = ()) -> list[dict[str, str]]:
    """Read a CSV file with a header; every value is text.

    Parameters
    ----------
    path
        A CSV file in UTF-8.
    columns
        Columns that must be there; others may be.

    Raises
    ------
    FileFaultsError
        With all faults at once: missing columns, and lines with too many or too few values.
    """
    reader = csv.reader(io.StringIO(read_text(path), newline=""))
    header = next(reader, None)
    if header is None:
        raise FileFaultsError(path, ["expected a header line, found an empty file"])
    missing = [name for name in columns if name not in header]
    if missing:
        fault = f"expected the columns {', '.join(missing)}, found {', '.join(header)}"
        raise FileFaultsError(path, [fault])
    rows, faults = [], []
    for values in reader:
        if len(values) == len(header):
            rows.append(dict(zip(header, values, strict=True)))
        elif values:
            found = f"line {reader.line_num}: expected {len(header)} values, found {len(values)}"
            faults.append(found)
    if faults:
        raise FileFaultsError(path, faults)
    return rows


def write_table(path: Path, rows: Iterable[Mapping[str, str]], *, columns: Sequence[str]) -> None:
    """Write a CSV file with a header.

    Parameters
    ----------
    path
        The CSV file to write.
    rows
        One mapping a line; each has all the columns and no others.
    columns
        Their names, in the order wanted.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_bytes(path, text.getvalue().encode("utf-8"))


def read_settings(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    FileFaultsError
        Where it cannot be read or is not TOML.
    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise FileFaultsError(path, [f"expected TOML, found: {error}"]) from error
