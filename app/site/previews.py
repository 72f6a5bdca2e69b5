"""The pictures that messengers show of a page: the same as those of the app's own links."""

from app.address import Course, View
from app.exports.preview import Preview, describe_preview
from app.exports.preview_picture import preview_png
from app.site.contents import ROWS
from app.site.sheets import list_sheets
from app.site.volume import Edition


def preview_place(edition: Edition, name: str) -> str:
    """Return where the picture of a page stands.

    Parameters
    ----------
    edition
        The report and the language.
    name
        The page's place in the folder of the edition.
    """
    return edition.place_of(f"previews/{name.removesuffix('.html').replace('/', '-')}.png")


def describe_page(edition: Edition, name: str) -> Preview:
    """Describe a page as the app describes the link that opens the same.

    Parameters
    ----------
    edition
        The report and the language.
    name
        The page's place in the folder of the edition.
    """
    kind, _, rest = name.removesuffix(".html").rpartition("/")
    report = edition.volume.served.report
    view, page, story = View(lang=edition.lang, report=report), "", ""
    if kind == "projects":
        view = View(selected=rest, lang=edition.lang, report=report)
    elif kind == "stories":
        story = rest
    elif kind == "years":
        page = kind
        view = View(lang=edition.lang, report=report, course=Course(year=int(rest)))
    elif kind:
        sheet = next(one for one in list_sheets(edition) if one.name == name)
        view = View(sheet.filters, lang=edition.lang, report=report)
    else:
        page = next((row.app_page for row in ROWS if row.page == name), "")
    return describe_preview(
        view,
        page=page,
        served=edition.volume.served,
        library=edition.volume.reports,
        story=story,
    )


def draw_page(edition: Edition, preview: Preview) -> bytes:
    """Draw the picture of a page.

    Parameters
    ----------
    edition
        The report and the language.
    preview
        What it shows.
    """
    return preview_png(preview, served=edition.volume.served)
