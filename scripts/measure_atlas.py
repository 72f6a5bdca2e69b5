"""Measure the atlas on generated countries: building, pairs, changes, near; Dask and geopandas."""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEER = """
import json, sys, time
import geopandas as gpd
import pandas as pd
from pathlib import Path
files = sorted(Path(sys.argv[1]).rglob("records.parquet"))
columns = ["catalogue_id", "number", "year", "geometry"]
frame = pd.concat([gpd.read_parquet(file, columns=columns) for file in files])
frame = frame[(frame["year"] == 2024) & frame.geometry.notna()].reset_index(drop=True)
frame = frame.to_crs("+proj=laea +lon_0=-122.5 +lat_0=-33 +datum=WGS84 +units=m")
pairs = gpd.sjoin(frame, frame, predicate="dwithin", distance=200.0)
print(int((pairs.index < pairs["index_right"]).sum()))
"""


def run(words: list[str]) -> dict[str, float | str]:
    """Run a command; give its wall and CPU seconds, the largest process and its last line."""
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - this Python, words of our own
        words, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{words[1:4]} failed: {said[-400:]}")
    return {
        "wall_s": round(time.perf_counter() - began, 1),
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": round(usage.ru_maxrss / 1024),
        "said": said.strip().rpartition("\n")[2],
    }


def main() -> int:
    """Measure one size and print a line of JSON for each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder with room")
    parser.add_argument("--cities", type=int, default=30, help="300 are 450,000 records a year")
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--steps", nargs="*", help="only these")
    options = parser.parse_args()
    source, atlas = options.folder / "catalogues", options.folder / "atlas"
    command = [sys.executable, "-m", "projects", "atlas"]
    pairs, changes = options.folder / "pairs.csv", options.folder / "changes.csv"
    dask = ["--workers", "2"]
    number = ["--cities", str(options.cities), "--years", str(options.years)]
    generate = [sys.executable, "scripts/generate_country.py", "--out", str(source), *number]
    steps = {
        "generate": generate,
        "build": [*command, "build", str(source), "--out", str(atlas)],
        "overlaps": [*command, "overlaps", str(atlas), "--out", str(pairs)],
        "changes": [*command, "changes", str(atlas), "--out", str(changes)],
        "near": [*command, "near", "-133.2", "-26.4", str(atlas)],
        "overlaps, Dask with 2 workers": [
            *command, "overlaps", str(atlas), "--out", f"{pairs}.2", *dask,
        ],
        "build, Dask with 2 workers": [
            *command, "build", str(source), "--out", f"{atlas}2", *dask,
        ],
        "pairs by plain geopandas": [sys.executable, "-c", PEER, str(atlas)],
    }  # fmt: skip
    for name, words in steps.items():
        if options.steps and name not in options.steps:
            continue
        measured = {"step": name, "cities": options.cities, "years": options.years, **run(words)}
        sys.stdout.write(json.dumps(measured, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    files = [file.stat() for file in atlas.rglob("*") if file.is_file()]
    size_mb = round(sum(file.st_size for file in files) / 1e6, 1)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stdout.write(json.dumps({"atlas_mb": size_mb, "largest_child_mb": children // 1024}) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
