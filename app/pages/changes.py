"""The page of changes: what became of every project between two reports of the city."""

from dataclasses import replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from app.address import View
from app.changes.content import (
    changes_html,
    choose_pair,
    classes_html,
    compare_entries,
    comparison_html,
    count_projects,
    find_changes,
    keep_classes,
)
from app.changes.picture import say_counts
from app.changes.story import make_story
from app.components import scripted
from app.components.atlas import describe_atlas, name_shown
from app.components.more import most_listed, show_more
from app.components.session import (
    current_view,
    select_from_map,
    set_view,
    view_version,
)
from app.components.written import write_html
from app.links import changes_address
from app.messages import Words
from app.published.served import Served
from app.published.store import current_store
from app.sections import filter_notice_html, section_html
from app.show.made_story import story_links
from app.template import render
from app.words.labels import say_more
from app.words.refusals import say_incomparable
from projects.changes import HeldChange, HeldComparison
from projects.errors import CatalogueError
from projects.filters import Filters, keep_only, select_projects

MAP_KEY = "changes-map"


def _map_html(
    changes: list[HeldChange],
    *,
    comparison: HeldComparison,
    view: View,
    default_id: str | None,
    words: Words,
) -> Markup:
    """Write the map of the changes shown, and the way to the story that they make."""
    new = comparison.new.metadata.id
    own = replace(view, report=None if new == default_id else new)
    story = make_story(changes, comparison=comparison)
    names = (words("Present"), words("Story editor"))
    return render(
        "changes_map.html",
        picture=changes_address("svg", view=view),
        counts=say_counts(changes, words, comparison=comparison),
        note=words(
            "One map for each report: the signs say the status as that report says it. What only"
            " one of them mentions is on its map alone."
        ),
        picture_label=words("One picture of both (.svg)"),
        links=list(zip(names, story_links(story, view=own), strict=True)) if story else [],
        links_label=words("As a story:"),
    )


def _show_map(
    changes: list[HeldChange], *, comparison: HeldComparison, view: View, words: Words
) -> None:
    """Show the changes on the map of one of the reports, which the reader chooses."""
    sides = {one.metadata.id: one for one in (comparison.new, comparison.old)}
    side_key = f"changes-side-{view_version()}"

    def take() -> None:
        is_older = st.session_state[side_key] == comparison.old.metadata.id
        now = current_view()
        set_view(replace(now, course=replace(now.course, is_older=is_older)), is_from_map=True)

    st.session_state.setdefault(side_key, list(sides)[int(view.course.is_older)])
    chosen = st.radio(
        words("As which report says"),
        list(sides),
        format_func=lambda one: words("{year} report", year=sides[one].metadata.report_year),
        horizontal=True,
        key=side_key,
        on_change=take,
    )
    side, _ = current_store().refresh(chosen)
    if side is None:
        return
    records = (one.new if chosen == comparison.new.metadata.id else one.old for one in changes)
    asked = {record.id for record in records if record is not None}
    drawn = keep_only(select_projects(side.catalogue, filters=Filters()), ids=asked)
    key = f"{MAP_KEY}-{chosen}"
    data = describe_atlas(
        replace(view, report=side.report), served=side, selection=drawn, words=words
    )
    data |= name_shown(drawn)
    scripted.mount_atlas(data, key=key, on_select=partial(select_from_map, key))


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    library = current_store().library
    pair = choose_pair(library, report_id=served.catalogue.metadata.id, since=view.course.since)
    if pair is None:
        write_html(
            section_html(
                words("What changed between the reports"),
                "",
                lead=words(
                    "We hold one report of this city. With a second one this page tells what"
                    " became of every project."
                ),
            ),
            words=words,
        )
        return
    try:
        # Shown only where it takes a while: large reports, the first time.
        with st.spinner(words("Comparing the two reports…")):
            comparison = compare_entries(*pair)
    except CatalogueError:
        write_html(render("notice.html", text=say_incomparable(words)), words=words)
        return
    changes = find_changes(comparison, view=view)
    shown = keep_classes(changes, classes=view.course.changes)
    counted = words.plural("{n} project", "{n} projects", len({one.id for one in shown}))
    files = {kind: changes_address(kind, view=view) for kind in ("csv", "geojson")}
    below = classes_html(changes, view=view, words=words)
    write_html(comparison_html(comparison, files=files, below=below, words=words), words=words)
    if view.filters.q or any(view.filters.choices(facet) for facet in served.choices):
        write_html(
            filter_notice_html(
                view, catalogue=served.catalogue, sentence=counted, page="changes", words=words
            ),
            words=words,
        )
    default_id = library.default_id
    if not shown:
        lead = words("Nothing fits what you chose; that says nothing of the city.")
        write_html(section_html(counted, "", lead=lead), words=words)
        return
    write_html(
        _map_html(shown, comparison=comparison, view=view, default_id=default_id, words=words),
        words=words,
    )
    _show_map(shown, comparison=comparison, view=view, words=words)
    most, total = most_listed("changes"), count_projects(shown)
    table = changes_html(
        shown, comparison=comparison, view=view, default_id=default_id, words=words, most=most
    )
    write_html(table, words=words)
    if more := say_more(shown=min(most, total), total=total, words=words):
        write_html(render("paragraphs.html", texts=[more]), words=words)
    show_more("changes", listed=most, longest=total, words=words)
