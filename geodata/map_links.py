"""Links and share texts of map services: the pair or the name they hold, and the datum."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, unquote_plus

from geodata.datum import Datum

MOST_CHARACTERS = 4000
"""A longer text is no link that a map service makes."""


@dataclass(frozen=True, slots=True)
class MapService:
    """A map service that makes links.

    Attributes
    ----------
    slug
        Its name here.
    datum
        The datum of the coordinates in its links, unless a link says another.
    sign
        A pattern that its links match.
    """

    slug: str
    datum: Datum
    sign: re.Pattern[str]


def _service(slug: str, datum: Datum, sign: str) -> MapService:
    return MapService(slug, datum, re.compile(sign, re.IGNORECASE))


# Google and Apple draw mainland China from licensed maps in GCJ-02; so does Bing's Chinese site.
SERVICES = (
    _service("gaode", "gcj02", r"\bamap\.com|\bgaode\.com|\b(?:ios|android|openapi)?amap(?:uri)?://"),
    _service("baidu", "bd09", r"\bmap\.baidu\.com|\bbaidumap://|\bbdapp://map"),
    _service("tencent", "gcj02", r"\bmap\.qq\.com|\bqqmap://|\bmap\.wap\.qq\.com"),
    _service("openstreetmap", "wgs84", r"\b(?:openstreetmap|osm)\.org|\bosmand\.net|\bomaps\.app"),
    _service("tianditu", "wgs84", r"\btianditu\.(?:gov\.cn|com|cn)"),
    _service("google", "gcj02", r"\bgoogle(?:\.\w{2,3}){1,2}/maps|\bmaps\.google\."
             r"|\bmaps\.app\.goo\.gl|\bgoo\.gl/maps|\bditu\.google\.|\bcomgooglemaps://|\bg\.co/maps|\bgoogle\.navigation:"),
    _service("apple", "gcj02", r"\bmaps\.apple(?:\.com)?\b|\bmaps\.apple/"),
    _service("bing", "gcj02", r"\bcn\.bing\.com/(?:ditu|maps)"),
    _service("bing", "wgs84", r"\bbing\.com/maps|\bbingmaps:"),
    _service("huawei", "gcj02", r"\bpetalmaps\.com|\bpetalmaps://"),
)  # fmt: skip

_NUMBER = r"[+-]?\d{1,3}(?:\.\d+)?"
_PAIR = rf"({_NUMBER})\s*[,~，;|]\s*({_NUMBER})(?![\d.]*\d)"
_LINK = re.compile(
    r"[a-z][a-z0-9+.-]*://\S*|\bwww\.\S+"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|cn|org|net|app|gl)\b(?:/\S*)?|\bgoogle\.navigation:\S*",
    re.IGNORECASE,
)
_PARAMETERS = re.compile(
    r"(?:[?&#;]|\b)(?:position|location|lnglat|latlng|markers?|center|centre|dest(?:ination)?|daddr|"
    r"to|tocoord|coord(?:inates?)?|ll|sll|cbll|query|q|cp|point|poi|p|c|loc|pos|viewpoint)="
    rf"(?:[a-z]+:|\w*,|@)?\s*{_PAIR}",
    re.IGNORECASE,
)
_LATITUDE = re.compile(
    rf"(?:\b|_)(?:m|d|s|end|to)?(?:lat(?:itude)?|pointy|y)['\"]?\s*[=:]\s*['\"]?({_NUMBER})",
    re.IGNORECASE,
)
_LONGITUDE = re.compile(
    rf"(?:\b|_)(?:m|d|s|end|to)?(?:lon(?:g|gitude)?|lng|pointx|x)['\"]?\s*[=:]\s*['\"]?({_NUMBER})",
    re.IGNORECASE,
)
_PIN = re.compile(rf"!3d({_NUMBER})!4d({_NUMBER})")
_HASH = re.compile(rf"#(?:map=)?\d+(?:\.\d+)?/({_NUMBER})/({_NUMBER})")
_CAMERA = re.compile(rf"/@({_NUMBER}),({_NUMBER})(?![\d.]*\d)")
_PATH = re.compile(rf"/{_PAIR}")
_BAIDU_METRES = re.compile(r"/@(\d{7,8}(?:\.\d+)?),(\d{6,8}(?:\.\d+)?)")
_SAID = r"\bcoord(?:_?type|inate|sys)?="
_SAID_DATUMS: tuple[tuple[re.Pattern[str], Datum], ...] = (
    (re.compile(rf"{_SAID}(?:wgs84(?:ll)?|gps|1)\b|[?&]dev=1\b", re.IGNORECASE), "wgs84"),
    (re.compile(rf"{_SAID}(?:gcj02(?:ll)?|gaode|autonavi)\b", re.IGNORECASE), "gcj02"),
    (re.compile(rf"{_SAID}(?:bd09(?:ll)?|baidu)\b", re.IGNORECASE), "bd09"),
)
_BRACKETS = re.compile(r"【([^】]{1,60})】|「([^」]{1,60})」|《([^》]{1,60})》|\[([^\]]{1,60})\]")
_NAME_PARAMETER = re.compile(
    r"[?&;](?:name|title|poiname|dname|keywords?|query|word|wd|q|address|addr|to|destination)="
    r"([^&#;]{1,120})",
    re.IGNORECASE,
)
_NAME_PATH = re.compile(r"/(?:place|search|poi|dir//)/?([^/@?#!]{1,120})(?:[/@?#]|$)")
_MARKER_TITLE = re.compile(r"\b(?:title|name):([^;|&]{1,120})", re.IGNORECASE)
_NO_NAMES = {"search", "place", "poi", "marker", "map", "mobile", "start", "end"}
_SAYINGS = re.compile(r"^(?:我在|我的位置|位置|地址|地点|分享|来自|这里是|在)?[：:，,\s]*")

# Baidu's own Mercator, in metres, to its longitude and latitude: one row of coefficients for each
# band of northing, as every open reader of its links has them.
_BAIDU_BANDS: tuple[tuple[float, tuple[float, ...]], ...] = (
    (5591021.0, (-3.030883460898826e-8, 8.98305509983578e-6, 0.30071316287616, 59.74293618442277,
                 7.357984074871, -25.38371002664745, 13.45380521110908, -3.29883767235584,
                 0.32710905363475, 6856817.37)),
    (3481989.83, (-1.981981304930552e-8, 8.983055099779535e-6, 0.03278182852591,
                  40.31678527705744, 0.65659298677277, -4.44255534477492, 0.85341911805263,
                  0.12923347998204, -0.04625736007561, 4482777.06)),
    (1678043.12, (3.09191371068437e-9, 8.983055096812155e-6, 6.995724062e-5, 23.10934304144901,
                  -2.3663490511e-4, -0.6321817810242, -0.00663494467273, 0.03430082397953,
                  -0.00466043876332, 2555164.4)),
)  # fmt: skip
_BAIDU_MOST_NORTHING_M = 8362377.87


@dataclass(frozen=True, slots=True)
class MapLink:
    """What a link or share text holds.

    Attributes
    ----------
    service
        The slug of one of `SERVICES`; empty where the link is of none of them.
    pair
        Its two coordinates, as they stand there; None where it holds none.
    latitude_first
        Which of the two is the latitude, as this service writes them; None where it is not known.
    datum
        The datum of the pair; None where neither the link nor the service says.
    datum_said
        Whether the link itself says its datum; otherwise it is assumed from the service.
    name
        The name of the place; empty where it holds none.
    """

    service: str
    pair: tuple[float, float] | None
    latitude_first: bool | None
    datum: Datum | None
    datum_said: bool
    name: str


def read_map_link(text: str) -> MapLink | None:
    """Read a link or a share text of a map service; None where the text holds no link.

    Parameters
    ----------
    text
        What was pasted, without invisible signs.

    Examples
    --------
    >>> read_map_link("https://uri.amap.com/marker?position=112.55,37.87&name=太原站").datum
    'gcj02'
    >>> read_map_link("【太原站】https://surl.amap.com/1AbCdE").name
    '太原站'
    >>> read_map_link("https://www.openstreetmap.org/#map=15/37.87/112.55").pair
    (37.87, 112.55)
    >>> read_map_link("太原站") is None
    True
    """
    if len(text) > MOST_CHARACTERS:
        return None
    link = _LINK.search(text)
    plain = unquote(text)
    if link is None and not _looks_like_a_part(plain):
        return None
    service = next((one for one in SERVICES if one.sign.search(text)), None)
    said = next((datum for sign, datum in _SAID_DATUMS if sign.search(plain)), None)
    metres = None
    if service is not None and service.slug == "baidu" and (found := _BAIDU_METRES.search(plain)):
        metres = _read_baidu_metres(found)
    pair, latitude_first = (metres, False) if metres else _read_pair(plain)
    return MapLink(
        service=service.slug if service else "",
        pair=pair,
        latitude_first=latitude_first,
        datum=said or (service.datum if service else None),
        datum_said=said is not None,
        name=_read_name(text, link),
    )


def _looks_like_a_part(plain: str) -> bool:
    """Say whether a text is what is left of a link whose beginning was not copied."""
    parts = (_PIN, _HASH, _CAMERA, _PARAMETERS)
    return any(part.search(plain) for part in parts)


def read_keyed_pair(plain: str) -> tuple[float, float] | None:
    """Read a latitude and a longitude that stand under their names, among other things.

    Parameters
    ----------
    plain
        A text such as `…&lat=37.87&lng=112.55` or an object of JSON.

    Examples
    --------
    >>> read_keyed_pair('{"name": "x", "lat": 37.87, "lng": 112.55}')
    (37.87, 112.55)
    """
    latitude, longitude = _LATITUDE.search(plain), _LONGITUDE.search(plain)
    return (float(latitude[1]), float(longitude[1])) if latitude and longitude else None


def _read_pair(plain: str) -> tuple[tuple[float, float] | None, bool | None]:
    pin = _PIN.search(plain)
    if pin:
        return (float(pin[1]), float(pin[2])), True
    keyed = read_keyed_pair(plain)
    if keyed:
        return keyed, True
    for pattern, latitude_first in (
        (_PARAMETERS, None),
        (_HASH, True),
        (_CAMERA, True),
        (_PATH, None),
    ):
        found = pattern.search(plain)
        if found:
            return (float(found[1]), float(found[2])), latitude_first
    return None, None


def _read_baidu_metres(found: re.Match[str]) -> tuple[float, float] | None:
    """Turn Baidu's metres into its longitude and latitude; None outside the bands of China."""
    east_m, north_m = float(found[1]), float(found[2])
    if north_m > _BAIDU_MOST_NORTHING_M:
        return None
    factors = next((row for least_m, row in _BAIDU_BANDS if north_m >= least_m), None)
    if factors is None:
        return None
    part = north_m / factors[9]
    latitude = sum(factor * part**power for power, factor in enumerate(factors[2:9]))
    return factors[0] + factors[1] * east_m, latitude


def _read_name(text: str, link: re.Match[str] | None) -> str:
    bracketed = _BRACKETS.search(text)
    if bracketed:
        return next(group for group in bracketed.groups() if group).strip()
    if link is None:
        return ""
    address = link.group()
    candidates = [
        unquote_plus(found[1])
        for pattern in (_NAME_PARAMETER, _NAME_PATH, _MARKER_TITLE)
        for found in pattern.finditer(address)
    ]
    candidates += [unquote_plus(found[1]) for found in _MARKER_TITLE.finditer(unquote(address))]
    for line in (text[: link.start()], text[link.end() :]):
        candidates += [_SAYINGS.sub("", part) for part in re.split(r"[\n，,。]| {2,}", line)]
    names = (name.strip(" \t\n:：,，。|()（）") for name in candidates)
    return next((name for name in names if _is_a_name(name)), "")


def _is_a_name(name: str) -> bool:
    if name.casefold() in _NO_NAMES or re.fullmatch(r"[A-Z0-9]{6,}", name):
        return False
    return bool(re.search(r"[^\W\d_]", name)) and "=" not in name and not re.search(_PAIR, name)
