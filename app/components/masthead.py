"""The head of every page: the title, the pages, the language."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from app.address import Course, View
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.pages_register import PAGES, PLAIN_PAGES
from app.published.store import Served
from app.show.show_address import Show, show_address
from app.template import render
from app.words.dates import date_text
from projects.library import Entry, Library

_FIRST_ON_PHONE = 2
"""Pages that stand in the head of a phone; the later ones stand under "More" there."""
_FEWEST = 2
"""Reports between which there is a choice."""


def map_title(served: Served, *, words: Words) -> str:
    """Return what the map of a city is called."""
    city = served.catalogue.metadata.city
    return words("City projects · {city}", city=words.pick(city.name_zh, city.name_en))


def _turn_to(entry: Entry, view: View, *, served: Served) -> View:
    """Return the view in another report; what only this one knows stays behind."""
    report = None if entry.id == served.shelf.default_id else entry.id
    filters = replace(view.filters, due=frozenset())
    target = replace(view, filters=filters, selected=None, report=report, course=Course())
    if entry.adcode == served.catalogue.metadata.city.adcode:
        return target
    filters = replace(filters, district=frozenset(), q="", area=None)
    return replace(target, filters=filters, camera=None).without_spot()


def reports_html(
    view: View, *, page: str, library: Library, served: Served, words: Words
) -> Markup:
    """Write the name of the report, which opens a choice of city and year where there are more.

    Parameters
    ----------
    view
        The view that the links keep.
    page
        The page shown now.
    library
        The reports there are.
    served
        The report shown.
    words
        The language.
    """
    metadata = served.catalogue.metadata
    cities = []
    for adcode in library.cities if len(library.entries) >= _FEWEST else ():
        entries = library.list_reports(adcode)
        city = entries[-1].metadata.city
        reports = [
            {
                "view": _turn_to(entry, view, served=served),
                "year": entry.year,
                "title": words.pick(entry.metadata.title_zh, entry.metadata.title_en),
                "is_here": entry.id == metadata.id,
            }
            for entry in reversed(entries)
        ]
        cities.append({"name": words.pick(city.name_zh, city.name_en), "reports": reports})
    return render(
        "reports.html",
        cities=cities,
        page=page,
        title=words.pick(metadata.title_zh, metadata.title_en),
        shown=words("{year} report", year=metadata.report_year),
        label=words("Other reports"),
    )


def masthead_html(view: View, *, page: str, title: str, reports: Markup, words: Words) -> Markup:
    """Return the head of a page; its links carry the view and work without a script.

    Parameters
    ----------
    view
        The view that the links keep.
    page
        The page shown now.
    title
        What the map is called.
    reports
        The name of the report and the choice of others; see `reports_html`.
    words
        The language.
    """
    kept = replace(view, camera=None, base="embedded", course=Course())
    pages: list[dict[str, object]] = []
    more: list[dict[str, object]] = []
    for path, row in PAGES.items():
        if not row.is_in_head:
            continue
        target = kept if row.keeps_selection else replace(kept, selected=None)
        if not row.keeps_spot:
            target = target.without_spot()
        shown = {"path": path, "view": target, "name": row.name(words), "is_in_place": True}
        (more if row.is_under_more else pages).append(shown)
    plain = View(lang=view.lang, report=view.report)
    more[-1:-1] = [
        {"path": path, "view": plain, "name": name(words), "is_in_place": False}
        for path, name in PLAIN_PAGES.items()
    ]
    other = next(lang for lang in LANGUAGES if lang != view.lang)
    kept = replace(kept, course=view.course)
    same = kept if PAGES[page].keeps_spot else kept.without_spot()
    return render(
        "masthead.html",
        title=title,
        reports=reports,
        page=page,
        pages=pages,
        more=more,
        late=pages[_FIRST_ON_PHONE:],
        is_late=any(one["path"] == page for one in pages[_FIRST_ON_PHONE:]),
        is_in_more=PAGES[page].is_under_more,
        opener=words("Search, filter") if PAGES[page].has_filters else "",
        said={"pages": words("Pages"), "present": words("Present"), "more": words("More")},
        present=show_address(Show(), view=replace(same.without_spot(), course=Course())),
        language=LANGUAGES[other],
        language_view=replace(same, lang=other),
        code=HTML_LANGUAGES[other],
    )


def print_line_html(served: Served, *, words: Words) -> Markup:
    """Write what stands under the title on paper: as of when, printed when, found where.

    Parameters
    ----------
    served
        The report shown.
    words
        The language.
    """
    date = date_text(served.catalogue.metadata.report_date, lang=words.lang)
    return render(
        "print-line.html",
        as_of=words("As the report of {date} says", date=date),
        printed=words("Printed:"),
    )


def show_masthead(view: View, *, page: str, served: Served, library: Library, words: Words) -> None:
    """Show the head of a page."""
    title = map_title(served, words=words)
    under = reports_html(view, page=page, library=library, served=served, words=words)
    under += print_line_html(served, words=words)
    st.html(masthead_html(view, page=page, title=title, reports=under, words=words))
