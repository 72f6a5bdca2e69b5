"""Dates of a report."""

from datetime import date

import pytest

from projects.dates import first_day, is_plain_date, last_day, last_year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("2024-12", 2024),
        ("2024-02-29", 2024),
        ("2023-02-29", None),
        ("2024-13", None),
        ("2024-00", None),
        ("2024-40", 2024),
        ("2024-42", None),
        ("2024~", 2024),
        ("2024-12?", 2024),
        ("2024/2025", 2025),
        ("../2025", 2025),
        ("2025/2024", None),
        ("2024-12/2024-03", None),
        ("2024-12-31/2024-12-01", None),
        ("2024-03/2024", 2024),
        ("2024-41/2024-40", None),
        ("2024/", None),
        ("2024/2025/2026", None),
        ("24", None),
        ("", None),
        ("2024 ", None),
        ("２０２４", None),
    ],
)
def test_the_last_year_a_date_may_mean(text: str, year: int | None) -> None:
    assert last_year(text) == year


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-38", "2024-05-01", "2024-08-31"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-41~", "2024-07-01", "2024-12-31"),
        ("2024-40/2025-33", "2024-01-01", "2025-03-31"),
        ("2024-22", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
    ],
)
def test_the_days_that_a_part_of_a_year_may_mean(text: str, first: str, last: str) -> None:
    assert (first_day(text), last_day(text)) == tuple(map(date.fromisoformat, (first, last)))


@pytest.mark.parametrize(
    ("text", "answer"),
    [("2024", True), ("2024-12", True), ("2024-21", False), ("2024~", False), ("2024-12-31", True)],
)
def test_a_plain_date_has_nothing_uncertain(text: str, *, answer: bool) -> None:
    assert is_plain_date(text) is answer
