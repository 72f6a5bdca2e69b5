"""The search for a place as the page asks it, with and without an online geocoder."""

import json
from collections.abc import Iterator
from io import BytesIO
from urllib.error import URLError

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.near import places as places_route
from app.near.places import GEOCODER_URL, TIANDITU_GEOCODER
from app.online_bases import TIANDITU_KEY
from app.published.store import current_store
from app.web.routes import list_routes


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=list_routes(current_store()))) as opened:
        yield opened


def ask(client: TestClient, **query: str) -> dict[str, object]:
    answer = client.get("/places", params=query)
    assert answer.headers["Cache-Control"] == "no-store", "what one searches for is nobody's"
    found: dict[str, object] = answer.json()
    return found


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("下元", "下元站"),
        ("xiayuan", "下元站"),
        ("wygc", "五一广场"),
        ("Jinci Museum", "晋祠博物馆"),
        ("西山矿务局", "河龙湾站"),
        ("小店", "小店区"),
    ],
)
def test_places_are_found_by_every_way_of_writing(
    client: TestClient, typed: str, name: str
) -> None:
    places = ask(client, q=typed)["places"]
    assert isinstance(places, list)
    assert name in places[0]["name"]
    assert {"kind", "district", "lon", "lat"} <= set(places[0])


def test_an_old_name_is_said_beside_the_new_one(client: TestClient) -> None:
    places = ask(client, q="西山矿务局", lang="en")["places"]
    assert isinstance(places, list)
    assert "西山矿务局" in places[0]["name"]


@pytest.mark.parametrize(
    ("typed", "order"),
    [("112.55, 37.87", "longitude, latitude"), ("37.87 112.55", "latitude, longitude")],
)
def test_coordinates_say_how_they_were_read(client: TestClient, typed: str, order: str) -> None:
    [place] = ask(client, q=typed, lang="en")["places"]  # type: ignore[misc]
    assert order in place["said"]
    assert (place["lon"], place["lat"]) == (112.55, 37.87)


def test_coordinates_of_a_chinese_map_are_converted(client: TestClient) -> None:
    [place] = ask(client, q="112.55, 37.87", datum="gcj02", lang="en")["places"]  # type: ignore[misc]
    assert "GCJ-02" in place["said"]
    assert 112.543 < place["lon"] < 112.545


@pytest.mark.parametrize(
    ("typed", "said"), [("116.4, 39.9", "outside"), ("112°75′ 37°10′", "Expected two coordinates")]
)
def test_coordinates_that_make_no_sense_are_explained(
    client: TestClient, typed: str, said: str
) -> None:
    answer = ask(client, q=typed, lang="en")
    assert answer["places"] == []
    assert said in str(answer["notice"])


@pytest.mark.parametrize("typed", ["", " ", "\x00", "<script>", "xyzzy", "九" * 500])
def test_nothing_that_is_typed_breaks_the_search(client: TestClient, typed: str) -> None:
    assert isinstance(ask(client, q=typed, lang="tlh", datum="moon")["places"], list)


def test_the_online_search_is_off_by_default(client: TestClient) -> None:
    assert ask(client, q="下元", online="1")["online"] is False


