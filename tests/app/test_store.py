"""The store: only what the checks let pass is served, and nobody waits for a reading."""

import json
import os
import pickle
import shutil
import threading
from dataclasses import replace

import pytest

from app.components.faults import faults_html
from app.messages import Words
from app.published import report_file as report_module
from app.published.store import Store, open_store
from projects.catalogue import DATA_FOLDER, DEFAULT_CATALOGUE, MAX_BYTES
from projects.checks import check_file
from projects.clock import CLOCK_STATES
from projects.clocks import clocks_of
from projects.errors import Fault
from projects.filters import Filters, select_projects

POINT = "datong-west-road"


def spoil(path, change):
    collection = json.loads(path.read_text(encoding="utf-8"))
    placed = next(f for f in collection["features"] if f["geometry"] is not None)
    change(placed)
    path.write_text(json.dumps(collection), encoding="utf-8")


def set_geometry(kind, coordinates):
    def change(feature):
        feature["geometry"] = {"type": kind, "coordinates": coordinates}

    return change


SPOILT = {
    "swapped": set_geometry("Point", [37.86, 112.54]),
    "projected": set_geometry("Point", [12527000, 4560000]),
    "lat-91": set_geometry("Point", [112.5, 91]),
    "zero-line": set_geometry("LineString", [[112.5, 37.8], [112.5, 37.8]]),
    "line-one": set_geometry("LineString", [[112.5, 37.8]]),
    "district-elsewhere": lambda feature: feature["properties"].update(districts=["110101"]),
    "control": lambda feature: feature["properties"].update(name_zh="a\vb"),
    "date": lambda feature: feature["properties"].update(due=9999),
}


@pytest.fixture
def city(tmp_path):
    path = tmp_path / "city.geojson"
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    return path


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT.keys())
def test_what_check_refuses_replaces_nothing_and_is_told_alike(city, change):
    store = Store(city)
    good, faults = store.refresh()
    assert good is not None
    assert faults == ()
    spoil(city, change)
    served, faults = store.refresh()
    assert served is good
    told = check_file(city).faults
    assert [(f.record, f.field, f.found) for f in faults] == [
        (f.record, f.field, f.found) for f in told
    ]
    assert {fault.file for fault in faults} == {"city.geojson"}
    city.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    again, faults = store.refresh()
    assert again is not good
    assert faults == ()


def replace_by_pipe(path):
    path.unlink()
    os.mkfifo(path)


def replace_by_folder(path):
    path.unlink()
    path.mkdir()


def replace_by_device(path):
    path.unlink()
    path.symlink_to("/dev/zero")


def replace_by_large(path):
    with path.open("r+b") as opened:
        opened.truncate(MAX_BYTES + 1)


def cut(path):
    path.write_bytes(path.read_bytes()[:-100])


def delete(path):
    path.unlink()


@pytest.mark.parametrize(
    "replace",
    [replace_by_pipe, replace_by_folder, replace_by_device, replace_by_large, cut, delete],
)
def test_a_file_that_is_none_is_survived(city, replace):
    store = Store(city)
    good, _ = store.refresh()
    replace(city)
    served, faults = store.refresh()
    assert served is good
    assert len(faults) == 1
    assert str(city.parent) not in str(faults[0])


def test_nobody_waits_while_a_file_is_read(city, monkeypatch):
    store = Store(city)
    good, _ = store.refresh()
    begun, may_end = threading.Event(), threading.Event()
    read = report_module.read_checked

    def read_slowly(path, *, file):
        begun.set()
        may_end.wait()
        return read(path, file=file)

    monkeypatch.setattr(report_module, "read_checked", read_slowly)
    city.write_bytes(DEFAULT_CATALOGUE.read_bytes() + b"\n")
    reader = threading.Thread(target=store.refresh)
    reader.start()
    begun.wait()
    assert store.refresh() == (good, ())
    assert store.served is good
    may_end.set()
    reader.join()
    assert store.served is not good


def test_without_a_good_file_there_are_faults_and_no_error(tmp_path):
    served, faults = Store(tmp_path / "none.geojson").refresh()
    assert served is None
    assert [fault.file for fault in faults] == ["none.geojson"]


def test_the_notice_is_plain_text(hostile_texts):
    for text in hostile_texts.values():
        html = faults_html([Fault("city.geojson", text, text, text, text)], words=Words("en"))
        assert "<script" not in html
        assert "<img" not in html
        assert html.count("<td ") == 5


def test_a_long_list_says_how_many_more_there_are():
    faults = [Fault("f", "r", "x", "a", "b")] * 25
    assert "5" in faults_html(faults, words=Words("zh")).rpartition("<p>")[2]


