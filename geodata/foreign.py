"""Spatial files that someone brought: held against their ending before any library opens them."""

import codecs
import os
import tempfile
from pathlib import Path
from typing import Any, Final, NamedTuple

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

_LAYERED = frozenset({".gpkg", ".kml"})
"""Endings of files that hold several layers."""
_PARTS = (".shx", ".dbf", ".prj", ".cpg")
"""What belongs to a Shapefile."""
_DBF_HEAD: Final = 32
_DBF_FIELD: Final = 32
_DBF_NAME: Final = 11
_DBF_END: Final = 0x0D
_DBF_MOST: Final = 1 << 16
"""A dBASE table: where its columns begin, how long each is and its name, what ends them."""
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


class Foreign(NamedTuple):
    """What was read of a spatial file.

    Parameters
    ----------
    rows, geometries
        One row and one geometry (None where it has none) each.
    system
        The system of their coordinates.
    left_out
        The layers with places that were not read.
    """

    rows: list[dict[str, str]]
    geometries: list[BaseGeometry | None]
    system: CRS
    left_out: tuple[str, ...]


def _mend_names(table: bytes, *, encoding: str) -> bytes:
    """Cut the columns' names of a Shapefile's table where a character ends.

    A name has ten bytes: four characters in UTF-8 are cut within the last one, and no library
    reads what is left of it.
    """
    mended = bytearray(table)
    for at in range(_DBF_HEAD, min(len(table) - _DBF_NAME, _DBF_MOST), _DBF_FIELD):
        if table[at] == _DBF_END:
            break
        name = table[at : at + _DBF_NAME].partition(b"\0")[0]
        kept = name.decode(encoding, errors="ignore").encode(encoding)
        if kept and name.startswith(kept):
            mended[at : at + _DBF_NAME] = kept.ljust(_DBF_NAME, b"\0")
    return bytes(mended)


def _find_encoding(said: bytes) -> str:
    """Find the encoding that a Shapefile's .cpg file says; UTF-8 where it says none."""
    name = said.decode("ascii", errors="ignore").strip()
    try:
        return codecs.lookup(name or "utf-8").name
    except (LookupError, ValueError):
        return "utf-8"


def _copy_parts(path: Path, folder: Path, *, encoding: str | None) -> Path:
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
            if part == ".dbf":
                said = find_part(path, ".cpg")
                known = b"" if said is None else read_bytes(said, most_bytes=MAX_BYTES)
                content = _mend_names(content, encoding=encoding or _find_encoding(known))
            write_bytes(copied.with_suffix(part), content)
    return copied


def read_foreign(path: Path, *, crs: CRS | None = None, encoding: str | None = None) -> Foreign:
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
    Foreign
        All folders of a KML file together; of other files the first layer with places.

    Raises
    ------
    FileFaultsError
        Where it cannot be read, or says another system than the one given, or none at all.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            copied = _copy_parts(path, Path(folder), encoding=encoding)
            frames, left_out = _read_frames(copied, encoding=encoding)
    except FileFaultsError:
        raise
    except (OSError, RuntimeError, ValueError, LookupError, TypeError) as error:
        # pyogrio's DataSourceError is a RuntimeError, pyarrow's errors are OSError or ValueError.
        told = str(error).replace(f"{folder}{os.sep}", "")
        raise FileFaultsError(path, [f"cannot be read as a spatial file: {told}"]) from error
    if not frames:
        raise FileFaultsError(path, ["expected geometries, found none"])
    rows: list[dict[str, str]] = []
    geometries: list[BaseGeometry | None] = []
    for frame in frames:
        rows += _list_rows(frame)
        geometries += [None if geometry is None else geometry for geometry in frame.geometry]
    system = _find_system(frames[0].crs, said=crs, path=path)
    return Foreign(rows, geometries, system, left_out)


def _read_frames(path: Path, *, encoding: str | None) -> tuple[list[Any], tuple[str, ...]]:
    """Read the layers of a file that have places, and name those that were left out."""
    import geopandas as gpd  # noqa: PLC0415 - whoever only asks for the endings need not wait

    if path.suffix == ".parquet":
        return [gpd.read_parquet(path)], ()
    if path.suffix not in _LAYERED:
        frame = gpd.read_file(path, encoding=encoding)
        return [frame] if isinstance(frame, gpd.GeoDataFrame) else [], ()
    listed = gpd.list_layers(path)
    layers = [str(name) for name in listed["name"][listed["geometry_type"].notna()]]
    # A folder of KML is no layer to whoever drew it: they are one file.
    taken = layers if path.suffix == ".kml" else layers[:1]
    frames = [gpd.read_file(path, layer=name, encoding=encoding) for name in taken]
    return [frame for frame in frames if len(frame)] or frames[:1], tuple(layers[len(taken) :])


def _find_system(found: CRS | None, *, said: CRS | None, path: Path) -> CRS:
    """Find the system of coordinates: that of the file, or the one that was said."""
    if found is not None and said is not None and found != said:
        fault = f"expected coordinates in {said.to_string()}, found {found.to_string()}"
        raise FileFaultsError(path, [fault])
    system = said if found is None else found
    if system is None:
        fault = "expected a coordinate reference system, found none; name it with --crs"
        raise FileFaultsError(path, [fault])
    return system


def _list_rows(frame: Any) -> list[dict[str, str]]:  # noqa: ANN401 - a GeoDataFrame
    """List the values of a layer as texts."""
    columns = [name for name in frame.columns if name != frame.geometry.name]
    return [
        {str(name): _to_text(value) for name, value in zip(columns, values, strict=True)}
        for values in frame[columns].itertuples(index=False, name=None)
    ]


def _to_text(value: object) -> str:
    """Write a value of a frame as text; what is not there is empty."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return "" if text in {"NaT", "<NA>", "nan"} else text
