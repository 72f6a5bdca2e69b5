"""Cities: each a folder of data, found by its name, its code or a district's code."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from geodata.coordinates import Bounds
from geodata.errors import FileFaultsError, UnknownNameError
from geodata.files import read_settings
from geodata.geojson_rules import is_on_the_globe

DATA = Path(__file__).parent / "data"
CITY_FILE = "city.toml"
CITIES = "CITIES"
"""The environment variable with further folders: of a city, or of several; parted as PATH is."""
CHINA: Bounds = (73.0, 17.0, 136.0, 54.0)
"""Where a city may lie of which nothing but its code is known."""
DEFAULT_LANGUAGES = ("zh", "en")
WEB_CRS = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class City:
    """A city, as its folder describes it.

    Attributes
    ----------
    slug
        The name of its folder.
    adcode
        Its code, six digits; in China that of GB/T 2260.
    name_zh, name_en
        Its name.
    bbox
        West, south, east and north of its area in longitude and latitude.
    survey_crs
        The reference system of its survey office, as pyproj reads it.
    meridian
        The meridian of the local projection for measuring.
    languages
        The languages of its pages, the first before the others.
    layers
        The names of its layers, in the order in which a map draws them.
    gazetteer
        The names of its tables of places, the surest first.
    examples
        Ids of places to offer below an empty search.
    before_names
        What people write before a name of the city, the longest first.
    readings
        Names with the pinyin that people say, one syllable a character.
    attribution
        Who is to be named wherever its map is shown; parted by semicolons.
    folder
        Where its files lie; None for a city of which there is no folder.
    """

    slug: str
    adcode: str
    name_zh: str
    name_en: str
    bbox: Bounds
    survey_crs: str = WEB_CRS
    meridian: float = 0.0
    languages: tuple[str, ...] = DEFAULT_LANGUAGES
    layers: tuple[str, ...] = ()
    gazetteer: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    before_names: tuple[str, ...] = ()
    readings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    attribution: str = ""
    folder: Path | None = None

    def __hash__(self) -> int:
        """Tell it from most others: it is asked for with every record, and has many fields."""
        return hash((self.slug, self.adcode))

    def holds(self, adcode: str) -> bool:
        """Say whether a district of this code belongs to the city."""
        return adcode.startswith(district_prefix(self.adcode))


def district_prefix(adcode: str) -> str:
    """Give the digits that the codes of a city's districts begin with.

    Parameters
    ----------
    adcode
        The city's code.

    Examples
    --------
    >>> district_prefix("140100"), district_prefix("110000"), district_prefix("140181")
    ('1401', '11', '140181')
    """
    prefix = adcode
    while len(prefix) > len("11") and prefix.endswith("00"):
        prefix = prefix.removesuffix("00")
    return prefix


def open_city(folder: Path) -> City:
    """Open the folder of a city.

    Parameters
    ----------
    folder
        A folder with a ``city.toml``.

    Raises
    ------
    FileFaultsError
        With all faults of its ``city.toml`` at once.

    Examples
    --------
    >>> open_city(default_city().folder) == default_city()
    True
    """
    path = folder / CITY_FILE
    settings = read_settings(path)
    faults = list(_find_faults(settings, folder))
    if faults:
        raise FileFaultsError(path, faults)
    west, south, east, north = (float(side) for side in settings["bbox"])
    return City(
        slug=settings["slug"],
        adcode=settings["adcode"],
        name_zh=settings["name_zh"],
        name_en=settings["name_en"],
        bbox=(west, south, east, north),
        survey_crs=settings.get("survey_crs", WEB_CRS),
        meridian=float(settings.get("meridian", (west + east) / 2)),
        languages=tuple(settings.get("languages", DEFAULT_LANGUAGES)),
        layers=tuple(settings.get("layers", ())),
        gazetteer=tuple(settings.get("gazetteer", ())),
        examples=tuple(settings.get("examples", ())),
        before_names=tuple(settings.get("before_names", ())),
        readings=tuple(
            (name, tuple(said.split())) for name, said in settings.get("readings", {}).items()
        ),
        attribution=settings.get("attribution", ""),
        folder=folder,
    )


_TEXTS = ("slug", "adcode", "name_zh", "name_en")
_LISTS = ("languages", "layers", "gazetteer", "examples", "before_names")
_ADCODE_DIGITS, _SIDES = 6, 4


def _find_faults(settings: Mapping[str, Any], folder: Path) -> list[str]:
    faults = [
        f"{key}: expected a text, found {settings.get(key)!r}"
        for key in _TEXTS
        if not isinstance(settings.get(key), str) or not settings[key].strip()
    ]
    adcode = settings.get("adcode")
    if isinstance(adcode, str) and not (adcode.isdecimal() and len(adcode) == _ADCODE_DIGITS):
        faults.append(f"adcode: expected six digits, found {adcode!r}")
    faults += [
        f"{key}: expected a list of texts, found {settings[key]!r}"
        for key in _LISTS
        if key in settings
        and not (isinstance(settings[key], list) and all(isinstance(v, str) for v in settings[key]))
    ]
    if not _is_box(settings.get("bbox")):
        expected = "expected west, south, east, north in degrees"
        faults.append(f"bbox: {expected}, found {settings.get('bbox')!r}")
    readings = settings.get("readings", {})
    faults += [
        f"readings: expected a syllable for each character of {name!r}, found {said!r}"
        for name, said in (readings.items() if isinstance(readings, dict) else [("", readings)])
        if not isinstance(said, str) or len(said.split()) != len(name)
    ]
    if not faults:
        files = [f"{name}.geojson" for name in settings.get("layers", [])]
        faults += [
            f"expected a file {name} beside it, found none"
            for name in (*files, *settings.get("gazetteer", []))
            if not (folder / name).is_file()
        ]
    return faults


def _is_box(box: object) -> bool:
    if not isinstance(box, list) or len(box) != _SIDES:
        return False
    if not all(isinstance(side, int | float) and not isinstance(side, bool) for side in box):
        return False
    west, south, east, north = (float(side) for side in box)
    in_order = west < east and south < north
    return in_order and is_on_the_globe(west, south) and is_on_the_globe(east, north)


def list_cities() -> tuple[City, ...]:
    """List the cities that have a folder, here and in the folders of the environment.

    Raises
    ------
    FileFaultsError
        Where the ``city.toml`` of one of them cannot be used.

    Examples
    --------
    >>> default_city() in list_cities()
    True
    """
    return _list_cities(os.environ.get(CITIES, ""))


@lru_cache(maxsize=8)
def _list_cities(further: str) -> tuple[City, ...]:
    folders = [DATA, *(Path(part) for part in further.split(os.pathsep) if part)]
    found: dict[str, City] = {}
    for folder in folders:
        inside = [folder, *sorted(folder.iterdir())] if folder.is_dir() else []
        for one in inside:
            if (one / CITY_FILE).is_file():
                city = open_city(one)
                found[city.adcode] = city  # a folder of the environment comes before ours
    return tuple(found.values())


def default_city() -> City:
    """Give the city of those who name none.

    Examples
    --------
    >>> default_city().folder is None
    False
    """
    slug = _default_slug()
    for city in list_cities():
        if city.slug == slug:
            return city
    raise UnknownNameError("city", found=slug, known=[city.slug for city in list_cities()])


@lru_cache(maxsize=1)
def _default_slug() -> str:
    return str(read_settings(DATA / "cities.toml")["default"])


def find_city(adcode: str, *, bbox: Bounds = CHINA, name_zh: str = "", name_en: str = "") -> City:
    """Find a city by its code; one without a folder is made up of what is given here.

    Parameters
    ----------
    adcode
        The city's code.
    bbox
        Its area, for a city without a folder.
    name_zh, name_en
        Its name, for a city without a folder.

    Examples
    --------
    >>> find_city("990000", name_en="Elsewhere").layers
    ()
    """
    for city in list_cities():
        if city.adcode == adcode:
            return city
    return City(
        slug=f"city-{adcode}",
        adcode=adcode,
        name_zh=name_zh or adcode,
        name_en=name_en or adcode,
        bbox=bbox,
        meridian=(bbox[0] + bbox[2]) / 2,
    )


def city_of_district(adcode: str) -> City | None:
    """Give the city with a folder that a district's code belongs to; None where there is none.

    Parameters
    ----------
    adcode
        The district's code.

    Examples
    --------
    >>> city_of_district("990101") is None
    True
    """
    holding = [city for city in list_cities() if city.holds(adcode)]
    return max(holding, key=lambda city: len(district_prefix(city.adcode)), default=None)


def place_readings() -> dict[str, tuple[str, ...]]:
    """Give the readings of names that the cities bring."""
    return _place_readings(os.environ.get(CITIES, ""))


@lru_cache(maxsize=8)
def _place_readings(further: str) -> dict[str, tuple[str, ...]]:
    return {name: said for city in _list_cities(further) for name, said in city.readings}
