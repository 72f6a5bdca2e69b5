"""The gazetteer: places one may search for, and how what was typed finds them."""

import bisect
import itertools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any, NamedTuple

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.cities import DATA, City, default_city
from geodata.errors import FileFaultsError, GeodataError
from geodata.files import read_table
from geodata.geojson import from_geometry
from geodata.layers import district_at, load_layer
from geodata.map_links import read_map_link
from geodata.measure import PlaceIndex
from geodata.numerals import to_digits
from geodata.romanise import has_chinese, normalise, number_forms, pinyin, readings, simplify
from geodata.signs import clean

COLUMNS = (
    "id", "name_zh", "name_en", "kind", "adcode", "lon", "lat", "accuracy_m", "aliases",
    "source", "licence", "note",
)  # fmt: skip


class Kind(NamedTuple):
    """A kind of place, with its labels."""

    slug: str
    name_zh: str
    name_en: str


# In the order in which equally good matches are listed.
KINDS = (
    Kind("city", "市", "City"),
    Kind("district", "县（市、区）", "District"),
    Kind("railway-station", "火车站", "Railway station"),
    Kind("metro-station", "地铁站", "Metro station"),
    Kind("airport", "机场", "Airport"),
    Kind("square", "广场", "Square"),
    Kind("street", "街道上一点", "Point on a street"),
    Kind("scenic-area", "景区", "Scenic area"),
    Kind("park", "公园", "Park"),
    Kind("museum", "博物馆", "Museum"),
    Kind("heritage", "文物古迹", "Heritage site"),
    Kind("hospital", "医院", "Hospital"),
    Kind("university", "高校", "University or college"),
    Kind("sports-centre", "体育场馆", "Sports centre"),
    Kind("bus-station", "汽车站", "Bus station"),
    Kind("school", "学校", "School"),
    Kind("library", "图书馆", "Library"),
    Kind("theatre", "剧场影院", "Theatre or cinema"),
    Kind("mall", "商场", "Shopping centre"),
    Kind("market", "市场", "Market"),
    Kind("bridge", "桥梁、立交", "Bridge or interchange"),
    Kind("river", "河流", "River"),
    Kind("water", "湖泊、水库", "Lake or reservoir"),
    Kind("government", "政府机关", "Government office"),
    Kind("hotel", "宾馆饭店", "Hotel"),
    Kind("office", "写字楼", "Office building"),
    Kind("cemetery", "陵园", "Cemetery"),
    Kind("business-district", "商圈", "Business district"),
    Kind("zone", "开发区", "Development zone"),
    Kind("subdistrict", "街道办事处", "Subdistrict office"),
    Kind("town", "镇", "Town"),
    Kind("township", "乡", "Township"),
    Kind("estate", "小区", "Residential estate"),
    Kind("metro-station-planned", "规划地铁站", "Planned metro station"),
    Kind("railway", "铁路", "Railway"),
    Kind("industry", "企业", "Works or mine"),
    Kind("village", "村", "Village"),
    Kind("community", "社区", "Neighbourhood"),
)
KIND_BY_SLUG = {kind.slug: kind for kind in KINDS}
KIND_ORDER = {kind.slug: order for order, kind in enumerate(KINDS)}

# Their points are only those of their town or street: always last, whatever agrees.
ROUGH_KINDS = {"village", "community"}

