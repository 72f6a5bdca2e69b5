"""Acceptance: confirmed rows of a work list become records; the others keep their reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from geodata.gazetteer import Gazetteer
from geodata.places import Entry
from geodata.romanise import normalise, readings
from projects.derive import derive_due
from projects.model import Citation, Milestone
from projects.model_words import tell_first
from projects.report import Report
from projects.steward.additions import add_features
from projects.steward.worklist import COLUMNS, read_decision
from projects.steward.written_dates import read_date
from projects.vocabulary import STATUSES

REJECTS_COLUMNS = ("row", "refused", *COLUMNS)
"""Columns of a file of rejected rows: the row's number, why it was refused, and the row."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Acceptance:
    """What became of the rows of a work list: each stands in exactly one of the lists."""

    accepted: tuple[Row, ...]
    rejected: tuple[Row, ...]
    """Rows that the person rejected, with their reason."""
    refused: tuple[Row, ...]
    """Rows that the person accepted and that cannot be taken, with the reason in ``refused``."""
    undecided: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """All rows."""
        return sum(map(len, (self.accepted, self.rejected, self.refused, self.undecided)))


def _cite(row: Row) -> dict[str, str]:
    """Make the citation of a row."""
    return {name: row[name] for name in ("section", "paragraph", "mention", "wording")}


def _find_citation_fault(row: Row, *, report: Report) -> str | None:
    """Find what of a row's citation is none, or does not stand in the report."""
    try:
        citation = Citation.model_validate(_cite(row))
    except ValidationError as error:
        return tell_first(error)
    for field, expected, found in report.find_citation_faults(citation):
        return f"{field}: expected {expected}, found {found}"
    return None


def _find_row_fault(row: Row, *, report: Report) -> str | None:
    """Find what keeps a row from being a record, its place apart."""
    for name in ("id", "name_zh", "sector", "kind", "status", "mention", "wording"):
        if not row.get(name):
            return f"{name}: expected a value, found nothing"
    cited = _find_citation_fault(row, report=report)
    if cited is not None:
        return cited
    if row["status"] not in STATUSES:
        return f"status: expected one of {', '.join(STATUSES)}, found {row['status']!r}"
    if row["event"] and not row["state"]:
        return f"state: expected one beside the event {row['event']!r}, found nothing"
    if row["value"]:
        try:
            float(row["value"])
        except ValueError:
            return f"value: expected a number, found {row['value']!r}"
    return None


def _romanise(name: str) -> str:
    """Romanise a name, for a record that has no English name yet."""
    syllables = readings(normalise(name))[0]
    return " ".join(syllables).title() or name


