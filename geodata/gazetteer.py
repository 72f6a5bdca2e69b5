"""The gazetteer: places one may search for, and how what was typed finds them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import shapely

from geodata.cities import DATA, City, default_city
from geodata.errors import FileFaultsError, GeodataError
from geodata.files import read_table
from geodata.map_links import read_map_link
from geodata.measure import NearestIndex
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
    Kind("mall", "商场", "Shopping centre"),
    Kind("business-district", "商圈", "Business district"),
    Kind("zone", "开发区", "Development zone"),
    Kind("subdistrict", "街道办事处", "Subdistrict office"),
    Kind("town", "镇", "Town"),
    Kind("township", "乡", "Township"),
    Kind("estate", "小区", "Residential estate"),
    Kind("metro-station-planned", "规划地铁站", "Planned metro station"),
)
KIND_BY_SLUG = {kind.slug: kind for kind in KINDS}
KIND_ORDER = {kind.slug: order for order, kind in enumerate(KINDS)}

# What people leave out or add: longest first, so that 大街 goes before 街.
ENDINGS_ZH = (
    "地铁站", "街道", "大街", "街", "路", "站", "区", "县", "市", "镇", "乡",
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


WAYS = ("exact", "prefix", "contains", "pinyin", "initials", "english", "inside", "sound", "loose")
"""How a text and a name can agree, best first.

exact: the same name, or the same but for an ending such as 街, 路, 站. prefix, contains: as
written. pinyin, initials: from the beginning. english: from the beginning of a word. inside: amid
the pinyin. sound: other characters that sound the same. loose: letters left out.
"""
EXACT, PREFIX, CONTAINS, PINYIN, INITIALS, ENGLISH, INSIDE, SOUND, LOOSE = range(len(WAYS))

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
        core = _strip(plain, ENDINGS_ZH, LEAST_CORE_ZH)
        return cls(plain, core, latin, latin_core, pinyin(plain) if chinese else "")


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

    def _rank_written(self, query: _Query) -> Rank | None:
        text, core = query.text, query.core
        # One character is too little to be looked for anywhere but at the beginning.
        whole_core = len(core) >= LEAST_CORE_ZH
        return _first(
            (text == self.text, (EXACT, 0)),
            (core == self.core, (EXACT, 1)),
            (self.text.startswith(text), (PREFIX, 0)),
            (whole_core and self.text.startswith(core), (PREFIX, 1)),
            (text in self.text, (CONTAINS, 0)),
            (whole_core and core in self.text, (CONTAINS, 1)),
            (whole_core and has_chinese(text) and _in_order(core, self.text), (LOOSE, 0)),
        )

    def _rank_latin(self, query: _Query) -> Rank | None:
        latin, core = query.latin, query.latin_core
        ranks = [
            rank
            for number, (own, own_core) in enumerate(self.spelt)
            if (
                rank := _first(
                    # Another reading of the same name comes after the right one.
                    (latin == own, (PINYIN, min(number, 1))),
                    (core == own_core, (PINYIN, 2 + min(number, 1))),
                    (own.startswith(latin), (PINYIN, 4 + min(number, 1))),
                    (len(latin) >= LEAST_INSIDE_LATIN and latin in own, (INSIDE, min(number, 1))),
                )
            )
        ]
        ranks += [
            (INITIALS, 0 if latin in (own, own_core) else 1)
            for own, own_core in self.initials
            if own.startswith(latin) or latin == own_core
        ]
        if not ranks and _loosely(latin, self.spelt[0][0]):
            ranks.append((LOOSE, 1))
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
        in_a_word = len(latin) > 1 and any(tail.startswith(latin) for tail in self.tails)
        return _first(
            (latin == self.text, (ENGLISH, 0)),
            (query.latin_core == self.core, (ENGLISH, 1)),
            (self.text.startswith(latin), (ENGLISH, 2)),
            (in_a_word, (ENGLISH, 3)),
            (_loosely(latin, self.text), (LOOSE, 2)),
        )


def _first(*answers: tuple[bool, Rank]) -> Rank | None:
    """Give the rank of the first answer that is true."""
    return next((rank for holds, rank in answers if holds), None)


def _loosely(typed: str, name: str) -> bool:
    """Say whether a name is spelt with the letters typed, some more among them."""
    return len(typed) >= LEAST_LOOSE_LATIN and name[:1] == typed[0] and _in_order(typed, name)


def _in_order(wanted: str, text: str) -> bool:
    """Say whether all characters occur in their order, without long gaps."""
    start = text.find(wanted[0])
    position = start
    for character in wanted[1:]:
        position = text.find(character, position + 1)
        if position < 0:
            return False
    return start >= 0 and position - start < LOOSE_SPAN * len(wanted)


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


class Gazetteer:
    """Places one may search for.

    Parameters
    ----------
    entries
        The places.

    Examples
    --------
    >>> [hit.entry.name_zh for hit in load_gazetteer().search("西山矿务局")]
    ['河龙湾站']
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Prepare the names for searching."""
        self.entries = tuple(entries)
        self.by_id = {entry.id: entry for entry in self.entries}
        self._names = [
            (
                entry,
                [
                    _Name(form, name)
                    for name in (entry.name_zh, *entry.aliases)
                    for form in number_forms(name)
                ],
                _EnglishName(entry.name_en),
            )
            for entry in self.entries
        ]

    def search(self, text: str, *, limit: int = LIMIT) -> list[Hit]:
        """Find the places that what was typed may mean, the likeliest first.

        Parameters
        ----------
        text
            汉字, pinyin, initials or English; the beginning is enough, and endings such as 街, 路
            or 站 may be missing or too many.
        limit
            The most places to give.

        Returns
        -------
        list of Hit
            In the order of `WAYS`, then own names before aliases, then by the order of `KINDS`,
            then shorter names first. The same text always gives the same list.

        Examples
        --------
        >>> [hit.how for hit in load_gazetteer().search("tynz", limit=1)]
        ['initials']
        """
        for form in search_forms(text):
            found = self._search_form(form, limit=limit)
            if found:
                return found
        return []

    def _search_form(self, text: str, *, limit: int) -> list[Hit]:
        query = _Query.of(text)
        if not query.text:
            return []
        found = []
        for entry, names, english in self._names:
            ranked = [
                (rank, name.name != entry.name_zh, name.name)
                for name in names
                if (rank := name.rank(query)) is not None
            ]
            rank = english.rank(query)
            if rank is not None:
                ranked.append((rank, False, english.name))
            if ranked:
                best, is_alias, name = min(ranked)
                order = (best, is_alias, KIND_ORDER[entry.kind], len(name), entry.id)
                found.append((order, Hit(entry, WAYS[best[0]], name)))
        found.sort(key=lambda pair: pair[0])
        # Latin letters agree loosely with many a name: only where nothing else was found.
        if query.latin and found and found[0][1].how != "loose":
            found = [pair for pair in found if pair[1].how != "loose"]
        return [hit for _, hit in found[:limit]]

    @cached_property
    def _index(self) -> NearestIndex:
        return NearestIndex([shapely.Point(entry.lon, entry.lat) for entry in self.entries])

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
        found = self._index.nearest(lon, lat)
        order = sorted(range(len(self.entries)), key=lambda row: float(found.distance_m[row]))
        rows = [row for row in order if not kinds or self.entries[row].kind in kinds][:limit]
        return [
            Nearby(
                self.entries[row],
                float(found.distance_m[row]),
                float(found.bearing_deg[row]) if found.distance_m[row] > 0 else None,
            )
            for row in rows
        ]


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
    return Gazetteer(entries)


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
