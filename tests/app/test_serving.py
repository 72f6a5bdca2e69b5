"""What the server answers beside the pages."""

import gzip
import json
import re
import threading
from html import unescape
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from app.city_map import build_map, map_module
from app.published import served as served_module
from app.published.codings import choose_coding
from app.published.data import data_addresses
from app.published.store import Store, current_store
from app.web import readiness
from app.web.readiness import prepare
from app.web.routes import list_middleware, list_routes
from app.web.shell import content_security_policy
from app.web.stopping import Lull, Work
from projects.catalogue import DATA_FOLDER, DEFAULT_CATALOGUE, read_catalogue
from projects.unpacking import unpack_catalogue

TOTAL = len(read_catalogue().projects)


@pytest.fixture(scope="module")
def client():
    return TestClient(Starlette(routes=list_routes(current_store()), middleware=list_middleware()))


def test_the_places_are_loaded_before_the_first_search(monkeypatch):
    loaded = []
    monkeypatch.setattr(readiness, "load_gazetteer", loaded.append)
    with TestClient(Starlette(lifespan=prepare(current_store(), quiet_s=0))):
        for thread in threading.enumerate():
            if thread.name == "prepare":
                thread.join()
    assert loaded == [current_store().refresh()[0].catalogue.city]


def test_every_report_is_searched_before_the_first_reader_searches(monkeypatch):
    monkeypatch.setattr(readiness, "load_gazetteer", lambda _: None)
    store = Store(DATA_FOLDER)
    with TestClient(Starlette(lifespan=prepare(store, quiet_s=0))):
        for thread in threading.enumerate():
            if thread.name == "prepare":
                thread.join()
    entries = store.library.entries
    assert [entry.id for entry in entries if not entry.is_at_hand] == []
    assert len(entries) > 1


def test_what_no_first_page_needs_waits_for_a_lull():
    work, begun = Work(), threading.Event()
    lull = Lull(work, quiet_s=0.0)
    work.begin()
    waiting = threading.Thread(target=lambda: lull.wait() and begun.set())
    waiting.start()
    assert not begun.is_set()
    work.end()
    waiting.join()
    assert begun.is_set()


def test_what_waits_is_left_when_the_server_stops():
    work = Work()
    lull = Lull(work, quiet_s=3600, patience_s=3600)
    lull.end()
    assert not lull.wait()


def test_a_server_that_is_never_quiet_makes_all_the_same_what_can_wait():
    work = Work()
    work.begin()
    assert Lull(work, quiet_s=3600, patience_s=0).wait()


