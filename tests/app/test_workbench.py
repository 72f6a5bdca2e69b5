"""The workbench: what a steward does is a file in the folder, and no name leads out of it."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from app.components.brought_table import list_choices, read_choices
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


TABLE = (
    "名称,领域,类型,状态,章节,段落,原文名称,原文,经度,纬度\n"
    "海湾隧道,道路,道路,拟开工,S2,P1,海湾隧道,开工建设,112.6,37.9\n"
    "天外大桥,道路,道路,拟开工,S2,P1,天外大桥,开工建设,0,0\n"
)
EVERY_ROW = {
    "accuracy_m": "100", "source": "A survey", "licence": "CC0-1.0", "as_of": "2025-01",
    "method": "given / 提供",
}  # fmt: skip


def make_city(folder):
    path = folder / "yunxi-2025.geojson"
    city = ["--city", "云溪市", "--city-en", "Yunxi", "--adcode", "990100"]
    box = ["--bbox", "112", "37", "113.5", "38.5", "--date", "2025-01-06"]
    assert main(["new", str(path), *city, *box]) == 0
    return path


def choose(bench, name):
    proposed = bench.columns_of(bench.read_table(name), name=name)
    rows = [
        row | {"every row": EVERY_ROW.get(row["field"], row["every row"])}
        for row in list_choices(proposed)
    ]
    return read_choices(rows, crs=None, datum="wgs84")


def test_every_row_of_a_table_is_imported_or_rejected(bench, tmp_path):
    path = make_city(tmp_path)
    name = bench.add_table("given.csv", TABLE.encode())
    assert bench.list_tables() == ("given.csv",)
    columns = choose(bench, name)
    assert columns.columns["mention"] == "原文名称"
    done = bench.import_table(name, columns=columns, catalogue=path.name)
    assert (done.total, len(done.taken), len(done.rejects)) == (2, 1, 1)
    assert [one.name_zh for one in read_catalogue(path).projects] == ["海湾隧道"]
    assert "null-island" in bench.rejects_path(name).read_text(encoding="utf-8")
    # What was confirmed is a file: a closed tab loses nothing, and the rejects are no table.
    kept = bench.columns_of(bench.read_table(name), name=name)
    assert kept.confirmed
    assert kept.defaults == EVERY_ROW
    assert bench.list_tables() == ("given.csv",)


def test_a_dropped_geojson_replaces_no_catalogue(bench, tmp_path):
    path = make_city(tmp_path)
    before = path.read_bytes()
    bench.add_table(path.name, b'{"type": "FeatureCollection", "features": []}')
    assert path.read_bytes() == before
    assert bench.list_catalogues() == (path.name,)


@pytest.mark.parametrize("name", ["x.exe", "..", "a.rejects.tsv", "lone.shp"])
def test_what_is_no_table_is_refused(bench, name):
    with pytest.raises(StewardError, match="expected"):
        bench.add_table(name, b"x")
    assert bench.list_tables() == ()


def test_the_page_imports_a_table_once_its_columns_are_confirmed(bench, tmp_path, monkeypatch):
    path = make_city(tmp_path)
    bench.add_table("given.csv", TABLE.encode())
    bench.import_table("given.csv", columns=choose(bench, "given.csv"), catalogue=path.name)
    monkeypatch.setenv(STEWARD_FOLDER, str(tmp_path))
    page = AppTest.from_function(show_page, default_timeout=60).run()
    assert not page.exception
    button = next(one for one in page.button if "import" in one.label)
    button.click().run()
    assert not page.exception
    # The same table again: its record is there already, and is said so.
    assert "2 rows: 0 imported, 2 rejected" in page.success[0].value


def place(page, text):
    fields = {one.key: one for one in page.text_input}
    fields["steward-position"].set_value(text)
    for name in ("source", "licence", "method", "as-of"):
        fields[f"steward-{name}"].set_value("2025-01")
    next(one for one in page.button if one.label == "Place it").click().run()
    assert not page.exception


def test_a_record_is_placed_by_what_the_map_copied(bench, tmp_path, monkeypatch):
    path = make_city(tmp_path)
    bench.add_table("given.csv", TABLE.encode())
    bench.import_table("given.csv", columns=choose(bench, "given.csv"), catalogue=path.name)
    before = path.read_bytes()
    monkeypatch.setenv(STEWARD_FOLDER, str(tmp_path))
    page = AppTest.from_function(show_page, default_timeout=60).run()
    for wrong, said in (("0, 0", "outside the city"), ("here", "two coordinates"), ("", "two")):
        place(page, wrong)
        assert said in page.error[0].value
        assert path.read_bytes() == before
    place(page, "37.95, 112.65")
    (record,) = read_catalogue(path).projects
    assert "112.650000, 37.950000" in page.success[0].value
    assert json.loads(path.read_text(encoding="utf-8"))["features"][0]["geometry"] == {
        "type": "Point", "coordinates": [112.65, 37.95],
    }  # fmt: skip
    assert record.place.accuracy_m == 100


def show_page():
    from app.messages import Words  # noqa: PLC0415 - runs as a script of its own
    from app.pages.steward import show  # noqa: PLC0415

    show(None, words=Words("en"))
