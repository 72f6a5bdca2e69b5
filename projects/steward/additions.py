"""Additions: new records for a catalogue, each taken where it brings in no fault."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from projects.catalogue import name_record
from projects.derive import derive_due
from projects.errors import Fault
from projects.model import Milestone
from projects.report import Report
from projects.steward.editing import Collection, edit_catalogue
from projects.steward.errors import FaultyEditError


def _add_to(feature: dict[str, Any], made: dict[str, Any]) -> None:
    """Add what new rows say to a record that is there: names, citations, milestones, figures."""
    there, new = feature["properties"], made["properties"]
    for name in ("citations", "milestones", "figures"):
        there[name] += [one for one in new[name] if one not in there[name]]
    known = {there["name_zh"], *there["aliases"]}
    names = (new["name_zh"], *new["aliases"])
    there["aliases"] += [one for one in dict.fromkeys(names) if one not in known]
    there["due"] = derive_due([Milestone.model_validate(one) for one in there["milestones"]])


def add_features(
    path: Path,
    made: Mapping[str, dict[str, Any]],
    *,
    what: str,
    report: Report | None = None,
) -> dict[str, str]:
    """Add the records that bring in no fault to a catalogue, and say of the others why not.

    A record whose id is there already gives it its citations, milestones and figures.

    Parameters
    ----------
    path
        The catalogue file.
    made
        Features by the id of their record.
    what
        The change in words, for the log.
    report
        The report that citations are held against.

    Returns
    -------
    dict
        The reason by id, for the records that were not taken.
    """
    faults: dict[str, str] = {}
    shown: dict[str, str] = {}
    """The id by what a fault calls the record: an id that cannot be shown goes by its number."""

    def change(collection: Collection) -> None:
        there = {
            feature["properties"].get("id"): feature
            for feature in collection["features"]
            if isinstance(feature, dict) and isinstance(feature.get("properties"), dict)
        }
        for record_id, feature in made.items():
            if record_id in faults:
                continue
            if record_id in there:
                _add_to(there[record_id], feature)
            else:
                collection["features"].append(feature)
            number = len(collection["features"])
            shown[name_record(feature, number=number)] = record_id

    while len(faults) < len(made):
        try:
            edit_catalogue(path, change, what=what, report=report)
        except FaultyEditError as error:
            found = _blame(error.faults, shown)
            if not set(found) - set(faults):
                raise
            faults |= found
        else:
            break
    return faults


def _blame(faults: Iterable[Fault], shown: Mapping[str, str]) -> dict[str, str]:
    """Say which of the new records brought in which fault."""
    blamed: dict[str, str] = {}
    for fault in faults:
        if fault.record in shown:
            reason = f"{fault.field}: expected {fault.expected}, found {fault.found}"
            blamed.setdefault(shown[fault.record], reason)
    return blamed
