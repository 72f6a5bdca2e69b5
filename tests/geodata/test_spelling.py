"""Spelling by the dictionary of pypinyin: what pypinyin itself says, for all that it knows."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT, RE_HANS
from pypinyin.seg.mmseg import seg

from geodata import spelling
from geodata.errors import FileFaultsError
from geodata.spelling import HAN, Speller, load_speller

PHRASES = sorted(PHRASES_DICT)
SIGNS = sorted(map(chr, PINYIN_DICT))


def spell_theirs(run: str) -> tuple[str, ...]:
    spelt = (
        lazy_pinyin(word, style=Style.NORMAL, errors=list, v_to_u=False)  # type: ignore[arg-type]
        for word in seg.cut(run)
    )
    return tuple(itertools.chain.from_iterable(spelt))


@pytest.mark.slow
def test_every_character_and_phrase_is_spelt_as_pypinyin_does() -> None:
    spell = load_speller().spell
    assert [one for one in SIGNS if spell(one) != spell_theirs(one)] == []
    assert [one for one in PHRASES if spell(one) != spell_theirs(one)] == []
    assert len(load_speller()) == len(PHRASES)


PARTS = st.one_of(
    st.sampled_from(PHRASES),
    st.builds(lambda one, end: one[:end], st.sampled_from(PHRASES), st.integers(1, 4)),
    st.sampled_from(SIGNS),
)


@settings(max_examples=150)
@given(st.lists(PARTS, max_size=5).map("".join))
def test_any_run_is_cut_and_spelt_as_pypinyin_does(run: str) -> None:
    speller = load_speller()
    for known in (speller._rests, speller._spans, speller._syllables):
        known.clear()  # what one run has taken apart must not matter to another
    assert speller.spell(run) == spell_theirs(run)


def test_a_run_holds_the_characters_that_pypinyin_takes() -> None:
    ours = re.compile(f"[{HAN}]")
    signs = map(chr, range(0x33000))
    assert [one for one in signs if bool(ours.match(one)) != bool(RE_HANS.match(one))] == []


def test_what_is_in_no_dictionary_stands_for_itself() -> None:
    assert Speller("{}", "{}").spell("太原") == ("太", "原")
    assert load_speller().spell("\U000323af") == ("\U000323af",)


def test_a_dictionary_of_another_form_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "read_text", lambda _: "{}")
    with pytest.raises(FileFaultsError, match="expected phrases"):
        load_speller.__wrapped__()
