"""What a reader proposes to correct: a small JSON file with the record, the field and the evidence.

A file holds one correction or a list of them. A message may hold it too: what stands before the
first brace and after the last is passed over. Photographs stay with the reader; their evidence is
a text or a link.
"""

import json
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from projects.errors import ProjectsError
from projects.model import EventSlug, Number, PlainDate, ReportDate, Slug, Text
from projects.model_words import tell_refused
from projects.vocabulary import STATUSES

TYPE: Final = "city-projects-correction"
MAX_FILE_BYTES = 256 * 1024
MAX_CORRECTIONS = 200
MAX_PROPOSAL = 1000
TEXT_FIELDS = (
    "name_zh", "name_en", "sector", "kind", "status", "districts", "summary_zh", "summary_en",
    "remark_zh", "remark_en",
)  # fmt: skip
"""Fields whose proposal is a text; of several districts parted by commas."""
FIELDS = (*TEXT_FIELDS, "place", "outcome", "other")
"""What a correction may be about: a field, a better place, a later fact, or something else."""
Said = Annotated[Text, Field(max_length=MAX_PROPOSAL)]


class CorrectionsError(ProjectsError):
    """A file of corrections that cannot be read, with every fault found in it."""

    def __init__(self, file: str, faults: list[str]) -> None:
        """Gather the faults of one file."""
        self.file = file
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProposedPlace(_Part):
    """A better place: a point in WGS 84, and how far off it may be in metres."""

    lon: Annotated[Number, Field(ge=-180, le=180)]
    lat: Annotated[Number, Field(ge=-90, le=90)]
    accuracy_m: Annotated[Number, Field(gt=0, le=50_000)]


class ProposedOutcome(_Part):
    """A later fact: what happened, and when."""

    event: EventSlug
    date: ReportDate


class Evidence(_Part):
    """Where one can read it, or what the reader saw: a text, a link, or both."""

    text: Said | None = None
    link: Annotated[Text, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=500)] | None = None

    @model_validator(mode="after")
    def _be_something(self) -> "Evidence":
        if self.text is None and self.link is None:
            raise PydanticCustomError("evidence", "a text or a link; a correction needs evidence")
        return self


class Correction(_Part):
    """One correction that a reader proposes.

    ``field`` says what it is about; ``proposal`` is a text, for ``place`` a point with its
    accuracy, for ``outcome`` an event with its date. ``view`` is the query of the address at
    which the reader was.
    """

    type: Literal["city-projects-correction"]
    version: Literal[1]
    catalogue: Slug
    id: Slug
    field: Annotated[str, Field(json_schema_extra={"enum": list(FIELDS)})]
    proposal: Said | ProposedPlace | ProposedOutcome
    evidence: Evidence
    view: Annotated[str, Field(max_length=600)] = ""
    written_on: PlainDate | None = None

    @model_validator(mode="after")
    def _fit(self) -> "Correction":
        """Ask for a proposal of the field's own kind."""
        if self.field not in FIELDS:
            text = "field: one of {known}"
            raise PydanticCustomError("field", text, {"known": ", ".join(FIELDS)})
        expected: dict[str, tuple[type, str]] = {
            "place": (ProposedPlace, "lon, lat and accuracy_m"),
            "outcome": (ProposedOutcome, "event and date"),
        }
        kind, said = expected.get(self.field, (str, "a text"))
        if not isinstance(self.proposal, kind):
            raise PydanticCustomError("proposal", "proposal: {said}", {"said": said})
        if self.field == "status" and self.proposal not in STATUSES:
            known = {"known": ", ".join(STATUSES)}
            raise PydanticCustomError("status", "proposal: one of {known}", known)
        return self

    @property
    def said(self) -> str:
        """The proposal in a line."""
        if isinstance(self.proposal, ProposedPlace):
            one = self.proposal
            return f"{one.lon:.6f}, {one.lat:.6f} ± {one.accuracy_m:g} m"
        if isinstance(self.proposal, ProposedOutcome):
            return f"{self.proposal.event} {self.proposal.date}"
        return self.proposal

    @property
    def origin(self) -> str:
        """Where one can read it: the link, else the text."""
        return self.evidence.link or self.evidence.text or ""


