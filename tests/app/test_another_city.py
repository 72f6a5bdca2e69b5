"""A small made-up city goes through every page, address, file and command, and hears of no other.

What is asked comes from the registers: a page, a route, a format or a command that is added there
is asked here by itself, and one with a part that nothing here fills is a fault.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from app.__main__ import main as run_app
from app.address import View
from app.exports.formats import FORMATS
from app.exports.pairs import PAIR_FILES
from app.messages import LANGUAGES, Words
from app.ogc.collections import list_collections
from app.overview.tables import make_tables
from app.pages_register import PAGES
from app.published.data import data_addresses
from app.published.store import current_store
from app.web import downloads, overlaps
from app.web.ogc import STYLES
from app.web.routes import list_routes
from app.web.workshop import Workshop
from geodata.cities import CITIES
from geodata.layers import districts
from projects.__main__ import COMMANDS, main

pytestmark = pytest.mark.slow  # every page and file once more

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "cities" / "harbourton-reports"
NEWEST = FOLDER / "harbourton-2031.geojson"
ELSEWHERE = re.compile(
    r"太原|taiyuan|(?<![\d.])1401\d\d(?!\d)|山西|shanxi|晋祠|jinci|长风|晋阳|并州|汾河",
    re.IGNORECASE,
)
"""Words of the city that comes with the project, which no answer about another may say."""
CODE = re.compile(r"(?<![\d.])99010[1-3](?!\d)")
"""Codes of the made-up districts, which a reader is never shown in place of their names."""
MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<[^>]+>", re.DOTALL)
ADDRESS = re.compile(r"district=[\d,]+")
"""In an address that is shown a district is its code."""
NEAR = "near=174.75,-41.25&r=5000"
HARD = {"/qr.svg": "of=sector"}
"""What a route cannot do without, beside the language."""


@pytest.fixture(scope="module", autouse=True)
def harbourton():
    """Serve the made-up city alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CITIES, str(ROOT / "tests" / "cities"))
        patch.setenv("CATALOGUES", str(FOLDER))
        current_store.cache_clear()
        store = current_store()
        store.refresh()
        yield store
    current_store.cache_clear()


@pytest.fixture(scope="module")
def client(harbourton, without_pictures):
    """Every address; files are made in a thread, since what they say is asked, not where."""
    workshop = Workshop(in_process=False)
    with pytest.MonkeyPatch.context() as patch:
        for door in (downloads, overlaps):
            patch.setattr(door, "shared_workshop", lambda: workshop)
        app = Starlette(routes=list_routes(harbourton))
    with without_pictures(), TestClient(app, base_url="http://127.0.0.1") as one:
        yield one


