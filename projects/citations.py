"""The citations of a record, wherever in it they stand."""

from collections.abc import Iterable

from projects.model import Citation, Project


def list_citations(project: Project) -> list[Citation]:
    """List every citation of a record: its own, and those of milestones and figures."""
    found = list(project.citations)
    for milestone in project.milestones:
        found += milestone.citations
    for figure in project.figures:
        found += figure.citations
    return found


def name_paragraph(citation: Citation) -> str:
    """Name the paragraph of a citation, such as ``S7.P1``."""
    return f"{citation.section}.{citation.paragraph}"


def name_paragraphs(citations: Iterable[Citation]) -> tuple[str, ...]:
    """Name the paragraphs of citations, each once."""
    return tuple(dict.fromkeys(map(name_paragraph, citations)))


def list_paragraphs(project: Project) -> tuple[str, ...]:
    """List the paragraphs that a record cites, each once."""
    return name_paragraphs(list_citations(project))
