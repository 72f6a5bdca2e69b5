"""Exports of records."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import shapely

from projects.catalogue import Catalogue, parse_catalogue, read_catalogue
from projects.checks import check_bytes
from projects.exports.geojson import export_geojson
from projects.exports.table import CSV_COLUMNS, export_csv

Json = dict[str, Any]


def read_rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_geojson_is_as_stored(toy_catalogue: Catalogue, toy_collection: Callable[[], Json]) -> None:
    written = json.loads(export_geojson(toy_catalogue))
    assert written == toy_collection()


def test_geojson_of_some_records_is_a_sound_catalogue(toy_catalogue: Catalogue) -> None:
    content = export_geojson(toy_catalogue, ids=["homes", "museum", "nobody"])
    checked = check_bytes(content, file="export.geojson")
    assert checked.faults == ()
    kept = parse_catalogue(content, file="export.geojson")
    assert [p.id for p in kept.projects] == ["museum", "homes"]


def test_csv_has_a_line_for_every_record_placed_or_not(toy_catalogue: Catalogue) -> None:
    content = export_csv(toy_catalogue)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = read_rows(content)
    assert [row["id"] for row in rows] == list(toy_catalogue.by_id)
    assert tuple(rows[0]) == CSV_COLUMNS
    assert rows[0]["name_zh"] == "轨道交通1号线一期"
    assert rows[0]["districts"] == "140105; 140106"
    assert rows[0]["citations"] == "S1.P1 一号线「加快建设」"
    assert rows[6]["figures"] == "老旧小区 668"
    assert rows[6]["geometry_wkt"] == ""


def test_csv_tells_what_others_say_apart_from_what_the_report_does() -> None:
    rows = {row["id"]: row["milestones"] for row in read_rows(export_csv(read_catalogue()))}
    assert "open 2024-12 promised; open 2025-02-22 elsewhere (" in rows["metro-1-p1"]
    assert "denies start" in rows["metro-1-p2"]
    assert "foresees open" in rows["mengshan-street-west"]


def test_csv_geometry_is_the_record_s(toy_catalogue: Catalogue) -> None:
    rows = {row["id"]: row for row in read_rows(export_csv(toy_catalogue))}
    for project in toy_catalogue.placed:
        shape = shapely.from_wkt(rows[project.id]["geometry_wkt"])
        assert project.geometry is not None
        assert shape.equals_exact(project.geometry, tolerance=1e-6)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_text_of_a_csv_is_a_formula(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes], text: str
) -> None:
    collection = toy_collection()
    collection["features"][2]["properties"]["name_en"] = text
    catalogue = parse_catalogue(encoded(collection), file="f")
    assert read_rows(export_csv(catalogue))[2]["name_en"] == f"'{text}"
