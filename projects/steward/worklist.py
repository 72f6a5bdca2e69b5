"""The work list: ranked candidates as a table in which a person decides row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from geodata.gazetteer import Gazetteer
from projects.catalogue import Catalogue
from projects.steward.candidates import Candidate, find_candidates
from projects.steward.errors import WorklistError
from projects.steward.names import NameIndex, list_known_names
from projects.steward.paragraphs import ReadReport
from projects.steward.proposals import find_report_year, find_tenses, propose
from projects.steward.sheets import Sheet, unguard_cell

COLUMNS = (
    "decision", "reason", "rank", "score", "cut", "id", "name_zh", "name_en", "sector", "kind",
    "status", "event", "state", "date", "value", "unit", "counted", "districts", "place_type",
    "place", "place_proposed", "place_match", "same", "earlier_id", "section", "paragraph",
    "mention", "wording", "summary_zh", "summary_en", "why",
)  # fmt: skip
"""The columns of a work list, in its order."""

NEEDED = ("decision", "id", "name_zh", "section", "paragraph", "mention", "wording")
"""Columns without which a work list cannot be accepted."""

YES = frozenset({"yes", "y", "1", "是", "收", "true", "x", "✓"})
NO = frozenset({"no", "n", "0", "否", "不收", "false"})


def make_rows(
    report: ReadReport,
    *,
    gazetteer: Gazetteer | None,
    districts: Mapping[str, str],
    earlier: Sequence[Catalogue] = (),
    year: int | None = None,
) -> list[dict[str, str]]:
    """Make the rows of a work list: every clause of a report, the likeliest first.

    Parameters
    ----------
    report
        The report.
    gazetteer
        The places of the city, where there is one.
    districts
        Adcodes by the names of districts.
    earlier
        Catalogues of other years.
    year
        The year of the report; taken from its title where None.
    """
    names = NameIndex(list_known_names(gazetteer=gazetteer, earlier=earlier))
    candidates = find_candidates(report, names=names)
    tenses = find_tenses(report)
    told = year if year is not None else find_report_year(report)
    return [
        _make_row(
            candidate,
            rank=rank,
            tense=tenses[candidate.paragraph.id],
            year=told,
            districts=districts,
            earlier=earlier,
        )
        for rank, candidate in enumerate(candidates, start=1)
    ]


def _make_row(  # noqa: PLR0913 - what a row is made of
    candidate: Candidate,
    *,
    rank: int,
    tense: str,
    year: int | None,
    districts: Mapping[str, str],
    earlier: Sequence[Catalogue],
) -> dict[str, str]:
    """Make the row of a candidate; below the cut it proposes no more than the words."""
    proposal = propose(candidate, tense=tense, year=year, districts=districts, earlier=earlier)
    fields = asdict(proposal)
    row = dict.fromkeys(COLUMNS, "")
    row |= {name: value for name, value in fields.items() if name in row and name != "place"}
    row |= {
        "rank": str(rank),
        "score": f"{candidate.score:g}",
        "cut": "above" if candidate.is_above_cut else "below",
        "place_type": "district" if proposal.districts else "unknown",
        "place_proposed": proposal.place,
        "section": candidate.paragraph.section,
        "paragraph": candidate.paragraph.number,
        "why": "; ".join(f"{reason.sign} {reason.weight:+.1f}" for reason in candidate.reasons),
    }
    return row


def parse_worklist(sheet: Sheet) -> list[dict[str, str]]:
    """Give the rows of a work list that was read from a file.

    Raises
    ------
    WorklistError
        Where columns that are needed are not there.
    """
    missing = [name for name in NEEDED if name not in sheet.columns]
    if missing:
        found = ", ".join(sheet.columns)
        raise WorklistError(
            f"{sheet.file}: expected the columns {', '.join(missing)}, found {found}"
        )
    return [
        dict.fromkeys(COLUMNS, "")
        | {name: unguard_cell(value) for name, value in row.items()}
        | {"row": str(number)}
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
    ]


def read_decision(text: str) -> str:
    """Read what a person wrote in the column of decisions.

    Examples
    --------
    >>> read_decision("是"), read_decision(""), read_decision("maybe")
    ('yes', 'undecided', 'unclear')
    """
    plain = text.strip().casefold()
    if not plain:
        return "undecided"
    return "yes" if plain in YES else "no" if plain in NO else "unclear"