# What people leave out or add: longest first, so that 大街 goes before 街.
ENDINGS_ZH = (
    "地铁站", "火车站", "街道", "大街", "大道", "社区", "街", "路", "站", "区", "县", "市",
    "镇", "乡", "村",
)  # fmt: skip
ENDINGS_PINYIN = (
    "ditiezhan", "jiedao", "dajie", "jie", "lu", "zhan", "qu", "xian", "shi", "zhen", "xiang",
)  # fmt: skip
ENDINGS_EN = (
    "metrostation", "railwaystation", "station", "subdistrict", "district", "county", "city",
    "township", "town", "street", "avenue", "road", "st", "ave", "rd",
)  # fmt: skip
LEAST_CORE_ZH, LEAST_CORE_LATIN = 2, 4
LEAST_INSIDE_LATIN, LEAST_LOOSE_LATIN = 3, 4
LEAST_MISSPELT, LONG_MISSPELT = 5, 9
LOOSE_SPAN = 2  # the letters of a loose match lie within twice their number
LIMIT = 10
MOST_TYPED = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    Attributes
    ----------
    id
        A permanent slug.
    name_zh, name_en
        Its name.
    kind
        The slug of one of `KINDS`.
    adcode
        The district it lies in, or the city's own code.
    lon, lat
        The point, in WGS 84.
    accuracy_m
        How far off the point may be, in metres.
    aliases
        Other names: earlier, planned, popular.
    source, licence
        Where the point comes from, and the terms.
    note
        What else is known of the point.
    """

    id: str
    name_zh: str
    name_en: str
    kind: str
    adcode: str
    lon: float
    lat: float
    accuracy_m: float
    aliases: tuple[str, ...]
    source: str
    licence: str
    note: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found.

    Attributes
    ----------
    entry
        The place.
    how
        One of `WAYS`: how the text and the name agree.
    name
        The name that agreed: the place's own, an alias, or the English one.
    """

    entry: Entry
    how: str
    name: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """A place of the gazetteer seen from another place.

    Attributes
    ----------
    entry
        The place.
    distance_m
        Its distance on the ellipsoid.
    bearing_deg
        Its direction clockwise from north; None at distance 0.
    """

    entry: Entry
    distance_m: float
    bearing_deg: float | None


WAYS = (
    "exact", "prefix", "contains", "pinyin", "initials", "english", "inside", "sound", "loose",
    "misspelt",
)  # fmt: skip
"""How a text and a name can agree, best first.

exact: the same name, or the same but for an ending such as 街, 路, 站. prefix, contains: as
written. pinyin, initials: from the beginning. english: from the beginning of a word. inside: amid
the pinyin. sound: other characters that sound the same. loose: letters left out. misspelt: a letter
or two wrong in the pinyin. The last two are asked for only where nothing better is found.
"""
EXACT, PREFIX, CONTAINS, PINYIN, INITIALS, ENGLISH, INSIDE, SOUND, LOOSE, MISSPELT = range(
    len(WAYS)
)

Rank = tuple[int, int]


def _strip(text: str, endings: tuple[str, ...], least: int) -> str:
    """Take endings off, at most two, while enough of the name remains."""
    for _ in range(2):
        for ending in endings:
            if text.endswith(ending) and len(text) - len(ending) >= least:
                text = text.removesuffix(ending)
                break
    return text


@dataclass(frozen=True, slots=True)
class _Query:
    """What was typed, in the forms in which it is compared."""

    text: str
    core: str
    latin: str  # the text itself, or the pinyin of a text of both scripts
    latin_core: str
    sound: str  # the pinyin of a Chinese text

    @classmethod
    def of(cls, text: str) -> "_Query":
        plain = normalise(simplify(text))
        chinese = has_chinese(plain)
        mixed = chinese and any("a" <= character <= "z" for character in plain)
        latin = pinyin(plain) if mixed else ("" if chinese else plain)
        latin_core = min(
            _strip(latin, ENDINGS_PINYIN, LEAST_CORE_LATIN),
            _strip(latin, ENDINGS_EN, LEAST_CORE_LATIN),
            key=len,
        )
        core = _strip(to_digits(plain), ENDINGS_ZH, LEAST_CORE_ZH)
        return cls(to_digits(plain), core, latin, latin_core, pinyin(plain) if chinese else "")

    @property
    def needles(self) -> tuple[str, ...]:
        """What of it a name must hold, one or another, to agree other than loosely."""
        if len(self.latin) == 1:  # one letter is only looked for where a name begins
            return (f"\n{self.latin}",)
        found = (self.text, self.core, self.latin, self.latin_core, self.sound)
        return tuple(dict.fromkeys(needle for needle in found if needle))


