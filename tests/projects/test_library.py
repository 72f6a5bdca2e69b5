import copy
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from projects.catalogue import Catalogue
from projects.errors import CatalogueError, LibraryError
from projects.library import Found, list_files, open_library, open_report, split_paths

Json = dict[str, Any]


@pytest.fixture
def shelf(
    tmp_path: Path, toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> Callable[..., Path]:
    """Write a toy catalogue of a year, spoilt as asked, into the folder."""

    def put(name: str, *, year: int = 2024, spoil: Callable[[Json], None] | None = None) -> Path:
        collection = toy_collection()
        collection["metadata"]["id"] = name
        collection["metadata"]["report_date"] = f"{year}-02-28"
        if spoil is not None:
            spoil(collection)
        path = tmp_path / f"{name}.geojson"
        path.write_bytes(encoded(collection))
        return path

    return put


def rename_metro(collection: Json) -> None:
    collection["features"][0]["properties"] |= {"id": "metro-old", "aliases_id": []}


def keep_old_name(collection: Json) -> None:
    collection["features"][0]["properties"]["aliases_id"] = ["metro-old"]


def swap_coordinates(collection: Json) -> None:
    point = next(f for f in collection["features"] if (f["geometry"] or {}).get("type") == "Point")
    point["geometry"]["coordinates"].reverse()


def break_record(collection: Json) -> None:
    collection["features"][0]["properties"]["status"] = "sleeping"


def test_a_folder_is_opened_by_city_and_year(shelf: Callable[..., Path]) -> None:
    shelf("toy-2025", year=2025)
    folder = shelf("toy-2023", year=2023).parent
    library = open_library([folder])
    assert [entry.id for entry in library.entries] == ["toy-2023", "toy-2025"]
    assert library.cities == ("140100",)
    assert [entry.year for entry in library.list_reports("140100")] == [2023, 2025]
    assert library.default_id == "toy-2025"
    assert library.broken == {}


def test_the_default_is_the_asked_one(shelf: Callable[..., Path]) -> None:
    shelf("toy-2025", year=2025)
    folder = shelf("toy-2023", year=2023).parent
    assert open_library([folder], default_id="toy-2023").default_id == "toy-2023"
    assert open_library([folder], default_id="nowhere").default_id == "toy-2025"


def test_the_library_that_comes_along_opens_with_2024() -> None:
    library = open_library()
    assert library.default is not None
    assert library.default.id == "taiyuan-2024"
    assert {"taiyuan-2023", "taiyuan-2024"} <= set(library.by_id)


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    library = open_library([tmp_path])
    assert (library.entries, library.default, library.search("一")) == ((), None, ())


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"type": "Feature"}', b"[1]"])
def test_a_broken_file_leaves_the_others_open(shelf: Callable[..., Path], content: bytes) -> None:
    path = shelf("toy-2024")
    bad = path.with_name("bad.geojson")
    bad.write_bytes(content)
    library = open_library([path.parent])
    assert [entry.id for entry in library.entries] == ["toy-2024"]
    assert list(library.broken) == [str(bad)]
    assert library.broken[str(bad)][0].file == str(bad)


def test_a_file_that_is_not_there_leaves_the_others_open(shelf: Callable[..., Path]) -> None:
    path = shelf("toy-2024")
    missing = path.with_name("missing.geojson")
    assert list(open_library([missing, path]).broken) == [str(missing)]


def test_a_broken_record_is_told_with_its_catalogue(shelf: Callable[..., Path]) -> None:
    shelf("toy-2023", year=2023, spoil=break_record)
    library = open_library([shelf("toy-2024").parent])
    entry = library.by_id["toy-2023"]
    assert [fault.field for fault in entry.faults] == ["status"]
    with pytest.raises(CatalogueError, match="sleeping"):
        _ = entry.catalogue
    assert [a.entry.id for a in library.find_record("museum")] == ["toy-2024"]
    assert [a.entry.id for a in library.search("City Museum")] == ["toy-2024"]
    assert entry.faults


def test_two_files_of_one_id_are_told(shelf: Callable[..., Path]) -> None:
    path = shelf("toy-2024")
    twin = path.with_name("twin.geojson")
    twin.write_bytes(path.read_bytes())
    library = open_library([path, twin])
    assert [entry.path for entry in library.entries] == [path]
    assert "the id of" in library.broken[str(twin)][0].found


