"""A report is read with the places of its own city, and with none where no city is known."""

import csv
from pathlib import Path

import pytest

from app.workbench.folder import Workbench
from geodata.cities import CITIES
from projects.__main__ import main
from projects.catalogue import DEFAULT_CATALOGUE

HARBOURTON = Path(__file__).parents[2] / "cities" / "harbourton"
TEXT = "# {title}\n\n[S1.P1] 推动长滩隧道、迎泽公园改造等项目开工建设。\n"


def read_rows(capsys, path, *options):
    assert main(["read", str(path), *options]) == 0
    said = capsys.readouterr()
    return list(csv.DictReader(said.out.splitlines(), delimiter="\t")), said.err


@pytest.fixture
def report_of(tmp_path):
    def write(title):
        path = tmp_path / "report.md"
        path.write_text(TEXT.format(title=title), encoding="utf-8")
        return path

    return write


def test_a_report_of_no_known_city_gets_no_places_of_another(capsys, report_of):
    rows, said = read_rows(capsys, report_of("云溪市2025年政府工作报告"))
    assert not any(row["place_proposed"] for row in rows)
    assert "--city names one" in said


def test_the_title_tells_whose_places_are_proposed(capsys, report_of, monkeypatch):
    monkeypatch.setenv(CITIES, str(HARBOURTON))
    rows, said = read_rows(capsys, report_of("港城2025年政府工作报告"))
    assert {row["place_proposed"] for row in rows if row["place_proposed"]} == {"long-beach"}
    assert "--city" not in said


@pytest.mark.parametrize(
    ("title", "is_own"),
    [
        ("大同市2025年政府工作报告", False),
        ("太原市2025年政府工作报告", True),
        ("2025年政府工作报告", True),
        ("2025年城市建设工作报告", True),
    ],
)
def test_an_earlier_catalogue_tells_the_city_unless_the_title_names_another(
    capsys, report_of, title, is_own
):
    rows, said = read_rows(capsys, report_of(title), "--earlier", str(DEFAULT_CATALOGUE))
    assert any(row["place_proposed"] for row in rows) == is_own
    assert ("--city names one" in said) != is_own


def test_what_stands_under_the_title_tells_the_city_too(capsys, tmp_path):
    path = tmp_path / "report.txt"
    under = "——2025年1月8日在太原市第十五届人民代表大会第五次会议上"
    body = "一、工作安排\n推动长滩隧道、迎泽公园改造等项目开工建设。\n"
    path.write_text(f"政府工作报告\n{under}\n{body}", encoding="utf-8")
    rows, _ = read_rows(capsys, path, "--text", str(tmp_path / "marked.md"))
    assert any(row["place_proposed"] for row in rows)
    again, _ = read_rows(capsys, tmp_path / "marked.md")
    assert any(row["place_proposed"] for row in again)


def test_the_workbench_proposes_nothing_of_another_city(tmp_path):
    bench = Workbench(tmp_path)
    (tmp_path / DEFAULT_CATALOGUE.name).write_bytes(DEFAULT_CATALOGUE.read_bytes())
    for title, is_own in (("大同市", False), ("太原市", True)):
        named = "[S1.P2] 推动蒙山大街西延项目开工建设。"
        data = f"{TEXT.format(title=f'{title}2025年政府工作报告')}{named}".encode()
        rows = bench.read_rows(bench.add_report(f"{title}.md", data))
        assert any(row["place_proposed"] for row in rows) == is_own
        assert any(row["earlier_id"] for row in rows) == is_own


@pytest.mark.parametrize("named", ["harbourton", "990100", "港城"])
def test_a_person_names_the_city(capsys, report_of, monkeypatch, named):
    monkeypatch.setenv(CITIES, str(HARBOURTON))
    rows, _ = read_rows(capsys, report_of("政府工作报告"), "--city", named)
    assert {row["place_proposed"] for row in rows if row["place_proposed"]} == {"long-beach"}


def test_an_unknown_city_is_refused_with_the_known_ones(capsys, report_of, monkeypatch):
    monkeypatch.setenv(CITIES, str(HARBOURTON))
    assert main(["read", str(report_of("政府工作报告")), "--city", "atlantis"]) != 0
    assert "harbourton (990100)" in capsys.readouterr().err