_MANY: TypeAdapter[list[Correction]] = TypeAdapter(list[Correction])


def _find_json(data: bytes, *, file: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Find the JSON of a file, or within a message."""
    if len(data) > MAX_FILE_BYTES:
        most = f"expected at most {MAX_FILE_BYTES // 1024} kB, found {len(data) // 1024} kB"
        raise CorrectionsError(file, [most])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionsError(file, ["expected text in UTF-8"]) from error
    begins = [place for place in (text.find("{"), text.find("[")) if place >= 0]
    end = max(text.rfind("}"), text.rfind("]"))
    if not begins or end < min(begins):
        raise CorrectionsError(file, ["expected a correction as JSON, found none"])
    try:
        return json.loads(text[min(begins) : end + 1])
    except (ValueError, RecursionError) as error:
        raise CorrectionsError(file, [f"expected JSON: {error}"]) from error


def read_corrections(data: bytes, *, file: str) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Parameters
    ----------
    data
        The bytes of the file, or of a message that holds it.
    file
        Its name, for the faults.

    Raises
    ------
    CorrectionsError
        With every fault of the file: which correction, which field, what was expected.
    """
    content = _find_json(data, file=file)
    many = content if isinstance(content, list) else [content]
    if len(many) > MAX_CORRECTIONS:
        most = f"expected at most {MAX_CORRECTIONS} corrections, found {len(many)}"
        raise CorrectionsError(file, [most])
    try:
        return tuple(_MANY.validate_json(json.dumps(many)))
    except (ValidationError, ValueError) as error:
        if not isinstance(error, ValidationError):
            raise CorrectionsError(file, [f"expected JSON: {error}"]) from error
        found = error.errors(include_url=False)
        faults = [one for one in found if _is_of_its_kind(one["loc"], many)] or found
        raise CorrectionsError(file, [_tell_fault(one) for one in faults]) from error


_PROPOSED: Final = {"place": ProposedPlace.__name__, "outcome": ProposedOutcome.__name__}
"""What is proposed for a field that is no text."""


def _is_of_its_kind(location: tuple[int | str, ...], corrections: list[Any]) -> bool:
    """Say whether a fault is of the proposal that the field asks for, not of another kind of it."""
    number, *path = location
    if path[:1] != ["proposal"] or len(path) == 1:
        return True
    correction = corrections[int(number)]
    field = correction.get("field") if isinstance(correction, dict) else None
    kind = path[1] if path[1] in _PROPOSED.values() else None
    return kind == (_PROPOSED.get(field) if isinstance(field, str) else None)


def _tell_fault(fault: Any) -> str:  # noqa: ANN401 - a fault of pydantic
    """Tell a fault by the number of its correction and its field."""
    number, *path = fault["loc"]
    if path[:1] == ["proposal"]:
        del path[1:2]  # which of the kinds of a proposal it is
    where = ".".join(map(str, path)) or "the whole"
    return f"correction {int(number) + 1}: {where}: {tell_refused(fault)}"


def write_correction(correction: Correction) -> bytes:
    """Write a correction as the file that a reader hands on."""
    content = correction.model_dump(exclude_none=True)
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def make_corrections_schema() -> dict[str, Any]:
    """Make the JSON Schema of a file of corrections."""
    schema = _MANY.json_schema(ref_template="#/$defs/{model}")
    definitions = schema.pop("$defs")
    one = {"$ref": "#/$defs/Correction"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Corrections that readers propose",
        "description": "One correction, or a list of at most 200; see docs/corrections.md.",
        "anyOf": [one, {"type": "array", "items": one, "maxItems": MAX_CORRECTIONS}],
        "$defs": definitions,
    }
