"""The checks of a catalogue: what the record's form alone does not assure, all faults at once."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from geodata.cities import district_prefix, find_city
from geodata.geojson_rules import (
    DECIMALS,
    find_rule_faults,
    find_site_faults,
    find_structure_faults,
)
from geodata.layers import districts
from projects.catalogue import (
    Catalogue,
    RawCatalogue,
    name_record,
    parse_raw_catalogue,
    read_bytes,
)
from projects.citations import list_citations, name_paragraph
from projects.dates import first_day, last_day, last_year
from projects.derive import derive_due, list_open_promises, list_own_milestones
from projects.errors import CatalogueError, Fault
from projects.events import BEGINNINGS, FINISHES, SOFT, WORKS
from projects.halves import answer, read_whole
from projects.kept import find_kept
from projects.kept_catalogue import keep_catalogue, read_kept
from projects.model import Citation, Metadata, Place, Project
from projects.records import HeldText, Records
from projects.report import Report, is_sentence
from projects.signs import fold_look
from projects.sound import NotPlainlySoundError
from projects.sources.addresses import find_address
from projects.vocabulary import ACCURACY_CLASSES
from projects.wholes import find_ring
from projects.wordings import has_status_word, is_cut

_GEOMETRIES_OF = {
    "site": ("Point", "MultiPoint"),
    "line": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
}
_MAX_ACCURACY_M = max(c.limit_m for c in ACCURACY_CLASSES.values() if c.limit_m is not None)
_LEAST_ACCURACY_M = 0.1
"""What a stored coordinate can tell apart."""
FINISHED = frozenset({*FINISHES, "designated"})

Finding = tuple[str, str, str]
"""A field, what was expected and what was found."""


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


def _list_citations(project: Project) -> Iterator[tuple[str, Citation]]:
    """List the citations of a record, each with its path."""
    for index, citation in enumerate(project.citations):
        yield f"citations[{index}]", citation
    for number, milestone in enumerate(project.milestones):
        for index, citation in enumerate(milestone.citations):
            yield f"milestones[{number}].citations[{index}]", citation
    for number, figure in enumerate(project.figures):
        for index, citation in enumerate(figure.citations):
            yield f"figures[{number}].citations[{index}]", citation


def _find_citation_faults(project: Project, *, report: Report | None) -> Iterator[Finding]:
    """Find quotations that are sentences or do not stand in the report."""
    if report is None:
        quoted = [text for one in list_citations(project) for text in (one.mention, one.wording)]
        if not is_sentence(" ".join(quoted)):  # all at once: nearly always nothing
            return
    for path, citation in _list_citations(project):
        for field, text in (("mention", citation.mention), ("wording", citation.wording)):
            if is_sentence(text):
                yield f"{path}.{field}", "a name or a phrase, not a sentence", repr(text)
        if report is not None:
            for field, expected, found in report.find_citation_faults(citation):
                yield f"{path}.{field}", expected, found


def _find_wording_faults(project: Project, *, metadata: Metadata) -> Iterator[Finding]:
    """Find wordings that were cut, or say nothing of how the thing stands.

    Only Chinese reports are looked at. A figure's wording carries a number and needs no verb.
    """
    if metadata.language != "zh":
        return
    for path, citation in _list_citations(project):
        if is_cut(citation.wording):
            yield f"{path}.wording", "a phrase that is not cut in its middle", citation.wording
        elif not path.startswith("figures") and not has_status_word(citation.wording):
            expected = "a phrase with the verb that carries it (docs/glossary.md lists them)"
            yield f"{path}.wording", expected, citation.wording


def _find_unread_faults(project: Project, *, metadata: Metadata) -> Iterator[Finding]:
    """Find citations of what, by the metadata, was not read of the report."""
    coverage = metadata.coverage
    if coverage is None or not coverage.parts:
        return
    if all(map(coverage.holds, list_citations(project))):
        return
    for path, citation in _list_citations(project):
        if not coverage.holds(citation):
            expected = "a paragraph that metadata.coverage says was read"
            yield path, expected, name_paragraph(citation)


def _find_section_faults(project: Project, *, metadata: Metadata) -> Iterator[Finding]:
    """Find citations of a section that the metadata does not name, where it names any."""
    named = metadata.sections
    if not named or all(one.section in named for one in list_citations(project)):
        return
    for path, citation in _list_citations(project):
        if citation.section not in named:
            yield f"{path}.section", _tell_named(metadata), repr(citation.section)


def _tell_named(metadata: Metadata) -> str:
    """Say which sections there are."""
    return f"a section that metadata.sections names ({', '.join(metadata.sections)})"


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
            yield field, _tell_named(metadata), repr(part.section)
        if part.section in seen:
            yield field, "each section once, with all that was read of it", repr(part.section)
        seen.add(part.section)
    if coverage.breaks_off is None:
        return
    section, _, paragraph = coverage.breaks_off.partition(".")
    if named and section not in named:
        yield "coverage.breaks_off", _tell_named(metadata), repr(coverage.breaks_off)
    elif coverage.parts and not coverage.has_read(section, paragraph):
        expected = "a paragraph that was read, the last one before the text ends"
        yield "coverage.breaks_off", expected, repr(coverage.breaks_off)


def _find_source_faults(project: Project) -> Iterator[Finding]:
    """Find trust without its reason in both languages, and what only a source can say."""
    for number, milestone in enumerate(project.milestones):
        source = milestone.source
        for field in ("foresees", "denies", "fulfils"):
            if source is None and getattr(milestone, field) is not None:
                expected = "null, where there is no source from elsewhere"
                yield f"milestones[{number}].{field}", expected, repr(getattr(milestone, field))
        if source is None or source.trust is None:
            continue
        for field in ("why_zh", "why_en"):
            if getattr(source, field) is None:
                expected = "a reason, where trust is given"
                yield f"milestones[{number}].source.{field}", expected, "null"


def _find_place_faults(project: Project) -> Iterator[Finding]:
    """Find where the words about a place and its geometry disagree."""
    place = project.place
    geometry_type = None if project.geometry is None else project.geometry.geom_type
    allowed = _GEOMETRIES_OF.get(place.type)
    if allowed is None and geometry_type is not None:
        yield "geometry", f"null where place.type is {place.type!r}", geometry_type
    elif allowed is not None and geometry_type not in allowed:
        expected = f"{' or '.join(allowed)} where place.type is {place.type!r}"
        yield "geometry", expected, geometry_type or "null"
    yield from _find_accuracy_faults(place, geometry_type=geometry_type)
    if geometry_type is not None:
        for field in ("method", "source", "licence", "as_of"):
            if getattr(place, field) is None:
                yield f"place.{field}", "a value, where there is a geometry", "null"


def _find_accuracy_faults(place: Place, *, geometry_type: str | None) -> Iterator[Finding]:
    """Find an accuracy that is not told, or that no geometry of ours can have."""
    accuracy_m, extent_m = place.accuracy_m, place.extent_m
    if geometry_type is None:
        if accuracy_m is not None:
            yield "place.accuracy_m", "null where there is no geometry", f"{accuracy_m:g}"
        return
    if accuracy_m is None:
        yield "place.accuracy_m", "metres, where there is a geometry", "null"
    elif accuracy_m < _LEAST_ACCURACY_M:
        expected = f"at least {_LEAST_ACCURACY_M:g} m, as coordinates of {DECIMALS} decimals"
        yield "place.accuracy_m", expected, f"{accuracy_m:g}"
    elif accuracy_m > _MAX_ACCURACY_M:
        expected = f"at most {_MAX_ACCURACY_M:g} m, or no geometry"
        yield "place.accuracy_m", expected, f"{accuracy_m:g}"
    is_point = geometry_type in {"Point", "MultiPoint"}
    if is_point and extent_m is not None and (accuracy_m or extent_m) < extent_m:
        expected = f"at least {extent_m:g}, the width of what the point stands for"
        yield "place.accuracy_m", expected, f"{accuracy_m:g}"


def _find_district_faults(project: Project, *, metadata: Metadata) -> Iterator[Finding]:
    """Find districts that are not of the city, or that the type of place contradicts."""
    prefix = district_prefix(metadata.city.adcode)
    known = districts(find_city(metadata.city.adcode))
    for index, adcode in enumerate(project.districts):
        if known and adcode not in known:
            expected = f"one of {', '.join(sorted(known))}"
            yield f"districts[{index}]", expected, repr(adcode)
        elif not adcode.startswith(prefix):
            yield f"districts[{index}]", f"an adcode of the city ({prefix}…)", repr(adcode)
    if len(set(project.districts)) < len(project.districts):
        yield "districts", "each district once", repr(list(project.districts))
    if project.place.type == "district" and not project.districts:
        yield "districts", "a district where place.type is 'district'", "none"
    if project.place.type == "city" and project.districts:
        expected = "none where place.type is 'city'"
        yield "districts", expected, repr(list(project.districts))


def _find_date_faults(project: Project, *, metadata: Metadata) -> Iterator[Finding]:
    """Find milestones at a time at which a report of that date cannot have them."""
    report_year = metadata.report_year
    known_by = last_day(metadata.report_date)
    for index, milestone in enumerate(project.milestones):
        field = f"milestones[{index}]"
        year = last_year(milestone.date) if milestone.date else None
        if milestone.source is not None:
            if milestone.state != "reported":
                yield f"{field}.state", "'reported' for a fact from elsewhere", milestone.state
            told = milestone.source.date
            if told is not None and _is_after(milestone.date, last_day(told)):
                expected = f"{told} or before, when its source told it; `foresees` is for later"
                yield f"{field}.date", expected, repr(milestone.date)
        elif year is not None and milestone.state == "reported" and year > report_year:
            expected = f"{report_year} or before, where the report calls it done"
            yield f"{field}.date", expected, repr(milestone.date)
        elif milestone.state == "reported" and _is_after(milestone.date, known_by):
            expected = f"{metadata.report_date} or before, where the report calls it done"
            yield f"{field}.date", expected, repr(milestone.date)
        elif year is not None and milestone.state == "promised" and year < report_year:
            expected = f"{report_year} or later, where the report promises it"
            yield f"{field}.date", expected, repr(milestone.date)


def _is_after(text: str | None, day: date | None) -> bool:
    """Say whether a date surely lies after a day."""
    begins = None if text is None else first_day(text)
    return begins is not None and day is not None and begins > day


def _find_status_faults(project: Project) -> Iterator[Finding]:
    """Find where the status and the milestones of the report disagree."""
    own = list_own_milestones(project.milestones)
    reported = {milestone.event for milestone in own if milestone.state == "reported"}
    promised = {milestone.event for milestone in list_open_promises(own)}
    begun = sorted(reported & WORKS)
    finished = sorted(reported & FINISHED)
    firm = sorted(promised - SOFT)
    status = project.status
    built = sorted(reported & FINISHES)
    # An existing place whose phase was finished is judged by what is promised more.
    begins_anew = bool(built) and bool(promised & BEGINNINGS)
    if status in {"proposed", "planned"} and begun and not begins_anew:
        yield "status", "no reported start or finish where it is " + status, ", ".join(begun)
    if status == "proposed" and firm:
        yield "status", "no promise where it is only proposed", ", ".join(firm)
    if status == "under-construction" and built and not promised:
        expected = "no reported finish without a later promise where it is under construction"
        yield "status", expected, ", ".join(built)
    # A title won, or aimed at, is no yearly count.
    if status == "ongoing" and bool(begun) != bool(set(firm) - {"designated"}):
        expected = "for an ongoing programme both a report and a promise, or neither"
        found = f"reported {', '.join(begun) or 'none'}"
        yield "status", expected, f"{found}; promised {', '.join(firm) or 'none'}"
    if status == "completed":
        if not finished:
            expected = f"a reported milestone, one of {', '.join(sorted(FINISHED))}"
            yield "milestones", expected + ", where it is completed", ", ".join(begun) or "none"
        if promised:
            expected = "no open promise where it is completed: what is promised more decides "
            expected += "(planned to begin it, under-construction to finish it)"
            yield "status", expected, ", ".join(sorted(promised))


def _find_name_faults(project: Project) -> Iterator[Finding]:
    """Find names given twice and words in one language only."""
    if len(set(project.aliases)) < len(project.aliases):
        yield "aliases", "each alias once", repr(list(project.aliases))
    if project.name_zh in project.aliases:
        yield "aliases", "names other than name_zh", repr(project.name_zh)
    if (project.remark_zh is None) != (project.remark_en is None):
        missing = "remark_zh" if project.remark_zh is None else "remark_en"
        yield missing, "a remark in both languages or in none", "null"


def _find_repeated_parts(project: Project) -> Iterator[Finding]:
    """Find what stands twice in a record and would be told, or counted, twice."""
    for field in ("milestones", "figures", "part_of"):
        entries = getattr(project, field)
        for index, entry in enumerate(entries):
            earlier = entries.index(entry)
            if earlier != index:
                yield f"{field}[{index}]", "each entry once", f"the same as {field}[{earlier}]"


def _find_due_faults(project: Project) -> Iterator[Finding]:
    """Find a due year that is not the one derived."""
    due = derive_due(project.milestones)
    if due != project.due:
        expected = f"{'null' if due is None else due}, the year of the latest open promise"
        yield "due", expected, "null" if project.due is None else str(project.due)


@dataclass(frozen=True)
class _Setting:
    """What a record is held against: the metadata, and the report where there is one."""

    metadata: Metadata
    report: Report | None


_RECORD_CHECKS: Final[Mapping[str, Callable[[Project, _Setting], Iterator[Finding]]]] = (
    MappingProxyType(
        {
            "citation": lambda one, setting: _find_citation_faults(one, report=setting.report),
            "unread": lambda one, setting: _find_unread_faults(one, metadata=setting.metadata),
            "section": lambda one, setting: _find_section_faults(one, metadata=setting.metadata),
            "source": lambda one, _: _find_source_faults(one),
            "place": lambda one, _: _find_place_faults(one),
            "district": lambda one, setting: _find_district_faults(one, metadata=setting.metadata),
            "date": lambda one, setting: _find_date_faults(one, metadata=setting.metadata),
            "status": lambda one, _: _find_status_faults(one),
            "due": lambda one, _: _find_due_faults(one),
            "name": lambda one, _: _find_name_faults(one),
            "entry-twice": lambda one, _: _find_repeated_parts(one),
        }
    )
)
"""The checks of one record, by their short names, in the order in which faults are told."""

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
    for finding in find_rule_faults(geometry):
        yield "geometry-rule", finding
    properties = feature.get("properties") if isinstance(feature, dict) else None
    record_id = properties.get("id") if isinstance(properties, dict) else None
    may_leave = isinstance(record_id, str) and record_id in metadata.leaves_city
    for finding in find_site_faults(geometry, bbox=metadata.city.bbox, may_leave=may_leave):
        yield "geometry-site", finding


def _find_record_faults(
    feature: object, project: Project | None, *, setting: _Setting
) -> Iterator[tuple[str, Finding]]:
    """Find what the checks of one record find, each with the check's name."""
    yield from _find_feature_faults(feature, metadata=setting.metadata)
    if project is not None:
        for check, find in _RECORD_CHECKS.items():
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
    setting = _Setting(metadata, report)
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
            for finding in _find_wording_faults(project, metadata=raw.metadata):
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


