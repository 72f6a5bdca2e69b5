"""Which signs a text keeps, loses and may not hold."""

import pytest

from projects.signs import drop_invisible, find_flood, is_refused, tidy_text


@pytest.mark.parametrize(
    "sign", ["\0", "\t", "\n", "\v", "\r", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u2029"]
)
def test_control_signs_and_line_breaks_are_refused(sign: str) -> None:
    assert is_refused(sign)


@pytest.mark.parametrize("sign", ["\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0010ffff"])
def test_surrogates_and_non_characters_are_refused(sign: str) -> None:
    assert is_refused(sign)


@pytest.mark.parametrize("sign", ["a", "线", "🚇", " ", "\u3000", "\u200b", "\ue000", "\u0378"])
def test_other_signs_are_not_refused(sign: str) -> None:
    assert not is_refused(sign)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("一\u200b号\u2060线\ufeff", "一号线"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("\u2066a\u2069\u200e\u200f\u061c", "a"),
        ("rail\u00adway", "railway"),
        ("a\u200db", "ab"),
        ("一\u200c号", "一号"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("\u200cخ\u200c", "خ"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("👩🏽\u200d🚒", "👩🏽\u200d🚒"),
        ("🚇\u200d", "🚇"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f"),
        (" \ufe0f", " "),
        ("葛\U000e0100", "葛\U000e0100"),
        ("🏴\U000e0067\U000e007f", "🏴\U000e0067\U000e007f"),
        ("a\U000e0041", "a"),
        ("\u3164", ""),
        ("\u2800馆", "馆"),
        ("plain 一号线", "plain 一号线"),
    ],
)
def test_invisible_signs_stay_only_where_they_mean_something(text: str, tidy: str) -> None:
    assert tidy_text(text) == tidy
    assert tidy_text(tidy) == tidy


def test_what_draws_sign_by_sign_gets_none_of_them() -> None:
    assert drop_invisible("👩\u200d🚒❤\ufe0f") == "👩🚒❤"


@pytest.mark.parametrize("text", ["café", "e\u0301", "ที่นี่", "བོད་", "שָׁלוֹם", "क्षि", "❤️"])
def test_scripts_with_marks_are_no_flood(text: str) -> None:
    assert find_flood(text) is None


def test_a_flood_is_found() -> None:
    assert find_flood("ab" + "\u0336" * 7) == 8
