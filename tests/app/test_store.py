"""The store: only what the checks let pass is served, and nobody waits for a reading."""

import json
import os
import threading

import pytest

from app.components.faults import faults_html
from app.messages import Words
from app.published import store as store_module
from app.published.store import Store
from projects.catalogue import DEFAULT_CATALOGUE
from projects.checks import check_file
from projects.errors import Fault

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
        opened.truncate(100 << 20)


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
    read = store_module.read_checked

    def read_slowly(path, *, file):
        begun.set()
        may_end.wait()
        return read(path, file=file)

    monkeypatch.setattr(store_module, "read_checked", read_slowly)
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
        assert html.count("<td>") == 5


def test_a_long_list_says_how_many_more_there_are():
    faults = [Fault("f", "r", "x", "a", "b")] * 25
    assert "5" in faults_html(faults, words=Words("zh")).rpartition("<p>")[2]
