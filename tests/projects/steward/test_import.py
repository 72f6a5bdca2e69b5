"""From a table or a spatial file to records; rows in are rows out and rejects."""

import csv
import json
import zipfile
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
import shapely

from geodata.cities import default_city
from geodata.datum import wgs84_to_gcj02
from geodata.layers import districts
from projects.__main__ import main
from projects.catalogue import read_catalogue
from projects.steward.columns import propose_columns, read_columns
from projects.steward.errors import TableError
from projects.steward.row_fields import ImportedRow, name_districts, read_districts
from projects.steward.suspicions import find_point_suspicions
from projects.steward.tables import TableRow, read_brought_table
from projects.steward.written_dates import read_date

HEADER = ["名称", "领域", "类型", "状态", "章节", "段落", "原文名称", "原文", "经度", "纬度"]
ROW = ["海湾隧道", "道路", "道路", "拟开工", "S2", "P1", "海湾隧道", "开工建设", "112.6", "37.9"]
SECOND = [
    "北山水库",
    "生态乡村",
    "水环境",
    "拟开工",
    "S2",
    "P1",
    "北山水库",
    "开工建设",
    "112.7",
    "38",
]
COLUMNS = """confirmed = true
{more}
[columns]
name_zh = "名称"
sector = "领域"
kind = "类型"
status = "状态"
section = "章节"
paragraph = "段落"
mention = "原文名称"
wording = "原文"
{places}
[defaults]
accuracy_m = "100"
source = "A survey"
licence = "CC0-1.0"
method = "given / 提供"
as_of = "2025-01"
"""
BOX = (112.0, 37.0, 113.5, 38.5)


def columns_file(folder: Path, *, more: str = "", places: bool = True) -> Path:
    path = folder / "columns.toml"
    places_text = 'lon = "经度"\nlat = "纬度"' if places else ""
    path.write_text(COLUMNS.format(more=more, places=places_text), encoding="utf-8")
    return path


def table_file(folder: Path, rows, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def run_import(path: Path, city_file: Path, report_file: Path, *more: str) -> int:
    arguments = ["import", str(path), "--into", str(city_file), "--no-places"]
    return main([*arguments, "--report", str(report_file), *more])


def rejects(path: Path):
    text = path.with_name(f"{path.stem}.rejects.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t"))


def frame(crs="EPSG:4326", rows=(ROW, SECOND)):
    points = [shapely.Point(float(row[8]), float(row[9])) for row in rows]
    data = {name: [row[number] for row in rows] for number, name in enumerate(HEADER[:8])}
    return gpd.GeoDataFrame(data, geometry=points, crs="EPSG:4326").to_crs(crs)


def write_frame(folder: Path, suffix: str, crs="EPSG:4326") -> Path:
    path = folder / f"table{suffix}"
    places = frame(crs)
    if suffix == ".parquet":
        places.to_parquet(path)
    elif suffix == ".kml":
        places.rename(columns={"名称": "Name"}).to_file(path, driver="KML")
    elif suffix == ".shp":
        places.to_file(path, encoding="GB18030")
        path.with_suffix(".cpg").unlink()
    elif suffix == ".zip":
        places.to_file(folder / "inner.shp", encoding="GB18030")
        with zipfile.ZipFile(path, "w") as packed:
            for part in folder.glob("inner.*"):
                packed.write(part, f"deep/folder/{part.name}")
    else:
        places.to_file(path)
    return path


def test_columns_are_proposed_from_names_in_both_languages():
    assert propose_columns(["Project", "经度", "LAT", "无关"]).columns == {
        "name_zh": "Project", "lon": "经度", "lat": "LAT",
    }  # fmt: skip


def test_a_table_is_imported_after_its_columns_are_confirmed(tmp_path, city_file, report_file):
    path = table_file(tmp_path, [ROW, SECOND])
    assert run_import(path, city_file, report_file) == 2
    assert run_import(path, city_file, report_file, "--propose") == 0
    proposed = tmp_path / "columns.toml"
    with pytest.raises(TableError, match="expected true"):
        read_columns(proposed)
    columns_file(tmp_path)
    assert run_import(path, city_file, report_file) == 0
    catalogue = read_catalogue(city_file)
    assert [project.name_zh for project in catalogue.placed] == ["海湾隧道", "北山水库"]
    assert catalogue.placed[0].sector == "roads"
    assert rejects(path) == []
    assert main(["check", str(city_file), "--report", str(report_file)]) == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_of_any_usual_encoding_are_read(tmp_path, city_file, report_file, encoding):
    columns_file(tmp_path)
    path = table_file(tmp_path, [ROW], encoding=encoding)
    assert run_import(path, city_file, report_file) == 0


