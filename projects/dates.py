"""Dates as a report gives them: a small part of EDTF, and the last year such a date may mean."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from types import MappingProxyType

_SINGLE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")
_MONTHS = range(1, 13)
_SUB_YEARS = frozenset({*_MONTHS, *range(21, 42)})
"""Months, and EDTF's seasons, quadrimesters, quarters and half years."""
_SPANS = MappingProxyType(
    {
        **{33 + number: range(1 + 3 * number, 4 + 3 * number) for number in range(4)},
        **{37 + number: range(1 + 4 * number, 5 + 4 * number) for number in range(3)},
        **{40 + number: range(1 + 6 * number, 7 + 6 * number) for number in range(2)},
    }
)
"""The months of EDTF's quarters, quadrimesters and half years."""
FIRST_YEAR, LAST_YEAR = 1800, 2999
"""The years that a report speaks of; calendars and clocks reckon safely within them."""


def _parse_single(text: str) -> int | None:
    """Give the year of a single date, or None where it is no date."""
    match = _SINGLE.fullmatch(text)
    if match is None:
        return None
    year, part, day = (int(group) if group else None for group in match.groups())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if part is not None and part not in _SUB_YEARS:
        return None
    if part is not None and day is not None:
        try:
            date(year, part, day)
        except ValueError:
            return None
    return year


def _split_single(text: str) -> tuple[int, range, int | None]:
    """Split a single date into its year, the months it may mean, and its day where it has one.

    A season has no months of its own: where it begins is not the same everywhere.
    """
    year, *parts = (int(part) for part in text.rstrip("?~%").split("-"))
    part, day = (*parts, 0, 0)[:2]
    months = range(part, part + 1) if part in _MONTHS else _SPANS.get(part, _MONTHS)
    return year, months, day or None


def _begin(text: str) -> date:
    """Give the first day that a single date may mean."""
    year, months, day = _split_single(text)
    return date(year, months[0], day or 1)


def _finish(text: str) -> date:
    """Give the last day that a single date may mean."""
    year, months, day = _split_single(text)
    return date(year, months[-1], day or monthrange(year, months[-1])[1])


@lru_cache(maxsize=4096)
def last_year(text: str) -> int | None:
    """Give the last year that a date of a report may mean.

    Parameters
    ----------
    text
        A year, month, season or half (``2024``, ``2024-12``, ``2024-40``), day, or an interval
        of two of them (``2024/2025``, ``../2025``), each perhaps with ``?``, ``~`` or ``%``;
        years from 1800 to 2999.

    Returns
    -------
    int or None
        None where the text is no such date.

    Examples
    --------
    >>> last_year("2024-12"), last_year("2024/2025"), last_year("soon")
    (2024, 2025, None)
    >>> last_year("2024-12/2024-03") is None  # it ends before it begins
    True
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _parse_single(text)
    last = _parse_single(end)
    if last is None or (start != ".." and _parse_single(start) is None):
        return None
    return last if start == ".." or _begin(start) <= _finish(end) else None


@lru_cache(maxsize=4096)
def last_day(text: str) -> date | None:
    """Give the last day that a date of a report may mean.

    Parameters
    ----------
    text
        A date as for `last_year`; of a season only the year is taken.

    Returns
    -------
    date or None
        None where the text is no such date.

    Examples
    --------
    >>> last_day("2024-02"), last_day("2024/2025"), last_day("2024-40")
    (datetime.date(2024, 2, 29), datetime.date(2025, 12, 31), datetime.date(2024, 6, 30))
    """
    return None if last_year(text) is None else _finish(text.rpartition("/")[2])


@lru_cache(maxsize=4096)
def first_day(text: str) -> date | None:
    """Give the first day that a date of a report may mean.

    Parameters
    ----------
    text
        A date as for `last_year`; of a season only the year is taken.

    Returns
    -------
    date or None
        None where the text is no such date, or an interval with an open start.

    Examples
    --------
    >>> first_day("2024-02"), first_day("2024~"), first_day("../2025")
    (datetime.date(2024, 2, 1), datetime.date(2024, 1, 1), None)
    """
    start = text.partition("/")[0]
    return None if last_year(text) is None or start == ".." else _begin(start)


def is_approximate(text: str) -> bool:
    """Say whether a date is marked as about so much: EDTF's ``~``, or ``%`` for both marks.

    Examples
    --------
    >>> is_approximate("2024~"), is_approximate("2024?"), is_approximate("2024%")
    (True, False, True)
    """
    return any(mark in text for mark in "~%")


def is_uncertain(text: str) -> bool:
    """Say whether a date is marked as doubtful: EDTF's ``?``, or ``%`` for both marks.

    Examples
    --------
    >>> is_uncertain("2024?"), is_uncertain("2024-12-09")
    (True, False)
    """
    return any(mark in text for mark in "?%")


@lru_cache(maxsize=4096)
def is_plain_date(text: str) -> bool:
    """Say whether the text is a year, a month or a day that exists, with nothing uncertain."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text) is None or last_year(text) is None:
        return False
    return len(text) == len("YYYY") or int(text[5:7]) in _MONTHS
