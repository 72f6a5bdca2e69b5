"""The routes and commands that give files, whole or not at all."""

import argparse
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote

import pyogrio
import pytest
from pptx import Presentation
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app import __main__ as command_line
from app import commands
from app.exports import district_sheet, formats, slides
from app.exports.formats import FORMATS
from app.published.store import current_store
from app.web import downloads
from app.web.workshop import Workshop
from geodata.layers import districts

pytestmark = pytest.mark.slow  # each makes whole files

STARTS = {
    "html": b"<!doctype html>",
    "pptx": b"PK",
    "pdf": b"%PDF",
    "png": b"\x89PNG",
    "geojson": b"{",
    "gpkg": b"SQLite format 3",
    "shp": b"PK",
    "fgb": b"fgb",
    "parquet": b"PAR1",
    "kml": b"<?xml",
    "csv": b"\xef\xbb\xbfid,",
    "xlsx": b"PK",
    "oc4ids": b"{",
    "dxf": b"  0\n",
}


@pytest.fixture(autouse=True)
def no_pictures(without_pictures):
    """What files are called, hold and are answered with is asked here, not their pictures."""
    with without_pictures():
        yield


@pytest.fixture
def client():
    return TestClient(
        Starlette(
            # In a thread, so that a test can put something in the place of a part.
            routes=downloads.list_routes(current_store(), workshop=Workshop(in_process=False))
        ),
        raise_server_exceptions=False,
    )


@pytest.mark.parametrize("file_format", list(FORMATS))
def test_a_view_is_answered_as_a_file_with_its_name(client, file_format):
    answer = client.get(f"/export/{file_format}?sector=roads&lang=en")
    assert answer.status_code == 200
    assert answer.content.startswith(STARTS[file_format])
    header = answer.headers["content-disposition"]
    ending = FORMATS[file_format].ending or file_format
    assert f'filename="taiyuan-2024-roads-en.{ending}"' in header
    assert header.startswith("attachment")
    assert answer.headers["content-type"] == FORMATS[file_format].media_type


def test_a_file_has_a_name_in_its_language(client):
    header = client.get("/export/html?sector=roads").headers["content-disposition"]
    assert "太原市" in unquote(header.partition("filename*=UTF-8''")[2])


def test_the_file_of_a_story_has_the_name_of_the_story(client):
    header = client.get("/export/html?story=opens-2024").headers["content-disposition"]
    assert "2024年要建成什么" in unquote(header.partition("filename*=UTF-8''")[2])


def test_the_link_in_a_file_is_the_address_it_was_asked_at(client, read_pdf):
    answer = client.get("/export/pdf?sector=roads&utm_source=wechat")
    text = read_pdf(answer.content)[0]
    assert "http://testserver/?sector=roads" in text
    assert "wechat" not in text


def test_data_of_a_view_say_the_filter_and_come_in_the_survey_s_system(client, tmp_path):
    answer = client.get("/export/gpkg?sector=roads&lang=en&crs=survey")
    path = tmp_path / "roads.gpkg"
    path.write_bytes(answer.content)
    layer = pyogrio.read_info(path, layer="projects")
    assert layer["crs"] == "EPSG:4547"
    about = pyogrio.read_dataframe(path, layer="about").set_index("what")["text"]
    assert "Roads" in about["filter"]
    assert client.get("/export/kml?crs=survey").status_code == 422
    assert client.get("/export/gpkg?crs=moon").status_code == 422


def test_an_unknown_format_is_answered_with_those_there_are(client):
    answer = client.get("/export/docx")
    assert answer.status_code == 404
    assert "html, pptx, pdf, png" in answer.text


def test_a_wrong_paper_is_answered_in_words(client):
    answer = client.get("/export/pdf?paper=letter")
    assert (answer.status_code, answer.headers["content-type"]) == (
        422,
        "text/plain; charset=utf-8",
    )
    assert "A4" in answer.text


@pytest.mark.parametrize(
    ("query", "zh", "en"),
    [
        ("docx?", "这里没有格式 docx", "There is no format docx"),
        ("pdf?paper=letter", "没有纸张 letter", "There is no paper letter"),
        ("pdf?orientation=up", "没有纸张方向 up", "There is no orientation up"),
        ("gpkg?crs=moon", "链接要的是 moon", "found moon"),
        ("pdf?story=none", "这里没有讲述 none", "There is no story none"),
        ("district-sheet/110000?", "这里没有区县 110000", "There is no district 110000"),
        ("pdf?sector=moon", "没有生成文件", "No file was made"),
    ],
)
def test_why_there_is_no_file_is_said_in_the_reader_s_language(client, query, zh, en):
    for lang, said in (("zh", zh), ("en", en)):
        answer = client.get(f"/export/{query}&lang={lang}")
        assert answer.status_code in {404, 422}
        assert said in answer.text


def test_a_paper_can_be_chosen(client):
    answer = client.get("/export/pdf?sector=roads&paper=a3&orientation=portrait")
    box = PdfReader(io.BytesIO(answer.content)).pages[0].mediabox
    assert float(box[2]) == pytest.approx(297 / 25.4 * 72, abs=1)


def test_a_district_has_its_sheet(client):
    answer = client.get("/export/district-sheet/140110?lang=en")
    assert 'filename="taiyuan-2024-140110-jinyuan-en.pdf"' in answer.headers["content-disposition"]
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 2
    wrong = client.get("/export/district-sheet/110000")
    assert wrong.status_code == 422
    assert "140105" in wrong.text


