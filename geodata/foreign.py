"""Spatial files that someone brought: held against their ending before any library opens them."""

import tempfile
from pathlib import Path

from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geodata.errors import FileFaultsError
from geodata.files import MAX_BYTES, read_bytes, write_bytes

FOREIGN_DRIVERS = {
    ".shp": "ESRI Shapefile",
    ".gpkg": "GPKG",
    ".kml": "KML",
    ".fgb": "FlatGeobuf",
    ".parquet": "Parquet",
}
"""Spatial formats that people bring, with GDAL's names of them."""

_PARTS = (".shx", ".dbf", ".prj", ".cpg")
"""What belongs to a Shapefile."""
_MAGIC = {
    ".shp": b"\x00\x00\x27\x0a",
    ".gpkg": b"SQLite format 3\x00",
    ".fgb": b"fgb\x03",
    ".parquet": b"PAR1",
}


def _read_checked(path: Path) -> bytes:
    """Read a file, refusing one that is not what its ending says, before a library opens it."""
    suffix = path.suffix.lower()
    content = read_bytes(path, most_bytes=4 * MAX_BYTES)
    head = content[:4096]
    if suffix == ".kml":
        if b"<kml" not in head or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise FileFaultsError(path, ["expected KML without a document type, found another"])
        if b"NetworkLink" in content:
            raise FileFaultsError(path, ["expected KML with its own places, found a NetworkLink"])
    elif not head.startswith(_MAGIC[suffix]):
        name = FOREIGN_DRIVERS[suffix]
        raise FileFaultsError(path, [f"expected a {name} file, found other content"])
    return content


def find_part(path: Path, suffix: str) -> Path | None:
    """Find a part of a Shapefile beside it, whether its ending is in small or capital letters.

    Parameters
    ----------
    path
        The Shapefile.
    suffix
        The ending of the part, in small letters.
    """
    named = (path.with_suffix(one) for one in (suffix, suffix.upper()))
    return next((part for part in named if part.exists()), None)


def _copy_parts(path: Path, folder: Path) -> Path:
    """Copy a file and its parts, each a regular file of bounded size, under names of ours.

    The library then sees nothing else that may lie beside the file: no pipe, no index, no journal.
    """
    suffix = path.suffix.lower()
    copied = folder / f"brought{suffix}"
    write_bytes(copied, _read_checked(path))
    for part in _PARTS if suffix == ".shp" else ():
        found = find_part(path, part)
        if found is not None:
            content = read_bytes(found, most_bytes=4 * MAX_BYTES)
            write_bytes(copied.with_suffix(part), content)
    return copied


def read_foreign(
    path: Path, *, crs: CRS | None = None, encoding: str | None = None
) -> tuple[list[dict[str, str]], list[BaseGeometry | None], CRS]:
    """Read a spatial file that someone brought: its values as texts, its places as they are.

    The content is held against the ending before any library opens it, so that no virtual file,
    no other driver and no address can stand behind it.

    Parameters
    ----------
    path
        A file with one of the endings of `FOREIGN_DRIVERS`.
    crs
        The system of its coordinates, where the file does not say it.
    encoding
        The encoding of a Shapefile's texts, where the file does not say it.

    Returns
    -------
    rows, geometries, crs
        One row and one geometry (None where it has none) each, and their system.

    Raises
    ------
    FileFaultsError
        Where it cannot be read, or says another system than the one given, or none at all.
    """
    import geopandas as gpd  # noqa: PLC0415 - whoever only asks for the endings need not wait

    try:
        with tempfile.TemporaryDirectory() as folder:
            copied = _copy_parts(path, Path(folder))
            if copied.suffix == ".parquet":
                frame = gpd.read_parquet(copied)
            else:
                frame = gpd.read_file(copied, encoding=encoding)
    except FileFaultsError:
        raise
    except (OSError, RuntimeError, ValueError, LookupError, TypeError) as error:
        # pyogrio's DataSourceError is a RuntimeError, pyarrow's errors are OSError or ValueError.
        raise FileFaultsError(path, [f"cannot be read as a spatial file: {error}"]) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise FileFaultsError(path, ["expected geometries, found a table without any"])
    if frame.crs is not None and crs is not None and frame.crs != crs:
        fault = f"expected coordinates in {crs.to_string()}, found {frame.crs.to_string()}"
        raise FileFaultsError(path, [fault])
    system = crs if frame.crs is None else frame.crs
    if system is None:
        fault = "expected a coordinate reference system, found none; name it with --crs"
        raise FileFaultsError(path, [fault])
    columns = [name for name in frame.columns if name != frame.geometry.name]
    rows = [
        {str(name): _to_text(value) for name, value in zip(columns, values, strict=True)}
        for values in frame[columns].itertuples(index=False, name=None)
    ]
    geometries = [None if geometry is None else geometry for geometry in frame.geometry]
    return rows, geometries, system


def _to_text(value: object) -> str:
    """Write a value of a frame as text; what is not there is empty."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return "" if text in {"NaT", "<NA>", "nan"} else text
