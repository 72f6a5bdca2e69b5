"""Edits of one record: a field, a citation, a place, an outcome, a match with an earlier year."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.datum import to_wgs84
from geodata.errors import GeodataError
from geodata.geojson_rules import DECIMALS
from projects.catalogue import read_bytes
from projects.events import FINISHED
from projects.model import Record
from projects.report import Report
from projects.steward.editing import (
    Collection,
    edit_catalogue,
    find_feature,
    read_collection,
    refresh_due,
)
from projects.steward.errors import EditError
from projects.steward.journal import About
from projects.steward.proposals import find_told_event

_SETTABLE = (
    "name_zh", "name_en", "sector", "kind", "status", "summary_zh", "summary_en", "remark_zh",
    "remark_en", "districts", "aliases", "part_of",
)  # fmt: skip
"""Fields that a person may set; the others have commands of their own or are derived."""

_LISTS = frozenset({"districts", "aliases", "part_of"})


@dataclass(frozen=True)
class Cited:
    """A citation to add: the paragraph, such as ``S7.P1``, and the words that stand there."""

    paragraph: str
    mention: str
    wording: str

    def to_json(self) -> dict[str, str]:
        """Give the citation as a record has it."""
        section, dot, paragraph = self.paragraph.partition(".")
        if not dot:
            raise EditError(f"expected a paragraph such as S7.P1, found {self.paragraph!r}")
        return {
            "section": section,
            "paragraph": paragraph,
            "mention": self.mention,
            "wording": self.wording,
        }


def parse_assignment(text: str) -> tuple[str, Any]:
    """Parse an assignment such as ``status=completed``; lists are parted by commas.

    Parameters
    ----------
    text
        Name, equals sign, value; ``null`` empties a remark.

    Raises
    ------
    EditError
        Where the field may not be set so.

    Examples
    --------
    >>> parse_assignment("districts=140105,140106")
    ('districts', ['140105', '140106'])
    """
    name, sign, value = text.partition("=")
    if not sign or name not in _SETTABLE or name not in Record.model_fields:
        known = ", ".join(field for field in _SETTABLE if field in Record.model_fields)
        raise EditError(f"expected FIELD=VALUE with one of {known}, found {text!r}")
    if name in _LISTS:
        return name, [part.strip() for part in value.split(",") if part.strip()]
    return name, None if value == "null" else value


def _add_milestone(
    milestones: list[dict[str, Any]], milestone: Mapping[str, Any], *, citation: dict[str, str]
) -> None:
    """Add a milestone of the report, or its citation to the one that is there."""
    for one in milestones:
        if milestone.items() <= one.items() and not one.get("source"):
            if citation not in one["citations"]:
                one["citations"].append(citation)
            return
    milestones.append({**milestone, "citations": [citation]})


def _find_finish(
    properties: Mapping[str, Any], *, values: Mapping[str, Any], wording: str
) -> str | None:
    """Find the finish that a wording names, for a record that is set to completed without one."""
    if values.get("status") != "completed":
        return None
    own = [one for one in properties["milestones"] if not one.get("source")]
    if any(one["state"] == "reported" and one["event"] in FINISHED for one in own):
        return None
    told = find_told_event(wording)
    return told if told in FINISHED else None


def set_fields(  # noqa: PLR0913 - what one edit may say
    path: Path,
    record_id: str,
    *,
    values: Mapping[str, Any],
    cited: Cited | None = None,
    event: str | None = None,
    state: str = "reported",
    date: str | None = None,
    report: Report | None = None,
    evidence: str | None = None,
) -> None:
    """Set fields of a record, with the citation that carries them.

    Parameters
    ----------
    path
        The catalogue file.
    record_id
        The record.
    values
        Values by field.
    cited
        Where the report says so.
    event, state, date
        A milestone that the citation tells. Where ``event`` is None, a record set to completed
        that tells of no finish gets the one that the wording names, and no other.
    report
        The report that the citation is held against.
    evidence
        Where a reader found it whose correction is taken.
    """
    if event is not None and cited is None:
        raise EditError("a milestone of the report needs its citation: give --cite, --mention …")

    def change(collection: Collection) -> None:
        properties = find_feature(collection, record_id=record_id)["properties"]
        properties |= values
        if cited is not None:
            citation = cited.to_json()
            if citation not in properties["citations"]:
                properties["citations"].append(citation)
            told = event or _find_finish(properties, values=values, wording=cited.wording)
            if told is not None:
                milestone = {"event": told, "date": date, "state": state}
                _add_milestone(properties["milestones"], milestone, citation=citation)
        refresh_due(collection, file=str(path))

    said = ", ".join(f"{name}={json.dumps(v, ensure_ascii=False)}" for name, v in values.items())
    where = f" by {cited.paragraph}" if cited else ""
    what = f"set {record_id}: {said or event}{where}{_say_evidence(evidence)}"
    about = About(record_id, ", ".join(values) or str(event), evidence)
    edit_catalogue(path, change, what=what, report=report, about=about)


def place_record(  # noqa: PLR0913 - a place is not without its accuracy and source
    path: Path,
    record_id: str,
    *,
    lon: float,
    lat: float,
    accuracy_m: float,
    source: str,
    licence: str,
    method: str,
    as_of: str,
    datum: str = "wgs84",
    evidence: str | None = None,
) -> None:
    """Give a record a point, with how far off it may be and where it comes from.

    Parameters
    ----------
    path
        The catalogue file.
    record_id
        The record.
    lon, lat
        The point in degrees, in the datum given.
    accuracy_m
        How far off it may be, in metres.
    source, licence, method
        Where the point comes from, its terms and how it was found.
    as_of
        The date of the source.
    datum
        ``wgs84``, ``gcj02`` or ``bd09``; what is stored is WGS 84.
    evidence
        Where a reader found it whose correction is taken.
    """
    try:
        moved_lon, moved_lat = to_wgs84(lon, lat, datum=datum)
    except GeodataError as error:
        raise EditError(str(error)) from error

    def change(collection: Collection) -> None:
        feature = find_feature(collection, record_id=record_id)
        point = [round(moved_lon, DECIMALS), round(moved_lat, DECIMALS)]
        feature["geometry"] = {"type": "Point", "coordinates": point}
        feature["properties"]["place"] = {
            "type": "site",
            "accuracy_m": accuracy_m,
            "method": method,
            "source": source,
            "licence": licence,
            "as_of": as_of,
        }

    what = f"placed {record_id} at {moved_lon:.6f}, {moved_lat:.6f} ± {accuracy_m:g} m"
    before_m = _find_accuracy(path, record_id)
    about = About(record_id, "place", evidence, accuracy_m, before_m)
    edit_catalogue(path, change, what=what + _say_evidence(evidence), about=about)


def _say_evidence(evidence: str | None) -> str:
    """Say for the log that a reader's correction was taken."""
    return f"; a reader's correction: {evidence}" if evidence else ""


