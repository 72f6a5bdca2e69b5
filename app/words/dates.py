"""Dates as readers write them: what is known of them, and how sure it is."""

import re
from datetime import date

from babel.dates import format_date, format_skeleton

from app.messages import Words
from projects.dates import is_approximate, is_uncertain, last_year

_MONTHS = range(1, 13)


def date_text(text: str, *, lang: str) -> str:
    """Write a date of the catalogue for a reader.

    Parameters
    ----------
    text
        An EDTF date: a year, month, day, season, quarter or half, an interval of two of them,
        each perhaps approximate or uncertain. What is no such date stays as it is.
    lang
        The language, ``zh`` or ``en``.

    Examples
    --------
    >>> date_text("2024-02-28", lang="zh"), date_text("2024-12", lang="en")
    ('2024年2月28日', 'December 2024')
    >>> date_text("2024~", lang="en"), date_text("2024?", lang="en"), date_text("2024~", lang="zh")
    ('about 2024', '2024?', '约2024年')
    >>> date_text("2024/2025", lang="en"), date_text("../2025", lang="en")
    ('2024–2025', 'by 2025')
    """
    if last_year(text) is None:
        return text
    words = Words(lang)
    start, slash, end = text.partition("/")
    if not slash:
        return _say_single(text, words)
    if start == "..":
        return words("by {date}", date=_say_single(end, words))
    if re.fullmatch(r"\d{4}/\d{4}", text):
        return words("{start}–{end}", start=start, end=_say_single(end, words))
    return words("{start} – {end}", start=_say_single(start, words), end=_say_single(end, words))


def _say_single(text: str, words: Words) -> str:
    said = _say_plain(text.rstrip("?~%"), words)
    if is_approximate(text):
        said = words("about {date}", date=said)
    return words("{date}?", date=said) if is_uncertain(text) else said


def _say_plain(text: str, words: Words) -> str:
    year, *parts = text.split("-")
    if not parts:
        return str(format_skeleton("y", date.fromisoformat(f"{year}-01-01"), locale=words.lang))
    part = int(parts[0])
    if part not in _MONTHS:
        return _say_part(year, part, words)
    if len(parts) > 1:
        return str(format_date(date.fromisoformat(text), "long", locale=words.lang))
    return str(format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=words.lang))


def _say_part(year: str, part: int, words: Words) -> str:
    """Name a part of a year by its number in EDTF: seasons, quarters, thirds, halves."""
    spring, summer = words("spring {year}", year=year), words("summer {year}", year=year)
    autumn, winter = words("autumn {year}", year=year), words("winter {year}", year=year)
    seasons = dict(zip(range(21, 33), [spring, summer, autumn, winter] * 3, strict=True))
    return (
        seasons
        | {
            33: words("first quarter of {year}", year=year),
            34: words("second quarter of {year}", year=year),
            35: words("third quarter of {year}", year=year),
            36: words("fourth quarter of {year}", year=year),
            37: words("first four months of {year}", year=year),
            38: words("middle four months of {year}", year=year),
            39: words("last four months of {year}", year=year),
            40: words("first half of {year}", year=year),
            41: words("second half of {year}", year=year),
        }
    )[part]
