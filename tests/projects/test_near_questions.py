"""Thirty questions a resident may ask, with answers worked out without this code.

The distances were computed from the looked-up places and routes themselves: every route as a
chain of points 0.1 m apart, straight in longitude and latitude between its positions (as GeoJSON
means it, RFC 7946 3.1.1), the distance from the place to each of them with GeographicLib. Jinyang
Lake was a circle of its published 4.8 km². Projects with several places (such as the two sights
of a scenic area) count from the nearest of them; two projects at one place stand in the order of
their ids.
"""

import pytest

from geodata.gazetteer import load_gazetteer
from projects.catalogue import DEFAULT_CATALOGUE, Catalogue, read_catalogue
from projects.nearness import find_near

# What is typed, the longitude and latitude it means, the first three projects and their metres.
Answer = tuple[tuple[str, float], ...]
QUESTIONS: tuple[tuple[str, float, float, Answer], ...] = (
    (
        "下元",
        112.50448,
        37.856878,
        (("metro-1-p1", 8.4), ("metro-3-p1", 14.5), ("yingze-street", 2440.1)),
    ),
    (
        "西客站",
        112.466409,
        37.856295,
        (("taisui-hsr", 0.1), ("metro-1-p1", 0.3), ("metro-3-p1", 3336.3)),
    ),
    (
        "西山矿务局",
        112.437864,
        37.847062,
        (("metro-1-p1", 1.7), ("taisui-hsr", 2008.7), ("metro-3-p1", 5876.7)),
    ),
    (
        "taiyuan nan zhan",
        112.604815,
        37.791326,
        (("metro-1-p1", 98.9), ("metro-3-p1", 215.1), ("metro-1-p2", 4448.0)),
    ),
    (
        "tynz",
        112.604815,
        37.791326,
        (("metro-1-p1", 98.9), ("metro-3-p1", 215.1), ("metro-1-p2", 4448.0)),
    ),
    (
        "五一广场",
        112.567613,
        37.859696,
        (("metro-1-p1", 5.0), ("yingze-street", 8.6), ("wenmiao-wenying", 548.2)),
    ),
    (
        "wuyiguangchang",
        112.567613,
        37.859696,
        (("metro-1-p1", 5.0), ("yingze-street", 8.6), ("wenmiao-wenying", 548.2)),
    ),
    (
        "大南门",
        112.554264,
        37.858621,
        (("yingze-street", 10.6), ("metro-1-p1", 11.4), ("wenmiao-wenying", 1025.0)),
    ),
    (
        "Jinci Museum",
        112.4344,
        37.7081,
        (("jinci-spring", 0.0), ("jinci-tianlong-5a", 0.0), ("longshan", 2603.4)),
    ),
    (
        "晋祠博物馆",
        112.4344,
        37.7081,
        (("jinci-spring", 0.0), ("jinci-tianlong-5a", 0.0), ("longshan", 2603.4)),
    ),
    (
        "小店区",
        112.559739,
        37.735478,
        (("taizhong-rail", 3971.5), ("longcheng-wanda", 4604.0), ("jinyang-lake", 4940.9)),
    ),
    (
        "Yangqu County",
        112.666621,
        38.057783,
        (("g108-bypass", 893.7), ("taisui-hsr", 2140.7), ("nw-second-ring", 13175.2)),
    ),
    (
        "清徐",
        112.351396,
        37.606394,
        (("taisui-hsr", 0.3), ("nw-second-ring", 11693.8), ("jinci-spring", 13456.3)),
    ),
    (
        "古交市",
        112.169383,
        37.90616,
        (("nw-second-ring", 5941.4), ("gulou-expressway", 10776.6), ("metro-1-p1", 24309.0)),
    ),
    (
        "姚村镇",
        112.383205,
        37.650109,
        (("taisui-hsr", 969.1), ("jinci-spring", 7862.8), ("jinci-tianlong-5a", 7862.8)),
    ),
    (
        "上兰",
        112.449797,
        38.002856,
        (("jinchuanggu", 1502.1), ("jinchuanggu-pilot-base", 1502.1), ("laolongtou", 1686.1)),
    ),
    (
        "太原动物园",
        112.575583,
        37.910078,
        (("liberation-museum", 2819.8), ("pku-first-taiyuan", 3437.6), ("tisco-2x300", 3478.8)),
    ),
    (
        "山西博物院",
        112.525426,
        37.864758,
        (("metro-1-p1", 808.3), ("yingze-street", 986.5), ("metro-3-p1", 1881.3)),
    ),
    (
        "中北大学",
        112.44054,
        38.014234,
        (("jinchuanggu", 0.1), ("jinchuanggu-pilot-base", 0.1), ("laolongtou", 777.7)),
    ),
    (
        "shanxidaxue wucheng",
        112.579841,
        37.7985,
        (("metro-3-p1", 1136.2), ("metro-1-p1", 2110.4), ("northern-qi-museum", 4849.1)),
    ),
    (
        "龙城公园站",
        112.554884,
        37.772728,
        (("metro-3-p1", 1645.0), ("longcheng-wanda", 1706.2), ("jinyang-lake", 3560.7)),
    ),
    (
        "北营",
        112.61389,
        37.785929,
        (("metro-3-p1", 0.1), ("metro-1-p1", 2.1), ("metro-1-p2", 3574.3)),
    ),
    (
        "永祚寺",
        112.589926,
        37.845801,
        (("metro-1-p1", 733.0), ("yingze-street", 1586.7), ("zhongzheng-street", 2152.2)),
    ),
    (
        "建南汽车站",
        112.577396,
        37.830932,
        (("metro-1-p1", 1888.3), ("zhongzheng-street", 2367.5), ("northern-qi-museum", 3170.7)),
    ),
    (
        "王府井百货",
        112.553414,
        37.823392,
        (("zhongzheng-street", 3190.4), ("yingze-street", 3909.3), ("metro-1-p1", 3911.6)),
    ),
    (
        "太原万象城",
        112.523076,
        37.806278,
        (("metro-3-p1", 1517.4), ("jinyang-lake", 3637.7), ("longcheng-wanda", 3934.5)),
    ),
    (
        "窦大夫祠",
        112.433131,
        38.010396,
        (("laolongtou", 0.0), ("poem-route", 0.0), ("jinchuanggu", 777.8)),
    ),
    (
        "东黄水镇",
        112.777441,
        38.069824,
        (("nw-second-ring", 6306.8), ("g108-bypass", 8125.1), ("taisui-hsr", 10845.0)),
    ),
    (
        "凌井店乡",
        112.929863,
        38.050038,
        (("nw-second-ring", 0.3), ("lingjingdian-new-town", 5.2), ("g108-bypass", 21602.1)),
    ),
    (
        "长风商务区",
        112.526124,
        37.800193,
        (("metro-3-p1", 918.1), ("jinyang-lake", 3154.7), ("longcheng-wanda", 3211.8)),
    ),
)
SLACK_M = 2.0
SLACK = 0.001


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(DEFAULT_CATALOGUE)


@pytest.mark.parametrize(
    ("typed", "lon", "lat", "expected"), QUESTIONS, ids=[question[0] for question in QUESTIONS]
)
def test_a_place_typed_gives_the_first_three_projects(
    catalogue: Catalogue, typed: str, lon: float, lat: float, expected: Answer
) -> None:
    entry = load_gazetteer().search(typed)[0].entry
    assert (entry.lon, entry.lat) == pytest.approx((lon, lat), abs=1e-3)
    near = find_near(catalogue, lon=lon, lat=lat, radius_m=None).near[:3]
    assert [one.id for one in near] == [project for project, _ in expected]
    for one, (_, distance_m) in zip(near, expected, strict=True):
        assert one.distance_m == pytest.approx(distance_m, rel=SLACK, abs=SLACK_M)
