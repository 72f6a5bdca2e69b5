"""What a catalogue still lacks: fields, places, names people say; for its steward, no faults."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from projects.catalogue import Catalogue
from projects.columns import Columns
from projects.gaps import GAPS
from projects.laying_out import columns_of
from projects.vocabulary import ACCURACY_CLASSES


@dataclass(frozen=True)
class DistrictCount:
    """How many records of a district are placed; the whole city has an empty adcode."""

    adcode: str
    placed: int
    unplaced: int


@dataclass(frozen=True)
class Completeness:
    """What a catalogue lacks: for each gap the ids, and its places by accuracy and district."""

    total: int
    gaps: dict[str, tuple[str, ...]]
    accuracy: dict[str, int]
    districts: tuple[DistrictCount, ...]


def _count_districts(columns: Columns) -> Iterator[DistrictCount]:
    """Count the records of each district; one of two districts counts in both."""
    placed: Counter[str] = Counter()
    unplaced: Counter[str] = Counter()
    for own, is_placed in zip(columns.districts.list(), columns.placed.tolist(), strict=True):
        counter = placed if is_placed else unplaced
        counter.update(own or ("",))
    for adcode in sorted({*placed, *unplaced}):
        yield DistrictCount(adcode, placed[adcode], unplaced[adcode])


def _list_ids(columns: Columns, slug: str) -> tuple[str, ...]:
    """List the ids of the records that lack something, in the order of the catalogue."""
    coded, ids = columns.coded["gaps"], columns.ids
    lacking = [number for number, gaps in enumerate(coded.values) if slug in gaps]
    return tuple(ids[row] for row in np.flatnonzero(np.isin(coded.numbers, lacking)).tolist())


def measure_completeness(catalogue: Catalogue) -> Completeness:
    """Measure what a catalogue lacks.

    Parameters
    ----------
    catalogue
        The catalogue.

    Returns
    -------
    Completeness
        Gaps and accuracy classes are there even at 0.
    """
    columns = columns_of(catalogue)
    classes = Counter(columns.coded["accuracy_class"].list())
    return Completeness(
        total=columns.count,
        gaps={slug: _list_ids(columns, slug) for slug in GAPS},
        accuracy={slug: classes[slug] for slug in ACCURACY_CLASSES},
        districts=tuple(_count_districts(columns)),
    )
