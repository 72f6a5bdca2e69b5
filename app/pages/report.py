"""The report page: its table of contents, each section and paragraph with its projects."""

from pathlib import Path

from app.components.more import most_listed, show_more
from app.components.session import current_view
from app.components.written import write_html
from app.messages import Words
from app.overview.sections import section_html
from app.published.store import Served
from app.report.contents import (
    contents_html,
    list_sections,
    read_report_texts,
    section_content_html,
    section_title,
)
from projects.steward.coverage import Remark, name_reasons, read_reasons
from projects.steward.errors import StewardError

FIRST = 50
"""So many of a list are shown at first."""


def _read_reasons(path: Path | None) -> dict[str, Remark]:
    """Read why paragraphs gave no record; none where the file is broken: it is no one's to see."""
    if path is None:
        return {}
    try:
        return read_reasons(name_reasons(path))
    except StewardError:
        return {}


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    sections = list_sections(served.catalogue, reasons=_read_reasons(served.path))
    # The text that was configured is that of the report shown first.
    texts = read_report_texts() if view.report is None else {}
    lead = words(
        "Every section and paragraph of the report that was read, with the number of projects"
        " it names. Choose one to see them."
    )
    most = most_listed("report", first=FIRST)
    contents = contents_html(sections, words=words)
    write_html(section_html(words("What stands in the report"), contents, lead=lead), words=words)
    for section in sections:
        write_html(
            section_html(
                section_title(section, words=words),
                section_content_html(section, view=view, texts=texts, words=words, most=most),
                anchor=section.id.lower(),
                is_aside=True,
            ),
            words=words,
        )
    longest = max((section.longest for section in sections), default=0)
    show_more("report", listed=most, longest=longest, words=words)
