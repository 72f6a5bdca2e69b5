"""Romanising: the keys under which a Chinese name can be typed with Latin letters."""

import itertools
import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from geodata.cities import place_readings
from geodata.numerals import to_digits, to_words
from geodata.spelling import HAN, load_speller

FIRST_HAN, LAST_HAN = 0x3400, 0x9FFF
"""The first and the last Chinese character of the ordinary blocks."""

MOST_READINGS = 8
"""Most pinyin readings of one name; names with several ambiguous characters have more."""

# Characters of place names that people read in more than one way; the second is accepted too.
OTHER_READINGS: dict[str, tuple[str, ...]] = {
    "长": ("chang", "zhang"),
    "给": ("ji", "gei"),
    "柏": ("bai", "bo"),
    "行": ("hang", "xing"),
    "乐": ("le", "yue"),
    "朝": ("chao", "zhao"),
    "重": ("chong", "zhong"),
    "都": ("du", "dou"),
    "厦": ("sha", "xia"),
    "解": ("jie", "xie"),
    "省": ("sheng", "xing"),
    "巷": ("xiang", "hang"),
    "传": ("chuan", "zhuan"),
    "藏": ("zang", "cang"),
    "绿": ("lv", "lu"),
    "吕": ("lv", "lu"),
    "旅": ("lv", "lu"),
    "铝": ("lv", "lu"),
    "女": ("nv", "nu"),
    "尉": ("wei", "yu"),
    "车": ("che", "ju"),
}


_RUNS = re.compile(f"([{HAN}]+)")
_AMBIGUOUS = frozenset(OTHER_READINGS)
_TO_SIMPLIFIED = OpenCC("t2s")
_HAN = re.compile(f"[{chr(FIRST_HAN)}-{chr(LAST_HAN)}]")
# Signs that all normal forms leave as they are, so that most names need not be taken apart.
_EVERYDAY = re.compile(r"[ -~\u4e00-\u9fff·–—“”、。《》]*")
_UNTOLD = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")
_V_FOR_U = {ord(sign): "v" for sign in "üǖǘǚǜ"}


@lru_cache(maxsize=4096)
def simplify(text: str) -> str:
    """Write a text in simplified characters.

    Parameters
    ----------
    text
        What was typed; simplified characters stay as they are.

    Examples
    --------
    >>> simplify("地鐵1號線"), simplify("博物館"), simplify("太原站")
    ('地铁1号线', '博物馆', '太原站')
    """
    return str(_TO_SIMPLIFIED.convert(text)) if has_chinese(text) else text


@lru_cache(maxsize=1)
def traditional_signs() -> dict[str, str]:
    """Give the simplified character of every traditional one, for those who cannot convert.

    Examples
    --------
    >>> traditional_signs()["鐵"], "铁" in traditional_signs()
    ('铁', False)
    """
    signs = [chr(code) for code in range(FIRST_HAN, LAST_HAN + 1)]
    # At once, each on a line of its own: one by one they take a fifth of a second of every start.
    simplified = str(_TO_SIMPLIFIED.convert("\n".join(signs))).split("\n")
    pairs = zip(signs, simplified, strict=True)
    return {sign: simple for sign, simple in pairs if sign != simple and len(simple) == 1}


def number_forms(text: str) -> tuple[str, ...]:
    """Give a name with its counted numbers as it stands, in digits and in Chinese words.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> number_forms("地铁1号线"), number_forms("晋祠")
    (('地铁1号线', '地铁一号线'), ('晋祠',))
    """
    return tuple(dict.fromkeys((text, to_digits(text), to_words(text))))


