"""How well candidates agree with a catalogue made by people: recall, precision and ranks.

A record is found where a candidate of the same paragraph shares at least half of the characters
of the shorter of two names: the candidate's and the one that a citation of the record quotes, at
any place where the paragraph has it. A candidate is true where it finds a record so. Counted is
each pair of a record and a paragraph once, however many citations it has there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from projects.catalogue import Catalogue
from projects.citations import name_paragraph
from projects.steward.candidates import Candidate


@dataclass(frozen=True)
class Agreement:
    """What a measurement found."""

    records: int
    found: int
    found_above_cut: int
    candidates: int
    above_cut: int
    true_above_cut: int
    true_at_number: int
    """True candidates among as many top ranks as there are records to find."""
    last_true_rank: int | None
    missed: tuple[str, ...]
    below_cut: tuple[str, ...]

    @property
    def recall(self) -> float:
        """Share of the records found anywhere in the list."""
        return self.found / self.records if self.records else 1.0

    @property
    def recall_above_cut(self) -> float:
        """Share of the records found above the cut."""
        return self.found_above_cut / self.records if self.records else 1.0

    @property
    def precision(self) -> float:
        """Share of the candidates above the cut that are true."""
        return self.true_above_cut / self.above_cut if self.above_cut else 1.0

    @property
    def precision_at_number(self) -> float:
        """Share of true ones among as many top ranks as there are records."""
        number = min(self.records, self.candidates)
        return self.true_at_number / number if number else 1.0

    def to_json(self) -> dict[str, Any]:
        """Give the measurement as plain values."""
        return {
            "records_in_paragraphs": self.records,
            "candidates": self.candidates,
            "above_cut": self.above_cut,
            "recall": round(self.recall, 4),
            "recall_above_cut": round(self.recall_above_cut, 4),
            "precision_above_cut": round(self.precision, 4),
            "precision_at_number_of_records": round(self.precision_at_number, 4),
            "rank_of_last_true_one": self.last_true_rank,
            "missed": list(self.missed),
            "below_cut": list(self.below_cut),
        }


def _find_all(text: str, part: str) -> Iterator[tuple[int, int]]:
    """Find every place of a part in a text."""
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def _agree(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether two stretches share half of the shorter one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= min(one[1] - one[0], other[1] - other[0])


def _list_wanted(
    catalogue: Catalogue, texts: dict[str, str]
) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """List where each record is named in each paragraph."""
    wanted: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for project in catalogue.projects:
        for citation in project.citations:
            name = name_paragraph(citation)
            places = list(_find_all(texts.get(name, ""), citation.mention))
            wanted.setdefault((project.id, name), []).extend(places)
    return wanted


def measure_agreement(candidates: Sequence[Candidate], *, catalogue: Catalogue) -> Agreement:
    """Measure how well ranked candidates agree with a catalogue.

    Parameters
    ----------
    candidates
        In the order of their rank.
    catalogue
        A catalogue of the same report, made by people.
    """
    texts = {one.paragraph.id: one.paragraph.text for one in candidates}
    wanted = _list_wanted(catalogue, texts)
    ranks: dict[tuple[str, str], int] = {}
    true_ranks = []
    by_paragraph: dict[str, list[tuple[tuple[str, str], list[tuple[int, int]]]]] = {}
    for key, places in wanted.items():
        by_paragraph.setdefault(key[1], []).append((key, places))
    for rank, candidate in enumerate(candidates, start=1):
        hits = [
            key
            for key, places in by_paragraph.get(candidate.paragraph.id, [])
            if any(_agree(candidate.span, place) for place in places)
        ]
        if hits:
            true_ranks.append(rank)
        for key in hits:
            ranks.setdefault(key, rank)
    above = sum(candidate.is_above_cut for candidate in candidates)
    return Agreement(
        records=len(wanted),
        found=len(ranks),
        found_above_cut=sum(rank <= above for rank in ranks.values()),
        candidates=len(candidates),
        above_cut=above,
        true_above_cut=sum(rank <= above for rank in true_ranks),
        true_at_number=sum(rank <= len(wanted) for rank in true_ranks),
        last_true_rank=max(ranks.values(), default=None),
        missed=tuple(f"{key[0]} in {key[1]}" for key in wanted if key not in ranks),
        below_cut=tuple(f"{key[0]} in {key[1]}" for key, rank in ranks.items() if rank > above),
    )
