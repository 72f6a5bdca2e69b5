"""A dropped file: checked like any other, shown as far as it is sound, stored nowhere."""

import json

import pytest

from app.messages import Words
from app.opened.dropped import (
    MAX_DROPPED_BYTES,
    check_dropped,
    list_html,
    standalone_of,
    tell_check,
)
from projects.catalogue import DEFAULT_CATALOGUE

SOUND = DEFAULT_CATALOGUE.read_bytes()
ENGLISH = Words("en")


def test_a_sound_file_is_served_with_its_counts():
    dropped = check_dropped(SOUND, name="mine.geojson")
    assert dropped.served is not None
    assert "The checks found no fault." in tell_check(dropped, words=ENGLISH)
    total = len(json.loads(SOUND)["features"])
    assert list_html(dropped.served, words=ENGLISH).count("<tr>") == total + 1


def test_a_faulty_file_is_told_with_all_its_faults_and_not_shown():
    collection = json.loads(SOUND)
    collection["features"][0]["properties"]["status"] = "unheard-of"
    dropped = check_dropped(json.dumps(collection).encode(), name="mine.geojson")
    assert dropped.served is None
    assert [fault.field for fault in dropped.checked.faults] == ["status"]
    assert "1 fault." in tell_check(dropped, words=ENGLISH)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b" " * (MAX_DROPPED_BYTES + 2)]
)
def test_what_is_no_catalogue_is_told_and_not_shown(data):
    dropped = check_dropped(data, name="mine.geojson")
    assert dropped.served is None
    assert dropped.checked.faults


def test_a_hostile_name_of_a_file_or_project_is_no_markup():
    collection = json.loads(SOUND)
    collection["features"][0]["properties"]["name_en"] = "<img src=x onerror=alert(1)>"
    dropped = check_dropped(json.dumps(collection).encode(), name="a\x1b[31m.geojson")
    assert "\x1b" not in dropped.checked.file
    assert dropped.served is not None
    assert "<img" not in list_html(dropped.served, words=ENGLISH)


def test_a_sound_file_can_be_kept_as_one_file():
    dropped = check_dropped(SOUND, name="mine.geojson")
    assert dropped.served is not None
    assert standalone_of(dropped.served, lang="en").startswith(b"<!doctype html>")
