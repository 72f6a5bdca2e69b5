"""Candidates: every clause of a report, ranked by how likely it names a project."""

from collections.abc import Iterable
from dataclasses import dataclass

from projects.steward.clauses import Item, find_items
from projects.steward.mentions import Mention, trim
from projects.steward.names import FoundName, NameIndex
from projects.steward.paragraphs import Paragraph, ReadReport
from projects.steward.ranking import CUT, Reason, weigh


@dataclass(frozen=True)
class Candidate:
    """A clause that may name a project: the name in it, the known names, its score and why."""

    paragraph: Paragraph
    item: Item
    mention: Mention
    found: tuple[FoundName, ...]
    reasons: tuple[Reason, ...]

    @property
    def score(self) -> float:
        """The sum of the weights of the reasons."""
        return round(sum(reason.weight for reason in self.reasons), 3)

    @property
    def span(self) -> tuple[int, int]:
        """Where the name stands in the paragraph."""
        start = self.item.start + self.mention.start
        return start, start + len(self.mention.text)

    @property
    def is_above_cut(self) -> bool:
        """Whether it stands above the cut of the list."""
        return self.score >= CUT


def find_candidates(report: ReadReport, *, names: NameIndex) -> tuple[Candidate, ...]:
    """Rank every clause of a report, the likeliest first; none is left out.

    Parameters
    ----------
    report
        The report.
    names
        Known names.

    Returns
    -------
    tuple of Candidate
        Of equal scores the earlier in the report comes first.
    """
    candidates = [one for paragraph in report.paragraphs for one in _read(paragraph, names=names)]
    return tuple(sorted(candidates, key=lambda candidate: -candidate.score))


def _read(paragraph: Paragraph, *, names: NameIndex) -> Iterable[Candidate]:
    """Make the candidates of a paragraph."""
    found = names.find(paragraph.text)
    for item in find_items(paragraph.text):
        inside = tuple(one for one in found if item.start <= one.start and one.end <= item.end)
        mention = trim(item.text, kept={one.known.name for one in inside})
        reasons = weigh(item, mention=mention, found=inside)
        yield Candidate(paragraph, item, mention, inside, reasons)
