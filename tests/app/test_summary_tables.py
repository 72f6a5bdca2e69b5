"""The summary tables of the overview, on the page and as files."""

import csv
import io

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.address import View
from app.messages import Words
from app.overview.tables import make_tables, tables_html
from app.published.store import current_store
from app.web import tables
from projects.catalogue import read_catalogue
from projects.filters import make_filters, select_projects
from projects.tallies import sum_figures, sum_kilometres

CATALOGUE = read_catalogue()
ENGLISH = Words("en")
VIEW = View(lang="en")


@pytest.fixture
def client():
    return TestClient(Starlette(routes=tables.list_routes(current_store())))


def read_rows(client, path):
    text = client.get(path).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("slug", ["sectors", "districts", "due"])
def test_every_count_leads_to_just_so_many_projects(slug):
    table = make_tables(CATALOGUE, view=VIEW, words=ENGLISH)[slug]
    cells = [cell for row in table.rows for cell in row[1:]]
    for cell in cells:
        assert (cell.view is None) == (cell.text == "0")
        if cell.view is not None:
            found = select_projects(CATALOGUE, filters=cell.view.filters)
            assert len(found.ids) == int(cell.text)
    assert any(cell.view for cell in cells)


def test_sums_name_the_projects_they_were_made_of():
    made = make_tables(CATALOGUE, view=VIEW, words=ENGLISH)
    lines = sum_kilometres(CATALOGUE.projects)
    assert [len(row[2].projects) for row in made["kilometres"].rows] == [
        len(one.measured) for one in lines
    ]
    figures = sum_figures(CATALOGUE.projects)
    assert [row[1].text for row in made["figures"].rows] == [f"{f.total:,.10g}" for f in figures]


def test_the_filters_of_the_view_hold_in_the_tables_and_their_links():
    view = View(make_filters({"status": ["planned"]}), lang="en")
    table = make_tables(CATALOGUE, view=view, words=ENGLISH)["due"]
    views = [cell.view for row in table.rows for cell in row if cell.view is not None]
    assert views
    assert {one.filters.status for one in views} == {frozenset({"planned"})}


def test_the_file_has_the_rows_of_the_page(client):
    rows = read_rows(client, "/tables/districts.csv?lang=en&sector=roads")
    view = View(make_filters({"sector": ["roads"]}), lang="en")
    table = make_tables(CATALOGUE, view=view, words=ENGLISH)["districts"]
    assert rows == [list(table.heads), *([cell.text for cell in row] for row in table.rows)]
    assert len(read_rows(client, "/tables/figures.csv")) == len(sum_figures(CATALOGUE.projects)) + 1
    assert client.get("/tables/moon.csv").status_code == 404


def test_the_page_shows_four_tables_and_a_file_for_each():
    html = tables_html(CATALOGUE, view=VIEW, words=ENGLISH)
    assert html.count("<table>") == 4
    assert html.count(".csv?") == 5
