"""A catalogue: the projects of one report, read from a file with all its faults at once."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from pydantic import BaseModel, ValidationError

from geodata import files
from geodata.cities import City, find_city
from geodata.errors import FileFaultsError
from geodata.geojson_rules import find_structure_faults, make_geometry
from geodata.shown import MAX_DEPTH, is_too_deep, shorten, show_name
from projects.errors import CatalogueError, Fault
from projects.kept import Kept
from projects.model import Metadata, Milestone, Project, Record
from projects.model_words import is_echo, name_expected
from projects.records import ById, Picked, Records
from projects.sources.addresses import find_address
from projects.strict_json import RepeatedNames, find_oddities, parse_json

DATA_FOLDER = Path(__file__).parent / "data"
"""The catalogues that come with the project, one a report: ``<city>-<year>.geojson``."""

DEFAULT_CATALOGUE = DATA_FOLDER / "taiyuan-2024.geojson"
"""The catalogue that comes with the project: Taiyuan's report of 2024."""

MAX_BYTES = 256 << 20
"""Largest catalogue file; a record takes some 1.7 kB."""
MAX_FEATURES = 120_000
"""Most projects of one catalogue."""
_MEMBERS = ("type", "metadata", "features")
_METADATA_FIRST = re.compile(rb'\s*\{\s*"type"\s*:\s*"FeatureCollection"\s*,\s*"metadata"\s*:\s*')
_LONGEST_METADATA = 1 << 17
_FEATURE_MEMBERS = ("type", "geometry", "properties")

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, eq=False)
class Beyond:
    """What the other catalogues of a library know beside one.

    Parameters
    ----------
    facts
        By the id of a record, what is known of it.
    newest
        The day of the newest fact among them; None where there is none.
    """

    facts: Mapping[str, tuple[Milestone, ...]]
    newest: date | None


@dataclass(frozen=True, eq=False)
class Answer:
    """What was known beside a catalogue when it was sent to another process."""

    beyond: Beyond

    def __call__(self) -> Beyond:
        """Give it."""
        return self.beyond


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The projects of one report, in the order of the file."""

    metadata: Metadata
    projects: Sequence[Project]
    """The records; those of a file that passed the checks are made when they are asked for."""
    look_beyond: Callable[[], Beyond] | None = field(default=None, compare=False, repr=False)
    """Asks what the other catalogues know now; None where it stands alone."""
    kept: Kept | None = field(default=None, compare=False, repr=False)
    """Where what is made of its file is kept; None where nothing is."""

    def __getstate__(self) -> dict[str, object]:
        """Take what others know along to another process, which has no library to ask."""
        look = None if self.look_beyond is None else Answer(self.look_beyond())
        return {"metadata": self.metadata, "projects": self.projects, "look_beyond": look}

    @cached_property
    def city(self) -> City:
        """The city of the catalogue, with its folder of places where there is one."""
        city = self.metadata.city
        return find_city(city.adcode, bbox=city.bbox, name_zh=city.name_zh, name_en=city.name_en)

    @property
    def report_year(self) -> int:
        """The year of the report."""
        return self.metadata.report_year

    @cached_property
    def by_id(self) -> ById:
        """Projects by their present id."""
        return ById(self.projects, ids=self.ids)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The present ids, in the order of the file."""
        if isinstance(self.projects, Records):
            return self.projects.columns.ids
        return tuple(project.id for project in self.projects)

    @cached_property
    def present_ids(self) -> Mapping[str, str]:
        """The present id behind every id that is or was in use."""
        if isinstance(self.projects, Records):
            former = {old: self.ids[row] for old, row in self.projects.columns.former_ids.items()}
        else:
            former = {old: project.id for project in self.projects for old in project.aliases_id}
        return former | dict(zip(self.ids, self.ids, strict=True))

    @cached_property
    def placed(self) -> Sequence[Project]:
        """Projects that are drawn on a map."""
        return self._pick(are_placed=True)

    @cached_property
    def unplaced(self) -> Sequence[Project]:
        """Projects that stand beside the map."""
        return self._pick(are_placed=False)

    def _pick(self, *, are_placed: bool) -> Sequence[Project]:
        """Pick the projects with, or those without, a place."""
        if isinstance(self.projects, Records):
            rows = np.flatnonzero(self.projects.columns.placed == are_placed)
            return Picked(self.projects, rows.tolist())
        return tuple(one for one in self.projects if (one.geometry is not None) == are_placed)