def test_a_broken_file_never_hides_a_sound_one_of_its_id(shelf: Callable[..., Path]) -> None:
    sound = shelf("toy-2024").rename(shelf("toy-2024").with_name("z.geojson"))
    broken = shelf("toy-2024", spoil=break_record)
    library = open_library([broken, sound])
    assert [entry.path for entry in library.entries] == [sound]
    assert "sleeping" in library.broken[str(broken)][0].found
    assert library.by_id["toy-2024"].catalogue.projects


def test_what_check_refuses_opens_no_report(shelf: Callable[..., Path]) -> None:
    path = shelf("toy-2024", spoil=swap_coordinates)
    with pytest.raises(CatalogueError, match="longitude before latitude"):
        open_report(str(path))


def test_a_project_is_found_through_the_years_by_either_id(shelf: Callable[..., Path]) -> None:
    shelf("toy-2023", year=2023, spoil=rename_metro)
    library = open_library([shelf("toy-2024", spoil=keep_old_name).parent])
    for name in ("metro-old", "metro-1-p1"):
        found = [(a.entry.id, a.project.id) for a in library.find_record(name)]
        assert found == [("toy-2023", "metro-old"), ("toy-2024", "metro-1-p1")]
    assert library.find_record("nowhere") == ()
    assert library.find_record("museum", adcode="110000") == ()


def test_all_catalogues_are_searched_at_once(shelf: Callable[..., Path]) -> None:
    shelf("toy-2023", year=2023)
    library = open_library([shelf("toy-2024").parent])
    found = [(a.entry.id, a.project.id) for a in library.search("bowuguan")]
    assert found == [("toy-2023", "museum"), ("toy-2024", "museum")]
    assert library.search("  ") == ()


def test_a_search_reads_no_record_of_what_is_kept(
    shelf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CACHE_FOLDER")
    shelf("toy-2023", year=2023)
    folder = shelf("toy-2024").parent
    first = open_library([folder])
    assert first.count_found("bowuguan") == Found({}, waiting=2)
    assert first.count_found("bowuguan", most_read=1).waiting == 1
    assert all(entry.prepare_keys() for entry in first.entries)
    assert not first.by_id["toy-2024"].is_read

    def refuse(path: Path) -> Catalogue:
        raise AssertionError(path)

    library = open_library([folder], reader=refuse)
    assert library.count_found("bowuguan") == Found({"toy-2023": 1, "toy-2024": 1})
    assert [(a.entry.id, a.id) for a in library.search("BWG")] == [
        ("toy-2023", "museum"),
        ("toy-2024", "museum"),
    ]
    assert library.count_found("bowuguan", adcode="110000") == Found({})
    assert library.count_found(" ? ") == Found({})


def test_what_changed_or_is_broken_is_read_for_a_search(
    shelf: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CACHE_FOLDER")
    folder = shelf("toy-2024").parent
    assert open_library([folder]).entries[0].prepare_keys()
    shelf("toy-2024", spoil=keep_old_name)
    (entry,) = open_library([folder]).entries
    assert not entry.is_at_hand
    assert [a.id for a in open_library([folder]).search("bowuguan")] == ["museum"]
    shelf("toy-2024", spoil=break_record)
    broken = open_library([folder])
    assert not broken.entries[0].prepare_keys()
    assert broken.count_found("bowuguan", most_read=1) == Found({})


def test_members_in_any_order_are_read(
    tmp_path: Path, toy_collection: Callable[[], Json], encoded: Callable[[Json], bytes]
) -> None:
    collection = toy_collection()
    turned = {name: collection[name] for name in ("features", "metadata", "type")}
    path = tmp_path / "a.geojson"
    path.write_bytes(encoded(copy.deepcopy(turned)))
    assert [entry.id for entry in open_library([path]).entries] == ["toy-2024"]


@pytest.mark.parametrize("separator", [",", os.pathsep, " , "])
def test_paths_are_parted_by_commas_or_the_systems_sign(separator: str) -> None:
    assert split_paths(separator.join(["a", "b"])) == (Path("a"), Path("b"))


def test_a_file_named_twice_is_opened_once(shelf: Callable[..., Path]) -> None:
    path = shelf("toy-2024")
    assert list_files([path, path.parent]) == (path,)


def test_a_report_is_opened_by_its_file_or_its_id(shelf: Callable[..., Path]) -> None:
    path = shelf("toy-2024")
    assert open_report(str(path)).metadata.id == "toy-2024"
    assert open_report("toy-2024", paths=[path.parent]).metadata.id == "toy-2024"
    with pytest.raises(LibraryError, match="toy-2024"):
        open_report("toy-1999", paths=[path.parent])
