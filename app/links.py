"""Links within the app: addresses that carry a view, and work with and without a script."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import quote

from app.address import View, write_view
from geodata.layers import find_district


def plain_view(view: View) -> View:
    """Return report, filters and language of a view alone: what is counted, not looked at."""
    return View(view.filters, lang=view.lang, report=view.report)


def page_address(view: View, *, page: str = "") -> str:
    """Return the address of a view, relative to the app's root.

    Parameters
    ----------
    view
        The view.
    page
        The page's path; the map where empty.

    Examples
    --------
    >>> page_address(View(selected="metro-1-p1", lang="en"))
    './?sel=metro-1-p1&lang=en'
    """
    query = write_view(view)
    return f"./{page}?{query}" if query else f"./{page}"


_MARK = "x-the-record-selected-x"


def selected_addresses(view: View, ids: Iterable[str], *, page: str = "") -> dict[str, str]:
    """Return the addresses of a view with each of some records selected, written only once.

    Parameters
    ----------
    view
        The view.
    ids
        The records.
    page
        The page's path; the map where empty.

    Examples
    --------
    >>> selected_addresses(View(lang="en"), ["metro-1-p1"])
    {'metro-1-p1': './?sel=metro-1-p1&lang=en'}
    """
    before, _, after = page_address(replace(view, selected=_MARK), page=page).partition(_MARK)
    return {one: f"{before}{one}{after}" for one in ids}


def district_sheet_address(slug: str, *, lang: str, report: str | None = None) -> str:
    """Return the address of a district's sheet, empty for what is no district.

    Parameters
    ----------
    slug
        A choice of the facet: an adcode, or ``city``.
    lang
        The language of the sheet.
    report
        The report, where a link must name it.

    Examples
    --------
    >>> district_sheet_address("140110", lang="en")
    './export/district-sheet/140110?lang=en'
    >>> district_sheet_address("city", lang="en")
    ''
    """
    if find_district(slug) is None:
        return ""
    named = f"report={quote(report)}&" if report else ""
    return f"./export/district-sheet/{slug}?{named}lang={lang}"


def changes_address(kind: str, *, view: View) -> str:
    """Return the address of the changes of a view as a file.

    Parameters
    ----------
    kind
        ``csv``, ``geojson``, or ``svg`` for the map.
    view
        The view.

    Examples
    --------
    >>> changes_address("csv", view=View(lang="en"))
    './changes.csv?lang=en'
    """
    return page_address(view, page=f"changes.{kind}")
