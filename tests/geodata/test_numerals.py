"""Numerals: the same number in Chinese words and in digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.numerals import read_number, to_digits, to_words


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("一号线", "1号线"),
        ("十二中", "12中"),
        ("二十号线", "20号线"),
        ("三十七中", "37中"),
        ("一期", "1期"),
        ("第四人民医院", "第四人民医院"),
        ("五一广场", "五一广场"),
        ("三给", "三给"),
    ],
)
def test_counted_numbers_are_written_in_digits(words: str, digits: str) -> None:
    assert to_digits(words) == digits


@given(st.integers(1, 99))
def test_words_and_digits_are_there_and_back(number: int) -> None:
    words = to_words(f"{number}号线")
    assert read_number(words.removesuffix("号线")) == number
    assert to_digits(words) == f"{number}号线"


@given(st.text(alphabet="零一二三九十百千〇两壹号线期道国0123", max_size=12))
def test_what_any_text_is_rewritten_as_stays_so(text: str) -> None:
    digits, words = to_digits(text), to_words(text)
    assert (to_digits(digits), to_words(words)) == (digits, words)
