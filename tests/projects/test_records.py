"""Records made when they are asked for: the same as those of the slow reader, however kept."""

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import projects.kept_catalogue as kept_module
import projects.records as records_module
from projects.catalogue import DEFAULT_CATALOGUE, Catalogue, read_catalogue
from projects.checks import read_checked
from projects.clocks import clocks_of
from projects.columns import read_columns, write_columns
from projects.errors import CatalogueError
from projects.filters import Filters, count_choices, list_column, select_projects
from projects.laying_out import columns_of
from projects.model import Project
from projects.nearness import find_near, to_json
from projects.packed import pack_catalogue
from projects.publish import published_bytes
from projects.records import Records

ASKED = [
    {},
    {"sector": {"roads"}},
    {"status": {"planned", "completed"}, "district": {"140105", "city"}},
    {"due": {"2024", "none"}},
    {"accuracy": {"approximate"}},
    {"promise": {"kept", "due-this-year"}},
    {"q": "tynz"},
    {"q": "公园", "sector": {"culture-tourism"}},
    {"sector": {"no-such"}},
]


@pytest.fixture
def catalogue_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CACHE_FOLDER")
    path = tmp_path / "city.geojson"
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    return path


@pytest.fixture(params=["held", "in a file"])
def kept(request: pytest.FixtureRequest, catalogue_file: Path, monkeypatch: Any) -> Catalogue:
    """Give the catalogue as it is read the second time."""
    if request.param == "in a file":
        monkeypatch.setattr(kept_module, "MOST_IN_MEMORY", 0)
    read_checked(catalogue_file)
    monkeypatch.setattr("projects.checks.parse_checked", lambda *_, **__: pytest.fail("read anew"))
    return read_checked(catalogue_file)


def answer(catalogue: Catalogue) -> dict[str, object]:
    """Ask a catalogue all that the pages ask."""
    asked = [
        Filters(**{n: v if n == "q" else frozenset(v) for n, v in one.items()}) for one in ASKED
    ]
    facets = ("sector", "status", "district", "due", "accuracy", "promise")
    near = [
        to_json(find_near(catalogue, lon=112.55, lat=37.87, radius_m=radius_m, filters=filters))
        for radius_m in (500, 5000, None)
        for filters in asked
    ]
    return {
        "selected": [select_projects(catalogue, filters=one) for one in asked],
        "counts": [count_choices(catalogue, filters=one) for one in asked],
        "columns": [list_column(catalogue, facet=facet) for facet in facets],
        "near": near,
        "steps": list(clocks_of(catalogue).steps),
        "clocks": clocks_of(catalogue).read(),
        "packed": pack_catalogue(catalogue),
        "published": published_bytes(catalogue),
        "present": dict(catalogue.present_ids),
        "placed": list(catalogue.placed),
        "unplaced": list(catalogue.unplaced),
        "by id": dict(catalogue.by_id),
        "metadata": catalogue.metadata,
        "values": columns_of(catalogue).values,
    }


def test_a_kept_catalogue_answers_like_one_that_was_read_by_the_slow_reader(
    kept: Catalogue,
) -> None:
    slow = read_catalogue(DEFAULT_CATALOGUE)
    assert isinstance(kept.projects, Records)
    assert isinstance(slow.projects, tuple)
    wanted, found = answer(slow), answer(kept)
    for name, told in wanted.items():
        assert found[name] == told, name
    assert kept.projects == slow.projects
    assert kept.projects[-3:] == slow.projects[-3:]


def test_a_large_catalogue_holds_few_of_its_records(
    kept: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_module, "MOST_HELD", 10)
    monkeypatch.setattr(records_module, "_AT_ONCE", 7)
    assert isinstance(kept.projects, Records)
    assert kept.projects == read_catalogue(DEFAULT_CATALOGUE).projects
    assert not kept.projects._held
    for row in range(30):
        assert kept.projects[row].id == kept.ids[row]
    assert len(kept.projects._held) == 10
    assert kept.projects[29] is kept.projects[29]


def test_it_goes_to_another_process_and_outlives_its_folder(
    kept: Catalogue, catalogue_file: Path
) -> None:
    slow = read_catalogue(DEFAULT_CATALOGUE)
    sent = pickle.dumps(kept)
    assert pickle.loads(sent).projects == slow.projects  # noqa: S301 - our own bytes
    shutil.rmtree(catalogue_file.parent / ".cache")
    assert kept.projects == slow.projects
    alone = pickle.dumps(kept)
    assert pickle.loads(alone).projects == slow.projects  # noqa: S301 - our own bytes


def test_a_text_that_is_gone_is_told(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "MOST_IN_MEMORY", 0)
    sent = pickle.dumps(read_checked(catalogue_file))
    shutil.rmtree(catalogue_file.parent / ".cache")
    with pytest.raises(CatalogueError, match="still there"):
        pickle.loads(sent)  # noqa: S301 - our own bytes


def test_what_was_spoilt_on_the_disk_is_read_anew(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_module, "MOST_IN_MEMORY", 0)
    wanted = list(read_checked(catalogue_file).projects)
    kept = list((catalogue_file.parent / ".cache").iterdir())
    assert kept
    for file in kept:
        body = bytearray(file.read_bytes())
        body[len(body) // 2] ^= 1
        file.unlink()
        file.write_bytes(body)
        assert read_checked(catalogue_file).projects == wanted
    for file in (catalogue_file.parent / ".cache").iterdir():
        file.unlink()
        assert read_checked(catalogue_file).projects == wanted


def test_columns_come_back_as_they_were_written(toy_catalogue: Catalogue) -> None:
    columns = columns_of(toy_catalogue)
    read, beside = read_columns(write_columns(columns, beside={"a": [1]}))
    assert beside == {"a": [1]}
    assert read.ids == tuple(one.id for one in toy_catalogue.projects)
    assert read.values == columns.values
    for name, coded in columns.coded.items():
        assert read.coded[name].list() == coded.list(), name
    assert read.districts.list() == [one.districts for one in toy_catalogue.projects]
    assert list(read.shapes) == [one.geometry for one in toy_catalogue.projects]


def test_columns_of_another_layout_are_refused(
    toy_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_columns(columns_of(toy_catalogue), beside={})
    monkeypatch.setattr("projects.columns.LAYOUT", 0)
    with pytest.raises(ValueError, match="2"):
        read_columns(data)


def test_a_catalogue_without_records_has_columns_too(
    catalogue_file: Path, toy_collection: Callable[[], dict[str, Any]]
) -> None:
    collection = toy_collection() | {"features": []}
    collection["metadata"]["leaves_city"] = []
    catalogue_file.write_text(json.dumps(collection), encoding="utf-8")
    for _ in range(2):
        empty = read_checked(catalogue_file)
        assert list(empty.projects) == []
        assert select_projects(empty, filters=Filters(sector=frozenset({"roads"}))).ids == ()
        assert find_near(empty, lon=112.5, lat=37.8, radius_m=500).total == 0
        assert clocks_of(empty).read() == ()


def test_a_record_in_hand_stays_the_same_one(kept: Catalogue) -> None:
    one: Project = kept.by_id[kept.ids[5]]
    assert one is kept.projects[5]
    assert "nowhere" not in kept.by_id
    assert len(kept.by_id) == len(kept.projects)
