"""Sound catalogues, read in bulk: feature after feature, without words for what could be wrong.

What is not plainly sound is left to `projects.catalogue` and `projects.checks`, which look at the
whole file and tell every fault. What is accepted here has been through the same models and the
same checks of a record; only the text is read piece by piece, so that a large file is never held
as objects all at once, and what is asked of coordinates is asked of a thousand features together.
"""

import codecs
import gc
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any, Final, Generic, NamedTuple, Never, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.geojson_rules import (
    DECIMALS,
    DEPTHS,
    MAX_POSITIONS,
    find_rule_faults,
    find_site_faults,
    find_structure_faults,
    make_geometry,
)
from geodata.shown import is_too_deep
from projects.catalogue import MAX_FEATURES
from projects.model import Metadata, Project
from projects.quick_models import QuickFeature, count_names, quick_validator
from projects.signs import fold_look, is_plain_json
from projects.strict_json import MAX_DIGITS, find_oddities
from projects.wholes import find_ring

PIECE_BYTES: Final = 1 << 20
"""So much text is decoded at a time."""
MOST_WAITING_SIGNS: Final = 16 << 20
"""The longest single member of a collection that is read here."""
CHUNK: Final = 1000
"""So many features are looked at together."""
_WHITE: Final = re.compile(r"[ \t\n\r]*")
_SIGNS_OF_NUMBERS: Final = bytes(48 if sign in b"0123456789.eE+-" else 32 for sign in range(256))
"""Makes a nought of every sign of a number, and a space of all else."""
_LONG_NUMBER: Final = re.compile(rb"[0-9][0-9.eE+-]{%d}" % MAX_DIGITS)
_FEATURE: Final = re.compile(rb'\{\s*"type"\s*:\s*"Feature"\s*,')
_NAMES_OF_A_FEATURE: Final = 3
_BLANK: Final = frozenset(b" \t\n\r")
_MEMBERS: Final = frozenset({"type", "geometry", "properties"})
_GEOMETRY_MEMBERS: Final = frozenset({"type", "coordinates"})

Geometries = NDArray[np.object_]
Lonlat = NDArray[np.float64]
Whole = NDArray[np.int64]
Shape = shapely.geometry.base.BaseGeometry | None
Made = TypeVar("Made")
Span = tuple[int, int]
"""Where the bytes of a feature begin and end in the file."""
FindFaults = Callable[[Project, Metadata], Iterable[object]]
"""Finds what is wrong with a record by itself."""


class NotPlainlySoundError(ValueError):
    """Something may be wrong: the slow reader has to tell."""


def _refuse(*_: object) -> Never:
    raise NotPlainlySoundError


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object in which no name stands twice."""
    value = dict(pairs)
    return value if len(value) == len(pairs) else _refuse()


_DECODER: Final = json.JSONDecoder(
    strict=False, object_pairs_hook=_read_object, parse_constant=_refuse
)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from walking over records that are all kept: two fifths of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Text:
    """The text of a file, decoded and parsed piece by piece."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._next = 0
        self._text = ""
        self._at = 0
        self.at_bytes = 0
        """Where in the bytes of the file the next sign stands."""

    def _read_more(self) -> bool:
        """Decode a further piece; False at the end of the file."""
        piece = self._data[self._next : self._next + PIECE_BYTES]
        if not len(piece):
            return False
        self._next += len(piece)
        is_last = self._next >= len(self._data)
        self._text = self._text[self._at :] + self._decoder.decode(piece, final=is_last)
        self._at = 0
        return len(self._text) <= MOST_WAITING_SIGNS or _refuse()

    def look(self) -> str:
        """Skip white space and give the sign that follows; nothing at the end."""
        while True:
            found = _WHITE.match(self._text, self._at)
            if found:
                self.at_bytes += found.end() - self._at
                self._at = found.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def take(self, sign: str) -> None:
        """Go on after a sign that has to follow."""
        if self.look() != sign:
            _refuse()
        self._at += 1
        self.at_bytes += 1

    def go_to(self, at_bytes: int) -> None:
        """Go on at another place of the file, where a sign begins."""
        self._decoder.reset()
        self._text, self._at, self._next, self.at_bytes = "", 0, at_bytes, at_bytes

    def read(self) -> Any:  # noqa: ANN401 - any JSON value
        """Read a text, a list or an object."""
        if self.look() not in {'"', "{", "["}:
            _refuse()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if not self._read_more():
                    raise
            else:
                self.at_bytes += len(self._text[self._at : end].encode())
                self._at = end
                return value


