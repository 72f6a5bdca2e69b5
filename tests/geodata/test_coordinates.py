"""Typed positions: the usual forms are read, the order is said, the rest is refused clearly."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import datum
from geodata.coordinates import LAT_LON, LON_LAT, read_position
from geodata.errors import (
    LinkWithoutPositionError,
    OutsidePositionError,
    PositionError,
    UnknownNameError,
    UnreadablePositionError,
)

CITY = (111.5, 37.4, 113.2, 38.5)


USUAL_FORMS = [
    ("112.55,37.87", LON_LAT, False),
    ("37.87,112.55", LAT_LON, False),
    ("112.55 37.87", LON_LAT, False),
    ("37,870; 112,550", LAT_LON, False),
    ("112,550, 37,870", LON_LAT, False),
    ("+37.8700+112.5500/", LAT_LON, False),
    ("+37.87+112.55+780.5CRSWGS_84/", LAT_LON, False),
    ("經度112.55 緯度37.87", LON_LAT, True),
    ("東經112.55，北緯37.87", LON_LAT, True),
    ("緯度：37.87 経度：112.55", LAT_LON, True),
    ("  37.87 ,  112.55  ", LAT_LON, False),
    ("112.55，37.87", LON_LAT, False),
    ("１１２．５５，３７．８７", LON_LAT, False),
    ("（112.55、37.87）", LON_LAT, False),
    ("(112.55, 37.87)", LON_LAT, False),
    ("[112.55,37.87]", LON_LAT, False),
    ("112.55;37.87", LON_LAT, False),
    ("112.55/37.87", LON_LAT, False),
    ("112.55\t37.87", LON_LAT, False),
    ("+37.87,+112.55", LAT_LON, False),
    ("112.55°, 37.87°", LON_LAT, False),
    ("37.87°N 112.55°E", LAT_LON, True),
    ("37.87N,112.55E", LAT_LON, True),
    ("N37.87 E112.55", LAT_LON, True),
    ("E112.55°N37.87°", LON_LAT, True),
    ("e112.55, n37.87", LON_LAT, True),
    ("北纬37.87度，东经112.55度", LAT_LON, True),
    ("东经112.55° 北纬37.87°", LON_LAT, True),
    ("经度112.55 纬度37.87", LON_LAT, True),
    ("经度：112.55，纬度：37.87", LON_LAT, True),
    ("lon=112.55 lat=37.87", LON_LAT, True),
    ("lat: 37.87, lng: 112.55", LAT_LON, True),
    ('{"lng": 112.55, "lat": 37.87}', LON_LAT, True),
    ("Latitude 37.87 Longitude 112.55", LAT_LON, True),
    ("112°33′00″E 37°52′12″N", LON_LAT, True),
    ("37°52'12\"N, 112°33'00\"E", LAT_LON, True),
    ("37°52'12''N 112°33'E", LAT_LON, True),
    ("37º52’12”N 112º33’0”E", LAT_LON, True),
    ("37度52分12秒 112度33分0秒", LAT_LON, False),
    ("北纬37度52分12秒东经112度33分", LAT_LON, True),
    ("东经112°33′ 北纬37°52′12″", LON_LAT, True),
    ("37°52.2′N 112°33.0′E", LAT_LON, True),
    ("geo:37.87,112.55", LAT_LON, False),
    ("geo:37.87,112.55;u=35?z=12", LAT_LON, False),
    ("POINT (112.55 37.87)", LON_LAT, False),
    ("112.55,37.87。", LON_LAT, False),
    ("112.55,\u200b37.87", LON_LAT, False),
    ("\u200e112.55\u200e,37.87\ufeff", LON_LAT, False),
    ("\u202d112.55\u202c,\u206037.87", LON_LAT, False),
    ("112.55\r\n37.87", LON_LAT, False),
    ("坐标：112.55,37.87", LON_LAT, False),
    ("座標：112.55，37.87", LON_LAT, False),
    ("【112.55,37.87】", LON_LAT, False),
    ("【太原站】112.55,37.87", LON_LAT, False),
    ("112.55,37.87（太原）", LON_LAT, False),
    ("太原（112.55，37.87）", LON_LAT, False),
    ("GPS:112.55,37.87", LON_LAT, False),
    ("GPS：37.87，112.55", LAT_LON, False),
    ("经纬度：112.55,37.87", LON_LAT, False),
    ("纬度,经度: 37.87,112.55", LAT_LON, False),
    ("Lat/Lng: 37.87, 112.55", LAT_LON, False),
    ("112.55,37.87,800", LON_LAT, False),
    ("112.55,37.87,800m", LON_LAT, False),
    ("112.55,37.87 海拔800米", LON_LAT, False),
    ("112.55E,37.87N,780m", LON_LAT, True),
    ("37 52 12 N 112 33 00 E", LAT_LON, True),
    ("N 37 52 12 E 112 33 00", LAT_LON, True),
    ("37 52 12, 112 33 00", LAT_LON, False),
    ("37 52.2 N 112 33.0 E", LAT_LON, True),
    ("37:52:12N 112:33:00E", LAT_LON, True),
    ("375212N 1123300E", LAT_LON, True),
    ("东经112.55E 北纬37.87N", LON_LAT, True),
    ("东经112°33′E，北纬37°52′12″N", LON_LAT, True),
    ("东经一百一十二度三十三分 北纬三十七度五十二分十二秒", LON_LAT, True),
    ("37°52'12.0\"N+112°33'00.0\"E", LAT_LON, True),
    ("POINT Z (112.55 37.87 800)", LON_LAT, False),
    ("POINTZ(112.55 37.87 800)", LON_LAT, False),
    ("SRID=4326;POINT(112.55 37.87)", LON_LAT, False),
    ('{"type":"Point","coordinates":[112.55,37.87]}', LON_LAT, False),
    ("{'name': '太原', 'latitude': 37.87, 'longitude': 112.55}", LAT_LON, False),
    ("geo:37.87,112.55,800", LAT_LON, False),
    ("geo:0,0?q=37.87,112.55(太原站)", LAT_LON, False),
    ("WGS84: 112.55,37.87", LON_LAT, False),
    ("我在 112.55000,37.87000 这里等你", LON_LAT, False),
    ("112。55，37。87", LON_LAT, False),
    ("٣٧.٨٧, ١١٢.٥٥", LAT_LON, False),
    ("#map=15/37.87/112.55", LAT_LON, True),
    ("…/@37.87,112.55,15z", LAT_LON, True),
    ("…position=112.55,37.87", LON_LAT, False),
    ("http://example.org/x?lat=37.87&lng=112.55", LAT_LON, True),
]
"""A text, the order of its numbers, and whether the text says the order."""


def test_the_usual_forms_are_read(hold_each: Callable[..., None]) -> None:
    def be_read(row: tuple[str, str, bool]) -> None:
        text, order, said = row
        found = read_position(text, bounds=CITY)
        assert found is not None
        assert (found.lon, found.lat) == (pytest.approx(112.55), pytest.approx(37.87))
        assert (found.order, found.said, found.datum) == (order, said, "wgs84")

    hold_each(USUAL_FORMS, be_read)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "五一广场",
        "武宿1号2号航站楼",
        "tynz",
        "112.55",
        "140105",
        "2024-12",
        "N1",
        "G108",
        "s50",
        "南中环街426号",
        "西",
        "new",
        "wen wu",
        ", ,",
        "37.87 北",
    ],
)
def test_names_are_left_to_the_search(text: str) -> None:
    assert read_position(text, bounds=CITY) is None


@pytest.mark.parametrize(
    "text",
    [
        "112,55 37,87",
        "112.55..37.87",
        "37°72′N 112°33′E",
        "37°52′61″N 112°33′E",
        "37.87°N 112.55°N",
        "112.55°E 37.87°E",
        "37.87°N",
        "lat=37.87 lat=38",
        "1.2.3, 4.5.6",
    ],
)
def test_what_cannot_be_two_coordinates_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePositionError, match="found"):
        read_position(text, bounds=CITY)


@pytest.mark.parametrize(
    "text",
    [
        "116.40,39.90",
        "0,0",
        "37.87,-112.55",
        "-112.55,37.87",
        "（−112.55，37.87）",
        "37.87°S 112.55°E",
        "112.55°N 37.87°E",
        "1, 2000",
    ],
)
def test_what_lies_outside_is_refused_with_the_bounds(text: str) -> None:
    with pytest.raises(
        OutsidePositionError, match=r"longitude from 111\.5 to 113\.2 .* 37\.4 to 38\.5"
    ):
        read_position(text, bounds=CITY)


@pytest.mark.parametrize("text", ["-77.03,-12.05", "(-12.05 -77.03)"])
def test_a_city_in_the_south_and_west_is_read_with_its_signs(text: str) -> None:
    found = read_position(text, bounds=(-78, -13, -76, -11))
    assert found is not None
    assert (found.lon, found.lat) == (-77.03, -12.05)


def test_a_pair_under_its_names_is_found_amid_a_sentence() -> None:
    found = read_position("我在太原站，经度：112.55，纬度：37.87，请来接", bounds=CITY)
    assert found is not None
    assert (found.lon, found.lat) == (112.55, 37.87)


def test_where_both_orders_make_sense_longitude_comes_first() -> None:
    found = read_position("10, 20", bounds=(-180, -90, 180, 90))
    assert found is not None
    assert (found.lon, found.lat, found.order) == (10, 20, LON_LAT)


@pytest.mark.parametrize("name", ["gcj02", "bd09"])
def test_coordinates_of_chinese_maps_are_converted(name: str) -> None:
    shift = datum.wgs84_to_gcj02 if name == "gcj02" else datum.wgs84_to_bd09
    lon, lat = shift(112.55, 37.87)
    for text in (f"{lon},{lat}", f"{lat},{lon}"):
        found = read_position(text, bounds=CITY, datum=name)
        assert found is not None
        assert (found.lon, found.lat) == (pytest.approx(112.55), pytest.approx(37.87))
        assert found.datum == name


def test_an_unknown_datum_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="datum 'itrf'"):
        read_position("112.55,37.87", bounds=CITY, datum="itrf")


@given(
    lon=st.floats(CITY[0] + 0.001, CITY[2] - 0.001),
    lat=st.floats(CITY[1] + 0.001, CITY[3] - 0.001),
    swap=st.booleans(),
)
def test_any_place_of_the_city_is_read_in_either_order(
    lon: float, lat: float, *, swap: bool
) -> None:
    pair = (lat, lon) if swap else (lon, lat)
    found = read_position(f"{pair[0]:.6f}, {pair[1]:.6f}", bounds=CITY)
    assert found is not None
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=1e-6), pytest.approx(lat, abs=1e-6))
    assert found.order == (LAT_LON if swap else LON_LAT)


@given(lon=st.floats(111.6, 113.1), lat=st.floats(37.5, 38.4))
def test_degrees_minutes_and_seconds_are_read(lon: float, lat: float) -> None:
    def sexagesimal(value: float) -> str:
        minutes, seconds = divmod(round(value * 3600, 2), 60)
        degrees, minutes = divmod(minutes, 60)
        return f"{degrees:.0f}°{minutes:.0f}′{seconds:.2f}″"

    found = read_position(f"{sexagesimal(lat)}N {sexagesimal(lon)}E", bounds=CITY)
    assert found is not None
    assert (found.lon, found.lat) == (pytest.approx(lon, abs=1e-5), pytest.approx(lat, abs=1e-5))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GCJ-02 {lon},{lat}", "gcj02"),
        ("高德坐标：{lon},{lat}", "gcj02"),
        ("火星坐标系 {lat},{lon}", "gcj02"),
        ("百度坐标：{lon},{lat}", "bd09"),
        ("BD09LL {lat} {lon}", "bd09"),
    ],
)
def test_the_datum_a_text_says_is_the_one_taken(text: str, name: str) -> None:
    shift = datum.wgs84_to_gcj02 if name == "gcj02" else datum.wgs84_to_bd09
    lon, lat = shift(112.55, 37.87)
    found = read_position(text.format(lon=f"{lon:.6f}", lat=f"{lat:.6f}"), bounds=CITY)
    assert found is not None
    assert (found.lon, found.lat) == (
        pytest.approx(112.55, abs=1e-5),
        pytest.approx(37.87, abs=1e-5),
    )
    assert (found.datum, found.assumed) == (name, False)


LINKS = [
    ("https://uri.amap.com/marker?position={lon},{lat}&name=%E5%A4%AA%E5%8E%9F%E7%AB%99", "gcj02"),
    ("https://uri.amap.com/navigation?from=112.5,37.8,a&to={lon},{lat},b", "gcj02"),
    ("https://www.amap.com/?q={lat},{lon},太原站", "gcj02"),
    ("https://wb.amap.com/?p=B016E0AVGW%2C{lat}%2C{lon}%2Cx%2Cy", "gcj02"),
    ("androidamap://viewMap?poiname=abc&lat={lat}&lon={lon}&dev=0", "gcj02"),
    ("【太原站】https://ditu.amap.com/place/B0016?lnglat={lon},{lat}", "gcj02"),
    ("http://api.map.baidu.com/marker?location={lat},{lon}&title=太原站&output=html", "bd09"),
    ("baidumap://map/marker?location={lat},{lon}&title=x", "bd09"),
    ("https://map.baidu.com/?latlng={lat},{lon}&title=x", "bd09"),
    (
        "https://apis.map.qq.com/uri/v1/marker?marker=coord:{lat},{lon};title:太原站&referer=x",
        "gcj02",
    ),
    ("https://map.qq.com/?type=marker&pointx={lon}&pointy={lat}&name=x", "gcj02"),
    ("qqmap://map/geocoder?coord={lat},{lon}", "gcj02"),
    ("https://www.openstreetmap.org/#map=15/{lat}/{lon}", "wgs84"),
    ("https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=12/37.8/112.5", "wgs84"),
    ("https://www.openstreetmap.org/node/1#map=15/{lat}/{lon}&layers=N", "wgs84"),
    ("https://www.google.com/maps/@{lat},{lon},15z", "gcj02"),
    (
        "https://www.google.com/maps/place/T/@37.8,112.5,12z/data=!3m1!8m2!3d{lat}!4d{lon}!16s",
        "gcj02",
    ),
    ("https://maps.google.com/?q={lat},{lon}", "gcj02"),
    ("https://www.google.com/maps/search/?api=1&query={lat}%2C{lon}", "gcj02"),
    ("https://maps.apple.com/?ll={lat},{lon}&q=太原站", "gcj02"),
    ("https://www.bing.com/maps?cp={lat}~{lon}&lvl=15", "wgs84"),
    ("https://map.tianditu.gov.cn/?center={lon},{lat}&zoom=12", "wgs84"),
]


@pytest.mark.parametrize(("link", "name"), LINKS)
def test_links_of_map_services_are_read_in_their_datum(link: str, name: str) -> None:
    shifts = {"gcj02": datum.wgs84_to_gcj02, "bd09": datum.wgs84_to_bd09}
    lon, lat = shifts[name](112.55, 37.87) if name in shifts else (112.55, 37.87)
    found = read_position(link.format(lon=f"{lon:.6f}", lat=f"{lat:.6f}"), bounds=CITY)
    assert found is not None
    assert (found.lon, found.lat) == (
        pytest.approx(112.55, abs=1e-5),
        pytest.approx(37.87, abs=1e-5),
    )
    assert (found.datum, found.assumed) == (name, name != "wgs84")
    assert found.service
    assert found.as_written == (pytest.approx(lon, abs=1e-5), pytest.approx(lat, abs=1e-5))


def test_the_metres_of_baidu_are_read() -> None:
    found = read_position("https://map.baidu.com/poi/太原站/@12530712,4538117,16z", bounds=CITY)
    assert found is not None
    assert (found.service, found.datum, found.name) == ("baidu", "bd09", "太原站")
    assert (found.lon, found.lat) == (
        pytest.approx(112.551, abs=1e-3),
        pytest.approx(37.888, abs=3e-3),
    )


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("https://uri.amap.com/marker?position=112.55,37.87&coordinate=wgs84", "wgs84"),
        ("http://api.map.baidu.com/marker?location=37.87,112.55&coord_type=gcj02", "gcj02"),
        ("iosamap://viewMap?lat=37.87&lon=112.55&dev=1", "wgs84"),
    ],
)
def test_a_link_that_says_its_datum_is_believed(link: str, name: str) -> None:
    found = read_position(link, bounds=CITY)
    assert found is not None
    assert (found.datum, found.assumed) == (name, False)


def test_a_datum_that_the_reader_chose_is_converted_once() -> None:
    link = "https://www.google.com/maps/@37.87,112.55,15z"
    chosen = read_position(link, bounds=CITY, datum="bd09")
    assert chosen is not None
    assert (chosen.datum, chosen.assumed) == ("bd09", False)
    assert (chosen.lon, chosen.lat) == datum.bd09_to_wgs84(112.55, 37.87)


@pytest.mark.parametrize(
    "text",
    ["https://surl.amap.com/abcd", "https://maps.app.goo.gl/AbCd", "https://j.map.baidu.com/x"],
)
def test_a_link_that_holds_nothing_is_named(text: str) -> None:
    with pytest.raises(LinkWithoutPositionError, match="open it"):
        read_position(text, bounds=CITY)


@pytest.mark.parametrize(
    "text",
    [
        "【太原站】https://surl.amap.com/abcd",
        "我在太原站，https://j.map.baidu.com/xx/abc",
        "https://example.org/",
    ],
)
def test_a_share_text_with_a_name_is_left_to_the_search(text: str) -> None:
    assert read_position(text, bounds=CITY) is None


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    *(
                        "112.55",
                        "37.87",
                        ",",
                        "°",
                        "N",
                        "东经",
                        "坐标：",
                        "【",
                        "】",
                        "https://",
                        "!3d",
                    ),
                    *(
                        "amap.com/",
                        "?q=",
                        "/@",
                        "#map=",
                        "&lat=",
                        "lng=",
                        "9" * 400,
                        "\u200b",
                        "百",
                    ),
                    *("度", "geo:", "POINT(", ")", "%2C", "百度", "-", " "),
                    "map.baidu.com/@12530712,4538117",
                ]
            ),
            max_size=12,
        ).map("".join),
    )
)
def test_any_text_is_read_or_refused_as_a_position(text: str) -> None:
    try:
        found = read_position(text, bounds=CITY)
    except PositionError:
        return
    assert found is None or (CITY[0] <= found.lon <= CITY[2] and CITY[1] <= found.lat <= CITY[3])


@given(st.text(alphabet="0123456789.,°′″ NSEWnsew+-度分秒:=()东经北纬", max_size=24))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    try:
        found = read_position(text, bounds=CITY)
    except (OutsidePositionError, UnreadablePositionError):
        return
    assert found is None or (CITY[0] <= found.lon <= CITY[2] and CITY[1] <= found.lat <= CITY[3])
