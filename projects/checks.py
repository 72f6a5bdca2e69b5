"""The checks of a catalogue: what the record's form alone does not assure, all faults at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geodata.geojson_rules import (
    find_repeated_parts,
    find_rule_faults,
    find_site_faults,
    find_structure_faults,
)
from projects.alike_checks import ChecksAlike
from projects.catalogue import (
    Catalogue,
    RawCatalogue,
    name_record,
    parse_raw_catalogue,
    read_bytes,
)
from projects.errors import CatalogueError, Fault
from projects.halves import answer, read_whole
from projects.kept import find_kept
from projects.kept_catalogue import keep_catalogue, read_kept
from projects.model import Metadata, Project
from projects.record_checks import (
    RECORD_CHECKS,
    Finding,
    Setting,
    find_wording_faults,
    tell_sections,
)
from projects.records import HeldText, Records
from projects.refusal import NotPlainlySoundError
from projects.report import Report
from projects.signs import fold_look
from projects.sources.addresses import find_address
from projects.wholes import find_ring


@dataclass(frozen=True)
class CheckedFile:
    """What a check of one file found, and how many records it saw.

    ``faults`` make the file wrong: it should not be served. ``wordings`` are quotations that were
    cut or carry no verb: the file can be served, and its steward should mend them.
    """

    file: str
    total: int
    placed: int
    faults: tuple[Fault, ...]
    wordings: tuple[Fault, ...] = ()

    @property
    def all_faults(self) -> tuple[Fault, ...]:
        """Everything that a steward should mend."""
        return (*self.faults, *self.wordings)


def _find_coverage_faults(metadata: Metadata) -> Iterator[Finding]:
    """Find where what is said to be read of the report contradicts itself or its sections."""
    coverage = metadata.coverage
    if coverage is None:
        return
    named = metadata.sections
    seen: set[str] = set()
    for index, part in enumerate(coverage.parts):
        field = f"coverage.parts[{index}].section"
        if named and part.section not in named:
            yield field, tell_sections(metadata), repr(part.section)
        if part.section in seen:
            yield field, "each section once, with all that was read of it", repr(part.section)
        seen.add(part.section)
    if coverage.breaks_off is None:
        return
    section, _, paragraph = coverage.breaks_off.partition(".")
    if named and section not in named:
        yield "coverage.breaks_off", tell_sections(metadata), repr(coverage.breaks_off)
    elif coverage.parts and not coverage.has_read(section, paragraph):
        expected = "a paragraph that was read, the last one before the text ends"
        yield "coverage.breaks_off", expected, repr(coverage.breaks_off)


CHECKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "file": "a regular file of bounded size that can be read",
        "server": "a database that answers, for a shared catalogue",
        "encoding": "UTF-8 without a byte order mark",
        "json": "JSON text, not too deep, each name once",
        "size": "no more features than a catalogue may have",
        "form": "the fields, types, lengths and terms of a record",
        "signs": "no control signs, line breaks, surrogates or floods of marks in a text",
        "id-twice": "an id, present or former, is used once",
        "geometry-form": "a geometry that can be read",
        "geometry-rule": "RFC 7946 and the house rules: rings, decimals, lengths, validity",
        "geometry-site": "a geometry that lies in the city, or is declared to leave it",
        "citation": "a phrase that stands in its paragraph",
        "unread": "citations of what metadata.coverage says was read",
        "section": "sections that metadata.sections names",
        "source": "a reason in both languages where the trust in a source is given",
        "wording": "a wording that carries a verb and was not cut",
        "place": "the words about a place agree with its geometry",
        "district": "districts of the city",
        "date": "milestones at a time at which the report can have them",
        "status": "the status agrees with the milestones",
        "due": "the year of the latest open promise",
        "name": "names once, remarks in both languages",
        "entry-twice": "each milestone, figure and whole of a record once",
        "name-twice": "a usual name that no other record has, in whatever signs it is written",
        "part-of": "wholes that are other records, and no parts of their own parts",
        "leaves-city": "declared records that are there",
        "coverage": "each record in a paragraph of the report; each paragraph with its records "
        "or a stated reason for none",
    }
)
"""Every check by its short name, which does not change, and what it asks for."""


def _find_feature_faults(feature: object, *, metadata: Metadata) -> Iterator[tuple[str, Finding]]:
    """Find what GeoJSON and the city's bounds ask of a geometry, each with its check's name."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if geometry is None or any(find_structure_faults(geometry)):
        return
    for finding in (*find_rule_faults(geometry), *find_repeated_parts(geometry)):
        yield "geometry-rule", finding
    properties = feature.get("properties") if isinstance(feature, dict) else None
    record_id = properties.get("id") if isinstance(properties, dict) else None
    may_leave = isinstance(record_id, str) and record_id in metadata.leaves_city
    for finding in find_site_faults(geometry, bbox=metadata.city.bbox, may_leave=may_leave):
        yield "geometry-site", finding


