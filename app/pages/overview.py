"""The overview page: what the filters leave, counted by sector, status, place and year."""

from markupsafe import Markup

from app.components.session import current_view
from app.components.written import write_html
from app.links import plain_view
from app.messages import Words
from app.overview.content import list_parts
from app.promises.content import choose_day, clock_row_html, find_promises
from app.published.served import Served
from app.published.store import current_store
from app.sections import filter_notice_html
from app.template import render
from app.words.labels import count_sentence
from projects.filters import select_mask, select_projects

LISTED = 100
"""So many projects of a year are told; the map has all of them."""


def clock_html(*, served: Served, words: Words) -> Markup:
    """Say for each year what became of its promises, with a link to all of them."""
    library, catalogue, view = current_store().library, served.catalogue, current_view()
    as_of = view.filters.as_of or choose_day(catalogue, library=library)
    among = select_mask(catalogue, filters=view.filters)
    promises = find_promises(catalogue, library=library, as_of=as_of, among=among)
    is_chosen = view.filters.as_of is not None
    return clock_row_html(promises, view=view, as_of=as_of, is_chosen=is_chosen, words=words)


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    catalogue = served.catalogue
    selection = select_projects(catalogue, filters=view.filters)
    sentence = count_sentence(selection, total=len(catalogue.projects), words=words)
    write_html(
        filter_notice_html(
            view, catalogue=catalogue, sentence=sentence, page="overview", words=words
        ),
        words=words,
    )
    more = [
        ("promises", words("What became of the promises")),
        ("years", words("The city year by year")),
        ("changes", words("What changed between the reports")),
        ("overlaps", words("What meets what: pairs of projects near each other")),
    ]
    write_html(render("more.html", pages=more, view=plain_view(view)), words=words)
    if not selection.ids:
        return
    clock = clock_html(served=served, words=words)
    for part in list_parts(catalogue, view=view, clock=clock, words=words, most=LISTED):
        write_html(part, words=words)
