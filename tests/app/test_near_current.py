"""The nearby answer's first line, and the order that a reader may choose."""

import re

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.address import View, read_query, read_view, write_view
from app.components.share_panel import share_panel_html
from app.messages import Words
from app.near.answer import answer_view
from app.published.served import Served
from app.published.store import current_store
from app.web.routes import list_middleware, list_routes

NEAR = "near=112.5565,37.8612&r=5000"


@pytest.fixture(scope="module")
def served() -> Served:
    found, _ = current_store().refresh()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=list_routes(current_store()), middleware=list_middleware()))


def answer(query: str, served: Served):
    view, _ = read_view(read_query(query), known=served.known)
    assert view.spot is not None
    return answer_view(view, catalogue=served.catalogue, spot=view.spot)


def test_the_answer_opens_with_what_is_next(served: Served) -> None:
    said = answer(f"{NEAR}&lang=en", served).next
    pattern = r"Next: .+, .+ promised for \d{4} \(S\d+\.P\d+\), .+ known.* \(as of .+\)"
    assert re.fullmatch(pattern, said)


def test_metro_line_3_reads_as_it_is_known(served: Served) -> None:
    line = served.catalogue.by_id["metro-3-p1"]
    assert line.geometry is not None
    x, y = line.geometry.representative_point().coords[0]
    said = answer(f"near={x},{y}&r=500&sector=rail-transit&status=planned&lang=en", served).next
    assert said.startswith("Next: Metro Line 3, phase 1, start promised for 2024 (S7.P1), no start")


def test_distance_is_the_usual_order(served: Served) -> None:
    near = answer(f"{NEAR}&lang=en", served).section("near").items
    current = answer(f"{NEAR}&sort=current&lang=en", served).section("near").items
    assert {one.project.id for one in near} == {one.project.id for one in current}
    assert [one.project.id for one in near] != [one.project.id for one in current]


def test_the_order_is_in_the_address(served: Served) -> None:
    view, dropped = read_view(read_query(f"{NEAR}&sort=current"), known=served.known)
    assert (view.sort, dropped) == ("current", [])
    assert "sort=current" in write_view(view)
    assert "sort" not in write_view(View())
    view, dropped = read_view(read_query("sort=loudest"), known=served.known)
    assert view.sort == "distance"
    assert [one.parameter for one in dropped] == ["sort"]


@pytest.mark.parametrize(
    ("query", "rule"),
    [("lang=en", "Sorted by distance."), ("sort=current&lang=en", "counts half as much")],
)
def test_the_rule_stands_beside_the_list(client: TestClient, query: str, rule: str) -> None:
    text = client.get(f"/nearby?{NEAR}&{query}").text
    assert rule in text
    assert 'class="near-next"' in text


def test_the_share_panel_names_its_buttons_and_offers_to_follow() -> None:
    html = share_panel_html(
        View().filters, catalogue_id="taiyuan-2024", words=Words("en"), report=None
    )
    assert ">Copy link</button>" in html
    assert "built-in" not in html
    assert 'data-share-follow="feed.atom"' in html
    assert 'data-share-follow="calendar.ics"' in html
