"""Records that pass by likeness: the ones in which the checks find nothing, and no others."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.catalogue import DATA_FOLDER, parse_catalogue
from projects.checks import check_bytes
from projects.likeness import Likeness, LikenessReader, Plain
from projects.model import Project
from projects.record_checks import find_own_faults
from projects.refusal import NotPlainlySoundError

Json = dict[str, Any]
Path = tuple[int | str, ...]


def read(collection: Json, *, likeness: Likeness) -> list[Plain]:
    reader = LikenessReader(json.dumps(collection).encode(), likeness=likeness)
    return [one for chunk in reader.read() for one in chunk]


def list_paths(value: Any, path: Path = ()) -> list[Path]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    paths: list[Path] = []
    for step, member in items:
        paths.append((*path, step))
        if isinstance(member, dict | list):
            paths += list_paths(member, (*path, step))
    return paths


def make_simple(collection: Json) -> Json:
    """Leave of each record what most records have, so that likeness decides."""
    collection["metadata"].pop("coverage", None)
    for feature in collection["features"]:
        record = feature["properties"]
        record |= {"remark_zh": None, "remark_en": None, "aliases": [], "figures": []}
        for name in ("aliases_id", "part_of"):
            record.pop(name, None)
        for milestone in record["milestones"]:
            milestone.pop("source", None)
        record["milestones"] = [one for one in record["milestones"] if one["citations"]]
    return collection


@pytest.mark.parametrize("file", sorted(DATA_FOLDER.glob("*.geojson")), ids=lambda one: one.stem)
def test_the_catalogues_that_come_along_pass(file):
    data = file.read_bytes()
    likeness = Likeness(find_own_faults)
    slow = parse_catalogue(data, file="f").projects
    for _ in range(2):
        reader = LikenessReader(data, likeness=likeness)
        plain = [one for chunk in reader.read() for one in chunk]
        assert [one.record for one in plain] == [
            feature["properties"] for feature in json.loads(data)["features"]
        ]
        assert [one.shape for one in plain] == [project.geometry for project in slow]


def test_a_record_like_one_that_passed_needs_no_model(
    toy_collection: Callable[[], Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    collection = make_simple(toy_collection())
    assert check_bytes(json.dumps(collection).encode(), file="f").faults == ()
    likeness = Likeness(find_own_faults)
    assert read(collection, likeness=likeness)

    def refuse(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Project, "model_validate", refuse)
    for number, feature in enumerate(collection["features"]):
        feature["properties"]["name_zh"] = f"另外一个名字{number}"
    assert len(read(collection, likeness=likeness)) == len(collection["features"])


ODD = st.sampled_from(
    [
        *(
            None,
            "",
            " a",
            "a\n",
            "a\u200b",
            "metro-1-p1",
            "建成。",
            "2024",
            "2031",
            0,
            -1,
            1.5,
            1e400,
        ),
        *(True, False, [], {}, [[]], "太" * 500, {"140105": 1}, ["140105", "140105"]),
        *([112.5, 37.8], [37.8, 112.5], {"type": "Point", "coordinates": [112.5, 37.8]}),
        *("completed", "planned", "reported", "promised", "start", "complete", "site", "line"),
        [[[112.5, 37.8], [112.6, 37.8], [112.6, 37.9], [112.5, 37.8]]],
        [[[112.5, 37.8], [112.6, 37.9], [112.6, 37.8], [112.5, 37.8]]],
        [[[112.5, 37.8], [112.6, 37.8], [112.6, 37.9], [112.5, 37.9]]],
    ]
)


@pytest.fixture(scope="module")
def simple(toy_collection: Callable[[], Json]) -> str:
    """The text of a simple collection, which is read again faster than it is copied."""
    return json.dumps(make_simple(toy_collection()))


@pytest.fixture(scope="module")
def paths(simple: str) -> list[Path]:
    return list_paths(json.loads(simple))


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_what_passes_after_others_passed_has_no_fault(
    simple: str, paths: list[Path], data: st.DataObject
) -> None:
    likeness = Likeness(find_own_faults)
    read(json.loads(simple), likeness=likeness)
    for _ in range(3):
        collection = json.loads(simple)
        path = data.draw(st.sampled_from(paths))
        parent: Any = collection
        for step in path[:-1]:
            parent = parent[step]
        kind = data.draw(st.sampled_from(["add", "put", "swap"]))
        if kind == "add" and isinstance(parent, dict):
            parent[data.draw(st.sampled_from(["extra", "id", "type"]))] = data.draw(ODD)
        elif kind == "swap":
            # What is sound in one record need not be in another.
            other = data.draw(st.sampled_from(collection["features"]))["properties"]
            name = data.draw(st.sampled_from(sorted(other)))
            one = data.draw(st.sampled_from(collection["features"]))["properties"]
            one[name] = copy.deepcopy(other[name])
        else:
            parent[path[-1]] = data.draw(ODD)
        try:
            read(collection, likeness=likeness)
        except NotPlainlySoundError:
            continue
        assert check_bytes(json.dumps(collection).encode(), file="f").faults == ()
