"""A shared catalogue answers as its file does, and refuses what the model refuses."""

import copy
import json
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from projects import library as reports
from projects.__main__ import main
from projects.areas import read_area
from projects.catalogue import DATA_FOLDER, DEFAULT_CATALOGUE, parse_catalogue, read_catalogue
from projects.changes import compare_catalogues
from projects.checks import read_checked
from projects.errors import CatalogueError
from projects.filters import Filters, make_filters, select_projects
from projects.nearness import GROUPS, find_near
from projects.overlaps import find_overlaps
from projects.sources import postgis, reading
from projects.sources.addresses import name_place
from projects.sources.errors import ConflictError
from projects.sources.postgis_editing import edit_shared
from projects.sources.tables import READER, SCHEMA, WRITER
from projects.steward.canonical import encode_canonical
from projects.steward.edits import set_fields
from projects.steward.errors import FaultyEditError
from projects.vocabulary import SECTORS, STATUSES

pytestmark = pytest.mark.slow  # a database of its own

FILES = sorted(DATA_FOLDER.glob("taiyuan-*.geojson"))
CASES = json.loads((Path(__file__).parents[1] / "data" / "filter-cases.json").read_text("utf-8"))
POINTS = ((112.50448, 37.856878), (112.567613, 37.859696), (112.3, 38.2), (113.4, 37.7))
AREAS = (
    "box_112.5_37.8_112.6_37.9",
    "shape_112.5_37.8_112.6_37.8_112.55_37.9",
    "line_500_112.5_37.8_112.6_37.9",
    "near_2000_112.55_37.87",
    "near_300_metro-1-p1",
    "near_300_no-such-project",
)


def place_of(database: str, report: str = DEFAULT_CATALOGUE.stem) -> Path:
    return name_place(f"{database}#{report}")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_comes_out_is_what_went_in_byte_for_byte(loaded, file):
    canonical = encode_canonical(json.loads(file.read_bytes()))
    assert reading.read_bytes(place_of(loaded, file.stem)) == canonical


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_record_is_the_same(loaded, file):
    shared, kept = read_checked(place_of(loaded, file.stem)), read_catalogue(file)
    assert shared.metadata == kept.metadata
    assert [one.model_dump(exclude={"geometry"}) for one in shared.projects] == [
        one.model_dump(exclude={"geometry"}) for one in kept.projects
    ]
    assert [(one.geometry is None) or one.geometry.wkt for one in shared.projects] == [
        (one.geometry is None) or one.geometry.wkt for one in kept.projects
    ]


FILTERS = [
    *({"q": "", **case["chosen"]} for case in CASES["cases"]),
    *({"sector": [sector], "status": [status]} for sector in SECTORS for status in STATUSES),
    *({"q": q} for q in ("地铁", "ditie", "1号线", "50%", "_", "🚇", "tynz", "公园 2024")),
    *({"due": [due]} for due in ("none", "2024", "2025", "soon")),
    *({"district": [district]} for district in ("city", "140105", "990000")),
    *({"accuracy": [accuracy]} for accuracy in ("exact", "site", "corridor", "district")),
    *({"area": area, "sector": sectors} for area in AREAS for sectors in ([], ["roads"])),
]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_database_filters_as_the_file_does(loaded, file):
    kept, place = read_catalogue(file), place_of(loaded, file.stem)
    for asked in FILTERS:
        choices = {name: value for name, value in asked.items() if name not in {"q", "area"}}
        area = read_area(str(asked["area"])) if "area" in asked else None
        filters = make_filters(choices, q=str(asked.get("q", "")), area=area)
        found = postgis.select_projects(place, filters=filters)
        assert found == select_projects(kept, filters=filters), asked


