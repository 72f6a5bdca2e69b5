"""Dates as tables write them (2024年底, 2024/12/31), read as EDTF where they have one meaning."""

import re
import unicodedata
from typing import Final

from projects.dates import last_year

_YEAR: Final = r"(?P<year>[12][0-9]{3})"
_QUARTERS: Final = {sign: 33 + number // 2 for number, sign in enumerate("一1二2三3四4")}
"""The quarters of a year in EDTF, by how they are counted."""
_HALVES: Final = {"上": 40, "下": 41}
"""The halves of a year in EDTF."""
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}年(?:内|度|全年)?",
        rf"{_YEAR}年(?P<last>底|末)前?",
        rf"{_YEAR}年(?P<half>[上下])半年",
        rf"{_YEAR}年?第?(?P<quarter>[一二三四1-4])季度",
        rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?:份|底|末|初)?前?",
        rf"{_YEAR}年(?P<month>[0-9]{{1,2}})月(?P<day>[0-9]{{1,2}})[日号]?",
        rf"{_YEAR}[-/](?P<month>[0-9]{{1,2}})",
        # A workbook writes October as 2024.1: one digit behind the point has two meanings.
        rf"{_YEAR}\.(?P<month>[0-9]{{2}})",
        rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})(?: [0-9:.]+)?",
        rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})",
        rf"{_YEAR}年?[-—–~至到](?P<end>[12][0-9]{{3}})年",
    )
)


def read_date(text: str) -> str | None:
    """Read a date of a table as EDTF; the year's end is its December.

    Parameters
    ----------
    text
        What the cell says.

    Returns
    -------
    str or None
        None where it is no date, or may mean several.

    Examples
    --------
    >>> read_date("2024年底"), read_date("２０２４/3/5"), read_date("2024年下半年")
    ('2024-12', '2024-03-05', '2024-41')
    >>> read_date("2024.1") is None  # January, or October without its nought
    True
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if last_year(written) is not None:
        return written
    compact = re.sub(r"(?<=\D)\s+|\s+(?=\D)", "", written)
    for form in _FORMS:
        for one in (written, compact):
            found = form.fullmatch(one)
            if found is not None:
                date = _write_date(found.groupdict())
                return date if last_year(date) is not None else None
    return None


def _write_date(parts: dict[str, str | None]) -> str:
    """Write the parts of a date as EDTF."""
    year = parts["year"] or ""
    if end := parts.get("end"):
        return f"{year}/{end}"
    if half := parts.get("half"):
        return f"{year}-{_HALVES[half]}"
    if quarter := parts.get("quarter"):
        return f"{year}-{_QUARTERS[quarter]}"
    months = "12" if parts.get("last") else parts.get("month")
    written = [year, *(f"{int(one):02}" for one in (months, parts.get("day")) if one)]
    return "-".join(written)
