"""One corpus of hostile texts in every field, through every output, read by its own reader."""

import copy
import csv
import io
import json
import re
import sqlite3
import zipfile

import docx
import ezdxf
import geopandas as gpd
import icalendar
import lxml.html
import openpyxl
import pypdfium2
import pytest
from lxml import etree
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.exports.formats import FORMATS
from app.published.store import Store
from app.web import (
    changes,
    downloads,
    feeds,
    ogc,
    overlaps,
    pages,
    places,
    present,
    preview,
    story,
    story_picture,
    street,
    tables,
)
from app.web.workshop import Workshop
from projects import library
from projects.catalogue import DEFAULT_CATALOGUE
from projects.checks import check_bytes

pytestmark = pytest.mark.slow  # whole files of every kind

PLAIN = 12
FIELDS = ("name_zh", "name_en", "summary_zh", "summary_en", "remark_zh", "remark_en")
SCRIPT = re.compile(r"__xss|alert\(1\)|javascript:", re.IGNORECASE)
FORMULA = ("=", "+", "@", "\t", "\r", "＝")
NEAR = "near=112.5512,37.8701&r=5000"


def spoil(hostile_texts):
    """Put each text that the checks let pass into every free field of a record of its own."""
    collection = json.loads(DEFAULT_CATALOGUE.read_bytes())
    sound = copy.deepcopy(collection)
    features = collection["features"]
    placed = [number for number, one in enumerate(features) if one["geometry"] is not None]
    order = [*placed, *(number for number in range(len(features)) if number not in placed)]
    for number, text in zip(order, hostile_texts.values(), strict=False):
        properties = features[number]["properties"]
        properties |= dict.fromkeys(FIELDS, text) | {"aliases": [f"{text}."]}
        if properties["place"].get("source"):
            properties["place"]["source"] = text
    refused = {
        fault.record for fault in check_bytes(json.dumps(collection).encode(), file="f").faults
    }
    for number, one in enumerate(sound["features"]):
        if one["properties"]["id"] in refused:
            features[number] = one
    # Of the records as they are, a few are left beside them: the others are asked elsewhere.
    kept = {features[number]["properties"]["id"] for number in order[: len(hostile_texts) + PLAIN]}
    collection["features"] = [one for one in features if one["properties"]["id"] in kept]
    leaves = collection["metadata"]["leaves_city"]
    told = "</script><script>window.__xss=1</script>"
    collection["metadata"] |= {"title_zh": told, "title_en": told, "attribution": told}
    collection["metadata"]["leaves_city"] = [one for one in leaves if one in kept]
    left = len(order[: len(hostile_texts)]) - len(refused)
    return json.dumps(collection).encode(), left


@pytest.fixture(scope="module")
def client(hostile_texts, coarsely, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    data, left = spoil(hostile_texts)
    assert left >= 25  # the rest is refused, by record and field
    (folder / "taiyuan-2024.geojson").write_bytes(data)
    (folder / "taiyuan-2023.geojson").write_bytes(
        (library.DATA_FOLDER / "taiyuan-2023.geojson").read_bytes()
    )
    store = Store(folder, first=folder / "taiyuan-2024.geojson")
    assert store.refresh()[1] == ()
    makers = (downloads, overlaps, preview)
    doors = (changes, feeds, ogc, pages, places, present, story, tables)
    workshop = Workshop(in_process=False)
    routes = [route for door in makers for route in door.list_routes(store, workshop=workshop)]
    routes += [route for door in doors for route in door.list_routes(store)]
    app = Starlette(routes=routes)
    app.add_route("/street", lambda request: street.answer(request, store))
    app.add_route("/story/picture.svg", lambda request: story_picture.answer(request, store))
    with coarsely():
        yield TestClient(app)


# What each medium's own reader says


def read_html(body):
    tree = lxml.html.fromstring(body)
    for element in tree.iter(etree.Element):
        assert not [name for name in element.attrib if name.startswith("on")], element.attrib
        for name in ("href", "src", "action"):
            assert not SCRIPT.search(element.get(name, "")), element.attrib
        assert element.get("src") not in {"x", "//e.test/i.png"}
        if element.tag == "script" and element.get("type") == "application/json":
            assert json.loads(element.text) is not None
    assert len(tree.findall(".//{*}body")) <= 1


def read_xml(body):
    tree = etree.fromstring(body)
    for element in tree.iter(etree.Element):
        assert etree.QName(element).localname != "script"
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not SCRIPT.search(element.get("href", ""))
    for element in tree.iter("{http://www.w3.org/2005/Atom}content"):
        if element.get("type") == "html":
            read_html(f"<div>{element.text}</div>".encode())


def read_calendar(body):
    calendar = icalendar.Calendar.from_ical(body)
    assert body.count(b"BEGIN:VEVENT") == len(calendar.walk("VEVENT")) > 0
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", body)
    assert b"\nATTENDEE" not in body


def read_csv(body):
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]


