"""OGC API – Features, asked as its clients ask."""

import json
import re
from base64 import b64decode
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from app.drawing.symbols import sector_colour, symbol_svg
from app.ogc import documents
from app.published.store import current_store
from app.web import ogc
from app.web.public_address import KnownAddress, PublicAddress
from projects.catalogue import DATA_FOLDER, read_catalogue
from projects.clocks import clocks_of
from projects.filters import FACETS, make_filters, select_projects
from projects.overlaps import find_overlaps
from projects.vocabulary import SECTORS, STATUSES

CATALOGUE = read_catalogue()
OLDER = DATA_FOLDER / "taiyuan-2023.geojson"
ITEMS = f"/ogc/collections/{CATALOGUE.metadata.id}/items"


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=ogc.list_routes(current_store())))


def follow(client, path):
    """Read a collection page by page, as a client does."""
    found = []
    while path:
        answer = client.get(path)
        assert answer.status_code == 200
        page = answer.json()
        assert page["numberReturned"] == len(page["features"])
        found.extend(page["features"])
        path = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
    return found


def test_every_link_of_every_document_is_answered(client):
    seen, waiting = set(), ["http://testserver/ogc/"]
    while waiting:
        address = waiting.pop()
        if address in seen or len(seen) > 60:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if "json" in answer.headers["content-type"]:
            document = answer.json()
            links = [*document.get("links", [])]
            links += [link for one in document.get("collections", []) for link in one["links"]]
            for link in links:
                assert link["href"].startswith("http://testserver/ogc/")
                waiting.append(link["href"])
    assert len(seen) > 20


def test_all_records_are_read_page_by_page_each_once(client):
    found = follow(client, f"{ITEMS}?limit=17")
    assert [feature["id"] for feature in found] == list(CATALOGUE.by_id)
    for feature in found:
        project = CATALOGUE.by_id[feature["id"]]
        assert (feature["geometry"] is None) == (project.geometry is None)
        assert feature["properties"]["name_zh"] == project.name_zh


@pytest.mark.parametrize(
    "choices",
    [
        {"sector": ["roads"]},
        {"status": ["planned", "proposed"], "due": ["2024"]},
        {"due": ["none"]},
    ],
)
def test_facets_filter_as_the_map_does(client, choices):
    query = "&".join(f"{facet}={','.join(slugs)}" for facet, slugs in choices.items())
    found = follow(client, f"{ITEMS}?{query}&limit=10")
    expected = select_projects(CATALOGUE, filters=make_filters(choices)).ids
    assert tuple(feature["id"] for feature in found) == expected


def test_bounds_leave_what_they_touch(client):
    found = follow(client, f"{ITEMS}?bbox=112.53,37.85,112.6,37.87")
    names = {feature["id"] for feature in found}
    assert "yingze-street" in names
    assert all(feature["geometry"] is not None for feature in found)
    assert follow(client, f"{ITEMS}?bbox=10,10,11,11") == []


def test_time_leaves_what_is_worked_on_then_or_has_no_year(client):
    found = follow(client, f"{ITEMS}?datetime=2030-01-01/..&limit=1000")
    assert all(feature["properties"]["first_year"] is None for feature in found)
    now = follow(client, f"{ITEMS}?datetime=2024-06-01T00:00:00Z&limit=1000")
    assert "yingze-street" in {feature["id"] for feature in now}
    assert len(now) > len(found)