def normalise(text: str) -> str:
    """Reduce a text to what matters when names are compared.

    Full-width forms become ordinary ones, letters small and without accents (ü becomes v, as it
    is typed), spaces and punctuation go. Traditional characters stay as they are.

    Parameters
    ----------
    text
        What was typed or printed.

    Examples
    --------
    >>> normalise(" Tàiyuán 南站（地铁）"), normalise("Yuanfu Lüdu"), normalise("龍潭公園")
    ('taiyuan南站地铁', 'yuanfulvdu', '龍潭公園')
    """
    if _EVERYDAY.fullmatch(text):
        return _UNTOLD.sub("", text.lower())
    folded = unicodedata.normalize("NFKC", text).casefold()
    plain = unicodedata.normalize("NFD", folded.translate(_V_FOR_U))
    return "".join(
        character
        for character in unicodedata.normalize("NFC", _without_accents(plain))
        if character.isalnum()
    )


def _without_accents(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) != "Mn")


def pinyin(text: str) -> str:
    """Spell a text in pinyin, without tones and spaces; what is not Chinese stays.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> pinyin("长风街"), pinyin("武宿1号")
    ('changfengjie', 'wusu1hao')
    """
    return "".join(_syllables(normalise(text)))


def initials(text: str) -> str:
    """Give the first letters of the syllables of a text.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> initials("太原南站")
    'tynz'
    """
    return "".join(syllable[0] for syllable in _syllables(normalise(text)))


def has_chinese(text: str) -> bool:
    """Say whether a text holds a Chinese character.

    Parameters
    ----------
    text
        Any text.
    """
    return not text.isascii() and _HAN.search(text) is not None


@lru_cache(maxsize=4096)
def search_keys(text: str) -> tuple[str, ...]:
    """Give the keys under which a name is found.

    Parameters
    ----------
    text
        A name, Chinese or not.

    Returns
    -------
    tuple of str
        The normalised text in simplified characters; then, where it is Chinese, its pinyin and
        its initials, and after those the same in other readings that people use; and all of it
        once more with numbers in words or in digits.

    Examples
    --------
    >>> search_keys("太原南站")
    ('太原南站', 'taiyuannanzhan', 'tynz')
    >>> search_keys("Jinci Museum")
    ('jincimuseum',)
    """
    if text.isascii():  # no numeral counts before a Latin letter, and nothing is spelt
        plain = normalise(text)
        return (plain,) if plain else ()
    keys: dict[str, None] = {}
    for form in number_forms(simplify(text)):
        plain = normalise(form)
        keys[plain] = None
        if has_chinese(plain):
            for syllables in readings(plain):
                keys["".join(syllables)] = None
                keys["".join(syllable[0] for syllable in syllables)] = None
    keys.pop("", None)
    return tuple(keys)


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[tuple[str, ...], ...]:
    """Give the pinyin syllables of a text in every reading that people use, the right one first.

    Parameters
    ----------
    text
        A normalised text.

    Examples
    --------
    >>> readings("长风")
    (('chang', 'feng'), ('zhang', 'feng'))
    """
    if _AMBIGUOUS.isdisjoint(text):
        return (_syllables(text),)
    choices = [
        (syllable, *(other for other in OTHER_READINGS.get(character, ()) if other != syllable))
        for character, syllable in zip(text, _syllables(text), strict=True)
    ]
    return tuple(itertools.islice(itertools.product(*choices), MOST_READINGS))


@lru_cache(maxsize=4096)
def _syllables(text: str) -> tuple[str, ...]:
    """Give one syllable a character; names of places as their cities read them."""
    syllables = _spell(text)
    for name, reading in place_readings().items():
        if name in text:
            start = text.find(name)
            while start >= 0:
                syllables[start : start + len(name)] = reading
                start = text.find(name, start + len(name))
    return tuple(syllables)


def _spell(text: str) -> list[str]:
    """Give one syllable a character; characters that have none stand for themselves."""
    syllables: list[str] = []
    for run in _RUNS.split(text):
        syllables.extend(_spell_run(run) if _RUNS.match(run) else run)
    return syllables


@lru_cache(maxsize=4096)
def _spell_run(run: str) -> tuple[str, ...]:
    """Spell characters that all have pinyin: the same parts of names come again and again."""
    return load_speller().spell(run)
