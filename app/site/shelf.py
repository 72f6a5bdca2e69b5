"""The page of all reports of the site: city by city, each with its years."""

from collections.abc import Sequence

from app.site.page import SHELF, Page
from app.site.paths import INDEX, find_way
from app.site.structured import describe_trail
from app.site.volume import Edition, Volume
from app.template import render


def make_shelf(edition: Edition, volumes: Sequence[Volume]) -> Page:
    """Make the page.

    Parameters
    ----------
    edition
        The default report, in whose folder the page stands, and the language.
    volumes
        Every report.
    """
    words = edition.words
    path = edition.place_of(SHELF)
    counts = {one.id: len(one.catalogue.projects) for one in volumes}
    reports = edition.volume.reports
    cities = []
    for adcode in reports.cities:
        entries = reports.list_reports(adcode)
        city = entries[-1].metadata.city
        cities.append(
            {
                "name": words.name_of(city),
                "reports": [
                    (
                        words("{year} report", year=entry.year),
                        find_way(path, to=f"{edition.folder_of(entry.id)}{INDEX}"),
                        counts[entry.id],
                    )
                    for entry in reversed(entries)
                ],
            }
        )
    title = words("All reports")
    lead = words("Every report of this site by city, with the number of its projects.")
    return Page(
        name=SHELF,
        title=title,
        description=lead,
        body=render("site/shelf.html", lead=lead, cities=cities),
        kind="shelf",
        graph=[describe_trail(edition, [], title=title, path=path)],
    )