@dataclass(frozen=True)
class RawCatalogue:
    """A catalogue file as far as it could be read, with what is wrong with it.

    ``features`` are the features as JSON gives them; ``projects`` has one entry for each, None
    where the feature is not a record.
    """

    file: str
    features: tuple[object, ...]
    metadata: Metadata | None
    projects: tuple[Project | None, ...]
    faults: tuple[Fault, ...]

    def complete(self, *, faults: Sequence[Fault]) -> Catalogue:
        """Give the catalogue, or raise with the faults where it has any."""
        if faults or self.metadata is None:
            raise CatalogueError(faults)
        projects = tuple(project for project in self.projects if project is not None)
        return Catalogue(metadata=self.metadata, projects=projects)


def _write_path(location: tuple[int | str, ...]) -> str:
    """Write the place of a fault as a path, such as ``milestones[0].date``."""
    path = ""
    for step in location:
        name = f"[{step}]" if isinstance(step, int) else show_name(step)
        path += f".{name}" if path and not isinstance(step, int) else name
    return path or "properties"


def _list_model_faults(error: ValidationError, *, file: str, record: str) -> Iterator[Fault]:
    """Turn what a model says into faults."""
    for detail in error.errors(include_url=False):
        if is_echo(detail):
            continue
        kind = detail["type"]
        found = _tell_found(kind, value=detail["input"], context=detail.get("ctx", {}))
        check = "signs" if kind == "signs" else "form"
        path = _write_path(detail["loc"])
        yield Fault(file, record, path, name_expected(detail), found, check=check)


def _tell_found(kind: str, *, value: object, context: Mapping[str, Any]) -> str:
    """Tell what a model found: the value, or its length where that is the fault."""
    if kind == "missing":
        return "nothing"
    if kind == "signs":
        return str(context["found"])
    if kind in {"string_too_long", "too_long"} and isinstance(value, str | list):
        return f"{len(value):,} {'characters' if isinstance(value, str) else 'items'}"
    return shorten(value)


def _read_model(
    model: type[Model], value: object, *, file: str, record: str
) -> tuple[Model | None, list[Fault]]:
    """Read a value of JSON by a model, giving its faults instead of raising them."""
    oddities = [Fault(file, record, *odd, check="json") for odd in find_oddities(value)]
    if oddities:
        return None, oddities
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, list(_list_model_faults(error, file=file, record=record))


def _find_member_faults(
    value: Mapping[str, object], *, members: tuple[str, ...], file: str, record: str
) -> Iterator[Fault]:
    """Find members that are missing or do not belong."""
    for name in members:
        if name not in value:
            yield Fault(file, record, name, "a value (required)", "nothing")
    for name in value:
        if name not in members:
            yield Fault(
                file, record, show_name(name), f"only {', '.join(members)}", shorten(value[name])
            )


def _find_repeated(value: object, *, file: str, record: str, field: str) -> Iterator[Fault]:
    """Find names that stand twice in an object itself."""
    if isinstance(value, RepeatedNames):
        found = f"{', '.join(map(show_name, value.repeated))} twice"
        yield Fault(file, record, field, "each name once", found, check="json")


