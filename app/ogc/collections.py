"""The collections: the projects of the catalogue, and the pairs that meet."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.messages import LANGUAGES, Words
from geodata.geojson import to_geometry
from projects.catalogue import Catalogue
from projects.clock import CLOCK_STATES
from projects.clocks import Clocks, clocks_of
from projects.exports.columns import COLUMNS, DECIMAL, WHOLE, make_values
from projects.filters import FACETS, list_column
from projects.overlaps import find_overlaps
from projects.overlaps.terms import CERTAINTIES, CLASSES, MEETINGS
from projects.overlaps.writing import make_rows
from projects.overlaps.years import find_span
from projects.search import match_words
from projects.text_index import text_index_of
from projects.vocabulary import ACCURACY_CLASSES, SECTORS, STATUSES

OVERLAPS: Final = "overlaps"
PROMISE, PROMISE_DAY = "promise", "promise_as_of"
"""What became of the promise, and the day for which that is said."""
YEARS: Final = ("first_year", "last_year")
_NUMBERS: Final = {"shared_m", "distance_m"}
_WHOLES: Final = {"a_first_year", "a_last_year", "b_first_year", "b_last_year", "gap_years"}


def encode_json(document: Mapping[str, Any]) -> bytes:
    """Write a document as compact JSON."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode()


