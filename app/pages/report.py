"""The report page: its table of contents, each section and paragraph with its projects."""

import streamlit as st

from app.components.session import current_view
from app.messages import Words
from app.overview.sections import section_html
from app.published.store import Served, catalogue_path
from app.report.contents import (
    contents_html,
    list_sections,
    read_report_texts,
    section_content_html,
    section_title,
)
from projects.steward.coverage import Remark, name_reasons, read_reasons
from projects.steward.errors import StewardError


def _read_reasons() -> dict[str, Remark]:
    """Read why paragraphs gave no record; none where the file is broken: it is no one's to see."""
    try:
        return read_reasons(name_reasons(catalogue_path()))
    except StewardError:
        return {}


def show(served: Served, *, words: Words) -> None:
    """Show the page."""
    view = current_view()
    sections = list_sections(served.catalogue, reasons=_read_reasons())
    texts = read_report_texts()
    lead = words(
        "Every section and paragraph of the report that was read, with the number of projects"
        " it names. Choose one to see them."
    )
    contents = contents_html(sections, words=words)
    st.html(section_html(words("What stands in the report"), contents, lead=lead))
    for section in sections:
        st.html(
            section_html(
                section_title(section, words=words),
                section_content_html(section, view=view, texts=texts, words=words),
                anchor=section.id.lower(),
                is_aside=True,
            )
        )
