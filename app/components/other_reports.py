"""What is found of a search in the other reports of the city, and how to read that little is."""

from dataclasses import replace

from app.address import View
from app.messages import Words
from app.published.served import Served
from app.published.store import current_store
from app.template import render
from app.words.reports import say_coverage
from projects.filters import Filters

MOST_READ = 20
"""So many reports are read for one search; the others behind the answers, or for the next one."""


def describe_others(view: View, *, served: Served, words: Words) -> list[dict[str, object]]:
    """List the other reports of the city in which the searched text is found.

    Parameters
    ----------
    view
        The view.
    served
        The report shown.
    words
        The language.
    """
    library, metadata = current_store().library, served.catalogue.metadata
    found = library.count_found(
        view.filters.q,
        adcode=metadata.city.adcode,
        beside=metadata.id,
        most_read=MOST_READ,
    )
    listed: list[dict[str, object]] = [
        {
            "text": words("also in the {year} report: {n}", year=library.by_id[one].year, n=n),
            "view": replace(
                view,
                filters=Filters(q=view.filters.q),
                selected=None,
                camera=None,
                report=None if one == library.default_id else one,
            ),
        }
        for one, n in found.counts.items()
    ]
    if found.waiting:
        listed.append(
            {
                "text": words.plural(
                    "One other report is still being read for this search.",
                    "{n} other reports are still being read for this search.",
                    n=found.waiting,
                ),
                "view": None,
            }
        )
    return listed


def other_reports_html(view: View, *, served: Served, is_empty: bool, words: Words) -> str:
    """Write what is found elsewhere; where nothing is found here, say how much was read.

    Parameters
    ----------
    view
        The view.
    served
        The report shown.
    is_empty
        Whether the filters leave nothing.
    words
        The language.
    """
    others = describe_others(view, served=served, words=words) if view.filters.q.strip() else []
    coverage = say_coverage(served.catalogue.metadata, words=words) if is_empty else ""
    return render("others.html", others=others, coverage=coverage) if others or coverage else ""
