"""The checks of one record: what its form alone does not assure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from geodata.cities import district_prefix, find_city
from geodata.geojson_rules import DECIMALS
from geodata.layers import districts
from projects.citations import list_citations, name_paragraph
from projects.dates import first_day, last_day, last_year
from projects.derive import derive_due, list_open_promises, list_own_milestones
from projects.events import BEGINNINGS, FINISHED, FINISHES, SOFT, WORKS, fulfils
from projects.model import Citation, Metadata, Milestone, Place, Project
from projects.report import Report, is_sentence
from projects.vocabulary import MAX_ACCURACY_M
from projects.wordings import has_status_word, is_cut

_GEOMETRIES_OF = {
    "site": ("Point", "MultiPoint"),
    "line": ("LineString", "MultiLineString"),
    "area": ("Polygon", "MultiPolygon"),
}
_LEAST_ACCURACY_M = 0.1
"""What a stored coordinate can tell apart."""

Finding = tuple[str, str, str]
"""A field, what was expected and what was found."""


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


def find_wording_faults(project: Project, *, metadata: Metadata) -> Iterator[Finding]:
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
            yield f"{path}.section", tell_sections(metadata), repr(citation.section)


def tell_sections(metadata: Metadata) -> str:
    """Say which sections there are."""
    return f"a section that metadata.sections names ({', '.join(metadata.sections)})"


def _find_source_faults(project: Project) -> Iterator[Finding]:
    """Find trust without its reason in both languages, and what only a source can say."""
    for number, milestone in enumerate(project.milestones):
        source = milestone.source
        for field in ("foresees", "denies", "fulfils"):
            if source is None and getattr(milestone, field) is not None:
                expected = "null, where there is no source from elsewhere"
                yield f"milestones[{number}].{field}", expected, repr(getattr(milestone, field))
        yield from _find_contrary(milestone, field=f"milestones[{number}]")
        if source is None or source.trust is None:
            continue
        for field in ("why_zh", "why_en"):
            if getattr(source, field) is None:
                expected = "a reason, where trust is given"
                yield f"milestones[{number}].source.{field}", expected, "null"


def _find_contrary(milestone: Milestone, *, field: str) -> Iterator[Finding]:
    """Find a fact that contradicts itself: it denies what it tells, or foresees what was past."""
    denied, foreseen = milestone.denies, milestone.foresees
    if denied is not None and fulfils(milestone.event, promised=denied):
        expected = f"an event that {milestone.event!r} does not bring about: what had not happened"
        yield f"{field}.denies", expected, repr(denied)
    ends = None if foreseen is None else last_day(foreseen.date)
    begins = None if milestone.date is None else first_day(milestone.date)
    if foreseen is not None and ends is not None and begins is not None and ends < begins:
        expected = f"{milestone.date} or later, for what a source of then expects"
        yield f"{field}.foresees.date", expected, repr(foreseen.date)


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
    elif accuracy_m > MAX_ACCURACY_M:
        expected = f"at most {MAX_ACCURACY_M:g} m, or no geometry"
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
class Setting:
    """What a record is held against: the metadata, and the report where there is one."""

    metadata: Metadata
    report: Report | None


RECORD_CHECKS: Final[Mapping[str, Callable[[Project, Setting], Iterator[Finding]]]] = (
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


def find_own_faults(project: Project, metadata: Metadata) -> Iterator[Finding]:
    """Find what the checks of a record find in it alone, its geometry aside."""
    setting = Setting(metadata, None)
    for find in RECORD_CHECKS.values():
        yield from find(project, setting)