@pytest.fixture
def library(tmp_path):
    for name in ("taiyuan-2023", "taiyuan-2024"):
        shutil.copy(DATA_FOLDER / f"{name}.geojson", tmp_path)
    return tmp_path


def test_a_library_serves_each_report_by_its_id(library):
    store = Store(library)
    assert store.refresh()[0].catalogue.metadata.id == "taiyuan-2024"
    for report in ("taiyuan-2023", "taiyuan-2024"):
        served, faults = store.refresh(report)
        assert served.catalogue.metadata.id == report
        assert faults == ()
    assert store.refresh("elsewhere-1999")[0].catalogue.metadata.id == "taiyuan-2024"
    assert store.refresh("taiyuan-2023")[0].report == "taiyuan-2023"
    assert store.refresh()[0].report is None


def test_a_broken_report_never_takes_the_others_down(library):
    (library / "aaa-2020.geojson").write_text("{", encoding="utf-8")
    store = Store(library)
    assert store.refresh()[0] is not None
    served, faults = store.refresh("aaa-2020")
    assert served is None
    assert [fault.file for fault in faults] == ["aaa-2020.geojson"]
    (library / "taiyuan-2023.geojson").write_text("{", encoding="utf-8")
    assert store.refresh()[1] == ()
    assert store.refresh("taiyuan-2023")[1]


def test_a_report_added_to_the_folder_is_served(library):
    (library / "taiyuan-2023.geojson").rename(library / "later.txt")
    store = Store(library)
    before, _ = store.refresh()
    assert "taiyuan-2023" not in before.known.reports
    (library / "later.txt").rename(library / "taiyuan-2023.geojson")
    after, _ = store.refresh()
    assert "taiyuan-2023" in after.known.reports
    assert after.catalogue is before.catalogue


def test_the_settings_name_one_or_several_catalogues(library, monkeypatch):
    old, new = library / "taiyuan-2023.geojson", library / "taiyuan-2024.geojson"
    monkeypatch.setenv("CATALOGUES", f"{old}, {new}")
    monkeypatch.delenv("CATALOGUE_FILE", raising=False)
    assert set(open_store().library.by_id) == {"taiyuan-2023", "taiyuan-2024"}
    monkeypatch.setenv("CATALOGUE_FILE", str(old))
    assert open_store().refresh()[0].catalogue.metadata.id == "taiyuan-2023"
    monkeypatch.delenv("CATALOGUES")
    assert set(open_store().library.by_id) == {"taiyuan-2023"}


def test_what_other_reports_know_moves_the_clock_and_goes_with_them(tmp_path):
    for name in ("taiyuan-2023.geojson", "taiyuan-2024.geojson"):
        shutil.copy(DATA_FOLDER / name, tmp_path / name)
    store = Store(tmp_path)
    older, _ = store.refresh("taiyuan-2023")
    by_itself = replace(older.catalogue, look_beyond=None)
    alone = [reading.state for reading in clocks_of(by_itself).read()]
    held = clocks_of(older.catalogue)
    beside = [reading.state for reading in held.read()]
    assert beside != alone
    assert clocks_of(older.catalogue) is held
    sent = pickle.loads(pickle.dumps(older.catalogue))  # noqa: S301 - our own bytes
    assert [reading.state for reading in clocks_of(sent).read()] == beside
    asked = {state: Filters(promise=frozenset({state})) for state in CLOCK_STATES}
    for state, filters in asked.items():
        left = select_projects(older.catalogue, filters=filters).ids
        assert len(left) == beside.count(state)
        assert older.choices["promise"][state] == beside.count(state)
    (tmp_path / "taiyuan-2024.geojson").unlink()
    assert store.path_of("taiyuan-2024") == tmp_path / "taiyuan-2023.geojson"
    for state, filters in asked.items():
        left = select_projects(older.catalogue, filters=filters).ids
        assert len(left) == alone.count(state)


def test_a_large_file_is_read_behind_the_answers(city, monkeypatch):
    monkeypatch.setattr(report_module, "LONG_BYTES", 0)
    store = Store(city)
    before, _ = store.refresh()
    may_read, read = threading.Event(), report_module.read_checked
    monkeypatch.setattr(
        report_module,
        "read_checked",
        lambda *a, **named: may_read.wait() and read(*a, **named),
    )
    collection = json.loads(city.read_text(encoding="utf-8"))
    collection["features"][0]["properties"]["name_en"] = "Another name"
    city.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    assert store.refresh()[0] is before
    assert store.refresh()[0] is before
    may_read.set()
    for thread in threading.enumerate():
        if thread.name == "read":
            thread.join()
    assert store.refresh()[0].catalogue.projects[0].name_en == "Another name"
