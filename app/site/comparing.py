"""The page of the site that compares two reports, its picture and its files."""

from collections.abc import Callable
from functools import cache

from app.changes.content import (
    changes_html,
    choose_pair,
    compare_entries,
    comparison_html,
    say_sides,
)
from app.changes.picture import draw_changes, say_counts
from app.site.links import file_place
from app.site.page import Page
from app.site.reading import set_page, view_of
from app.site.volume import Edition, Volume
from app.template import render
from projects.changes import CHANGE_CLASSES, HeldComparison, to_csv, to_geojson


@cache
def find_comparison(volume: Volume) -> HeldComparison | None:
    """Compare a report with the one before it; None where its city has only one.

    Parameters
    ----------
    volume
        The report.
    """
    pair = choose_pair(volume.reports, report_id=volume.id, since=None)
    return None if pair is None else compare_entries(*pair)


def list_change_files(edition: Edition) -> dict[str, Callable[[], bytes]]:
    """List the changes as files: what makes each, by its place in the folder of the edition."""
    comparison = find_comparison(edition.volume)
    if comparison is None:
        return {}
    return {
        "changes.csv": lambda: to_csv(comparison.read()),
        "changes.geojson": lambda: to_geojson(comparison.read()),
        "changes.svg": lambda: draw_changes(comparison, edition.words, changes=comparison.changes),
    }


def make_changes(edition: Edition) -> Page | None:
    """Make the page of changes; None where there is nothing to compare with."""
    comparison = find_comparison(edition.volume)
    if comparison is None:
        return None
    words, view = edition.words, view_of(edition)
    files = {kind: file_place(f"changes.{kind}", edition=edition) for kind in ("csv", "geojson")}
    ids: dict[str, set[str]] = {slug: set() for slug in CHANGE_CLASSES}
    for change in comparison.changes:
        ids[change.class_slug].add(change.id)
    counted = [
        (words.name_of(term), len(ids[slug])) for slug, term in CHANGE_CLASSES.items() if ids[slug]
    ]
    parts = [
        comparison_html(
            comparison, files=files, below=render("site/counted.html", counted=counted), words=words
        ),
        render(
            "site/picture.html",
            address=file_place("changes.svg", edition=edition),
            text=say_counts(comparison.changes, words, comparison=comparison),
            note=words("What the newer report does not mention stands where the older one has it."),
        ),
        changes_html(
            comparison.changes,
            comparison=comparison,
            view=view,
            default_id=edition.setting.default_id,
            words=words,
        ),
    ]
    lead = say_sides(comparison.old.metadata, comparison.new.metadata, words=words)
    return set_page(edition, "changes.html", title=words("Changes"), description=lead, parts=parts)
