"""The head of every Streamlit page, with the search of a narrow one."""

from markupsafe import Markup

from app.address import View
from app.components import scripted
from app.components.written import write_html
from app.masthead import masthead_html, print_line_html, reports_html
from app.messages import Words
from app.pages_register import PAGES
from app.published.served import Served
from app.words.reports import map_title
from projects import Library


def masthead_of(view: View, *, page: str, served: Served, library: Library, words: Words) -> Markup:
    """Write the head of a page.

    Parameters
    ----------
    view
        The view that its links keep.
    page
        The page's path.
    served
        The report shown.
    library
        The reports there are.
    words
        The language.
    """
    title = map_title(served.catalogue.metadata, words=words)
    under = reports_html(view, page=page, library=library, served=served, words=words)
    under += print_line_html(served, words=words)
    return masthead_html(view, page=page, title=title, reports=under)


def show_masthead(view: View, *, page: str, served: Served, library: Library, words: Words) -> None:
    """Show the head of a page."""
    write_html(
        masthead_of(view, page=page, served=served, library=library, words=words), words=words
    )
    if PAGES[page].has_search_in_head:
        said = {"label": words("Search"), "placeholder": words("Search")}
        scripted.mount_head_search(said)
