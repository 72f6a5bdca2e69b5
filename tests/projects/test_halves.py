"""Large files read by two processes: what one reads, and nothing that it refuses."""

import importlib
import io
import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from projects import halves
from projects.checks import check_bytes, parse_checked
from projects.columns import write_columns
from projects.errors import CatalogueError
from projects.feature_text import find_cut
from projects.records import Records
from projects.text_index import text_index_of

Json = dict[str, Any]


@pytest.fixture
def collection(toy_collection: Callable[[], Json], monkeypatch: pytest.MonkeyPatch) -> Json:
    monkeypatch.setattr(halves, "LARGE_BYTES", 1)
    monkeypatch.setattr(halves, "_count_cores", lambda: 2)
    return toy_collection()


def read(data: bytes) -> tuple[bytes, bytes]:
    catalogue = parse_checked(data, file="f")
    assert isinstance(catalogue.projects, Records)
    return write_columns(catalogue.projects.columns, beside={}), text_index_of(catalogue).text


def read_here(data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[bytes, bytes]:
    with monkeypatch.context() as patched:
        patched.setattr(halves, "LARGE_BYTES", 1 << 40)
        return read(data)


class OtherHere(halves._Other):
    """The other reader, asked as its process is, but here: a process takes half a second to begin.

    It is given the same bytes and tells the same bytes.
    """

    def __init__(self, *pieces: bytes | memoryview, module: str) -> None:
        given, told = io.BytesIO(b"".join(pieces)), io.BytesIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(halves.sys, "stdin", SimpleNamespace(buffer=given))
            patch.setattr(halves.sys, "stdout", SimpleNamespace(buffer=told))
            patch.setattr(halves.signal, "signal", lambda *_: None)
            importlib.import_module(module).read_half()
        self._told = told.getvalue()
        self._process = SimpleNamespace(returncode=0, kill=lambda: None)
        self._listening = SimpleNamespace(join=lambda: None)


@pytest.fixture
def other_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "_Other", OtherHere)


@pytest.mark.slow
def test_another_process_reads_what_is_sound_and_refuses_what_is_not(
    collection: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.dumps(collection, ensure_ascii=False).encode()
    read_part = Mock(wraps=halves._read_part)
    monkeypatch.setattr(halves, "_read_part", read_part)
    assert read(data) == read_here(data, monkeypatch)
    assert read_part.call_count == 1, "the other process read nothing"
    collection["features"][-1]["properties"]["status"] = "odd"
    hold_to_slow_reader(json.dumps(collection).encode())


@pytest.mark.usefixtures("other_here")
@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
def test_two_halves_give_what_the_whole_gives(
    collection: Json, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    data = json.dumps(collection, ensure_ascii=False).encode()
    monkeypatch.setattr(halves, "_OWN_SHARE", share)
    assert read(data) == read_here(data, monkeypatch)
    catalogue = parse_checked(data, file="f")
    assert [one.id for one in catalogue.projects] == [
        one["properties"]["id"] for one in collection["features"]
    ]


def hold_to_slow_reader(data: bytes) -> None:
    with pytest.raises(CatalogueError) as refused:
        parse_checked(data, file="f")
    assert refused.value.faults == check_bytes(data, file="f").faults != ()


@pytest.mark.usefixtures("other_here")
@pytest.mark.parametrize(
    ("field", "value"),
    [("id", None), ("name_zh", None), ("aliases_id", ["same"]), ("part_of", ["nobody"])],
)
def test_what_is_wrong_between_halves_is_told_as_ever(
    collection: Json, field: str, value: object
) -> None:
    first, last = (collection["features"][at]["properties"] for at in (0, -1))
    last[field] = first[field] if value is None else value
    if field == "aliases_id":
        first[field] = value
    hold_to_slow_reader(json.dumps(collection).encode())


@pytest.mark.usefixtures("other_here")
@pytest.mark.parametrize("at", [0, -1])
def test_what_is_wrong_in_either_half_is_told_as_ever(collection: Json, at: int) -> None:
    collection["features"][at]["properties"]["status"] = "odd"
    hold_to_slow_reader(json.dumps(collection).encode())


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_without_another_process_the_whole_is_read_here(
    collection: Json, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(halves.sys, "executable", program)
    data = json.dumps(collection).encode()
    assert read(data) == read_here(data, monkeypatch)


def test_a_file_is_cut_where_a_feature_begins(toy_collection: Callable[[], Json]) -> None:
    data = json.dumps(toy_collection(), ensure_ascii=False, indent=1).encode()
    cut = find_cut(data, share=0.5)
    assert cut is not None
    first = json.loads(data[: cut.end] + b"]}")
    second = json.loads(data[: cut.head] + data[cut.start :])
    whole = json.loads(data)
    assert [*first["features"], *second["features"]] == whole["features"]
    assert first["metadata"] == second["metadata"] == whole["metadata"]


@pytest.mark.parametrize("text", ["", "{}", '{"features": [{"type": "Feature", "a": 1}]}'])
def test_what_has_no_two_features_is_not_cut(text: str) -> None:
    assert find_cut(text.encode(), share=0.5) is None
