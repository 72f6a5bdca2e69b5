"""An atlas holds what its catalogues hold, counts it truly, and finds what the files find."""

import csv
import io
import itertools
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from projects.__main__ import main
from projects.atlas import changes, nearby, pairs
from projects.atlas.build import build_atlas
from projects.atlas.engines import LocalEngine
from projects.atlas.errors import AtlasError
from projects.atlas.folder import name_shard, read_table
from projects.atlas.opened import Atlas
from projects.atlas.tiles import build_tiles
from projects.atlas.told import make_records
from projects.catalogue import DATA_FOLDER, Catalogue, read_catalogue
from projects.changes import compare_catalogues
from projects.model import Project
from projects.nearness import find_near
from projects.overlaps import find_overlaps
from projects.steward.canonical import encode_canonical

LOCAL = LocalEngine()
open_catalogue = cache(read_catalogue)
"""The files of the small country do not change."""


def files_of(country: Path, *, year: int = 2024) -> list[Path]:
    return sorted(country.glob(f"*-{year}.geojson"))


def read_pairs(atlas: Atlas, *, within_m: float = 200.0) -> tuple[set[tuple[str, ...]], int]:
    # Jobs of three counties or so: what a job has changes no pair.
    found = pairs.find_pairs(atlas, engine=LOCAL, years=[2024], within_m=within_m, batch=120)
    parts = list(found)
    text = b"".join(part.lines for part in parts).decode()
    rows = {tuple(line.split(",")) for line in text.splitlines()}
    assert len(rows) == sum(part.listed for part in parts)
    return rows, sum(part.counted_only for part in parts)


def qualify(project: Project, *, adcode: str) -> Project:
    wholes = tuple(f"{adcode}/{whole}" for whole in project.part_of)
    return project.model_copy(update={"id": f"{adcode}/{project.id}", "part_of": wholes})


def test_every_report_comes_out_as_it_went_in(country, atlas):
    for file in sorted(country.iterdir()):
        canonical = encode_canonical(json.loads(file.read_bytes()))
        assert atlas.read_bytes(file.stem) == canonical
        kept, found = open_catalogue(file), atlas.read_catalogue(file.stem)
        assert found.metadata == kept.metadata
        assert [p.model_dump(exclude={"geometry"}) for p in found.projects] == [
            p.model_dump(exclude={"geometry"}) for p in kept.projects
        ]


def test_the_catalogue_that_comes_along_goes_through_an_atlas(tmp_path):
    from projects.catalogue import DEFAULT_CATALOGUE  # noqa: PLC0415 - for this test alone

    build_atlas([DEFAULT_CATALOGUE], out=tmp_path / "atlas", engine=LOCAL)
    canonical = encode_canonical(json.loads(DEFAULT_CATALOGUE.read_bytes()))
    assert Atlas(tmp_path / "atlas").read_bytes(DEFAULT_CATALOGUE.stem) == canonical


@pytest.mark.parametrize("level", ["country", "province", "city"])
def test_each_record_counts_once_in_each_place(country, atlas, level):
    catalogues = [open_catalogue(file) for file in sorted(country.iterdir())]
    total = sum(len(one.projects) for one in catalogues)
    placed = sum(len(one.placed) for one in catalogues)
    rows = atlas.list_counts(level)
    assert (sum(row.records for row in rows), sum(row.placed for row in rows)) == (total, placed)


def test_the_counts_of_a_county_are_those_of_its_records(country, atlas):
    county = atlas.shards[3].adcode
    wanted = [
        project
        for file in files_of(country)
        for project in open_catalogue(file).projects
        if county in (project.districts or (file.stem.split("-")[2],))
    ]
    rows = atlas.list_counts("county", prefix=county, year=2024)
    assert sum(row.records for row in rows) == len(wanted)
    assert sum(row.records for row in rows if row.status == "planned") == sum(
        project.status == "planned" for project in wanted
    )


def test_a_shard_is_geoparquet_in_its_order(atlas):
    table = read_table(atlas.folder, name_shard(atlas.shards[0].adcode))
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    years = table.column("year").to_pylist()
    assert years == sorted(years)
    assert name_shard("900100").startswith("records/province=90/adcode=900100/")


