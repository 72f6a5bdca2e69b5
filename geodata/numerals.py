"""Numerals: the same number of a name in Chinese words and in digits."""

import re

DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7,
    "捌": 8, "玖": 9,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000}
WORDS = "零一二三四五六七八九"
TEN, MOST_IN_WORDS, LONGEST = 10, 99, 9

_NUMERAL = "".join([*DIGITS, *UNITS])
_NUMERALS = frozenset(_NUMERAL)
# A numeral counts only before one of these: 五一路 and 三给 are names.
_COUNTED = "号|期|环|中学|中|小学|院|医院|职中|国道|省道|县道|高速|度|分|秒|点"
_ROAD_BEFORE_NUMBER = "道"
_IN_WORDS = re.compile(rf"([{_NUMERAL}]{{1,{LONGEST}}})(?={_COUNTED})")
_ROAD_BEFORE = re.compile(rf"(?<={_ROAD_BEFORE_NUMBER})([{_NUMERAL}]{{1,{LONGEST}}})(?!\w)")
_IN_DIGITS = re.compile(rf"(?<![\d.])(\d{{1,3}})(?={_COUNTED})")


def read_number(words: str) -> int | None:
    """Read a number in Chinese words; None where the words make none.

    Parameters
    ----------
    words
        Numerals only: 二十一, 一百零八, or digit by digit 一〇八.

    Examples
    --------
    >>> read_number("二十一"), read_number("一百零八"), read_number("一〇八"), read_number("百千")
    (21, 108, 108, None)
    """
    if not words or any(sign not in DIGITS and sign not in UNITS for sign in words):
        return None
    if all(sign in DIGITS for sign in words):
        return int("".join(str(DIGITS[sign]) for sign in words))
    total, digit, last_unit = 0, None, 10 * max(UNITS.values())
    for sign in words:
        if sign in DIGITS:
            if digit:  # 三五十 is no number; 零 may stand before a digit
                return None
            digit = DIGITS[sign]
        else:
            unit = UNITS[sign]
            if unit >= last_unit:
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
    return total + (digit or 0)


def to_digits(text: str) -> str:
    """Write the counted numbers of a name in digits.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> to_digits("地铁一号线"), to_digits("二十一中"), to_digits("国道一〇八"), to_digits("五一路")
    ('地铁1号线', '21中', '国道108', '五一路')
    """
    if _NUMERALS.isdisjoint(text):
        return text

    def written(match: re.Match[str]) -> str:
        number = read_number(match.group(1))
        return match.group(1) if number is None else str(number)

    return _ROAD_BEFORE.sub(written, _IN_WORDS.sub(written, text))


def to_words(text: str) -> str:
    """Write the counted numbers of a name in Chinese words.

    Parameters
    ----------
    text
        A name.

    Examples
    --------
    >>> to_words("地铁1号线"), to_words("21中"), to_words("108国道"), to_words("2024年")
    ('地铁一号线', '二十一中', '一〇八国道', '2024年')
    """
    return _IN_DIGITS.sub(lambda match: _say(match.group(1)), text)


def _say(digits: str) -> str:
    number = int(digits)
    if number > MOST_IN_WORDS or digits.startswith("0"):  # roads are read digit by digit
        return "".join(WORDS[int(digit)] for digit in digits).replace("零", "〇")
    tens, ones = divmod(number, TEN)
    ten = "" if not tens else ("" if tens == 1 else WORDS[tens]) + "十"
    return ten + (WORDS[ones] if ones or not tens else "")
