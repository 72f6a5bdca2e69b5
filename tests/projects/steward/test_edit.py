"""Editing a catalogue: checked, whole, logged, and nothing lost between two writers."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from projects.__main__ import main
from projects.catalogue import DEFAULT_CATALOGUE
from projects.changes import read_mapping
from projects.steward.editing import edit_catalogue, format_catalogue
from projects.steward.edits import parse_assignment, set_fields
from projects.steward.errors import EditError, FaultyEditError
from projects.steward.journal import name_log

PLACE = [
    "--lon", "112.5", "--lat", "37.8", "--accuracy-m", "200", "--source", "A Map",
    "--licence", "CC0-1.0", "--method", "read off / 读取", "--as-of", "2025-02",
]  # fmt: skip


def read(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def record(path: Path, record_id: str):
    return next(f for f in read(path)["features"] if f["properties"]["id"] == record_id)


def log(path: Path):
    return [json.loads(line) for line in name_log(path).read_text(encoding="utf-8").splitlines()]


def test_the_canonical_form_of_a_shipped_catalogue_is_itself(tmp_path):
    path = tmp_path / "copy.geojson"
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    assert not format_catalogue(path)
    assert path.read_bytes() == DEFAULT_CATALOGUE.read_bytes()
    assert not name_log(path).exists()


UNWRITABLE = {
    "no number": ('"due":null', '"due":NaN'),
    "a number beyond all": ('"due":null', '"due":1e400'),
    "digits without end": ('"due":null', f'"due":{"9" * 5000}'),
    "lists without end": ('"due":null', f'"due":{"[" * 400}{"]" * 400}'),
    "a name twice": ('"due":null', '"due":null,"due":2024'),
}


@pytest.mark.parametrize("kind", UNWRITABLE)
@pytest.mark.parametrize("words", [["fmt"], ["fmt", "--check"]])
def test_what_cannot_be_written_again_is_told_and_left_as_it_is(tmp_path, capsys, kind, words):
    old, new = UNWRITABLE[kind]
    path = tmp_path / "spoilt.geojson"
    collection = json.loads(DEFAULT_CATALOGUE.read_text("utf-8"))
    text = json.dumps(collection, separators=(",", ":")).replace(old, new, 1)
    path.write_text(text, "utf-8")
    assert main([*words, str(path)]) == 1
    assert "spoilt.geojson" in capsys.readouterr().out
    assert path.read_text("utf-8") == text


def test_form_is_restored_once_and_stays(tmp_path):
    path = tmp_path / "loose.geojson"
    path.write_text(json.dumps(json.loads(DEFAULT_CATALOGUE.read_text("utf-8")), indent=3), "utf-8")
    assert main(["fmt", "--check", str(path)]) == 1
    assert main(["fmt", str(path)]) == 0
    assert path.read_bytes() == DEFAULT_CATALOGUE.read_bytes()
    assert main(["fmt", "--check", str(path)]) == 0


def test_a_new_catalogue_never_overwrites_one(city_file):
    before = city_file.read_bytes()
    arguments = ["--city", "甲", "--city-en", "A", "--adcode", "990100", "--date", "2025-01-06"]
    box = ["--bbox", "1", "1", "2", "2"]
    assert main(["new", str(city_file), *arguments, *box]) == 2
    assert city_file.read_bytes() == before


def test_a_field_is_set_with_its_citation_and_logged(filled_file, report_file, ids, monkeypatch):
    monkeypatch.setenv("STEWARD_NAME", "王工")
    target = next(one for one in ids if "da-qiao" in one)
    cite = ["--cite", "S1.P1", "--mention", "云溪大桥", "--wording", "建成通车"]
    where = ["--file", str(filled_file), "--report", str(report_file)]
    assert main(["set", target, "name_en=Yunxi Bridge", *cite, *where]) == 0
    assert record(filled_file, target)["properties"]["name_en"] == "Yunxi Bridge"
    last = log(filled_file)[-1]
    assert last["who"] == "王工"
    assert target in last["what"]
    assert last["before"] != last["after"]


def test_a_wording_that_does_not_stand_there_is_refused(filled_file, report_file, ids):
    before = filled_file.read_bytes()
    cite = ["--cite", "S1.P1", "--mention", "云溪大桥", "--wording", "已经完工"]
    where = ["--file", str(filled_file), "--report", str(report_file)]
    assert main(["set", ids[0], "name_en=X", *cite, *where]) == 1
    assert filled_file.read_bytes() == before


def test_a_point_needs_accuracy_and_source(filled_file, ids):
    where = ["--file", str(filled_file)]
    assert main(["place", ids[0], "--lon", "112.5", "--lat", "37.8", *where]) == 2
    assert main(["place", ids[0], *PLACE, *where]) == 0
    assert record(filled_file, ids[0])["geometry"]["coordinates"] == [112.5, 37.8]
    assert main(["place", ids[0], *PLACE, "--datum", "gcj02", *where]) == 0
    assert record(filled_file, ids[0])["geometry"]["coordinates"][0] == pytest.approx(
        112.494, abs=1e-3
    )
    assert main(["place", ids[0], "--remove", "unknown", *where]) == 0
    assert record(filled_file, ids[0])["geometry"] is None


@pytest.mark.parametrize(
    "wrong",
    [["--lon", "nan"], ["--lat", "inf"], ["--accuracy-m", "1e999"], ["--remove", "unknown"]],
)
def test_a_place_that_is_none_is_wrong_use(filled_file, ids, wrong, capsys):
    before = filled_file.read_bytes()
    try:
        code = main(["place", ids[0], *PLACE, *wrong, "--file", str(filled_file)])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert "expected a" in capsys.readouterr().err
    assert filled_file.read_bytes() == before


def test_what_nobody_sees_is_not_written(filled_file, ids):
    given = "name_en=\u202eThe\u200b bridge\u202c"
    assert main(["set", ids[0], given, "--file", str(filled_file)]) == 0
    assert record(filled_file, ids[0])["properties"]["name_en"] == "The bridge"


def test_a_point_outside_the_city_is_refused(filled_file, ids):
    before = filled_file.read_bytes()
    swapped = [*PLACE]
    swapped[1], swapped[3] = "37.8", "112.5"
    assert main(["place", ids[0], *swapped, "--file", str(filled_file)]) == 1
    assert filled_file.read_bytes() == before


def test_an_outcome_stands_beside_the_report_once(filled_file, ids):
    outcome = [
        "outcome",
        ids[0],
        "open",
        "2025-03",
        "--source",
        "云溪日报",
        "--source-date",
        "2025-03-09",
    ]
    assert main([*outcome, "--file", str(filled_file)]) == 0
    milestones = record(filled_file, ids[0])["properties"]["milestones"]
    assert milestones[-1]["source"]["title"] == "云溪日报"
    assert main([*outcome, "--file", str(filled_file)]) == 2


def test_an_outcome_needs_no_date_of_a_page_that_bears_none(filled_file, ids):
    outcome = ["outcome", ids[0], "open", "2025-03", "--source", "云溪日报"]
    assert main([*outcome, "--file", str(filled_file)]) == 0
    milestones = record(filled_file, ids[0])["properties"]["milestones"]
    assert milestones[-1]["source"] == {"title": "云溪日报", "date": None}


def test_a_milestone_that_is_there_is_not_told_twice(filled_file, report_file):
    cited = ["--cite", "S1.P1", "--mention", "云溪大桥", "--wording", "建成通车"]
    told = [*cited, "--event", "open", "--date", "2024", "--report", str(report_file)]
    before = record(filled_file, "yun-xi-da-qiao")["properties"]["milestones"]
    for _ in range(2):
        assert main(["set", "yun-xi-da-qiao", *told, "--file", str(filled_file)]) == 0
    after = record(filled_file, "yun-xi-da-qiao")["properties"]["milestones"]
    assert len([one for one in after if one["date"] == "2024"]) == 1
    assert len(after) <= len(before) + 1


@pytest.mark.parametrize(
    ("wording", "code", "events"),
    [("建成投用", 0, ["open"]), ("加快建设", 1, [])],
)
def test_completed_takes_the_finish_that_its_wording_names_and_no_other(
    filled_file, wording, code, events
):
    bridge = "yun-xi-di-tie-1-hao-xian"
    cited = ["--cite", "S2.P1", "--mention", "云溪地铁1号线", "--wording", wording]
    arguments = ["set", bridge, "status=completed", *cited, "--file", str(filled_file)]
    assert main(arguments) == code
    milestones = record(filled_file, bridge)["properties"]["milestones"]
    assert [(one["event"], one["date"]) for one in milestones] == [(e, None) for e in events]


def test_an_edit_that_changes_nothing_says_so(filled_file, ids, capsys):
    asked = ["set", ids[0], "name_en=Another Name", "--file", str(filled_file)]
    assert main(asked) == 0
    assert "written; see" in capsys.readouterr().out
    logged = len(log(filled_file))
    assert main(asked) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert len(log(filled_file)) == logged
    assert main(["set", ids[0], "--file", str(filled_file)]) == 2
    assert "expected FIELD=VALUE" in capsys.readouterr().err


def test_a_confirmed_match_becomes_a_former_id(filled_file, ids):
    assert main(["confirm", ids[0], "bridge-2024", "--file", str(filled_file)]) == 0
    assert record(filled_file, ids[0])["properties"]["aliases_id"] == ["bridge-2024"]
    assert main(["confirm", ids[0], ids[1], "--file", str(filled_file)]) == 1


def test_a_match_is_settled_in_a_mapping_file_once(tmp_path):
    mapping = tmp_path / "mapping.toml"
    assert main(["confirm", "new-road", "old-road", "--mapping", str(mapping)]) == 0
    assert main(["confirm", "park-2", "park", "--different", "--mapping", str(mapping)]) == 0
    assert main(["confirm", "park-2", "park", "--mapping", str(mapping)]) == 2
    found = read_mapping(mapping)
    assert found.same == {("old-road", "new-road")}
    assert found.different == {("park", "park-2")}
    assert len(log(mapping)) == 2


def test_an_unknown_record_is_named_with_those_alike(filled_file, ids):
    with pytest.raises(EditError, match=f"alike are .*{ids[0]}"):
        set_fields(filled_file, ids[0][:5], values={})


def test_a_fault_that_was_there_does_not_keep_others_from_being_mended(filled_file, ids):
    collection = read(filled_file)
    collection["features"][0]["properties"]["status"] = "unheard-of"
    filled_file.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    assert main(["set", ids[1], "name_en=Mended", "--file", str(filled_file)]) == 0
    assert record(filled_file, ids[1])["properties"]["name_en"] == "Mended"


def test_a_new_fault_is_refused(filled_file):
    def spoil(collection):
        collection["features"][0]["properties"]["status"] = "unheard-of"

    before = filled_file.read_bytes()
    with pytest.raises(FaultyEditError, match="nothing was written"):
        edit_catalogue(filled_file, spoil, what="spoil")
    assert filled_file.read_bytes() == before


@pytest.mark.parametrize("text", ["status", "due=2025", "id=x", "nothing=1"])
def test_only_fields_of_people_are_set(text):
    with pytest.raises(EditError, match="expected FIELD=VALUE"):
        parse_assignment(text)


WRITER = """
import sys
from pathlib import Path
from projects.steward.editing import edit_catalogue
path, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
def count(collection):
    properties = collection["features"][0]["properties"]
    properties["summary_en"] = str(int(properties["summary_en"]) + 1)
for number in range(rounds):
    edit_catalogue(path, count, what=f"{name} {number}")
"""


def let_two_write(path: Path, *, rounds: int) -> None:
    def begin(collection):
        collection["features"][0]["properties"]["summary_en"] = "0"

    edit_catalogue(path, begin, what="begin")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), name, str(rounds)],
            cwd=Path(__file__).parents[3],
        )
        for name in ("one", "other")
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert record_number(path) == 2 * rounds
    changes = [change for change in log(path) if change["what"].startswith(("one", "other"))]
    assert len(changes) == 2 * rounds
    assert all(a["after"] == b["before"] for a, b in pairwise(changes))


def record_number(path: Path) -> int:
    return int(read(path)["features"][0]["properties"]["summary_en"])


def test_two_writers_lose_nothing(filled_file):
    let_two_write(filled_file, rounds=12)
