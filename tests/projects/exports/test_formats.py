"""Every format, read back by GDAL: equal counts, names and places."""

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import ezdxf
import geopandas as gpd
import numpy as np
import pyogrio
import pytest
import shapely
from pyarrow import parquet as pq

from geodata.crs import WGS84, project_geometry, read_crs
from projects.catalogue import Catalogue, parse_catalogue, read_catalogue
from projects.checks import check_bytes
from projects.clock import CLOCK_STATES
from projects.clocks import clocks_of
from projects.errors import ExportError
from projects.exports import CRS_NAMES, FORMATS, export_records
from projects.exports.formats import find_system
from projects.filters import Filters, select_projects

Json = dict[str, Any]
CENTIMETRE = 0.01
SURVEY = read_crs("EPSG:4547")
GIS = ("gpkg", "fgb", "parquet", "kml", "shp")
CASES = [(slug, crs) for slug in GIS for crs in FORMATS[slug].systems]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


def read_layers(content: bytes, *, file_format: str, folder: Path) -> list[gpd.GeoDataFrame]:
    """Read what a GIS would see of a file."""
    path = folder / f"file.{FORMATS[file_format].ending}"
    path.write_bytes(content)
    if file_format == "parquet":
        return [gpd.read_parquet(path)]
    if file_format != "shp":
        return [pyogrio.read_dataframe(path, layer="projects", encoding="UTF-8")]
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    return [
        pyogrio.read_dataframe(part, encoding="UTF-8")
        for part in sorted([*folder.glob("*.shp"), *folder.glob("*without-place.dbf")])
    ]


@pytest.mark.parametrize(("file_format", "crs"), CASES)
def test_gdal_reads_back_every_record_and_place(
    catalogue: Catalogue, tmp_path: Path, file_format: str, crs: str
) -> None:
    content = export_records(catalogue, file_format=file_format, crs=crs)
    layers = read_layers(content, file_format=file_format, folder=tmp_path)
    found: dict[str, tuple[str, Any]] = {}
    for layer in layers:
        shapes: Mapping[int, Any] = layer.get("geometry", {})
        if "geometry" in layer and len(layer.geometry.dropna()):
            assert layer.crs is not None
            wanted = SURVEY if crs == "survey" else WGS84
            assert layer.crs.is_geographic == wanted.is_geographic
            assert layer.crs.to_epsg() in {wanted.to_epsg(), None}
        for row in layer.index:
            found[layer["id"][row]] = layer["name_zh"][row], shapes.get(row)
    assert set(found) == set(catalogue.by_id)
    for project in catalogue.projects:
        name, shape = found[project.id]
        assert name == project.name_zh
        if project.geometry is None:
            assert shape is None or (isinstance(shape, float) and np.isnan(shape)) or shape.is_empty
            continue
        metres = project_geometry(project.geometry, target=SURVEY)
        back = shape if crs == "survey" else project_geometry(shape, target=SURVEY)
        assert shapely.hausdorff_distance(shapely.force_2d(back), metres) <= CENTIMETRE


@pytest.mark.parametrize("file_format", ["gpkg", "fgb", "parquet"])
def test_flat_columns_have_a_gis_s_types(
    catalogue: Catalogue, tmp_path: Path, file_format: str
) -> None:
    content = export_records(catalogue, file_format=file_format)
    (layer,) = read_layers(content, file_format=file_format, folder=tmp_path)
    rows = layer.set_index("id")
    project = catalogue.by_id["metro-1-p1"]
    row = rows.loc["metro-1-p1"]
    assert row["accuracy_m"] == project.place.accuracy_m
    assert (row["sector_zh"], row["status_en"]) == ("轨道交通", "Under construction")
    assert row["due"] == project.due
    for one in project.citations:
        assert f"{one.section}.{one.paragraph} {one.mention}「{one.wording}」" in row["citation"]
    assert row["remark_en"] == project.remark_en
    assert (row["promise"], row["promise_en"]) == ("kept-late", "Kept late")
    undated = {project.id for project in catalogue.projects if project.due is None}
    assert set(rows.index[rows["due"].isna()]) == undated