def test_a_workbook_is_read(tmp_path, city_file, report_file):
    columns_file(tmp_path)
    book = openpyxl.Workbook()
    for row in (HEADER, [*ROW[:8], 112.6, 37.9]):
        book.active.append(row)
    book.save(tmp_path / "table.xlsx")
    assert run_import(tmp_path / "table.xlsx", city_file, report_file) == 0
    assert len(read_catalogue(city_file).placed) == 1


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".fgb", ".shp", ".zip", ".parquet"])
def test_spatial_files_are_read(tmp_path, city_file, report_file, suffix):
    columns_file(tmp_path, places=False)
    path = write_frame(tmp_path, suffix)
    assert run_import(path, city_file, report_file) == 0
    points = {p.name_zh: p.geometry for p in read_catalogue(city_file).placed}
    assert points["海湾隧道"].equals_exact(shapely.Point(112.6, 37.9), 1e-6)


@pytest.mark.parametrize("named", [True, False])
def test_the_encoding_of_a_shapefile_is_said(tmp_path, named):
    path = write_frame(tmp_path, ".shp")
    if named:
        path.with_suffix(".cpg").write_text("GB18030", encoding="ascii")
    table = read_brought_table(path)
    assert table.rows[0].values["名称"] == "海湾隧道"
    assert any("encoding: " in note and "GB18030" in note for note in table.notes)


def test_a_kml_file_is_read(tmp_path):
    table = read_brought_table(write_frame(tmp_path, ".kml"))
    assert [row.values["Name"] for row in table.rows] == ["海湾隧道", "北山水库"]


def test_no_layer_is_lost_in_silence(tmp_path):
    path = write_frame(tmp_path, ".gpkg")
    frame().to_file(path, layer="second")
    table = read_brought_table(path)
    assert "other layers were not read: 'second'" in table.notes
    point = "<Point><coordinates>112.6,37.9</coordinates></Point>"
    folders = "".join(
        f"<Folder><Placemark><name>{name}</name>{point}</Placemark></Folder>" for name in "甲乙"
    )
    path = tmp_path / "folders.kml"
    text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{folders}</Document></kml>'
    path.write_text(text, encoding="utf-8")
    assert [row.values["Name"] for row in read_brought_table(path).rows] == ["甲", "乙"]


def test_a_column_whose_name_a_shapefile_cuts_within_a_character_is_read(tmp_path):
    path = tmp_path / "table.shp"
    places = frame()[["名称", "geometry"]].rename(columns={"名称": "项目名称"})
    with pytest.warns(RuntimeWarning, match="laundered"):
        places.to_file(path, encoding="UTF-8")
    table = read_brought_table(path)
    assert table.columns == ("项目名",)
    assert propose_columns(table.columns).columns["name_zh"] == "项目名"
    path.with_suffix(".dbf").unlink()
    with pytest.raises(TableError, match=r"expected the file table\.dbf beside it"):
        read_brought_table(path)


def test_heights_are_left_out_and_said(tmp_path):
    path = tmp_path / "table.geojson"
    content = json.loads(frame().to_json(drop_id=True))
    content["features"][0]["geometry"]["coordinates"].append(812.5)
    path.write_text(json.dumps(content), encoding="utf-8")
    table = read_brought_table(path)
    assert table.rows[0].geometry.wkt == "POINT (112.6 37.9)"
    assert "heights were left out" in table.notes


