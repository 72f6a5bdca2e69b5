"""The coverage sheet: each paragraph with its records or a reason for none, and the other way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata import files
from geodata.errors import FileFaultsError
from projects.catalogue import Catalogue, read_catalogue
from projects.citations import list_citations, list_paragraphs
from projects.errors import CatalogueError, Fault
from projects.model import Project
from projects.report import Report
from projects.steward.errors import StewardError


@dataclass(frozen=True)
class Remark:
    """Why a paragraph gave no record, or what of it was not taken, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class ParagraphRow:
    """A paragraph with the records that cite it, and what is said of the rest."""

    paragraph: str
    records: tuple[str, ...]
    remark: Remark | None

    @property
    def is_accounted_for(self) -> bool:
        """Whether it has a record or a stated reason."""
        return bool(self.records) or self.remark is not None


@dataclass(frozen=True)
class CoverageSheet:
    """All paragraphs, and all records with theirs."""

    paragraphs: tuple[ParagraphRow, ...]
    records: Mapping[str, tuple[str, ...]]
    orphans: tuple[str, ...]
    """Records of which no citation stands in the report."""

    @property
    def unexplained(self) -> tuple[str, ...]:
        """Paragraphs without a record and without a reason."""
        return tuple(row.paragraph for row in self.paragraphs if not row.is_accounted_for)

    def to_json(self) -> dict[str, Any]:
        """Give the sheet as plain values."""
        return {
            "paragraphs": [
                {
                    "paragraph": row.paragraph,
                    "records": list(row.records),
                    "reason_zh": row.remark.zh if row.remark else None,
                    "reason_en": row.remark.en if row.remark else None,
                }
                for row in self.paragraphs
            ],
            "records": {name: list(cited) for name, cited in self.records.items()},
            "orphans": list(self.orphans),
            "unexplained": list(self.unexplained),
        }


def name_reasons(catalogue_path: Path) -> Path:
    """Name the file of reasons beside a catalogue: ``taiyuan-2024.reading.toml``."""
    return catalogue_path.with_name(f"{catalogue_path.stem}.reading.toml")


def read_reasons(path: Path) -> dict[str, Remark]:
    """Read why paragraphs gave no record; none where there is no such file.

    Parameters
    ----------
    path
        A TOML file with a table ``paragraphs``: ``"S1.P1" = { zh = "…", en = "…" }``.

    Raises
    ------
    StewardError
        Where it cannot be read or a paragraph lacks a language.
    """
    if not path.exists():
        return {}
    try:
        table = files.read_settings(path).get("paragraphs", {})
    except FileFaultsError as error:
        raise StewardError(str(error)) from error
    reasons = {}
    for name, words in table.items():
        if not isinstance(words, dict) or not words.get("zh") or not words.get("en"):
            raise StewardError(f"{path}: {name}: expected a reason in zh and in en, found {words}")
        reasons[name] = Remark(words["zh"], words["en"])
    return reasons


def make_sheet(
    catalogue: Catalogue, *, report: Report, reasons: Mapping[str, Remark]
) -> CoverageSheet:
    """Hold a catalogue and a report against each other.

    Parameters
    ----------
    catalogue
        The records.
    report
        The paragraphs.
    reasons
        Why paragraphs gave no record.
    """
    names = [f"{section}.{paragraph}" for section, paragraph in report.paragraphs]
    by_paragraph: dict[str, list[str]] = {name: [] for name in names}
    by_record: dict[str, tuple[str, ...]] = {}
    orphans = []
    for project in catalogue.projects:
        cited = list_paragraphs(project)
        by_record[project.id] = cited
        there = [name for name in cited if name in by_paragraph]
        if not there or not _stands_anywhere(project, report=report):
            orphans.append(project.id)
        for name in there:
            by_paragraph[name].append(project.id)
    rows = [ParagraphRow(name, tuple(ids), reasons.get(name)) for name, ids in by_paragraph.items()]
    return CoverageSheet(tuple(rows), by_record, tuple(orphans))


def _stands_anywhere(project: Project, *, report: Report) -> bool:
    """Say whether any citation's mention stands in its paragraph."""
    return any(
        one.mention in report.paragraphs.get((one.section, one.paragraph), "")
        for one in list_citations(project)
    )


def find_coverage_faults(sheet: CoverageSheet, *, file: str) -> list[Fault]:
    """Say as faults which records have no paragraph and which paragraphs no record and no reason.

    Parameters
    ----------
    sheet
        The coverage sheet.
    file
        The catalogue's name.
    """
    faults = [
        Fault(
            file,
            name,
            "citations",
            "a paragraph of the report that names it",
            "none (orphan)",
            check="coverage",
        )
        for name in sheet.orphans
    ]
    expected = "a record, or a reason in the .reading.toml beside the catalogue"
    faults += [
        Fault(file, name, "paragraph", expected, "neither", check="coverage")
        for name in sheet.unexplained
    ]
    return faults


def tell_sheet(sheet: CoverageSheet) -> Sequence[tuple[str, str, str]]:
    """Give the rows of the sheet as texts: paragraph, records, reason."""
    return [
        (row.paragraph, ", ".join(row.records) or "–", row.remark.en if row.remark else "")
        for row in sheet.paragraphs
    ]


def list_unasked(path: Path, *, report: Report) -> tuple[str, ...]:
    """List paragraphs without record and reason of a file beside which no reasons are kept.

    Parameters
    ----------
    path
        The catalogue file.
    report
        The report that it was read from.
    """
    if name_reasons(path).exists():
        return ()
    try:
        catalogue = read_catalogue(path)
    except CatalogueError:
        return ()  # its faults are told by the checks themselves
    return make_sheet(catalogue, report=report, reasons={}).unexplained


def list_coverage_faults(path: Path, *, report: Report) -> list[Fault]:
    """List the faults of coverage of a catalogue file that can be read; none of one that cannot.

    Paragraphs without a record are asked for a reason only where reasons are kept for the file.

    Parameters
    ----------
    path
        The catalogue file.
    report
        The report that it was read from.
    """
    try:
        catalogue = read_catalogue(path)
    except CatalogueError:
        return []  # its faults are told by the checks themselves
    reasons_path = name_reasons(path)
    sheet = make_sheet(catalogue, report=report, reasons=read_reasons(reasons_path))
    faults = find_coverage_faults(sheet, file=str(path))
    return faults if reasons_path.exists() else [one for one in faults if one.field == "citations"]
