"""Files: the one place where text, GeoJSON, tables and settings are opened and written."""

import csv
import io
import json
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from geodata.errors import FileFaultsError, SettingsError
from geodata.geojson import FeatureCollection, encode_collection
from geodata.geojson_rules import list_geometry_faults
from geodata.settings import parse_settings

MAX_BYTES = 64 << 20
"""Most bytes of a file that is read whole, where nothing smaller is asked for."""

_KINDS = (
    (stat.S_ISDIR, "a directory"),
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Opening a pipe or a terminal by these neither waits nor takes it over."""


def name_kind(mode: int) -> str:
    """Name what stands at a path, by its mode.

    Examples
    --------
    >>> name_kind(stat.S_IFDIR), name_kind(stat.S_IFREG)
    ('a directory', 'a regular file')
    """
    return next((name for test, name in _KINDS if test(mode)), "a regular file")


def _refuse_kind(path: Path, mode: int) -> None:
    """Refuse what is no regular file."""
    if not stat.S_ISREG(mode):
        raise FileFaultsError(path, [f"expected a regular file, found {name_kind(mode)}"])


def _say(error: OSError | ValueError) -> str:
    """Say why the system refused."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def open_bytes(path: Path) -> IO[bytes]:
    """Open a regular file to be read where it is asked for; nothing else is opened.

    Parameters
    ----------
    path
        The file, or a link to it.

    Raises
    ------
    FileFaultsError
        Where it is not there, may not be read, or is a directory, device or pipe.
    """
    opened: IO[bytes] | None = None
    try:
        _refuse_kind(path, path.stat().st_mode)
        opened = os.fdopen(os.open(path, _READ_FLAGS), "rb")
        _refuse_kind(path, os.fstat(opened.fileno()).st_mode)  # it may have changed in between
    except (FileFaultsError, OSError, ValueError) as error:  # ValueError: a NUL in the name
        if opened is not None:
            opened.close()
        if isinstance(error, FileFaultsError):
            raise
        raise FileFaultsError(path, [f"cannot be read: {_say(error)}"]) from error
    return opened


def read_bytes(path: Path, *, most_bytes: int = MAX_BYTES) -> bytes:
    """Read a regular file of bounded size whole; nothing else is opened, so nothing waits.

    Parameters
    ----------
    path
        The file, or a link to it.
    most_bytes
        Its largest size.

    Raises
    ------
    FileFaultsError
        Where it is not there, may not be read, is larger, or is a directory, device or pipe.
    """
    with open_bytes(path) as opened:
        try:
            status = os.fstat(opened.fileno())
            content = b"" if status.st_size > most_bytes else opened.read(most_bytes + 1)
        except OSError as error:
            raise FileFaultsError(path, [f"cannot be read: {_say(error)}"]) from error
    size = max(status.st_size, len(content))
    if size > most_bytes:
        fault = f"expected at most {most_bytes:,} bytes, found {size:,} or more"
        raise FileFaultsError(path, [fault])
    return content


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


def _read_mode(path: Path) -> int | None:
    """Read the mode of what stands at a path, a link itself; None where nothing does."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None


def write_bytes(path: Path, *content: bytes) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        The file; its folder must exist.
    content
        Everything that shall be in it, one after the other.

    Raises
    ------
    FileFaultsError
        Where it cannot be written, or something other than a regular file stands there; what
        was there before is then still there.
    """
    part: Path | None = None
    try:
        before = _read_mode(path)
        if before is not None:
            _refuse_kind(path, before)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as new:
            part = Path(new.name)
            new.writelines(content)
            new.flush()
            os.fsync(new.fileno())  # a name that survives a crash leads to all of the content
        part.chmod(0o644 if before is None else stat.S_IMODE(before))  # it is private otherwise
        part.replace(path)  # atomic on every system
    except FileFaultsError:
        raise
    except (OSError, ValueError) as error:
        raise FileFaultsError(path, [f"cannot be written: {_say(error)}"]) from error
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
    text = read_text(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        fault = f"line {error.lineno}, column {error.colno}: expected JSON, found {error.msg}"
        raise FileFaultsError(path, [fault]) from error
    except (ValueError, RecursionError) as error:
        fault = "expected JSON, found lists nested too deep or a number of too many digits"
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
            for fault in list_geometry_faults(feature["geometry"]):
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
    try:
        lines = [(reader.line_num, values) for values in reader]
    except csv.Error as error:
        fault = f"line {reader.line_num}: cannot be parted: {error}"
        raise FileFaultsError(path, [fault]) from error
    header = lines.pop(0)[1] if lines else None
    if header is None:
        raise FileFaultsError(path, ["expected a header line, found an empty file"])
    missing = [name for name in columns if name not in header]
    if missing:
        fault = f"expected the columns {', '.join(missing)}, found {', '.join(header)}"
        raise FileFaultsError(path, [fault])
    rows, faults = [], []
    for number, values in lines:
        if len(values) == len(header):
            rows.append(dict(zip(header, values, strict=True)))
        elif values:
            found = f"line {number}: expected {len(header)} values, found {len(values)}"
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
        return parse_settings(read_text(path))
    except SettingsError as error:
        raise FileFaultsError(path, [str(error)]) from error
