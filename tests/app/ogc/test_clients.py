"""Real clients on a real server: GDAL's driver and OWSLib."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyogrio
import pytest
from owslib.ogcapi.features import Features

from geodata.crs import project_geometry, read_crs
from projects.catalogue import read_catalogue
from projects.filters import make_filters, select_projects
from projects.overlaps import find_overlaps

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]  # clients of their own processes
CATALOGUE = read_catalogue()
SURVEY = read_crs("EPSG:4547")
CENTIMETRE = 0.01
ROOT = Path(__file__).resolve().parents[3]


SERVER = """
import socket, uvicorn
from starlette.applications import Starlette
from app.published.store import current_store
from app.web import ogc
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen()
print(listening.getsockname()[1], flush=True)
app = Starlette(routes=ogc.list_routes(current_store()))
config = uvicorn.Config(app, log_level="error", lifespan="off")
uvicorn.Server(config).run(sockets=[listening])
"""


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """Serve from a process of its own: GDAL asks while it holds the lock of this one."""
    command = [sys.executable, "-c", SERVER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        yield f"http://127.0.0.1:{port}/ogc"
        server.terminate()


def test_gdal_reads_all_records_page_by_page(service: str) -> None:
    layers = dict(pyogrio.list_layers(f"OAPIF:{service}"))
    assert set(layers) == {CATALOGUE.metadata.id, "overlaps"}
    frame = pyogrio.read_dataframe(
        f"OAPIF:{service}", layer=CATALOGUE.metadata.id, PAGE_SIZE="25"
    ).set_index("id")
    assert set(frame.index) == set(CATALOGUE.by_id)
    assert len(frame) == len(CATALOGUE.projects)
    for project in CATALOGUE.placed:
        assert project.geometry is not None
        there = project_geometry(frame.geometry[project.id], target=SURVEY)
        here = project_geometry(project.geometry, target=SURVEY)
        assert there.hausdorff_distance(here) <= CENTIMETRE
        assert frame["name_zh"][project.id] == project.name_zh


def test_gdal_filters_by_bounds_and_property(service: str) -> None:
    source = f"OAPIF:{service}"
    box = (112.53, 37.85, 112.6, 37.87)
    near = pyogrio.read_dataframe(source, layer=CATALOGUE.metadata.id, bbox=box)
    assert "yingze-street" in set(near["id"])
    roads = pyogrio.read_dataframe(source, layer=CATALOGUE.metadata.id, where="sector = 'roads'")
    expected = select_projects(CATALOGUE, filters=make_filters({"sector": ["roads"]})).ids
    assert set(roads["id"]) == set(expected)
    pairs = pyogrio.read_dataframe(source, layer="overlaps")
    assert len(pairs) == len(find_overlaps(CATALOGUE).pairs)


def test_owslib_finds_the_collections_and_their_items(service: str) -> None:
    client = Features(f"{service}/")
    assert CATALOGUE.metadata.id in client.feature_collections()
    assert "overlaps" in client.feature_collections()
    assert client.api()["openapi"].startswith("3.0")
    page = client.collection_items(CATALOGUE.metadata.id, limit=7, sector="roads")
    assert page["numberReturned"] == 7
    queryables = client.collection_queryables(CATALOGUE.metadata.id)
    assert "sector" in queryables["properties"]
    item = client.collection_item(CATALOGUE.metadata.id, "yingze-street")
    assert item["properties"]["name_zh"] == CATALOGUE.by_id["yingze-street"].name_zh