def test_an_online_geocoder_adds_its_places(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(GEOCODER_URL, "https://geocoder.example/search")
    asked = []

    def answer(request, timeout):  # type: ignore[no-untyped-def]
        asked.append((request.full_url, timeout))
        found = [
            {"display_name": "某小区", "lon": "112.5", "lat": "37.8"},
            {"display_name": "北京", "lon": "116.4", "lat": "39.9"},
        ]
        return BytesIO(json.dumps(found).encode())

    monkeypatch.setattr(places_route, "urlopen", answer)
    assert ask(client, q="下元")["online"] is True
    assert asked == [], "only a reader's choice asks another server"
    places = ask(client, q="下元", online="1")["places"]
    assert isinstance(places, list)
    assert places[0]["name"] == "某小区"
    assert "北京" not in [place["name"] for place in places]
    assert "下元站" in [place["name"] for place in places]


def test_a_key_of_tianditu_adds_its_search(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TIANDITU_KEY, "my-key")
    asked = []

    def answer(request, timeout):  # type: ignore[no-untyped-def] # noqa: ARG001
        asked.append(request.full_url)
        place = {"lon": 112.55, "lat": 37.86, "keyWord": "某小区", "score": 90}
        return BytesIO(json.dumps({"status": "0", "msg": "ok", "location": place}).encode())

    monkeypatch.setattr(places_route, "urlopen", answer)
    places = ask(client, q="某小区", online="1")["places"]
    assert isinstance(places, list)
    assert (places[0]["name"], places[0]["lon"], places[0]["lat"]) == ("某小区", 112.55, 37.86)
    assert asked[0].startswith(f"{TIANDITU_GEOCODER}?ds=")
    assert asked[0].endswith("tk=my-key")


def test_tianditu_finding_nothing_is_said(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TIANDITU_KEY, "my-key")
    body = json.dumps({"status": "101", "msg": "no result"}).encode()
    monkeypatch.setattr(places_route, "urlopen", lambda _request, timeout: BytesIO(body))  # noqa: ARG005
    found = ask(client, q="下元", online="1", lang="en")
    assert found["notice"] == "The online search found nothing in the city."


@pytest.mark.parametrize("body", [None, b"<html>", b'[{"lat": "x"}]', b"{}", b"[1]"])
def test_a_failing_geocoder_falls_back_with_a_notice(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, body: bytes | None
) -> None:
    monkeypatch.setenv(GEOCODER_URL, "https://geocoder.example/search")

    def answer(_request, timeout):  # type: ignore[no-untyped-def] # noqa: ARG001
        if body is None:
            raise URLError("unreachable")
        return BytesIO(body)

    monkeypatch.setattr(places_route, "urlopen", answer)
    found = ask(client, q="下元", online="1", lang="en")
    assert "online search" in str(found["notice"])
    assert isinstance(found["places"], list)
    assert found["places"][0]["name"].startswith("Xiayuan")


def test_the_printed_page_needs_a_place(client: TestClient) -> None:
    answer = client.get("/street?lang=en", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "./nearby?lang=en")
    page = client.get("/street?near=112.5565,37.8612&r=2000&lang=en")
    assert page.status_code == 200
    assert '<html lang="en">' in page.text
    assert "<svg" in page.text


def test_a_link_of_a_chinese_map_offers_both_readings(client: TestClient) -> None:
    link = "https://uri.amap.com/marker?position=112.556297,37.870523&name=x"
    places = ask(client, q=link, lang="en")["places"]
    assert isinstance(places, list)
    assert (places[0]["lon"], places[0]["lat"]) == (112.55, 37.87)
    assert "GCJ-02" in places[0]["said"]
    assert (places[1]["lon"], places[1]["lat"]) == (112.556297, 37.870523)
    assert "GCJ-02" not in places[1]["said"]


def test_a_short_link_is_said_to_hold_nothing(client: TestClient) -> None:
    answer = ask(client, q="https://surl.amap.com/abc", lang="en")
    assert answer["places"] == []
    assert "open it" in str(answer["notice"])


@pytest.mark.parametrize(
    ("typed", "is_alike"),
    [("中医院", True), ("xiayaun", True), ("中心医院", False), ("下元", False)],
)
def test_a_name_that_is_only_similar_says_so(
    client: TestClient, typed: str, *, is_alike: bool
) -> None:
    answer = ask(client, q=typed, lang="en")
    places = answer["places"]
    assert isinstance(places, list)
    assert places
    assert {one["is_alike"] for one in places} == {is_alike}
    assert all(("similar name" in one["kind"]) == is_alike for one in places)
    assert ("No place here is called so" in str(answer["notice"])) == is_alike
