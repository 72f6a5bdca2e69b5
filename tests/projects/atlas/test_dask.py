"""On Dask the answers are the same, byte for byte, also where a worker is killed midway."""

import os
import signal
import socket

import pytest

from projects.atlas import engines, pairs
from projects.atlas.build import build_atlas
from projects.atlas.engines import LocalEngine, load_part, open_engine
from projects.atlas.errors import AtlasError

# The workers are processes of their own.
pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]


def find(atlas, *, engine):
    """A job a county, so that there are enough of them to lose one."""
    return pairs.find_pairs(atlas, engine=engine, years=[2024], within_m=1000.0, batch=1)


@pytest.fixture(scope="module")
def expected(atlas):
    return [part.lines for part in find(atlas, engine=LocalEngine())]


def test_a_killed_worker_costs_time_and_no_pair(atlas, dask, expected):
    workers = dask.client.run(os.getpid)
    parts = find(atlas, engine=dask)
    found = [next(parts).lines]
    os.kill(next(iter(workers.values())), signal.SIGKILL)
    found += [part.lines for part in parts]
    assert found == expected
    # The cluster starts another one in its place.
    dask.client.wait_for_workers(2)
    assert set(dask.client.run(os.getpid).values()) != set(workers.values())


def test_a_job_that_the_scheduler_forgets_is_handed_out_again(atlas, dask, expected):
    distributed = load_part("distributed")
    parts = find(atlas, engine=dask)
    found = [next(parts).lines]
    waiting = [key for key, state in dask.client.futures.items() if state.status == "pending"]
    dask.client.cancel([distributed.Future(key, dask.client) for key in waiting])
    found += [part.lines for part in parts]
    assert found == expected


class Unwilling:
    """Stands in for the library: what is made of it fails where it is told to."""

    status = "running"

    def __init__(self, *, starts: bool) -> None:
        self.starts = starts
        self.LocalCluster = self.start
        self.Client = lambda *_, **__: self

    def start(self, **_):
        if not self.starts:
            raise RuntimeError("Cluster failed to start: nanny")
        return self

    def close(self):
        raise AssertionError("Status.running")


def test_workers_that_do_not_start_are_said(monkeypatch):
    monkeypatch.setattr(engines, "load_part", lambda _: Unwilling(starts=False))
    with pytest.raises(AtlasError, match=r"2 workers did not start"), open_engine(workers=2):
        pass


def test_workers_that_do_not_end_fail_nothing(monkeypatch):
    monkeypatch.setattr(engines, "load_part", lambda _: Unwilling(starts=True))
    with open_engine(workers=2) as engine:
        assert engine.client.status == "running"
    with pytest.raises(ValueError, match=r"of the work"), open_engine(workers=2):
        raise ValueError("of the work itself")


def test_an_existing_scheduler_gives_the_same(atlas, cluster, expected):
    with open_engine(scheduler=cluster.scheduler_address) as engine:
        assert [part.lines for part in find(atlas, engine=engine)] == expected


def test_an_atlas_built_by_workers_is_the_same(country, atlas, dask, tmp_path):
    build_atlas([country], out=tmp_path / "atlas", engine=dask)
    alone, apart = (
        {
            file.relative_to(folder): file.read_bytes()
            for file in folder.rglob("*")
            if file.is_file() and file.suffix != ".pmtiles"
        }
        for folder in (atlas.folder, tmp_path / "atlas")
    )
    assert apart == alone


def test_what_a_worker_refuses_is_said(dask):
    with pytest.raises(AtlasError, match=r"a worker refused"):
        list(dask.run(int, ["no number"]))


def test_a_scheduler_that_does_not_answer_is_said():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with (
        pytest.raises(AtlasError, match=r"no Dask scheduler answers"),
        open_engine(scheduler=f"tcp://127.0.0.1:{port}"),
    ):
        pass