def read_zip(body: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            yield name
            yield parts.read(name).decode("utf-8", "ignore")


@pytest.fixture(scope="module")
def read_text(read_pdf):
    """Give a function that reads whatever a reader could find in a file."""

    def read(body: bytes) -> str:
        if body.startswith(b"PK"):
            return "\n".join(read_zip(body))
        if body.startswith(b"%PDF"):
            return "\n".join(read_pdf(body))
        if body.startswith(b"PAR1"):
            return pd.read_parquet(io.BytesIO(body)).to_csv()
        return body.decode("utf-8", "ignore")

    return read


def seen(text: str) -> str:
    """Leave of marked-up text what is seen of it."""
    return html.unescape(MARKUP.sub(" ", text))


def find_fault(text: str, *, is_read: bool) -> str | None:
    """Find a word of another city, or a code in place of a name, with what stands around it."""
    shown = ADDRESS.sub("", seen(text)) if is_read else ""
    for pattern, where in ((ELSEWHERE, text), (CODE, shown)):
        if found := pattern.search(where):
            return where[max(0, found.start() - 60) : found.end() + 60]
    return None


def hold(text: str, *, is_read: bool) -> None:
    assert find_fault(text, is_read=is_read) is None


def list_addresses(store, *, report: str) -> Iterator[str]:
    """List an address for every route that answers a GET, its parts filled in."""
    served, _ = store.refresh(report)
    collections = list_collections(served.catalogue)
    fill = {
        "/export/district-sheet/{adcode}": [
            {"adcode": one} for one in districts(served.catalogue.city)
        ],
        "/export/{file_format}": [{"file_format": one} for one in FORMATS],
        "/assets/{name}": [],  # code and pictures, which are of no city; see test_cities
        "/data/{name}": [
            {"name": address.partition("?")[0].removeprefix("data/")}
            for lang in LANGUAGES
            for address in data_addresses(served, lang=lang).values()
        ],
        "/ogc/collections/{collection}": [{"collection": one} for one in collections],
        "/ogc/collections/{collection}/queryables": [{"collection": one} for one in collections],
        "/ogc/collections/{collection}/items": [{"collection": one} for one in collections],
        "/ogc/collections/{collection}/items/{feature}": [
            {"collection": name, "feature": feature["id"]}
            for name, one in collections.items()
            for feature in one.features
        ],
        "/ogc/styles/{name}": [{"name": one} for one in STYLES],
        "/overlaps/pairs.{ending}": [{"ending": one} for one in PAIR_FILES],
        "/tables/{slug}.csv": [
            {"slug": one} for one in make_tables(served.catalogue, view=View(), words=Words("en"))
        ],
    }
    for route in list_routes(store):
        assert isinstance(route, Route)
        if "GET" not in (route.methods or ()):
            continue
        given = fill.get(route.path, None if "{" in route.path else [{}])
        assert given is not None, f"say what fills {route.path}"
        for parts in given:
            yield route.path.format(**parts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("report", ["harbourton-2030", "harbourton-2031"])
def test_every_address_speaks_of_the_city_alone(client, harbourton, read_text, report, lang):
    addresses = sorted(set(list_addresses(harbourton, report=report)))
    assert len(addresses) > 50
    faults = {}
    for address, more in product(addresses, ("", NEAR)):
        if more and address.startswith(("/ogc", "/export", "/data", "/tables", "/overlaps/pairs")):
            continue  # they ask of no place
        parts = (f"report={report}", f"lang={lang}", more, HARD.get(address, ""))
        where = f"{address}?{'&'.join(part for part in parts if part)}"
        answer = client.get(where)
        if answer.status_code != STATUS.get(address, 200):
            faults[where] = f"{answer.status_code}: {answer.text[:200]}"
            continue
        kind = answer.headers["content-type"].partition(";")[0]
        is_read = kind in READ or kind.endswith(("presentation", "document"))
        if fault := find_fault(read_text(answer.content), is_read=is_read):
            faults[where] = fault
    assert faults == {}


STATUS = {"/readyz": 503, "/atlas/overview.pmtiles": 404}
"""What a route answers where it is not 200: no server has prepared itself, no atlas is open."""
READ = {"text/html", "image/svg+xml", "application/pdf", "text/calendar", "application/atom+xml"}
"""Media types of what people read, beside office files."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", [path for path in PAGES if path])
def test_every_page_speaks_of_the_city_alone(run_page, told, page, lang):
    for more in ({}, {"near": "174.75,-41.25", "r": "5000"}, {"district": "990101"}):
        text = run_page(PAGES[page].module, lang=lang, **more)
        hold(text + json.dumps(told, ensure_ascii=False), is_read=False)
        hold(text, is_read=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_page_speaks_of_the_city_alone(run, html, told, lang):
    app = run(lang=lang, district="990101")
    text = html(app)
    hold(text, is_read=True)
    hold(json.dumps(told, ensure_ascii=False), is_read=False)
    name = "港湾区" if lang == "zh" else "Harbour Ward"
    assert app.checkbox(key="filter-district-990101").label.startswith(name)


NAMED = {"csv", "xlsx", "gpkg", "parquet", "fgb", "kml"}
"""Tables that name the districts beside their codes."""


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_is_made_by_the_command_too(read_text, tmp_path, capsys, file_format, lang):
    out = tmp_path / "out"
    view = f"lang={lang}&district=990101,990103"
    words = ["export", "--view", view, "--format", file_format, "--out", str(out)]
    assert run_app(words) == 0
    hold(capsys.readouterr().out, is_read=True)
    text = read_text(out.read_bytes())
    hold(text, is_read=file_format in {"pptx", "pdf"})
    if CODE.search(text) and file_format in NAMED:
        assert "Harbour Ward" in text
        assert "港湾区" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheets_are_those_of_its_districts(read_text, tmp_path, capsys, lang):
    assert run_app(["sheets", "--out", str(tmp_path), "--lang", lang]) == 0
    made = sorted(tmp_path.iterdir())
    assert len(made) == 3
    for one in made:
        hold(read_text(one.read_bytes()), is_read=True)
    assert "Taiyuan" not in capsys.readouterr().out


REPORT = """# 港城2031年政府工作报告

## 一、回顾

电车一号线已开工，海滨路建成通车。

## 二、今年

推动电车一号线加快建设，海洋馆年内开放。
"""
TABLE = "name_zh,sector,status,district\n海边步道,roads,planned,Harbour Ward\n"
SOURCE = ["--source", "Harbourton Post", "--source-date", "2031-05-01"]
FILES = {
    "report": "report.md",
    "table": "table.csv",
    "copy": "harbourton-2031.geojson",
    "new": "harbourton-2032.geojson",
    "mapping": "mapping.toml",
    "atlas": "atlas",
    "out": "out.csv",
    "correction": "correction.json",
}
CORRECTION = {
    "type": "city-projects-correction", "version": 1, "catalogue": "harbourton-2031",
    "id": "aquarium", "field": "name_en", "proposal": "The Aquarium",
    "evidence": {"text": "its own sign"}, "view": "sel=aquarium", "written_on": "2031-06-01",
}  # fmt: skip
OLD, NEW = str(FOLDER / "harbourton-2030.geojson"), str(NEWEST)
ASKED = {
    "check": [[OLD], [NEW]],
    "schema": [[]],
    "near": [["174.75", "-41.25", NEW], ["174.75", "-41.25", NEW, "--json"]],
    "overlaps": [[NEW, *form] for form in ([], ["--json"], ["--csv"], ["--geojson"])]
    + [[NEW, "--lang", "zh"]],
    "diff": [[OLD, NEW, *form] for form in ([], ["--json"], ["--csv"], ["--geojson"])],
    "promises": [[NEW, *form] for form in ([], ["--json"], ["--csv"])],
    "completeness": [[NEW], [NEW, "--json"]],
    "read": [["{report}", "{copy}", "--earlier", OLD]],
    "import": [["{table}", "--into", "{copy}", "--propose"]],
    "new": [
        [
            *("{new}", "--city", "港城", "--city-en", "Harbourton", "--adcode", "990100"),
            *("--bbox", "174.6", "-41.5", "175.0", "-41.1", "--date", "2032-02-01"),
        ]
    ],
    "fmt": [["{copy}"]],
    "set": [["data-port", "name_en=Data Port", "--file", "{copy}"]],
    "place": [
        [
            *("data-port", "--lon", "174.82", "--lat", "-41.37", "--accuracy-m", "500"),
            *("--source", "Made-up map", "--licence", "CC0", "--as-of", "2031-03"),
            *("--method", "量 / Measured", "--file", "{copy}"),
        ]
    ],
    "outcome": [["aquarium", "open", "2031-05-01", *SOURCE, "--file", "{copy}"]],
    "corrections": [["{correction}", "--file", "{copy}"]],
    "postgis": [],  # asks a server; the tests of that source run it
    "atlas": [
        ["build", str(FOLDER), "--out", "{atlas}"],
        ["overlaps", "{atlas}", "--out", "{out}"],
        ["changes", "{atlas}", "--out", "{out}"],
        ["near", "174.75", "-41.25", "{atlas}"],
    ],
    "confirm": [
        ["tram-1", "shore-road", "--different", "--file", "{copy}", "--mapping", "{mapping}"]
    ],
}
"""What each command is asked about the made-up city; a command that is not here is a fault."""


def test_every_command_is_asked():
    assert set(ASKED) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_speaks_of_the_city_alone(read_text, command, tmp_path, capsys):
    given = {name: tmp_path / file for name, file in FILES.items()}
    given["report"].write_text(REPORT, encoding="utf-8")
    given["table"].write_text(TABLE, encoding="utf-8")
    given["correction"].write_text(json.dumps(CORRECTION), encoding="utf-8")
    for arguments in ASKED[command]:
        given["copy"].write_bytes(NEWEST.read_bytes())
        words = [one.format(**given) for one in arguments]
        code = main([command, *words])
        said = capsys.readouterr()
        assert code == 0, f"{command} {words}: {said.err[-600:]}"
        hold(said.out + said.err, is_read=False)
    for file in tmp_path.iterdir():  # an atlas, a folder, names every province of the country
        if file.is_file():
            hold(read_text(file.read_bytes()), is_read=False)
