"""Typed positions: the usual forms are read, the order is said, the rest is refused clearly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import datum
from geodata.coordinates import LAT_LON, LON_LAT, read_position
from geodata.errors import OutsidePositionError, UnknownNameError, UnreadablePositionError

CITY = (111.5, 37.4, 113.2, 38.5)


@pytest.mark.parametrize(
    ("text", "order", "said"),
    [
        ("112.55,37.87", LON_LAT, False),
        ("37.87,112.55", LAT_LON, False),
        ("112.55 37.87", LON_LAT, False),
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
    ],
)
def test_the_usual_forms_are_read(text: str, order: str, *, said: bool) -> None:
    found = read_position(text, bounds=CITY)
    assert found is not None
    assert (found.lon, found.lat) == (pytest.approx(112.55), pytest.approx(37.87))
    assert (found.order, found.said, found.datum) == (order, said, "wgs84")


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
        "112.55,37.87,800",
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
    ["116.40,39.90", "0,0", "37.87,-112.55", "37.87°S 112.55°E", "112.55°N 37.87°E", "1, 2000"],
)
def test_what_lies_outside_is_refused_with_the_bounds(text: str) -> None:
    with pytest.raises(
        OutsidePositionError, match=r"longitude from 111\.5 to 113\.2 .* 37\.4 to 38\.5"
    ):
        read_position(text, bounds=CITY)


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


@given(st.text(alphabet="0123456789.,°′″ NSEWnsew+-度分秒:=()东经北纬", max_size=24))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    try:
        found = read_position(text, bounds=CITY)
    except (OutsidePositionError, UnreadablePositionError):
        return
    assert found is None or (CITY[0] <= found.lon <= CITY[2] and CITY[1] <= found.lat <= CITY[3])
