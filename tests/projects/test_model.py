from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from projects.catalogue import parse_catalogue, read_catalogue
from projects.dates import first_day, is_approximate, is_uncertain
from projects.errors import CatalogueError
from projects.model import Coverage, Source, Stretch

Json = dict[str, Any]
WORDS = {"words_zh": "读到一半。", "words_en": "Read by half."}


def test_a_source_of_title_and_date_alone_is_still_valid() -> None:
    source = Source(title="太原日报", date="2025-02-22")
    assert (source.trust, source.publisher, source.link) == (None, None, None)


@pytest.mark.parametrize("date", ["2024-12-09", "2024~", "2024?", "2024-12", None])
def test_a_source_is_dated_as_well_as_it_is_known(date: str | None) -> None:
    assert Source(title="太原日报", date=date).date == date


def test_a_source_of_no_such_date_is_refused() -> None:
    with pytest.raises(ValidationError, match="a date in EDTF"):
        Source(title="太原日报", date="soon")


@pytest.mark.parametrize(
    ("address", "trust", "link"),
    [
        ("https://example.org/a", "high", "https://example.org/a"),
        ("http://example.org/a", None, "http://example.org/a"),
        ("https://example.org/a", "low", None),
        ("javascript:alert(1)", "high", None),
        ("山西日报第3版", "high", None),
    ],
)
def test_a_reader_is_sent_to_trusted_web_pages_alone(
    address: str, trust: str | None, link: str | None
) -> None:
    assert Source(title="一", date=None, address=address, trust=trust).link == link


def test_trust_is_one_of_three_levels() -> None:
    with pytest.raises(ValidationError, match="one of high, medium, low"):
        Source(title="一", date=None, trust="sure")


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        ({"print": "whole"}, True),
        ({"print": "whole", "parts": (Stretch(section="S1"),)}, True),
        ({"print": "summary"}, False),
        ({"print": "whole", "breaks_off": "S8.P1"}, False),
        ({"print": "whole", "parts": (Stretch(section="S1", paragraphs=("P1",)),)}, False),
        ({"print": "whole", "parts": (Stretch(section="S1", is_cut=True),)}, False),
    ],
)
def test_only_a_whole_print_read_to_its_end_is_whole(values: Json, *, answer: bool) -> None:
    assert Coverage.model_validate(values | WORDS).is_whole is answer


def test_a_catalogue_without_a_word_on_coverage_opens_and_counts_as_whole(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    metadata = parse_catalogue(encoded(toy_collection()), file="a").metadata
    assert metadata.coverage is None
    assert metadata.is_whole


def test_a_coverage_that_says_nothing_to_the_reader_is_a_fault(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    collection["metadata"]["coverage"] = {"print": "summary"}
    with pytest.raises(CatalogueError, match=r"coverage\.words_zh"):
        parse_catalogue(encoded(collection), file="a")


def test_the_default_catalogue_says_where_its_print_breaks_off() -> None:
    coverage = read_catalogue().metadata.coverage
    assert coverage is not None
    assert (coverage.print, coverage.breaks_off) == ("summary", "S8.P1")
    assert not coverage.is_whole


@pytest.mark.parametrize("text", ["soon", "../2025"])
def test_a_date_with_no_first_day(text: str) -> None:
    assert first_day(text) is None


def test_an_interval_begins_with_its_first_date() -> None:
    assert str(first_day("2024-03-05/2025")) == "2024-03-05"


def test_the_marks_of_a_date_are_told_apart() -> None:
    marks = {text: (is_approximate(text), is_uncertain(text)) for text in ("2024~", "2024?", "1%")}
    assert marks == {"2024~": (True, False), "2024?": (False, True), "1%": (True, True)}


def test_a_report_may_be_known_by_its_year_alone(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    collection["metadata"]["report_date"] = "2024"
    metadata = parse_catalogue(encoded(collection), file="a").metadata
    assert (metadata.report_year, str(metadata.report_day)) == (2024, "2024-01-01")