def test_geopandas_reads_a_shard(atlas):
    import geopandas as gpd  # noqa: PLC0415 - an independent reader, for this test alone

    frame = gpd.read_parquet(atlas.folder / name_shard(atlas.shards[0].adcode))
    assert frame.crs == "OGC:CRS84"
    assert len(frame) == atlas.shards[0].records


@pytest.mark.parametrize("within_m", [0.0, 200.0, 1000.0])
def test_the_pairs_of_a_report_are_those_of_its_file(country, atlas, within_m):
    rows, _ = read_pairs(atlas, within_m=within_m)
    found = {(row[1], row[2], row[5], row[7], row[8], row[9], row[10], row[11]) for row in rows
             if row[1] == row[4]}  # fmt: skip
    wanted = {
        (file.stem.split("-")[2], pair.a, pair.b, pair.pair_class, pair.how,
         f"{pair.shared_m:.1f}", f"{pair.distance_m:.1f}", pair.certainty)
        for file in files_of(country)
        for pair in find_overlaps(open_catalogue(file), within_m=within_m).pairs
    }  # fmt: skip
    assert found == wanted
    assert found


@pytest.mark.parametrize("within_m", [0.0, 200.0, 1000.0])
def test_the_pairs_across_borders_are_those_of_all_records_in_one(country, atlas, within_m):
    catalogues = [open_catalogue(file) for file in files_of(country)]
    wanted, counted = set(), 0
    for one, other in itertools.combinations(catalogues, 2):
        codes = one.metadata.city.adcode, other.metadata.city.adcode
        there = tuple(qualify(project, adcode=codes[1]) for project in other.projects)
        joined = Catalogue(one.metadata, one.projects + there)
        sides = np.arange(len(joined.projects)) < len(one.projects)
        meridian_deg = pairs.choose_meridian(one.projects)
        met = find_overlaps(joined, within_m=within_m, meridian_deg=meridian_deg, sides=sides)
        counted += met.counted_only
        wanted |= {
            (codes[0], pair.a, codes[1], pair.b.partition("/")[2], pair.pair_class, pair.how,
             f"{pair.shared_m:.1f}", f"{pair.distance_m:.1f}", pair.certainty)
            for pair in met.pairs
        }  # fmt: skip
    counted += sum(find_overlaps(one, within_m=within_m).counted_only for one in catalogues)
    rows, counted_only = read_pairs(atlas, within_m=within_m)
    found = {(row[1], row[2], row[4], *row[5:6], *row[7:12]) for row in rows if row[1] != row[4]}
    assert found == wanted
    assert found
    assert counted_only == counted


def join_lines(atlas, **options):
    return b"".join(part.lines for part in pairs.find_pairs(atlas, engine=LOCAL, **options))


@pytest.fixture(scope="module")
def lines_of_years(atlas):
    """The pairs of each year, in jobs of the usual size."""
    return {year: join_lines(atlas, years=[year]) for year in (2023, 2024)}


@pytest.mark.parametrize("batch", [1, 100, 10_000])
def test_what_a_job_has_changes_no_pair(atlas, lines_of_years, batch):
    assert join_lines(atlas, years=[2024], batch=batch) == lines_of_years[2024]
    lines = join_lines(atlas, years=[2023, 2024], batch=batch).splitlines()
    both = lines_of_years[2023].splitlines() + lines_of_years[2024].splitlines()
    assert sorted(lines) == sorted(both)


def test_without_sides_a_meridian_changes_no_pair(country):
    catalogue = open_catalogue(files_of(country)[0])
    meridian_deg = pairs.choose_meridian(catalogue.projects)
    assert find_overlaps(catalogue, meridian_deg=meridian_deg) == find_overlaps(catalogue)


def list_changes(old, new, *, code):
    """List the changes of two files as lines of the table, from the models."""
    one, other = open_catalogue(old), open_catalogue(new)
    years = [str(report.report_year) for report in (one, other)]
    return [
        [code, *years, change.class_slug, change.id, change.name_zh, change.how, change.why]
        for change in compare_catalogues(one, other).changes
    ]


def read_lines(parts):
    return [line for part in parts for line in csv.reader(io.StringIO(part.lines.decode()))]


def test_the_changes_are_those_of_two_files(country, atlas):
    wanted = []
    for old, new in zip(files_of(country, year=2023), files_of(country), strict=True):
        wanted += list_changes(old, new, code=old.stem.split("-")[2])
    assert read_lines(changes.find_changes(atlas, engine=LOCAL)) == wanted


