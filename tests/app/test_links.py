"""Links keep opening, and the link of a file opens exactly the view the file was made of."""

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address import BASE_MAPS, FACETS, MAX_QUERY_LENGTH, Camera, View, read_view, write_view
from app.files.view_summary import ViewSummary
from app.store import Served
from projects.catalogue import read_catalogue
from projects.filters import Filters

LINKS = Path(__file__).resolve().parents[1] / "links.txt"
SERVED = Served(read_catalogue())
BASE = "https://projects.example.org/map/"


def read_links():
    lines = LINKS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def open_link(link):
    query = link.partition("?")[2].partition("#")[0]
    return read_view(dict(parse_qsl(query, keep_blank_values=True)), known=SERVED.known)


@pytest.mark.parametrize("link", [one for one in read_links() if one.startswith("?")])
def test_a_frozen_link_opens_with_nothing_dropped(link):
    view, dropped = open_link(link)
    assert dropped == []
    again, dropped = open_link(f"?{write_view(view)}")
    assert (again, dropped) == (view, [])


def test_the_frozen_links_ask_for_what_they_say():
    view, _ = open_link("?sector=rail-aviation&q=%E5%A4%AA&sel=taisui-hsr&lat=37.9&lon=112.4&z=9")
    assert view.filters == Filters(sector=frozenset({"rail-aviation"}), q="太")
    assert (view.selected, view.camera) == ("taisui-hsr", Camera(112.4, 37.9, 9))
    assert len(read_links()) >= 25


def choices_of(facet):
    return st.frozensets(st.sampled_from(sorted(SERVED.known.choices[facet])), max_size=3)


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=MAX_QUERY_LENGTH).map(
    str.strip
)
filters = st.builds(Filters, q=texts, **{facet: choices_of(facet) for facet in FACETS})
cameras = st.builds(
    lambda lon, lat, zoom: Camera(lon / 1e5, lat / 1e5, zoom / 4),
    st.integers(11_100_000, 11_400_000),
    st.integers(3_700_000, 3_900_000),
    st.integers(7 * 4, 18 * 4),
)
views = st.builds(
    View,
    filters=filters,
    selected=st.none() | st.sampled_from(sorted(SERVED.catalogue.by_id)),
    camera=st.none() | cameras,
    base=st.sampled_from(BASE_MAPS),
    lang=st.sampled_from(["zh", "en"]),
)


@given(views)
def test_the_link_of_a_file_opens_exactly_its_view(view):
    link = ViewSummary(SERVED, view, link_base=BASE).link
    assert link.startswith(BASE)
    assert open_link(link) == (view, [])


@given(views)
def test_shown_and_without_a_place_add_up_in_every_summary(view):
    summary = ViewSummary(SERVED, view)
    assert len(summary.placed_rows) + len(summary.unplaced_rows) == len(summary.rows)
    assert tuple(row.project.id for row in summary.rows) != () or summary.selection.total == 0
    assert {row.project.id for row in summary.rows} == set(summary.selection.ids)
    assert sorted(row.number for row in summary.rows) == list(range(1, len(summary.rows) + 1))
    assert sum(len(part.rows) for part in summary.parts) == len(summary.rows)


def test_a_summary_without_an_address_gives_the_query_alone():
    assert ViewSummary(SERVED, View()).link == "?"
    assert ViewSummary(SERVED, View(lang="en")).link == "?lang=en"
