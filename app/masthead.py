"""The head of every page as HTML: the title, the pages, the language."""

from dataclasses import replace

from markupsafe import Markup

from app.address import Course, View
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.pages_register import PAGES, PLAIN_PAGES
from app.published.served import Served
from app.show.show_address import Show, show_address
from app.template import render
from app.words.reports import map_title, say_as_of
from projects import Library
from projects.model import Metadata

_FIRST_ON_PHONE = 2
"""Pages that stand in the head of a phone; the later ones stand under "More" there."""
_SHORT = 2
"""Signs of a language's name in the head of a phone."""
_FEWEST = 2
"""Reports between which there is a choice."""


def _turn_to(metadata: Metadata, view: View, *, served: Served) -> View:
    """Return the view in another report; what only this one knows stays behind."""
    report = None if metadata.id == served.shelf.default_id else metadata.id
    filters = replace(view.filters, due=frozenset())
    target = replace(view, filters=filters, selected=None, report=report, course=Course())
    if metadata.city.adcode == served.catalogue.metadata.city.adcode:
        return target
    filters = replace(filters, district=frozenset(), q="", area=None)
    return replace(target, filters=filters, camera=None).without_spot()


def reports_html(
    view: View, *, page: str, library: Library | None, served: Served, words: Words
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
    known = (
        library
        if library is not None and len(library.entries) >= _FEWEST
        else Library((), {}, None)
    )
    for adcode in known.cities:
        entries = known.list_reports(adcode)
        city = entries[-1].metadata.city
        reports = [
            {
                "view": _turn_to(entry.metadata, view, served=served),
                "year": entry.year,
                "title": words.title_of(entry.metadata),
                "is_here": entry.id == metadata.id,
            }
            for entry in reversed(entries)
        ]
        cities.append({"name": words.name_of(city), "reports": reports})
    return render(
        "reports.html",
        cities=cities,
        page=page,
        title=words.title_of(metadata),
        shown=words("{year} report", year=metadata.report_year),
        label=words("Other reports"),
    )


def _opener(page: str, *, words: Words) -> str:
    """Say what the button that opens the drawer is for; nothing where there is no drawer."""
    row = PAGES.get(page)
    if row is None:
        return ""
    if row.has_search_in_head:
        return words("Filter")
    return words("Search, filter") if row.has_filters else ""


def masthead_html(
    view: View, *, page: str, title: str, reports: Markup, other_address: str = ""
) -> Markup:
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
    other_address
        Where the page stands in the other language, where the view alone does not say it.
    """
    words = Words(view.lang)
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
        shown["keeps_selection"] = row.keeps_selection
        (more if row.is_under_more else pages).append(shown)
    plain = View(lang=view.lang, report=view.report)
    more[-1:-1] = [
        {
            "path": path,
            "view": plain,
            "name": name(words),
            "is_in_place": False,
            "keeps_selection": False,
        }
        for path, name in PLAIN_PAGES.items()
    ]
    other = next(lang for lang in LANGUAGES if lang != view.lang)
    kept = replace(kept, course=view.course)
    own = PAGES.get(page)
    same = kept if own and own.keeps_spot else kept.without_spot()
    return render(
        "masthead.html",
        title=title,
        reports=reports,
        page=page,
        pages=pages,
        more=more,
        late=pages[_FIRST_ON_PHONE:],
        is_late=any(one["path"] == page for one in pages[_FIRST_ON_PHONE:]),
        is_in_more=own is None or own.is_under_more,
        opener=_opener(page, words=words),
        has_search=bool(own and own.has_search_in_head),
        said={"pages": words("Pages"), "present": words("Present"), "more": words("More")},
        present=show_address(Show(), view=replace(same.without_spot(), course=Course())),
        language=LANGUAGES[other],
        language_view=replace(same, lang=other),
        other_address=other_address,
        code=HTML_LANGUAGES[other],
        language_short=LANGUAGES[other][:_SHORT],
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
    return render(
        "print-line.html",
        as_of=say_as_of(served.catalogue.metadata, words=words),
        printed=words("Printed:"),
    )


def plain_head_html(
    served: Served,
    *,
    page: str,
    lang: str,
    other_address: str = "",
    content: str = "content",
) -> Markup:
    """Write the head of a page that is not Streamlit's: the same words and links.

    Parameters
    ----------
    served
        The report shown.
    page
        The page's path.
    lang
        The language.
    other_address
        Where the page stands in the other language, where more than the report is kept.
    content
        The id of what is passed on to by those who go by keyboard, the first stop of the page.
    """
    words = Words(lang)
    view = View(lang=lang, report=served.report)
    return render("skip.html", content=content, text=words("Skip to the content")) + masthead_html(
        view,
        page=page,
        title=map_title(served.catalogue.metadata, words=words),
        reports=reports_html(view, page=page, library=served.library, served=served, words=words)
        + print_line_html(served, words=words),
        other_address=other_address,
    )
