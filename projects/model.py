"""The record of a project: typed, frozen, validated when it enters."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError
from shapely.geometry.base import BaseGeometry

from geodata.geojson_rules import (
    GEOMETRY_SCHEMA,
    find_structure_faults,
    is_on_the_globe,
    make_geometry,
)
from geodata.shown import shorten
from projects.dates import FIRST_YEAR, LAST_YEAR, first_day, is_plain_date, last_year
from projects.signs import MAX_MARKS, find_flood, is_plain, is_refused, name_sign, tidy_text
from projects.vocabulary import (
    EVENTS,
    KINDS,
    MILESTONE_STATES,
    PLACE_TYPES,
    PRINTS,
    SECTORS,
    STATUSES,
    TRUST_LEVELS,
    UNITS,
    Term,
    classify_accuracy,
)

MAX_TEXT, MAX_NAME, MAX_LISTED = 2_000, 400, 100
"""Most characters of a text and of a name, and most entries of a list within a record."""
MAX_LEAVING = 120_000
"""Most records of a catalogue that may leave the city."""
MAX_COUNTED = 10**15
"""Largest value of a figure: beyond it numbers are no longer whole, and no city counts so far."""
_AROUND = 12
_YEARS = f"from {FIRST_YEAR} to {LAST_YEAR}"
MAX_QUOTED = 20
"""A mention or a wording is a name or a verb phrase of at most so many characters."""

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SECTION_PATTERN = r"^S[1-9][0-9]{0,3}$"
PARAGRAPH_PATTERN = r"^P[1-9][0-9]{0,3}$"
BREAK_PATTERN = r"^S[1-9][0-9]{0,3}\.P[1-9][0-9]{0,3}$"
ADCODE_PATTERN = r"^[1-9][0-9]{5}$"


class _OneOf:
    """The check of a slug of a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, Term]) -> None:
        self.vocabulary = vocabulary

    def __call__(self, slug: str) -> str:
        if slug not in self.vocabulary:
            raise ValueError(f"one of {', '.join(self.vocabulary)}")
        return slug


def _one_of(vocabulary: Mapping[str, Term]) -> tuple[AfterValidator, WithJsonSchema]:
    """Make the check and the schema of a slug of a vocabulary."""
    schema = WithJsonSchema({"type": "string", "enum": list(vocabulary)})
    return AfterValidator(_OneOf(vocabulary)), schema


def list_terms(ask: object) -> list[str] | None:
    """List the slugs that a check of a schema lets pass; None where it asks something else."""
    return list(ask.vocabulary) if isinstance(ask, _OneOf) else None


def reads_signs(ask: object) -> bool:
    """Say whether a check of a schema is the one of the signs of a text."""
    return ask is _read_signs


def _that(test: Callable[[str], bool], expected: str) -> AfterValidator:
    """Make the check of a text that has to pass a test."""

    def check(text: str) -> str:
        if not test(text):
            raise ValueError(expected)
        return text

    return AfterValidator(check)


def _read_geometry(value: object) -> object:
    """Turn a GeoJSON geometry into a shape, or say the first thing wrong with it."""
    if value is None or isinstance(value, BaseGeometry):
        return value
    for field, expected, found in find_structure_faults(value):
        raise ValueError(f"{field}: {expected}; found {found}")
    return make_geometry(value)


def _read_signs(value: object) -> object:
    """Take the invisible signs out of a text, and refuse the ones that no text may hold."""
    if not isinstance(value, str) or is_plain(value):  # most text, at a tenth of the time
        return value
    text = tidy_text(value[: MAX_TEXT + 1]) if len(value) > MAX_TEXT else tidy_text(value)
    for index, sign in enumerate(text):
        if is_refused(sign):
            raise _refuse_sign("text of one line, without control signs", text, index)
    flood = find_flood(text)
    if flood is not None:
        expected = f"at most {MAX_MARKS} marks on a letter"
        raise _refuse_sign(expected, text, flood)
    return value if len(value) > MAX_TEXT else text


def _refuse_sign(expected: str, text: str, index: int) -> PydanticCustomError:
    """Make the error of a sign, named by its number and its neighbours."""
    around = shorten(text[max(0, index - _AROUND) : index + _AROUND])
    found = f"{name_sign(text[index])} as sign {index + 1}, in {around}"
    return PydanticCustomError("signs", "{expected}", {"expected": expected, "found": found})


