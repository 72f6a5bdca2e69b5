"""The feeds of the site: the news of a report, of every sector and district, and their dates."""

from app.address import View
from app.links import page_address
from app.news.atom import Linker, write_atom
from app.news.calendar import write_calendar
from app.news.following import follow_view
from app.site.links import find_place
from app.site.paths import INDEX
from app.site.sheets import list_sheets
from app.site.volume import Edition
from projects.filters import Filters

FEED, CALENDAR = "feed.atom", "calendar.ics"


def _link_from(edition: Edition, path: str) -> Linker:
    """Return what gives the address of a view on a page of the site.

    Parameters
    ----------
    edition
        The report and the language.
    path
        The feed's place.
    """

    def link(view: View, page: str) -> str:
        place = find_place(page_address(view, page=page), edition=edition)
        return edition.address(place or edition.place_of(INDEX), path=path)

    return link


def write_feeds(edition: Edition) -> dict[str, bytes]:
    """Write the feeds and calendars of an edition, by their place in its folder.

    Parameters
    ----------
    edition
        The report and the language.
    """
    asked = {"": Filters()} | {
        f"{sheet.name.removesuffix('.html')}.": sheet.filters for sheet in list_sheets(edition)
    }
    files: dict[str, bytes] = {}
    for start, filters in asked.items():
        view = View(filters, lang=edition.lang, report=edition.volume.served.report)
        following = follow_view(view, catalogue=edition.catalogue, library=edition.volume.reports)
        feed, calendar = (FEED, CALENDAR) if not start else (f"{start}atom", f"{start}ics")
        path = edition.place_of(feed)
        files[feed] = write_atom(
            following,
            address=edition.address(path, path=path),
            link=_link_from(edition, path),
            words=edition.words,
        )
        link = _link_from(edition, edition.place_of(calendar))
        files[calendar] = write_calendar(following, link=link, words=edition.words)
    return files
