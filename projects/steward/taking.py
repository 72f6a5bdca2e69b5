"""Taking a reader's correction into a catalogue: the steward's own edit, with the evidence."""

from datetime import UTC, datetime
from pathlib import Path

from projects.corrections import Correction, ProposedOutcome, ProposedPlace
from projects.steward.edits import add_outcome, parse_assignment, place_record, set_fields
from projects.steward.errors import EditError

METHOD = "读者提供，经名录管理员核对 / given by a reader, checked by the steward"


def take_correction(path: Path, correction: Correction, *, licence: str | None = None) -> None:
    """Take a correction; the change log and the record's history tell its evidence.

    Parameters
    ----------
    path
        The catalogue file.
    correction
        The correction.
    licence
        The terms of a place that a reader gave.

    Raises
    ------
    EditError
        Where a person has to make the change, or the terms of a place are not known.
    """
    proposal, evidence = correction.proposal, correction.origin
    day = correction.written_on or datetime.now(tz=UTC).date().isoformat()
    if isinstance(proposal, ProposedPlace):
        if licence is None:
            raise EditError("a place needs --licence, the terms on which the reader gave it")
        place_record(
            path, correction.id, lon=proposal.lon, lat=proposal.lat,
            accuracy_m=proposal.accuracy_m, source=evidence, licence=licence, method=METHOD,
            as_of=day, evidence=evidence,
        )  # fmt: skip
        return
    if isinstance(proposal, ProposedOutcome):
        source = {"title": correction.evidence.text or evidence, "date": None}
        if correction.evidence.link is not None:
            source["address"] = correction.evidence.link
        add_outcome(
            path, correction.id, event=proposal.event, date=proposal.date, source=source,
            evidence=evidence,
        )  # fmt: skip
        return
    if correction.field == "other":
        raise EditError(f"{correction.id}: {correction.field}: a person has to make this change")
    name, value = parse_assignment(f"{correction.field}={proposal}")
    set_fields(path, correction.id, values={name: value}, evidence=evidence)
