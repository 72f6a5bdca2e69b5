"""Typed positions: reading a longitude and a latitude in the forms in which people write them."""

import re
import unicodedata
from dataclasses import dataclass

from geodata.datum import to_wgs84
from geodata.errors import OutsidePositionError, UnreadablePositionError

Bounds = tuple[float, float, float, float]

LON_LAT, LAT_LON = "lon-lat", "lat-lon"

# Signs of the same meaning, before full-width forms are folded (which would take ″ apart).
SIGNS = {
    "°": "°", "º": "°", "˚": "°", "度": "°",
    "′": "'", "’": "'", "‘": "'", "´": "'", "`": "'", "ʹ": "'", "分": "'",
    "″": '"', "”": '"', "“": '"', "ʺ": '"', "秒": '"',
    "−": "-", "–": "-", "—": "-",
    "、": ",", "；": ",", ";": ",", "/": ",", "|": ",",
}  # fmt: skip
# Words for the axes, after folding to small letters; the order matters, longer ones first.
WORDS = (
    ("北纬", "n"), ("南纬", "s"), ("东经", "e"), ("西经", "w"),
    ("经度", "x"), ("纬度", "y"), ("longitude", "x"), ("latitude", "y"),
    ("lng", "x"), ("lon", "x"), ("lat", "y"), ("经", "x"), ("纬", "y"),
    ("北", "n"), ("南", "s"), ("东", "e"), ("西", "w"),
)  # fmt: skip

_ANGLE = r"""
    (?P<before{n}>{before})\s*[:=]?\s*
    (?P<sign{n}>[+-])?
    (?P<degrees{n}>\d+(?:\.\d*)?|\.\d+)\s*
    (?:°\s*
        (?:(?P<minutes{n}>\d+(?:\.\d*)?)\s*'\s*
            (?:(?P<seconds{n}>\d+(?:\.\d*)?)\s*(?:"|\'\')\s*)?
        )?
    )?
    (?P<after{n}>{after})
"""


def _pair(*, before: str, after: str) -> re.Pattern[str]:
    first, second = (_ANGLE.format(n=n, before=before, after=after) for n in (1, 2))
    return re.compile(rf"{first}(?:\s*,\s*|\s+|(?=[nsewxy])|(?<=[nsew°'\"])){second}", re.VERBOSE)


# Directions stand before both angles or after both: "e112 n37" would else be read as 112 north.
_PAIRS = (_pair(before="[nsewxy]{0,2}", after=""), _pair(before="[xy]?", after="[nsew]?"))
# What may stand in a text that was meant as coordinates; anything else is the name of a place.
_LIKE_COORDINATES = re.compile(r"[\d\s.,°'\"+\-nsewxy:=]+")
_NUMBERS = re.compile(r"[+-]?\d+(?:\s*[,\s]\s*[+-]?\d+)+")
_ONE_NUMBER = re.compile(r"[nsewxy]?\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*[nsewxy]?")
LEAST_DIGITS = 2
SIXTY = 60


@dataclass(frozen=True, slots=True)
class Position:
    """A position that was read.

    Attributes
    ----------
    lon, lat
        In WGS 84.
    order
        `LON_LAT` or `LAT_LON`: the order in which the text gave them.
    said
        True where the text itself says which is which (N, E, 东经 …); otherwise the bounds did.
    datum
        The datum that the text was read in, and converted from.
    """

    lon: float
    lat: float
    order: str
    said: bool
    datum: str


@dataclass(frozen=True, slots=True)
class _Angle:
    degrees: float
    axis: str  # "lon", "lat" or "" where the text does not say