def test_a_merged_cell_counts_in_each_of_its_rows(tmp_path):
    book = openpyxl.Workbook()
    for row in (["名称", "区县"], ["甲", "小店区"], ["乙", None], ["丙", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "table.xlsx")
    table = read_brought_table(tmp_path / "table.xlsx")
    assert [row.values["区县"] for row in table.rows] == ["小店区", "小店区", ""]
    assert any("merged cells" in note for note in table.notes)


def test_the_system_of_a_file_is_converted(tmp_path):
    table = read_brought_table(write_frame(tmp_path, ".gpkg", crs="EPSG:4547"))
    assert table.rows[0].geometry.equals_exact(shapely.Point(112.6, 37.9), 1e-6)


def projected_geojson(folder: Path, *, member: bool) -> Path:
    path = folder / "table.geojson"
    places = frame("EPSG:4547")
    content = json.loads(places.to_json(drop_id=True))
    del content["crs"]
    if member:
        content["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4547"}}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("member", "crs"), [(True, None), (False, "EPSG:4547"), (True, "EPSG:4547")]
)
def test_the_system_of_a_geojson_file_is_read_or_said(tmp_path, member, crs):
    table = read_brought_table(projected_geojson(tmp_path, member=member), crs=crs)
    assert table.rows[0].geometry.equals_exact(shapely.Point(112.6, 37.9), 1e-6)
    assert any("4547" in note for note in table.notes)


@pytest.mark.parametrize("crs", ["EPSG:32649", "EPSG:99999999"])
def test_a_geojson_file_of_another_system_than_was_said_is_refused(tmp_path, crs):
    with pytest.raises(TableError, match=r"4547|reference system"):
        read_brought_table(projected_geojson(tmp_path, member=True), crs=crs)


BOWTIE = {
    "type": "Polygon",
    "coordinates": [[[112.6, 37.9], [112.7, 38], [112.7, 37.9], [112.6, 38], [112.6, 37.9]]],
}


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        ({"type": "Point", "coordinates": [37.9, 112.6]}, "swapped"),
        ({"type": "Point", "coordinates": [112.6, -37.9]}, "wrong-sign"),
        ({"type": "Point", "coordinates": [0, 0]}, "null-island"),
        ({"type": "Point", "coordinates": [1e300, 1e300]}, "outside"),
        ({"type": "Point", "coordinates": [112.6]}, "geometry"),
        (BOWTIE, "geometry: expected a valid one"),
    ],
)
def test_a_wrong_place_of_a_spatial_file_costs_its_own_row_alone(
    tmp_path, city_file, report_file, geometry, said
):
    columns_file(tmp_path, places=False)
    path = tmp_path / "table.geojson"
    content = json.loads(frame().to_json(drop_id=True))
    content["features"][0]["geometry"] = geometry
    path.write_text(json.dumps(content), encoding="utf-8")
    assert run_import(path, city_file, report_file) == 1
    (kept,) = rejects(path)
    assert kept["reason"].startswith(said)
    assert [one.name_zh for one in read_catalogue(city_file).projects] == ["北山水库"]


def test_an_id_of_another_kind_gives_way_to_one_of_the_name(
    tmp_path, city_file, report_file, capsys
):
    path = columns_file(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("[columns]", '[columns]\nid = "编号"'), "utf-8"
    )
    table = tmp_path / "table.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["编号", *HEADER], ["t.1", *ROW], ["north-water", *SECOND]])
    assert run_import(table, city_file, report_file) == 0
    ids = {project.id for project in read_catalogue(city_file).projects}
    assert ids == {"hai-wan-sui-dao", "north-water"}
    assert "row 2: id: 't.1' is no id here" in capsys.readouterr().err


def test_mended_rejects_are_imported_as_any_table(tmp_path, city_file, report_file):
    columns_file(tmp_path)
    path = table_file(tmp_path, [["", *ROW[1:]], SECOND])
    assert run_import(path, city_file, report_file) == 1
    first = tmp_path / "table.rejects.tsv"
    assert run_import(first, city_file, report_file) == 1
    again = rejects(first)
    assert again[0]["row"] == "2"
    assert again[0]["rejected_row"] == "2"
    assert again[0]["rejected_because"].startswith("expected name_zh")
    first.write_text(
        first.read_text(encoding="utf-8").replace("\t\t道路", "\t海湾隧道\t道路", 1), "utf-8"
    )
    assert run_import(first, city_file, report_file) == 0
    assert len(read_catalogue(city_file).projects) == 2


