"""A small made-up country, its atlas, and one Dask cluster for the whole session."""

import importlib.util
import sys
from pathlib import Path

import pytest
from dask import config as dask_config

from projects.atlas.build import build_atlas
from projects.atlas.engines import DaskEngine, LocalEngine, load_part
from projects.atlas.opened import Atlas

ROOT = Path(__file__).parents[3]


def load_generator():
    spec = importlib.util.spec_from_file_location(
        "generate_country", ROOT / "scripts" / "generate_country.py"
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def country(tmp_path_factory) -> Path:
    """A city with its nine counties and a bit of the next one, two years, 40 records a report."""
    folder = tmp_path_factory.mktemp("country")
    generator = load_generator()
    for area in generator.list_areas(2)[:12]:
        for year in (2023, 2024):
            data = generator.make_catalogue(area, year=year, records=40, seed=7)
            (folder / f"made-up-{area.adcode}-{year}.geojson").write_bytes(data)
    return folder


@pytest.fixture(scope="session")
def atlas(country, tmp_path_factory) -> Atlas:
    """Its atlas, built here."""
    folder = tmp_path_factory.mktemp("atlas")
    build_atlas([country], out=folder, engine=LocalEngine())
    return Atlas(folder)


@pytest.fixture(scope="session")
def cluster():
    """Two worker processes on this machine, copies of one that has loaded Dask."""
    distributed = load_part("distributed")
    with (
        dask_config.set({"distributed.worker.multiprocessing-method": "forkserver"}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as started,
    ):
        yield started


@pytest.fixture
def dask(cluster):
    """An engine on the cluster."""
    distributed = load_part("distributed")
    with distributed.Client(cluster, set_as_default=False) as client:
        yield DaskEngine(client)
