"""A catalogue: the projects of one report, read from a file with all its faults at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from geodata import files
from geodata.errors import FileFaultsError
from projects.errors import CatalogueError, Fault
from projects.geometry import find_structure_faults, make_geometry, shorten
from projects.model import Metadata, Project, Record

DEFAULT_CATALOGUE = Path(__file__).parent / "data" / "taiyuan-2024.geojson"
"""The catalogue that comes with the project: Taiyuan's report of 2024."""

_MEMBERS = ("type", "metadata", "features")
_FEATURE_MEMBERS = ("type", "geometry", "properties")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """The projects of one report, in the order of the file."""

    metadata: Metadata
    projects: tuple[Project, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Project]:
        """Projects by their present id."""
        return {project.id: project for project in self.projects}

    @cached_property
    def present_ids(self) -> Mapping[str, str]:
        """The present id behind every id that is or was in use."""
        former = {old: project.id for project in self.projects for old in project.aliases_id}
        return former | {project.id: project.id for project in self.projects}

    @cached_property
    def placed(self) -> tuple[Project, ...]:
        """Projects that are drawn on a map."""
        return tuple(project for project in self.projects if project.geometry is not None)

    @cached_property
    def unplaced(self) -> tuple[Project, ...]:
        """Projects that stand beside the map."""
        return tuple(project for project in self.projects if project.geometry is None)


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


class _StrictJsonError(ValueError):
    """JSON that Python would read and others would not: a name twice, or NaN."""


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, unless one of its names stands there twice."""
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise _StrictJsonError(f"{', '.join(twice)} twice in {shorten(value)}")
    return value


def _refuse_constant(name: str) -> float:
    """Refuse the numbers that JSON does not have."""
    raise _StrictJsonError(f"{name}, which is no JSON number")


def _parse_json(data: bytes, *, file: str) -> Any:  # noqa: ANN401 - any JSON value
    """Parse a file's bytes, raising a `CatalogueError` that says where they go wrong."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        fault = Fault(file, "collection", "encoding", "UTF-8 text; save the file as UTF-8", found)
        raise CatalogueError([fault]) from error
    if text.startswith("\ufeff"):
        fault = Fault(file, "collection", "encoding", "UTF-8 without a byte order mark", "one")
        raise CatalogueError([fault])
    try:
        return json.loads(
            text, object_pairs_hook=_refuse_duplicates, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        found = f"{error.msg} at line {error.lineno}, column {error.colno}"
        raise CatalogueError([Fault(file, "collection", "json", "JSON text", found)]) from error
    except _StrictJsonError as error:
        expected = "each name once, and finite numbers"
        raise CatalogueError([Fault(file, "collection", "json", expected, str(error))]) from error
    except RecursionError as error:
        fault = Fault(file, "collection", "json", "JSON text", "lists nested too deep")
        raise CatalogueError([fault]) from error


def _write_path(location: tuple[int | str, ...]) -> str:
    """Write the place of a fault as a path, such as ``milestones[0].date``."""
    path = ""
    for step in location:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path or "properties"


def _list_model_faults(error: ValidationError, *, file: str, record: str) -> Iterator[Fault]:
    """Turn what a model says into faults."""
    for detail in error.errors(include_url=False):
        kind = detail["type"]
        found = "nothing" if kind == "missing" else shorten(detail["input"])
        if kind == "missing":
            expected = "a value (required, null only where allowed)"
        elif kind == "extra_forbidden":
            expected = "no such field"
        else:
            expected = detail["msg"].removeprefix("Value error, ")
            expected = expected[:1].lower() + expected[1:]
        yield Fault(file, record, _write_path(detail["loc"]), expected, found)


def _read_model(
    model: type[BaseModel], value: object, *, file: str, record: str
) -> tuple[BaseModel | None, list[Fault]]:
    """Read a value by a model, giving its faults instead of raising them."""
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
            yield Fault(file, record, name, f"only {', '.join(members)}", shorten(value[name]))


def name_record(feature: object, *, number: int) -> str:
    """Name a feature by its id, or by its number (from 1) where it has none."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    record_id = properties.get("id") if isinstance(properties, dict) else None
    return record_id if isinstance(record_id, str) and record_id else f"feature {number}"


def _read_feature(feature: object, *, file: str, number: int) -> tuple[Project | None, list[Fault]]:
    """Read one feature as a project, or say what keeps it from being one."""
    record = name_record(feature, number=number)
    if not isinstance(feature, dict):
        return None, [Fault(file, record, "feature", "a GeoJSON Feature", shorten(feature))]
    faults = list(_find_member_faults(feature, members=_FEATURE_MEMBERS, file=file, record=record))
    if "type" in feature and feature["type"] != "Feature":
        faults.append(Fault(file, record, "type", "'Feature'", shorten(feature["type"])))
    raw = feature.get("geometry")
    geometry = None
    if raw is not None:
        geometry_faults = [Fault(file, record, *found) for found in find_structure_faults(raw)]
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
        for field, name in names:
            if not isinstance(name, str):
                continue
            if name in first_use:
                expected = "an id that no other record has or had"
                found = f"{name!r} in feature {number}, used by {first_use[name]}"
                yield Fault(file, name_record(feature, number=number), field, expected, found)
            else:
                first_use[name] = f"feature {number}"


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
    collection = _parse_json(data, file=file)
    if not isinstance(collection, dict) or collection.get("type") != "FeatureCollection":
        found = collection.get("type") if isinstance(collection, dict) else collection
        expected = "an object of type 'FeatureCollection'"
        raise CatalogueError([Fault(file, "collection", "type", expected, shorten(found))])
    features = collection.get("features")
    if not isinstance(features, list):
        fault = Fault(file, "collection", "features", "a list of features", shorten(features))
        raise CatalogueError([fault])
    faults = list(_find_member_faults(collection, members=_MEMBERS, file=file, record="collection"))
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
        metadata=metadata if isinstance(metadata, Metadata) else None,
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
    if raw.faults or raw.metadata is None:
        raise CatalogueError(raw.faults)
    projects = tuple(project for project in raw.projects if project is not None)
    return Catalogue(metadata=raw.metadata, projects=projects)


def read_bytes(path: Path | str) -> bytes:
    """Read the bytes of a catalogue file, raising a `CatalogueError` where there is none."""
    try:
        return files.read_bytes(Path(path))
    except FileFaultsError as error:
        expected = "a file that can be read"
        faults = [Fault(str(path), "collection", "file", expected, found) for found in error.faults]
        raise CatalogueError(faults) from error


def read_catalogue(path: Path | str = DEFAULT_CATALOGUE) -> Catalogue:
    """Read a catalogue from a file, raising a `CatalogueError` with every fault of the file."""
    return parse_catalogue(read_bytes(path), file=str(path))
