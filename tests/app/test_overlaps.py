"""The page of pairs that meet."""

import asyncio
import csv
import io
import json
import re

import pytest
from docx import Document
from pptx import Presentation
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.overlaps import page
from app.overlaps.calendar import make_calendar
from app.published import served
from app.published.store import current_store
from app.web import overlaps
from projects.catalogue import read_catalogue
from projects.overlaps import find_overlaps
from projects.overlaps.outcomes import Outcome, Outcomes, write_outcomes

CATALOGUE = read_catalogue()
PAIRS = find_overlaps(CATALOGUE).pairs


@pytest.fixture
def client():
    return TestClient(Starlette(routes=overlaps.list_routes(current_store())))


def read_rows(client, query):
    text = client.get(f"/overlaps/pairs.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def count_listed(page):
    return page.count('<li class="pair ')


def write_file(state="agreed", date="2024-05-01", note="一次开挖"):
    pair = PAIRS[0]
    return write_outcomes(
        Outcomes(CATALOGUE.metadata.id, (Outcome(pair.a, pair.b, state, note, date),))
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_lists_every_pair_and_counts_the_rest(client, lang):
    page = client.get(f"/overlaps?lang={lang}").text
    assert count_listed(page) == len(PAIRS)
    assert f"{find_overlaps(CATALOGUE).counted_only}" in page
    assert ("迎泽大街改造提升" if lang == "zh" else "Yingze Street improvement") in page


def test_a_large_catalogue_says_that_its_pairs_are_counted_before_they_are(client, monkeypatch):
    monkeypatch.setattr(served, "LARGE", 1)
    seen, sent = [], []

    def write(*given, **how):
        seen.append(b"".join(sent).decode())
        return page.write_pairs(*given, **how)

    async def send(message):
        sent.append(message.get("body", b""))

    async def receive():
        await asyncio.Event().wait()  # whoever asks stays

    monkeypatch.setattr(overlaps, "write_pairs", write)
    query = "d=137&lang=en"  # a distance that nothing else has asked for
    scope = {"type": "http", "method": "GET", "path": "/overlaps", "headers": []}
    scope |= {"query_string": query.encode(), "server": ("testserver", 80), "scheme": "http"}
    asyncio.run(client.app(scope, receive, send))
    said = f"Counting what meets what among {len(CATALOGUE.projects)} projects."
    assert said in seen[0]
    assert count_listed(seen[0]) == 0
    waited = b"".join(sent).decode()
    found = client.get(f"/overlaps?{query}").text
    assert count_listed(found) > 0
    assert said not in found
    assert re.sub('<p class="pairs-wait".*?</p>', "", waited) == found


def test_the_table_and_the_page_show_what_the_address_asks(client):
    rows = read_rows(client, "class=conflict&d=500&sector=roads")
    expected = [
        (pair.a, pair.b)
        for pair in find_overlaps(CATALOGUE, within_m=500).pairs
        if pair.pair_class == "conflict"
        and "roads" in {CATALOGUE.by_id[pair.a].sector, CATALOGUE.by_id[pair.b].sector}
    ]
    assert [(row["a"], row["b"]) for row in rows] == expected
    assert expected
    page = client.get("/overlaps?class=conflict&d=500&sector=roads").text
    assert count_listed(page) == len(expected)
    assert '<option value="conflict" selected>' in page


def test_two_sectors_ask_for_one_project_of_each(client):
    both = {"roads", "rail-transit"}
    expected = {
        frozenset({pair.a, pair.b})
        for pair in PAIRS
        if {CATALOGUE.by_id[pair.a].sector, CATALOGUE.by_id[pair.b].sector} == both
    }
    assert expected
    for query in ("sector=roads&other=rail-transit", "sector=rail-transit&other=roads"):
        found = {frozenset({row["a"], row["b"]}) for row in read_rows(client, query)}
        assert found == expected


def test_a_district_may_be_that_of_either_project(client):
    rows = read_rows(client, "district=140105")
    assert 0 < len(rows) < len(PAIRS)
    for row in rows:
        both = CATALOGUE.by_id[row["a"]], CATALOGUE.by_id[row["b"]]
        assert any("140105" in project.districts for project in both)


@pytest.mark.parametrize(
    "query", ["d=moon", "class=%3Cb%3E", "d=999999", "sector=", "district=%3Cb%3E"]
)
def test_what_is_unknown_asks_nothing(client, query):
    answer = client.get(f"/overlaps?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_the_stretches_are_a_layer(client):
    layer = client.get("/overlaps/pairs.geojson").json()
    assert len(layer["features"]) == len(PAIRS)
    assert client.get("/overlaps/pairs.moon").status_code == 404


def test_word_reads_the_table_with_what_was_agreed(client):
    sent = {"outcomes": write_file().decode()}
    answer = client.post("/overlaps/pairs.docx?lang=zh", data=sent)
    (table,) = Document(io.BytesIO(answer.content)).tables
    assert len(table.rows) == len(PAIRS) + 1
    first = [cell.text for cell in table.rows[1].cells]
    assert CATALOGUE.by_id[PAIRS[0].a].name_zh in first[2]
    assert "一次开挖" in first[-1]
    assert client.post("/overlaps/pairs.docx", data={"outcomes": "[]"}).status_code == 422


def test_slides_hold_every_pair_in_the_language_asked_for(client):
    show = Presentation(io.BytesIO(client.get("/overlaps/pairs.pptx?lang=en").content))
    tables = [s.table for slide in show.slides for s in slide.shapes if s.has_table]
    numbers = [row.cells[0].text for table in tables for row in list(table.rows)[1:]]
    assert numbers == [str(number) for number in range(1, len(PAIRS) + 1)]


def test_outcomes_are_merged_under_present_ids_and_given_back(client):
    sent = {"own": write_file().decode(), "other": write_file("open", "2024-06-01", "").decode()}
    told = client.post("/overlaps/outcomes", content=json.dumps(sent)).json()["outcomes"]
    assert [entry["state"] for entry in told] == ["agreed", "open"]
    assert {told[0]["a"], told[0]["b"]} == {PAIRS[0].a, PAIRS[0].b}


@pytest.mark.parametrize("body", ["", "[]", '{"own": 1}', '{"own": "{}", "other": "{}"}'])
def test_a_file_that_is_none_is_refused_with_its_faults(client, body):
    answer = client.post("/overlaps/outcomes", content=body)
    assert answer.status_code == 422
    assert answer.json()["faults"]


def test_the_calendar_marks_each_year_of_both_projects():
    calendar = make_calendar(PAIRS)
    for pair, row in zip(PAIRS, calendar.rows, strict=True):
        for at, span in enumerate(pair.spans):
            marked = [y for y, marks in zip(calendar.years, row, strict=True) if marks[at]]
            if span.first is None or span.last is None:
                assert marked == []
            else:
                years = range(max(span.first, calendar.years[0]), span.last + 1)
                assert marked == list(years)