def _find_record_faults(
    feature: object, project: Project | None, *, setting: Setting
) -> Iterator[tuple[str, Finding]]:
    """Find what the checks of one record find, each with the check's name."""
    yield from _find_feature_faults(feature, metadata=setting.metadata)
    if project is not None:
        for check, find in RECORD_CHECKS.items():
            for finding in find(project, setting):
                yield check, finding


def _find_shared_names(projects: Iterable[Project]) -> Iterator[tuple[str, Finding]]:
    """Find usual names that an earlier record has."""
    first_use: dict[str, Project] = {}
    for project in projects:
        other = first_use.setdefault(fold_look(project.name_zh), project)
        if other.id != project.id:
            found = f"{project.name_zh!r}, the name of {other.id}"
            if other.name_zh != project.name_zh:
                found += f" in other signs ({other.name_zh!r})"
            yield project.id, ("name_zh", "a name that no other record has", found)


def _find_part_faults(
    projects: Iterable[Project], *, complete: bool
) -> Iterator[tuple[str, Finding]]:
    """Find wholes that are the part itself or, where all records could be read, no record."""
    listed = tuple(projects)
    ids = {project.id for project in listed}
    for project in listed:
        for index, whole in enumerate(project.part_of):
            if whole == project.id or (complete and whole not in ids):
                expected = "the id of another record, of which this is a part"
                yield project.id, (f"part_of[{index}]", expected, repr(whole))
    wholes = {project.id: project.part_of for project in listed if project.part_of}
    for record_id in find_ring(wholes):
        expected = "wholes that are no parts of this record themselves"
        yield record_id, ("part_of", expected, ", ".join(wholes[record_id]))


def _find_faults(raw: RawCatalogue, *, report: Report | None) -> Iterator[Fault]:
    """Find all faults of a file whose features could be looked at."""
    yield from raw.faults
    metadata = raw.metadata
    if metadata is None:
        return
    for finding in _find_coverage_faults(metadata):
        yield Fault(raw.file, "metadata", *finding, check="section")
    setting = Setting(metadata, report)
    projects = [project for project in raw.projects if project is not None]
    for number, (feature, project) in enumerate(
        zip(raw.features, raw.projects, strict=True), start=1
    ):
        record = name_record(feature, number=number)
        for check, finding in _find_record_faults(feature, project, setting=setting):
            yield Fault(raw.file, record, *finding, check=check)
    for record, finding in _find_shared_names(projects):
        yield Fault(raw.file, record, *finding, check="name-twice")
    for record, finding in _find_part_faults(projects, complete=None not in raw.projects):
        yield Fault(raw.file, record, *finding, check="part-of")
    if None not in raw.projects:
        yield from _find_leaving_faults(projects, file=raw.file, metadata=metadata)


def _find_leaving_faults(
    projects: Iterable[Project], *, file: str, metadata: Metadata
) -> Iterator[Fault]:
    """Find ids declared to leave the city that no record with a geometry has."""
    placed_ids = {project.id for project in projects if project.geometry is not None}
    for record_id in metadata.leaves_city:
        if record_id not in placed_ids:
            expected, found = "ids of records with a geometry", repr(record_id)
            yield Fault(file, "metadata", "leaves_city", expected, found, check="leaves-city")