def test_a_limit_is_clamped_and_an_answer_bounded(client, monkeypatch):
    page = client.get(f"{ITEMS}?limit=999999").json()
    assert page["numberReturned"] == len(CATALOGUE.projects)
    monkeypatch.setattr(documents, "MAX_BYTES", 20_000)
    page = client.get(f"{ITEMS}?limit=1000").json()
    assert 0 < page["numberReturned"] < len(CATALOGUE.projects)
    found = follow(client, f"{ITEMS}?limit=1000")
    assert [feature["id"] for feature in found] == list(CATALOGUE.by_id)


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=1,9,2,3",
        "bbox=nan,1,2,3",
        "datetime=soon",
        "datetime=2024-13-01",
        "datetime=2025-01-01/2024-01-01",
        "limit=0",
        "limit=-1",
        "limit=ten",
        "offset=-1",
        "datetime=2024-02-30",
        "datetime=2024-01-01T99:00:00Z",
        "limit=1e3",
        "bbox=1,2,1e999,4",
        "sector=moon",
        "sector=",
        "lang=fr",
        f"q={'路' * 101}",
        "unknown=1",
        "crs=EPSG:4547",
        "f=xml",
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name(client, query):
    answer = client.get(f"{ITEMS}?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["description"]


@pytest.mark.parametrize(
    "path",
    [
        "/ogc/collections/moon",
        "/ogc/collections/moon/items",
        f"{ITEMS}/nobody",
        "/ogc/styles/x.qml",
    ],
)
def test_what_is_not_there_is_said(client, path):
    assert client.get(path).status_code == 404


def test_overlaps_are_a_collection_of_their_own(client):
    found = follow(client, "/ogc/collections/overlaps/items?class=conflict")
    pairs = [p for p in find_overlaps(CATALOGUE).pairs if p.pair_class == "conflict"]
    assert [feature["id"] for feature in found] == [f"{p.a}--{p.b}" for p in pairs]
    item = client.get(f"/ogc/collections/overlaps/items/{found[0]['id']}").json()
    assert item["geometry"] == found[0]["geometry"]


def test_links_are_right_behind_a_proxy():
    app = Starlette(
        routes=ogc.list_routes(current_store()),
        middleware=[
            Middleware(KnownAddress, address=PublicAddress("https", "maps.example.org", "/city"))
        ],
    )
    behind = TestClient(app, base_url="http://127.0.0.1:8501")
    links = behind.get("/ogc/collections").json()["links"]
    assert links[0]["href"] == "https://maps.example.org/city/ogc/collections?f=json"
    api = behind.get("/ogc/api").json()
    assert api["servers"] == [{"url": "https://maps.example.org/city/ogc"}]


@pytest.mark.parametrize("query", ["limit=9" + "9" * 30, "offset=" + "9" * 30, "due=1999"])
def test_large_numbers_and_years_of_no_record_are_answered(client, query):
    page = client.get(f"{ITEMS}?{query}")
    assert page.status_code == 200
    assert page.json()["numberReturned"] in {0, len(CATALOGUE.projects)}


def test_a_browser_gets_a_page_without_markup_of_the_data(client):
    page = client.get(ITEMS, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert "龙山景区" in page.text
    assert "<script" not in page.text


def test_the_pages_of_the_service_keep_report_and_language_and_lead_back_to_the_map(client):
    page = client.get("/ogc?report=taiyuan-2024&lang=en", headers={"accept": "text/html"})
    assert page.url.query == b"report=taiyuan-2024&lang=en"
    assert 'href="http://testserver/?lang=en&amp;report=taiyuan-2024">To the map' in page.text
    links = re.findall(r'<li><a href="([^"]+)">([^<]+)', page.text)
    assert all(address.endswith("lang=en") for address, _ in links)
    assert "What the service conforms to" in {name for _, name in links}


def test_queryables_name_the_facets(client):
    schema = client.get(f"/ogc/collections/{CATALOGUE.metadata.id}/queryables").json()
    assert set(schema["properties"]) == {*FACETS, "q"}
    assert schema["properties"]["sector"]["enum"] == list(SECTORS)


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.sampled_from(["bbox", "datetime", "limit", "offset", "q"]), st.text()))
def test_any_question_is_answered_or_refused(query):
    client = TestClient(Starlette(routes=ogc.list_routes(current_store())))
    assert client.get(ITEMS, params=query).status_code in {200, 400}


@pytest.mark.parametrize("name", ["projects.qml", "projects-lines.qml", "projects-areas.qml"])
def test_qgis_draws_each_sector_and_status_in_the_colours_of_the_map(client, name):
    answer = client.get(f"/ogc/styles/{name}")
    root = ET.fromstring(answer.text.partition("\n")[2])  # noqa: S314 - our own text
    rules = root.findall(".//rule")
    assert len(rules) == len(SECTORS) * len(STATUSES)
    if name == "projects.qml":
        pictures = [
            option.attrib["value"] for option in root.findall(".//layer//Option[@name='name']")
        ]
        drawn = {b64decode(text.partition("base64:")[2]).decode() for text in pictures}
        assert drawn == {symbol_svg(sector, status) for sector in SECTORS for status in STATUSES}
    else:
        red, green, blue = (int(sector_colour("roads")[at : at + 2], 16) for at in (1, 3, 5))
        assert f"{red},{green},{blue},255" in answer.text


def test_qgis_draws_a_line_stroke_upon_stroke_as_the_map_does(client):
    root = ET.fromstring(client.get("/ogc/styles/projects-lines.qml").text.partition("\n")[2])  # noqa: S314
    strokes = {
        rule.attrib["filter"].split("'")[3]: len(symbol.findall("layer"))
        for rule, symbol in zip(root.iter("rule"), root.iter("symbol"), strict=True)
    }
    assert strokes == {
        "proposed": 2, "planned": 2, "under-construction": 2, "upgrading": 3,
        "ongoing": 1, "completed": 1,
    }  # fmt: skip
    expressions = {one.attrib["value"] for one in root.findall(".//Option[@name='expression']")}
    assert all("accuracy_m" in expression for expression in expressions)