@pytest.fixture(scope="module")
def taiyuan(tmp_path_factory):
    """The reports that come along: with sources from elsewhere, figures, former names."""
    folder = tmp_path_factory.mktemp("taiyuan")
    files = [DATA_FOLDER / f"taiyuan-{year}.geojson" for year in (2023, 2024)]
    assert not build_atlas(files, out=folder, engine=LOCAL).faults
    return Atlas(folder)


def test_the_changes_of_real_reports_are_those_of_their_records(taiyuan):
    files = [DATA_FOLDER / f"taiyuan-{year}.geojson" for year in (2023, 2024)]
    wanted = list_changes(*files, code="140100")
    assert {"count-grew", "kept-late", "slipped"} <= {line[3] for line in wanted}
    assert read_lines(changes.find_changes(taiyuan, engine=LOCAL)) == wanted


@pytest.mark.parametrize("year", [2023, 2024])
def test_what_is_near_in_a_real_city_is_near_in_its_file(taiyuan, year):
    lon, lat = 112.5512, 37.8701
    found = nearby.find_near_in(taiyuan, engine=LOCAL, lon=lon, lat=lat, radius_m=3000, year=year)
    catalogue = open_catalogue(DATA_FOLDER / f"taiyuan-{year}.geojson")
    near = find_near(catalogue, lon=lon, lat=lat, radius_m=3000)
    wanted = [
        (group, one) for group in ("near", "perhaps", "district") for one in near.group(group)
    ]
    assert [(one.group, one.neighbour) for one in found.neighbours] == wanted
    assert {one.name_zh for one in found.neighbours} == {
        catalogue.by_id[one.id].name_zh for _, one in wanted
    }
    assert found.total == near.total


def test_invisible_signs_are_no_text_of_a_row():
    told = {
        "id": ["a"], "aliases_id": [None], "kind": ["road"], "status": ["planned"],
        "name_zh": ["迎泽\u200b大街"], "aliases": [["旧\u200b路"]], "figures": ["[]"],
        "milestones": ["[]"], "citations": ['[{"wording": "开\u200b工"}]'],
    }  # fmt: skip
    (row,) = make_records(told)
    assert (row.name_zh, row.aliases, row.citations[0].wording) == ("迎泽大街", ("旧路",), "开工")


@pytest.mark.parametrize("radius_m", [300.0, 5_000.0, 40_000.0])
def test_what_is_near_is_near_in_the_files(country, atlas, radius_m):
    lon, lat = -134.72, -25.53
    found = nearby.find_near_in(atlas, engine=LOCAL, lon=lon, lat=lat, radius_m=radius_m, year=2024)
    wanted, total = [], 0
    for file in files_of(country):
        near = find_near(open_catalogue(file), lon=lon, lat=lat, radius_m=radius_m)
        total += near.total
        wanted += [(group, file.stem, one) for group in ("near", "perhaps", "district")
                   for one in near.group(group)]  # fmt: skip
    assert sorted((n.group, n.report_id, n.neighbour.id) for n in found.neighbours) == sorted(
        (group, stem, one.id) for group, stem, one in wanted
    )
    assert {n.neighbour for n in found.neighbours} == {one for _, _, one in wanted}
    assert found.total == total
    near = [n.neighbour.distance_m for n in found.neighbours if n.group == "near"]
    assert near == sorted(near)


def test_a_file_with_faults_is_left_out_and_said(country, tmp_path):
    good = files_of(country)[0]
    bad = tmp_path / "bad.geojson"
    bad.write_bytes(good.read_bytes().replace(b'"sector": "roads"', b'"sector": "magic"', 1))
    built = build_atlas([*files_of(country)[1:3], bad], out=tmp_path / "atlas", engine=LOCAL)
    assert built.catalogues == 2
    assert {fault.file for fault in built.faults} == {str(bad)}


def test_a_second_build_replaces_the_first(country, tmp_path):
    out = tmp_path / "atlas"
    build_atlas(files_of(country)[:3], out=out, engine=LOCAL)
    build_atlas(files_of(country)[:1], out=out, engine=LOCAL)
    assert len(list(out.rglob("records.parquet"))) == len(Atlas(out).shards) == 1


