"""A command loads what it needs: nobody waits for the libraries of another."""

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
HEAVY = ("geopandas", "pyogrio", "matplotlib", "pptx", "streamlit", "uvicorn")
RUN = (
    "import sys\n"
    "from {package}.__main__ import main\n"
    "code = main(sys.argv[1:])\n"
    "loaded = [name for name in {heavy!r} if name in sys.modules]\n"
    "sys.exit(f'loaded: {{loaded}}' if loaded else code)\n"
)


@pytest.mark.parametrize(
    ("package", "words", "also"),
    [
        ("app", ("export", "--format", "html", "--out", "{out}"), ()),
        ("projects", ("near", "112.55", "37.86"), ("folium", "pandas", "pypinyin")),
        ("projects", ("check",), ("folium", "pandas", "pypinyin")),
        ("projects", ("schema",), ("folium", "pandas", "pypinyin")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) and value else None,
)
def test_a_command_loads_no_library_that_it_does_not_need(package, words, also, tmp_path):
    given = [word.format(out=tmp_path / "map.html") for word in words]
    script = RUN.format(package=package, heavy=(*HEAVY, *also))
    done = subprocess.run(
        [sys.executable, "-c", script, *given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


SERVE = (
    "import importlib.metadata, sys\n"
    "from app import server\n"
    "asked = []\n"
    "importlib.metadata.distributions = lambda *_, **__: asked.append('all packages') or []\n"
    "class Started(server._Server):\n"
    "    async def startup(self, sockets=None):\n"
    "        await super().startup(sockets)\n"
    "        self.should_exit = True\n"
    "server._Server = Started\n"
    "from app.__main__ import main\n"
    "code = main(['serve', '--port', '0'])\n"
    "loaded = [name for name in {heavy!r} if name in sys.modules] + asked\n"
    "sys.exit(f'loaded: {{loaded}}' if loaded else code)\n"
)


def test_the_server_starts_without_what_few_ask_for():
    heavy = ("geopandas", "pyogrio", "matplotlib", "pptx", "docx", "feedgen", "icalendar")
    late = (*(f"app.web.{name}" for name in LATE_DOORS), "app.commands", "rapidfuzz")
    done = subprocess.run(
        [sys.executable, "-c", SERVE.format(heavy=(*heavy, *late))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:" in done.stdout


def test_streamlit_looks_for_nothing_that_is_not_here(monkeypatch):
    leave_out_searches()
    monkeypatch.setattr(env_util, "is_repl", lambda: pytest.fail("it asks where it runs"))
    delta_generator._maybe_print_use_warning()
    assert manifest_scanner.scan_component_manifests() == []


def test_a_late_door_leads_to_all_of_its_routes():
    for door in list_late_doors(current_store()):
        for route in door.routes:
            path = route.path.replace("{file_format}", "svg").replace("{", "").replace("}", "")
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