class _Name:
    """One Chinese name of a place, in the forms in which it is compared."""

    __slots__ = ("core", "initials", "name", "spelt", "text")

    def __init__(self, form: str, name: str) -> None:
        self.name = name
        self.text = normalise(simplify(form))
        self.core = _strip(self.text, ENDINGS_ZH, LEAST_CORE_ZH)
        whole, core = readings(self.text), readings(self.core)
        self.spelt = tuple(("".join(a), "".join(b)) for a, b in zip(whole, core, strict=False))
        self.initials = tuple(
            ("".join(s[0] for s in a), "".join(s[0] for s in b))
            for a, b in zip(whole, core, strict=False)
        )

    def rank(self, query: _Query) -> Rank | None:
        """Say how well the name agrees with what was typed; None where it does not."""
        written = self._rank_written(query)
        if written is not None or not (query.latin or query.sound):
            return written
        return self._rank_latin(query) if query.latin else self._rank_sound(query)

    @property
    def held(self) -> tuple[str, ...]:
        """All forms in which it is compared."""
        return (self.text, *(form for pair in (*self.spelt, *self.initials) for form in pair))

    def _rank_written(self, query: _Query) -> Rank | None:
        text, core = query.text, query.core
        # One character is too little to be looked for anywhere but at the beginning.
        whole_core = len(core) >= LEAST_CORE_ZH
        if text in self.text:
            if text == self.text:
                return EXACT, 0
            if core == self.core:
                return EXACT, 1
            return (PREFIX, 0) if self.text.startswith(text) else (CONTAINS, 0)
        if core == self.core:
            return EXACT, 1
        if whole_core and core in self.text:
            return (PREFIX, 1) if self.text.startswith(core) else (CONTAINS, 1)
        return None

    def _rank_latin(self, query: _Query) -> Rank | None:
        latin, core = query.latin, query.latin_core
        is_long = len(latin) >= LEAST_INSIDE_LATIN
        ranks: list[Rank] = []
        for number, (own, own_core) in enumerate(self.spelt):
            other = min(number, 1)  # another reading of the same name comes after the right one
            if own.startswith(latin):
                ranks.append((PINYIN, other if own == latin else 4 + other))
            elif is_long and latin in own:
                ranks.append((INSIDE, other))
            if core == own_core:
                ranks.append((PINYIN, 2 + other))
        for own, own_core in self.initials:
            if own.startswith(latin) or latin == own_core:
                ranks.append((INITIALS, 0 if latin in (own, own_core) else 1))
        return min(ranks, default=None)

    def _rank_sound(self, query: _Query) -> Rank | None:
        if any(query.sound == whole for whole, _ in self.spelt):
            return SOUND, 0
        if any(whole.startswith(query.sound) for whole, _ in self.spelt):
            return SOUND, 1
        return None


class _EnglishName:
    """The English name of a place, in the forms in which it is compared."""

    __slots__ = ("core", "name", "tails", "text")

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = normalise(name)
        self.core = _strip(self.text, ENDINGS_EN, LEAST_CORE_LATIN)
        words = [normalise(word) for word in name.replace("-", " ").split()]
        self.tails = tuple("".join(words[start:]) for start in range(1, len(words)))

    def rank(self, query: _Query) -> Rank | None:
        """Say how well the name agrees with what was typed; None where it does not."""
        if not query.latin:
            return None
        latin = query.latin
        if self.text.startswith(latin):
            return ENGLISH, 0 if latin == self.text else 2
        if query.latin_core == self.core:
            return ENGLISH, 1
        if len(latin) > 1 and any(tail.startswith(latin) for tail in self.tails):
            return ENGLISH, 3
        return None


_Order = tuple[bool, Rank, bool, int, int, str]


def _order(entry: Entry, rank: Rank, *, name: str, is_alias: bool) -> _Order:
    kind = KIND_ORDER[entry.kind]
    return (entry.kind in ROUGH_KINDS, rank, is_alias, kind, len(name), entry.id)


