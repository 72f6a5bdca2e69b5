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


# What the peers have alike is measured with the first of them: with the lightest.
WAYS = ("ours", "group", "loop", "explore", "pydeck")


def test_every_way_has_a_number_in_every_row(bench, browser, find_port, tmp_path):
    plan = bench.Plan(
        sizes=(132,), ways=WAYS, rounds=1, patience_s=600, has_own_servers=False, calm_ms=100
    )
    written = tmp_path / "benchmarks.md"
    measured = bench.Benchmark(
        browser,
        plan=plan,
        folder=tmp_path,
        written=written,
        find_port=find_port,
    ).run()[132]

    assert set(WAYS) == set(bench.WAYS)
    rows = set(bench.ROWS) - OF_OWN_SERVERS
    of_the_way = rows - set(bench.ROWS_OF_PAGE)
    assert {way: set(found.numbers) for way, found in measured.items()} == {
        "ours": rows,
        "group": rows,
        "loop": of_the_way,
        "explore": of_the_way,
        "pydeck": of_the_way,
    }
    for way, found in measured.items():
        assert all(number > 0 for number in found.numbers.values()), (way, found.numbers)
    page = written.read_text(encoding="utf-8")
    assert "## 132 records" in page
    assert all(label in page for label in bench.ROWS.values())
