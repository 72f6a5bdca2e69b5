"""The gazetteer: places one may search for, and how what was typed finds them."""

import bisect
import itertools
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock

from geodata.cities import City, default_city
from geodata.nearest import PlaceIndex
from geodata.place_kinds import KIND_ORDER, ROUGH_KINDS
from geodata.place_names import (
    LEAST_CORE_ZH,
    LOOSE,
    MISSPELT,
    WAYS,
    EnglishName,
    Name,
    Query,
    Rank,
    short_names,
)
from geodata.places import Entry, read_places
from geodata.romanise import number_forms
from geodata.typed_places import list_forms

LEAST_LOOSE_LATIN = 4
LEAST_MISSPELT, LONG_MISSPELT = 5, 9
LOOSE_SPAN = 2  # the letters of a loose match lie within twice their number

LIMIT = 10
_DIGITS = re.compile(r"[0-9]+")


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
        self.names = [Name(form, name) for form, name in forms.items()]
        self.english = EnglishName(entry.name_en)
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

    def rank(self, query: Query) -> tuple[_Order, Hit] | None:
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
        forms = [
            query
            for form in list_forms(text, before_names=self._before)
            if (query := Query.of(form)).text
        ]
        stages = [self._find_agreeing, self._find_loose, self._find_misspelt]
        if forms and forms[0].latin:  # a slip of the fingers is likelier than letters left out
            stages = [self._find_agreeing, self._find_misspelt, self._find_loose]
        for find in stages:
            for query in forms:
                found = find(query)
                if found:
                    return [hit for _, hit in sorted(found, key=lambda pair: pair[0])[:limit]]
        return []

    def _find_agreeing(self, query: Query) -> list[tuple[_Order, Hit]]:
        needles = query.needles
        found = (
            row.rank(query) for row in self._rows if any(needle in row.blob for needle in needles)
        )
        return [one for one in found if one is not None]

    def _find_loose(self, query: Query) -> list[tuple[_Order, Hit]]:
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

    def _find_misspelt(self, query: Query) -> list[tuple[_Order, Hit]]:
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
    return Gazetteer(read_places(city), before_names=city.before_names)


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