def _iterate_members(text: _Text) -> Iterator[str]:
    """Give the names of an object's members, each before its value is read."""
    text.take("{")
    while True:
        yield text.read()
        if text.look() != ",":
            break
        text.take(",")
    text.take("}")
    if text.look():
        _refuse()


def _iterate_items(text: _Text) -> Iterator[tuple[Any, Span]]:
    """Give the items of a list, each with where its bytes begin and end."""
    text.take("[")
    if text.look() != "]":
        yield _read_item(text)
        while text.look() == ",":
            text.take(",")
            yield _read_item(text)
    text.take("]")


def _read_item(text: _Text) -> tuple[Any, Span]:
    """Read an item, with where its bytes begin and end."""
    text.look()
    start = text.at_bytes
    value = text.read()
    return value, (start, text.at_bytes)


def _find_features(data: bytes, *, after: int) -> list[int]:
    """Find where features begin that name their type first; no text can hold such a beginning."""
    return [found.start() for found in _FEATURE.finditer(data, after)]


def _find_end(data: bytes, *, start: int, following: int) -> int:
    """Find where a feature ends that a comma parts from the following one."""
    comma = data.rfind(b",", start, following)
    if comma < 0 or data[comma + 1 : following].strip():
        _refuse()
    end = comma
    while data[end - 1] in _BLANK:
        end -= 1
    return end


class Cut(NamedTuple):
    """Where a file is cut into two: each is a file of its own with a part of the features.

    Parameters
    ----------
    head
        Where the first feature begins: what is before it stands before the second part too.
    end
        Where the last feature of the first part ends.
    start
        Where the first feature of the second part begins.
    """

    head: int
    end: int
    start: int


def find_cut(data: bytes, *, share: float) -> Cut | None:
    """Find where to cut the bytes of a file; None where there is no place.

    Parameters
    ----------
    data
        The bytes.
    share
        How much of them the first part has.
    """
    first, middle = _FEATURE.search(data), _FEATURE.search(data, int(len(data) * share))
    if first is None or middle is None or middle.start() <= first.start():
        return None
    comma = data.rfind(b",", first.start(), middle.start())
    if comma < 0 or data[comma + 1 : middle.start()].strip():
        return None
    return Cut(first.start(), comma, middle.start())


def _has_names(data: bytes, *, count: int) -> bool:
    """Say whether so many names stand in JSON, and surely no more.

    A name ends with a quotation mark and a colon. A text may begin with a colon, which counts
    one too many; white space before a colon and a quotation mark within a text tell nothing.
    """
    signs = np.frombuffer(data, dtype=np.uint8)
    colons = np.flatnonzero(signs == ord(":"))
    before = signs[colons - 1]
    ends = colons[before == ord('"')]
    is_clear = not (before <= ord(" ")).any() and not (signs[ends - 2] == ord("\\")).any()
    return is_clear and len(ends) == count


def _has_long_number(data: bytes) -> bool:
    """Say whether a number may have more digits than any quantity has."""
    run = b"0" * (MAX_DIGITS + 1)
    pieces = (data[at : at + PIECE_BYTES + len(run)] for at in range(0, len(data), PIECE_BYTES))
    if not any(run in piece.translate(_SIGNS_OF_NUMBERS) for piece in pieces):
        return False
    return _LONG_NUMBER.search(data) is not None


def _read_metadata(value: object) -> Metadata:
    if is_too_deep(value) or any(find_oddities(value)):
        _refuse()
    return Metadata.model_validate(value)


