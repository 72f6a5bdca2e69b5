"""The city that a report is of: named by a person, by an earlier catalogue or by the title."""

import re
from collections.abc import Sequence
from pathlib import Path

from geodata.cities import City, list_cities
from projects.catalogue import Catalogue
from projects.steward.errors import StewardError
from projects.steward.paragraphs import ReadReport

_OTHER_CITY = re.compile("(?!年城|作城|设城)[\u4e00-\u9fff]{2}(?:市|自治州|地区)(?![政场])")
_FIRST_PARAGRAPHS = 2
"""Where a report has no title, its place and date stand in its first lines."""


def find_report_city(
    report: ReadReport, *, named: str | None = None, earlier: Sequence[Catalogue] = ()
) -> City | None:
    """Find the city of a report; None where nothing says it, so that no other city's places do.

    What a person names goes before what the title names, and that before the city of earlier
    catalogues, which a title of another city sets aside.

    Parameters
    ----------
    report
        The report.
    named
        The name of the city's folder or its code, where a person gives it.
    earlier
        Catalogues of other years of the same city.

    Raises
    ------
    StewardError
        Where no city of that name or code has a folder.
    """
    cities = list_cities()
    if named is not None:
        for city in cities:
            if named in {city.slug, city.adcode, city.name_zh}:
                return city
        known = ", ".join(f"{city.slug} ({city.adcode})" for city in cities)
        raise StewardError(f"--city: expected one of {known}, found {named!r}")
    first = [one.text for one in report.paragraphs[:_FIRST_PARAGRAPHS] if "报告" in one.text]
    head = " ".join((Path(report.file).name, report.title, report.under_title, *first))
    found = [city for city in cities if city.name_zh in head or city.slug in head]
    if len(found) == 1:
        return found[0]
    # A title that names another city is not of the one that other reports are of.
    return None if found or not earlier or _OTHER_CITY.search(head) else earlier[-1].city
