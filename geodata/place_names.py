"""The names of places in the forms in which they are typed, and how well a text agrees with one."""

import re
from dataclasses import dataclass

from geodata.numerals import to_digits
from geodata.romanise import has_chinese, normalise, pinyin, readings, simplify

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
LEAST_INSIDE_LATIN = 3
_NUMBERED = re.compile(r"第([一二三四五六七八九十]+)(实验)?(人民)?(中学|小学|医院)校?")
_SHORT_ENDS = {"中学": "中", "小学": "小", "医院": "院"}

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


def strip_endings(text: str, endings: tuple[str, ...], least: int) -> str:
    """Take endings off, at most two, while enough of the name remains."""
    for _ in range(2):
        for ending in endings:
            if text.endswith(ending) and len(text) - len(ending) >= least:
                text = text.removesuffix(ending)
                break
    return text


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, in the forms in which it is compared."""

    text: str
    core: str
    latin: str  # the text itself, or the pinyin of a text of both scripts
    latin_core: str
    sound: str  # the pinyin of a Chinese text

    @classmethod
    def of(cls, text: str) -> "Query":
        """Bring a text into its forms."""
        plain = normalise(simplify(text))
        chinese = has_chinese(plain)
        mixed = chinese and any("a" <= character <= "z" for character in plain)
        latin = pinyin(plain) if mixed else ("" if chinese else plain)
        latin_core = min(
            strip_endings(latin, ENDINGS_PINYIN, LEAST_CORE_LATIN),
            strip_endings(latin, ENDINGS_EN, LEAST_CORE_LATIN),
            key=len,
        )
        core = strip_endings(to_digits(plain), ENDINGS_ZH, LEAST_CORE_ZH)
        return cls(to_digits(plain), core, latin, latin_core, pinyin(plain) if chinese else "")

    @property
    def needles(self) -> tuple[str, ...]:
        """What of it a name must hold, one or another, to agree other than loosely."""
        if len(self.latin) == 1:  # one letter is only looked for where a name begins
            return (f"\n{self.latin}",)
        found = (self.text, self.core, self.latin, self.latin_core, self.sound)
        return tuple(dict.fromkeys(needle for needle in found if needle))


class Name:
    """One Chinese name of a place, in the forms in which it is compared."""

    __slots__ = ("core", "initials", "name", "spelt", "text")

    def __init__(self, form: str, name: str) -> None:
        self.name = name
        self.text = normalise(simplify(form))
        self.core = strip_endings(self.text, ENDINGS_ZH, LEAST_CORE_ZH)
        whole, core = readings(self.text), readings(self.core)
        self.spelt = tuple(("".join(a), "".join(b)) for a, b in zip(whole, core, strict=False))
        self.initials = tuple(
            ("".join(s[0] for s in a), "".join(s[0] for s in b))
            for a, b in zip(whole, core, strict=False)
        )

    def rank(self, query: Query) -> Rank | None:
        """Say how well the name agrees with what was typed; None where it does not."""
        written = self._rank_written(query)
        if written is not None or not (query.latin or query.sound):
            return written
        return self._rank_latin(query) if query.latin else self._rank_sound(query)

    @property
    def held(self) -> tuple[str, ...]:
        """All forms in which it is compared."""
        return (self.text, *(form for pair in (*self.spelt, *self.initials) for form in pair))

    def _rank_written(self, query: Query) -> Rank | None:
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

    def _rank_latin(self, query: Query) -> Rank | None:
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

    def _rank_sound(self, query: Query) -> Rank | None:
        if any(query.sound == whole for whole, _ in self.spelt):
            return SOUND, 0
        if any(whole.startswith(query.sound) for whole, _ in self.spelt):
            return SOUND, 1
        return None


class EnglishName:
    """The English name of a place, in the forms in which it is compared."""

    __slots__ = ("core", "name", "tails", "text")

    def __init__(self, name: str) -> None:
        self.name = name
        self.text = normalise(name)
        self.core = strip_endings(self.text, ENDINGS_EN, LEAST_CORE_LATIN)
        words = [normalise(word) for word in name.replace("-", " ").split()]
        self.tails = tuple("".join(words[start:]) for start in range(1, len(words)))

    def rank(self, query: Query) -> Rank | None:
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