class _Paths:
    """Runs of positions of geometries of one type, made into shapes together.

    Parameters
    ----------
    make
        Makes shapes of all coordinates and, for each, the number of the run it belongs to.
    """

    def __init__(self, make: Callable[[Lonlat, Whole], Geometries]) -> None:
        """Begin without any."""
        self._make = make
        self._rows: list[int] = []
        self._runs: list[list[Any]] = []

    def add(self, row: int, run: list[Any]) -> None:
        """Add the run of a row."""
        self._rows.append(row)
        self._runs.append(run)

    def put(self, shapes: Geometries) -> None:
        """Put the shapes where they belong; refuse what are no positions of two numbers."""
        if not self._rows:
            return
        positions = list(chain.from_iterable(self._runs))
        if set(map(type, positions)) != {list} or set(map(len, positions)) != {2}:
            _refuse()
        numbers = list(chain.from_iterable(positions))
        if not set(map(type, numbers)) <= {float, int}:
            _refuse()
        lonlat = np.array(numbers, dtype=np.float64).reshape(-1, 2)
        if not np.isfinite(lonlat).all():
            _refuse()
        of = np.repeat(np.arange(len(self._runs)), list(map(len, self._runs)))
        shapes[self._rows] = self._make(lonlat, of)


def _make_points(lonlat: Lonlat, _: Whole) -> Geometries:
    return np.asarray(shapely.points(lonlat))


def _make_lines(lonlat: Lonlat, of: Whole) -> Geometries:
    return np.asarray(shapely.linestrings(lonlat, indices=of))


def _make_polygons(lonlat: Lonlat, of: Whole) -> Geometries:
    return np.asarray(shapely.polygons(shapely.linearrings(lonlat, indices=of)))


def _is_run(value: object, *, least: int) -> bool:
    return type(value) is list and least <= len(value) <= MAX_POSITIONS


def _make_sound_geometries(raws: Sequence[object]) -> Geometries:
    """Make the shapes of geometries without structure faults; None stays None."""
    shapes = np.full(len(raws), None, dtype=object)
    points, lines, rings = _Paths(_make_points), _Paths(_make_lines), _Paths(_make_polygons)
    for row, raw in enumerate(raws):
        if raw is None:
            continue
        if type(raw) is not dict or raw.keys() != _GEOMETRY_MEMBERS:
            _refuse()
        kind, coordinates = raw["type"], raw["coordinates"]
        if kind == "Point":
            points.add(row, [coordinates])
        elif kind == "LineString" and _is_run(coordinates, least=2):
            lines.add(row, coordinates)
        elif (
            kind == "Polygon"
            and _is_run(coordinates, least=1)
            and len(coordinates) == 1
            and _is_run(coordinates[0], least=4)
        ):
            if coordinates[0][0] != coordinates[0][-1]:
                _refuse()
            rings.add(row, coordinates[0])
        elif type(kind) is str and kind in DEPTHS and not any(find_structure_faults(raw)):
            shapes[row] = make_geometry(raw)
        else:
            _refuse()
    for paths in (points, lines, rings):
        paths.put(shapes)
    return shapes


def _find_doubtful(geometries: Geometries, *, bbox: tuple[float, ...]) -> NDArray[np.bool_]:
    """Say which of the placed geometries have to be looked at one by one."""
    lonlat, of = shapely.get_coordinates(geometries, return_index=True)
    west, south, east, north = bbox
    inside = (
        (lonlat[:, 0] >= west)
        & (lonlat[:, 0] <= east)
        & (lonlat[:, 1] >= south)
        & (lonlat[:, 1] <= north)
    )
    with np.errstate(over="ignore"):  # what lies so far out is outside anyway
        short = np.all(np.round(lonlat, DECIMALS) == lonlat, axis=1)
    odd = ~(inside & short)
    odd[1:] |= np.all(lonlat[1:] == lonlat[:-1], axis=1) & (of[1:] == of[:-1])
    doubtful = ~shapely.is_valid(geometries)
    doubtful[of[odd]] = True
    kinds = shapely.get_type_id(geometries)
    doubtful |= kinds >= shapely.GeometryType.MULTIPOINT
    polygons = np.flatnonzero(kinds == shapely.GeometryType.POLYGON)
    outer = shapely.get_exterior_ring(geometries[polygons])
    plain = (shapely.get_num_interior_rings(geometries[polygons]) == 0) & shapely.is_ccw(outer)
    doubtful[polygons[~plain]] = True
    marked: NDArray[np.bool_] = doubtful
    return marked


class Told(NamedTuple):
    """What is compared between records."""

    id: str
    aliases_id: Sequence[str]
    name_zh: str
    part_of: Sequence[str]
    is_placed: bool