def test_projected_numbers_and_shifted_ones_are_brought_to_wgs84(tmp_path, city_file, report_file):
    point = frame("EPSG:4547").geometry[0]
    columns_file(tmp_path, more='crs = "EPSG:4547"')
    path = table_file(tmp_path, [[*ROW[:8], str(point.x), str(point.y)]])
    assert run_import(path, city_file, report_file) == 0
    columns_file(tmp_path, more='datum = "gcj02"')
    shifted = wgs84_to_gcj02(112.7, 38.0)
    path = table_file(tmp_path, [[*SECOND[:8], *map(str, shifted)]], "second.csv")
    assert run_import(path, city_file, report_file) == 0
    placed = read_catalogue(city_file).placed
    assert placed[0].geometry.equals_exact(shapely.Point(112.6, 37.9), 1e-6)
    assert placed[1].geometry.equals_exact(shapely.Point(112.7, 38.0), 1e-6)


@pytest.mark.parametrize(
    ("at", "kind"),
    [
        (["37.9", "112.6"], "swapped"),
        (["-112.6", "37.9"], "wrong-sign"),
        (["112.6", "-37.9"], "wrong-sign"),
        (["0", "0"], "null-island"),
        (["100", "20"], "outside"),
        (["nan", "37.9"], "no-number"),
        (["1e400", "37.9"], "no-number"),
        (["东", "西"], "no-number"),
        (["112.6", ""], "no-number"),
    ],
)
def test_suspicious_coordinates_are_named_by_row(tmp_path, city_file, report_file, at, kind):
    columns_file(tmp_path)
    before = city_file.read_bytes()
    path = table_file(tmp_path, [[*ROW[:8], *at]])
    assert run_import(path, city_file, report_file) == 1
    assert city_file.read_bytes() == before
    assert kind in rejects(path)[0]["reason"]
    assert rejects(path)[0]["row"] == "2"


def test_degrees_minutes_and_seconds_are_read_and_said(tmp_path, city_file, report_file, capsys):
    columns_file(tmp_path)
    path = table_file(tmp_path, [[*ROW[:8], "东经112°36′0″", "北纬37°54′0″"]])
    assert run_import(path, city_file, report_file) == 0
    assert "as 112.600000, 37.900000" in capsys.readouterr().err


def test_a_shift_a_double_and_a_middle_are_noticed():
    known = (112.55, 37.87)
    shifted = wgs84_to_gcj02(*known)
    kinds = [s.kind for s in find_point_suspicions(*shifted, box=BOX, known=known)]
    assert kinds == ["gcj02-shift"]
    middle = find_point_suspicions(*known, box=BOX, labels={"甲区": known})
    assert [s.kind for s in middle] == ["centroid"]


def test_the_same_place_twice_is_noticed(tmp_path, city_file, report_file, capsys):
    columns_file(tmp_path)
    path = table_file(tmp_path, [ROW, [*SECOND[:8], *ROW[8:]]])
    assert run_import(path, city_file, report_file) == 0
    assert "duplicate: the same place as row 2" in capsys.readouterr().err


def test_a_named_place_is_held_against_the_gazetteer(tmp_path, capsys):
    catalogue = tmp_path / "taiyuan-2030.geojson"
    city = ["--city", "太原市", "--city-en", "Taiyuan", "--adcode", "140100"]
    box = ["--bbox", "111.5", "37.4", "113.2", "38.5", "--date", "2030-01-06"]
    assert main(["new", str(catalogue), *city, *box]) == 0
    text = COLUMNS.format(more="", places='place = "地点"')
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [[*HEADER[:8], "地点"], [*ROW[:8], "下元站"], [*SECOND[:8], "没有这个地方"]]
        )
    assert main(["import", str(path), "--into", str(catalogue)]) == 0
    said = capsys.readouterr().err
    assert "'下元站' is 下元站 of the gazetteer" in said
    assert "has no place '没有这个地方'" in said
    found = read_catalogue(catalogue)
    assert [project.name_zh for project in found.placed] == ["海湾隧道"]
    assert [project.name_zh for project in found.unplaced] == ["北山水库"]


