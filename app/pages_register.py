"""The pages: one row each, read by the head, the server and the script."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.messages import Words


@dataclass(frozen=True)
class PageRow:
    """A page of the app.

    Parameters
    ----------
    path
        Its address, empty for the map.
    module
        The module of `app.pages` that shows it.
    name
        What it is called in the head, in a language.
    has_map
        Whether the map's data are asked for with its first HTML.
    has_filters
        Whether the panel of filters stands in its drawer.
    has_search_in_head
        Whether a narrow page searches for projects from its head.
    keeps_selection
        Whether links to it keep the record looked at.
    keeps_spot
        Whether links to it keep the place asked about.
    has_early_answer
        Whether its first HTML holds an answer already.
    is_in_head
        Whether the head of every page leads to it.
    is_under_more
        Whether it stands in the head's menu "More" instead of beside the first pages.
    """

    path: str
    module: str
    name: Callable[[Words], str]
    has_map: bool = False
    has_filters: bool = False
    has_search_in_head: bool = False
    keeps_selection: bool = False
    keeps_spot: bool = False
    has_early_answer: bool = False
    is_in_head: bool = True
    is_under_more: bool = False


_ROWS = (
    PageRow(
        "",
        "map_page",
        lambda words: words("Map"),
        has_map=True,
        has_filters=True,
        has_search_in_head=True,
        keeps_selection=True,
    ),
    PageRow(
        "nearby",
        "nearby",
        lambda words: words("Nearby"),
        has_map=True,
        has_filters=True,
        keeps_spot=True,
        has_early_answer=True,
    ),
    PageRow("overview", "overview", lambda words: words("Overview")),
    PageRow("report", "report", lambda words: words("Report")),
    PageRow(
        "changes",
        "changes",
        lambda words: words("Changes"),
        has_map=True,
        is_under_more=True,
    ),
    PageRow("promises", "promises", lambda words: words("Promises"), is_in_head=False),
    PageRow(
        "years",
        "years",
        lambda words: words("Year by year"),
        has_map=True,
        is_in_head=False,
    ),
    PageRow(
        "completeness", "completeness", lambda words: words("What is lacking"), is_in_head=False
    ),
    PageRow("open", "open", lambda words: words("Open a file"), is_under_more=True),
    # The record looked at stays with the page to report an error on.
    PageRow(
        "about",
        "about",
        lambda words: words("About"),
        keeps_selection=True,
        is_under_more=True,
    ),
)

STEWARD = "STEWARD"
"""Set to 1, it opens the steward's page, which writes files: for one's own machine only."""

_STEWARD_ROW = PageRow("steward", "steward", lambda words: words("Workbench"))


def list_rows() -> tuple[PageRow, ...]:
    """List the pages of this process: the steward's only where it was asked for."""
    return (*_ROWS, _STEWARD_ROW) if os.environ.get(STEWARD) == "1" else _ROWS


PAGES: Mapping[str, PageRow] = MappingProxyType({row.path: row for row in list_rows()})
"""The pages by path, in the order of the head."""

ATLAS = "ATLAS"
"""Names the folder of an atlas; without one the head does not lead to the country's page."""

_COUNTRY: Mapping[str, Callable[[Words], str]] = {"atlas": lambda words: words("The country")}

PLAIN_PAGES: Mapping[str, Callable[[Words], str]] = MappingProxyType(
    {
        "overlaps": lambda words: words("What meets what"),
        "story": lambda words: words("Stories"),
        **(_COUNTRY if os.environ.get(ATLAS) else {}),
    }
)
"""The pages of the menu "More" that are not Streamlit's, by path."""
