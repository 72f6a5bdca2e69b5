"""A catalogue packed for the page: columns of what is drawn, listed and filtered, and no more.

The layout is written down in ``docs/packed-format.md``; the page reads it with
``app/static/core/packed.js``. Both readers are held to the same vectors.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.errors import PackedError
from projects.model import Project
from projects.search import traditional_pairs
from projects.text_index import text_index_of

MAGIC: Final = b"CPM"
VERSION: Final = 1
"""Grows when a reader of the layout before would read wrongly."""
UNITS_A_DEGREE: Final = 1_000_000
"""Coordinates are whole numbers of so many parts of a degree: the six decimals of a catalogue."""
MEDIA_TYPE: Final = "application/vnd.city-projects.packed"

_HEAD_BYTES: Final = len(MAGIC) + 1 + 4
_SEVEN_BITS, _MORE, _LONGEST_VARINT = 7, 0x80, 5
GEOMETRIES: Final = (
    "",
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
)
"""The types of geometry by their number; the first is none."""
_TEXTS: Final = ("id", "name_zh", "name_en")
_CODES: Final[dict[str, Callable[[Project], object]]] = {
    "sector": lambda one: one.sector,
    "kind": lambda one: one.kind,
    "status": lambda one: one.status,
    "due": lambda one: one.due,
    "accuracy_class": lambda one: one.accuracy_class,
    "place_type": lambda one: one.place.type,
    "accuracy_m": lambda one: one.place.accuracy_m,
}
_PLACE: Final = {"type": "place_type", "accuracy_m": "accuracy_m"}
"""What stands within ``place``, by the name of its column."""

Whole = NDArray[np.int64]


def write_varints(values: Iterable[int] | Whole) -> bytes:
    """Write whole numbers of up to 35 bits, seven bits a byte, the lowest first.

    Examples
    --------
    >>> write_varints([1, 127, 128, 300]).hex()
    '017f8001ac02'
    """
    numbers = np.asarray(list(values) if not isinstance(values, np.ndarray) else values, np.int64)
    shifts = np.arange(_LONGEST_VARINT) * _SEVEN_BITS
    groups = (numbers[:, None] >> shifts) & (_MORE - 1)
    lengths = 1 + np.sum(numbers[:, None] >> shifts[1:] > 0, axis=1)
    places = np.arange(_LONGEST_VARINT)
    groups |= np.where(places < lengths[:, None] - 1, _MORE, 0)
    written: bytes = groups[places < lengths[:, None]].astype(np.uint8).tobytes()
    return written


def read_varints(data: bytes) -> Whole:
    """Read all whole numbers that `write_varints` wrote.

    Examples
    --------
    >>> read_varints(bytes.fromhex("017f8001ac02")).tolist()
    [1, 127, 128, 300]
    """
    octets = np.frombuffer(data, dtype=np.uint8).astype(np.int64)
    ends = np.flatnonzero(octets < _MORE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    if not len(ends):
        return np.empty(0, dtype=np.int64)
    within = np.arange(ends[-1] + 1) - np.repeat(starts, ends - starts + 1)
    values: Whole = np.add.reduceat(
        (octets[: ends[-1] + 1] & (_MORE - 1)) << (within * _SEVEN_BITS), starts
    )
    return values


def _zigzag(values: Whole) -> Whole:
    """Fold signed numbers into unsigned ones, small ones staying small."""
    return np.where(values < 0, -2 * values - 1, 2 * values)


def _unzigzag(values: Whole) -> Whole:
    return np.where(values & 1, -(values >> 1) - 1, values >> 1)


def _list_counts(geometry: BaseGeometry | None) -> Iterator[int]:
    """Give the number of a geometry's type, then how many parts and positions it has."""
    kind = "" if geometry is None else geometry.geom_type
    yield GEOMETRIES.index(kind)
    if isinstance(geometry, shapely.LineString):
        yield len(geometry.coords)
    elif isinstance(geometry, shapely.MultiPoint):
        yield len(geometry.geoms)
    elif isinstance(geometry, shapely.MultiLineString):
        yield len(geometry.geoms)
        yield from (len(line.coords) for line in geometry.geoms)
    elif isinstance(geometry, shapely.Polygon):
        yield from _list_ring_counts(geometry)
    elif isinstance(geometry, shapely.MultiPolygon):
        yield len(geometry.geoms)
        for part in geometry.geoms:
            yield from _list_ring_counts(part)


