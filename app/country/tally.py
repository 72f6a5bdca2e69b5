"""The counts of the places of one level, as an atlas's table has them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.country.asked import Asked

if TYPE_CHECKING:
    # pyarrow is loaded for an atlas alone, so nothing here imports it.
    from projects.atlas.opened import Atlas, CountRow, ReportRow

_PROVINCE, _CITY = 2, 4


@dataclass
class Tally:
    """What one place holds.

    Parameters
    ----------
    adcode
        Its code.
    records, placed
        All its records, and those on the map.
    statuses
        Records by status.
    report
        Its own report of the year, which opens on the map; None where it has none.
    city_report
        Of a district without a report of its own, the report of its city.
    """

    adcode: str
    records: int = 0
    placed: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    report: "ReportRow | None" = None
    city_report: "ReportRow | None" = None

    @property
    def unplaced(self) -> int:
        """The records that stand beside the map."""
        return self.records - self.placed

    def add(self, row: "CountRow") -> None:
        """Add a row of the table."""
        self.records += row.records
        self.placed += row.placed
        self.statuses[row.status] += row.records


def choose_level(place: str) -> str:
    """Choose the level that is listed within a place.

    Examples
    --------
    >>> [choose_level(place) for place in ("", "14", "1401")]
    ['province', 'city', 'county']
    """
    return {0: "province", _PROVINCE: "city"}.get(len(place), "county")


def _is_asked(row: "CountRow", *, asked: Asked) -> bool:
    """Say whether a row of the table is of the sector and the status asked for."""
    return asked.sector in ("", row.sector) and asked.status in ("", row.status)


def list_tallies(atlas: "Atlas", *, asked: Asked, year: int) -> list[Tally]:
    """List the places within the place that is asked for, by code.

    Parameters
    ----------
    atlas
        The atlas.
    asked
        What is asked.
    year
        The year of the reports.
    """
    level = choose_level(asked.place)
    found: dict[str, Tally] = {}
    for row in atlas.list_counts(level, prefix=asked.place, year=year):
        # A place that the choices leave empty stays in the list, with 0.
        tally = found.setdefault(row.adcode, Tally(row.adcode))
        if _is_asked(row, asked=asked):
            tally.add(row)
    reports = {one.adcode: one for one in atlas.reports if one.year == year}
    for code, tally in found.items():
        tally.report = reports.get(code)
        if level == "county" and tally.report is None:
            tally.city_report = reports.get(f"{code[:_CITY]}00")
    return [found[code] for code in sorted(found)]


def count_whole(atlas: "Atlas", *, asked: Asked, year: int) -> Tally:
    """Count the place that is asked for itself: each record once, however many districts it names.

    Parameters
    ----------
    atlas
        The atlas.
    asked
        What is asked.
    year
        The year of the reports.
    """
    level = {0: "country", _PROVINCE: "province"}.get(len(asked.place), "city")
    tally = Tally(asked.place.ljust(6, "0") if asked.place else "country")
    for row in atlas.list_counts(level, prefix=tally.adcode, year=year):
        if _is_asked(row, asked=asked):
            tally.add(row)
    return tally


def count_reports(atlas: "Atlas", *, place: str, year: int) -> int:
    """Count the reports of a year within a place."""
    return sum(one.year == year and one.adcode.startswith(place) for one in atlas.reports)
