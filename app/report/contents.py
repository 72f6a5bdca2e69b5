"""What stands in the report: each section and paragraph with its projects, or why it has none."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from app.address import View
from app.messages import Words
from app.sections import section_html
from app.template import render
from app.words.labels import say_more
from projects.catalogue import Catalogue
from projects.citations import list_citations, name_paragraph
from projects.laying_out import columns_of
from projects.media import clean_text
from projects.model import Project
from projects.records import Picked
from projects.steward.coverage import Remark, name_reasons, read_reasons
from projects.steward.errors import StewardError
from projects.steward.paragraphs import read_paragraphs
from projects.vocabulary import STATUSES

REPORT_FILE = "REPORT_FILE"
"""The report's own text, where whoever runs the app has it and may show it."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report: its projects, and why the rest of it gave none."""

    id: str
    projects: Sequence[Project]
    remark: Remark | None
    rows: tuple[int, ...]
    """Where its projects stand in the catalogue."""


@dataclass(frozen=True)
class Section:
    """A section of the report: its title as printed and in English, and its paragraphs."""

    id: str
    title_zh: str
    title_en: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def count(self) -> int:
        """How many projects it has, each counted once."""
        return len({row for one in self.paragraphs for row in one.rows})

    @property
    def longest(self) -> int:
        """How many projects its longest paragraph has."""
        return max((len(one.rows) for one in self.paragraphs), default=0)


def _order(name: str) -> tuple[int, ...]:
    """Order sections and paragraphs by their numbers."""
    return tuple(int(part[1:]) for part in name.split("."))


def list_sections(catalogue: Catalogue, *, reasons: Mapping[str, Remark]) -> tuple[Section, ...]:
    """List the sections that are cited, titled or explained, in the order of the report.

    Parameters
    ----------
    catalogue
        The records.
    reasons
        Why paragraphs gave no record.
    """
    cited: dict[str, list[int]] = {name: [] for name in reasons}
    for row, names in enumerate(columns_of(catalogue).coded["paragraphs"].list()):
        for name in names:
            cited.setdefault(name, []).append(row)
    titles = catalogue.metadata.sections
    numbers = {name.partition(".")[0] for name in cited} | set(titles)
    sections = []
    for section in sorted(numbers, key=_order):
        title = titles.get(section)
        paragraphs = sorted((one for one in cited if one.startswith(f"{section}.")), key=_order)
        sections.append(
            Section(
                id=section,
                title_zh=title.title_zh if title else "",
                title_en=title.title_en if title else "",
                paragraphs=tuple(
                    Paragraph(
                        name,
                        Picked(catalogue.projects, cited[name]),
                        reasons.get(name),
                        tuple(cited[name]),
                    )
                    for name in paragraphs
                ),
            )
        )
    return tuple(sections)


def read_left_out(path: Path | None) -> Mapping[str, Remark]:
    """Read why paragraphs gave no record, beside a catalogue's file.

    A reader is told none where that file is broken: it is the steward's to mend.
    """
    if path is None:
        return {}
    try:
        return read_reasons(name_reasons(path))
    except StewardError:
        return {}


def read_report_texts() -> Mapping[str, str]:
    """Read the report's paragraphs from the file that was configured; none where none was.

    The file is read each time and nothing of it is kept.
    """
    named = os.environ.get(REPORT_FILE)
    if not named:
        return {}
    try:
        return {name: one.text for name, one in read_paragraphs(Path(named)).by_id.items()}
    except StewardError:
        return {}


def _anchor(name: str) -> str:
    """Make the anchor of a section or paragraph, such as ``s7-p1``."""
    return name.lower().replace(".", "-")


def section_title(section: Section, *, words: Words) -> str:
    """Write the title of a section with its number."""
    title = words.title_of(section)
    number = words("Section {number}", number=section.id[1:])
    return f"{number} · {title}" if title else number


def contents_html(sections: tuple[Section, ...], *, words: Words) -> Markup:
    """Write the table of contents: sections and paragraphs with the number of their projects.

    Parameters
    ----------
    sections
        The sections.
    words
        The language.
    """
    rows = [
        {
            "anchor": _anchor(section.id),
            "title": clean_text(section_title(section, words=words), medium="html"),
            "count": words.plural("{n} project", "{n} projects", section.count),
            "paragraphs": [
                {
                    "anchor": _anchor(one.id),
                    "label": _paragraph_label(one, words=words),
                    "number": one.id.partition(".")[2],
                    "count": len(one.projects),
                }
                for one in section.paragraphs
            ],
        }
        for section in sections
    ]
    return render("contents.html", sections=rows)


def _paragraph_label(paragraph: Paragraph, *, words: Words) -> str:
    """Name a paragraph and its count for those who hear the page."""
    count = words.plural("{n} project", "{n} projects", len(paragraph.projects))
    return words("Paragraph {id}: {count}", id=paragraph.id, count=count)


def section_content_html(
    section: Section,
    *,
    view: View,
    texts: Mapping[str, str],
    words: Words,
    most: int | None = None,
) -> Markup:
    """Write the paragraphs of a section with their projects, each a link to the map.

    Parameters
    ----------
    section
        The section.
    view
        The view that links keep.
    texts
        The report's own words by paragraph, where they may be shown.
    words
        The language.
    most
        So many projects of a paragraph are listed; the rest is counted.
    """
    paragraphs = [
        {
            "anchor": _anchor(one.id),
            "id": one.id,
            "text": clean_text(texts.get(one.id, ""), medium="html"),
            "projects": [
                _describe_project(project, paragraph=one.id, view=view, words=words)
                for project in one.projects[:most]
            ],
            "more": say_more(shown=len(one.projects[:most]), total=len(one.projects), words=words),
            "remark": _say_remark(one.remark, words=words),
        }
        for one in section.paragraphs
    ]
    return render("cited.html", paragraphs=paragraphs)


def say_contents(words: Words) -> str:
    """Say what the table of contents lists."""
    return words(
        "Every section and paragraph of the report that was read, with the number of projects"
        " it names. Choose one to see them."
    )


def list_parts(
    sections: tuple[Section, ...],
    *,
    view: View,
    texts: Mapping[str, str],
    words: Words,
    most: int | None = None,
) -> list[Markup]:
    """List the table of contents and each section; see `section_content_html`."""
    contents = contents_html(sections, words=words)
    title = words("What stands in the report")
    return [
        section_html(title, contents, lead=say_contents(words)),
        *(
            section_html(
                section_title(section, words=words),
                section_content_html(section, view=view, texts=texts, words=words, most=most),
                anchor=_anchor(section.id),
                is_aside=True,
            )
            for section in sections
        ),
    ]


def _say_remark(remark: Remark | None, *, words: Words) -> str:
    """Say why a paragraph gave no record; nothing where none was left out."""
    if remark is None:
        return ""
    said = words.pick(remark.zh, remark.en)
    return words("Not taken: {what}", what=clean_text(said, medium="html"))


def _describe_project(
    project: Project, *, paragraph: str, view: View, words: Words
) -> dict[str, object]:
    """Describe a project as a link to its card, with its status and the report's words."""
    status = STATUSES[project.status]
    wordings = dict.fromkeys(
        citation.wording
        for citation in list_citations(project)
        if name_paragraph(citation) == paragraph
    )
    return {
        "name": clean_text(words.name_of(project), medium="html"),
        "status": words.name_of(status),
        "said": words(", ").join(
            words("“{text}”", text=clean_text(wording, medium="html")) for wording in wordings
        ),
        "view": View(selected=project.id, lang=view.lang, report=view.report),
    }
