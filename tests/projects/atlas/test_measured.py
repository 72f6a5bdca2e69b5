"""The measurements of the atlas still run, on a country of a few records; no times are held."""

import importlib.util
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

BENCH = Path(__file__).parents[2] / "bench" / "bench_atlas.py"


def test_the_measurements_run_beside_their_peer(tmp_path):
    spec = importlib.util.spec_from_file_location("bench_atlas", BENCH)
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    steps = ["build", "overlaps", "overlaps-peer"]
    found = bench.measure(tmp_path, "1", steps=steps, records=4)
    assert found["about"]["records"] == 120
    assert bench.measure(tmp_path, "1", steps=steps) == found
    larger = found | {"about": found["about"] | {"records": 1_200}}
    table = bench.write_table([found, larger]).splitlines()
    assert table[0].startswith("| CPU seconds (clock), largest process | 120 records, 10 reports |")
    assert all(row.count("|") == 5 for row in table if row.startswith("|"))
    ours, peer = (int(row.split(" | ")[1]) for row in table if row.startswith("| pairs told by"))
    assert ours > 0
    assert peer > 0
