"""A small made-up city: its catalogue as a file, and its report."""

import json
from pathlib import Path

import pytest

from projects.__main__ import main
from projects.commands import apart

REPORT = """[S1.P1] 2024年，云溪大桥建成通车，城东湿地公园对外开放，新建消防站3座。

[S2.P1] 今年，加快建设云溪地铁1号线，推动海湾隧道、北山水库等项目年内开工建设。

[S2.P2] 坚持党的领导，深化改革开放。
"""


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process: from among a suite's threads a new one would load everything again."""
    monkeypatch.setattr(apart, "do_apart", lambda read, path, *more: read(path, *more))


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    path = tmp_path / "yunxi-report-2025.md"
    path.write_text("# 云溪市2025年政府工作报告\n\n" + REPORT, encoding="utf-8")
    return path


@pytest.fixture
def city_file(tmp_path: Path) -> Path:
    path = tmp_path / "yunxi-2025.geojson"
    city = ["--city", "云溪市", "--city-en", "Yunxi", "--adcode", "990100"]
    box = ["--bbox", "112", "37", "113.5", "38.5", "--date", "2025-01-06"]
    made = main(["new", str(path), *city, *box])
    assert made == 0
    return path


@pytest.fixture
def filled_file(city_file: Path, report_file: Path) -> Path:
    """The catalogue with the three projects that the report names first."""
    rows = city_file.with_name("rows.tsv")
    assert main(["read", str(report_file), "--no-places", "--out", str(rows)]) == 0
    lines = rows.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    decided = [lines[0]]
    for line in lines[1:]:
        row = dict(zip(header, line.split("\t"), strict=True))
        row["decision"] = "yes"
        decided.append("\t".join(row.values()))
    rows.write_text("\n".join(decided) + "\n", encoding="utf-8")
    main(["read", str(report_file), str(city_file), "--no-places", "--accept", str(rows)])
    return city_file


@pytest.fixture
def ids(filled_file: Path) -> list[str]:
    features = json.loads(filled_file.read_text(encoding="utf-8"))["features"]
    return [feature["properties"]["id"] for feature in features]
