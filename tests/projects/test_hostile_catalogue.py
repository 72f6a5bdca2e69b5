"""Catalogues that someone spoilt: each a fault named by record and field, and never a traceback."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import FileFaultsError
from geodata.files import read_bytes
from projects.catalogue import MAX_BYTES, MAX_FEATURES
from projects.checks import CHECKS, check_bytes, check_file, parse_checked, read_checked
from projects.commands.terminal import write_faults
from projects.errors import CatalogueError

Json = dict[str, Any]
NAMES = [
    *("nul", "vertical-tab", "escape", "carriage-return", "line-feed", "line-separator"),
    *("next-line", "c1", "surrogate", "non-character", "flood", "long-word", "long-latin"),
    *("spaces", "empty", "hangul-filler"),
]
STRIPPED = {"zero-width-space": "一号线", "bidi": "agnp.exe", "bom": "太原", "tag": "ab"}
KEPT = ("zwj-emoji", "variation", "persian", "devanagari", "dollar", "emoji", "rare-han")


def properties_of(collection: Json, name: str) -> Json:
    found: Json = feature_of(collection, name)["properties"]
    return found


def feature_of(collection: Json, name: str) -> Json:
    found: Json = next(f for f in collection["features"] if f["properties"]["id"] == name)
    return found


def write(collection: Json) -> bytes:
    return json.dumps(collection).encode()


@pytest.mark.parametrize("field", ["name_zh", "summary_en", "remark_zh", "aliases", "title"])
def test_a_text_that_no_field_takes_is_named(
    toy_collection: Callable[[], Json],
    hostile_texts: dict[str, str],
    hold_each: Callable[..., None],
    field: str,
) -> None:
    def be_named(kind: str) -> None:
        collection, text = toy_collection(), hostile_texts[kind]
        record = properties_of(collection, "metro-1-p1")
        if field == "aliases":
            record["aliases"][1], where = text, "aliases[1]"
        elif field == "title":
            record["milestones"][2]["source"]["title"], where = text, "milestones[2].source.title"
        else:
            record[field], where = text, field
        faults = check_bytes(write(collection), file="f").faults
        assert ("metro-1-p1", where) in {(fault.record, fault.field) for fault in faults}
        assert write_faults(faults).replace("\n", "").isprintable()
        with pytest.raises(CatalogueError, match="metro-1-p1"):
            parse_checked(write(collection), file="f")

    hold_each(NAMES, be_named)


@pytest.mark.parametrize(("kind", "kept"), STRIPPED.items())
def test_signs_that_mean_nothing_are_left_out(
    toy_collection: Callable[[], Json], hostile_texts: dict[str, str], kind: str, kept: str
) -> None:
    collection = toy_collection()
    properties_of(collection, "museum")["name_zh"] = hostile_texts[kind]
    assert parse_checked(write(collection), file="f").by_id["museum"].name_zh == kept


@pytest.mark.parametrize("kind", KEPT)
def test_signs_that_mean_something_are_kept(
    toy_collection: Callable[[], Json], hostile_texts: dict[str, str], kind: str
) -> None:
    collection, text = toy_collection(), hostile_texts[kind]
    properties_of(collection, "museum")["name_zh"] = text
    assert parse_checked(write(collection), file="f").by_id["museum"].name_zh == text


LINE = "LineString"
GEOMETRIES: list[tuple[str, str, Any, str]] = [
    ("swapped", "museum", {"type": "Point", "coordinates": [37.86, 112.54]}, "swapped"),
    ("projected", "museum", {"type": "Point", "coordinates": [12527000, 4560000]}, "metres"),
    ("lat-91", "museum", {"type": "Point", "coordinates": [112.5, 91]}, "within ±90"),
    (
        "lat-91 that may leave",
        "far-railway",
        {"type": LINE, "coordinates": [[112.5, 37.8], [112.5, 91]]},
        "within ±90",
    ),
    ("null island", "museum", {"type": "Point", "coordinates": [0, 0]}, "bounding box"),
    ("one point", "north-road", {"type": LINE, "coordinates": [[112.5, 37.8]]}, "at least 2"),
    (
        "no length",
        "north-road",
        {"type": LINE, "coordinates": [[112.5, 37.8], [112.5, 37.8]]},
        "a length",
    ),
    ("a number without end", "museum", {"type": "Point", "coordinates": ["BIG", 37]}, "finite"),
    ("text", "museum", {"type": "Point", "coordinates": ["112", "37"]}, "finite"),
    ("truth", "museum", {"type": "Point", "coordinates": [True, 37]}, "finite"),
    ("nothing", "museum", {"type": "Point", "coordinates": [None, 37]}, "finite"),
    ("empty", "museum", {}, "one of Point"),
    ("extra", "museum", {"type": "Point", "coordinates": [112.54, 37.86], "a\x1b": 1}, "only"),
]


@pytest.mark.parametrize(
    ("record", "geometry", "words"),
    [case[1:] for case in GEOMETRIES],
    ids=[case[0] for case in GEOMETRIES],
)
def test_a_geometry_that_cannot_be_is_named_and_not_served(
    toy_collection: Callable[[], Json], record: str, geometry: Any, words: str
) -> None:
    collection = toy_collection()
    feature_of(collection, record)["geometry"] = geometry
    data = write(collection).replace(b'"BIG"', b"1" + b"0" * 400)
    faults = check_bytes(data, file="f").faults
    told = [f for f in faults if f.record == record and f.field.startswith("geometry")]
    assert any(words in fault.expected for fault in told)
    with pytest.raises(CatalogueError, match=record):
        parse_checked(data, file="f")


@pytest.mark.parametrize(
    "number", ["1e400", "-1e999", "NaN", "Infinity", "9" * 5000, "0." + "3" * 99]
)
@pytest.mark.parametrize("field", ["due", "accuracy_m", "value"])
def test_a_number_that_is_none_is_named(
    toy_collection: Callable[[], Json], number: str, field: str
) -> None:
    collection = toy_collection()
    homes = properties_of(collection, "homes")
    if field == "due":
        homes["due"], where = "BIG", "due"
    elif field == "value":
        homes["figures"][0]["value"], where = "BIG", "figures[0].value"
    else:
        homes["place"]["accuracy_m"], where = "BIG", "place.accuracy_m"
    data = write(collection).replace(b'"BIG"', number.encode())
    faults = check_bytes(data, file="f").faults
    assert ("homes", where) in {(fault.record, fault.field) for fault in faults}


@pytest.mark.parametrize(
    "date", ["9999", "9999-12-31", "0000", "2024/9999", "3000-01", "0001-01-01"]
)
def test_a_date_out_of_reach_is_named(toy_collection: Callable[[], Json], date: str) -> None:
    collection = toy_collection()
    properties_of(collection, "north-road")["milestones"][0]["date"] = date
    faults = check_bytes(write(collection), file="f").faults
    assert ("north-road", "milestones[0].date") in {(f.record, f.field) for f in faults}


@pytest.mark.parametrize(
    "bad_id", ["\x1b[2J\x1b[31mPWNED\x07", "taizhong\udcff", "x" * 5000, "", 3]
)
def test_an_id_that_cannot_be_shown_is_named_by_its_number(
    toy_collection: Callable[[], Json], bad_id: Any
) -> None:
    collection = toy_collection()
    properties_of(collection, "museum")["id"] = bad_id
    faults = check_bytes(write(collection), file="f").faults
    assert ("feature 3", "id") in {(fault.record, fault.field) for fault in faults}
    assert write_faults(faults).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("city", "districts", "is_sound"),
    [
        ("140100", ["140105"], True),
        ("140100", ["110101"], False),
        ("140100", ["140199"], False),
        ("110000", ["110101"], True),
        ("110000", ["140105"], False),
        ("610100", ["610113"], True),
        ("419001", ["419001"], True),
    ],
)
def test_a_city_brings_its_districts(
    toy_collection: Callable[[], Json], city: str, districts: list[str], *, is_sound: bool
) -> None:
    collection = toy_collection()
    collection["metadata"]["city"]["adcode"] = city
    for feature in collection["features"]:
        if feature["properties"]["districts"]:
            feature["properties"]["districts"] = districts
    faults = check_bytes(write(collection), file="f").faults
    assert (not faults) == is_sound
    assert {fault.check for fault in faults} <= {"district"}
    if is_sound:
        assert parse_checked(write(collection), file="f").metadata.city.adcode == city


def test_a_name_twice_is_told_where_it_stands(toy_collection: Callable[[], Json]) -> None:
    data = write(toy_collection()).replace(
        b'"sector": "culture', b'"sector": 1, "sector": "culture'
    )
    (fault,) = check_bytes(data, file="f").faults
    assert (fault.record, fault.check, fault.found) == ("museum", "json", "sector twice")


def test_lists_nested_without_end_are_told_where_they_stand(
    toy_collection: Callable[[], Json],
) -> None:
    deep: Any = []
    for _ in range(400):
        deep = [deep]
    collection = toy_collection()
    properties_of(collection, "museum")["aliases"] = deep
    (fault,) = check_bytes(write(collection), file="f").faults
    assert (fault.record, fault.found) == ("museum", "lists nested too deep")


def test_more_features_than_a_catalogue_has_are_refused(
    toy_collection: Callable[[], Json],
) -> None:
    collection = toy_collection() | {"features": [0] * (MAX_FEATURES + 1)}
    (fault,) = check_bytes(write(collection), file="f").faults
    assert (fault.field, fault.check) == ("features", "size")


@pytest.mark.parametrize("field", ["aliases", "milestones", "citations", "figures", "districts"])
def test_lists_are_bounded(toy_collection: Callable[[], Json], field: str) -> None:
    collection = toy_collection()
    record = properties_of(collection, "homes")
    record[field] = [*(record[field] or ["140105"])[:1]] * 101
    faults = check_bytes(write(collection), file="f").faults
    assert ("homes", field, "101 items") in {(f.record, f.field, f.found) for f in faults}


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_folder(path: Path) -> None:
    path.mkdir()


def make_large(path: Path) -> None:
    with path.open("wb") as opened:
        opened.truncate(MAX_BYTES + 1)


def make_dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def make_device_link(path: Path) -> None:
    path.symlink_to("/dev/zero")


def make_loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    "make", [make_pipe, make_folder, make_large, make_dangling, make_device_link, make_loop]
)
def test_what_is_no_file_is_refused_without_waiting(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    path = tmp_path / "toy.geojson"
    make(path)
    (fault,) = check_file(path).faults
    assert (fault.field, fault.check) == ("file", "file")
    with pytest.raises(CatalogueError, match="a regular file"):
        read_checked(path)
    with pytest.raises(FileFaultsError, match=r"toy\.geojson"):
        read_bytes(path, most_bytes=1000)


def test_a_name_with_a_nul_is_no_file() -> None:
    (fault,) = check_file("a\0b").faults
    assert "null byte" in fault.found


def test_every_fault_has_the_name_of_a_check(toy_collection: Callable[[], Json]) -> None:
    collection = toy_collection()
    collection["features"][0]["geometry"] = {}
    collection["features"][1]["properties"]["districts"] = ["110101"]
    collection["features"][2]["properties"]["due"] = 2031
    collection["features"][3]["properties"]["name_zh"] = "a\nb"
    collection["metadata"]["leaves_city"] = []
    names = {fault.check for fault in check_bytes(write(collection), file="f").faults}
    assert names == {"geometry-form", "district", "due", "signs", "geometry-site"}
    assert names <= set(CHECKS)


@given(data=st.binary(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_checked_without_raising(data: bytes) -> None:
    checked = check_bytes(data, file="f")
    assert checked.faults
    assert write_faults(checked.faults).replace("\n", "").isprintable()


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=()), max_size=6), inner, max_size=4
        )
    ),
    max_leaves=8,
)
_PLACES = [
    *("id", "aliases_id", "name_zh", "aliases", "sector", "districts", "milestones", "due"),
    *("figures", "citations", "summary_en", "remark_zh", "place", "geometry", ""),
]


@given(value=ANY_JSON, number=st.integers(0, 7), place=st.sampled_from(_PLACES))
@settings(max_examples=60, deadline=None)
def test_any_value_in_any_field_is_checked_without_raising(
    toy_collection: Callable[[], Json], value: Any, number: int, place: str
) -> None:
    collection = toy_collection()
    feature = collection["features"][number]
    if place == "geometry":
        feature["geometry"] = value
    elif place:
        feature["properties"][place] = value
    else:
        collection["features"][number] = value
    checked = check_bytes(write(collection), file="f")
    assert write_faults(checked.faults).replace("\n", "").isprintable()
    if checked.faults:
        with pytest.raises(CatalogueError):
            parse_checked(write(collection), file="f")
    else:
        assert len(parse_checked(write(collection), file="f").projects) == checked.total


@given(value=ANY_JSON, place=st.sampled_from(["metadata", "features", "type", "city", "sections"]))
@settings(max_examples=60, deadline=None)
def test_any_value_around_the_records_is_checked_without_raising(
    toy_collection: Callable[[], Json], value: Any, place: str
) -> None:
    collection = toy_collection()
    target = collection["metadata"] if place in {"city", "sections"} else collection
    target[place] = value
    checked = check_bytes(write(collection), file="f")
    assert write_faults(checked.faults).replace("\n", "").isprintable()
