"""The atlas beside plain geopandas, in the same run on a made-up country: writes a table.

``ATLAS_SIZES`` (3) are the countries: so many cities of ten reports each, ``300x10`` in ten years;
30, 300 and 300x10 are 45,000, 450,000 and 4,500,000 records. ``ATLAS_STEPS`` (all) names what is
run, ``ATLAS_FOLDER`` keeps catalogues, atlases and what was measured, so that a size can be run by
itself: a step that was measured there is not run again. ``ATLAS_OUT`` is the document whose table
is replaced, such as docs/atlas.md.
"""

import filecmp
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SIZES = os.environ.get("ATLAS_SIZES", "3").split(",")
FOLDER = os.environ.get("ATLAS_FOLDER")
OUT = os.environ.get("ATLAS_OUT")
BEGIN, END = "<!-- measured: tests/bench/bench_atlas.py -->", "<!-- /measured -->"
WITHIN_M = 200

PEER_BUILD = """
import sys
from itertools import groupby
from pathlib import Path
import geopandas as gpd
import pandas as pd
out = Path(sys.argv[2])
out.mkdir()
files = sorted(Path(sys.argv[1]).rglob("*.geojson"))
for code, own in groupby(files, key=lambda file: file.stem.split("-")[2]):
    frame = pd.concat([gpd.read_file(file) for file in own])
    # Lists and objects, some of them missing, are no columns that it can write.
    others = [name for name in frame.columns if name not in {"geometry", "due"}]
    frame[others] = frame[others].astype(str)
    frame.to_parquet(out / f"{code}.parquet")
"""
PEER_PAIRS = """
import sys
from pathlib import Path
import geopandas as gpd
import pandas as pd
files = sorted(Path(sys.argv[1]).rglob("records.parquet"))
year = gpd.read_parquet(files[0], columns=["year", "geometry"])["year"].max()
asked = {"columns": ["catalogue_id", "number", "geometry"], "filters": [("year", "==", year)]}
frame = pd.concat([gpd.read_parquet(file, **asked) for file in files])
frame = frame[frame.geometry.notna()].reset_index(drop=True)
frame = frame.to_crs("+proj=laea +lon_0=-122.5 +lat_0=-33 +datum=WGS84 +units=m")
found = gpd.sjoin(frame, frame, predicate="dwithin", distance=float(sys.argv[2]))
pairs = int((found.index < found["index_right"]).sum())
print(f"{pairs:,} pairs")
"""
STEPS = {
    "build": "build, one process",
    "build-dask": "build, Dask with 2 workers",
    "build-peer": "the files into GeoParquet by plain geopandas, unchecked",
    "overlaps": "overlaps of the newest year, one process",
    "overlaps-dask": "overlaps of the newest year, Dask with 2 workers",
    "overlaps-peer": "the year's pairs of drawn shapes by plain geopandas (`sjoin`, `dwithin`)",
    "overlaps-all": "overlaps of every year, one process",
    "near": "near a point, all told",
}
CHOSEN = os.environ.get("ATLAS_STEPS", ",".join(STEPS)).split(",")


def run(words: list[str]) -> dict[str, Any]:
    """Run a command; give its clock and CPU seconds, its largest process and its last line."""
    load = os.getloadavg()[0]
    began = time.perf_counter()
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, f"{words[1:5]} ended with {status}: {said[-400:]}"
    return {
        "clock_s": round(time.perf_counter() - began, 1),
        "cpu_s": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": round(usage.ru_maxrss / 1024),
        "load": round(statistics.mean([load, os.getloadavg()[0]]), 1),
        "said": said.strip().rpartition("\n")[2],
    }


def size_of(folder: Path) -> float:
    """Give the megabytes of the files in a folder."""
    return round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 1)


def list_commands(folder: Path, *, cities: str, years: str, records: int) -> dict[str, list[str]]:
    """List what is run of a size, by step, in the order in which one needs another."""
    python = sys.executable
    source, atlas, pairs = folder / "catalogues", folder / "atlas", folder / "pairs.csv"
    command = [python, "-m", "projects", "atlas"]
    generate = [python, "scripts/generate_country.py", "--out", str(source)]
    build = [*command, "build", str(source), "--out"]
    overlaps = [*command, "overlaps", str(atlas), "--within-m", str(WITHIN_M)]
    dask = ["--workers", "2"]
    return {
        "generate": [*generate, "--cities", cities, "--years", years, "--records", str(records)],
        "build": [*build, str(atlas)],
        "build-dask": [*build, str(folder / "atlas-dask"), *dask],
        "build-peer": [python, "-c", PEER_BUILD, str(source), str(folder / "peer")],
        "overlaps": [*overlaps, "--out", str(pairs)],
        "overlaps-dask": [*overlaps, "--out", f"{pairs}.dask", *dask],
        "overlaps-peer": [python, "-c", PEER_PAIRS, str(atlas), str(WITHIN_M)],
        "overlaps-all": [*overlaps, "--every-year", "--out", f"{pairs}.all"],
        "near": [*command, "near", "-134.79", "-26.41", str(atlas)],
    }


