"""The page of pairs that meet."""

import csv
import io

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.published.store import current_store
from app.web import overlaps
from projects.catalogue import read_catalogue
from projects.overlaps import find_overlaps

CATALOGUE = read_catalogue()


@pytest.fixture
def client():
    return TestClient(Starlette(routes=overlaps.list_routes(current_store())))


def read_rows(client, query):
    text = client.get(f"/overlaps/pairs.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_lists_every_pair_and_counts_the_rest(client, lang):
    page = client.get(f"/overlaps?lang={lang}").text
    found = find_overlaps(CATALOGUE)
    assert page.count("<tr>") == len(found.pairs) + 1
    assert f"{found.counted_only}" in page
    assert ("迎泽大街改造提升" if lang == "zh" else "Yingze Street improvement") in page
    assert "<script" not in page


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
    assert page.count("<tr>") == len(expected) + 1
    assert '<option value="conflict" selected>' in page


@pytest.mark.parametrize("query", ["d=moon", "class=%3Cb%3E", "d=999999", "sector="])
def test_what_is_unknown_asks_nothing(client, query):
    answer = client.get(f"/overlaps?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_the_stretches_are_a_layer(client):
    layer = client.get("/overlaps/pairs.geojson").json()
    assert len(layer["features"]) == len(find_overlaps(CATALOGUE).pairs)
    assert client.get("/overlaps/pairs.docx").status_code == 404
