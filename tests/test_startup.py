"""A command loads what it needs: nobody waits for the libraries of another."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Match
from starlette.testclient import TestClient
from streamlit import delta_generator, env_util
from streamlit.components.v2 import manifest_scanner

from app.published.store import current_store
from app.web.late_doors import LATE_DOORS, LateDoor, list_late_doors
from app.web.routes import list_middleware, list_routes
from app.web.streamlit_start import leave_out_searches

pytestmark = pytest.mark.slow  # each starts a process

ROOT = Path(__file__).resolve().parents[1]
RUN = """
import json, sys
loaded = {}
for name, code, unwanted in json.loads(sys.argv[1]):
    exec(code)
    loaded[name] = sorted(set(unwanted) & set(sys.modules))
print(json.dumps(loaded))
"""
"""One process for many questions: what may load least is asked first, and nothing is unloaded."""


def list_loaded(steps):
    """Do steps one after another in a process; give what each has loaded of what it should not.

    A step is a name, its Python and the modules that it should not load.
    """
    done = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(steps)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stdout


def test_a_command_loads_no_library_that_it_does_not_need(tmp_path):
    heavy = ["geopandas", "pyogrio", "matplotlib", "pptx", "streamlit", "uvicorn"]
    command = "from {}.__main__ import main; assert not main({})"
    steps = [
        (words[0], command.format("projects", words), [*heavy, "folium", "pandas", "pypinyin"])
        for words in (["schema"], ["check"], ["near", "112.55", "37.86"])
    ]
    steps.append(("formats", "import app.exports.formats", ["folium"]))
    words = ["export", "--format", "html", "--out", str(tmp_path / "map.html")]
    steps.append((words[0], command.format("app", words), heavy))
    loaded, _ = list_loaded(steps)
    assert loaded == {name: [] for name, _, _ in steps}


SERVE = """
import importlib.metadata
from app import server
asked = []
importlib.metadata.distributions = lambda *_, **__: asked.append('all packages') or []
class Started(server._Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.should_exit = True
server._Server = Started
from app.web.stopping import Lull
Lull.wait = lambda self: False  # on a busy machine one may come before the server has ended
from app.__main__ import main
assert not main(['serve', '--port', '0'])
assert not asked, asked
"""
SHOW = """
import app.main
from app.published.assets import read_asset
read_asset('atlas.js').compress()
"""


def test_the_server_starts_without_what_few_ask_for():
    heavy = ("geopandas", "pyogrio", "matplotlib", "pptx", "docx", "feedgen", "icalendar")
    late = (*(f"app.web.{name}" for name in LATE_DOORS), "app.commands", "rapidfuzz")
    optional = ("duckdb", "dask", "distributed", "psycopg")
    steps = [
        ("start", SERVE, (*heavy, *late)),
        ("pages", SHOW, ("folium", "pandas", "pyarrow", "matplotlib", *optional)),
        ("atlas", "import projects.atlas.opened", optional),
    ]
    loaded, said = list_loaded(steps)
    assert loaded == {name: [] for name, _, _ in steps}
    assert "http://127.0.0.1:" in said


def test_streamlit_looks_for_nothing_that_is_not_here(monkeypatch):
    leave_out_searches()
    monkeypatch.setattr(env_util, "is_repl", lambda: pytest.fail("it asks where it runs"))
    delta_generator._maybe_print_use_warning()
    assert manifest_scanner.scan_component_manifests() == []


def test_a_late_door_leads_to_all_of_its_routes():
    routes = [(door, route) for door in list_late_doors(current_store()) for route in door.routes]
    assert routes
    for door, route in routes:
        path = route.path.replace("{file_format}", "svg").replace("{", "").replace("}", "")
        assert route.methods
        for method in sorted(route.methods):
            scope = {"type": "http", "path": path, "method": method, "root_path": ""}
            match, more = door.matches(scope)
            assert match is Match.FULL, path
            assert more["endpoint"] is more["late_route"].endpoint


def test_late_doors_answer_as_open_ones_do():
    asked = [
        ("GET", "/places?q=a"),
        ("DELETE", "/places"),
        ("GET", "/ogc"),
        ("GET", "/ogc/nothing"),
    ]
    asked += [("GET", "/feed.atom"), ("POST", "/overlaps"), ("GET", "/tables/nothing.csv")]
    told = []
    for are_late in (True, False):
        routes = list_routes(current_store(), are_late=are_late)
        assert any(isinstance(route, LateDoor) for route in routes) is are_late
        client = TestClient(Starlette(routes=routes, middleware=list_middleware()))
        answers = [client.request(*one, follow_redirects=False) for one in asked]
        told.append([(one.status_code, one.content, one.headers.get("allow")) for one in answers])
    assert told[0] == told[1]