def measure(
    folder: Path, size: str, *, steps: Sequence[str] = CHOSEN, records: int = 150
) -> dict[str, Any]:
    """Measure a size; what was measured in the folder before is kept."""
    cities, _, years = size.partition("x")
    folder = folder / size
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "measured.json"
    found: dict[str, Any] = json.loads(kept.read_text()) if kept.is_file() else {}
    found["years"] = int(years or 1)
    for step, words in list_commands(
        folder, cities=cities, years=years or "1", records=records
    ).items():
        if step in found or step not in {"generate", *steps}:
            continue
        for name in ("peer", "atlas-dask"):
            shutil.rmtree(folder / name, ignore_errors=True)
        found[step] = run(words)
        sys.stdout.write(f"{size} {step}: {json.dumps(found[step])}\n")
        sys.stdout.flush()
        if step == "generate":
            found["source_mb"] = size_of(folder / "catalogues")
        if step == "build":
            found["atlas_mb"] = size_of(folder / "atlas")
            found["about"] = json.loads((folder / "atlas" / "atlas.json").read_text())
        if step == "build-dask":
            shards = [file for file in (folder / "atlas").rglob("*") if file.is_file()]
            names = [str(file.relative_to(folder / "atlas")) for file in shards]
            same = filecmp.cmpfiles(folder / "atlas", folder / "atlas-dask", names, shallow=False)
            assert len(same[0]) == len(names), same[1:]
        if step == "overlaps-dask":
            assert filecmp.cmp(folder / "pairs.csv", folder / "pairs.csv.dask", shallow=False)
        kept.write_text(json.dumps(found, indent=1))
    return found


def fit_exponent(points: list[tuple[float, float]]) -> str:
    """Fit how cost grows with the number of records: the slope of both logarithms."""
    if len({number for number, _ in points}) < 2:
        return "–"
    records = [math.log(number) for number, _ in points]
    costs = [math.log(max(cost, 0.1)) for _, cost in points]
    return f"{statistics.linear_regression(records, costs).slope:.2f}"


def tell(step: dict[str, Any] | None) -> str:
    """Tell a step in a cell."""
    if step is None:
        return "not run"
    return f"{step['cpu_s']:,.1f} s ({step['clock_s']:,.0f}), {step['peak_mb']:,} MB"


def write_table(all_found: list[dict[str, Any]]) -> str:
    """Write the table of what was measured."""
    sizes = [found["about"]["records"] for found in all_found]
    years = [found["years"] for found in all_found]
    heads = [f"{n:,} records, {f['about']['catalogues']:,} reports"
             for n, f in zip(sizes, all_found, strict=True)]  # fmt: skip
    rows = [
        ["CPU seconds (clock), largest process", *heads, "exponent"],
        ["---"] * (len(sizes) + 2),
    ]
    for step, name in STEPS.items():
        measured = [found.get(step) for found in all_found]
        if any(measured):
            # Of one year as many records are paired in ten years' atlas as in one year's.
            of_year = step in {"overlaps", "overlaps-dask", "overlaps-peer"}
            points = [
                (n / y if of_year else n, one["cpu_s"])
                for n, y, one in zip(sizes, years, measured, strict=True)
                if one
            ]
            rows.append([name, *map(tell, measured), fit_exponent(points)])
    for name, key in (("the files", "source_mb"), ("the atlas", "atlas_mb")):
        points = [(n, found[key]) for n, found in zip(sizes, all_found, strict=True)]
        rows.append([f"{name}, MB", *(f"{mb:,.1f}" for _, mb in points), fit_exponent(points)])
    for step in ("overlaps", "overlaps-peer"):
        said = [found.get(step, {}).get("said", "") for found in all_found]
        told = [text.partition(" pairs")[0] or "–" for text in said]
        rows.append([f"pairs told by: {STEPS[step]}", *told, ""])
    loads = [one["load"] for found in all_found for one in found.values() if isinstance(one, dict)
             and "load" in one]  # fmt: skip
    packages = ("duckdb", "distributed", "pyarrow", "shapely", "geopandas")
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    used = ", ".join(f"{name} {version(name)}" for name in packages)
    said = (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores under a load of {min(loads):.1f} to"
        f" {max(loads):.1f} from other programs, so the clock says little;"
        f" Python {platform.python_version()}, {used}."
    )
    lines += ["", said]
    return "\n".join(lines)


def bench_atlas(tmp_path):
    """Measure the sizes and write the table."""
    folder = Path(FOLDER) if FOLDER else tmp_path
    table = write_table([measure(folder, size) for size in SIZES])
    sys.stdout.write(f"{table}\n")
    if OUT:
        document = Path(OUT)
        text = document.read_text(encoding="utf-8")
        before, after = text.partition(BEGIN)[0], text.partition(END)[2]
        document.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")
