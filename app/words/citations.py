"""Where the report says something, in words: the paragraph, its heading, its wording."""

from collections.abc import Mapping

from app.messages import Words
from projects.citations import name_paragraph
from projects.model import Citation, Section


def say_citation(citation: Citation, words: Words) -> str:
    """Say where the report says something, and its wording."""
    place = name_paragraph(citation)
    if citation.mention == citation.wording:
        return words("{place} “{wording}”", place=place, wording=citation.wording)
    return words(
        "{place} “{wording}”, printed as “{mention}”",
        place=place,
        wording=citation.wording,
        mention=citation.mention,
    )


def title_paragraph(citation: Citation, *, sections: Mapping[str, Section], words: Words) -> str:
    """Name the paragraph of a citation by its number and the heading of its section."""
    section = sections.get(citation.section)
    title = words.title_of(section) if section else ""
    return f"{name_paragraph(citation)} {title}".strip()