Text = Annotated[
    str,
    Strict(),
    StringConstraints(min_length=1, max_length=MAX_TEXT, pattern=r"^\S(.*\S)?$"),
    BeforeValidator(_read_signs),
]
"""Text of one line that neither is empty nor begins or ends with a space."""
Name = Annotated[Text, StringConstraints(max_length=MAX_NAME)]
Listed = Field(max_length=MAX_LISTED)
Quoted = Annotated[Text, StringConstraints(max_length=MAX_QUOTED)]
Slug = Annotated[str, Strict(), StringConstraints(pattern=SLUG_PATTERN, max_length=60)]
SectionNumber = Annotated[str, Strict(), StringConstraints(pattern=SECTION_PATTERN)]
Adcode = Annotated[str, Strict(), StringConstraints(pattern=ADCODE_PATTERN)]
Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
PlainDate = Annotated[
    str,
    Strict(),
    _that(is_plain_date, f"YYYY, YYYY-MM or YYYY-MM-DD, {_YEARS}"),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}),
]
ReportDate = Annotated[
    str,
    Strict(),
    _that(
        lambda text: last_year(text) is not None,
        f"a date in EDTF, such as 2024 or 2024-12, {_YEARS}",
    ),
    WithJsonSchema({"type": "string", "description": "EDTF, such as 2024, 2024-12 or 2024/2025"}),
]
SectorSlug = Annotated[str, Strict(), *_one_of(SECTORS)]
StatusSlug = Annotated[str, Strict(), *_one_of(STATUSES)]
KindSlug = Annotated[str, Strict(), *_one_of(KINDS)]
EventSlug = Annotated[str, Strict(), *_one_of(EVENTS)]
StateSlug = Annotated[str, Strict(), *_one_of(MILESTONE_STATES)]
PlaceTypeSlug = Annotated[str, Strict(), *_one_of(PLACE_TYPES)]
TrustSlug = Annotated[str, Strict(), *_one_of(TRUST_LEVELS)]
PrintSlug = Annotated[str, Strict(), *_one_of(PRINTS)]
ParagraphNumber = Annotated[str, Strict(), StringConstraints(pattern=PARAGRAPH_PATTERN)]
UnitSlug = Annotated[str, Strict(), *_one_of(UNITS)]
Geometry = Annotated[
    BaseGeometry | None, BeforeValidator(_read_geometry), WithJsonSchema(GEOMETRY_SCHEMA)
]


class _Frozen(BaseModel):
    """What all parts of a record share: no unknown field, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Citation(_Frozen):
    """Where the report says it: the name as printed and the phrase that carries the fact."""

    section: SectionNumber
    paragraph: ParagraphNumber
    mention: Quoted
    wording: Quoted


class Source(_Frozen):
    """Where a fact later than the report, or from elsewhere, was found.

    ``title_en`` is the title in English where it has one, ``publisher`` who published it first,
    ``date`` when (None where its page bears no date),
    ``address`` the page that was seen, ``says`` its own short wording, ``trust`` how far it is
    to be relied on, with the reason in both languages. All but title and date may be left out.
    """

    title: Text
    title_en: Text | None = None
    date: ReportDate | None
    address: Text | None = None
    publisher: Text | None = None
    says: Quoted | None = None
    trust: TrustSlug | None = None
    why_zh: Text | None = None
    why_en: Text | None = None

    @property
    def link(self) -> str | None:
        """The address a reader may be sent to: a web page, of a source that is not of low trust."""
        address = self.address
        if address is None or self.trust == "low":
            return None
        return address if address.startswith(("https://", "http://")) else None


class Foreseen(_Frozen):
    """What a source expects to happen, and when."""

    event: EventSlug
    date: ReportDate


class Milestone(_Frozen):
    """Something that happened or is promised to; from the report, or later and from elsewhere.

    Three fields are for facts from elsewhere alone: ``foresees`` is what the source expects,
    ``denies`` an event that by its date had not happened, ``fulfils`` is False where the event is
    not the one that was promised (another title, another stretch of the road).
    """

    event: EventSlug
    date: ReportDate | None
    state: StateSlug
    citations: Annotated[tuple[Citation, ...], Listed]
    source: Source | None = None
    foresees: Foreseen | None = None
    denies: EventSlug | None = None
    fulfils: Annotated[bool, Strict()] | None = None

    @model_validator(mode="after")
    def _have_one_origin(self) -> "Milestone":
        """Ask for citations of the report, or else for a source from elsewhere."""
        if bool(self.citations) == (self.source is not None):
            raise ValueError("citations of the report, or else a source from elsewhere, not both")
        return self


class Figure(_Frozen):
    """Something that the report counts."""

    label_zh: Name
    label_en: Name
    value: Annotated[Number, Field(ge=-MAX_COUNTED, le=MAX_COUNTED)]
    unit: UnitSlug
    citations: Annotated[tuple[Citation, ...], Field(min_length=1), Listed]


class Place(_Frozen):
    """What the geometry is, how far off it may be, and where it comes from.

    ``extent_m`` is how wide the thing is that a point stands for, where that is known.
    """

    type: PlaceTypeSlug
    accuracy_m: Annotated[Number, Field(gt=0)] | None
    method: Text | None
    source: Text | None
    licence: Text | None
    as_of: PlainDate | None
    extent_m: Annotated[Number, Field(gt=0)] | None = None


class Record(_Frozen):
    """The properties of a project's feature."""

    id: Slug
    aliases_id: Annotated[tuple[Slug, ...], Listed] = ()
    part_of: Annotated[tuple[Slug, ...], Listed] = ()
    name_zh: Name
    name_en: Name
    aliases: Annotated[tuple[Name, ...], Listed]
    sector: SectorSlug
    kind: KindSlug
    status: StatusSlug
    districts: Annotated[tuple[Adcode, ...], Listed]
    milestones: Annotated[tuple[Milestone, ...], Listed]
    due: Annotated[int, Strict(), Field(ge=1949, le=2999)] | None
    figures: Annotated[tuple[Figure, ...], Listed]
    citations: Annotated[tuple[Citation, ...], Field(min_length=1), Listed]
    summary_zh: Text
    summary_en: Text
    remark_zh: Text | None
    remark_en: Text | None
    place: Place


