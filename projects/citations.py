"""The citations of a record, wherever in it they stand."""

from collections.abc import Iterator

from projects.model import Citation, Project


def list_citations(project: Project) -> Iterator[Citation]:
    """List every citation of a record: its own, and those of milestones and figures."""
    yield from project.citations
    for milestone in project.milestones:
        yield from milestone.citations
    for figure in project.figures:
        yield from figure.citations


def name_paragraph(citation: Citation) -> str:
    """Name the paragraph of a citation, such as ``S7.P1``."""
    return f"{citation.section}.{citation.paragraph}"


def list_paragraphs(project: Project) -> tuple[str, ...]:
    """List the paragraphs that a record cites, each once."""
    return tuple(dict.fromkeys(name_paragraph(one) for one in list_citations(project)))