def test_a_geopackage_and_a_geoparquet_say_where_they_come_from(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    selection = select_projects(catalogue, filters=Filters(sector=frozenset({"roads"})))
    orders = {"selection": selection, "asked": "sector=roads"}
    path = tmp_path / "file.gpkg"
    path.write_bytes(export_records(catalogue, file_format="gpkg", **orders))
    about = pyogrio.read_dataframe(path, layer="about").set_index("what")["text"]
    assert about["filter"] == "sector=roads"
    assert about["report date"] == catalogue.metadata.report_date
    assert catalogue.metadata.licence == about["licence"]
    total, placed = selection.total, len(selection.placed_ids)
    assert about["records"] == f"{placed} with a place + {total - placed} without a place = {total}"
    parquet = export_records(catalogue, file_format="parquet", **orders)
    notes = pq.read_schema(io.BytesIO(parquet)).metadata
    assert notes[b"filter"] == b"sector=roads"
    assert b"geo" in notes


def test_a_shapefile_lists_its_short_names(catalogue: Catalogue) -> None:
    content = export_records(catalogue, file_format="shp")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read("fields.csv").decode("utf-8-sig")
        about = packed.read("about.txt").decode("utf-8-sig")
    names = list(csv.DictReader(io.StringIO(text, newline="")))
    short = [row["short name"] for row in names]
    assert max(map(len, short)) <= 10
    assert len(set(short)) == len(short)
    assert catalogue.metadata.licence in about


def test_a_shapefile_marks_what_its_fields_have_no_room_for(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    layers = read_layers(
        export_records(catalogue, file_format="shp"), file_format="shp", folder=tmp_path
    )
    cited = {row.id: row.citation for layer in layers for row in layer.itertuples()}
    cut = {one for one, text in cited.items() if text.endswith("…")}
    assert cut
    assert all(
        text.count("「") == len(catalogue.by_id[one].citations)
        for one, text in cited.items()
        if one not in cut
    )


@pytest.mark.parametrize("day", [None, date(2024, 6, 1)])
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_table_says_what_the_filter_of_the_promises_says(
    catalogue: Catalogue, tmp_path: Path, file_format: str, day: date | None
) -> None:
    path = tmp_path / f"file.{file_format}"
    path.write_bytes(export_records(catalogue, file_format=file_format, as_of=day))
    rows = pyogrio.read_dataframe(path, layer="file" if file_format == "csv" else "projects")
    for state, term in CLOCK_STATES.items():
        asked = Filters(promise=frozenset({state}), as_of=day)
        told = rows[rows["promise"] == state]
        assert set(told["id"]) == set(select_projects(catalogue, filters=asked).ids)
        assert set(told["promise_zh"]) <= {term.name_zh}
    assert set(rows["promise_as_of"].astype(str)) == {str(day or clocks_of(catalogue).newest)}


def test_a_workbook_holds_every_record_and_no_formula(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes], tmp_path: Path
) -> None:
    collection = toy_collection()
    collection["features"][0]["properties"]["name_zh"] = "=1+1"
    toy = parse_catalogue(encoded(collection), file="toy.geojson")
    path = tmp_path / "file.xlsx"
    path.write_bytes(export_records(toy, file_format="xlsx"))
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    rows = pyogrio.read_dataframe(path, layer="projects")
    assert list(rows["id"]) == list(toy.by_id)
    assert rows["name_zh"][0] == "=1+1"


def test_a_drawing_has_points_lines_names_and_its_system(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "file.dxf"
    path.write_bytes(export_records(catalogue, file_format="dxf"))
    drawing = ezdxf.readfile(path)
    notes = dict(drawing.header.custom_vars.properties)
    assert notes["coordinate system"] == "EPSG:4547"
    assert notes["not drawn, for want of a place"] == str(len(catalogue.unplaced))
    entities = pyogrio.read_dataframe(path)
    drawn = [shapely.get_parts(p.geometry) for p in catalogue.placed if p.geometry is not None]
    metro = catalogue.by_id["metro-1-p1"].geometry
    assert metro is not None
    wanted = project_geometry(metro, target=SURVEY)
    lines = entities[entities["SubClasses"].str.contains("AcDbPolyline")]
    assert min(shapely.hausdorff_distance(line, wanted) for line in lines.geometry) <= CENTIMETRE
    texts = entities["Text"].dropna()
    assert sum(texts.str.contains(" ±")) == len(catalogue.placed)
    points = [part for parts in drawn for part in parts if part.geom_type == "Point"]
    assert sum(entities["SubClasses"].str.contains("AcDbPoint")) == len(points)
    assert not drawing.audit().errors


def test_geojson_of_a_selection_is_a_catalogue_that_says_its_filter(catalogue: Catalogue) -> None:
    selection = select_projects(catalogue, filters=Filters(status=frozenset({"planned"})))
    content = export_records(
        catalogue, file_format="geojson", selection=selection, asked="status=planned"
    )
    assert check_bytes(content, file="part.geojson").faults == ()
    part = parse_catalogue(content, file="part.geojson")
    assert tuple(part.by_id) == selection.ids
    assert "status=planned" in json.loads(content)["metadata"]["extract"]


@pytest.mark.parametrize("file_format", list(FORMATS))
def test_an_empty_selection_is_a_sound_file(catalogue: Catalogue, file_format: str) -> None:
    nothing = select_projects(catalogue, filters=Filters(q="没有这样的项目"))
    assert nothing.total == 0
    assert export_records(catalogue, file_format=file_format, selection=nothing)


@pytest.mark.parametrize(
    ("file_format", "crs", "message"),
    [
        ("docx", None, "known are: geojson"),
        ("kml", "survey", "KML is written in wgs84 only"),
        ("dxf", "wgs84", "DXF is written in survey only"),
    ],
)
def test_what_cannot_be_written_is_refused(
    catalogue: Catalogue, file_format: str, crs: str | None, message: str
) -> None:
    with pytest.raises(ExportError, match=message):
        export_records(catalogue, file_format=file_format, crs=crs)


def test_a_city_without_a_survey_system_gets_metres_on_its_own_meridian(
    toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    collection["metadata"]["city"]["adcode"] = "990100"
    toy = parse_catalogue(encoded(collection), file="toy.geojson")
    system = find_system(toy, name="survey")
    assert system.axis_info[0].unit_name == "metre"
    assert export_records(toy, file_format="dxf")


def test_every_system_named_by_a_format_is_known() -> None:
    assert {name for one in FORMATS.values() for name in one.systems} <= set(CRS_NAMES)
