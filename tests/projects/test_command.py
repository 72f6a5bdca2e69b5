"""The command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from projects.__main__ import main
from projects.commands.schema import SCHEMA_FILE

Json = dict[str, Any]


@pytest.fixture
def toy_file(
    tmp_path: Path, toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> Path:
    path = tmp_path / "toy.geojson"
    path.write_bytes(encoded(toy_collection()))
    return path


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    words = "一号线加快建设，建成，全线开通，年底通车，开放，投用，改造668个小区"
    path.write_text(f"[S1.P1] {words}。", encoding="utf-8")
    return path


def test_a_sound_file_is_counted(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(toy_file)]) == 0
    out = capsys.readouterr().out
    assert "8 records: 5 placed + 3 without a place = 8; no faults" in out
    assert "--report" in out


def test_a_sound_file_agrees_with_its_report(
    toy_file: Path, report_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(toy_file), "--report", str(report_file)]) == 0
    assert "--report" not in capsys.readouterr().out


def test_faults_of_all_files_are_listed(
    toy_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "none.geojson"
    collection = json.loads(toy_file.read_bytes())
    collection["features"][2]["properties"]["sector"] = "trains"
    toy_file.write_text(json.dumps(collection), encoding="utf-8")
    assert main(["check", str(toy_file), str(missing)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["file", "record", "field", "expected", "found", "check"]
    assert "museum" in lines[1]
    assert "'trains'" in lines[1]
    assert str(missing) in lines[2]


def test_a_report_that_is_not_there_is_wrong_use(
    toy_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(toy_file), "--report", str(tmp_path / "none.md")]) == 2
    assert "none.md" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["near", "112"], ["near", "a", "b"]])
def test_wrong_use_has_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)


def test_the_schema_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == SCHEMA_FILE.read_text(encoding="utf-8")


def test_near_answers_in_json(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["near", "112.55", "37.87", str(toy_file), "--radius-m", "2000", "--json"]
    assert main(words) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == sum(map(len, answer["groups"].values())) == 8


def test_near_can_be_filtered(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["near", "112.55", "37.87", str(toy_file), "--json", "--status", "completed"]
    assert main([*words, "--status", "ongoing"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["total"] == 3
    assert [entry["id"] for entry in answer["groups"]["near"]] == ["museum"]


def test_near_answers_in_words(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["near", "112.55", "37.87", str(toy_file), "--radius-m", "2500"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["distance", "to", "id", "group", "name"]
    assert any("metro-1-p1" in line and "–" in line for line in lines)
    assert [line.split()[-3] for line in lines if " perhaps " in line][:1] == ["north-road"]
    assert " perhaps + " in lines[-1]
    assert lines[-1].endswith("= 8")


def test_near_refuses_a_swapped_point(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["near", "37.87", "112.55", str(toy_file)]) == 2
    assert "swapped" in capsys.readouterr().err


def test_near_says_what_is_wrong_with_a_catalogue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["near", "112.55", "37.87", str(tmp_path / "none.geojson")]) == 1
    assert "none.geojson" in capsys.readouterr().out


def test_diff_tells_two_reports_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "taiyuan-2023", "taiyuan-2024"]) == 0
    told = capsys.readouterr().out
    assert "slipped" in told
    assert "taiyuan-2023: Only two stretches" in told


def test_diff_answers_in_json_and_csv(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(toy_file), str(toy_file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {change["class"] for change in told["changes"]} == {"continued"}
    assert main(["diff", str(toy_file), str(toy_file), "--csv"]) == 0
    assert capsys.readouterr().out.lstrip("\ufeff").startswith("class,")
    assert main(["diff", str(toy_file), str(toy_file), "--geojson"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "nowhere"], "expected a file or an id of the library"),
        (["--mapping", "missing.toml"], "missing.toml: cannot be read"),
    ],
)
def test_diff_says_what_it_cannot_open(
    toy_file: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [] if arguments[0] == "nowhere" else [str(toy_file), str(toy_file)]
    assert main(["diff", *names, *arguments]) == 2
    assert said in capsys.readouterr().err


def test_diff_tells_the_faults_of_a_broken_catalogue(
    toy_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = toy_file.with_name("bad.geojson")
    bad.write_text("{", encoding="utf-8")
    assert main(["diff", str(bad), str(toy_file)]) == 1
    assert "bad.geojson" in capsys.readouterr().out


def test_promises_are_told_as_of_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["promises", "--as-of", "2025-03", "--year", "2024"]) == 0
    told = capsys.readouterr().out
    assert "as of 2025-03-31" in told
    assert "kept-late" in told


def test_promises_in_json_and_csv(toy_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["promises", str(toy_file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(told["counts"].values()) == len(told["promises"]) == 4
    assert main(["promises", str(toy_file), "--csv"]) == 0
    assert capsys.readouterr().out.lstrip("\ufeff").startswith("due,")


@pytest.mark.parametrize(
    "arguments",
    [
        ["promises", "nowhere"],
        ["promises", "--as-of", "soon"],
        ["promises", "--as-of", "2025~"],
        ["promises", "--as-of", "2024/2025"],
        ["completeness", "no"],
        ["diff", "taiyuan-2024", "taiyuan-2023"],
    ],
)
def test_what_cannot_be_asked_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert "expected" in capsys.readouterr().err


def test_completeness_is_told_in_tables_and_json(
    toy_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completeness", str(toy_file)]) == 0
    assert "no-english-alias" in capsys.readouterr().out
    assert main(["completeness", str(toy_file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 8
