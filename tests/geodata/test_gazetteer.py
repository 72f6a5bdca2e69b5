"""The gazetteer: its rows, and what a person who types finds first."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata import gazetteer, layers
from geodata.cities import default_city
from geodata.errors import FileFaultsError
from geodata.files import read_table
from geodata.gazetteer import load_gazetteer
from geodata.place_kinds import KINDS, ROUGH_KINDS
from geodata.place_names import WAYS
from geodata.places import COLUMNS

GEOD = Geod(ellps="WGS84")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def test_two_who_ask_at_once_load_it_once() -> None:
    gazetteer._load_gazetteer.cache_clear()
    with ThreadPoolExecutor(2) as both:
        one, other = both.map(load_gazetteer, [default_city(), default_city()])
    assert one is other
    assert gazetteer._load_gazetteer.cache_info().misses == 1


def first(text: str) -> tuple[str, str]:
    hit = load_gazetteer().search(text, limit=1)[0]
    return hit.entry.name_zh, hit.entry.kind


def test_every_row_is_complete() -> None:
    entries = load_gazetteer().entries
    assert len(entries) > 2200
    assert len(load_gazetteer().by_id) == len(entries)
    for entry in entries:
        assert SLUG.fullmatch(entry.id)
        assert entry.name_zh
        assert entry.name_en
        assert entry.adcode in {*layers.districts(), "140100"}
        assert layers.district_at(entry.lon, entry.lat) is not None
        assert 10 <= entry.accuracy_m <= 10000
        assert entry.source
        assert entry.licence
        assert entry.name_zh not in entry.aliases


def test_the_columns_stand_in_their_order() -> None:
    rows = read_table(default_city().folder / "gazetteer.csv")
    assert tuple(rows[0]) == COLUMNS


def test_every_kind_is_used_and_has_two_labels() -> None:
    assert {e.kind for e in load_gazetteer().entries} <= {kind.slug for kind in KINDS}
    assert all(kind.name_zh and kind.name_en for kind in KINDS)


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("五一广场", "五一广场", "square"),
        ("五一广场站", "五一广场站", "metro-station"),
        ("太原火车站", "太原站", "railway-station"),
        ("太原南站", "太原南站", "railway-station"),
        ("太原南站地铁站", "太原南站", "metro-station"),
        ("小店", "小店区", "district"),
        ("迎泽", "迎泽区", "district"),
        ("娄烦", "娄烦县", "district"),
        ("太原", "太原市", "city"),
        ("下元", "下元站", "metro-station"),
        ("大盂", "大盂镇", "town"),
        ("晋祠博物馆", "晋祠博物馆", "scenic-area"),
        ("动物园", "太原动物园", "park"),
        ("双塔寺", "永祚寺", "heritage"),
        ("红灯笼", "山西省体育中心（红灯笼体育场）", "sports-centre"),
        ("府西", "府西街站", "metro-station"),
    ],
)
def test_chinese_names_are_found(typed: str, name: str, kind: str) -> None:
    assert first(typed) == (name, kind)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("西山矿务局", "河龙湾站"),
        ("客运西站", "西客站"),
        ("小井峪路", "闫家沟站"),
        ("迎泽桥西", "太原理工大学站"),
        ("柳巷南口", "柳南站"),
        ("建设北路南", "太原站西广场站"),
        ("省农科院", "许坦东街站"),
        ("中心街东", "北营站"),
        ("武宿机场", "武宿1号2号航站楼"),
        ("南内环西路", "南内环西街站"),
    ],
)
def test_old_names_of_stations_are_found(typed: str, name: str) -> None:
    assert first(typed)[0] == name


def test_every_station_is_found_by_all_its_names() -> None:
    for station in layers.stations():
        if station.source.startswith("general knowledge"):
            continue
        for name in (station.name_zh, *station.names_old):
            hits = load_gazetteer().search(name, limit=5)
            near = [GEOD.inv(station.lon, station.lat, h.entry.lon, h.entry.lat)[2] for h in hits]
            assert min(near) < 400, name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("长风", "长风街站"),
        ("长风大街站", "长风街站"),
        ("龙城大街", "龙城大街（龙城公园站）"),
        ("学府", "学府街站"),
        ("桃园路站", "桃园路站"),
        ("清徐区", "清徐县"),
        ("南寒", "南寒街道"),
        ("娄烦 县", "娄烦县"),
    ],
)
def test_endings_may_be_missing_or_too_many(typed: str, name: str) -> None:
    assert first(typed)[0] == name


@pytest.mark.parametrize(
    ("typed", "name", "how"),
    [
        ("xiayuan", "下元站", "pinyin"),
        ("Xià yuán", "下元站", "pinyin"),
        ("changfengjie", "长风街", "pinyin"),
        ("zhangfengjie", "长风街", "pinyin"),
        ("wanbolin", "万柏林区", "pinyin"),
        ("taiyuannanzhan", "太原南站", "pinyin"),
        ("tynz", "太原南站", "initials"),
        ("wyg", "五一广场站", "initials"),
        ("jinci museum", "晋祠博物馆", "english"),
        ("Wanda", "龙湖万达广场", "english"),
        ("university of technology", "太原理工大学站", "english"),
        ("yiguangchang", "五一广场站", "inside"),
        ("太圆南站", "太原南站", "sound"),
        ("山医第一", "山西医科大学第一医院", "loose"),
        ("迎泽dajie", "迎泽大街（大南门—五一广场一线）", "pinyin"),
    ],
)
def test_latin_letters_and_slips_are_understood(typed: str, name: str, how: str) -> None:
    hit = load_gazetteer().search(typed, limit=1)[0]
    assert (hit.entry.name_zh, hit.how) == (name, how)


@pytest.mark.parametrize("typed", ["", "   ", "（）", "qqqqqq", "北京天安门"])
def test_what_is_not_there_is_not_found(typed: str) -> None:
    assert load_gazetteer().search(typed) == []


@given(st.text(max_size=12))
def test_any_text_can_be_searched_and_gives_the_same_again(text: str) -> None:
    hits = load_gazetteer().search(text, limit=400)
    assert hits == load_gazetteer().search(text, limit=400)
    ranks = [(hit.entry.kind in ROUGH_KINDS, WAYS.index(hit.how)) for hit in hits]
    assert ranks == sorted(ranks)
    assert len({hit.entry.id for hit in hits}) == len(hits)


@given(st.integers(0, 337), st.data())
def test_the_beginning_of_a_name_is_enough(row: int, data: st.DataObject) -> None:
    entry = load_gazetteer().entries[row]
    typed = entry.name_zh[: data.draw(st.integers(2, len(entry.name_zh)))]
    assert entry.id in {hit.entry.id for hit in load_gazetteer().search(typed, limit=400)}


def test_the_nearest_places_come_in_order() -> None:
    near = load_gazetteer().nearest(112.5545, 37.8587, kinds={"metro-station"}, limit=3)
    assert [place.entry.name_zh for place in near][:2] == ["大南门站", "柳南站"]
    assert [p.distance_m for p in near] == sorted(p.distance_m for p in near)
    _, _, expected = GEOD.inv(112.5545, 37.8587, near[1].entry.lon, near[1].entry.lat)
    assert near[1].distance_m == pytest.approx(expected, rel=1e-6)


def test_a_place_itself_has_no_direction() -> None:
    entry = load_gazetteer().by_id["xiayuan-metro-station"]
    near = load_gazetteer().nearest(entry.lon, entry.lat, kinds=["metro-station"])[0]
    assert (near.entry.id, near.distance_m, near.bearing_deg) == (entry.id, 0, None)


def test_broken_rows_are_all_named(tmp_path: Path) -> None:
    header = ",".join(COLUMNS)
    rows = "a,甲,A,castle,140105,112,37,50,,s,l,\nb,乙,B,park,140105,x,37,50,,s,l,\n"
    (tmp_path / "gazetteer.csv").write_text(f"{header}\n{rows}", encoding="utf-8")
    city = replace(default_city(), folder=tmp_path)
    with pytest.raises(FileFaultsError, match="line 2: expected a kind") as error:
        load_gazetteer(city)
    assert len(error.value.faults) == 2


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("【太原站】https://surl.amap.com/1AbCdE", "太原站"),
        ("【太原站】山西省太原市迎泽区建设南路2号 https://j.map.baidu.com/xx/abc", "太原站"),
        ("我在太原站，https://j.map.baidu.com/xx/abc", "太原站"),
        ("https://www.google.com/maps/place/%E5%A4%AA%E5%8E%9F%E7%AB%99", "太原站"),
        ("【太原站】", "太原站"),
        ("五一广场（太原）", "五一广场"),
        ("五一\u200b广场", "五一广场"),
        ("五一廣場", "五一广场"),
        ("太原動物園", "太原动物园"),
        ("晉祠博物館", "晋祠博物馆"),
        ("一号航站楼", "武宿1号2号航站楼"),
    ],
)
def test_a_name_is_found_in_any_dress(typed: str, name: str) -> None:
    hits = load_gazetteer().search(typed)
    assert hits
    assert name in hits[0].entry.name_zh + hits[0].name


@given(st.text(max_size=80))
def test_any_text_may_be_searched(text: str) -> None:
    assert isinstance(load_gazetteer().search(text), list)


@pytest.mark.parametrize("typed", ["省人民医院", "市人民医院", "第一中学"])
def test_no_other_number_stands_in_for_what_is_not_held(typed: str) -> None:
    assert [hit.entry.name_zh for hit in load_gazetteer().search(typed)] == []


QUESTIONS = read_table(Path(__file__).with_name("questions.csv"))
TOP = 3


def is_found(question: dict[str, str]) -> bool:
    hits = load_gazetteer().search(question["typed"])[:TOP]
    return any(question["wanted"] in hit.entry.name_zh + "|" + hit.name for hit in hits)


def test_what_people_ask_for_is_found_among_the_first_three() -> None:
    assert len(QUESTIONS) >= 80
    for kind in {question["kind"] for question in QUESTIONS}:
        of_kind = [question for question in QUESTIONS if question["kind"] == kind]
        share = sum(map(is_found, of_kind)) / len(of_kind)
        assert share >= (0.6 if kind == "hospital" else 0.75), kind
    assert sum(map(is_found, QUESTIONS)) / len(QUESTIONS) >= 0.9


def test_the_table_of_places_that_are_found_is_true() -> None:
    text = (Path(__file__).parents[2] / "docs" / "places-found.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([a-z]+) \| (\d+) \| \d+.*? \| (\d+)", text, re.MULTILINE)
    kinds = dict.fromkeys(question["kind"] for question in QUESTIONS)
    groups = {kind: [one for one in QUESTIONS if one["kind"] == kind] for kind in kinds}
    groups["all"] = QUESTIONS
    assert told == [
        (kind, str(len(group)), str(sum(map(is_found, group)))) for kind, group in groups.items()
    ]


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("学府街", "学府街", "street"),
        ("晋祠", "晋祠博物馆", "scenic-area"),
        ("五中", "太原市第五中学校", "school"),
        ("5中", "太原市第五中学校", "school"),
        ("太原市五一广场", "五一广场", "square"),
        ("小店区学府街36号", "学府街", "street"),
        ("学府街与平阳路交叉口", "学府街", "street"),
        ("xuefujei", "学府街", "street"),
    ],
)
def test_what_a_resident_means_comes_first(typed: str, name: str, kind: str) -> None:
    assert first(typed) == (name, kind)


def test_neighbourhoods_and_villages_come_last_whatever_agrees() -> None:
    for typed in ("并州", "学府", "wucheng", "新庄"):
        rough = [hit.entry.kind in ROUGH_KINDS for hit in load_gazetteer().search(typed)]
        assert rough == sorted(rough)


def test_two_letters_wrong_in_a_chinese_name_are_another_name() -> None:
    assert load_gazetteer().search("食品街") == []


def test_what_the_layers_name_is_found() -> None:
    for layer in ("roads", "water", "stations"):
        features = layers.load_layer(layer).collection["features"]
        names = [name for one in features if (name := one["properties"]["name_zh"])]
        assert names, layer
        assert [name for name in names if not load_gazetteer().search(name)] == []


@pytest.mark.parametrize(
    ("words", "digits"),
    [("地铁一号线", "地铁1号线"), ("地鐵二號線", "地铁2号线"), ("十二中", "12中")],
)
def test_chinese_numerals_find_what_digits_find(words: str, digits: str) -> None:
    found = load_gazetteer().search(words)
    assert found
    assert found == load_gazetteer().search(digits)