class Project(Record):
    """A project: its record and the geometry of its place, None where no place is known."""

    geometry: Geometry

    @cached_property
    def accuracy_class(self) -> str:
        """How well the place is known: a slug of the accuracy classes."""
        return classify_accuracy(self.place.accuracy_m, place_type=self.place.type)


def _be_a_box(bbox: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Ask for west, south, east, north in degrees."""
    west, south, east, north = bbox
    on_globe = is_on_the_globe(west, south) and is_on_the_globe(east, north)
    if not (on_globe and west < east and south < north):
        raise ValueError("west, south, east, north in degrees, west before east")
    return bbox


class City(_Frozen):
    """The city of a catalogue."""

    name_zh: Name
    name_en: Name
    adcode: Adcode
    bbox: Annotated[tuple[Number, Number, Number, Number], AfterValidator(_be_a_box)]


class Section(_Frozen):
    """A section of the report: its printed heading and ours in English."""

    title_zh: Text
    title_en: Text


class Stretch(_Frozen):
    """A part of the report that was read: a section, or some of its paragraphs.

    ``paragraphs`` is None where the section was read as a whole; ``is_cut`` says that its text
    begins or ends in the middle.
    """

    section: SectionNumber
    paragraphs: tuple[ParagraphNumber, ...] | None = None
    is_cut: Annotated[bool, Strict()] = False


class Coverage(_Frozen):
    """Which parts of the report were read.

    ``print`` says whether what was printed is the whole report; ``parts`` what was read of it;
    ``breaks_off`` the paragraph after which the text that was read ends too early; the words say
    all this to a reader.
    """

    print: PrintSlug
    parts: Annotated[tuple[Stretch, ...], Listed] = ()
    breaks_off: Annotated[str, Strict(), StringConstraints(pattern=BREAK_PATTERN)] | None = None
    words_zh: Text
    words_en: Text

    def holds(self, citation: Citation) -> bool:
        """Say whether a citation stands in one of the parts."""
        wanted = (citation.section, citation.paragraph)
        found = self._known.get(wanted)
        if found is None:
            found = self._known[wanted] = self.has_read(*wanted)
        return found

    def has_read(self, section: str, paragraph: str) -> bool:
        """Say whether a paragraph stands in one of the parts."""
        return any(
            part.section == section and (part.paragraphs is None or paragraph in part.paragraphs)
            for part in self.parts
        )

    @cached_property
    def _known(self) -> dict[tuple[str, str], bool]:
        """Hold which paragraphs stand in one of the parts."""
        return {}

    @property
    def is_whole(self) -> bool:
        """Whether all of the report was read, so that what is not there was not said."""
        return (
            self.print == "whole"
            and self.breaks_off is None
            and all(part.paragraphs is None and not part.is_cut for part in self.parts)
        )


class Metadata(_Frozen):
    """What is true of a whole catalogue.

    Without ``coverage`` the catalogue is taken as what a catalogue is: of the whole report.
    """

    id: Slug
    city: City
    title_zh: Text
    title_en: Text
    report_date: PlainDate
    language: Literal["zh", "en"]
    licence: Text
    attribution: Text
    sections: Annotated[dict[SectionNumber, Section], Listed] = Field(default_factory=dict)
    leaves_city: Annotated[tuple[Slug, ...], Field(max_length=MAX_LEAVING)] = ()
    coverage: Coverage | None = None
    extract: Text | None = None

    @property
    def report_day(self) -> date:
        """The first day that the date of the report may mean."""
        found = first_day(self.report_date)
        if found is None:  # a plain date always has a first day
            raise ValueError(self.report_date)
        return found

    @property
    def report_year(self) -> int:
        """The year of the report."""
        return int(self.report_date[:4])

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the report is known to be unread."""
        return self.coverage is None or self.coverage.is_whole


def make_collection_schema() -> dict[str, Any]:
    """Make the JSON Schema of a catalogue file."""
    record = Record.model_json_schema(ref_template="#/$defs/{model}")
    metadata = Metadata.model_json_schema(ref_template="#/$defs/{model}")
    definitions = {**record.pop("$defs"), **metadata.pop("$defs")}
    definitions |= {"Record": record, "Metadata": metadata}
    feature = {
        "type": "object",
        "properties": {
            "type": {"const": "Feature"},
            "geometry": GEOMETRY_SCHEMA,
            "properties": {"$ref": "#/$defs/Record"},
        },
        "required": ["type", "geometry", "properties"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Catalogue of a city's projects",
        "description": "A GeoJSON FeatureCollection (RFC 7946) of the projects of one report.",
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection"},
            "metadata": {"$ref": "#/$defs/Metadata"},
            "features": {"type": "array", "items": feature},
        },
        "required": ["type", "metadata", "features"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }
