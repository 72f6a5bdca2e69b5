"""The reading pages of the site: what the app's own pages tell, without a server."""

from markupsafe import Markup

from app.about.explanations import (
    accuracy_table_html,
    list_kinds,
    principles_html,
    say_day,
    say_purpose,
    sectors_html,
    statuses_html,
)
from app.about.sources import sources_html
from app.address import View
from app.report.contents import list_parts, list_sections, read_left_out, say_contents
from app.sections import section_html
from app.site.links import lift_styles, settle_links
from app.site.page import Page
from app.site.paths import INDEX
from app.site.structured import describe_trail
from app.site.volume import Edition
from app.template import render
from app.words.labels import count_sentence
from app.words.reports import say_coverage
from projects.filters import Filters, select_projects


def view_of(edition: Edition) -> View:
    """Return the view of an edition as the app's links carry it."""
    return View(lang=edition.lang, report=edition.volume.served.report)


def set_page(
    edition: Edition, name: str, *, title: str, description: str, parts: list[Markup]
) -> Page:
    """Set a reading page from the sections of the app.

    Parameters
    ----------
    edition
        The report and the language.
    name
        Its place in the folder of the edition.
    title, description
        What it is called, and what it tells.
    parts
        Its sections.
    """
    path = edition.place_of(name)
    crumbs = [(edition.title, edition.place_of(INDEX))]
    html = render("site/reading.html", parts=parts)
    body, style = lift_styles(settle_links(html, edition=edition, path=path))
    return Page(
        name=name,
        title=title,
        description=description,
        body=body,
        kind="reading",
        crumbs=crumbs,
        styles=["reading.css"],
        graph=[describe_trail(edition, crumbs, title=title, path=path)],
        row=name,
        own_style=style,
    )


def make_about(edition: Edition) -> Page:
    """Make the page that says what the map is, how to read it, and where it comes from."""
    words, catalogue = edition.words, edition.catalogue
    view = view_of(edition)
    metadata = catalogue.metadata
    everything = select_projects(catalogue, filters=Filters())
    purpose = say_purpose(metadata, words=words)
    told = [
        say_day(metadata, words=words),
        say_coverage(metadata, words=words),
        count_sentence(everything, total=len(catalogue.projects), words=words),
        words(
            "These pages are plain files: no server computes anything, nothing is counted or"
            " kept about you, and nothing is loaded from elsewhere."
        ),
    ]
    parts = [
        section_html(
            words("About this map"),
            render("paragraphs.html", texts=[purpose, *told]),
            is_aside=True,
        ),
        section_html(words("How to read it"), principles_html(words=words), is_aside=True),
        section_html(words("How sure a place is"), accuracy_table_html(words=words), is_aside=True),
        section_html(words("Statuses"), statuses_html(view=view, words=words), is_aside=True),
        section_html(
            words("Sectors"),
            sectors_html(list_kinds(catalogue.projects), view=view, words=words),
            is_aside=True,
        ),
        section_html(
            words("Sources and licences"),
            sources_html(catalogue, path=edition.volume.served.path, words=words),
            anchor="sources",
            is_aside=True,
        ),
    ]
    return set_page(
        edition,
        "about.html",
        title=words("About this map"),
        description=purpose,
        parts=parts,
    )


def make_report(edition: Edition) -> Page:
    """Make the page of the report's contents: each section and paragraph with its projects."""
    words = edition.words
    reasons = read_left_out(edition.volume.served.path)
    sections = list_sections(edition.catalogue, reasons=reasons)
    return set_page(
        edition,
        "report.html",
        title=words("What stands in the report"),
        description=say_contents(words),
        parts=list_parts(sections, view=view_of(edition), texts={}, words=words),
    )
