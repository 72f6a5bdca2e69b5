"""What readers propose: read within bounds, every fault named, taken by the steward's edits."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from projects import open_library
from projects.__main__ import main
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue
from projects.commands.schema import CORRECTIONS_SCHEMA_FILE, write_corrections_schema
from projects.corrections import (
    FIELDS,
    MAX_CORRECTIONS,
    MAX_FILE_BYTES,
    CorrectionsError,
    read_corrections,
    write_correction,
)
from projects.news import list_news
from projects.steward.history import read_history
from projects.steward.journal import name_log

Json = dict[str, Any]
PLACE = {"lon": 112.5601, "lat": 37.8701, "accuracy_m": 50.0}


def make(**values: Any) -> Json:
    return {
        "type": "city-projects-correction",
        "version": 1,
        "catalogue": "taiyuan-2024",
        "id": "zhonglou-street",
        "field": "summary_en",
        "proposal": "The old town's pedestrian street.",
        "evidence": {"text": "seen there"},
        "view": "sel=zhonglou-street",
        "written_on": "2026-11-20",
    } | values


def encode(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


@pytest.fixture
def catalogue_file(tmp_path: Path) -> Path:
    path = tmp_path / "taiyuan-2024.geojson"
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    return path


@pytest.fixture
def ask(tmp_path: Path, catalogue_file: Path, capsys: pytest.CaptureFixture[str]):
    """Give a function that runs the command on corrections, and returns code and words."""

    def run(content: object, *options: str) -> tuple[int, str]:
        path = tmp_path / "sent.json"
        path.write_bytes(content if isinstance(content, bytes) else encode(content))
        code = main(["corrections", str(path), "--file", str(catalogue_file), *options])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def test_a_correction_is_read_as_it_was_written() -> None:
    (one,) = read_corrections(encode(make(field="place", proposal=PLACE)), file="a.json")
    assert read_corrections(write_correction(one), file="b.json") == (one,)


def test_a_message_that_holds_it_is_read_too() -> None:
    letter = b"Dear steward,\r\n\r\n" + encode(make()) + b"\r\nYours"
    (one,) = read_corrections(letter, file="letter.txt")
    assert one.id == "zhonglou-street"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (make(field="colour"), "field: one of name_zh"),
        (make(field="place"), "proposal: lon, lat and accuracy_m"),
        (make(field="status", proposal="finished"), "proposal: one of proposed"),
        (make(field="place", proposal=PLACE | {"lat": 95}), "a number up to 90"),
        (make(evidence={}), "a correction needs evidence"),
        (make(evidence={"link": "javascript:alert(1)"}), "evidence.link"),
        (make(proposal="x" * 1001), "at most 1,000"),
        (make(proposal="a\u0000b"), "control signs"),
        (make(extra=1), "extra: no such field"),
        (make(version=2), "version"),
        ([make(), make(id="Not A Slug")], "correction 2: id"),
    ],
)
def test_what_is_wrong_is_named(content: object, fault: str) -> None:
    with pytest.raises(CorrectionsError, match=r"sent\.json: correction") as caught:
        read_corrections(encode(content), file="sent.json")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"field": "place", "proposal": {"lon": 37.8, "lat": 112.5, "accuracy_m": 50}},
            "proposal.lat: expected a number up to 90, found 112.5",
        ),
        (
            {"field": "outcome", "proposal": {"event": "open", "date": "2025-03/2025-01"}},
            (
                "proposal.date: expected a date in EDTF, such as 2024 or 2024-12, "
                "from 1800 to 2999, found '2025-03/2025-01'"
            ),
        ),
    ],
)
def test_nothing_is_told_of_another_kind_of_proposal(changes: Json, said: str) -> None:
    with pytest.raises(CorrectionsError) as caught:
        read_corrections(encode(make(**changes)), file="sent.json")
    assert caught.value.faults == (f"correction 1: {said}",)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "found none"),
        (b"{" + b" " * MAX_FILE_BYTES + b"}", "at most 256 kB"),
        (b"{broken}", "expected JSON"),
        (b"[" * 100_000 + b"]" * 100_000, "expected JSON"),
        (b"\xff\xfe{}", "UTF-8"),
        (encode([make()] * (MAX_CORRECTIONS + 1)), "at most 200 corrections"),
    ],
    ids=["empty", "large", "broken", "deep", "encoding", "many"],
)
def test_what_is_no_file_of_corrections_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(CorrectionsError, match=fault):
        read_corrections(data, file="sent.json")


def test_the_schema_is_what_the_model_says() -> None:
    assert CORRECTIONS_SCHEMA_FILE.read_bytes() == write_corrections_schema()
    schema = json.loads(CORRECTIONS_SCHEMA_FILE.read_bytes())
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    assert list(check.iter_errors(make())) == []
    assert list(check.iter_errors([make(field="place", proposal=PLACE)])) == []
    assert list(check.iter_errors(make(field="colour"))) != []


def test_the_command_lists_what_stands_there_and_changes_nothing(ask, catalogue_file) -> None:
    before = catalogue_file.read_bytes()
    code, said = ask([make(), make(id="no-such-record"), make(field="place", proposal=PLACE)])
    assert code == 0
    assert "no such record" in said
    assert "m from the proposal" in said
    assert catalogue_file.read_bytes() == before
    assert not name_log(catalogue_file).exists()


def test_a_file_with_a_fault_is_refused_whole(ask) -> None:
    code, said = ask([make(), make(field="colour")], "--take", "all")
    assert code == 1
    assert "correction 2" in said


def test_what_is_taken_stands_in_the_catalogue_and_its_history(ask, catalogue_file) -> None:
    sent = [make(), make(field="place", proposal=PLACE), make(field="other", proposal="look")]
    code, said = ask(sent, "--take", "1,2", "--licence", "CC0-1.0")
    assert (code, said.count("written")) == (0, 2)
    record = read_catalogue(catalogue_file).by_id["zhonglou-street"]
    assert record.summary_en == "The old town's pedestrian street."
    assert record.place.accuracy_m == 50
    assert (record.place.source, record.place.as_of) == ("seen there", "2026-11-20")
    first, second = read_history(catalogue_file)["zhonglou-street"]
    assert (first.field, first.evidence) == ("summary_en", "seen there")
    assert (second.field, second.accuracy_before_m, second.accuracy_m) == ("place", 250, 50)
    assert second.day == datetime.now(tz=UTC).date()


def test_an_outcome_is_taken_with_its_source(ask, catalogue_file) -> None:
    told = make(
        id="metro-3-p1", field="outcome", proposal={"event": "start", "date": "2026-10"},
        evidence={"text": "A newspaper", "link": "https://example.org/a"},
    )  # fmt: skip
    assert ask(told, "--take", "1")[0] == 0
    fact = read_catalogue(catalogue_file).by_id["metro-3-p1"].milestones[-1]
    assert (fact.event, fact.date) == ("start", "2026-10")
    assert fact.source is not None
    assert (fact.source.title, fact.source.address) == ("A newspaper", "https://example.org/a")


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (make(field="place", proposal=PLACE), ["--take", "1"], "--licence"),
        (make(field="other"), ["--take", "1"], "a person has to"),
        (make(), ["--take", "2"], "from 1 to 1"),
        (make(catalogue="taiyuan-2023"), ["--take", "1"], "--file"),
        (make(id="no-such-record"), ["--take", "1"], "no record has the id"),
        (make(field="districts", proposal="999999"), ["--take", "1"], "nothing was written"),
    ],
)
def test_what_cannot_be_taken_says_why(
    ask, catalogue_file: Path, content: Json, options: list[str], said: str
) -> None:
    before = catalogue_file.read_bytes()
    code, text = ask(content, *options)
    assert code != 0
    assert said in text
    assert catalogue_file.read_bytes() == before


def test_a_better_place_is_news(ask, catalogue_file: Path) -> None:
    ask(make(field="place", proposal=PLACE), "--take", "1", "--licence", "CC0-1.0")
    library = open_library([catalogue_file])
    catalogue = library.by_id["taiyuan-2024"].catalogue
    told = list_news(
        library, report_id="taiyuan-2024", projects=[catalogue.by_id["zhonglou-street"]],
        as_of=catalogue.metadata.report_day,
    )  # fmt: skip
    (better,) = [news for news in told if news.kind == "place-refined"]
    assert better.is_exact


def test_a_damaged_log_is_read_as_far_as_it_is_sound(catalogue_file: Path) -> None:
    log = name_log(catalogue_file)
    sound = {"when": "2026-01-02T00:00:00+00:00", "about": {"record": "a", "field": "place"}}
    lines = [b"{", b"[]", b'{"when": "then", "about": {}}', b"\xff", encode(sound)]
    log.write_bytes(b"\n".join(lines))
    assert [edit.field for edit in read_history(catalogue_file)["a"]] == ["place"]
    assert read_history(catalogue_file.with_name("other.geojson")) == {}


def test_every_field_can_be_proposed() -> None:
    for field in FIELDS:
        proposal = {"place": PLACE, "outcome": {"event": "open", "date": "2025"}}.get(
            field, "completed" if field == "status" else "a text"
        )
        assert read_corrections(encode(make(field=field, proposal=proposal)), file="a")
