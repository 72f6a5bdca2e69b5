"""Reading, importing, checking and editing measured: time, memory, and nothing lost."""

import csv
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from projects.__main__ import main
from projects.catalogue import DEFAULT_CATALOGUE
from projects.steward.documents import Document, Line
from projects.steward.paragraphs import find_paragraphs

ROOT = Path(__file__).parents[2]

IMPORT = """
import resource, sys, time
from projects.__main__ import main
start = time.perf_counter()
code = main(["import", sys.argv[1], "--into", sys.argv[2], "--no-places"])
spent = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"import: code {code}, {spent:.2f} s, {peak:.0f} MB", file=sys.stderr)
start = time.perf_counter()
code = main(["check", sys.argv[2]])
print(f"check: code {code}, {time.perf_counter() - start:.2f} s", file=sys.stderr)
"""


def make_catalogue(folder: Path) -> Path:
    path = folder / "many.geojson"
    city = ["--city", "云溪市", "--city-en", "Yunxi", "--adcode", "990100"]
    box = ["--bbox", "112", "37", "113.5", "38.5", "--date", "2025-01-06"]
    assert main(["new", str(path), *city, *box]) == 0
    return path


@pytest.mark.parametrize("rows", [100, 10_000, 20_000, 100_000])
def bench_import_and_check(tmp_path, rows):
    fields = ["name_zh", "sector", "kind", "status", "section", "paragraph", "mention", "wording"]
    columns = [*fields, "id", "lon", "lat"]
    table = tmp_path / "table.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for n in range(rows):
            lon, lat = 112.1 + n % 1000 / 1000, 37.1 + n // 1000 / 1000
            said = [f"项目{n}", "roads", "road", "planned", "S1", "P1", f"项目{n}", "开工"]
            writer.writerow([*said, f"p-{n}", f"{lon:.6f}", f"{lat:.6f}"])
    lines = ["confirmed = true", "[columns]", *(f'{name} = "{name}"' for name in columns)]
    lines += ["[defaults]", 'accuracy_m = "100"', 'source = "s"', 'licence = "CC0-1.0"']
    lines += ['method = "m"', 'as_of = "2025"']
    (tmp_path / "columns.toml").write_text("\n".join(lines), encoding="utf-8")
    catalogue = make_catalogue(tmp_path)
    run = subprocess.run(
        [sys.executable, "-c", IMPORT, str(table), str(catalogue)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = "\n  ".join(run.stderr.splitlines()[-2:])
    sys.stdout.write(f"\n{rows:,} rows:\n  {told}\n")


def bench_two_writers_a_thousand_times(tmp_path):
    sys.path.insert(0, str(ROOT / "tests" / "projects" / "steward"))
    from test_edit import let_two_write  # noqa: PLC0415 - beside the test that it repeats

    path = tmp_path / "city.geojson"
    features = json.loads(DEFAULT_CATALOGUE.read_text(encoding="utf-8"))
    features["features"] = features["features"][:3]
    features["metadata"]["leaves_city"] = []
    path.write_text(json.dumps(features, ensure_ascii=False), encoding="utf-8")
    start = time.perf_counter()
    let_two_write(path, rounds=1000)
    sys.stdout.write(
        f"\n2 writers × 1,000 edits: nothing lost, {time.perf_counter() - start:.0f} s\n"
    )


def bench_finding_paragraphs():
    lines = tuple(Line(f"　　第{n}段，建成第{n}小学，新增学位{n}个。") for n in range(20_000))
    start = time.perf_counter()
    report = find_paragraphs(Document("long.txt", lines, ()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = time.perf_counter() - start
    sys.stdout.write(f"\n{len(report.paragraphs):,} paragraphs: {spent:.2f} s, {peak:.0f} MB\n")
