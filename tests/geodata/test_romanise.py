"""Romanising: what people type for a Chinese name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from geodata.cities import default_city
from geodata.gazetteer import load_gazetteer
from geodata.romanise import _spell, initials, normalise, pinyin, readings, search_keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("迎泽 大街", "迎泽大街"),
        ("太原南站（地铁）", "太原南站地铁"),
        ("ＡＢＣ１", "abc1"),
        ("Xī'ān", "xian"),
        ("Lǜdì", "lvdi"),
        ("R&F Plaza", "rfplaza"),
        ("", ""),
        ("（）", ""),
    ],
)
def test_texts_are_reduced_to_what_matters(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("name", "spelt", "short"),
    [
        ("长风街", "changfengjie", "cfj"),
        ("长治路", "changzhilu", "czl"),
        ("三给", "sanji", "sj"),
        ("万柏林区", "wanbailinqu", "wblq"),
        ("太行悦泉苑", "taihangyuequanyuan", "thyqy"),
        ("武宿1号2号航站楼", "wusu1hao2haohangzhanlou", "ws1h2hhzl"),
        ("元福绿都", "yuanfulvdu", "yfld"),
    ],
)
def test_names_of_the_city_are_read_as_they_are_spoken(name: str, spelt: str, short: str) -> None:
    assert pinyin(name) == spelt
    assert initials(name) == short


@pytest.mark.parametrize(
    ("name", "typed"), [("长风", "zhangfeng"), ("万柏林", "wanbolin"), ("绿都", "ludu")]
)
def test_other_readings_are_keys_too(name: str, typed: str) -> None:
    assert typed in search_keys(name)


def test_traditional_characters_are_read_as_the_simplified_ones() -> None:
    assert search_keys("龍潭公園") == ("龙潭公园", "longtangongyuan", "ltgy")


@given(st.text(max_size=20))
def test_any_text_can_be_read(text: str) -> None:
    plain = normalise(text)
    assert normalise(plain) == plain
    assert all(len(reading) == len(plain) for reading in readings(plain))
    assert all(search_keys(text))
    assert len(set(search_keys(text))) == len(search_keys(text))


def _spell_at_once(text: str) -> list[str]:
    return lazy_pinyin(text, style=Style.NORMAL, errors=list, v_to_u=False)


def test_a_name_cut_into_words_is_spelt_as_the_whole_name_is() -> None:
    names = {normalise(entry.name_zh) for entry in load_gazetteer(default_city()).entries}
    assert len(names) > 1000
    assert {name: _spell(name) for name in names} == {name: _spell_at_once(name) for name in names}


@given(st.text(alphabet="太原长风一二〇aé１龥㐀" + chr(0x20000), max_size=8))
def test_any_signs_are_spelt_as_the_whole_text_is(text: str) -> None:
    assert _spell(text) == _spell_at_once(text)