def test_rows_in_are_rows_out_and_rejects(tmp_path, city_file, report_file, capsys):
    columns_file(tmp_path)
    bad = [
        ["", *ROW[1:]],
        [*ROW[:7], "没有这句话", *ROW[8:]],
        ROW,
        ["x", "不知", *ROW[2:]],
        ROW,
    ]
    path = table_file(tmp_path, bad)
    assert run_import(path, city_file, report_file) == 1
    kept = rejects(path)
    assert len(kept) + len(read_catalogue(city_file).projects) == len(bad)
    assert all(row["reason"] for row in kept)
    assert "5 rows = 1 imported + 4 rejected" in capsys.readouterr().out


def geojson(**changes) -> bytes:
    feature = {"type": "Feature", "properties": {"a": 1}, "geometry": None}
    return json.dumps({"type": "FeatureCollection", "features": [feature]} | changes).encode()


def csv_bytes(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def workbook(change) -> bytes:
    import io  # noqa: PLC0415 - here alone

    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    change(book)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def packed(**members: bytes) -> bytes:
    import io  # noqa: PLC0415 - here alone

    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as opened:
        for name, data in members.items():
            opened.writestr(name.replace("_", "."), data)
    return content.getvalue()


SPOILED = [
    ("empty.csv", b"", "empty file"),
    ("blank.csv", b"\n\n \n", "empty file"),
    ("empty.xlsx", b"", "empty file"),
    ("empty.geojson", b"", "empty file"),
    ("empty.gpkg", b"", "empty file"),
    ("empty.kml", b"", "empty file"),
    ("header.csv", csv_bytes("a,b"), "expected rows"),
    ("bom-only.csv", b"\xef\xbb\xbf", "expected a header"),
    ("twice.csv", csv_bytes("a,a", "1,2"), "each column once"),
    ("merged.csv", csv_bytes("a,,b", "1,2,3"), "merged header cells"),
    ("many.csv", csv_bytes("a,b", "1,2,3"), "row 2: expected 2, found 3"),
    ("title.csv", csv_bytes("All projects", "a,b,c", "1,2,3"), "is it a title"),
    ("quote.csv", csv_bytes("a,b", '"1,2'), "cannot be parted"),
    ("zero.csv", b"a,b\n1,\x002" + b"x" * 200, "zero characters"),
    ("odd.csv", bytes(range(128, 256)) * 4, "found other bytes"),
    ("long.csv", csv_bytes("a,b", "1," + "x" * 40_000), "more than 32767"),
    ("huge.csv", csv_bytes("a,b", "1," + "x" * 140_000), "cannot be parted"),
    ("wide.csv", csv_bytes(",".join(f"c{n}" for n in range(500)), "1"), "at most 400 columns"),
    ("utf16-cut.csv", b"\xff\xfea\x00,\x00b", "UTF-16|other bytes"),
    ("no.xlsx", b"not a workbook", "another file or a truncated one"),
    ("half.xlsx", b"PK\x03\x04" + b"\0" * 30, "another file or a truncated one"),
    ("other.xlsx", packed(hello_txt=b"hello"), "expected an Excel workbook"),
    ("cut.xlsx", workbook(lambda _: None)[:-200], "another file or a truncated one"),
    (
        "formula.xlsx",
        workbook(lambda book: book.active.append(["=1+1", '=HYPERLINK("http://x")'])),
        "found formulas in A3, B3",
    ),
    ("merged.xlsx", workbook(lambda book: book.active.merge_cells("A1:B1")), "merged header cells"),
    ("xml.xlsx", packed(**{"[Content_Types]_xml": b"<x"}), "expected an Excel workbook"),
    ("text.geojson", b"hello", "JSON"),
    ("cut.geojson", geojson()[:-5], "JSON"),
    ("bom.geojson", b"\xef\xbb\xbf" + geojson(), "byte order mark|JSON"),
    ("list.geojson", b"[]", "expected a FeatureCollection"),
    ("number.geojson", b"1", "expected a FeatureCollection"),
    ("feature.geojson", b'{"type": "Feature"}', "found 'Feature'"),
    ("null.geojson", b"null", "expected a FeatureCollection"),
    ("latin.geojson", b'{"type":"\xe9"}', "UTF-8"),
    ("nan.geojson", geojson().replace(b"1}", b"NaN}"), "NaN"),
    ("infinite.geojson", geojson().replace(b"1}", b"1e400}"), "1e400"),
    ("digits.geojson", geojson().replace(b"1}", b"1" * 5_000 + b"}"), "5,000 characters"),
    ("repeated.geojson", geojson().replace(b'"a": 1', b'"a": 1, "a": 2'), "a"),
    ("deep.geojson", b'{"type":"FeatureCollection","features":' + b"[" * 10_000, "nested|JSON"),
    ("none.geojson", geojson(features=[]), "expected rows"),
    ("nofeatures.geojson", geojson(features=None), "expected a FeatureCollection"),
    ("crs.geojson", geojson(crs={"type": "name"}), "found a crs member"),
    ("properties.geojson", geojson(features=[{"type": "Feature"}]), "an object of properties"),
    ("text.gpkg", b"hello", "expected a GPKG file"),
    ("cut.gpkg", b"SQLite format 3\0" + b"\0" * 50, "cannot be read as a spatial file"),
    ("vrt.gpkg", b"<OGRVRTDataSource></OGRVRTDataSource>", "expected a GPKG file"),
    ("text.shp", b"hello", "beside it"),
    ("text.fgb", b"hello", "expected a FlatGeobuf file"),
    ("cut.fgb", b"fgb\x03fgb\x00" + b"\xff" * 40, "cannot be read as a spatial file"),
    ("vrt.fgb", b"<OGRVRTDataSource></OGRVRTDataSource>", "expected a FlatGeobuf file"),
    ("text.parquet", b"hello", "expected a Parquet file"),
    ("cut.parquet", b"PAR1" + b"\0" * 40, "cannot be read as a spatial file"),
    ("text.kml", b"hello", "expected KML"),
    ("entity.kml", b'<!DOCTYPE x [<!ENTITY a "b">]><kml></kml>', "document type"),
    ("link.kml", b"<kml><NetworkLink/></kml>", "NetworkLink"),
    ("nothing.kml", b"<kml><Document></Document></kml>", "expected geometries, found none"),
    ("cut.kml", b"<kml><Document><Placemark>", "cannot be read as a spatial file"),
    ("no.zip", b"not a zip", "another file or a truncated one"),
    ("empty.zip", packed(), "found 0"),
    ("two.zip", packed(a_shp=b"x", b_shp=b"x"), "found 2"),
    ("nothing.zip", packed(readme_txt=b"x"), "found 0"),
    ("bare.zip", packed(a_shp=b"x"), "beside it"),
    ("table.ods", b"x", "expected one of"),
    ("noending", b"x", "found no ending"),
    ("program.vrt", b"<OGRVRTDataSource/>", "expected one of"),
]
"""Spoiled files, and the words of the error that each gives."""


@pytest.mark.parametrize(("name", "data", "match"), SPOILED, ids=[one[0] for one in SPOILED])
def test_a_spoiled_file_gives_a_named_error_and_changes_nothing(
    tmp_path, city_file, name, data, match
):
    before = city_file.read_bytes()
    columns_file(tmp_path)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TableError, match=match):
        read_brought_table(path)
    assert main(["import", str(path), "--into", str(city_file), "--no-places"]) == 2
    assert city_file.read_bytes() == before


