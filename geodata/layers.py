"""The reference layers: districts, water, roads, railways, metro and its stations."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely

from geodata.errors import UnknownNameError
from geodata.files import read_features, read_settings
from geodata.geojson import FeatureCollection, from_geometry

DATA = Path(__file__).parent / "data"
LAYERS = ("districts", "river", "water", "roads", "railways", "metro-2", "stations")
"""The names of the layers, in the order in which a map draws them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file of places comes from, and what may be done with it.

    Attributes
    ----------
    title_zh, title_en
        What is in the file.
    origin
        Who made it, and when.
    licence
        Under which terms.
    attribution
        What must be shown wherever it is shown.
    accuracy_m
        How far off it may be, in metres; where features have an `accuracy_m` of their own, theirs
        counts.
    built_by
        The command that builds the file.
    """

    title_zh: str
    title_en: str
    origin: str
    licence: str
    attribution: str
    accuracy_m: float
    built_by: str


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer with its features and its source.

    Attributes
    ----------
    name
        One of `LAYERS`.
    collection
        The features as in the file; shared between callers, so not to be changed.
    source
        Origin, licence, attribution and accuracy.
    """

    name: str
    collection: FeatureCollection
    source: Source

    @property
    def licence(self) -> str:
        """The terms of the layer."""
        return self.source.licence

    @property
    def accuracy_m(self) -> float:
        """How far off the layer may be, in metres."""
        return self.source.accuracy_m


@dataclass(frozen=True, slots=True)
class District:
    """A district of the city.

    Attributes
    ----------
    adcode
        Its code in GB/T 2260, six digits.
    name_zh, name_en
        Its name.
    polygon
        Its area in longitude and latitude.
    label
        A place well inside, as (longitude, latitude).
    """

    adcode: str
    name_zh: str
    name_en: str
    polygon: shapely.Polygon
    label: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Station:
    """A metro station on one line; an interchange is one station on each of its lines.

    Attributes
    ----------
    id
        A permanent slug.
    name_zh, name_en
        Its name since it opened, or as planned.
    names_old
        Names it had in plans or on earlier maps.
    line
        The line: metro-1-p1, metro-2 or metro-3-p1.
    seq
        Its place along the line, from 1.
    state
        built or planned.
    opened
        The day it opened, or None where that is unknown or still to come.
    accuracy_m
        How far off the point may be, in metres.
    source
        Where the point comes from.
    lon, lat
        The point.
    """

    id: str
    name_zh: str
    name_en: str
    names_old: tuple[str, ...]
    line: str
    seq: int
    state: str
    opened: str | None
    accuracy_m: float
    source: str
    licence: str | None
    lon: float
    lat: float


def list_layers() -> tuple[str, ...]:
    """Give the names of the layers.

    Examples
    --------
    >>> list_layers()[0]
    'districts'
    """
    return LAYERS


@lru_cache(maxsize=1)
def sources() -> dict[str, Source]:
    """Give the source of every file of `geodata/data/`, by file name."""
    settings: dict[str, dict[str, Any]] = read_settings(DATA / "sources.toml")
    return {name: Source(**values) for name, values in settings.items()}


@lru_cache(maxsize=len(LAYERS))
def load_layer(name: str) -> Layer:
    """Load a reference layer.

    Parameters
    ----------
    name
        One of `LAYERS`.

    Raises
    ------
    UnknownNameError
        Where there is no such layer; the message lists those there are.

    Examples
    --------
    >>> len(load_layer("districts").collection["features"])
    10
    """
    if name not in LAYERS:
        raise UnknownNameError("layer", found=name, known=LAYERS)
    file_name = f"{name}.geojson"
    return Layer(name, read_features(DATA / file_name), sources()[file_name])


@lru_cache(maxsize=1)
def districts() -> dict[str, District]:
    """Give the districts of the city by their code.

    Examples
    --------
    >>> districts()["140106"].name_zh
    '迎泽区'
    """
    found = {}
    for feature in load_layer("districts").collection["features"]:
        properties, polygon = feature["properties"], from_geometry(feature["geometry"])
        if not isinstance(polygon, shapely.Polygon):  # pragma: no cover - the built file is tested
            raise TypeError(f"district {properties['adcode']} is no polygon")
        found[properties["adcode"]] = District(
            properties["adcode"],
            properties["name_zh"],
            properties["name_en"],
            polygon,
            (properties["label"][0], properties["label"][1]),
        )
    return found


def district_at(lon: float, lat: float) -> str | None:
    """Give the code of the district a place lies in, or None outside the city.

    The borders are about 300 m good: near one, a district written in a record is to be preferred.

    Parameters
    ----------
    lon, lat
        The place.

    Examples
    --------
    >>> district_at(112.5567, 37.8627), district_at(116.4, 39.9)
    ('140106', None)
    """
    place = shapely.Point(lon, lat)
    for district in districts().values():
        if district.polygon.covers(place):
            return district.adcode
    return None


@lru_cache(maxsize=1)
def stations() -> tuple[Station, ...]:
    """Give the metro stations, line by line.

    Examples
    --------
    >>> stations()[0].name_zh, stations()[0].names_old
    ('河龙湾', ('西山矿务局',))
    """
    found = []
    for feature in load_layer("stations").collection["features"]:
        geometry = feature["geometry"]
        lon, lat = geometry["coordinates"] if geometry else (float("nan"), float("nan"))
        properties = feature["properties"] | {
            "names_old": tuple(feature["properties"]["names_old"])
        }
        found.append(Station(**properties, lon=lon, lat=lat))
    return tuple(found)
