"""The workbench: what a steward does is a file in the folder, and no name leads out of it."""

import json

import pytest

from app.pages_register import STEWARD, list_rows
from app.workbench.folder import STEWARD_FOLDER, Workbench, current_workbench
from projects.__main__ import main
from projects.catalogue import read_catalogue
from projects.steward.errors import StewardError

REPORT = "[S1.P1] 2024年，云溪大桥建成通车。\n[S2.P1] 今年，推动海湾隧道开工建设。\n"


@pytest.fixture
def bench(tmp_path):
    return Workbench(tmp_path)


def test_the_page_is_there_only_where_it_was_asked_for(monkeypatch):
    monkeypatch.delenv(STEWARD, raising=False)
    assert "steward" not in {row.path for row in list_rows()}
    monkeypatch.setenv(STEWARD, "1")
    assert "steward" in {row.path for row in list_rows()}


def test_a_folder_is_needed(monkeypatch, tmp_path):
    monkeypatch.delenv(STEWARD_FOLDER, raising=False)
    assert current_workbench() is None
    monkeypatch.setenv(STEWARD_FOLDER, str(tmp_path / "none"))
    assert current_workbench() is None
    monkeypatch.setenv(STEWARD_FOLDER, str(tmp_path))
    assert current_workbench() == Workbench(tmp_path)


def test_decisions_are_kept_and_accepted(bench, tmp_path):
    name = bench.add_report("report-2025.md", REPORT.encode())
    assert bench.list_reports() == (name,)
    rows = bench.read_rows(name)
    bench.keep_rows(name, {row["rank"]: {"decision": "yes"} for row in rows[:2]})
    # Dropped again, the report does not undo what was decided.
    bench.add_report("report-2025.md", REPORT.encode())
    assert [row["decision"] for row in bench.read_rows(name)[:2]] == ["yes", "yes"]
    path = tmp_path / "yunxi-2025.geojson"
    city = ["--city", "云溪市", "--city-en", "Yunxi", "--adcode", "990100"]
    box = ["--bbox", "112", "37", "113.5", "38.5", "--date", "2025-01-06"]
    assert main(["new", str(path), *city, *box]) == 0
    done = bench.accept(name, catalogue=path.name)
    assert len(done.accepted) == 2
    assert {one.name_zh for one in read_catalogue(path).projects} == {"云溪大桥", "海湾隧道"}
    assert json.loads(path.read_text(encoding="utf-8"))["metadata"]["id"] == "yunxi-2025"


@pytest.mark.parametrize("name", ["../../escape.md", "/etc/passwd.md", "..\\up.md", "a/b.md"])
def test_no_name_leads_out_of_the_folder(bench, tmp_path, name):
    kept = bench.add_report(name, REPORT.encode())
    assert (tmp_path / kept).is_file()
    assert bench.work_path(name).parent == tmp_path


@pytest.mark.parametrize(("name", "data"), [("x.exe", b"x"), ("..", b"x"), ("a.pdf", b"no pdf")])
def test_what_is_no_report_is_refused_and_not_kept(bench, tmp_path, name, data):
    with pytest.raises(StewardError, match="expected"):
        bench.add_report(name, data)
    assert list(tmp_path.iterdir()) == []