def read_json(body):
    assert json.loads(body)


def read_workbook(body):
    book = openpyxl.load_workbook(io.BytesIO(body))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "e" not in kinds


def read_package(body, folder):
    path = folder / "a.gpkg"
    path.write_bytes(body)
    assert len(gpd.read_file(path, layer="projects")) > 0
    assert sqlite3.connect(path).execute("pragma integrity_check").fetchone() == ("ok",)


def read_shapefiles(body, folder):
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        packed.extractall(folder)
    assert sum(len(gpd.read_file(path)) for path in folder.rglob("*.shp")) > 0


def read_spatial(ending):
    def read(body, folder):
        path = folder / f"a.{ending}"
        path.write_bytes(body)
        found = gpd.read_parquet(path) if ending == "parquet" else gpd.read_file(path)
        assert len(found) > 0

    return read


def read_drawing(body, folder):
    path = folder / "a.dxf"
    path.write_bytes(body)
    assert len(ezdxf.readfile(path).modelspace()) > 0


def read_slides(body):
    slides = Presentation(io.BytesIO(body)).slides
    assert len(slides) > 0
    assert [s.text_frame.text for page in slides for s in page.shapes if s.has_text_frame]


def read_word(body):
    assert docx.Document(io.BytesIO(body)).tables


def read_pages(body):
    assert len(PdfReader(io.BytesIO(body)).pages) > 0
    with pypdfium2.PdfDocument(body) as book:
        assert book[0].get_textpage().get_text_bounded()
    assert b"/JavaScript" not in body
    assert b"/OpenAction" not in body


def read_picture(body):
    Image.open(io.BytesIO(body)).load()


READERS = {
    "html": read_html,
    "pptx": read_slides,
    "pdf": read_pages,
    "png": read_picture,
    "geojson": read_json,
    "gpkg": read_package,
    "shp": read_shapefiles,
    "fgb": read_spatial("fgb"),
    "parquet": read_spatial("parquet"),
    "kml": read_xml,
    "csv": read_csv,
    "xlsx": read_workbook,
    "oc4ids": read_json,
    "dxf": read_drawing,
}
OUTPUTS = {
    **{f"/export/{file_format}?": reader for file_format, reader in READERS.items()},
    "/export/pdf?paper=a3&": read_pages,
    "/export/district-sheet/140105?": read_pages,
    "/feed.atom?": read_xml,
    "/calendar.ics?": read_calendar,
    f"/feed/projects.atom?{NEAR}&": read_xml,
    f"/feed/promises.ics?{NEAR}&": read_calendar,
    f"/street?{NEAR}&": read_html,
    "/present?": read_html,
    "/present?sector=roads&embed=1&": read_html,
    "/story?": read_html,
    "/overlaps?": read_html,
    **{
        f"/overlaps/pairs.{ending}?": reader
        for ending, reader in {
            "csv": read_csv,
            "geojson": read_json,
            "docx": read_word,
            "pptx": read_slides,
        }.items()
    },
    "/changes.csv?from=taiyuan-2023&": read_csv,
    "/changes.geojson?from=taiyuan-2023&": read_json,
    "/changes.svg?from=taiyuan-2023&": read_xml,
    "/story/picture.svg?": read_xml,
    "/preview.png?": read_picture,
    **{f"/tables/{slug}.csv?": read_csv for slug in ("districts", "due", "kilometres", "figures")},
    "/ogc/collections/taiyuan-2024/items?f=html&limit=200&": read_html,
    "/ogc/collections/taiyuan-2024/items?f=json&limit=200&": read_json,
    "/ogc/collections/overlaps/items?f=html&": read_html,
    "/ogc/collections?f=html&": read_html,
    "/ogc/?f=html&": read_html,
    "/data/taiyuan-2024.geojson?": read_json,
    "/places?q=路&": read_json,
    "/nearby?" + NEAR + "&": read_html,
    "/?": read_html,
}


def test_every_format_has_a_reader_here():
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", OUTPUTS)
def test_no_output_is_broken_by_a_text_or_runs_one(client, address, lang, tmp_path):
    answer = client.get(f"{address}lang={lang}")
    assert answer.status_code == 200, answer.text[:200]
    read = OUTPUTS[address]
    takes_folder = read.__code__.co_argcount > 1
    read(answer.content, tmp_path) if takes_folder else read(answer.content)