@dataclass(frozen=True, eq=False)
class Collection:
    """Features in their order, with what they can be asked by."""

    id: str
    title: str
    description: str
    features: tuple[dict[str, Any], ...]
    shapes: tuple[BaseGeometry | None, ...]
    years: tuple[tuple[int, int] | None, ...]
    slugs: Mapping[str, tuple[tuple[str, ...], ...]]
    choices: Mapping[str, tuple[str, ...]]
    properties: Mapping[str, dict[str, Any]]
    closed: frozenset[str]
    """The facets whose values are a vocabulary; those of the others are what the records say."""
    keys: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    day: str = ""
    """The day for which the promises stand, where a client names one."""

    @cached_property
    def encoded(self) -> tuple[bytes, ...]:
        """Give each feature as compact JSON."""
        return tuple(encode_json(feature) for feature in self.features)

    def feature(self, row: int) -> dict[str, Any]:
        """Give a feature, its promise as of the day."""
        feature = self.features[row]
        if not self.day:
            return feature
        (state,) = self.slugs[PROMISE][row]
        return feature | {
            "properties": feature["properties"] | {PROMISE: state, PROMISE_DAY: self.day}
        }

    def encode(self, row: int) -> bytes:
        """Give a feature as compact JSON, its promise as of the day."""
        return encode_json(self.feature(row)) if self.day else self.encoded[row]

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Say where the feature of an id stands."""
        return {str(feature["id"]): row for row, feature in enumerate(self.features)}

    @cached_property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """Give the bounds of all that is drawn; None where nothing is."""
        drawn = [shape for shape in self.shapes if shape is not None]
        if not drawn:
            return None
        west, south, east, north = shapely.total_bounds(drawn)
        return float(west), float(south), float(east), float(north)

    @cached_property
    def span(self) -> tuple[int, int] | None:
        """Give the first and the last year of all that is dated; None where nothing is."""
        dated = [span for span in self.years if span is not None]
        if not dated:
            return None
        return min(first for first, _ in dated), max(last for _, last in dated)

    @cached_property
    def shape_column(self) -> NDArray[np.object_]:
        """Give the shapes as a column."""
        return np.array([*self.shapes, None], dtype=object)[:-1]

    def match_text(self, row: int, *, words: Sequence[str]) -> bool:
        """Say whether a feature has all words of a query, or is what they mean."""
        called = self.features[row]["properties"]
        return match_words(words, joined="\n".join(self.keys[row]), called=called)


def _describe(name: str, kind: str, *, among: tuple[str, ...] = ()) -> dict[str, Any]:
    """Describe a property as JSON Schema does."""
    described: dict[str, Any] = {"title": name, "type": kind}
    return described | {"enum": list(among)} if among else described


def _collect_projects(catalogue: Catalogue) -> Collection:
    """Make the collection of the projects."""
    metadata = catalogue.metadata
    report_year = int(metadata.report_date[:4])
    slugs = {facet: list_column(catalogue, facet=facet) for facet in FACETS}
    newest = clocks_of(catalogue).newest.isoformat()
    features, spans = [], []
    for project, (state,) in zip(catalogue.projects, slugs[PROMISE], strict=True):
        span = find_span(project, report_year=report_year)
        known = None if span.first is None or span.last is None else (span.first, span.last)
        values = make_values(
            project, catalogue_id=metadata.id, report_date=metadata.report_date
        ) | dict(zip(YEARS, known or (None, None), strict=True))
        values |= {PROMISE: state, PROMISE_DAY: newest}
        feature = {"type": "Feature", "id": project.id, "properties": values}
        features.append(feature | {"geometry": to_geometry(project.geometry)})
        spans.append(known)
    index = text_index_of(catalogue)
    vocabularies = {
        "sector": SECTORS,
        "status": STATUSES,
        "accuracy": ACCURACY_CLASSES,
        "promise": CLOCK_STATES,
    }
    choices = {
        facet: tuple(vocabularies[facet])
        if facet in vocabularies
        else tuple(sorted({slug for own in slugs[facet] for slug in own}))
        for facet in FACETS
    }
    kinds = {WHOLE: "integer", DECIMAL: "number"}
    properties = {
        name: _describe(name, kinds.get(kind, "string")) for name, kind in COLUMNS.items()
    }
    properties |= {name: _describe(name, "integer") for name in YEARS}
    properties |= {name: _describe(name, "string") for name in (PROMISE, PROMISE_DAY)}
    return Collection(
        id=metadata.id,
        title=f"{metadata.title_zh} / {metadata.title_en}",
        description=f"{metadata.attribution}. {metadata.licence}",
        features=tuple(features),
        shapes=tuple(project.geometry for project in catalogue.projects),
        years=tuple(spans),
        slugs=slugs,
        choices=choices,
        properties=properties,
        closed=frozenset(vocabularies),
        keys=tuple(tuple(index.keys(row)) for row in range(len(index))),
    )


def _collect_overlaps(catalogue: Catalogue) -> Collection:
    """Make the collection of the pairs, each with the stretch that both share."""
    overlaps = find_overlaps(catalogue)
    pairs = overlaps.pairs
    rows = make_rows(pairs, catalogue=catalogue)
    kept = [name for name in (rows[0] if rows else {}) if not name.startswith("outcome")]
    features = [
        {
            "type": "Feature",
            "id": f"{pair.a}--{pair.b}",
            "properties": {name: row[name] for name in kept},
            "geometry": to_geometry(pair.stretch),
        }
        for pair, row in zip(pairs, rows, strict=True)
    ]
    years = []
    for pair in pairs:
        known = [year for span in pair.spans for year in (span.first, span.last) if year]
        years.append((min(known), max(known)) if known else None)
    slugs = {
        "class": tuple((pair.pair_class,) for pair in pairs),
        "certainty": tuple((pair.certainty,) for pair in pairs),
        "how": tuple((pair.how,) for pair in pairs),
    }
    choices = {"class": tuple(CLASSES), "certainty": tuple(CERTAINTIES), "how": tuple(MEETINGS)}
    kinds = dict.fromkeys(_NUMBERS, "number") | dict.fromkeys(_WHOLES, "integer")
    return Collection(
        id=OVERLAPS,
        title=" / ".join(Words(lang)("What meets what") for lang in LANGUAGES),
        description=(
            f"Within {overlaps.within_m:g} m; {overlaps.counted_only} more pairs are drawn so near "
            "and known too roughly to be listed."
        ),
        features=tuple(features),
        shapes=tuple(pair.stretch for pair in pairs),
        years=tuple(years),
        slugs=slugs,
        choices=choices,
        properties={name: _describe(name, kinds.get(name, "string")) for name in kept},
        closed=frozenset(choices),
    )


_MAKERS: Final[tuple[Callable[[Catalogue], Collection], ...]] = (
    _collect_projects,
    _collect_overlaps,
)
_Made = tuple[Clocks, dict[str, Collection]]
_kept: WeakKeyDictionary[Catalogue, _Made] = WeakKeyDictionary()


def list_collections(catalogue: Catalogue) -> Mapping[str, Collection]:
    """List the collections of a catalogue by id, made once for what other reports know."""
    clocks, kept = clocks_of(catalogue), _kept.get(catalogue)
    if kept is None or kept[0] is not clocks:
        made = (make(catalogue) for make in _MAKERS)
        kept = _kept[catalogue] = (clocks, {collection.id: collection for collection in made})
    return kept[1]


def stand_on(collection: Collection, *, catalogue: Catalogue, day: date | None) -> Collection:
    """Give a collection with its promises as of a day.

    Parameters
    ----------
    collection
        A collection of the catalogue.
    catalogue
        The catalogue.
    day
        The day; that of the newest fact held where None.
    """
    if day is None or PROMISE not in collection.slugs:
        return collection
    states = list_column(catalogue, facet=PROMISE, as_of=day)
    return replace(collection, slugs={**collection.slugs, PROMISE: states}, day=day.isoformat())
