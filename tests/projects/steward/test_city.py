"""A second city from its document to a checked catalogue, with no GeoJSON written by hand."""

import csv
import json
from pathlib import Path

import pytest

from projects.__main__ import main
from projects.catalogue import read_catalogue
from projects.steward.worklist import COLUMNS

TAKEN = {"云溪大桥", "城东湿地公园", "消防站", "云溪地铁1号线", "海湾隧道", "北山水库"}


def decide(path: Path, decisions):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    rows = [row | decisions(row) for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def take(row):
    if row["name_zh"] in TAKEN:
        return {"decision": "yes", "name_en": row["id"].replace("-", " ").title()}
    return {"decision": "no", "reason": "not a project"}


def work(report_file: Path, city_file: Path, decisions=take):
    rows = city_file.with_name("work.tsv")
    assert main(["read", str(report_file), "--no-places", "--all", "--out", str(rows)]) == 0
    decided = decide(rows, decisions)
    arguments = ["read", str(report_file), str(city_file), "--no-places", "--accept", str(rows)]
    return decided, main(arguments)


def test_a_city_goes_from_its_report_to_a_checked_catalogue(report_file, city_file, capsys):
    decided, code = work(report_file, city_file)
    assert code == 0
    catalogue = read_catalogue(city_file)
    assert {project.name_zh for project in catalogue.projects} == TAKEN
    by_name = {project.name_zh: project for project in catalogue.projects}
    assert by_name["云溪大桥"].status == "completed"
    assert by_name["海湾隧道"].status == "planned"
    assert by_name["海湾隧道"].due == 2025
    assert by_name["消防站"].figures[0].value == 3
    assert by_name["云溪地铁1号线"].sector == "rail-transit"
    said = capsys.readouterr().out
    assert f"{len(decided)} rows = {len(TAKEN)} accepted" in said
    place = ["--lon", "112.6", "--lat", "37.9", "--accuracy-m", "150", "--source", "A Map"]
    more = ["--licence", "CC0-1.0", "--method", "read off / 读取", "--as-of", "2025-01"]
    target = by_name["云溪大桥"].id
    assert main(["place", target, *place, *more, "--file", str(city_file)]) == 0
    assert main(["check", str(city_file), "--report", str(report_file)]) == 0
    assert len(read_catalogue(city_file).placed) == 1


def test_rejected_rows_are_kept_with_their_reason(report_file, city_file):
    decided, _ = work(report_file, city_file)
    rejects = city_file.with_name("yunxi-2025.rejects.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(rejects.splitlines(), delimiter="\t"))
    assert len(rows) == sum(row["decision"] == "no" for row in decided)
    assert {row["reason"] for row in rows} == {"not a project"}


def test_a_later_work_list_leaves_earlier_rejects_where_they_are(report_file, city_file):
    decided, _ = work(report_file, city_file)
    rows = city_file.with_name("work.tsv")
    rejected = [row for row in decided if row["decision"] == "no"]
    again = rejected[0] | {"reason": "said once more"}
    with rows.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerow(again)
    main(["read", str(report_file), str(city_file), "--no-places", "--accept", str(rows)])
    rejects = city_file.with_name("yunxi-2025.rejects.tsv").read_text(encoding="utf-8")
    kept = list(csv.DictReader(rejects.splitlines(), delimiter="\t"))
    assert sorted(row["mention"] for row in kept) == sorted(row["mention"] for row in rejected)
    assert [row["reason"] for row in kept].count("said once more") == 1


def test_a_row_whose_wording_does_not_stand_there_is_refused(report_file, city_file):
    def spoil(row):
        return take(row) | ({"wording": "从未写过"} if row["name_zh"] == "海湾隧道" else {})

    _, code = work(report_file, city_file, spoil)
    assert code == 1
    assert {project.name_zh for project in read_catalogue(city_file).projects} == TAKEN - {
        "海湾隧道"
    }
    rejects = city_file.with_name("yunxi-2025.rejects.tsv").read_text(encoding="utf-8")
    assert "wording: expected text that stands in S2.P1" in rejects


def test_a_row_of_which_the_check_finds_a_fault_is_refused_alone(report_file, city_file):
    def spoil(row):
        return take(row) | ({"sector": "unheard-of"} if row["name_zh"] == "云溪大桥" else {})

    _, code = work(report_file, city_file, spoil)
    assert code == 1
    assert len(read_catalogue(city_file).projects) == len(TAKEN) - 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"id": "x" * 61}, "id: expected at most 60 characters, found 61 characters"),
        ({"date": "2025-02-30"}, "date: expected a date in EDTF"),
        ({"paragraph": "7"}, "paragraph: expected the paragraph's number, such as P1"),
        ({"state": ""}, "state: expected one beside the event"),
    ],
)
def test_a_refused_row_says_which_field_is_wrong_and_costs_no_other(
    report_file, city_file, changes, reason
):
    _, code = work(
        report_file,
        city_file,
        lambda row: take(row) | (changes if row["name_zh"] == "云溪大桥" else {}),
    )
    assert code == 1
    assert len(read_catalogue(city_file).projects) == len(TAKEN) - 1
    assert reason in city_file.with_name("yunxi-2025.rejects.tsv").read_text(encoding="utf-8")


