"""Typed positions: reading a longitude and a latitude in the forms in which people write them."""

import re
import unicodedata
from dataclasses import dataclass, replace

from geodata import signs
from geodata.datum import Datum, to_wgs84
from geodata.errors import LinkWithoutPositionError, OutsidePositionError, UnreadablePositionError
from geodata.map_links import MapLink, read_keyed_pair, read_map_link
from geodata.numerals import to_digits

Bounds = tuple[float, float, float, float]

LON_LAT, LAT_LON = "lon-lat", "lat-lon"
MOST_CHARACTERS = 4000
"""A longer text is no position."""

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

# Which datum a text says it is in; the words go before the rest is read.
_DATUM_WORDS: tuple[tuple[re.Pattern[str], Datum], ...] = (
    (re.compile(r"gcj-?\s?0?2(?:ll)?|火星坐标系?|国测局|高德|腾讯"), "gcj02"),
    (re.compile(r"bd-?\s?09(?:ll)?|百度"), "bd09"),
    (re.compile(r"wgs-?\s?(?:19)?84|cgcs-?\s?2000|epsg:4326|crs84|天地图"), "wgs84"),
)
# What people write before, after and around a pair, which says nothing of where it is.
_LABELS = re.compile(
    r"srid=\d+|point\s*(?:zm|z|m)?(?=\s*\()|gps|经[,和]?纬|纬[,和]?经|地理|坐标系?|座标|位置|定位|地点|地址|中心点?"
    r"|coordinates?|coords?|position|location|latlng|lnglat|latlon|lonlat"
    r"|(?:lat|latitude)\s*,\s*(?:lng|lon|long|longitude)(?=\s*[:=(])"
    r"|(?:lng|lon|long|longitude)\s*,\s*(?:lat|latitude)(?=\s*[:=(])"
    r"|我在|这里|当前|附近|\b(?:is|at)\b"
)
_HEIGHT = re.compile(
    r"[,\s]*(?:海拔|高程|高度|高|height|elevation|elev|altitude|alt|ele|h|z)\s*[:=约]?\s*[+-]?\d+(?:\.\d+)?"
    r"\s*(?:米|m\b)?|[,\s]+[+-]?\d+(?:\.\d+)?\s*(?:米|m\b)(?!\w)"
)
_NAME_IN_BRACKETS = re.compile(r"[(\[{【「《<][^()\[\]{}【】「」《》<>\d]*[)\]}】」》>]")

_TRADITIONAL = (("緯", "纬"), ("經", "经"), ("経", "经"), ("東", "东"))
"""The signs of the axes as they are written in traditional characters and in Japanese."""

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
_THIRD = r"(?:\s*,\s*|\s+)[+-]?\d+(?:\.\d+)?"


def _pair(*, before: str, after: str) -> re.Pattern[str]:
    first, second = (_ANGLE.format(n=n, before=before, after=after) for n in (1, 2))
    between = r"(?:\s*,\s*|\s+|(?=[nsewxy])|(?<=[nsew°'\"]))"
    return re.compile(rf"{first}{between}{second}(?:{_THIRD})?", re.VERBOSE)