def test_the_sld_has_a_rule_for_each_sector_status_and_type_of_place(client):
    root = ET.fromstring(client.get("/ogc/styles/projects.sld").text)  # noqa: S314
    names = [element.text for element in root.iter("{http://www.opengis.net/se}Name")]
    assert len(names) == 1 + 3 * len(SECTORS) * len(STATUSES)
    assert json.dumps(names).count("roads-planned-1") == 1


def test_every_report_is_a_service_of_its_own(client):
    landing = client.get("/ogc/").json()
    (other,) = [link["href"] for link in landing["links"] if link["rel"] == "related"]
    assert other.endswith("/ogc/?report=taiyuan-2023")
    older = client.get("/ogc/", params={"report": "taiyuan-2023"}).json()
    ours = [link for link in older["links"] if link["rel"] != "related"]
    assert all("report=taiyuan-2023" in link["href"] for link in ours)
    data = next(link["href"] for link in ours if link["rel"] == "data")
    first = client.get(data).json()["collections"][0]
    assert first["id"] == "taiyuan-2023"
    items = next(link["href"] for link in first["links"] if link["rel"] == "items")
    page = client.get(f"{items}&limit=10").json()
    assert page["numberMatched"] == len(read_catalogue(OLDER).projects)
    onward = next(link["href"] for link in page["links"] if link["rel"] == "next")
    assert client.get(onward).json()["numberMatched"] == page["numberMatched"]
    assert onward.count("report=") == 1


def test_a_report_that_is_not_there_is_refused(client):
    answer = client.get("/ogc/", params={"report": "nowhere-1999"})
    assert answer.status_code == 400
    assert "taiyuan-2023" in answer.json()["description"]


def test_promises_stand_as_of_the_day_that_is_asked_for(client):
    days = {"": clocks_of(CATALOGUE).newest.isoformat(), "asof=2024-06-30&": "2024-06-30"}
    seen = []
    for asked, day in days.items():
        clocks = clocks_of(CATALOGUE).read(as_of=date.fromisoformat(day))
        wanted = {one.id: r.state for one, r in zip(CATALOGUE.projects, clocks, strict=True)}
        found = follow(client, f"{ITEMS}?{asked}limit=50")
        told = {one["id"]: one["properties"]["promise"] for one in found}
        assert told == wanted
        assert {one["properties"]["promise_as_of"] for one in found} == {day}
        kept = follow(client, f"{ITEMS}?{asked}promise=kept,kept-late")
        assert {one["id"] for one in kept} == {
            name for name, state in wanted.items() if state in {"kept", "kept-late"}
        }
        seen.append(told)
    assert seen[0] != seen[1]


def test_a_feature_stands_as_of_the_day_too_and_its_links_say_so(client):
    changed = next(
        one.id
        for one, then, now in zip(
            CATALOGUE.projects,
            clocks_of(CATALOGUE).read(as_of=date(2024, 6, 30)),
            clocks_of(CATALOGUE).read(),
            strict=True,
        )
        if then.state != now.state
    )
    now = client.get(f"{ITEMS}/{changed}").json()
    then = client.get(f"{ITEMS}/{changed}?asof=2024-06-30").json()
    assert then["properties"]["promise"] != now["properties"]["promise"]
    own = next(link for link in then["links"] if link["rel"] == "self")
    assert client.get(own["href"]).json()["properties"] == then["properties"]


@pytest.mark.parametrize("day", ["2025", "2025-02-30", "tomorrow", "0000-01-01", ""])
def test_a_day_that_is_none_is_refused(client, day):
    for path in (f"{ITEMS}?asof={day}", f"{ITEMS}/metro-1-p1?asof={day}"):
        answer = client.get(path)
        assert answer.status_code == 400
        assert answer.json()["description"].startswith("asof: expected a day")


def test_the_day_is_described_where_there_are_promises_and_refused_elsewhere(client):
    paths = client.get("/ogc/api").json()["paths"]
    named = {
        path
        for path, told in paths.items()
        for one in told["get"]["parameters"]
        if one["name"] == "asof"
    }
    own = f"/collections/{CATALOGUE.metadata.id}/items"
    assert named == {own, f"{own}/{{featureId}}"}
    assert client.get("/ogc/collections/overlaps/items?asof=2024-06-30").status_code == 400