def test_rows_of_one_record_lose_no_name_of_it(report_file, city_file):
    def join(row):
        one = {"id": "joined", "status": "planned", "sector": "roads", "kind": "road"}
        return take(row) | (one if row["name_zh"] in {"云溪大桥", "海湾隧道"} else {})

    decided, code = work(report_file, city_file, join)
    found = {project.id: project for project in read_catalogue(city_file).projects}
    names = [row["name_zh"] for row in decided if row["id"] == "joined"]
    assert [found["joined"].name_zh, *found["joined"].aliases] == list(dict.fromkeys(names))
    assert len(names) > 1
    assert code == 0


def test_accepting_twice_changes_nothing(report_file, city_file):
    work(report_file, city_file)
    before = city_file.read_bytes()
    rows = city_file.with_name("work.tsv")
    main(["read", str(report_file), str(city_file), "--no-places", "--accept", str(rows)])
    assert city_file.read_bytes() == before


def test_coverage_tells_paragraphs_and_records_both_ways(report_file, city_file, capsys):
    work(report_file, city_file)
    asked = ["read", str(report_file), str(city_file), "--coverage", "--json"]
    capsys.readouterr()
    assert main(asked) == 1
    sheet = json.loads(capsys.readouterr().out)
    assert sheet["unexplained"] == ["S2.P2"]
    assert sheet["orphans"] == []
    reasons = city_file.with_name("yunxi-2025.reading.toml")
    reasons.write_text(
        '[paragraphs]\n"S2.P2" = { zh = "一般目标", en = "general aims" }\n', "utf-8"
    )
    assert main(asked) == 0
    assert main(["check", str(city_file), "--report", str(report_file)]) == 0


def test_a_paragraph_without_a_record_is_said_and_a_fault_once_reasons_are_kept(
    report_file, city_file, capsys
):
    work(report_file, city_file)
    check = ["check", str(city_file), "--report", str(report_file)]
    assert main(check) == 0
    assert "paragraphs without a record: S2.P2" in capsys.readouterr().err
    reasons = city_file.with_name("yunxi-2025.reading.toml")
    reasons.write_text("[paragraphs]\n", "utf-8")
    assert main(check) == 1
    assert "S2.P2" in capsys.readouterr().out


def test_the_text_with_its_ids_is_written_whole_or_refused(report_file, tmp_path, capsys):
    asked = ["read", str(report_file), "--no-places", "--text"]
    assert main([*asked, str(tmp_path / "nowhere" / "text.md")]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert main([*asked, str(tmp_path / "text.md")]) == 0
    assert main([*asked, str(tmp_path / "text.md")]) == 2


def test_a_record_without_a_paragraph_fails_the_check(report_file, city_file, capsys):
    work(report_file, city_file)
    text = report_file.read_text(encoding="utf-8").replace("云溪大桥建成通车，", "")
    report_file.write_text(text, encoding="utf-8")
    assert main(["check", str(city_file), "--report", str(report_file)]) == 1
    assert "orphan" in capsys.readouterr().out


def test_a_work_list_can_be_a_workbook(report_file, city_file, tmp_path):
    rows = tmp_path / "work.xlsx"
    assert main(["read", str(report_file), "--no-places", "--out", str(rows)]) == 0
    arguments = ["read", str(report_file), str(city_file), "--no-places", "--accept", str(rows)]
    assert main(arguments) == 0
    assert read_catalogue(city_file).projects == ()


def test_an_earlier_project_is_proposed_and_kept_where_confirmed(report_file, city_file, tmp_path):
    work(report_file, city_file)
    later = tmp_path / "yunxi-2026.geojson"
    collection = ["--city", "云溪市", "--city-en", "Yunxi", "--adcode", "990100"]
    box = ["--bbox", "112", "37", "113.5", "38.5", "--date", "2025-06-01"]
    assert main(["new", str(later), *collection, *box]) == 0
    rows = tmp_path / "later.tsv"
    earlier = ["--earlier", str(city_file)]
    assert main(["read", str(report_file), "--no-places", *earlier, "--out", str(rows)]) == 0
    named = decide(
        rows, lambda row: {"decision": "yes", "same": "yes"} if row["earlier_id"] else {}
    )
    assert {row["name_zh"] for row in named if row["earlier_id"]} >= TAKEN
    main(["read", str(report_file), str(later), "--no-places", "--accept", str(rows)])
    ids = {project.id for project in read_catalogue(city_file).projects}
    assert {project.id for project in read_catalogue(later).projects} == ids
