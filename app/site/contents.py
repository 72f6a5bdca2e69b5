"""The pages that the head of the site leads to: one row each."""

from collections.abc import Callable
from dataclasses import dataclass

from app.messages import Words
from app.show.story import list_stories
from app.site.volume import Edition


@dataclass(frozen=True)
class Row:
    """A page of every report.

    Parameters
    ----------
    page
        Its place in the folder of the report.
    app_page
        The path of the app's page that tells the same; links to that lead here.
    name
        What it is called in the head.
    is_first
        Whether it stands in the head itself, not under "More".
    needs_sibling
        Whether it is only there where the city has another report.
    needs_stories
        Whether it is only there where stories ship for the report.
    """

    page: str
    app_page: str
    name: Callable[[Words], str]
    is_first: bool = False
    needs_sibling: bool = False
    needs_stories: bool = False


ROWS = (
    Row("index.html", "", lambda words: words("Map"), is_first=True),
    Row("nearby.html", "nearby", lambda words: words("Nearby"), is_first=True),
    Row("list.html", "list", lambda words: words("All projects"), is_first=True),
    Row("overview.html", "overview", lambda words: words("Overview"), is_first=True),
    Row("promises.html", "promises", lambda words: words("Promises")),
    Row("changes.html", "changes", lambda words: words("Changes"), needs_sibling=True),
    Row("years.html", "years", lambda words: words("Year by year")),
    Row("overlaps.html", "overlaps", lambda words: words("What meets what")),
    Row("report.html", "report", lambda words: words("Report")),
    Row("stories.html", "story", lambda words: words("Stories"), needs_stories=True),
    Row("downloads.html", "downloads", lambda words: words("Downloads")),
    Row("about.html", "about", lambda words: words("About")),
)


def list_rows(edition: Edition) -> tuple[Row, ...]:
    """List the pages that a report has."""
    has_sibling = len(edition.volume.siblings) > 1
    has_stories = bool(list_stories(edition.volume.id))
    return tuple(
        row
        for row in ROWS
        if (has_sibling or not row.needs_sibling) and (has_stories or not row.needs_stories)
    )
