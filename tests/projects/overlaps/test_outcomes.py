"""What became of pairs: files that are read, written and merged without a loss."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from projects.commands.schema import OUTCOMES_SCHEMA_FILE, write_outcomes_schema
from projects.errors import OutcomesError
from projects.overlaps.outcomes import (
    STATES,
    Outcome,
    Outcomes,
    merge_outcomes,
    read_outcomes,
    rename_outcomes,
    write_outcomes,
)

IDS = ["metro-1-p1", "yingze-street", "north-road", "gone-since"]

pairs = st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True)
entries = st.builds(
    lambda pair, state, note, date, link: Outcome(pair[0], pair[1], state, note, date, link),
    pairs,
    st.sampled_from(STATES),
    st.text(max_size=20),
    st.sampled_from([None, "2024", "2024-05", "2024-05-06"]),
    st.sampled_from([None, "https://example.org/minutes"]),
)
files = st.builds(
    lambda found: Outcomes(catalogue="toy-2024", entries=tuple(found)),
    st.lists(entries, max_size=6),
)


def say(outcomes: Outcomes) -> set[tuple[object, ...]]:
    """Tell what a file says, whatever the order of ids and lines."""
    return {(e.key, e.state, e.note, e.date, e.link) for e in outcomes.entries}


@settings(deadline=None)
@given(outcomes=files)
def test_a_file_is_read_as_it_was_written_and_follows_the_schema(outcomes: Outcomes) -> None:
    data = write_outcomes(outcomes)
    read = read_outcomes(data, file="outcomes.json")
    assert say(read) == say(outcomes)
    assert write_outcomes(read) == data
    schema = json.loads(OUTCOMES_SCHEMA_FILE.read_bytes())
    assert list(Draft202012Validator(schema).iter_errors(json.loads(data))) == []


@settings(deadline=None)
@given(outcomes=files, other=files)
def test_merging_loses_nothing_and_does_not_ask_which_came_first(
    outcomes: Outcomes, other: Outcomes
) -> None:
    merged = merge_outcomes(outcomes, other)
    assert say(merged) == say(outcomes) | say(other)
    assert write_outcomes(merged) == write_outcomes(merge_outcomes(other, outcomes))
    assert write_outcomes(merge_outcomes(merged, other)) == write_outcomes(merged)


def test_of_several_outcomes_of_a_pair_the_latest_counts() -> None:
    early = Outcome("metro-1-p1", "yingze-street", "open", date="2024-03")
    late = Outcome("yingze-street", "metro-1-p1", "agreed", "一次开挖", "2024-05-06")
    merged = merge_outcomes(Outcomes("toy-2024", (late,)), Outcomes("toy-2023", (early,)))
    found = merged.find("metro-1-p1", "yingze-street")
    assert found is not None
    assert (found.state, found.note) == ("agreed", "一次开挖")
    assert merged.find("yingze-street", "north-road") is None
    assert len(merged.entries) == 2


def test_former_ids_become_present_and_unknown_ones_stay() -> None:
    outcomes = Outcomes("toy-2023", (Outcome("metro-one", "gone-since", "open"),))
    renamed = rename_outcomes(outcomes, present_ids={"metro-one": "metro-1-p1"})
    assert renamed.find("metro-1-p1", "gone-since") is not None


def test_the_published_schema_is_what_the_module_says() -> None:
    message = "run: python -m projects schema --write"
    assert OUTCOMES_SCHEMA_FILE.read_bytes() == write_outcomes_schema(), message


ENTRY = {"a": "one", "b": "two", "state": "open"}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"state": "maybe"}, "outcomes.0.state"),
        ({"date": "soon"}, "outcomes.0.date"),
        ({"a": "Not A Slug"}, "outcomes.0.a"),
        ({"b": "one"}, "two different projects"),
        ({"more": 1}, "outcomes.0.more"),
    ],
)
def test_a_faulty_file_is_refused_with_the_field(change: dict[str, object], fault: str) -> None:
    content = {
        "type": "city-projects-outcomes",
        "version": 1,
        "catalogue": "toy-2024",
        "outcomes": [ENTRY | change],
    }
    with pytest.raises(OutcomesError, match=fault):
        read_outcomes(json.dumps(content).encode(), file="outcomes.json")


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"type": "FeatureCollection"}'])
def test_what_is_no_file_of_outcomes_is_refused(data: bytes) -> None:
    with pytest.raises(OutcomesError, match=r"^outcomes\.json: "):
        read_outcomes(data, file="outcomes.json")
