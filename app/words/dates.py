"""Dates as readers write them."""

import re
from datetime import date

from babel.dates import format_date, format_skeleton

_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def date_text(text: str, *, lang: str) -> str:
    """Write a date of the catalogue for a reader.

    Parameters
    ----------
    text
        An EDTF date; a plain month or day is written out, anything else stays as it is.
    lang
        The language, ``zh`` or ``en``.

    Examples
    --------
    >>> date_text("2024-02-28", lang="zh"), date_text("2024-12", lang="en")
    ('2024年2月28日', 'December 2024')
    >>> date_text("2024/2025", lang="en")
    '2024–2025'
    """
    if _DAY.fullmatch(text):
        return str(format_date(date.fromisoformat(text), "long", locale=lang))
    if _MONTH.fullmatch(text):
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{text}-01"), locale=lang))
    return text.replace("/", "–")
