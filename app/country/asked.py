"""What the address of the country's page asks: a place, a year, a sector and a status."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from projects.vocabulary import SECTORS, STATUSES

_PLACE = re.compile(r"[1-9][0-9](?:[0-9]{2})?")


@dataclass(frozen=True)
class Asked:
    """What is asked; nothing where empty.

    Parameters
    ----------
    place
        The first two digits of a province, or the first four of a city.
    year
        Of the reports; the newest where None.
    sector, status
        Slugs.
    """

    place: str = ""
    year: int | None = None
    sector: str = ""
    status: str = ""

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the address, shortest form, in a fixed order."""
        year = "" if self.year is None else str(self.year)
        said = {"place": self.place, "year": year, "sector": self.sector, "status": self.status}
        return {name: text for name, text in said.items() if text}


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read what is asked; what is not understood asks nothing.

    Examples
    --------
    >>> read_asked({"place": "14", "year": "2024", "sector": "magic"})
    Asked(place='14', year=2024, sector='', status='')
    """
    place, year = query.get("place", ""), query.get("year", "")
    sector, status = query.get("sector", ""), query.get("status", "")
    return Asked(
        place=place if _PLACE.fullmatch(place) else "",
        year=int(year) if re.fullmatch(r"[12][0-9]{3}", year) else None,
        sector=sector if sector in SECTORS else "",
        status=status if status in STATUSES else "",
    )
