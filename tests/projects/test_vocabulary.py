"""The vocabularies."""

import re
from collections.abc import Mapping

import pytest

from projects.model import SLUG_PATTERN
from projects.vocabulary import (
    ACCURACY_CLASSES,
    EVENTS,
    KINDS,
    MILESTONE_STATES,
    PLACE_TYPES,
    SECTORS,
    STATUSES,
    Term,
    classify_accuracy,
)

ALL = [ACCURACY_CLASSES, EVENTS, KINDS, MILESTONE_STATES, PLACE_TYPES, SECTORS, STATUSES]


@pytest.mark.parametrize("vocabulary", ALL)
def test_every_term_has_a_slug_and_two_names_of_its_own(vocabulary: Mapping[str, Term]) -> None:
    for slug, term in vocabulary.items():
        assert slug == term.slug
        assert re.fullmatch(SLUG_PATTERN, slug)
    for names in (
        [t.name_zh for t in vocabulary.values()],
        [t.name_en for t in vocabulary.values()],
    ):
        assert all(names)
        assert len(set(names)) == len(names)


def test_the_specified_numbers_of_sectors_and_statuses() -> None:
    assert (len(SECTORS), len(STATUSES)) == (10, 6)


@pytest.mark.parametrize(
    ("accuracy_m", "place_type", "slug"),
    [
        (1, "site", "exact"),
        (50, "site", "exact"),
        (50.1, "site", "close"),
        (250, "line", "close"),
        (1000, "area", "approximate"),
        (3000, "site", "area"),
        (3001, "line", "corridor"),
        (5000, "line", "corridor"),
        (9000, "line", "corridor"),
        (None, "district", "district"),
        (None, "city", "city"),
        (None, "unknown", "unknown"),
        (None, "area", "unknown"),
    ],
)
def test_classes_of_accuracy(accuracy_m: float | None, place_type: str, slug: str) -> None:
    assert classify_accuracy(accuracy_m, place_type=place_type) == slug
