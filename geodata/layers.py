"""The reference layers: districts, water, roads, railways, metro and its stations."""

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import shapely

from geodata.cities import DATA, City, city_of_district, default_city
from geodata.errors import FileFaultsError, UnknownNameError
from geodata.files import read_features, read_settings
from geodata.geojson import FeatureCollection, from_geometry

MOST_CITIES = 64


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
        One of the layers of the city.
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
    polygon: shapely.Polygon | shapely.MultiPolygon
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
        The slug of the line.
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


@lru_cache(maxsize=MOST_CITIES)
def _sources(city: City) -> dict[str, Source]:
    if city.folder is None or not (city.folder / "sources.toml").is_file():
        return {}
    path = city.folder / "sources.toml"
    settings: dict[str, dict[str, Any]] = read_settings(path)
    wanted = [field.name for field in fields(Source)]
    faults = [
        f"[{name!r}]: expected {', '.join(wanted)}; found {', '.join(values) or 'nothing'}"
        for name, values in settings.items()
        if set(values) != set(wanted)
    ]
    if faults:
        raise FileFaultsError(path, faults)
    return {name: Source(**values) for name, values in settings.items()}


def sources(city: City | None = None) -> dict[str, Source]:
    """Give the source of every file of a city's folder, by file name.

    Parameters
    ----------
    city
        The city; the default one where none is given.
    """
    return _sources(city or default_city())


@lru_cache(maxsize=8 * MOST_CITIES)
def _load_layer(name: str, city: City) -> Layer:
    if city.folder is None or name not in city.layers:
        raise UnknownNameError("layer", found=name, known=city.layers)
    path = city.folder / f"{name}.geojson"
    if path.name not in _sources(city):
        raise FileFaultsError(
            city.folder / "sources.toml", [f"expected an entry {path.name!r}, found none"]
        )
    return Layer(name, read_features(path), _sources(city)[path.name])


def load_layer(name: str, *, city: City | None = None) -> Layer:
    """Load a reference layer of a city.

    Parameters
    ----------
    name
        One of the city's layers.
    city
        The city; the default one where none is given.

    Raises
    ------
    UnknownNameError
        Where the city has no such layer; the message lists those it has.
    FileFaultsError
        Where the file cannot be used, or nothing says where it comes from.

    Examples
    --------
    >>> load_layer("districts").name
    'districts'
    """
    return _load_layer(name, city or default_city())


@lru_cache(maxsize=MOST_CITIES)
def _districts(city: City) -> dict[str, District]:
    if "districts" not in city.layers:
        return {}
    found = {}
    for number, feature in enumerate(_load_layer("districts", city).collection["features"]):
        properties, area = feature["properties"], from_geometry(feature["geometry"])
        if not isinstance(area, shapely.Polygon | shapely.MultiPolygon):
            raise FileFaultsError(
                (city.folder or DATA) / "districts.geojson",
                [f"feature {number}: expected an area, found {feature['geometry']}"],
            )
        label = properties.get("label") or area.representative_point().coords[0]
        found[properties["adcode"]] = District(
            properties["adcode"],
            properties["name_zh"],
            properties["name_en"],
            area,
            (label[0], label[1]),
        )
    return found


def districts(city: City | None = None) -> dict[str, District]:
    """Give the districts of a city by their code; none where the city brings none.

    Parameters
    ----------
    city
        The city; the default one where none is given.

    Raises
    ------
    FileFaultsError
        Where a district is no area.
    """
    return _districts(city or default_city())


def find_district(adcode: str) -> District | None:
    """Find a district of any city with a folder.

    Parameters
    ----------
    adcode
        The district's code.

    Examples
    --------
    >>> find_district("990101") is None
    True
    """
    city = city_of_district(adcode)
    return None if city is None else _districts(city).get(adcode)


def district_at(lon: float, lat: float, *, city: City | None = None) -> str | None:
    """Give the code of the district a place lies in, or None outside the city.

    The borders are generalised: near one, a district written in a record is to be preferred.

    Parameters
    ----------
    lon, lat
        The place.
    city
        The city; the default one where none is given.

    Examples
    --------
    >>> district_at(0.0, 0.0) is None
    True
    """
    place = shapely.Point(lon, lat)
    for district in districts(city).values():
        if district.polygon.covers(place):
            return district.adcode
    return None


@lru_cache(maxsize=MOST_CITIES)
def _stations(city: City) -> tuple[Station, ...]:
    if "stations" not in city.layers:
        return ()
    found = []
    for feature in _load_layer("stations", city).collection["features"]:
        geometry = feature["geometry"]
        lon, lat = geometry["coordinates"] if geometry else (float("nan"), float("nan"))
        properties = feature["properties"] | {
            "names_old": tuple(feature["properties"]["names_old"])
        }
        found.append(Station(**properties, lon=lon, lat=lat))
    return tuple(found)


def stations(city: City | None = None) -> tuple[Station, ...]:
    """Give the metro stations of a city, line by line; none where the city brings none.

    Parameters
    ----------
    city
        The city; the default one where none is given.
    """
    return _stations(city or default_city())
