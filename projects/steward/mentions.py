"""The name in a clause: what is left when verbs before it and after it are taken away."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from projects.steward.lexicon import Lexicon, load_lexicon, make_pattern

_TIME = re.compile(
    r"(?:(?:到|至|自|从|在)?(?:20[0-9]{2}年|今年|去年|明年|本年)?"
    r"(?:[0-9]{1,2}月[份底初]?|上半年|下半年|年内|年底前?|年初|底前?|[一二三四]季度)"
    r"|20[0-9]{2}年|今年|去年|明年)"
)
ENUMERATOR = re.compile(
    r"(?:其[一二三四五六七八九十]|第?[一二三四五六七八九十]{1,3})是"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、)）](?![0-9])"
)
"""What counts the items of a list that goes on over clauses: 一是, （3）, 4."""
_MONEY_BEFORE = re.compile(r"(?:总?投资|投入|耗资)?约?[0-9.]+余?[万亿]+元的")
_DIGIT = "[0-9０-９]"
_NUMBER = (
    rf"{_DIGIT}+(?:[,，]{_DIGIT}{{3}}(?!{_DIGIT}))*(?:[.．]{_DIGIT}+)?[余多]?[十百千万亿]*[余多]?"
)
_TO = r"\s*[-－–—~～至到]\s*"
_SPACES = "“”‘’\"'《》「」 　"
_LEAST_NAME = 2
_LOOSE_EDGES = "的了，、；"


@lru_cache(maxsize=1)
def _count_pattern() -> re.Pattern[str]:
    """Make the pattern of a number with its measure word."""
    units = "|".join(re.escape(unit) for unit in load_lexicon().words["units"])
    span = rf"(?P<least>{_NUMBER}(?:{units})?{_TO})?"
    return re.compile(rf"{span}(?P<number>{_NUMBER})\s*(?P<unit>{units})(?:以上|左右|余)?")


@dataclass(frozen=True)
class Mention:
    """A name as it stands in a text, and the place where it begins there."""

    text: str
    start: int


@dataclass(frozen=True)
class Count:
    """A number of things, and the measure word that the text counts them with.

    ``is_span`` says that the text gives two, and that the value is only the larger of them.
    """

    value: float
    unit: str
    text: str
    is_span: bool = False


def find_count(text: str) -> Count | None:
    """Find the first number with a measure word.

    Examples
    --------
    >>> find_count("新建充电桩2.08万个")
    Count(value=20800.0, unit='个', text='2.08万个', is_span=False)
    >>> find_count("建成１，２００套").value, find_count("新建3至5所").is_span
    (1200.0, True)
    """
    match = _count_pattern().search(text)
    if match is None:
        return None
    number = unicodedata.normalize("NFKC", re.sub(r"[余多,，]", "", match["number"]))
    digits = re.match(r"[0-9.]+", number)
    if digits is None:
        return None
    try:
        value = float(digits[0].strip("."))
    except ValueError:
        return None
    factors = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
    for sign in number[digits.end() :]:
        value *= factors.get(sign, 1.0)
    unit = match["unit"]
    for sign in "万亿":
        if unit.startswith(sign):
            value, unit = value * factors[sign], unit[1:]
    return Count(round(value, 6), unit, match[0], is_span=match["least"] is not None)


_KEPT_WHOLE = frozenset("和与及建对以新再让使并也已要将把")
"""Single characters with which names begin too: taken away only before a longer word."""
_TAKEN_ALONE = frozenset("将要以把使让并再也已")


_BOUND = ("性", "区", "型", "式", "者", "粮")
"""Characters that bind the word before them: 保障性住房, 建成区, 储备粮."""


def _strip_start(text: str, *, lexicon: Lexicon, kept: Collection[str]) -> int:
    """Find where the name begins."""
    start = 0
    leading = _leading()
    while start < len(text):
        rest = text[start:]
        if any(rest.startswith(name) for name in kept):
            break
        if rest[0] in _LOOSE_EDGES + " 　":
            start += 1
            continue
        counted = ENUMERATOR.match(rest) or _MONEY_BEFORE.match(rest)
        if counted is not None and len(rest) - counted.end() >= _LEAST_NAME:
            start += counted.end()
            continue
        time = _TIME.match(rest)
        count = _count_pattern().match(rest)
        word = leading.match(rest)
        if time is not None:
            step = time.end()
        elif count is not None and len(rest) - count.end() >= _LEAST_NAME:
            step = count.end()
        elif word is not None and _may_take(word[0], rest, lexicon=lexicon):
            step = word.end()
        else:
            break
        if len(rest) - step < _LEAST_NAME:
            break
        start += step
    return start


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    return make_pattern(load_lexicon().words["leading"])


def _may_take(word: str, rest: str, *, lexicon: Lexicon) -> bool:
    """Say whether a word before a name is no part of it, as 建设 is of 建设路."""
    if len(word) == 1 and word in _KEPT_WHOLE and word not in _TAKEN_ALONE:
        return False
    after = rest[len(word) :]
    if after[:1] in _BOUND:
        return False
    thing = re.sub(f"(?:{lexicon.patterns['works'].pattern})(?:工程|项目)?$", "", after)
    return not (len(thing) == 1 and lexicon.find_ending(thing) == thing)


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    """Make the pattern of what follows a name at the end of its clause."""
    words = load_lexicon().words
    works = set(words["works"]) - {"建设", "开发"}
    closing = {
        word for name in ("trailing", "done", "structure", "begun", "aimed") for word in words[name]
    }
    options = sorted(closing - works, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, options))})$")


def _cut(text: str, *, lexicon: Lexicon) -> str:
    """Cut a text where the name is over although the clause goes on."""
    for match in lexicon.patterns["cuts"].finditer(text):
        before = text[: match.start()]
        if len(before) >= _LEAST_NAME and before.count("“") == before.count("”"):
            return before
    return text


_CLASS_AFTER = re.compile(
    r"等[0-9一二三四五六七八九十百两]*[余多]?[个大条座家所类项处]?[^，。；]*$"
)


def _strip_end(text: str) -> str:
    """Take away what follows a name."""
    text = _CLASS_AFTER.sub("", text) if len(_CLASS_AFTER.sub("", text)) >= _LEAST_NAME else text
    while len(text) > _LEAST_NAME:
        shorter = text.rstrip(_LOOSE_EDGES + " 　")
        match = re.search(_count_pattern().pattern + "$", shorter) or _closing().search(shorter)
        if match is not None and match.start() >= _LEAST_NAME:
            shorter = shorter[: match.start()]
        if shorter == text:
            break
        text = shorter
    return text


_DESCRIBED = re.compile(r"[^“（《]{2,}的(?=[^”）》]{2,}$)")
"""A description before a name: 断流近30年的|晋祠泉."""


def trim(text: str, *, kept: Collection[str] = ()) -> Mention:
    """Take away the verbs, counts and times around a name.

    Parameters
    ----------
    text
        A clause or an item of a list.
    kept
        Known names, of which nothing is taken away.

    Examples
    --------
    >>> trim("加快推进城东污水处理厂二期建设").text
    '城东污水处理厂二期'
    >>> trim("新建24座消防站").text
    '消防站'
    """
    lexicon = load_lexicon()
    start = _strip_start(text, lexicon=lexicon, kept=kept)
    name = _strip_end(_cut(text[start:], lexicon=lexicon))
    described = _DESCRIBED.match(name)
    if described is not None:
        name, start = name[described.end() :], start + described.end()
    # A bracket or quotation mark that is left alone goes too.
    for one, other in (("“", "”"), ("（", "）"), ("《", "》")):
        if name.startswith(one) and other not in name:
            name, start = name[1:], start + 1
        if name.endswith(other) and one not in name:
            name = name[:-1]
    if not name.strip(_SPACES):
        return Mention(text, 0)
    return Mention(name, start)