def test_health_is_answered(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_health_is_answered_while_the_catalogue_is_still_read(monkeypatch):
    store = Store(DEFAULT_CATALOGUE)
    may_read = threading.Event()
    refresh = store.refresh
    monkeypatch.setattr(store, "refresh", lambda *asked: may_read.wait() and refresh(*asked))
    monkeypatch.setattr(readiness, "load_gazetteer", lambda _: None)
    app = Starlette(routes=list_routes(store), lifespan=prepare(store))
    with TestClient(app) as client:
        assert client.get("/healthz").status_code == 200
        early = client.get("/readyz")
        assert (early.status_code, early.json()["ready"]) == (503, False)
        may_read.set()
        store.prepared.wait()
        ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["catalogue"] == "taiyuan-2024"
    assert ready.json()["digest"] == store.served.digest
    assert "version" in ready.json()


def test_a_server_with_nothing_sound_to_serve_lives_and_is_not_ready(tmp_path):
    broken = tmp_path / "broken.geojson"
    broken.write_text("{", encoding="utf-8")
    store = Store(broken)
    with TestClient(Starlette(routes=list_routes(store), lifespan=prepare(store))) as client:
        store.prepared.wait()
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503


def test_the_catalogue_is_compressed_tagged_and_kept_by_its_content(client):
    first = client.get("/data/taiyuan-2024.geojson", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert first.headers["Cache-Control"] == "no-cache"
    assert len(first.json()["features"]) == TOTAL
    again = client.get(
        "/data/taiyuan-2024.geojson", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    digest = first.headers["ETag"].strip('"')
    named = client.get(f"/data/taiyuan-2024.geojson?v={digest}")
    assert "immutable" in named.headers["Cache-Control"]


def test_a_large_catalogue_is_fetched_packed_and_its_cards_one_by_one(monkeypatch):
    monkeypatch.setattr(served_module, "LARGE", 1)
    store = Store(DEFAULT_CATALOGUE)
    client = TestClient(Starlette(routes=list_routes(store)))
    served, _ = store.refresh()
    addresses = data_addresses(served, lang="en", may_pack=True)
    packed = client.get(addresses["catalogue"], headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in packed.headers["Cache-Control"]
    records = unpack_catalogue(packed.content).records
    assert [each.properties["id"] for each in records] == list(served.catalogue.by_id)
    reference = client.get(addresses["reference"]).json()
    assert reference["sectors"]
    assert reference["clock"] == {}
    answer = client.get(f"{addresses['records']}&ids=metro-1-p1,atlantis,north-road").json()
    published = json.loads(served.file.body)["features"]
    assert answer["features"] == [
        one for one in published if one["properties"]["id"] == "metro-1-p1"
    ]
    whole = json.loads(served.reference.body)
    assert answer["reference"]["clock"] == {"metro-1-p1": whole["clock"]["metro-1-p1"]}
    speaking = client.get(f"{addresses['records']}&speaks=schools").json()
    assert speaking["count"] >= len(speaking["features"]) > 0
    assert {"summary_en", "figures"} <= set(speaking["features"][0]["properties"])
    assert client.get(f"{addresses['records']}&speaks=%20").json()["count"] == 0
    assert "records" not in data_addresses(served, lang="en")
    assert "records.json" not in client.get("/").text


def test_an_unknown_file_is_answered_with_those_that_are_there(client):
    answer = client.get("/data/atlantis.geojson")
    assert answer.status_code == 404
    assert "taiyuan-2024.geojson" in answer.text
    answer = client.get("/assets/secret.js")
    assert answer.status_code == 404
    assert "atlas.js" in answer.text


def test_each_report_of_the_library_is_served(client):
    other = "?report=taiyuan-2023"
    assert client.get(f"/data/taiyuan-2023.geojson{other}").status_code == 200
    assert client.get("/data/taiyuan-2023.geojson").json()["metadata"]["id"] == "taiyuan-2023"
    assert (
        client.get(f"/data/reference.json{other}").text != client.get("/data/reference.json").text
    )
    assert "report=taiyuan-2023" in client.get("/?report=taiyuan-2023").text
    assert "report=taiyuan-2023" in client.get(f"/feed/projects.atom{other}").text
    street = client.get(f"/street{other}&near=112.55,37.87&lang=en")
    assert "report=taiyuan-2023" in street.text
    shown = client.get(f"/present{other}")
    assert "2023" in shown.text
    assert "report=taiyuan-2023" in shown.text


@pytest.mark.parametrize("path", ["/data/..%2F..%2Fpyproject.toml", "/assets/..%2Fmain.py"])
def test_no_path_leads_out_of_the_folders(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "lang"), [("", "zh-CN"), ("?lang=en", "en"), ("?lang=xx", "zh-CN")]
)
def test_the_first_html_has_our_language_icon_and_policy(client, query, lang):
    answer = client.get(f"/{query}")
    assert f'<html lang="{lang}">' in answer.text
    assert "<title>Streamlit</title>" not in answer.text
    assert "favicon.svg" in answer.text
    assert answer.text.count("<noscript>") == 1
    without = answer.text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "Streamlit" not in without
    ways = re.findall(r'href="\./([^"]+)"', without)
    assert ways
    for way in ways[:2]:  # The files are made elsewhere; they are asked for in their own tests.
        assert client.get(f"/{unescape(way)}", headers={"accept": "text/html"}).status_code == 200
    assert answer.headers["Content-Security-Policy"] == content_security_policy()


def test_the_policy_lets_no_code_be_evaluated_and_no_other_host_be_asked_but_tiles():
    parts = dict(part.split(" ", 1) for part in content_security_policy().split("; "))
    assert "unsafe-eval" not in parts["script-src"]
    assert "unsafe-inline" not in parts["script-src"]
    assert parts["connect-src"] == "'self'"
    assert [word for word in parts["img-src"].split() if word.startswith("http")] == [
        "https://tile.openstreetmap.org",
        "https://t0.tianditu.gov.cn",
    ]


def test_what_streamlit_loads_after_the_first_word_is_asked_for_with_the_page(client):
    page = client.get("/").text
    late = re.findall(r'rel="modulepreload" crossorigin href="\./(static/js/[^"]+)"', page)
    assert {"BidiComponent", "Html"} <= {Path(one).name.partition(".")[0] for one in late}
    assert len(late) == len(set(late))
    for one in late:
        script = client.get(f"/{one}").text
        for imported in re.findall(r'from"\./([\w.-]+\.js)"', script):
            assert f"./static/js/{imported}" in page, (one, imported)


def test_streamlits_scripts_are_compressed_once_and_kept(client):
    index = client.get("/").text
    path = index.split('src="./static/js/index.')[1].split('"')[0]
    for coding in ("gzip", "br"):
        answer = client.get(f"/static/js/index.{path}", headers={"Accept-Encoding": coding})
        assert answer.headers["Content-Encoding"] == coding
        assert "immutable" in answer.headers["Cache-Control"]


def test_the_maps_script_is_the_same_each_time_and_names_no_other_host_but_tiles():
    script = map_module()
    map_module.cache_clear()
    assert map_module() == script
    hosts = {part.split("/")[2] for part in script.split('"') if part.startswith("https://")}
    assert hosts == {"tile.openstreetmap.org"}


def test_no_class_on_the_map_loads_a_file_of_another_host():
    def every(element):
        yield element
        for child in element._children.values():
            yield from every(child)

    for element in every(build_map()):
        for file in [*getattr(element, "default_js", []), *getattr(element, "default_css", [])]:
            pytest.fail(f"{type(element).__name__} loads {file}")


def test_the_users_own_key_adds_tianditu(monkeypatch):
    monkeypatch.setenv("TIANDITU_KEY", "my-key")
    map_module.cache_clear()
    script = map_module()
    map_module.cache_clear()
    assert "tk=my-key" in script
    assert '"tianditu-imagery"' in script


def test_messages_are_served_for_each_language(client):
    assert client.get("/data/messages-zh.json").json()["Legend"] == "图例"
    assert client.get("/data/messages-en.json").json() == {}


def test_compressed_bytes_are_the_content(client):
    answer = client.get("/data/base-map.json", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert json.loads(answer.content)["districts"]["features"]
    for coding, undo in {"gzip": gzip.decompress, "br": brotli.decompress}.items():
        asked = {"Accept-Encoding": coding}
        with client.stream("GET", "/data/base-map.json", headers=asked) as packed:
            assert packed.headers["Content-Encoding"] == coding
            assert packed.headers["Vary"] == "Accept-Encoding"
            assert undo(b"".join(packed.iter_raw())) == answer.content


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br; q=0, *", "gzip"),
        ("*", "br"),
        ("GZIP;Q=1", "gzip"),
        ("br;q=x, gzip;q=0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_the_coding_is_the_best_that_a_client_takes(accepted, coding):
    assert choose_coding(accepted) == coding