def _check_raw(raw: RawCatalogue, *, report: Report | None) -> CheckedFile:
    """Gather the faults of a file whose features could be looked at, each once."""
    placed = sum(isinstance(f, dict) and f.get("geometry") is not None for f in raw.features)
    faults = tuple(dict.fromkeys(_find_faults(raw, report=report)))
    return CheckedFile(
        file=raw.file,
        total=len(raw.features),
        placed=placed,
        faults=faults,
        wordings=tuple(_list_wording_faults(raw)),
    )


def _list_wording_faults(raw: RawCatalogue) -> Iterator[Fault]:
    """List the wordings of a file that were cut or carry no verb."""
    if raw.metadata is None:
        return
    for project in raw.projects:
        if project is not None:
            for finding in find_wording_faults(project, metadata=raw.metadata):
                yield Fault(raw.file, project.id, *finding, check="wording")


def check_bytes(data: bytes, *, file: str, report: Report | None = None) -> CheckedFile:
    """Check a catalogue given as the bytes of a file.

    Parameters
    ----------
    data
        The bytes.
    file
        Its name, for the faults.
    report
        The text of the report; without it citations are checked for their form alone.

    Returns
    -------
    CheckedFile
        With every fault, in the order of the records.
    """
    try:
        raw = parse_raw_catalogue(data, file=file)
    except CatalogueError as error:
        return CheckedFile(file=file, total=0, placed=0, faults=error.faults)
    return _check_raw(raw, report=report)


def check_file(path: Path | str, *, report: Report | None = None) -> CheckedFile:
    """Check a catalogue file.

    Parameters
    ----------
    path
        The file.
    report
        The text of the report; without it citations are checked for their form alone.
    """
    try:
        data = read_bytes(path)
    except CatalogueError as error:
        return CheckedFile(file=str(path), total=0, placed=0, faults=error.faults)
    return check_bytes(data, file=str(path), report=report)


def read_half() -> None:
    """Read the second half of a file for another process: see `projects.halves`."""
    answer(find_faults=ChecksAlike())


def _read_in_bulk(data: bytes) -> Catalogue:
    """Read a catalogue in which nothing is wrong: its columns are laid out, no record is held.

    Parameters
    ----------
    data
        The bytes of the file.

    Raises
    ------
    NotPlainlySoundError
        Where something may be.
    """
    part = read_whole(data, find_faults=ChecksAlike, read_half="projects.checks")
    if any(_find_coverage_faults(part.metadata)):
        raise NotPlainlySoundError
    records = Records(HeldText(data), columns=part.columns, keys=part.keys)
    return Catalogue(metadata=part.metadata, projects=records)


def parse_checked(data: bytes, *, file: str) -> Catalogue:
    """Read a catalogue that may be served: one in which the checks find no fault.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for the faults.

    Raises
    ------
    CatalogueError
        With every fault that `check_bytes` finds without a report.
    """
    try:
        return _read_in_bulk(data)
    except NotPlainlySoundError:
        raw = parse_raw_catalogue(data, file=file)
        return raw.complete(faults=_check_raw(raw, report=None).faults)


def read_checked(path: Path | str, *, file: str | None = None) -> Catalogue:
    """Read a catalogue that may be served from a file.

    Parameters
    ----------
    path
        The file.
    file
        Its name, for the faults; the path where None.

    Raises
    ------
    CatalogueError
        With every fault that `check_file` finds without a report.
    """
    data = read_bytes(path, file=file)
    kept = find_kept(Path(path), data=data) if find_address(path) is None else None
    if kept is None:
        return parse_checked(data, file=file or str(path))
    found = read_kept(kept, data=data)
    if found is not None:
        return found
    return keep_catalogue(parse_checked(data, file=file or str(path)), kept=kept, data=data)
