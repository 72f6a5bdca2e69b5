"""A command loads what it needs: nobody waits for the libraries of another."""

import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import delta_generator, env_util
from streamlit.components.v2 import manifest_scanner

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
    "code = server.serve('127.0.0.1', port=0)\n"
    "loaded = [name for name in {heavy!r} if name in sys.modules] + asked\n"
    "sys.exit(f'loaded: {{loaded}}' if loaded else code)\n"
)


def test_the_server_starts_without_what_few_ask_for():
    heavy = ("geopandas", "pyogrio", "matplotlib", "pptx", "docx", "feedgen", "icalendar")
    done = subprocess.run(
        [sys.executable, "-c", SERVE.format(heavy=heavy)],
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
