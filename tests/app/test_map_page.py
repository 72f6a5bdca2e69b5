"""The map page as Streamlit runs it, without a browser: widgets, counts, links, faults."""

import json
import shutil

import pytest

from app.messages import Words
from app.published.store import Store
from projects.catalogue import DATA_FOLDER, DEFAULT_CATALOGUE, read_catalogue

CATALOGUE = read_catalogue()
TOTAL, PLACED = len(CATALOGUE.projects), len(CATALOGUE.placed)


def test_without_a_link_everything_is_shown(run, html, told):
    app = run()
    assert told["atlas"]["chosen"] is None
    assert told["address"]["address"] == ""
    assert f"地图上 {PLACED} 个 + 没有位置 {TOTAL - PLACED} 个 = 共 {TOTAL} 个项目" in html(app)


def test_a_choice_reaches_map_address_and_counts(run, html, told):
    app = run()
    app.checkbox(key="filter-sector-roads").check().run()
    assert told["atlas"]["chosen"]["sector"] == ["roads"]
    assert told["address"]["address"] == "sector=roads"
    app.checkbox(key="filter-status-planned").check().run()
    assert told["address"]["address"] == "sector=roads&status=planned"
    assert "共 2 个项目" in html(app)
    app.checkbox(key="filter-sector-roads").uncheck().run()
    assert told["address"]["address"] == "status=planned"
    app.checkbox(key="filter-status-planned").uncheck().run()
    assert told["atlas"]["chosen"] is None


def test_counts_stand_beside_every_choice(run, told):
    app = run(status="planned")
    planned = [project for project in CATALOGUE.projects if project.status == "planned"]
    roads = sum(project.sector == "roads" for project in planned)
    assert app.checkbox(key="filter-sector-roads").label.endswith(f" {roads}")
    assert told["address"]["address"] == "status=planned"


def test_search_text_is_kept_as_typed_and_cannot_break_the_page(run, html, told):
    app = run()
    hostile = "<img src=x onerror=alert(1)> {{7*7}} ](x)"
    app.text_input(key="filter-q").input(hostile).run()
    assert not app.exception
    assert told["atlas"]["chosen"]["q"] == hostile
    assert "<img src=x" not in html(app)
    app.text_input(key="filter-q").input("北齐").run()
    assert told["atlas"]["chosen"]["q"] == "北齐"
    assert "共 1 个项目" in html(app)


def test_a_link_sets_every_widget(run, told):
    app = run(sector="roads,industry", q="太", sel="yingze-street", lat="37.8", lon="112.5", z="11")
    assert app.checkbox(key="filter-sector-industry").value is True
    assert app.text_input(key="filter-q").value == "太"
    assert told["atlas"]["selected"] == "yingze-street"
    assert told["atlas"]["camera"] == {"lon": 112.5, "lat": 37.8, "zoom": 11.0}


def test_what_a_link_names_wrongly_is_said(run, html, told):
    assert told == {}
    app = run(sector="magic", lang="en")
    assert "sector=magic" in html(app)
    app.button(key="dropped-close").click().run()
    assert "sector=magic" not in html(app)


def test_english_is_complete(run, html, told):
    app = run(lang="en")
    assert f"{PLACED} on the map + {TOTAL - PLACED} without a place = {TOTAL} projects" in html(app)
    assert app.checkbox(key="filter-sector-roads").label.startswith("Roads")
    assert told["address"]["html_lang"] == "en"


@pytest.fixture
def broken_store(tmp_path, monkeypatch):
    """Serve a copy of the catalogue that the test may break."""
    path = tmp_path / "city.geojson"
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    store = Store(path)
    monkeypatch.setattr("app.published.store.current_store", lambda: store)
    return store


def test_a_broken_catalogue_is_named_and_the_last_good_one_serves_on(run, broken_store, told):
    served, faults = broken_store.refresh()
    assert served is not None
    assert faults == ()
    collection = json.loads(broken_store.path_of().read_text(encoding="utf-8"))
    collection["features"][0]["properties"]["status"] = "finished-ish"
    broken_store.path_of().write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    again, faults = broken_store.refresh()
    assert again is served
    assert [fault.field for fault in faults] == ["status"]
    app = run()
    assert "1" in app.warning[0].value
    assert told["atlas"]["chosen"] is None


def test_without_any_good_catalogue_the_page_says_so(run, tmp_path, monkeypatch, told):
    path = tmp_path / "city.geojson"
    path.write_text("{", encoding="utf-8")
    monkeypatch.setattr("app.published.store.current_store", lambda: Store(path))
    app = run()
    assert app.error[0].value == Words("zh")(
        "The catalogue file cannot be read, so there is nothing to show."
    )
    assert "atlas" not in told


def test_where_the_first_report_is_broken_the_page_leads_to_the_others(
    run, html, tmp_path, monkeypatch
):
    for name in ("taiyuan-2023", "taiyuan-2024"):
        shutil.copy(DATA_FOLDER / f"{name}.geojson", tmp_path)
    collection = json.loads((tmp_path / "taiyuan-2024.geojson").read_bytes())
    collection["features"][0]["geometry"] = {"type": "Point", "coordinates": [37.8, 112.5]}
    (tmp_path / "taiyuan-2024.geojson").write_text(json.dumps(collection), encoding="utf-8")
    store = Store(tmp_path)
    monkeypatch.setattr("app.published.store.current_store", lambda: store)
    app = run()
    assert app.error
    assert "longitude before latitude" in html(app)
    assert "report=taiyuan-2023" in html(app)
    assert "report=taiyuan-2024" not in html(app)
    assert not run(report="taiyuan-2023").error