class _Row:
    """A place with its names in the forms in which they are compared."""

    __slots__ = ("blob", "english", "entry", "names")

    def __init__(self, entry: Entry, *, before_names: tuple[str, ...]) -> None:
        self.entry = entry
        names = dict.fromkeys((entry.name_zh, *entry.aliases))
        short = {
            form: name for name in names for form in short_names(name, before_names=before_names)
        }
        forms = {form: name for name in names for form in number_forms(name)} | {
            form: name
            for shortened, name in short.items()
            if shortened not in names
            for form in number_forms(shortened)
        }
        self.names = [_Name(form, name) for form, name in forms.items()]
        self.english = _EnglishName(entry.name_en)
        held = [form for name in self.names for form in name.held]
        forms_held = dict.fromkeys([*held, self.english.text, self.english.core])
        self.blob = "\n" + "\n".join(forms_held)

    @property
    def spelt(self) -> list[str]:
        """Its names in pinyin and in English, as they are compared letter by letter."""
        found = [form for name in self.names for form in name.spelt[0]]
        return list(dict.fromkeys([*found, self.english.text]))

    def has_numbers(self, text: str) -> bool:
        """Say whether one of its names has the numbers of a text, which no slip makes others."""
        wanted = set(_DIGITS.findall(text))
        return any(wanted <= set(_DIGITS.findall(name.text)) for name in self.names)

    def rank(self, query: _Query) -> tuple[_Order, Hit] | None:
        """Say how well it agrees with what was typed; None where it does not."""
        return self._best(
            [(name.rank(query), name.name) for name in self.names]
            + [(self.english.rank(query), self.english.name)]
        )

    def _best(self, ranked: list[tuple[Rank | None, str]]) -> tuple[_Order, Hit] | None:
        own = {self.entry.name_zh, self.english.name}
        found = [(rank, name not in own, name) for rank, name in ranked if rank is not None]
        if not found:
            return None
        rank, is_alias, name = min(found)
        order = _order(self.entry, rank, name=name, is_alias=is_alias)
        return order, Hit(self.entry, WAYS[rank[0]], name)


_DIGITS = re.compile(r"[0-9]+")
_NUMBERED = re.compile(r"第([一二三四五六七八九十]+)(实验)?(人民)?(中学|小学|医院)校?")
_SHORT_ENDS = {"中学": "中", "小学": "小", "医院": "院"}
_ADDRESS_END = re.compile(
    r"(?:\d+(?:-\d+)?(?:号院?|弄|栋|号楼).*|附近|旁边?|门口|对面|周边|一带|地铁站?口)$"
)
_DISTRICT_BEFORE = re.compile(r"^[^\s区县]{1,4}[区县](?=\S{2})")
_CROSSING = re.compile(r"(?<=\S{2})(?:与|和|、|/|×|交叉口|交汇处|路口|十字)")


