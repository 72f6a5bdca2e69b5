"""The page of the site that tells what meets what, and the pairs as files."""

from collections.abc import Callable

from app.exports.pairs import PAIR_FILES
from app.overlaps.asked import Asked
from app.overlaps.calendar import make_calendar
from app.overlaps.page import MOST_LISTED, describe_pair, name_files, name_parts, say_count
from app.site.page import Page
from app.site.paths import INDEX, find_way
from app.site.structured import describe_trail
from app.site.volume import Edition
from app.template import render
from projects.overlaps.terms import CLASSES

FILES = ("csv", "geojson")


def list_pair_files(edition: Edition) -> dict[str, Callable[[], bytes]]:
    """List the pairs as files: what makes each, by its place in the folder of the edition."""
    asked = Asked(edition.volume.overlaps.within_m, {})

    def make(ending: str) -> bytes:
        write, _ = PAIR_FILES[ending]
        served, words = edition.volume.served, edition.words
        return write(asked, served=served, outcomes=None, words=words)

    return {f"files/overlaps.{one}": (lambda one=one: make(one)) for one in FILES}  # type: ignore[misc]


def make_meetings(edition: Edition) -> Page:
    """Make the page of pairs, the weightiest first, with their calendar and their files."""
    words, name = edition.words, "overlaps.html"
    path = edition.place_of(name)
    overlaps = edition.volume.overlaps
    listed = overlaps.pairs[:MOST_LISTED]
    rows = []
    for number, pair in enumerate(listed, start=1):
        told = describe_pair(pair, number=number, served=edition.volume.served, words=words)
        ways = [find_way(path, to=edition.place_of_project(one)) for one in (pair.a, pair.b)]
        rows.append(told | {"links": ways})
    count = say_count(overlaps, shown=len(listed), words=words)
    names = name_files(words)
    body = render(
        "site/meetings.html",
        pairs=rows,
        count=count,
        calendar=make_calendar(listed),
        classes=[
            (slug, words.name_of(term), words.note_of(term)) for slug, term in CLASSES.items()
        ],
        files=[
            (names[ending], find_way(path, to=edition.place_of(f"files/overlaps.{ending}")))
            for ending in FILES
        ],
        said=name_parts(words),
    )
    crumbs = [(edition.title, edition.place_of(INDEX))]
    title = words("What meets what")
    return Page(
        name=name,
        title=title,
        description=count,
        body=body,
        kind="meetings",
        crumbs=crumbs,
        graph=[describe_trail(edition, crumbs, title=title, path=path)],
        row=name,
    )
