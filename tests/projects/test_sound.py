"""Sound catalogues read in bulk: what the slow reader reads, and nothing that it refuses."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.catalogue import DEFAULT_CATALOGUE, parse_catalogue
from projects.checks import check_bytes, parse_checked
from projects.model import Project
from projects.record_checks import find_own_faults
from projects.records import Records
from projects.refusal import NotPlainlySoundError
from projects.sound import SoundReader

Json = dict[str, Any]


def read_in_bulk(data: bytes) -> tuple[Project, ...]:
    reader = SoundReader(data, find_faults=find_own_faults)
    return tuple(project for chunk in reader.read() for project in chunk)


def list_paths(value: Any, path: tuple[int | str, ...] = ()) -> list[tuple[int | str, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    paths: list[tuple[int | str, ...]] = []
    for step, member in items:
        paths.append((*path, step))
        if isinstance(member, dict | list):
            paths += list_paths(member, (*path, step))
    return paths


@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
@pytest.mark.parametrize("indent", [None, 2])
def test_any_layout_of_a_sound_file_is_read_as_the_slow_reader_does(
    monkeypatch: pytest.MonkeyPatch, toy_collection: Callable[[], Json], piece: int, indent: int
) -> None:
    monkeypatch.setattr("projects.feature_text.PIECE_BYTES", piece)
    monkeypatch.setattr("projects.sound.CHUNK", 3)
    data = json.dumps(toy_collection(), ensure_ascii=False, indent=indent).encode()
    slow = parse_catalogue(data, file="f").projects
    assert read_in_bulk(data) == slow
    assert [one.model_fields_set for one in read_in_bulk(data)] == [
        one.model_fields_set for one in slow
    ]
    made_again = parse_checked(data, file="f").projects
    assert isinstance(made_again, Records)
    assert made_again == slow
    assert [one.model_fields_set for one in made_again] == [one.model_fields_set for one in slow]


def test_the_catalogue_that_comes_along_is_read_in_bulk() -> None:
    data = DEFAULT_CATALOGUE.read_bytes()
    assert read_in_bulk(data) == parse_catalogue(data, file="f").projects


TWICE = [
    (b'"type": "Feature", ', b'"type": "Feature", "type": "Feature", '),
    (b'"properties": {', b'"properties": {"id": "a", '),
    (b'"place": {', b'"place": {"type": "city", '),
    (b'"milestones": [{', b'"milestones": [{"event": "start", '),
    (b'"citations": [{', b'"citations": [{"section": "S1", '),
    (b'"geometry": {', b'"geometry": {"type": "Point", '),
]


@pytest.mark.parametrize(("old", "new"), TWICE)
@pytest.mark.parametrize("colon", [b": ", b" : ", b":"])
def test_a_name_that_stands_twice_is_left_to_the_slow_reader(
    toy_collection: Callable[[], Json], old: bytes, new: bytes, colon: bytes
) -> None:
    data = json.dumps(toy_collection(), ensure_ascii=False).encode()
    assert read_in_bulk(data.replace(b'": ', b'"' + colon))
    spoilt = data.replace(old, new, 1)
    assert spoilt != data
    with pytest.raises(NotPlainlySoundError):
        read_in_bulk(spoilt.replace(b'": ', b'"' + colon))


@pytest.mark.parametrize("text", [':"a"', 'a":"b', "a\\", 'a" : b', "\u00e9\u4e00", "\U0001f687 x"])
@pytest.mark.parametrize("form", ["utf-8", "ascii"])
def test_a_text_that_looks_like_json_is_read_as_the_slow_reader_does(
    toy_collection: Callable[[], Json], text: str, form: str
) -> None:
    collection = toy_collection()
    collection["features"][1]["properties"]["summary_en"] = text
    data = json.dumps(collection, ensure_ascii=form == "ascii").encode()
    assert read_in_bulk(data) == parse_catalogue(data, file="f").projects


def test_features_that_do_not_name_their_type_first_are_read_too(
    toy_collection: Callable[[], Json],
) -> None:
    collection = toy_collection()
    collection["features"] = [dict(reversed(one.items())) for one in collection["features"]]
    data = json.dumps(collection).encode()
    assert read_in_bulk(data) == parse_catalogue(data, file="f").projects


ODD = st.sampled_from(
    [
        *(None, "", " a", "a\n", "metro-1-p1", 0, -1, 1.5, 1e400, True, [], {}, [[]], "太" * 500),
        *([112.5, 37.8], [37.8, 112.5], {"type": "Point", "coordinates": [112.5, 37.8]}),
    ]
)


@given(data=st.data())
@settings(max_examples=75)
def test_what_is_read_in_bulk_has_no_fault(
    toy_collection: Callable[[], Json], data: st.DataObject
) -> None:
    collection = toy_collection()
    path = data.draw(st.sampled_from(list_paths(collection)))
    parent: Any = collection
    for step in path[:-1]:
        parent = parent[step]
    if data.draw(st.booleans()) and isinstance(parent, dict):
        parent[data.draw(st.sampled_from(["extra", "id", "type"]))] = data.draw(ODD)
    else:
        parent[path[-1]] = data.draw(ODD)
    text = json.dumps(collection).encode()
    faults = check_bytes(text, file="f").faults
    try:
        read = read_in_bulk(text)
    except NotPlainlySoundError:
        return
    assert not faults
    assert read == parse_checked(text, file="f").projects


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"features"', b'"feature"'),
        (b'{"type": "Feature"', b'{"type": "Feature", "type": "Feature"'),
        (b'"type": "FeatureCollection", ', b'"type": "FeatureCollection", "a": 1, '),
        (b"112.", b"112.00000000000000000000000000000000000000000000"),
        (b"112.", b"NaN, 112."),
        (b"]}", b"]"),
    ],
)
def test_what_may_be_wrong_is_left_to_the_slow_reader(
    toy_collection: Callable[[], Json], old: bytes, new: bytes
) -> None:
    data = json.dumps(toy_collection()).encode()
    assert read_in_bulk(data)
    with pytest.raises(NotPlainlySoundError):
        read_in_bulk(data.replace(old, new, 1))
    with pytest.raises(NotPlainlySoundError):
        read_in_bulk(data + b"1")
    with pytest.raises(NotPlainlySoundError):
        read_in_bulk("\ufeff".encode() + data)