def short_names(name: str, *, before_names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the shorter forms in which people say the name of a school or a hospital.

    Parameters
    ----------
    name
        The full name.
    before_names
        The city's own name in its forms, which people leave out.

    Examples
    --------
    >>> short_names("某市第五中学校", before_names=("某市", "某"))
    ('第五中学校', '五中', '某五中')
    """
    before = next((one for one in before_names if name.startswith(one) and one != name), "")
    rest = name.removeprefix(before)
    if not before or len(rest) < LEAST_CORE_ZH:
        rest, before = name, ""
    found = [rest] if before else []
    if match := _NUMBERED.fullmatch(rest):
        short = f"{match[1]}{match[2] or ''}{_SHORT_ENDS[match[4]]}"
        city = before_names[-1] if before_names else ""
        shortest = min(before_names, key=len, default=city)
        same = next((one for one in before_names if one == before.removesuffix("市")), shortest)
        found += [short, *([f"{same}{short}"] if before else [])]
        if match[4] == "医院" and before:
            found.append(f"市{short}")
    return tuple(dict.fromkeys(found))


_BRACKETED = re.compile(r"[(（\[【「《<][^()（）\[\]【】「」《》<>]*[)）\]】」》>]")


def search_forms(text: str) -> tuple[str, ...]:
    """Give what of a pasted text may be the name of a place, the likeliest first.

    Parameters
    ----------
    text
        What was typed or pasted: a name, a name with another in brackets, a share text.

    Examples
    --------
    >>> search_forms("【太原站】https://surl.amap.com/1AbCdE")
    ('太原站',)
    >>> search_forms("五一广场（太原）")
    ('五一广场（太原）', '五一广场', '太原')
    """
    seen = clean(text).strip()[:MOST_TYPED]
    link = read_map_link(seen)
    if link is not None:
        return (link.name,) if link.name else ()
    forms = [seen, _BRACKETED.sub(" ", seen).strip()]
    forms += [inner.group()[1:-1].strip() for inner in _BRACKETED.finditer(seen)]
    return tuple(dict.fromkeys(form for form in forms if form))


def _loosen(wanted: str, *, is_latin: bool) -> re.Pattern[str]:
    """Give the pattern of names that hold signs in their order, with some more among them.

    A name spelt in letters begins with the first one. Another number makes a Chinese name that of
    another school or hospital: none is put in with 第, and none grows longer.
    """
    signs = [re.escape(sign) for sign in wanted]
    if is_latin:
        between = f"[^\\n]{{0,{len(wanted)}}}?"
        return re.compile("^" + between.join(signs), re.MULTILINE)
    between = f"[^\\n第]{{0,{len(wanted)}}}?"
    parts = [signs[0]]
    for before, sign in itertools.pairwise(signs):
        if before.isdigit() and sign.isdigit():
            gap = ""
        else:
            gap = "(?![0-9])" * before.isdigit() + between + "(?<![0-9])" * sign.isdigit()
        parts += [gap, sign]
    return re.compile("".join(parts), re.MULTILINE)


class _Lines:
    """Many names of many rows in one text, a line each, to be searched at once."""

    def __init__(self, names: list[list[str]]) -> None:
        pairs = [(name, row) for row, of_row in enumerate(names) for name in dict.fromkeys(of_row)]
        self.lines = [name for name, _ in pairs]
        self.rows = [row for _, row in pairs]
        self.text = "\n".join(self.lines)
        self._starts = list(itertools.accumulate((len(one) + 1 for one in self.lines), initial=0))

    def row_at(self, place: int) -> int:
        """Give the row of the line that a place of the text lies in."""
        return self.rows[bisect.bisect_right(self._starts, place) - 1]


class Gazetteer:
    """Places one may search for.

    Parameters
    ----------
    entries
        The places.
    before_names
        What people write before a name, and what is left out of one: the city's own name.

    Examples
    --------
    >>> [hit.entry.name_zh for hit in load_gazetteer().search("西山矿务局", limit=1)]
    ['河龙湾站']
    """

    def __init__(self, entries: Iterable[Entry], *, before_names: Iterable[str] = ()) -> None:
        """Prepare the names for searching."""
        self.entries = tuple(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._before = tuple(before_names)
        self._rows = [_Row(entry, before_names=self._before) for entry in self.entries]

    def search(self, text: str, *, limit: int = LIMIT) -> list[Hit]:
        """Find the places that what was typed may mean, the likeliest first.

        Parameters
        ----------
        text
            汉字, pinyin, initials or English; the beginning is enough, and endings such as 街, 路
            or 站 may be missing or too many. A share text or an address will do.
        limit
            The most places to give.

        Returns
        -------
        list of Hit
            In the order of `WAYS`, then own names before aliases, then by the order of `KINDS`,
            then shorter names first; neighbourhoods and villages last. The same text always gives
            the same list.

        Examples
        --------
        >>> [hit.how for hit in load_gazetteer().search("tynz", limit=1)]
        ['initials']
        """
        forms = [query for form in self._forms(text) if (query := _Query.of(form)).text]
        stages = [self._find_agreeing, self._find_loose, self._find_misspelt]
        if forms and forms[0].latin:  # a slip of the fingers is likelier than letters left out
            stages = [self._find_agreeing, self._find_misspelt, self._find_loose]
        for find in stages:
            for query in forms:
                found = find(query)
                if found:
                    return [hit for _, hit in sorted(found, key=lambda pair: pair[0])[:limit]]
        return []

    def _forms(self, text: str) -> list[str]:
        """Give what of a text may be a name, also without the city and the number of a house."""
        forms = list(search_forms(text))
        for form in tuple(forms):
            short = _ADDRESS_END.sub("", to_digits(simplify(form))).strip()
            for before in self._before:
                if short.startswith(before) and len(short) >= len(before) + LEAST_CORE_ZH:
                    short = short.removeprefix(before)
                    break
            bare = _DISTRICT_BEFORE.sub("", short)
            crossing = _CROSSING.split(bare)[0]
            forms += [short, bare, crossing]
        return list(dict.fromkeys(form for form in forms if form))

    def _find_agreeing(self, query: _Query) -> list[tuple[_Order, Hit]]:
        needles = query.needles
        found = (
            row.rank(query) for row in self._rows if any(needle in row.blob for needle in needles)
        )
        return [one for one in found if one is not None]

    def _find_loose(self, query: _Query) -> list[tuple[_Order, Hit]]:
        """Find names that hold the signs typed in their order, with some more among them."""
        wanted = query.latin or query.core
        if len(wanted) < (LEAST_LOOSE_LATIN if query.latin else LEAST_CORE_ZH):
            return []
        pattern = _loosen(wanted, is_latin=bool(query.latin))
        index = self._latin if query.latin else self._written
        rows = {
            index.row_at(match.start())
            for match in pattern.finditer(index.text)
            if match.end() - match.start() <= LOOSE_SPAN * len(wanted)
        }
        return [self._answer(row, (LOOSE, 0)) for row in rows]

    def _answer(self, row: int, rank: Rank) -> tuple[_Order, Hit]:
        entry = self._rows[row].entry
        order = _order(entry, rank, name=entry.name_zh, is_alias=False)
        return order, Hit(entry, WAYS[rank[0]], entry.name_zh)

    @cached_property
    def _written(self) -> "_Lines":
        return _Lines([[name.text for name in row.names] for row in self._rows])

    @cached_property
    def _latin(self) -> "_Lines":
        return _Lines([row.spelt for row in self._rows])

    def _find_misspelt(self, query: _Query) -> list[tuple[_Order, Hit]]:
        typed = query.latin or query.sound
        if len(typed) < LEAST_MISSPELT:
            return []
        # Two letters wrong in a Chinese name are another name.
        most = 2 if query.latin and len(typed) >= LONG_MISSPELT else 1
        lines = self._latin
        # Its forty modules are needed where nothing is called as was typed.
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        close = process.extract(
            typed, lines.lines, scorer=OSA.distance, score_cutoff=most, limit=None
        )
        best: dict[int, int] = {}
        for _, distance, place in close:
            row = lines.rows[place]
            if query.latin or self._rows[row].has_numbers(query.text):
                best[row] = min(distance, best.get(row, most))
        return [self._answer(row, (MISSPELT, distance)) for row, distance in best.items()]

    @cached_property
    def _index(self) -> PlaceIndex:
        return PlaceIndex(
            (entry.lon for entry in self.entries), (entry.lat for entry in self.entries)
        )

    def nearest(
        self, lon: float, lat: float, *, kinds: Collection[str] = (), limit: int = 1
    ) -> list[Nearby]:
        """Find the places nearest to a place.

        Parameters
        ----------
        lon, lat
            The place.
        kinds
            Slugs of the kinds wanted; none means all.
        limit
            The most places to give.

        Examples
        --------
        >>> near = load_gazetteer().nearest(112.5545, 37.8587, kinds=["metro-station"])
        >>> near[0].entry.name_zh, round(near[0].distance_m)
        ('大南门站', 23)
        """
        if not self.entries:
            return []
        among = None
        if kinds:
            among = [row for row, entry in enumerate(self.entries) if entry.kind in kinds]
        found = self._index.nearest(lon, lat, limit=limit, among=among)
        return [
            Nearby(self.entries[row], distance_m, bearing if distance_m > 0 else None)
            for row, distance_m, bearing in zip(*(part.tolist() for part in found), strict=True)
        ]


_LOADING = Lock()
"""Whoever asks while it loads waits for it instead of loading it once more."""


@lru_cache(maxsize=16)
def _load_gazetteer(city: City) -> Gazetteer:
    entries = []
    for name in city.gazetteer:
        path = (city.folder or DATA) / name
        faults = []
        for line, row in enumerate(read_table(path, columns=COLUMNS), start=2):
            try:
                entries.append(_entry(row))
            except GeodataError as error:
                faults.append(f"line {line}: {error}")
        if faults:
            raise FileFaultsError(path, faults)
    entries += _name_layers(city, known=entries)
    return Gazetteer(entries, before_names=city.before_names)


LAYER_KINDS = {
    "roads": "street",
    "river": "river",
    "streams": "river",
    "railways": "railway",
    "water": "park",
    "stations": "metro-station-planned",
}
"""What a named feature of a layer is, where it does not say better."""


def _name_layers(city: City, *, known: list[Entry]) -> list[Entry]:
    """Give the named features of the layers that the tables lack: streets, waters, stations."""
    named = {normalise(name) for entry in known for name in (entry.name_zh, *entry.aliases)}
    taken = {entry.id for entry in known}
    found = []
    for layer in (name for name in LAYER_KINDS if name in city.layers):
        licence = load_layer(layer, city=city).licence
        for feature in load_layer(layer, city=city).collection["features"]:
            properties = feature["properties"]
            geometry = from_geometry(feature["geometry"])
            if geometry is None or not properties.get("name_zh"):
                continue
            entry = _layer_entry(layer, properties, geometry, licence=licence, city=city)
            if normalise(entry.name_zh) in named:
                continue
            named |= {normalise(name) for name in (entry.name_zh, *entry.aliases)}
            if entry.id in taken:
                entry = replace(entry, id=f"{entry.id}-{layer}")
            taken.add(entry.id)
            found.append(entry)
    return found


def _layer_entry(
    layer: str,
    properties: dict[str, Any],
    geometry: BaseGeometry,
    *,
    licence: str,
    city: City,
) -> Entry:
    kind = LAYER_KINDS[layer]
    name_zh, name_en = properties["name_zh"], properties.get("name_en") or ""
    if properties.get("kind") in {"water", "river"}:
        kind = properties["kind"]
    if layer == "stations":
        kind = "metro-station" if properties["state"] == "built" else kind
        name_zh = name_zh if name_zh.endswith(("站", "楼")) else f"{name_zh}站"
        name_en = f"{name_en} metro station"
    point = _point_on(geometry)
    return Entry(
        id=str(properties["id"]),
        name_zh=name_zh,
        name_en=name_en,
        kind=kind,
        adcode=district_at(point.x, point.y, city=city) or city.adcode,
        lon=round(point.x, 6),
        lat=round(point.y, 6),
        accuracy_m=float(properties.get("accuracy_m") or 0),
        aliases=tuple(properties.get("aliases") or properties.get("names_old") or ()),
        source=str(properties.get("source") or ""),
        licence=str(properties.get("licence") or licence),
        note="",
    )


def _point_on(geometry: BaseGeometry) -> shapely.Point:
    """Give the point of a line nearest to the middle of its extent, or a point inside an area."""
    if geometry.geom_type.endswith("LineString"):
        middle = shapely.box(*geometry.bounds).centroid
        return shapely.get_point(shapely.shortest_line(geometry, middle), 0)
    return geometry.representative_point()


def load_gazetteer(city: City | None = None) -> Gazetteer:
    """Load the gazetteer of a city; an empty one where the city brings none.

    Parameters
    ----------
    city
        The city; the default one where none is given.

    Raises
    ------
    FileFaultsError
        With all faults of a file at once.
    """
    with _LOADING:
        return _load_gazetteer(city or default_city())


def _entry(row: dict[str, str]) -> Entry:
    if row["kind"] not in KIND_BY_SLUG:
        raise GeodataError(f"expected a kind ({', '.join(KIND_BY_SLUG)}), found {row['kind']!r}")
    try:
        lon, lat, accuracy_m = float(row["lon"]), float(row["lat"]), float(row["accuracy_m"])
    except ValueError as error:
        raise GeodataError(f"expected numbers in lon, lat and accuracy_m: {error}") from error
    return Entry(
        id=row["id"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        kind=row["kind"],
        adcode=row["adcode"],
        lon=lon,
        lat=lat,
        accuracy_m=accuracy_m,
        aliases=tuple(name for name in row["aliases"].split("|") if name),
        source=row["source"],
        licence=row["licence"],
        note=row["note"],
    )
