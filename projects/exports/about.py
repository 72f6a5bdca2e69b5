"""What every exported file says of itself: source, licence, date, filter and coverage."""

from collections.abc import Sequence
from dataclasses import dataclass

from projects.catalogue import Catalogue
from projects.model import Project


@dataclass(frozen=True)
class About:
    """Where the records of a file come from, and which of them are in it."""

    catalogue: str
    title: str
    source: str
    licence: str
    report_date: str
    asked: str
    coverage: str
    counts: str
    without_place: int

    def list_lines(self) -> tuple[tuple[str, str], ...]:
        """List what is said, each with its name."""
        return (
            ("title", self.title),
            ("source", self.source),
            ("licence", self.licence),
            ("report date", self.report_date),
            ("filter", self.asked),
            ("coverage", self.coverage),
            ("records", self.counts),
        )

    def __str__(self) -> str:
        """Say it all in lines."""
        return "\n".join(f"{name}: {text}" for name, text in self.list_lines())


def make_about(catalogue: Catalogue, *, projects: Sequence[Project], asked: str = "") -> About:
    """Make what a file says of itself.

    Parameters
    ----------
    catalogue
        The catalogue.
    projects
        The records that are in the file.
    asked
        The filter they answer, as a reader would say it; none where empty.
    """
    metadata = catalogue.metadata
    placed = sum(project.geometry is not None for project in projects)
    without = len(projects) - placed
    coverage = metadata.coverage
    return About(
        catalogue=metadata.id,
        title=f"{metadata.title_zh} / {metadata.title_en}",
        source=metadata.attribution,
        licence=metadata.licence,
        report_date=metadata.report_date,
        asked=asked or "none",
        coverage=(f"{coverage.words_zh} / {coverage.words_en}" if coverage else "the whole report"),
        counts=f"{placed} with a place + {without} without a place = {len(projects)}",
        without_place=without,
    )
