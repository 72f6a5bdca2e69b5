"""What a model expected is told in words that whoever keeps a file knows."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from projects.checks import check_bytes

Json = dict[str, Any]
FOREIGN = re.compile(
    r"input should|string should|tuple|valid |instance|\^|validation", re.IGNORECASE
)
CHANGES: dict[str, tuple[str, object, str]] = {
    "a number in quotes": ("due", "2024", "a whole number, without quotation marks"),
    "a fraction": ("due", 2024.5, "a whole number, without quotation marks or a decimal point"),
    "a year too early": ("due", 1900, "a number from 1949 on"),
    "one where many are": ("districts", "140105", "a list, in [ ]"),
    "a wrong code": ("districts", ["xx"], "an adcode of six digits, such as 110101"),
    "no text": ("name_zh", "", "text that is not empty"),
    "a space": ("name_zh", " a", "text without a space at its beginning or end"),
    "a number for a text": ("name_zh", 5, "text in quotation marks"),
    "a long name": ("name_zh", "路" * 401, "at most 400 characters"),
    "an object": ("place", "here", "an object, in { }"),
    "nothing cited": ("citations", [], "at least 1 entry"),
    "many names": ("aliases", ["a"] * 101, "at most 100 entries"),
    "an id in capitals": ("id", "Metro", "lower-case letters a to z, digits and single hyphens"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_expected_is_said_plainly(toy_collection: Callable[[], Json], change: str) -> None:
    field, value, expected = CHANGES[change]
    collection = toy_collection()
    collection["features"][0]["properties"][field] = value
    faults = check_bytes(json.dumps(collection).encode(), file="f").faults
    told = [fault.expected for fault in faults if fault.field.startswith(field)]
    assert any(one.startswith(expected) for one in told), told
    assert not [one for one in told if FOREIGN.search(one)]


def test_a_wrong_date_of_a_report_is_told_in_its_own_letters(
    toy_collection: Callable[[], Json],
) -> None:
    collection = toy_collection()
    collection["metadata"]["report_date"] = "2024-13-01"
    collection["metadata"]["language"] = "fr"
    faults = check_bytes(json.dumps(collection).encode(), file="f").faults
    told = {fault.field: fault.expected for fault in faults}
    assert told["report_date"].startswith("YYYY, YYYY-MM or YYYY-MM-DD")
    assert told["language"] == "one of zh, en"


def test_a_refused_entry_is_told_once(toy_collection: Callable[[], Json]) -> None:
    collection = toy_collection()
    collection["features"][0]["properties"]["citations"] = [
        {"section": "7", "paragraph": "P1", "mention": "a", "wording": "开工" * 11}
    ]
    faults = check_bytes(json.dumps(collection).encode(), file="f").faults
    assert {fault.field: fault.expected for fault in faults} == {
        "citations[0].section": "the section's number, such as S7",
        "citations[0].wording": "at most 20 characters",
    }