@pytest.mark.parametrize("radius_m", [50.0, 1_000.0, 12_000.0])
@pytest.mark.parametrize("point", POINTS)
def test_what_is_near_is_near_in_the_database(loaded, point, radius_m):
    lon, lat = point
    kept = find_near(read_catalogue(), lon=lon, lat=lat, radius_m=radius_m)
    shared = postgis.find_near_shared(place_of(loaded), lon=lon, lat=lat, radius_m=radius_m)
    for name in GROUPS:
        if name != "beyond":
            assert list(shared.nearness.group(name)) == list(kept.group(name)), name
    assert shared.total == kept.total
    listed = {one.id for one in shared.nearness.beyond}
    assert listed <= {one.id for one in kept.beyond}


def test_pairs_and_changes_are_those_of_the_files(loaded):
    shared = [read_checked(place_of(loaded, file.stem)) for file in FILES]
    kept = [read_catalogue(file) for file in FILES]
    for one, other in zip(shared, kept, strict=True):
        assert find_overlaps(one) == find_overlaps(other)
    told = [[(c.class_slug, c.id, c.why) for c in compare_catalogues(*both).changes]
            for both in (shared, kept)]  # fmt: skip
    assert told[0] == told[1]


def test_a_library_opens_a_database_beside_files(loaded, tmp_path):
    library = reports.open_library(reports.split_paths(f"{loaded},{tmp_path}"))
    assert list(library.by_id) == [file.stem for file in FILES]
    assert library.broken == {}
    assert "not-for-eyes" not in repr(library.entries)
    assert len(library.by_id[FILES[-1].stem].catalogue.projects) > 0


BAD: dict[str, Any] = {
    "sector": "magic",
    "status": "done",
    "kind": "castle",
    "name_zh": " leading",
    "name_en": "x" * 401,
    "due": 1800,
    "districts": ["1401"],
    "aliases": ["fine", ""],
    "id": "Not-A-Slug",
    "citations": "[]",
    "milestones": "{}",
    "summary_zh": None,
    "remark_zh": None,
    "place_accuracy_m": -1.0,
    "place_type": "somewhere",
    "place_as_of": "yesterday",
}


@pytest.mark.parametrize("column", BAD)
def test_the_table_refuses_what_the_model_refuses(loaded, column):
    statement = f"UPDATE {SCHEMA}.project SET {column} = %s WHERE id = 'metro-1-p1'"
    with (
        psycopg.connect(loaded) as connection,
        pytest.raises(psycopg.IntegrityError, match=r"constraint"),
    ):
        connection.execute(statement.encode(), [BAD[column]])


def test_each_role_may_do_its_own_and_no_more(server, loaded):
    server.execute(f"CREATE ROLE looking LOGIN IN ROLE {READER}")
    server.execute(f"CREATE ROLE editing LOGIN IN ROLE {WRITER}")
    try:
        reader = loaded.replace("postgres:", "looking:", 1)
        writer = loaded.replace("postgres:", "editing:", 1)
        assert reading.read_bytes(place_of(reader)) == reading.read_bytes(place_of(loaded))
        with pytest.raises(CatalogueError, match=r"permission denied"):
            set_fields(place_of(reader), "metro-1-p1", values={"name_en": "Line 1"}, cited=None)
        set_fields(place_of(writer), "metro-1-p1", values={"name_en": "Line 1!"}, cited=None)
        with (
            psycopg.connect(writer) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"change"),
        ):
            connection.execute(f"DELETE FROM {SCHEMA}.change".encode())
    finally:
        for role in ("looking", "editing"):
            server.execute(f"DROP ROLE {role}")


def test_an_edit_is_kept_whole_and_logged(loaded):
    place = place_of(loaded, "taiyuan-2023")
    before = json.loads(reading.read_bytes(place))
    record_id = before["features"][0]["properties"]["id"]
    set_fields(
        place, record_id, values={"remark_zh": "存疑。", "remark_en": "Doubtful."}, cited=None
    )
    after = json.loads(reading.read_bytes(place))
    assert after["features"][0]["properties"]["remark_en"] == "Doubtful."
    assert after["features"][1:] == before["features"][1:]
    logged = postgis.list_changes(loaded, report="taiyuan-2023")[0]
    assert (logged["record_id"], logged["version"]) == (record_id, 2)