# Directions stand before both angles or after both: "e112 n37" would else be read as 112 north.
_PAIRS = (
    _pair(before="[nsewxy]{0,2}", after=""),
    _pair(before="[xy]?", after="[nsew]?"),
    _pair(before="[nsewxy]{1,2}", after="[nsew]"),
)
# Degrees, minutes and seconds without their signs: three numbers with a direction, six without,
# or the digits run together as pilots write them.
_PARTS = r"(\d{1,3})[\s:-]+(\d{1,2}(?:\.\d+)?)(?:[\s:-]+(\d{1,2}(?:\.\d+)?))?"
_PLAIN_DMS = (
    re.compile(rf"{_PARTS}\s*([nsew])[\s,]*{_PARTS}\s*([nsew])"),
    re.compile(rf"([nsew])\s*{_PARTS}[\s,]+([nsew])\s*{_PARTS}"),
    re.compile(
        r"(\d{1,3})[\s:]+(\d{1,2})[\s:]+(\d{1,2}(?:\.\d+)?)()[\s,]+"
        r"(\d{1,3})[\s:]+(\d{1,2})[\s:]+(\d{1,2}(?:\.\d+)?)()"
    ),
    re.compile(
        r"(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)([nsew])[\s,]*(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)([nsew])"
    ),
)
# What may stand in a text that was meant as coordinates; anything else is the name of a place.
_LIKE_COORDINATES = re.compile(r"[\d\s.,°'\"+\-nsewxy:=]+")
_NUMBERS = re.compile(r"[+-]?\d+(?:\s*[,\s]\s*[+-]?\d+)+")
_ONE_NUMBER = re.compile(r"[nsewxy]?\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*[nsewxy]?")
# Two numbers with at least two decimals, side by side, amid a text of other things.
_AMID = re.compile(
    r"(?<![\d.])([+-]?\d{1,3}\.\d{2,})\s*°?\s*[nsew]?\s*[,\s]\s*(?:[nsewxy]\s*[:=]?)?\s*"
    r"([+-]?\d{1,3}\.\d{2,})(?![.\d])"
)
# ISO 6709, as pictures and phones write it: +37.8700+112.5500+780/.
_ISO_6709 = re.compile(
    r"^\s*([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?(?:crs\w*)?[/,]?\s*$"
)
_SIGNED = re.compile(r"\s*[(\[（]?[-+−－](?=[\d.])")
# A comma before the decimals, as a program set to another country writes it: 112,5512 37,8701.
_DECIMAL_COMMAS = re.compile(
    r"^\s*([+-]?\d{1,3}),(\d{3,})\s*(?:,\s*|\s+)([+-]?\d{1,3}),(\d{3,})\s*$"
)
LEAST_DIGITS = 2
MOST_QUOTED = 60
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
    assumed
        True where the datum is that of the service whose link was pasted, and neither the reader
        nor the link said it: to be confirmed.
    service
        The slug of one of `geodata.map_links.SERVICES`; empty where the text is no link of one.
    name
        The name that stood beside the pair in a link; empty where there was none.
    as_written
        The pair as longitude and latitude before it was converted.
    """

    lon: float
    lat: float
    order: str
    said: bool
    datum: str
    assumed: bool = False
    service: str = ""
    name: str = ""
    as_written: tuple[float, float] = (0.0, 0.0)


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
        `geo:37.87,112.55`, with a label, a height or a name beside it, or a link of a map service.
    bounds
        The west, south, east and north within which a position makes sense, in WGS 84.
    datum
        The datum of the map it was copied from, as the reader chose it; it is converted to
        WGS 84. What the text itself says comes first; the datum of a service whose link it is
        stands in for the WGS 84 that is chosen by default, and is marked as assumed.

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
    LinkWithoutPositionError
        Where it is a link of a map service that holds neither a pair nor a name.
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
    seen = signs.clean(text)
    if len(seen) > MOST_CHARACTERS:
        return None
    link = read_map_link(seen)
    if link is not None and link.service:
        return _read_link(link, bounds=bounds, datum=datum, text=seen)
    plain, said_datum = _fold(seen)
    datum = said_datum or datum
    if not _looks_like_coordinates(plain):
        if link is not None and link.pair is not None:
            return _read_link(link, bounds=bounds, datum=datum, text=seen)
        keyed = read_keyed_pair(seen)
        if keyed is not None:
            return _place(keyed, orders=[LAT_LON, LON_LAT], bounds=bounds, datum=datum)
        return _read_amid(plain, bounds=bounds, datum=datum)
    match = next((match for pair in _PAIRS if (match := pair.fullmatch(plain))), None)
    if match is None:
        raise UnreadablePositionError(
            f"Expected a longitude and a latitude such as 112.55, 37.87, found {_quote(text)}."
        )
    first, second = _angle(match, 1, text), _angle(match, 2, text)
    if first.axis and first.axis == second.axis:
        raise UnreadablePositionError(
            f"Expected one longitude and one latitude, found two of a kind in {_quote(text)}."
        )
    said = bool(first.axis or second.axis)
    orders = [LON_LAT, LAT_LON]
    if said:
        orders = [LON_LAT if first.axis == "lon" or second.axis == "lat" else LAT_LON]
    pair = (first.degrees, second.degrees)
    found = _place(pair, orders=orders, bounds=bounds, datum=datum)
    if found is None:
        raise _outside(pair, bounds)
    return replace(found, said=said)


def _quote(text: str) -> str:
    text = text.strip()
    return repr(text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…")


def _outside(pair: tuple[float, float], bounds: Bounds) -> OutsidePositionError:
    west, south, east, north = bounds
    return OutsidePositionError(
        f"Expected a longitude from {west:g} to {east:g} and a latitude from {south:g} to "
        f"{north:g}, found {pair[0]:g} and {pair[1]:g}."
    )


def _place(
    pair: tuple[float, float], *, orders: list[str], bounds: Bounds, datum: str
) -> Position | None:
    """Place a pair in the first order that lies within the bounds; None where none does."""
    for order in orders:
        written = pair if order == LON_LAT else pair[::-1]
        lon, lat = to_wgs84(*written, datum=datum)
        if bounds[0] <= lon <= bounds[2] and bounds[1] <= lat <= bounds[3]:
            return Position(lon, lat, order, said=False, datum=datum, as_written=written)
    return None


def _read_link(link: MapLink, *, bounds: Bounds, datum: str, text: str) -> Position | None:
    """Place the pair of a link; a reader who chose a datum other than WGS 84 is believed."""
    if link.pair is None:
        if link.name and _looks_like_coordinates(_fold(link.name)[0]):
            taken = link.datum if datum == "wgs84" and link.datum else datum
            inner = read_position(link.name, bounds=bounds, datum=taken)
            return inner and replace(inner, assumed=taken != datum, service=link.service)
        if link.name:
            return None
        raise LinkWithoutPositionError(
            f"Expected a link that holds coordinates or a name, found {_quote(text)}; open it and "
            "copy the address or the coordinates shown there."
        )
    assumed = link.datum is not None and not link.datum_said and datum == "wgs84"
    if link.datum is not None and (link.datum_said or assumed):
        datum = link.datum
    orders = [LAT_LON, LON_LAT] if link.latitude_first else [LON_LAT, LAT_LON]
    found = _place(link.pair, orders=orders, bounds=bounds, datum=datum)
    if found is None:
        raise _outside(link.pair, bounds)
    said = link.latitude_first is not None and found.order == orders[0]
    return replace(
        found,
        said=said,
        assumed=assumed and datum != "wgs84",
        service=link.service,
        name=link.name,
    )


def _read_amid(plain: str, *, bounds: Bounds, datum: str) -> Position | None:
    """Read the one pair amid a text of other things, where it lies within the bounds."""
    found = [
        position
        for match in _AMID.finditer(plain)
        if (
            position := _place(
                (float(match[1]), float(match[2])),
                orders=[LON_LAT, LAT_LON],
                bounds=bounds,
                datum=datum,
            )
        )
    ]
    return found[0] if len(found) == 1 else None


def _name_axes(text: str) -> str:
    for word, axis in WORDS:
        text = text.replace(word, axis)
    return text


def _fold(text: str) -> tuple[str, Datum | None]:
    """Bring the text to small ASCII letters and one sign for each meaning; tell its datum."""
    # Before full-width letters are folded, for that would take ″ apart.
    plain, datum = _take_datum(text.casefold())
    plain = "".join(SIGNS.get(sign, sign) for sign in _fold_words(plain))
    plain = unicodedata.normalize("NFKC", plain).casefold().replace("∶", ":")
    plain = re.sub(r"^\s*geo:(?:0,0\?q=)?([^?,]*,[^?,;()]*).*$", r"\1", plain, flags=re.DOTALL)
    plain, datum_folded = _take_datum(plain)
    plain = re.sub(r"(?<=\d)。(?=\d)", ".", plain)
    plain = _ISO_6709.sub(r"\1,\2", plain)
    plain = _DECIMAL_COMMAS.sub(r"\1.\2,\3.\4", plain)
    plain = _NAME_IN_BRACKETS.sub(" ", _LABELS.sub(" ", plain))
    plain = _name_axes(_HEIGHT.sub(" ", plain))
    if "°" not in plain:  # quotation marks, not minutes and seconds
        plain = re.sub(r"['\"]", "", plain)
    plain = re.sub(r"[()\[\]{}<>【】「」《》。!！~#@*_]", " ", plain)
    plain = re.sub(r"(?<![a-z])([nsewxy])\s*[:=]?\s+(?=[nsewxy]?[\d+.-])", r"\1 ", plain)
    plain = re.sub(r"\s+", " ", plain).strip(" ,.:=\t\n").rstrip(" ,.:=-+")
    # A dash before a pair is a bullet or stands after a label, unless the text begins with a sign.
    if not _SIGNED.match(text):
        plain = plain.lstrip(" ,.:=-+")
    return _mark_parts(plain), datum or datum_folded


def _take_datum(text: str) -> tuple[str, Datum | None]:
    """Take the words for a datum out of a text, and tell which it was."""
    datum = None
    for pattern, name in _DATUM_WORDS:
        text, times = pattern.subn(" ", text)
        if times and datum is None:
            datum = name
    return text, datum


def _fold_words(text: str) -> str:
    """Read Chinese numerals before 度, 分 and 秒, and keep 经度 and 纬度 from being degrees."""
    for traditional, simplified in _TRADITIONAL:
        text = text.replace(traditional, simplified)
    return to_digits(text).replace("经度", "经").replace("纬度", "纬")


def _mark_parts(plain: str) -> str:
    """Write the signs of degrees, minutes and seconds where only spaces or colons part them."""
    for number, pattern in enumerate(_PLAIN_DMS):
        match = pattern.fullmatch(plain)
        if match is None:
            continue
        angles = [match.groups()[:4], match.groups()[4:]]
        if number == 1:
            angles = [(*angle[1:], angle[0]) for angle in angles]
        return " ".join(
            f"{degrees}°{minutes}'" + (f'{seconds}"' if seconds else "") + side
            for degrees, minutes, seconds, side in angles
        )
    return plain


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
    contradicts = len(set(before + after) & set("nsew")) > 1
    minutes, seconds = (float(parts[f"{unit}{number}"] or 0) for unit in ("minutes", "seconds"))
    if len(said) > 1 or contradicts or minutes >= SIXTY or seconds >= SIXTY:
        raise UnreadablePositionError(
            "Expected degrees, minutes below 60 and seconds below 60, with at most one direction, "
            f"found {_quote(text)}."
        )
    degrees = float(parts[f"degrees{number}"]) + minutes / 60 + seconds / 3600
    if parts[f"sign{number}"] == "-":
        degrees = -degrees
    if {*before, *after} & {"s", "w"}:
        degrees = -degrees
    return _Angle(degrees, said.pop() if said else "")
