"""Whatever stands at a path, every reader takes it or refuses it in words: none waits or breaks."""

import io
import os
import zipfile
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from app.errors import AppError
from app.show.story import read_story
from geodata.errors import GeodataError
from geodata.files import read_bytes, read_features, read_settings, read_table
from projects import library
from projects.catalogue import read_catalogue, read_metadata
from projects.changes import read_mapping
from projects.checks import read_checked
from projects.errors import ProjectsError
from projects.overlaps.outcomes import read_outcomes
from projects.steward.columns import read_columns
from projects.steward.errors import DocumentError, TableError
from projects.steward.formats import read_document
from projects.steward.paragraphs import read_paragraphs
from projects.steward.sheets import read_sheet
from projects.steward.tables import SUFFIXES, read_brought_table

pytestmark = pytest.mark.slow  # some hundred broken files

OURS = (GeodataError, ProjectsError, AppError)
DEEP = 200_000
DIGITS = 1_000_000


def read_outcomes_file(path):
    return read_outcomes(read_bytes(path), file=str(path))


def read_story_file(path):
    return read_story(read_bytes(path))


READERS = {
    "a catalogue": (read_catalogue, ".geojson"),
    "a checked catalogue": (read_checked, ".geojson"),
    "what a catalogue says of itself": (read_metadata, ".geojson"),
    "a report of the library": (lambda path: library.open_report(str(path)), ".geojson"),
    "a layer": (read_features, ".geojson"),
    "a table of places": (read_table, ".csv"),
    "settings": (read_settings, ".toml"),
    "a mapping": (read_mapping, ".toml"),
    "columns": (read_columns, ".toml"),
    "outcomes": (read_outcomes_file, ".json"),
    "a story": (read_story_file, ".json"),
    "a sheet": (read_sheet, ".tsv"),
    "a workbook": (read_sheet, ".xlsx"),
    **{f"a document {end}": (read_document, end) for end in (".md", ".txt", ".docx", ".pdf")},
    **{f"paragraphs {end}": (read_paragraphs, end) for end in (".md", ".docx", ".pdf")},
    **{f"a table {end}": (read_brought_table, end) for end in SUFFIXES},
}


def link_to(target):
    return lambda path: path.symlink_to(target)


def write(content):
    return lambda path: path.write_bytes(content)


@cache
def pack(name, sign, count):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr(name, sign * count)
    return packed.getvalue()


SPECIAL = {
    "a pipe": os.mkfifo,
    "a directory": Path.mkdir,
    "an endless device": link_to("/dev/zero"),
    "a link to nothing": link_to("nothing"),
    "a link to itself": lambda path: path.symlink_to(path),
}
ODD = {
    "nothing at all": write(b""),
    "signs that are none": write(b"\x00" * 5000),
    "bytes of no encoding": write(b"\xff\xfe\xfa" * 500),
    "lists without end": write(b"[" * DEEP),
    "links without end": write(b"[a](" * 50_000),
    "spaces without end": write(b" " * DEEP + b"x"),
    "objects without end": write(b'{"a":' * DEEP),
    "a setting nested without end": write(b"a = " + b"[" * DEEP),
    "a table nested without end": write(b"[" + b"a." * DEEP + b"b]"),
    "a number of a million digits": write(b'{"features": [' + b"9" * DIGITS + b"]}"),
    "a setting of a million digits": write(b"a = " + b"9" * DIGITS),
    "a number beyond all": write(b'{"type": "FeatureCollection", "features": [1e400, NaN]}'),
    "a cell without end": write(b"id,name_zh\n1," + b"x" * 5_000_000),
    "a quote without end": write(b'id,name_zh\n1,"' + b"x\n" * 50_000),
    "columns without end": write(b"a," * 200_000),
    "half an archive": write(pack("word/document.xml", b"x", 9000)[:400]),
    "an archive of zeros": lambda path: path.write_bytes(
        pack("word/document.xml", b"\0", 300 << 20)
    ),
    "another archive": write(pack("../../a", b"a", 1)),
    "half a PDF": write(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"),
}


@pytest.fixture
def bring(tmp_path):
    """Give a function that puts something at a path of its own."""

    def put(what, *, ending):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        path = folder / f"brought{ending}"
        what(path)
        return path

    return put


@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_file_is_refused_and_nobody_waits(bring, hold_each, reader):
    read, ending = READERS[reader]

    def be_refused(kind):
        path = bring(SPECIAL[kind], ending=ending)
        with pytest.raises(OURS, match=path.stem):
            read(path)

    hold_each(SPECIAL, be_refused)


@pytest.mark.parametrize("reader", READERS)
def test_odd_content_is_read_or_refused_in_words(bring, hold_each, reader):
    read, ending = READERS[reader]

    def be_read_or_refused(kind):
        path = bring(ODD[kind], ending=ending)
        said = "read"
        try:
            read(path)
        except OURS as error:
            said = str(error)
        assert 0 < len(said) < 10_000

    hold_each(ODD, be_read_or_refused)


@pytest.mark.parametrize("part", [".shx", ".dbf", ".prj", ".cpg"])
@pytest.mark.parametrize("kind", ["a pipe", "a directory", "an endless device"])
def test_what_lies_beside_a_shapefile_is_held_to_the_same(tmp_path, part, kind):
    path = tmp_path / "brought.shp"
    path.write_bytes(b"\x00\x00\x27\x0a" + bytes(96))
    for other in (".shx", ".dbf"):
        path.with_suffix(other).write_bytes(bytes(100))
    path.with_suffix(part).unlink(missing_ok=True)
    SPECIAL[kind](path.with_suffix(part))
    with pytest.raises(OURS, match="brought"):
        read_brought_table(path)


def test_a_workbook_of_empty_cells_without_end_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "id"
    book.active.cell(row=200_000, column=400, value="far")
    book.save(tmp_path / "brought.xlsx")
    with pytest.raises(TableError, match="at most 4,000,000 cells"):
        read_sheet(tmp_path / "brought.xlsx")


def test_a_document_that_refers_to_itself_without_end_is_refused(tmp_path):
    entities = '<!ENTITY e0 "ha">' + "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)
    )
    body = f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><w>&e11;</w>'
    path = tmp_path / "brought.docx"
    path.write_bytes(pack("[Content_Types].xml", body.encode(), 1))
    with pytest.raises(DocumentError, match="brought"):
        read_document(path)
