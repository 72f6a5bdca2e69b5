"""The words of the answer: honest distances, groups that add up, places named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from app.address import RADII_M, Known, Spot, View, read_view, view_parameters
from app.messages import Words
from app.near.answer import describe_answer
from app.near.answer_html import answer_html, groups_html
from app.near.street_page import NAMED, street_html
from app.words.distances import say_distance, say_length, say_range
from app.words.spots import name_spot
from app.words.stations import describe_station
from geodata.gazetteer import load_gazetteer
from projects.catalogue import read_catalogue
from projects.nearness import GROUPS, find_near
from projects.neighbours import Neighbour

CATALOGUE = read_catalogue()
EN, ZH = Words("en"), Words("zh")
XIAYUAN = Spot(112.5045, 37.8569)
places = st.builds(Spot, lon=st.floats(111.6, 113.0), lat=st.floats(37.5, 38.4))
radii = st.sampled_from([*RADII_M, None])


def seen(distance_m: float, accuracy_m: float, *, inside: bool = False) -> Neighbour:
    return Neighbour(
        "x", distance_m, max(0.0, distance_m - accuracy_m), distance_m + accuracy_m, 45.0,
        inside=inside, accuracy_m=accuracy_m,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("neighbour", "said"),
    [
        (seen(1100, 500), "600 m – 1.6 km"),
        (seen(420, 50), "420 m"),
        (seen(3, 10), "right here"),
        (seen(900, 1000), "up to 1.9 km"),
        (seen(0, 1000, inside=True), "inside it"),
        (seen(9996, 20), "10 km"),
        (Neighbour("x"), ""),
    ],
)
def test_a_distance_is_one_number_only_where_it_is_known(neighbour: Neighbour, said: str) -> None:
    assert say_distance(neighbour, EN) == said


@given(low=st.floats(0, 60_000), span=st.floats(0, 20_000))
def test_a_range_never_promises_more_than_is_known(low: float, span: float) -> None:
    def metres(text: str) -> float:
        number, unit = text.removeprefix("up to ").split(" ")
        return float(number) * (1000 if unit == "km" else 1)

    parts = say_range(low, low + span, EN).split(" – ")
    assert metres(parts[-1]) >= low + span - 0.01
    if len(parts) > 1:
        assert metres(parts[0]) <= low + 0.01


def test_lengths_are_said_as_people_say_them() -> None:
    assert [say_length(m, EN) for m in (4, 996, 1049, 12_400)] == ["0 m", "1 km", "1 km", "12 km"]
    assert say_length(1600, ZH) == "1.6 公里"


@given(spot=places, radius_m=radii)
def test_the_groups_that_are_told_add_up(spot: Spot, radius_m: int | None) -> None:
    nearness = find_near(CATALOGUE, lon=spot.lon, lat=spot.lat, radius_m=radius_m)
    answer = describe_answer(nearness, catalogue=CATALOGUE, spot=spot, words=EN)
    assert [section.slug for section in answer.sections] == list(GROUPS)
    assert sum(section.count for section in answer.sections) == len(CATALOGUE.projects)
    terms, _, total = answer.sum_sentence.partition(" = ")
    numbers = [int(term.split(" ")[0]) for term in terms.split(" + ")]
    assert sum(numbers) == int(total.split(" ")[0]) == len(CATALOGUE.projects)
    assert answer.sentence
    assert answer.station, "the nearest metro station is answered wherever one asks"


@pytest.mark.parametrize("words", [EN, ZH])
def test_every_listed_project_is_in_the_html_once(words: Words) -> None:
    nearness = find_near(CATALOGUE, lon=XIAYUAN.lon, lat=XIAYUAN.lat, radius_m=2000)
    answer = describe_answer(nearness, catalogue=CATALOGUE, spot=XIAYUAN, words=words)
    view = View(spot=XIAYUAN, lang=words.lang)
    html = answer_html(answer, view=view, words=words) + groups_html(answer, view=view, words=words)
    for project in CATALOGUE.projects:
        assert html.count(f'data-near-id="{project.id}"') == 1


def test_markup_in_a_name_stays_text() -> None:
    nearness = find_near(CATALOGUE, lon=XIAYUAN.lon, lat=XIAYUAN.lat, radius_m=2000)
    project = CATALOGUE.by_id[nearness.near[0].id]
    hostile = project.model_copy(update={"name_zh": "<img src=x onerror=alert(1)>{{7*7}}"})
    catalogue = type(CATALOGUE)(
        CATALOGUE.metadata,
        tuple(hostile if one.id == hostile.id else one for one in CATALOGUE.projects),
    )
    answer = describe_answer(nearness, catalogue=catalogue, spot=XIAYUAN, words=ZH)
    html = answer_html(answer, view=View(spot=XIAYUAN), words=ZH)
    assert "<img src=x" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;{{7*7}}" in html


def test_a_place_is_named_even_after_the_link_rounded_it() -> None:
    for entry in load_gazetteer().entries:
        spot = Spot(round(entry.lon, 4), round(entry.lat, 4))
        named = name_spot(spot, words=ZH, city=CATALOGUE.city)
        near = load_gazetteer().nearest(spot.lon, spot.lat)[0].entry
        assert named.startswith(near.name_zh)


def test_a_planned_station_is_followed_by_the_nearest_open_one() -> None:
    text = describe_station(112.4959, 37.9408, words=EN, city=CATALOGUE.city)
    assert "planned" in text
    assert "nearest open one" in text


def test_a_metro_line_tells_its_own_nearest_station() -> None:
    nearness = find_near(CATALOGUE, lon=XIAYUAN.lon, lat=XIAYUAN.lat, radius_m=2000)
    answer = describe_answer(nearness, catalogue=CATALOGUE, spot=XIAYUAN, words=ZH)
    lines = [item for item in answer.section("near").items if item.project.kind == "metro-line"]
    assert len(lines) == 2
    assert all(any("下元" in detail for detail in item.details) for item in lines)


@pytest.mark.parametrize(
    ("spot", "radius_m", "said_en", "said_zh"),
    [
        (
            Spot(112.4, 37.765),
            2000,
            "no project for certain; {n} may be, as {whose} imprecise",
            "没有可以确定的项目；有 {n} 个位置不够精确，可能在内",
        ),
        (XIAYUAN, 2000, "; {n} more may be, as {whose} imprecise", "；另有 {n} 个"),
    ],
)
def test_what_may_be_near_is_a_group_and_counted_in_the_sentence(
    spot: Spot, radius_m: int, said_en: str, said_zh: str
) -> None:
    nearness = find_near(CATALOGUE, lon=spot.lon, lat=spot.lat, radius_m=radius_m)
    n = len(nearness.perhaps)
    assert n
    whose = "its place is" if n == 1 else "their places are"
    for words, said in ((EN, said_en), (ZH, said_zh)):
        answer = describe_answer(nearness, catalogue=CATALOGUE, spot=spot, words=words)
        assert said.format(n=n, whose=whose) in answer.sentence
        perhaps = answer.section("perhaps")
        assert perhaps.count == n
        assert perhaps.items[0].distance
        html = groups_html(answer, view=View(spot=spot, lang=words.lang), words=words)
        assert 'data-group="perhaps" open' in html
        page = street_html(answer, view=View(spot=spot), spot=spot, catalogue=CATALOGUE, base="./")
        for item in perhaps.items[:NAMED]:
            assert str(escape(item.name)) in page


def test_a_place_outside_the_city_is_said_to_be() -> None:
    spot = Spot(116.4, 39.9)
    nearness = find_near(CATALOGUE, lon=spot.lon, lat=spot.lat, radius_m=2000)
    answer = describe_answer(nearness, catalogue=CATALOGUE, spot=spot, words=EN)
    assert "outside the city" in answer.place_note
    assert "no project" in answer.sentence


KNOWN = Known(choices={}, ids={})


@given(spot=places, radius_m=radii, is_exact=st.booleans())
def test_a_link_restores_the_place_and_tells_it_to_ten_metres(
    spot: Spot, radius_m: int | None, *, is_exact: bool
) -> None:
    view = View(spot=Spot(spot.lon, spot.lat, is_exact), radius_m=radius_m)
    first, dropped = read_view(view_parameters(view), known=KNOWN)
    assert dropped == []
    assert first.spot is not None
    decimals = 6 if is_exact else 4
    assert first.spot.lon == pytest.approx(spot.lon, abs=0.51 * 10**-decimals)
    assert read_view(view_parameters(first), known=KNOWN)[0] == first
    assert first.radius_m == radius_m


@pytest.mark.parametrize("near", ["there", "37.87,112.55", "112.5", "nan,1", "1,2,3", "inf,0"])
def test_a_place_that_is_none_is_dropped_with_a_notice(near: str) -> None:
    view, dropped = read_view({"near": near, "r": "7"}, known=KNOWN)
    assert view.spot is None
    assert [part.parameter for part in dropped] == ["near", "r"]


def test_five_decimals_are_rounded_to_ten_metres() -> None:
    view, _ = read_view({"near": "112.55123,37.87012", "r": "2000"}, known=KNOWN)
    assert str(view.spot) == "112.5512,37.8701"