def _make_place(
    row: Row, *, entry: Entry | None, today: str
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """Make place and geometry: nothing is drawn that a person has not confirmed."""
    if entry is not None:
        place: dict[str, Any] = {
            "type": "site",
            "accuracy_m": entry.accuracy_m,
            "method": f"地名库“{entry.name_zh}”一点，经人确认 / The gazetteer's point, confirmed",
            "source": entry.source,
            "licence": entry.licence,
            "as_of": today,
        }
        return place, {"type": "Point", "coordinates": [entry.lon, entry.lat]}
    place_type = row.get("place_type") or "unknown"
    none = dict.fromkeys(("accuracy_m", "method", "source", "licence", "as_of"))
    return {"type": place_type} | none, None


def _make_milestones(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Make the milestones that rows of one record tell."""
    milestones: list[dict[str, Any]] = []
    for row in rows:
        if not row["event"] or not row["state"]:
            continue
        date = read_date(row["date"]) or row["date"] or None
        one = {"event": row["event"], "date": date, "state": row["state"]}
        same = next((m for m in milestones if one.items() <= m.items()), None)
        if same is not None:
            same["citations"].append(_cite(row))
        else:
            milestones.append(one | {"citations": [_cite(row)]})
    return milestones


def _pick_status(rows: Sequence[Row], *, notes: list[str]) -> str:
    """Pick the status of a record named in several rows: a later promise decides."""
    told = list(dict.fromkeys(row["status"] for row in rows))
    if len(told) == 1:
        return told[0]
    promised = [row["status"] for row in rows if row["state"] == "promised"]
    picked = promised[-1] if promised else rows[-1]["status"]
    notes.append(f"{rows[0]['id']}: {', '.join(told)} in different rows; {picked} was taken")
    return picked


def _make_figure(row: Row) -> dict[str, Any]:
    """Make the figure that a row counts."""
    return {
        "label_zh": row["name_zh"],
        "label_en": row["name_en"] or _romanise(row["name_zh"]),
        "value": float(row["value"]),
        "unit": row["unit"] or "count",
        "citations": [_cite(row)],
    }


def _make_feature(
    rows: Sequence[Row], *, entry: Entry | None, today: str, notes: list[str]
) -> dict[str, Any]:
    """Make the feature of the rows that carry one id."""
    first = rows[0]
    milestones = _make_milestones(rows)
    figures: list[dict[str, Any]] = []
    for row in rows:
        if row["value"] and (figure := _make_figure(row)) not in figures:
            figures.append(figure)
    place, geometry = _make_place(first, entry=entry, today=today)
    name_en = first["name_en"] or _romanise(first["name_zh"])
    wording = first["wording"].strip("“”")
    citations: list[dict[str, str]] = []
    for row in rows:
        if _cite(row) not in citations:
            citations.append(_cite(row))
    listed = ",".join(row["districts"] for row in rows).replace("，", ",").split(",")
    names = dict.fromkeys(row["name_zh"] for row in rows)
    for name in ("sector", "kind"):
        told = list(dict.fromkeys(row[name] for row in rows))
        if len(told) > 1:
            notes.append(f"{first['id']}: {', '.join(told)} in different rows; {told[0]} was taken")
    properties: dict[str, Any] = {
        "id": first["id"],
        "aliases_id": [],
        "name_zh": first["name_zh"],
        "name_en": name_en,
        "aliases": [name for name in names if name != first["name_zh"]],
        "sector": first["sector"],
        "kind": first["kind"],
        "status": _pick_status(rows, notes=notes),
        "districts": list(dict.fromkeys(code.strip() for code in listed if code.strip())),
        "milestones": milestones,
        "due": derive_due([Milestone.model_validate(one) for one in milestones]),
        "figures": figures,
        "citations": citations,
        "summary_zh": first["summary_zh"] or f"报告原词：“{wording}”。",
        "summary_en": first["summary_en"] or f"The report's own word: “{wording}”.",
        "remark_zh": None,
        "remark_en": None,
        "place": place,
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _find_entry(row: Row, *, gazetteer: Gazetteer | None) -> Entry | None:
    """Find the place that a person confirmed; ``yes`` takes the proposed one."""
    named = row.get("place", "").strip()
    if not named or gazetteer is None:
        return None
    wanted = row["place_proposed"] if read_decision(named) == "yes" else named
    return gazetteer.by_id.get(wanted)


def _try_record(
    rows: Sequence[Row], *, gazetteer: Gazetteer | None, today: str, notes: list[str]
) -> tuple[dict[str, Any] | None, str]:
    """Make a record, or say why none can be made."""
    placed = next((row for row in rows if row.get("place", "").strip()), rows[0])
    entry = _find_entry(placed, gazetteer=gazetteer)
    if placed.get("place", "").strip() and entry is None:
        return None, f"place: expected an id of the gazetteer, found {placed['place']!r}"
    try:
        return _make_feature(rows, entry=entry, today=today, notes=notes), ""
    except ValidationError as error:
        return None, tell_first(error)
    except ValueError as error:
        return None, str(error).splitlines()[0]


def accept_rows(
    path: Path,
    rows: Sequence[Row],
    *,
    report: Report,
    gazetteer: Gazetteer | None,
    today: str,
) -> Acceptance:
    """Turn the confirmed rows of a work list into records of a catalogue.

    A row whose wording does not stand in its paragraph, or with which the catalogue would have a
    fault, is refused with the reason; the other rows are taken. Rows with the same id are one
    record with several citations. A row whose id is there already adds its citation.

    Parameters
    ----------
    path
        The catalogue file.
    rows
        The rows of a work list.
    report
        The report that they were read from.
    gazetteer
        The places that a person may have confirmed.
    today
        The day of the confirmation, YYYY-MM-DD, which dates a place taken from the gazetteer.
    """
    sorted_rows: dict[str, list[Row]] = {"yes": [], "no": [], "undecided": [], "unclear": []}
    for row in rows:
        sorted_rows[read_decision(row["decision"])].append(row)
    refused = [
        {**row, "refused": f"decision: expected yes or no, found {row['decision']!r}"}
        for row in sorted_rows["unclear"]
    ]
    sound: dict[str, list[Row]] = {}
    for given in sorted_rows["yes"]:
        # A match with an earlier year that the person confirmed keeps the id of that year.
        is_same = read_decision(given.get("same", "")) == "yes" and given["earlier_id"]
        row = {**given, "id": given["earlier_id"]} if is_same else given
        fault = _find_row_fault(row, report=report)
        if fault is None:
            sound.setdefault(row["id"], []).append(row)
        else:
            refused.append({**row, "refused": fault})
    notes: list[str] = []
    made: dict[str, dict[str, Any]] = {}
    for record_id, told in sound.items():
        feature, reason = _try_record(told, gazetteer=gazetteer, today=today, notes=notes)
        if feature is None:
            refused += [{**row, "refused": reason} for row in told]
        else:
            made[record_id] = feature
    what = f"accepted {len(made)} records of a work list"
    faults = add_features(path, made, what=what, report=report)
    refused += [
        {**row, "refused": faults[record_id]} for record_id in faults for row in sound[record_id]
    ]
    accepted = [row for record_id in made if record_id not in faults for row in sound[record_id]]
    return Acceptance(
        accepted=tuple(accepted),
        rejected=tuple(sorted_rows["no"]),
        refused=tuple(refused),
        undecided=tuple(sorted_rows["undecided"]),
        notes=tuple(notes),
    )
