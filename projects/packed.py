"""A catalogue packed for the page: columns of what is drawn, listed and filtered, and no more.

The layout is written down in ``docs/packed-format.md``; the page reads it with
``app/static/core/packed.js``, other programs with `projects.unpacking`. Both readers are held to
the same vectors.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.columns import Coded, CodedLists, code_values
from projects.laying_out import columns_of
from projects.search import traditional_pairs
from projects.text_index import text_index_of

MAGIC: Final = b"CPM"
VERSION: Final = 1
"""Grows when a reader of the layout before would read wrongly."""
UNITS_A_DEGREE: Final = 1_000_000
"""Coordinates are whole numbers of so many parts of a degree: the six decimals of a catalogue."""
MEDIA_TYPE: Final = "application/vnd.city-projects.packed"

SEVEN_BITS, MORE = 7, 0x80
_LONGEST_VARINT = 5
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
TEXTS: Final = ("id", "name_zh", "name_en")
_CODES: Final = ("sector", "kind", "status", "due", "accuracy_class", "place_type", "accuracy_m")
_KEYS_ON_A_LINE: Final = bytes.maketrans(b"\n\0", b"\t\n")

Whole = NDArray[np.int64]
Geometries = NDArray[np.object_]


def write_varints(values: Iterable[int] | Whole) -> bytes:
    """Write whole numbers of up to 35 bits, seven bits a byte, the lowest first.

    Examples
    --------
    >>> write_varints([1, 127, 128, 300]).hex()
    '017f8001ac02'
    """
    numbers = np.asarray(list(values) if not isinstance(values, np.ndarray) else values, np.int64)
    shifts = np.arange(_LONGEST_VARINT) * SEVEN_BITS
    groups = (numbers[:, None] >> shifts) & (MORE - 1)
    lengths = 1 + np.sum(numbers[:, None] >> shifts[1:] > 0, axis=1)
    places = np.arange(_LONGEST_VARINT)
    groups |= np.where(places < lengths[:, None] - 1, MORE, 0)
    written: bytes = groups[places < lengths[:, None]].astype(np.uint8).tobytes()
    return written


def _zigzag(values: Whole) -> Whole:
    """Fold signed numbers into unsigned ones, small ones staying small."""
    return np.where(values < 0, -2 * values - 1, 2 * values)


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


def _write_shapes(geometries: Geometries) -> bytes:
    """Write of each geometry its type, its parts and its positions: of most the type alone."""
    kinds = np.where(shapely.is_missing(geometries), 0, GEOMETRIES.index("Point")).astype(np.int64)
    more = np.flatnonzero(
        (kinds > 0) & (shapely.get_type_id(geometries) != shapely.GeometryType.POINT)
    )
    counts = [list(_list_counts(geometries[row])) for row in more.tolist()]
    kinds[more] = [own[0] for own in counts]
    places = np.repeat(more + 1, [len(own) - 1 for own in counts])
    return write_varints(np.insert(kinds, places, [n for own in counts for n in own[1:]]))


def _write_positions(geometries: Geometries) -> bytes:
    """Write all positions, each as the way from the one before it."""
    lonlat = shapely.get_coordinates(geometries)
    units = np.rint(lonlat * UNITS_A_DEGREE).astype(np.int64)
    return write_varints(_zigzag(np.diff(units, axis=0, prepend=[[0, 0]])).ravel())


def _code_promises(catalogue: Catalogue) -> Coded:
    """Give for each record from which day on its promise is what; None without a promise."""
    coded = clocks_of(catalogue).coded
    told = code_values(
        [
            tuple((date.fromordinal(day).isoformat(), state) for day, state in steps)
            if promises
            else None
            for promises, steps in coded.values
        ]
    )
    return Coded(told.values, told.numbers[coded.numbers]) if told.values else told


class _Packer:
    """Gathers dictionaries and columns, in the order in which they are read again."""

    def __init__(self) -> None:
        self.dictionaries: dict[str, list[Any]] = {}
        self.columns: list[dict[str, Any]] = []
        self.bodies: list[bytes] = []

    def add(self, name: str, form: str, body: bytes) -> None:
        self.columns.append({"name": name, "form": form, "bytes": len(body)})
        self.bodies.append(body)

    def add_text(self, name: str, text: bytes | memoryview) -> None:
        self.add(name, "text", bytes(text))

    def add_codes(self, name: str, coded: Coded) -> None:
        self.dictionaries[name] = list(coded.values)
        self.add(name, "code", write_varints(coded.numbers.astype(np.int64)))

    def add_lists(self, name: str, lists: CodedLists) -> None:
        self.dictionaries[name] = list(lists.values)
        lengths = lists.lengths.astype(np.int64)
        ends = np.cumsum(lengths)
        # Each length stands before its own numbers.
        self.add(name, "codes", write_varints(np.insert(lists.numbers, ends - lengths, lengths)))


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
    columns = columns_of(catalogue)
    packer = _Packer()
    for name in TEXTS:
        packer.add_text(name, columns.texts[name])
    keys = text_index_of(catalogue).text
    packer.add_text("keys", keys[:-1].translate(_KEYS_ON_A_LINE))
    for name in _CODES:
        packer.add_codes(name, columns.coded[name])
    packer.add_lists("districts", columns.districts)
    packer.add_codes("promise", _code_promises(catalogue))
    packer.add("shape", "shape", _write_shapes(columns.shapes))
    packer.add("positions", "positions", _write_positions(columns.shapes))
    metadata = catalogue.metadata
    header = {
        "version": VERSION,
        "id": metadata.id,
        "report_date": metadata.report_date,
        "newest": clocks_of(catalogue).newest.isoformat(),
        "count": columns.count,
        "units_a_degree": UNITS_A_DEGREE,
        "signs": traditional_pairs([keys.decode()]),
        "dictionaries": packer.dictionaries,
        "columns": packer.columns,
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    start = MAGIC + bytes([VERSION]) + len(head).to_bytes(4, "little")
    return b"".join((start, head, *packer.bodies))