def _list_ring_counts(polygon: shapely.Polygon) -> Iterator[int]:
    rings = (polygon.exterior, *polygon.interiors)
    yield len(rings)
    yield from (len(ring.coords) for ring in rings)


def _write_positions(geometries: Sequence[BaseGeometry | None]) -> bytes:
    """Write all positions, each as the way from the one before it."""
    placed = np.array([*(one for one in geometries if one is not None), None], dtype=object)[:-1]
    lonlat = shapely.get_coordinates(placed) if len(placed) else np.empty((0, 2))
    units = np.rint(lonlat * UNITS_A_DEGREE).astype(np.int64)
    return write_varints(_zigzag(np.diff(units, axis=0, prepend=[[0, 0]])).ravel())


def _list_steps(catalogue: Catalogue) -> list[tuple[tuple[str, str], ...] | None]:
    """Give for each record from which day on its promise is what; None without a promise."""
    clocks = clocks_of(catalogue)
    rows = zip(clocks.steps, clocks.read(), strict=True)
    return [
        None
        if reading.promise is None
        else tuple((day.isoformat(), one.state) for day, one in steps)
        for steps, reading in rows
    ]


class _Packer:
    """Gathers dictionaries and columns, in the order in which they are read again."""

    def __init__(self) -> None:
        self.dictionaries: dict[str, list[Any]] = {}
        self.columns: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []

    def add(self, name: str, form: str, body: bytes) -> None:
        self.columns.append({"name": name, "form": form, "bytes": len(body)})
        self.bodies.append(body)

    def add_texts(self, name: str, texts: Iterable[str]) -> None:
        self.add(name, "text", "\n".join(texts).encode())

    def code(self, name: str, values: Iterable[Any]) -> list[int]:
        """Give values numbers, by when each first comes."""
        numbers: dict[Any, int] = {}
        codes = [numbers.setdefault(value, len(numbers)) for value in values]
        self.dictionaries[name] = list(numbers)
        return codes

    def add_codes(self, name: str, values: Iterable[Any]) -> None:
        self.add(name, "code", write_varints(self.code(name, values)))

    def add_lists(self, name: str, values: Sequence[Sequence[Any]]) -> None:
        codes = iter(self.code(name, (one for own in values for one in own)))
        numbers = [n for own in values for n in (len(own), *(next(codes) for _ in own))]
        self.add(name, "codes", write_varints(numbers))


def pack_catalogue(catalogue: Catalogue) -> bytes:
    """Pack what a page needs before a card is opened.

    Parameters
    ----------
    catalogue
        The catalogue, with what others know beside it.

    Returns
    -------
    bytes
        The same for the same content.
    """
    projects = catalogue.projects
    packer = _Packer()
    for name in _TEXTS:
        packer.add_texts(name, (str(getattr(one, name)) for one in projects))
    index = text_index_of(catalogue)
    packer.add_texts("keys", ("\t".join(index.keys(row)) for row in range(len(index))))
    for name, read in _CODES.items():
        packer.add_codes(name, (read(one) for one in projects))
    packer.add_lists("districts", [one.districts for one in projects])
    packer.add_codes("promise", _list_steps(catalogue))
    geometries = [one.geometry for one in projects]
    packer.add("shape", "shape", write_varints([n for g in geometries for n in _list_counts(g)]))
    packer.add("positions", "positions", _write_positions(geometries))
    metadata = catalogue.metadata
    header = {
        "version": VERSION,
        "id": metadata.id,
        "report_date": metadata.report_date,
        "newest": clocks_of(catalogue).newest.isoformat(),
        "count": len(projects),
        "units_a_degree": UNITS_A_DEGREE,
        "signs": traditional_pairs(key for row in range(len(index)) for key in index.keys(row)),
        "dictionaries": packer.dictionaries,
        "columns": packer.columns,
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    start = MAGIC + bytes([VERSION]) + len(head).to_bytes(4, "little")
    return b"".join((start, head, *packer.bodies))


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
    plain = (*_TEXTS, "sector", "kind", "status", "due", "districts")
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