def test_a_failed_export_says_so_and_the_next_one_works(client, monkeypatch):
    def fail(*_):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(slides, "make_slides", fail)
        answer = client.get("/export/pptx?lang=en")
    assert answer.status_code == 500
    assert answer.text.startswith("The file could not be made.")
    assert client.get("/export/pptx?sector=roads").status_code == 200


def test_without_a_catalogue_there_is_no_file_but_a_sentence(client, monkeypatch):
    monkeypatch.setattr(type(current_store()), "refresh", lambda *_: (None, ()))
    answer = client.get("/export/pdf?lang=en")
    assert answer.status_code == 503
    assert answer.text.startswith("The catalogue file cannot be read")


def test_files_asked_for_at_once_are_made_one_after_another(client, monkeypatch):
    made, at_work = [], threading.Lock()

    def make(summary):
        assert at_work.acquire(blocking=False)
        made.append(summary.query)
        at_work.release()
        return b"PK"

    monkeypatch.setattr(slides, "make_slides", make)
    with client, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.get("/export/pptx").status_code, range(8)))
    assert answers == [200] * 8
    assert len(made) == 8


def test_a_file_of_another_report_holds_that_report_and_links_to_it(client):
    answer = client.get("/export/geojson?report=taiyuan-2023&sector=roads")
    assert "taiyuan-2023-roads" in answer.headers["content-disposition"]
    assert answer.json()["metadata"]["id"] == "taiyuan-2023"
    refused = client.get("/export/geojson?report=atlantis-1999")
    assert refused.status_code == 422
    assert "atlantis-1999" in refused.text


# The commands


@pytest.mark.parametrize("file_format", list(FORMATS))
def test_the_command_writes_the_file_and_says_its_counts(tmp_path, capsys, file_format):
    out = tmp_path / f"roads.{file_format}"
    words = ["export", "--view", "sector=roads&lang=en", "--format", file_format, "--out", str(out)]
    assert command_line.main(words) == 0
    assert out.read_bytes().startswith(STARTS[file_format])
    said = capsys.readouterr().out
    assert "8 on the map + 0 without a place = 8 projects" in said
    assert said.endswith("?sector=roads&lang=en\n")


def test_the_command_takes_a_whole_link_and_says_what_it_passed_over(tmp_path, capsys):
    out = tmp_path / "deck.pptx"
    link = "https://old.example.org/?sector=roads,castles&lang=en"
    words = ["export", "--view", link, "--format", "pptx", "--out", str(out)]
    assert command_line.main([*words, "--link-base", "https://new.example.org/"]) == 0
    said = capsys.readouterr()
    assert "sector=castles" in said.err
    assert "https://new.example.org/?sector=roads&lang=en" in said.out
    assert len(Presentation(out).slides) >= 3


def test_the_command_takes_a_report_of_the_library(tmp_path, capsys):
    out = tmp_path / "roads.csv"
    words = ["export", "--format", "csv", "--out", str(out), "--view"]
    assert command_line.main([*words, "report=taiyuan-2023&sector=roads"]) == 0
    assert "?report=taiyuan-2023&sector=roads" in capsys.readouterr().out
    assert command_line.main([*words, "report=atlantis-1999"]) == 1
    assert "atlantis-1999" in capsys.readouterr().err


def test_a_failed_command_leaves_the_old_file_and_nothing_else(tmp_path, capsys, monkeypatch):
    out = tmp_path / "map.pdf"
    out.write_bytes(b"the file of yesterday")

    def fail(*_, **__):
        raise formats.ExportError("no Chinese font was found")

    monkeypatch.setattr(commands, "export_view", fail)
    assert command_line.main(["export", "--format", "pdf", "--out", str(out)]) == 1
    assert capsys.readouterr().err == "no Chinese font was found\n"
    assert out.read_bytes() == b"the file of yesterday"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path, capsys):
    out = tmp_path / "nowhere" / "map.html"
    assert command_line.main(["export", "--format", "html", "--out", str(out)]) == 1
    assert "map.html" in capsys.readouterr().err


def test_a_faulty_catalogue_is_said_in_words(tmp_path, capsys):
    bad = tmp_path / "bad.geojson"
    bad.write_text("{}", encoding="utf-8")
    words = ["export", "--format", "html", "--out", str(tmp_path / "a.html")]
    assert command_line.main([*words, "--catalogue", str(bad)]) == 1
    assert "python -m projects check" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [bad]


def test_the_command_writes_the_sheets_of_all_districts(tmp_path, monkeypatch):
    def make(_, adcode, **asked):
        return f"{adcode} {asked}".encode()

    monkeypatch.setattr(district_sheet, "make_district_sheet", make)
    folder = tmp_path / "sheets"
    arguments = argparse.Namespace(
        out=folder,
        catalogue=None,
        report=None,
        lang="zh",
        link_base="https://projects.example.org/",
    )
    assert commands.run_sheets(arguments) == 0
    asked = {"lang": "zh", "link_base": "https://projects.example.org/"}
    made = {path.name: path.read_text() for path in folder.iterdir()}
    assert len(made) == 10
    for adcode in districts():
        (name,) = (one for one in made if one.startswith(f"taiyuan-2024-{adcode}-"))
        assert name.endswith(".pdf")
        assert made[name] == f"{adcode} {asked}"