@dataclass
class Between:
    """What is compared between records: no two have the same, and each whole is a record."""

    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    present: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    wholes: dict[str, Sequence[str]] = field(default_factory=dict)

    def add(self, told: Iterable[Told]) -> None:
        """Add records; refuse what another one has."""
        for one in told:
            ids = (one.id, *one.aliases_id)
            name = fold_look(one.name_zh)
            if name in self.names or len(set(ids)) < len(ids):
                _refuse()
            if not self.ids.isdisjoint(ids) or one.id in one.part_of:
                _refuse()
            self.names.add(name)
            self.ids.update(ids)
            self.present.add(one.id)
            if one.part_of:
                self.wholes[one.id] = one.part_of
            if one.is_placed:
                self.placed.add(one.id)

    def join(self, other: "Between") -> None:
        """Add the records of another part of the file."""
        if not self.names.isdisjoint(other.names) or not self.ids.isdisjoint(other.ids):
            _refuse()
        for name, own in vars(self).items():
            own.update(getattr(other, name))

    def check_ends(self, leaving: Iterable[str]) -> None:
        """Look at what only the last record settles; what leaves the city has to have a place."""
        if not self.present.issuperset(chain.from_iterable(self.wholes.values())):
            _refuse()
        if find_ring(self.wholes) or not self.placed.issuperset(leaving):
            _refuse()


class BulkReader(ABC, Generic[Made]):
    """Reads the features of a file in chunks, each feature as what is made of it.

    Parameters
    ----------
    data
        The bytes of the file.
    is_part
        Whether other features are read elsewhere: what only the last record settles is left open.
    """

    def __init__(self, data: bytes, *, is_part: bool = False) -> None:
        """Remember the bytes."""
        self._data = data
        self._is_part = is_part
        self.between = Between()
        self.raw_metadata: Any = None
        self.spans: list[Span] = []
        """Where the features that were read stand in the file."""
        self._metadata: Metadata | None = None
        self._leaving: frozenset[str] = frozenset()

    @property
    def metadata(self) -> Metadata:
        """What the catalogue says of itself; there once the first chunk was read."""
        return self._metadata or _refuse()

    @abstractmethod
    def _make(self, features: list[Any], shapes: Geometries) -> list[Made]:
        """Make something of features whose members are plain; refuse what is not sound."""

    @abstractmethod
    def _tell(self, made: Made) -> "Told":
        """Tell of a record what is compared with the other ones."""

    def read(self) -> Iterator[list[Made]]:
        """Read chunk after chunk.

        Raises
        ------
        NotPlainlySoundError
            Where something may be wrong; nothing that was read before may then be used.
        """
        try:
            yield from self._read()
        except (ValueError, RecursionError) as error:
            if isinstance(error, NotPlainlySoundError):
                raise
            raise NotPlainlySoundError from error

    def _read(self) -> Iterator[list[Made]]:
        if _has_long_number(self._data):
            _refuse()
        text = _Text(self._data)
        seen: list[str] = []
        for name in _iterate_members(text):
            text.take(":")
            seen.append(name)
            if name == "type" and text.read() == "FeatureCollection":
                continue
            if name == "metadata":
                self.raw_metadata = text.read()
                self._metadata = _read_metadata(self.raw_metadata)
                self._leaving = frozenset(self._metadata.leaves_city)
            elif name == "features" and self._metadata is not None:
                yield from self._read_features(text)
            else:
                _refuse()
        if sorted(seen) != ["features", "metadata", "type"]:
            _refuse()
        if not self._is_part:
            self.between.check_ends(self._leaving)

    def _read_features(self, text: _Text) -> Iterator[list[Made]]:
        chunk: list[Any] = []
        for number, (feature, span) in enumerate(_iterate_items(text), start=1):
            chunk.append(feature)
            self.spans.append(span)
            if len(chunk) == CHUNK:
                yield self._read_chunk(chunk)
                chunk = []
            if number > MAX_FEATURES:
                _refuse()
        if chunk:
            yield self._read_chunk(chunk)

    def _read_chunk(self, features: list[Any]) -> list[Made]:
        """Read features together."""
        for feature in features:
            is_plain = (
                type(feature) is dict
                and feature.keys() == _MEMBERS
                and feature["type"] == "Feature"
                and type(feature["properties"]) is dict
                and "geometry" not in feature["properties"]
            )
            if not is_plain:
                _refuse()
        raws = [feature["geometry"] for feature in features]
        shapes = _make_sound_geometries(raws)
        made = self._make(features, shapes)
        self._look_together(made, raws=raws, shapes=shapes)
        return made

    def _look_together(self, made: list[Made], *, raws: list[Any], shapes: Geometries) -> None:
        """Look at the geometries of records, and keep what is compared between records."""
        told = [self._tell(one) for one in made]
        self._check_geometries(raws, shapes, ids=[one.id for one in told])
        self.between.add(told)

    def _check_geometries(self, raws: list[Any], shapes: Geometries, *, ids: list[str]) -> None:
        rows = np.flatnonzero(~shapely.is_missing(shapes))
        if not len(rows):
            return
        placed = shapes[rows]
        bbox = self.metadata.city.bbox
        for row, is_doubtful in zip(
            rows.tolist(), _find_doubtful(placed, bbox=bbox).tolist(), strict=True
        ):
            may_leave = ids[row] in self._leaving
            if not is_doubtful and not may_leave:
                continue
            raw = raws[row]
            if any(find_rule_faults(raw)):
                _refuse()
            if any(find_site_faults(raw, bbox=bbox, may_leave=may_leave)):
                _refuse()