def test_there_are_sixty_kinds_of_spoiled_input():
    assert len(SPOILED) >= 60


def test_a_file_that_is_too_large_is_not_opened(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(TableError, match="at most 64 MB, found 100 MB"):
        read_brought_table(path)


@pytest.mark.parametrize(
    "name", ["/vsicurl/https://example.org/a.gpkg", "https://example.org/a.csv"]
)
def test_an_address_is_not_opened(name):
    with pytest.raises(TableError, match="expected a file of this machine"):
        read_brought_table(Path(name))


def test_a_folder_is_no_table(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(TableError, match="found a folder"):
        read_brought_table(tmp_path / "folder.csv")


def test_a_date_that_excel_turned_into_a_number_is_named(tmp_path, city_file, report_file):
    text = COLUMNS.format(more="", places='date = "经度"')
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")
    path = table_file(tmp_path, [[*ROW[:8], "45658", ""]])
    assert run_import(path, city_file, report_file) == 1
    assert "Excel's number" in rejects(path)[0]["reason"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("２０２４年", "2024"),
        ("2024 年 12 月", "2024-12"),
        ("2024年12月底前", "2024-12"),
        ("2024年底", "2024-12"),
        ("2024年上半年", "2024-40"),
        ("2024年第三季度", "2024-35"),
        ("2024/3/5", "2024-03-05"),
        ("2024.12", "2024-12"),
        ("20241231", "2024-12-31"),
        ("2024-12-31 08:30:00", "2024-12-31"),
        ("2023-2025年", "2023/2025"),
        ("2024.1", None),
        ("2024-02-30", None),
        ("2024年13月", None),
        ("明年", None),
        ("2024-2025", None),
    ],
)
def test_a_date_is_read_where_it_has_one_meaning(text, date):
    assert read_date(text) == date


def test_districts_are_read_by_their_names_too():
    names = name_districts(districts(default_city()))
    row = TableRow(2, {})
    for given, read in (
        ("小店区、迎泽区", "140105,140106"),
        ("小店", "140105"),
        ("140105", "140105"),
        ("全市", ""),
        ("朔城区", "朔城区"),
    ):
        one = ImportedRow(row, {"districts": given})
        read_districts(one, names=names)
        assert one.fields["districts"] == read


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"名称": "合 计"}, "name_zh: expected a project"),
        ({"日期": "2025-02-30", "节点": "开工", "结果": "已承诺"}, "date: expected YYYY"),
        ({"日期": "2025", "节点": "开工"}, "state: expected one beside the event 'start'"),
        ({"日期": "2025", "结果": "已承诺"}, "event: expected one beside the state 'promised'"),
        ({"章节": "七"}, "section: expected the section's number, such as S7, found '七'"),
    ],
)
def test_a_reject_says_which_field_is_wrong(tmp_path, city_file, report_file, changes, reason):
    places = 'date = "日期"\nevent = "节点"\nstate = "结果"'
    text = COLUMNS.format(more="", places=places)
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")
    row = dict(zip(HEADER, ROW, strict=True)) | {"日期": "", "节点": "", "结果": ""} | changes
    path = tmp_path / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(row), list(row.values())])
    assert run_import(path, city_file, report_file) == 1
    assert rejects(path)[0]["reason"].startswith(reason)


