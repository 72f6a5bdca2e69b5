"""The benchmark runs: every way is measured on a few records, without a threshold in time."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[1] / "bench"
OF_OWN_SERVERS = {"again_wall_s"}


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give the benchmark: its modules stand beside each other and are no package."""
    monkeypatch.setattr(sys, "path", [str(BENCH), *sys.path])
    return importlib.import_module("bench_peers")


def test_every_way_has_a_number_in_every_row(bench, browser, find_port, tmp_path):
    plan = bench.Plan(sizes=(132,), rounds=1, patience_s=600, has_own_servers=False, calm_ms=100)
    written = tmp_path / "benchmarks.md"
    measured = bench.Benchmark(
        browser,
        plan=plan,
        folder=tmp_path,
        written=written,
        find_port=find_port,
    ).run()[132]

    assert list(measured) == ["ours", "loop", "explore", "group", "pydeck"]
    rows = set(bench.ROWS) - OF_OWN_SERVERS
    for way, found in measured.items():
        assert set(found.numbers) == rows, way
        assert all(number > 0 for number in found.numbers.values()), (way, found.numbers)
    page = written.read_text(encoding="utf-8")
    assert "## 132 records" in page
    assert all(label in page for label in bench.ROWS.values())