class SoundReader(BulkReader[Project]):
    """Reads the features of a file in chunks of projects that passed the checks.

    Parameters
    ----------
    data
        The bytes of the file.
    find_faults
        Finds what the checks of one record find; see `projects.record_checks`.
    is_part
        See `BulkReader`.
    """

    def __init__(self, data: bytes, *, find_faults: FindFaults, is_part: bool = False) -> None:
        """Remember the bytes and the checks."""
        super().__init__(data, is_part=is_part)
        self._find_faults = find_faults

    def _read_features(self, text: _Text) -> Iterator[list[Project]]:
        """Cut features apart and have their bytes read; one by one where they cannot be cut."""
        text.look()
        starts = _find_features(self._data, after=text.at_bytes)
        if len(starts) > MAX_FEATURES:
            _refuse()
        if not starts or self._data[text.at_bytes : starts[0]].strip() != b"[":
            yield from super()._read_features(text)
            return
        spans: list[Span] = []
        for start, following in pairwise(starts):
            spans.append((start, _find_end(self._data, start=start, following=following)))
            if len(spans) == CHUNK:
                yield self._read_cut(spans)
                spans = []
        # Only the JSON itself says where the last one ends.
        text.go_to(starts[-1])
        _, last = _read_item(text)
        yield self._read_cut([*spans, last])
        text.take("]")

    def _read_cut(self, spans: list[Span]) -> list[Project]:
        """Read features together by their bytes."""
        whole = self._data[spans[0][0] : spans[-1][1]]
        validate = quick_validator(is_plain=is_plain_json(whole.decode())).validate_json
        pieces = [self._data[start:end] for start, end in spans]
        features: list[QuickFeature] = [validate(piece) for piece in pieces]
        raws = [feature["geometry"] for feature in features]
        projects = [feature["properties"] for feature in features]
        names = sum(map(count_names, projects)) + _NAMES_OF_A_FEATURE * len(features)
        names += sum(len(raw) for raw in raws if isinstance(raw, dict))
        if not _has_names(whole, count=names):
            for piece in pieces:  # refused where a name stands twice
                _DECODER.decode(piece.decode())
        shapes = _make_sound_geometries(raws)
        for project, shape in zip(projects, shapes.tolist(), strict=True):
            vars(project)["geometry"] = shape  # it is frozen for everybody else
            project.model_fields_set.add("geometry")
        self._refuse_faulty(projects)
        self._look_together(projects, raws=raws, shapes=shapes)
        self.spans += spans
        return projects

    def _refuse_faulty(self, projects: list[Project]) -> None:
        for project in projects:
            if next(iter(self._find_faults(project, self.metadata)), None) is not None:
                _refuse()

    def _make(self, features: list[Any], shapes: Geometries) -> list[Project]:
        projects = [
            Project.model_validate({**feature["properties"], "geometry": shape})
            for feature, shape in zip(features, shapes, strict=True)
        ]
        self._refuse_faulty(projects)
        return projects

    def _tell(self, made: Project) -> Told:
        return Told(
            id=made.id,
            aliases_id=made.aliases_id,
            name_zh=made.name_zh,
            part_of=made.part_of,
            is_placed=made.geometry is not None,
        )
