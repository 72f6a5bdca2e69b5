"""Dates of a report."""

import pytest

from projects.dates import is_plain_date, last_year


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
    ("text", "answer"),
    [("2024", True), ("2024-12", True), ("2024-21", False), ("2024~", False), ("2024-12-31", True)],
)
def test_a_plain_date_has_nothing_uncertain(text: str, *, answer: bool) -> None:
    assert is_plain_date(text) is answer