def find_own_faults(project: Project, metadata: Metadata) -> Iterator[Finding]:
    """Find what the checks of a record find in it alone, its geometry aside."""
    setting = _Setting(metadata, None)
    for find in _RECORD_CHECKS.values():
        yield from find(project, setting)


def _tell_times(project: Project, metadata: Metadata) -> Hashable | None:
    """Give all that the checks of times look at; None where facts from elsewhere are among it."""
    milestones = project.milestones
    if any(one.source is not None for one in milestones):
        return None
    told = ((one.event, one.date, one.state) for one in milestones)
    return (metadata.report_date, project.status, project.due, *told)


def _tell_districts(project: Project, metadata: Metadata) -> Hashable:
    """Give all that the check of districts looks at."""
    return (metadata.city.adcode, project.place.type, project.districts)


_ALIKE: Final = (
    (frozenset({"date", "status", "due"}), _tell_times),
    (frozenset({"district"}), _tell_districts),
)
"""Checks, and what they look at: it comes in few ways, of which the first tells for all."""


class _ChecksAlike:
    """Finds what `find_own_faults` finds, and asks nothing again that was answered before."""

    def __init__(self) -> None:
        self._setting: _Setting | None = None
        grouped = frozenset().union(*(names for names, _ in _ALIKE))
        self._others = [find for name, find in _RECORD_CHECKS.items() if name not in grouped]
        self._groups = [
            ([_RECORD_CHECKS[name] for name in sorted(names)], tell, set[Hashable]())
            for names, tell in _ALIKE
        ]

    def __call__(self, project: Project, metadata: Metadata) -> Iterator[Finding]:
        setting = self._setting
        if setting is None or setting.metadata is not metadata:
            setting = self._setting = _Setting(metadata, None)
        for find in self._others:
            yield from find(project, setting)
        for finders, tell, sound in self._groups:
            alike = tell(project, metadata)
            if alike is not None and alike in sound:
                continue
            found = [finding for find in finders for finding in find(project, setting)]
            yield from found
            if alike is not None and not found:
                sound.add(alike)


def read_half() -> None:
    """Read the second half of a file for another process: see `projects.halves`."""
    answer(find_faults=_ChecksAlike())


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
    part = read_whole(data, find_faults=_ChecksAlike, read_half="projects.checks")
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
