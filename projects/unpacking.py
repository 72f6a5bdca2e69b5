"""A packed catalogue read again: what the page does, for other programs and for proof."""

import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from projects.errors import PackedError
from projects.packed import GEOMETRIES, MAGIC, MORE, SEVEN_BITS, TEXTS, VERSION, Whole

_HEAD_BYTES: Final = len(MAGIC) + 1 + 4
_PLACE: Final = {"type": "place_type", "accuracy_m": "accuracy_m"}
"""What stands within ``place``, by the name of its column."""


def read_varints(data: bytes) -> Whole:
    """Read all whole numbers that `write_varints` wrote.

    Examples
    --------
    >>> read_varints(bytes.fromhex("017f8001ac02")).tolist()
    [1, 127, 128, 300]
    """
    octets = np.frombuffer(data, dtype=np.uint8).astype(np.int64)
    ends = np.flatnonzero(octets < MORE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    if not len(ends):
        return np.empty(0, dtype=np.int64)
    within = np.arange(ends[-1] + 1) - np.repeat(starts, ends - starts + 1)
    values: Whole = np.add.reduceat(
        (octets[: ends[-1] + 1] & (MORE - 1)) << (within * SEVEN_BITS), starts
    )
    return values


def _unzigzag(values: Whole) -> Whole:
    return np.where(values & 1, -(values >> 1) - 1, values >> 1)


@dataclass(frozen=True)
class PackedRecord:
    """A record as the page knows it before its card is opened."""

    properties: dict[str, Any]
    accuracy_class: str
    keys: list[str]
    promise: list[list[str]] | None
    geometry: dict[str, Any] | None


@dataclass(frozen=True)
class Packed:
    """What was packed: the header and the records."""

    header: dict[str, Any]
    records: tuple[PackedRecord, ...]


class _Shapes:
    """Reads geometries from their counts and positions."""

    def __init__(self, counts: Whole, positions: Whole, *, units: int) -> None:
        self._counts = iter(counts.tolist())
        ways = _unzigzag(positions).reshape(-1, 2)
        self._positions = iter((np.cumsum(ways, axis=0) / units).tolist())

    def _path(self) -> list[list[float]]:
        return [next(self._positions) for _ in range(next(self._counts))]

    def _paths(self) -> list[list[list[float]]]:
        return [self._path() for _ in range(next(self._counts))]

    def read(self) -> dict[str, Any] | None:
        """Read the next geometry as GeoJSON."""
        kind = GEOMETRIES[next(self._counts)]
        if not kind:
            return None
        coordinates: Any
        if kind == "Point":
            coordinates = next(self._positions)
        elif kind in {"MultiPoint", "LineString"}:
            coordinates = self._path()
        elif kind in {"MultiLineString", "Polygon"}:
            coordinates = self._paths()
        else:
            coordinates = [self._paths() for _ in range(next(self._counts))]
        return {"type": kind, "coordinates": coordinates}


def _read_header(data: bytes) -> tuple[dict[str, Any], int]:
    """Read the header, and where the columns begin."""
    found = data[: len(MAGIC) + 1]
    if found != MAGIC + bytes([VERSION]):
        expected = f"{MAGIC!r} and version {VERSION}"
        raise PackedError(f"packed catalogue: expected {expected}, found {found!r}")
    end = _HEAD_BYTES + int.from_bytes(data[len(MAGIC) + 1 : _HEAD_BYTES], "little")
    header: dict[str, Any] = json.loads(data[_HEAD_BYTES:end])
    size = end + sum(column["bytes"] for column in header["columns"])
    if len(data) != size:
        raise PackedError(f"packed catalogue: expected {size:,} bytes, found {len(data):,}")
    return header, end


def _read_column(body: bytes, *, form: str, words: list[Any], count: int) -> list[Any]:
    """Read a column of texts, of codes, or of lists of codes."""
    if form == "text":
        return body.decode().split("\n") if count else []
    numbers = iter(read_varints(body).tolist())
    if form == "code":
        return [words[number] for number in numbers]
    return [[words[next(numbers)] for _ in range(next(numbers))] for _ in range(count)]


def unpack_catalogue(data: bytes) -> Packed:
    """Read what `pack_catalogue` wrote.

    Parameters
    ----------
    data
        The packed catalogue.

    Raises
    ------
    PackedError
        Where it is something else, of another version, or cut off.
    """
    header, at = _read_header(data)
    count, bodies, columns = header["count"], dict[str, bytes](), dict[str, list[Any]]()
    for column in header["columns"]:
        name, form = column["name"], column["form"]
        bodies[name] = data[at : at + column["bytes"]]
        at += column["bytes"]
        if form in {"text", "code", "codes"}:
            words = header["dictionaries"].get(name, [])
            columns[name] = _read_column(bodies[name], form=form, words=words, count=count)
    shapes = _Shapes(
        read_varints(bodies["shape"]),
        read_varints(bodies["positions"]),
        units=header["units_a_degree"],
    )
    plain = (*TEXTS, "sector", "kind", "status", "due", "districts")
    records = tuple(
        PackedRecord(
            properties={name: columns[name][row] for name in plain}
            | {"place": {n: columns[f][row] for n, f in _PLACE.items()}},
            accuracy_class=columns["accuracy_class"][row],
            keys=columns["keys"][row].split("\t"),
            promise=columns["promise"][row],
            geometry=shapes.read(),
        )
        for row in range(count)
    )
    return Packed(header, records)