def test_a_faulty_edit_leaves_everything_as_it_was(loaded):
    place = place_of(loaded)
    before = reading.read_bytes(place)

    def spoil(collection: dict[str, Any]) -> None:
        collection["features"][0]["properties"]["sector"] = "magic"

    with pytest.raises(FaultyEditError, match=r"sector"):
        edit_shared(place, spoil, what="spoil")
    assert reading.read_bytes(place) == before


def test_who_looked_at_an_older_version_is_refused(loaded):
    place = place_of(loaded)
    seen = reading.list_versions(loaded)[DEFAULT_CATALOGUE.stem]
    set_fields(place, "metro-1-p1", values={"name_en": "Metro 1"}, cited=None)
    with pytest.raises(ConflictError, match=r"somebody else"):
        edit_shared(place, lambda _: None, what="late", seen_version=seen)


def test_two_editors_at_once_both_keep_their_change(loaded):
    place = place_of(loaded)
    tries = []

    def change(collection: dict[str, Any]) -> None:
        tries.append(1)
        if len(tries) == 1:  # another editor is faster
            set_fields(place, "metro-1-p1", values={"name_en": "The faster"}, cited=None)
        collection["features"][-1]["properties"]["name_en"] = "The slower"

    edit_shared(place, change, what="slow")
    features = json.loads(reading.read_bytes(place))["features"]
    names = {one["properties"]["id"]: one["properties"]["name_en"] for one in features}
    assert names["metro-1-p1"] == "The faster"
    assert features[-1]["properties"]["name_en"] == "The slower"
    assert len(tries) == 2


def test_records_may_come_and_go(loaded):
    place = place_of(loaded)
    before = json.loads(reading.read_bytes(place))
    taken = {}

    def remove(collection: dict[str, Any]) -> None:
        taken["feature"] = collection["features"].pop(0)

    def put_back(collection: dict[str, Any]) -> None:
        collection["features"].insert(0, copy.deepcopy(taken["feature"]))

    edit_shared(place, remove, what="remove")
    assert len(json.loads(reading.read_bytes(place))["features"]) == len(before["features"]) - 1
    edit_shared(place, put_back, what="put back")
    assert json.loads(reading.read_bytes(place)) == before


def test_an_error_never_shows_the_password(database):
    nowhere = database.replace("?host=", "?host=/nowhere")
    with pytest.raises(CatalogueError, match=r"server") as caught:
        reading.read_bytes(place_of(nowhere))
    assert "not-for-eyes" not in str(caught.value)


def test_the_command_makes_loads_lists_asks_and_writes_out(database, tmp_path, capsys):
    toy = json.loads(DEFAULT_CATALOGUE.read_bytes())
    toy["metadata"]["id"] = "toy-2024"
    file, out = tmp_path / "toy.geojson", tmp_path / "out.geojson"
    file.write_bytes(encode_canonical(toy))
    assert main(["postgis", "create", database]) == 0
    assert main(["postgis", "load", str(file), database]) == 0
    assert main(["postgis", "load", str(file), database]) == 2
    assert main(["postgis", "load", "--replace", str(file), database]) == 0
    place = f"{database}#toy-2024"
    assert main(["postgis", "dump", "--out", str(out), place]) == 0
    assert out.read_bytes() == file.read_bytes()
    assert main(["postgis", "list", database]) == 0
    assert main(["postgis", "log", database]) == 0
    assert main(["postgis", "select", "--sector", "roads", place]) == 0
    assert main(["check", place]) == 0
    said = capsys.readouterr()
    catalogue = parse_catalogue(file.read_bytes(), file=file.name)
    roads = select_projects(catalogue, filters=Filters(sector=frozenset({"roads"})))
    assert f"= {roads.total}\n" in said.out
    assert "not-for-eyes" not in said.out + said.err
    assert main(["postgis", "list", f"{database}#none"]) == 0
    assert main(["postgis", "dump", f"{database}#none"]) == 1


def test_without_the_driver_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(CatalogueError, match=r"\[postgis\]"):
        reading.read_bytes("postgresql:/nowhere/city#one")
