"""A report is read with the places of its own city, and with none where no city is known."""

import csv
from pathlib import Path

import pytest

from geodata.cities import CITIES
from projects.__main__ import main

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


@pytest.mark.parametrize("named", ["harbourton", "990100", "港城"])
def test_a_person_names_the_city(capsys, report_of, monkeypatch, named):
    monkeypatch.setenv(CITIES, str(HARBOURTON))
    rows, _ = read_rows(capsys, report_of("政府工作报告"), "--city", named)
    assert {row["place_proposed"] for row in rows if row["place_proposed"]} == {"long-beach"}


def test_an_unknown_city_is_refused_with_the_known_ones(capsys, report_of, monkeypatch):
    monkeypatch.setenv(CITIES, str(HARBOURTON))
    assert main(["read", str(report_of("政府工作报告")), "--city", "atlantis"]) != 0
    assert "harbourton (990100)" in capsys.readouterr().err