def name_record(feature: object, *, number: int) -> str:
    """Name a feature by its id, or by its number (from 1) where it has none that can be shown."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    record_id = properties.get("id") if isinstance(properties, dict) else None
    is_name = isinstance(record_id, str) and show_name(record_id) == record_id
    return str(record_id) if is_name else f"feature {number}"


def _read_feature(feature: object, *, file: str, number: int) -> tuple[Project | None, list[Fault]]:
    """Read one feature as a project, or say what keeps it from being one."""
    record = name_record(feature, number=number)
    if not isinstance(feature, dict):
        return None, [Fault(file, record, "feature", "a GeoJSON Feature", shorten(feature))]
    if is_too_deep(feature):
        return None, [_refuse_depth(file=file, record=record)]
    faults = list(_find_member_faults(feature, members=_FEATURE_MEMBERS, file=file, record=record))
    if "type" in feature and feature["type"] != "Feature":
        faults.append(Fault(file, record, "type", "'Feature'", shorten(feature["type"])))
    faults += _find_repeated(feature, file=file, record=record, field="feature")
    raw = feature.get("geometry")
    faults += _find_repeated(raw, file=file, record=record, field="geometry")
    geometry = None
    if raw is not None:
        geometry_faults = [
            Fault(file, record, *found, check="geometry-form")
            for found in find_structure_faults(raw)
        ]
        faults += geometry_faults
        geometry = None if geometry_faults else make_geometry(raw)
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        faults.append(Fault(file, record, "properties", "an object", shorten(properties)))
        return None, faults
    found, model_faults = _read_model(Record, properties, file=file, record=record)
    faults += model_faults
    if found is None or faults:
        return None, faults
    values = {name: getattr(found, name) for name in Record.model_fields}
    given = {*found.model_fields_set, "geometry"}
    return Project.model_construct(_fields_set=given, **values, geometry=geometry), faults


def _refuse_depth(*, file: str, record: str) -> Fault:
    """Make the fault of lists nested deeper than any record needs."""
    return Fault(
        file, record, "json", f"at most {MAX_DEPTH} levels", "lists nested too deep", check="json"
    )


def _find_duplicate_ids(features: tuple[object, ...], *, file: str) -> Iterator[Fault]:
    """Find ids, present or former, that more than one record uses."""
    first_use: dict[str, str] = {}
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            continue
        former = properties.get("aliases_id")
        names = [("id", properties.get("id"))]
        names += [("aliases_id", old) for old in (former if isinstance(former, list) else [])]
        for member, name in names:
            if not isinstance(name, str):
                continue
            if name in first_use:
                expected = "an id that no other record has or had"
                found = f"{name!r} in feature {number}, used by {first_use[name]}"
                record = name_record(feature, number=number)
                yield Fault(file, record, member, expected, found, check="id-twice")
            else:
                first_use[name] = f"feature {number}"


def _parse_collection(data: bytes, *, file: str) -> tuple[dict[str, Any], list[Fault]]:
    """Read a collection of features from JSON, with what is wrong with the JSON."""
    collection, faults = parse_json(data, file=file)
    faults += _find_repeated(collection, file=file, record="collection", field="json")
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        kind = collection.get("type") if isinstance(collection, dict) else collection
        expected = "an object of type 'FeatureCollection'"
        raise CatalogueError([*faults, Fault(file, "collection", "type", expected, shorten(kind))])
    return collection, faults


def parse_raw_catalogue(data: bytes, *, file: str) -> RawCatalogue:
    """Read a catalogue as far as it goes and gather what is wrong with its form.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for the faults.

    Raises
    ------
    CatalogueError
        Where there is no feature to look at: wrong encoding, no JSON, no FeatureCollection.
    """
    collection, faults = _parse_collection(data, file=file)
    features = collection.get("features")
    if not isinstance(features, list):
        fault = Fault(file, "collection", "features", "a list of features", shorten(features))
        raise CatalogueError([*faults, fault])
    if len(features) > MAX_FEATURES:
        expected, found = f"at most {MAX_FEATURES:,} features", f"{len(features):,}"
        fault = Fault(file, "collection", "features", expected, found, check="size")
        raise CatalogueError([*faults, fault])
    others = {name: value for name, value in collection.items() if name != "features"}
    if is_too_deep(others):
        raise CatalogueError([*faults, _refuse_depth(file=file, record="collection")])
    faults += _find_member_faults(collection, members=_MEMBERS, file=file, record="collection")
    metadata = None
    if "metadata" in collection:
        metadata, found_faults = _read_model(
            Metadata, collection["metadata"], file=file, record="metadata"
        )
        faults += found_faults
    projects: list[Project | None] = []
    for number, feature in enumerate(features, start=1):
        project, found_faults = _read_feature(feature, file=file, number=number)
        projects.append(project)
        faults += found_faults
    faults += _find_duplicate_ids(tuple(features), file=file)
    return RawCatalogue(
        file=file,
        features=tuple(features),
        metadata=metadata,
        projects=tuple(projects),
        faults=tuple(faults),
    )


def parse_catalogue(data: bytes, *, file: str) -> Catalogue:
    """Read a catalogue from the bytes of a file.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for the faults.

    Raises
    ------
    CatalogueError
        With every fault of the file.
    """
    raw = parse_raw_catalogue(data, file=file)
    return raw.complete(faults=raw.faults)


def read_bytes(path: Path | str, *, file: str | None = None) -> bytes:
    """Read the bytes of a catalogue file.

    Parameters
    ----------
    path
        The file, or a report of a shared database (`projects.sources.addresses`).
    file
        Its name, for the faults; the path where None.

    Raises
    ------
    CatalogueError
        Where it is no regular file of bounded size that can be read.
    """
    if find_address(path) is not None:
        # The driver of the database is optional and loaded when it is first needed.
        found: bytes = import_module("projects.sources.reading").read_bytes(path, file=file)
        return found
    try:
        return files.read_bytes(Path(path), most_bytes=MAX_BYTES)
    except FileFaultsError as error:
        expected = f"a regular file of at most {MAX_BYTES >> 20} MiB that can be read"
        name = file or str(path)
        faults = [
            # What was found, without the words about what any file should be.
            Fault(
                name, "collection", "file", expected, told.rpartition(", found ")[2], check="file"
            )
            for told in error.faults
        ]
        raise CatalogueError(faults) from error


def read_catalogue(path: Path | str = DEFAULT_CATALOGUE) -> Catalogue:
    """Read a catalogue from a file, raising a `CatalogueError` with every fault of its form.

    What is served is read by `projects.checks.read_checked`, which asks more.
    """
    return parse_catalogue(read_bytes(path), file=str(path))


def read_metadata(path: Path | str) -> Metadata:
    """Read what a catalogue says of itself, leaving its records alone.

    Raises
    ------
    CatalogueError
        Where the file cannot be read, is no collection, or its metadata are broken.
    """
    file = str(path)
    if find_address(path) is not None:
        data = import_module("projects.sources.reading").read_metadata_bytes(path)
    else:
        data = read_bytes(path)
    head = _METADATA_FIRST.match(data)
    if head is not None:
        # Two thirds of the time of opening many files went into features not yet asked for.
        with suppress(UnicodeDecodeError, json.JSONDecodeError, RecursionError):
            text = data[head.end() : head.end() + _LONGEST_METADATA].decode("utf-8", "ignore")
            end = json.JSONDecoder().raw_decode(text)[1]
            data = head.group() + text[:end].encode() + b"}"
    collection, faults = _parse_collection(data, file=file)
    value = collection.get("metadata")
    if is_too_deep(value):
        raise CatalogueError([*faults, _refuse_depth(file=file, record="metadata")])
    metadata, found_faults = _read_model(Metadata, value, file=file, record="metadata")
    if metadata is None:
        raise CatalogueError([*faults, *found_faults])
    return metadata
