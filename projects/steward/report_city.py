"""The city that a report is of: named by a person, by an earlier catalogue or by the title."""

from collections.abc import Sequence
from pathlib import Path

from geodata.cities import City, list_cities
from projects.catalogue import Catalogue
from projects.steward.errors import StewardError
from projects.steward.paragraphs import ReadReport

_FIRST_PARAGRAPHS = 2
"""Where a report has no title, its place and date stand in its first lines."""


def find_report_city(
    report: ReadReport, *, named: str | None = None, earlier: Sequence[Catalogue] = ()
) -> City | None:
    """Find the city of a report; None where nothing says it, so that no other city's places do.

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
    if earlier:
        return earlier[-1].city
    first = [one.text for one in report.paragraphs[:_FIRST_PARAGRAPHS] if "报告" in one.text]
    head = " ".join((Path(report.file).name, report.title, *first))
    found = [city for city in cities if city.name_zh in head or city.slug in head]
    return found[0] if len(found) == 1 else None