def read_position(text: str, *, bounds: Bounds, datum: str = "wgs84") -> Position | None:
    """Read a position, or say that the text is none.

    Two numbers are taken in the order that lies within the bounds; where both do, as longitude
    before latitude.

    Parameters
    ----------
    text
        What was typed or pasted: `112.55,37.87`, `37.87 112.55`, `(112.55，37.87)`,
        `37°52′12″N 112°33′E`, `北纬37.87度，东经112.55度`, `lon=112.55 lat=37.87`,
        `geo:37.87,112.55` …
    bounds
        The west, south, east and north within which a position makes sense, in WGS 84.
    datum
        The datum of the map it was copied from; it is converted to WGS 84.

    Returns
    -------
    Position or None
        None where the text does not look like coordinates, and is better searched as a name.

    Raises
    ------
    UnreadablePositionError
        Where it looks like coordinates but cannot be read as two of them.
    OutsidePositionError
        Where it was read but lies outside the bounds.
    UnknownNameError
        Where there is no such datum.

    Examples
    --------
    >>> city = (111.5, 37.4, 113.2, 38.5)
    >>> read_position("37.87, 112.55", bounds=city).order
    'lat-lon'
    >>> read_position("东经112°33′ 北纬37°52′12″", bounds=city).lat
    37.87
    >>> read_position("五一广场", bounds=city) is None
    True
    """
    plain = _fold(text)
    if not _looks_like_coordinates(plain):
        return None
    match = next((match for pair in _PAIRS if (match := pair.fullmatch(plain))), None)
    if match is None:
        raise UnreadablePositionError(
            f"Expected a longitude and a latitude such as 112.55, 37.87, found {text.strip()!r}."
        )
    first, second = _angle(match, 1, text), _angle(match, 2, text)
    if first.axis and first.axis == second.axis:
        raise UnreadablePositionError(
            f"Expected one longitude and one latitude, found two of a kind in {text.strip()!r}."
        )
    said = bool(first.axis or second.axis)
    orders = [LON_LAT, LAT_LON]
    if said:
        orders = [LON_LAT if first.axis == "lon" or second.axis == "lat" else LAT_LON]
    for order in orders:
        pair = (first.degrees, second.degrees)
        lon, lat = pair if order == LON_LAT else pair[::-1]
        lon, lat = to_wgs84(lon, lat, datum=datum)
        if bounds[0] <= lon <= bounds[2] and bounds[1] <= lat <= bounds[3]:
            return Position(lon, lat, order, said, datum)
    west, south, east, north = bounds
    raise OutsidePositionError(
        f"Expected a longitude from {west:g} to {east:g} and a latitude from {south:g} to "
        f"{north:g}, found {first.degrees:g} and {second.degrees:g}."
    )


def _name_axes(text: str) -> str:
    for word, axis in WORDS:
        text = text.replace(word, axis)
    return text


def _fold(text: str) -> str:
    """Bring the text to small ASCII letters and one sign for each meaning."""
    # Words come first (the 度 of 经度 is no degree), and again once full-width letters are folded.
    signs = "".join(SIGNS.get(character, character) for character in _name_axes(text.casefold()))
    plain = _name_axes(unicodedata.normalize("NFKC", signs)).strip()
    plain = re.sub(r"^geo:([^?,]*,[^?,]*).*$", r"\1", plain)
    plain = re.sub(r"^point\b", "", plain)
    if "°" not in plain:  # quotation marks, not minutes and seconds
        plain = re.sub(r"['\"]", "", plain)
    return re.sub(r"[()\[\]{}<>。]", " ", plain).strip(" ,.\t\n")


def _looks_like_coordinates(plain: str) -> bool:
    if not _LIKE_COORDINATES.fullmatch(plain) or _ONE_NUMBER.fullmatch(plain):
        return False
    if sum(character.isdigit() for character in plain) < LEAST_DIGITS:
        return False
    marked = any(character in "°.nsewxy" for character in plain)
    return marked or _NUMBERS.fullmatch(plain) is not None


def _angle(match: re.Match[str], number: int, text: str) -> _Angle:
    parts = match.groupdict()
    axes = {"n": "lat", "s": "lat", "y": "lat", "e": "lon", "w": "lon", "x": "lon"}
    before, after = parts[f"before{number}"], parts[f"after{number}"]
    said = {axes[letter] for letter in before + after}
    minutes, seconds = (float(parts[f"{unit}{number}"] or 0) for unit in ("minutes", "seconds"))
    if len(said) > 1 or minutes >= SIXTY or seconds >= SIXTY:
        raise UnreadablePositionError(
            "Expected degrees, minutes below 60 and seconds below 60, with at most one direction, "
            f"found {text.strip()!r}."
        )
    degrees = float(parts[f"degrees{number}"]) + minutes / 60 + seconds / 3600
    if parts[f"sign{number}"] == "-":
        degrees = -degrees
    if {*before, *after} & {"s", "w"}:
        degrees = -degrees
    return _Angle(degrees, said.pop() if said else "")
