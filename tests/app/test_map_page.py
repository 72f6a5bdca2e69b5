"""The map page as Streamlit runs it, without a browser: widgets, counts, links, faults."""

import json
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.components import scripted
from app.messages import Words
from app.store import Store
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue

SCRIPT = str(Path(__file__).resolve().parents[2] / "app" / "script.py")
CATALOGUE = read_catalogue()
TOTAL, PLACED = len(CATALOGUE.projects), len(CATALOGUE.placed)


def stand_in_for_filters(data, *, key, on_choose):
    """Show the panel of filters with Streamlit's own widgets, which AppTest can press."""

    def tell():
        chosen = {
            facet["facet"]: [
                choice["slug"]
                for choice in facet["choices"]
                if st.session_state[f"filter-{facet['facet']}-{choice['slug']}"]
            ]
            for facet in data["facets"]
        }
        st.session_state[key] = {"chosen": {**chosen, "q": st.session_state["filter-q"]}}
        on_choose()

    st.session_state["filter-q"] = data["chosen"]["q"]
    st.text_input(data["search"]["label"], key="filter-q", on_change=tell)
    for facet in data["facets"]:
        for choice in facet["choices"]:
            name = f"filter-{facet['facet']}-{choice['slug']}"
            st.session_state[name] = choice["slug"] in data["chosen"][facet["facet"]]
            st.checkbox(f"{choice['name']} {choice['count']}", key=name, on_change=tell)


@pytest.fixture
def told(monkeypatch):
    """Replace the components; gives what each was told last."""
    said: dict[str, dict[str, object]] = {}
    monkeypatch.setattr(
        scripted, "mount_atlas", lambda data, **_: said.__setitem__("atlas", dict(data))
    )
    monkeypatch.setattr(
        scripted, "mount_address", lambda data, **_: said.__setitem__("address", dict(data))
    )
    monkeypatch.setattr(scripted, "mount_filters", stand_in_for_filters)
    return said


def run(**query: str) -> AppTest:
    app = AppTest.from_file(SCRIPT, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def test_without_a_link_everything_is_shown(told):
    app = run()
    assert told["atlas"]["shown"] is None
    assert told["address"]["address"] == ""
    assert f"地图上 {PLACED} 个 + 没有位置 {TOTAL - PLACED} 个 = 共 {TOTAL} 个项目" in html(app)


def test_a_choice_reaches_map_address_and_counts(told):
    app = run()
    app.checkbox(key="filter-sector-roads").check().run()
    roads = [project.id for project in CATALOGUE.projects if project.sector == "roads"]
    assert sorted(told["atlas"]["shown"]) == sorted(roads)
    assert told["address"]["address"] == "sector=roads"
    app.checkbox(key="filter-status-planned").check().run()
    assert told["address"]["address"] == "sector=roads&status=planned"
    assert "共 2 个项目" in html(app)
    app.button(key="tag-sector-roads").click().run()
    assert told["address"]["address"] == "status=planned"
    app.button(key="clear").click().run()
    assert told["atlas"]["shown"] is None


def test_counts_stand_beside_every_choice(told):
    app = run(status="planned")
    planned = [project for project in CATALOGUE.projects if project.status == "planned"]
    roads = sum(project.sector == "roads" for project in planned)
    assert app.checkbox(key="filter-sector-roads").label.endswith(f" {roads}")
    assert told["address"]["address"] == "status=planned"


def test_search_text_is_kept_as_typed_and_cannot_break_the_page(told):
    app = run()
    hostile = "<img src=x onerror=alert(1)> {{7*7}} ](x)"
    app.text_input(key="filter-q").input(hostile).run()
    assert not app.exception
    assert told["atlas"]["shown"] == []
    assert "<img src=x" not in html(app)
    app.text_input(key="filter-q").input("北齐").run()
    assert told["atlas"]["shown"] == ["northern-qi-museum"]


def test_a_link_sets_every_widget(told):
    app = run(sector="roads,industry", q="太", sel="yingze-street", lat="37.8", lon="112.5", z="11")
    assert app.checkbox(key="filter-sector-industry").value is True
    assert app.text_input(key="filter-q").value == "太"
    assert told["atlas"]["selected"] == "yingze-street"
    assert told["atlas"]["camera"] == {"lon": 112.5, "lat": 37.8, "zoom": 11.0}


def test_what_a_link_names_wrongly_is_said(told):
    assert told == {}
    app = run(sector="magic", lang="en")
    assert "sector=magic" in html(app)
    app.button(key="dropped-close").click().run()
    assert "sector=magic" not in html(app)


def test_english_is_complete(told):
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
    monkeypatch.setattr("app.store.STORE", store)
    monkeypatch.setattr("app.serving.STORE", store)
    return store


def test_a_broken_catalogue_is_named_and_the_last_good_one_serves_on(broken_store, told):
    served, faults = broken_store.refresh()
    assert served is not None
    assert faults == ()
    collection = json.loads(broken_store.path.read_text(encoding="utf-8"))
    collection["features"][0]["properties"]["status"] = "finished-ish"
    broken_store.path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    again, faults = broken_store.refresh()
    assert again is served
    assert [fault.field for fault in faults] == ["status"]
    app = run()
    assert "1" in app.warning[0].value
    assert told["atlas"]["shown"] is None


def test_without_any_good_catalogue_the_page_says_so(tmp_path, monkeypatch, told):
    path = tmp_path / "city.geojson"
    path.write_text("{", encoding="utf-8")
    monkeypatch.setattr("app.store.STORE", Store(path))
    app = run()
    assert app.error[0].value == Words("zh")(
        "The catalogue file cannot be read, so there is nothing to show."
    )
    assert "atlas" not in told
