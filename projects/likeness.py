"""Sound records by likeness: what is made of parts that passed before needs no model of its own.

The checks of a record look at a few of its fields at a time: the status and the milestones, the
place and the type of its geometry, the districts. In a thousand records these come in a few
hundred ways. The first record of each way goes through the model and every check; one whose parts
all passed before, and whose own words do, passes. A record with more to it (figures, facts from
elsewhere, aliases, remarks) always goes through the model.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter, ValidationError

from projects.between import Told
from projects.model import MAX_LISTED, Citation, Metadata, Name, Project, Quoted, Slug, Text
from projects.refusal import NotPlainlySoundError
from projects.report import is_sentence
from projects.sound import BulkReader, FindFaults
from projects.sound_shapes import Geometries, Shape

MOST_REMEMBERED: Final = 100_000
"""So many ways of one part are remembered."""
_NO_SOURCE: Final = ("source", "foresees", "denies", "fulfils")
_SIMPLE: Final = ("aliases_id", "part_of", "aliases", "figures")
"""Lists that most records have empty; one that has not goes through the model."""
_EMPTY: Final[list[Any]] = []
_CITATION_FIELDS: Final = len(Citation.model_fields)
_TEXTS: Final[tuple[tuple[str, Any], ...]] = (
    ("id", Slug),
    ("name_zh", Name),
    ("name_en", Name),
    ("summary_zh", Text),
    ("summary_en", Text),
)


class _Words:
    """The texts of one field that the model takes as they are."""

    def __init__(self, kind: Any, *, test: Callable[[str], bool] | None = None) -> None:  # noqa: ANN401
        self._adapter: TypeAdapter[list[str]] = TypeAdapter(list[kind])
        self._test = test
        self._known: set[str] = set()

    def pass_all(self, texts: Iterable[str]) -> bool:
        """Say whether the model takes all these texts, changing none."""
        fresh = list(set(texts) - self._known)
        try:
            if self._adapter.validate_python(fresh) != fresh:
                return False
        except ValidationError:
            return False
        if self._test is not None and not all(map(self._test, fresh)):
            return False
        if len(self._known) > MOST_REMEMBERED:
            self._known.clear()
        self._known.update(fresh)
        return True


class _Parts(NamedTuple):
    """The parts of a record that the checks look at, each with all that they look at."""

    form: Hashable
    terms: Hashable
    works: Hashable
    place: Hashable
    districts: Hashable


class Likeness:
    """Remembers which parts of records passed, over as many reports as there are.

    Parameters
    ----------
    find_faults
        Finds what the checks of one record find; see `projects.record_checks`.
    """

    def __init__(self, find_faults: FindFaults) -> None:
        """Remember nothing yet."""
        self._find_faults = find_faults
        self._texts = {name: _Words(kind) for name, kind in _TEXTS}
        self._quotes = _Words(Quoted, test=lambda text: not is_sentence(text))
        self._marks: set[tuple[str, str]] = set()
        self._known: tuple[set[Hashable], ...] = tuple(set() for _ in _Parts._fields)

    def pass_all(
        self, records: Sequence[Mapping[str, Any]], shapes: Sequence[Shape], *, metadata: Metadata
    ) -> bool:
        """Say whether records are sound.

        Parameters
        ----------
        records
            The properties of their features.
        shapes
            The shapes of their places.
        metadata
            Of their report.
        """
        quotes: list[str] = []
        for record, shape in zip(records, shapes, strict=True):
            if not self._pass_record(record, shape, metadata=metadata, quotes=quotes):
                return False
        words = all(
            known.pass_all([record[name] for record in records])
            for name, known in self._texts.items()
        )
        return words and self._quotes.pass_all(quotes)

    def _pass_record(
        self, record: Mapping[str, Any], shape: Shape, *, metadata: Metadata, quotes: list[str]
    ) -> bool:
        """Say whether a record is sound if its words are; its quotations are put to the others."""
        parts = None
        if metadata.coverage is None and _is_simple(record):
            parts = self._split(record, shape, metadata=metadata, quotes=quotes)
        if parts is not None and all(map(set.__contains__, self._known, parts)):
            return True
        project = Project.model_validate({**record, "geometry": shape})
        if any(True for _ in self._find_faults(project, metadata)):
            return False
        if parts is not None:
            for part, known in zip(parts, self._known, strict=True):
                if len(known) > MOST_REMEMBERED:
                    known.clear()
                known.add(part)
        return True

    def _split(
        self, record: Mapping[str, Any], shape: Shape, *, metadata: Metadata, quotes: list[str]
    ) -> _Parts | None:
        """Give the parts of a record; None where there is more to it."""
        works = []
        if not self._take_citations(record["citations"], quotes):
            return None
        for milestone in record["milestones"]:
            for name in _NO_SOURCE:
                if milestone.get(name) is not None:
                    return None
            if not self._take_citations(milestone["citations"], quotes):
                return None
            told = milestone["event"], milestone["date"], milestone["state"]
            works.append((tuple(milestone), told))
        place, due = record["place"], record["due"]
        values = tuple(place.values())
        kinds = tuple(map(type, values))  # True is not 1, though both are the same key
        return _Parts(
            form=tuple(record),
            terms=(record["sector"], record["kind"]),
            works=(metadata.report_year, record["status"], type(due), due, *works),
            place=(tuple(place), values, kinds, None if shape is None else shape.geom_type),
            districts=(metadata.city.adcode, place["type"], *record["districts"]),
        )

    def _take_citations(self, citations: Sequence[Mapping[str, str]], quotes: list[str]) -> bool:
        """Say whether citations have the form that the model asks for, and put their words by."""
        if not 0 < len(citations) <= MAX_LISTED:
            return False
        for one in citations:
            mark = one["section"], one["paragraph"]
            if len(one) != _CITATION_FIELDS:
                return False
            if mark not in self._marks:
                Citation.model_validate(one)
                if len(self._marks) > MOST_REMEMBERED:
                    self._marks.clear()
                self._marks.add(mark)
            quotes.append(one["mention"])
            quotes.append(one["wording"])
        return True


def _is_simple(record: Mapping[str, Any]) -> bool:
    """Say whether a record has only what most records have."""
    if record["remark_zh"] is not None or record["remark_en"] is not None:
        return False
    for name in _SIMPLE:
        if record.get(name, _EMPTY) != _EMPTY:
            return False
    # A list is asked for, though a loop would take other things.
    return type(record["milestones"]) is list and type(record["districts"]) is list


class Plain(NamedTuple):
    """A record that passed: its properties as they stand in the file, and the shape."""

    record: dict[str, Any]
    shape: Shape


class LikenessReader(BulkReader[Plain]):
    """Reads the features of a file in chunks of records that passed the checks.

    Parameters
    ----------
    data
        The bytes of the file.
    likeness
        What passed before.
    """

    def __init__(self, data: bytes, *, likeness: Likeness) -> None:
        """Remember the bytes."""
        super().__init__(data)
        self._likeness = likeness

    def _make(self, features: list[Any], shapes: Geometries) -> list[Plain]:
        records = [feature["properties"] for feature in features]
        try:
            is_sound = self._likeness.pass_all(records, shapes.tolist(), metadata=self.metadata)
        except (AttributeError, KeyError, TypeError) as error:
            # Something is missing, or of another kind than the fields of a record are.
            raise NotPlainlySoundError from error
        if not is_sound:
            raise NotPlainlySoundError
        return [Plain(record, shape) for record, shape in zip(records, shapes, strict=True)]

    def _tell(self, made: Plain) -> Told:
        record = made.record
        return Told(
            id=record["id"],
            aliases_id=record.get("aliases_id", ()),
            name_zh=record["name_zh"],
            part_of=record.get("part_of", ()),
            is_placed=made.shape is not None,
        )