def _find_accuracy(path: Path, record_id: str) -> float | None:
    """Find how far off a record's place may be; None where it has none."""
    feature = find_feature(read_collection(read_bytes(path), file=str(path)), record_id=record_id)
    place = feature["properties"].get("place")
    found = place.get("accuracy_m") if isinstance(place, dict) else None
    return float(found) if isinstance(found, int | float) else None


def unplace_record(path: Path, record_id: str, *, place_type: str = "unknown") -> None:
    """Take the place of a record away.

    Parameters
    ----------
    path
        The catalogue file.
    record_id
        The record.
    place_type
        What is still known: ``unknown``, ``district`` or ``city``.
    """

    def change(collection: Collection) -> None:
        feature = find_feature(collection, record_id=record_id)
        none = dict.fromkeys(("accuracy_m", "method", "source", "licence", "as_of"))
        feature["geometry"] = None
        feature["properties"]["place"] = {"type": place_type} | none

    edit_catalogue(path, change, what=f"took the place of {record_id} away")


def add_outcome(  # noqa: PLR0913 - a fact has a source, and perhaps a reader who found it
    path: Path,
    record_id: str,
    *,
    event: str,
    date: str,
    source: Mapping[str, Any],
    evidence: str | None = None,
) -> None:
    """Add what happened later, from a source other than the report.

    Parameters
    ----------
    path
        The catalogue file.
    record_id
        The record.
    event
        What happened.
    date
        When.
    source
        The fields of the source: title, date, address and what else the model has.
    evidence
        Where a reader found it whose correction is taken.
    """

    def change(collection: Collection) -> None:
        properties = find_feature(collection, record_id=record_id)["properties"]
        outcome: dict[str, Any] = {"event": event, "date": date, "state": "reported"}
        outcome["citations"] = []
        outcome["source"] = dict(source)
        if outcome in properties["milestones"]:
            raise EditError(f"{record_id} has this outcome already")
        properties["milestones"].append(outcome)
        refresh_due(collection, file=str(path))

    what = f"outcome of {record_id}: {event} {date}{_say_evidence(evidence)}"
    edit_catalogue(path, change, what=what, about=About(record_id, "outcome", evidence))


def confirm_match(path: Path, record_id: str, *, earlier_id: str) -> None:
    """Say that a record and one of an earlier catalogue are the same project.

    Parameters
    ----------
    path
        The later catalogue.
    record_id
        The record in it.
    earlier_id
        The id in the earlier catalogue; it becomes a former id of the record.
    """

    def change(collection: Collection) -> None:
        properties = find_feature(collection, record_id=record_id)["properties"]
        former = properties.setdefault("aliases_id", [])
        if earlier_id == record_id or earlier_id in former:
            raise EditError(f"{record_id}: is known as {earlier_id!r} already")
        former.append(earlier_id)

    edit_catalogue(path, change, what=f"{record_id} is the earlier {earlier_id}")