def test_a_folder_of_something_else_is_left_alone(country, tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(AtlasError, match=r"a new folder or an atlas"):
        build_atlas(files_of(country)[:1], out=tmp_path, engine=LOCAL)
    with pytest.raises(AtlasError, match=r"the folder of an atlas"):
        _ = Atlas(tmp_path).about


def test_the_picture_is_tiles_of_the_drawn_records(atlas):
    made = build_tiles(atlas, year=2024)
    assert made.read_bytes()[:7] == b"PMTiles"


def test_the_command_builds_and_asks(country, tmp_path, capsys):
    out, table = tmp_path / "atlas", tmp_path / "pairs.csv"
    assert main(["atlas", "build", str(country), "--out", str(out)]) == 0
    assert main(["atlas", "overlaps", str(out), "--out", str(table)]) == 0
    assert table.read_text("utf-8").startswith("year,adcode_a,id_a,")
    assert main(["atlas", "changes", str(out), "--out", str(tmp_path / "changes.csv")]) == 0
    assert main(["atlas", "near", "-134.72", "-25.53", str(out), "--radius-m", "5000"]) == 0
    assert "= 480\n" in capsys.readouterr().out
    assert main(["atlas", "overlaps", str(out), "--year", "1999", "--out", str(table)]) == 2
    assert "(2023, 2024)" in capsys.readouterr().err


def test_the_cells_count_every_record_on_the_map(country, atlas):
    for year in (2023, 2024):
        placed = sum(len(open_catalogue(file).placed) for file in files_of(country, year=year))
        cells = atlas.read_cells(year=year)
        assert cells.records.sum() == placed
        assert cells.enlarge(7).records.sum() == placed
        assert len(cells.enlarge(7)) < len(cells)
    code = atlas.shards[2].adcode
    wanted = next(file for file in files_of(country) if code in file.stem)
    cells = atlas.read_cells(prefix=code, year=2024)
    assert cells.records.sum() == len(open_catalogue(wanted).placed)
    west, south, east, north = atlas.shards[2].box
    assert (cells.x >= np.floor(west / cells.degrees)).all()
    assert (cells.x * cells.degrees <= east).all()
    assert (cells.y >= np.floor(south / cells.degrees)).all()
    assert (cells.y * cells.degrees <= north).all()


def test_an_atlas_built_without_cells_has_none(country, tmp_path):
    build_atlas(files_of(country)[:1], out=tmp_path / "atlas", engine=LOCAL)
    (tmp_path / "atlas" / "cells.parquet").unlink()
    atlas = Atlas(tmp_path / "atlas")
    assert len(atlas.read_cells(year=2024)) == 0
    assert atlas.find_middles(2, year=2024) == {}


def test_the_middle_of_a_place_is_that_of_its_records(country, atlas):
    middles = atlas.find_middles(6, year=2024)
    for file in files_of(country):
        catalogue = open_catalogue(file)
        boxes = np.array([project.geometry.bounds for project in catalogue.placed])
        lon, lat = ((boxes[:, :2] + boxes[:, 2:]) / 2).mean(axis=0)
        # A cell stands for what lies in it.
        assert middles[catalogue.metadata.city.adcode] == pytest.approx((lon, lat), abs=0.025)
    assert set(atlas.find_middles(2, year=2024)) == {"900000"}


def test_reports_without_records_or_without_places_are_no_hindrance(country, tmp_path):
    empty, unplaced = (json.loads(file.read_bytes()) for file in files_of(country)[:2])
    empty["features"] = []
    for feature in unplaced["features"]:
        feature["geometry"] = None
        nothing = dict.fromkeys(("accuracy_m", "method", "source", "licence", "as_of"))
        feature["properties"] |= {"place": {"type": "unknown"} | nothing, "districts": []}
    for name, collection in (("empty", empty), ("unplaced", unplaced)):
        (tmp_path / f"{name}.geojson").write_text(json.dumps(collection), encoding="utf-8")
    built = build_atlas([tmp_path, files_of(country)[2]], out=tmp_path / "atlas", engine=LOCAL)
    assert (built.records, built.faults) == (80, ())
    atlas = Atlas(tmp_path / "atlas")
    assert [shard.box is None for shard in atlas.shards] == [True, True, False]
    assert read_pairs(atlas)[0]
    assert atlas.read_cells(year=2024).records.sum() == built.placed
    assert atlas.read_catalogue(empty["metadata"]["id"]).projects == ()
