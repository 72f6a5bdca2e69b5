"""The report page: its table of contents, each section and paragraph with its projects."""

from app.components.more import most_listed, show_more
from app.components.session import current_view
from app.components.written import write_html
from app.messages import Words
from app.published.served import Served
from app.report.contents import list_parts, list_sections, read_left_out, read_report_texts

FIRST = 50
"""So many of a list are shown at first."""


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    sections = list_sections(served.catalogue, reasons=read_left_out(served.path))
    # The text that was configured is that of the report shown first.
    texts = read_report_texts() if view.report is None else {}
    most = most_listed("report", first=FIRST)
    for part in list_parts(sections, view=view, texts=texts, words=words, most=most):
        write_html(part, words=words)
    longest = max((section.longest for section in sections), default=0)
    show_more("report", listed=most, longest=longest, words=words)