def test_what_nobody_sees_does_not_come_along(tmp_path, city_file, report_file, capsys):
    columns_file(tmp_path)
    path = table_file(tmp_path, [["\u202e海湾\u200b隧道\u202c", *ROW[1:]]])
    assert run_import(path, city_file, report_file) == 0
    assert "海湾隧道" in city_file.read_text(encoding="utf-8")
    capsys.readouterr()


def test_a_date_without_an_event_is_not_lost_in_silence(tmp_path, city_file, report_file, capsys):
    (tmp_path / "columns.toml").write_text(
        COLUMNS.format(more="", places='date = "经度"'), encoding="utf-8"
    )
    path = table_file(tmp_path, [[*ROW[:8], "2025年", ""]])
    assert run_import(path, city_file, report_file) == 0
    assert "the date '2025年' was not taken" in capsys.readouterr().err


def test_northing_before_easting_is_named(tmp_path, city_file, report_file):
    point = frame("EPSG:4547").geometry[0]
    columns_file(tmp_path, more='crs = "EPSG:4547"')
    path = table_file(tmp_path, [[*ROW[:8], str(point.y), str(point.x)]])
    assert run_import(path, city_file, report_file) == 1
    assert rejects(path)[0]["reason"].startswith("swapped: expected easting before northing")


def test_an_unknown_system_is_named(tmp_path, city_file, report_file, capsys):
    columns_file(tmp_path, more='crs = "EPSG:99999999"')
    assert run_import(table_file(tmp_path, [ROW]), city_file, report_file) == 2
    assert "Unknown reference system 'EPSG:99999999'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("confirmed = true\n[columns]\nnothing = 'x'\n", "columns: expected id"),
        ("confirmed = true\ndatum = 'mars'\n", "datum: expected one of"),
        ("confirmed = 'yes'\n", "confirmed: expected true"),
        ("confirmed = true\n[columns]\nlon = 1\n", "expected texts by field"),
        ("not toml", "expected TOML"),
    ],
)
def test_a_file_of_columns_with_a_fault_is_refused(tmp_path, text, match):
    path = tmp_path / "columns.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=match):
        read_columns(path)
