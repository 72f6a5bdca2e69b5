"""Sound catalogues, read in bulk: feature after feature, without words for what could be wrong.

What is not plainly sound is left to `projects.catalogue` and `projects.checks`, which look at the
whole file and tell every fault. What is accepted here has been through the same models and the
same checks of a record; only the text is read piece by piece, so that a large file is never held
as objects all at once, and what is asked of coordinates is asked of a thousand features together.
"""

import gc
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, Final, Generic, TypeVar

import numpy as np
import shapely

from geodata.geojson_rules import find_repeated_parts, find_rule_faults, find_site_faults
from geodata.shown import is_too_deep
from projects.between import Between, Told
from projects.catalogue import MAX_FEATURES
from projects.feature_text import (
    DECODER,
    PieceText,
    Span,
    find_end,
    find_features,
    has_long_number,
    has_names,
    iterate_items,
    iterate_members,
    read_item,
)
from projects.model import Metadata, Project
from projects.quick_models import QuickFeature, count_names, quick_validator
from projects.refusal import NotPlainlySoundError, refuse
from projects.signs import is_plain_json
from projects.sound_shapes import Geometries, find_doubtful, make_sound_geometries
from projects.strict_json import find_oddities

CHUNK: Final = 1000
"""So many features are looked at together."""
_NAMES_OF_A_FEATURE: Final = 3
_MEMBERS: Final = frozenset({"type", "geometry", "properties"})

Made = TypeVar("Made")
FindFaults = Callable[[Project, Metadata], Iterable[object]]
"""Finds what is wrong with a record by itself."""


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


def _read_metadata(value: object) -> Metadata:
    if is_too_deep(value) or any(find_oddities(value)):
        refuse()
    return Metadata.model_validate(value)


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
        return self._metadata or refuse()

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
        if has_long_number(self._data):
            refuse()
        text = PieceText(self._data)
        seen: list[str] = []
        for name in iterate_members(text):
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
                refuse()
        if sorted(seen) != ["features", "metadata", "type"]:
            refuse()
        if not self._is_part:
            self.between.check_ends(self._leaving)

    def _read_features(self, text: PieceText) -> Iterator[list[Made]]:
        chunk: list[Any] = []
        for number, (feature, span) in enumerate(iterate_items(text), start=1):
            chunk.append(feature)
            self.spans.append(span)
            if len(chunk) == CHUNK:
                yield self._read_chunk(chunk)
                chunk = []
            if number > MAX_FEATURES:
                refuse()
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
                refuse()
        raws = [feature["geometry"] for feature in features]
        shapes = make_sound_geometries(raws)
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
            rows.tolist(), find_doubtful(placed, bbox=bbox).tolist(), strict=True
        ):
            may_leave = ids[row] in self._leaving
            if not is_doubtful and not may_leave:
                continue
            raw = raws[row]
            if any(find_rule_faults(raw)) or any(find_repeated_parts(raw)):
                refuse()
            if any(find_site_faults(raw, bbox=bbox, may_leave=may_leave)):
                refuse()


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

    def _read_features(self, text: PieceText) -> Iterator[list[Project]]:
        """Cut features apart and have their bytes read; one by one where they cannot be cut."""
        text.look()
        starts = find_features(self._data, after=text.at_bytes)
        if len(starts) > MAX_FEATURES:
            refuse()
        if not starts or self._data[text.at_bytes : starts[0]].strip() != b"[":
            yield from super()._read_features(text)
            return
        spans: list[Span] = []
        for start, following in pairwise(starts):
            spans.append((start, find_end(self._data, start=start, following=following)))
            if len(spans) == CHUNK:
                yield self._read_cut(spans)
                spans = []
        # Only the JSON itself says where the last one ends.
        text.go_to(starts[-1])
        _, last = read_item(text)
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
        if not has_names(whole, count=names):
            for piece in pieces:  # refused where a name stands twice
                DECODER.decode(piece.decode())
        shapes = make_sound_geometries(raws)
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
                refuse()

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
