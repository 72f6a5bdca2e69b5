"""Files: what is good comes back, what is bad is said clearly and all at once."""

import errno
import stat
from pathlib import Path
from typing import Any

import pytest

from geodata import files, frames
from geodata.errors import FileFaultsError, GeodataError, UnknownNameError
from geodata.layers import DATA


def point(lon: Any = 112.5, lat: Any = 37.8, **properties: Any) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    given = collection(point(name="甲", list=[1, 2], none=None), point(113.0, 38.0))
    files.write_features(path, given)
    assert files.read_features(path) == given


def test_writing_again_changes_no_byte(tmp_path: Path) -> None:
    sources = sorted(DATA.rglob("*.geojson"))
    assert sources
    for source in sources:
        copy = tmp_path / source.name
        files.write_features(copy, files.read_features(source))
        assert copy.read_bytes() == source.read_bytes(), source.name


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    files.write_features(path, collection(point()))
    before = path.read_bytes()
    with pytest.raises(FileFaultsError, match=r"feature 2: .*expected two finite numbers"):
        files.write_features(path, collection(point(), point("x")))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.geojson"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bad.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":['
        '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[37.8,112.5]}},'
        '{"type":"Feature","properties":null,"geometry":null},'
        '{"type":"Feature","properties":{}},'
        '"feature"]}',
        encoding="utf-8",
    )
    with pytest.raises(FileFaultsError, match=r"bad\.geojson") as caught:
        files.read_features(path)
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        "feature 1",
        "feature 2",
        "feature 3",
        "feature 4",
    ]
    assert "these look swapped" in caught.value.faults[0]
    assert isinstance(caught.value, GeodataError)
    assert isinstance(caught.value, ValueError)


def test_a_caller_with_checks_of_its_own_gets_geometries_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "swapped.geojson"
    swapped = collection(point(37.8, 112.5))
    path.write_bytes(files.encode_features(swapped))
    assert files.read_features(path, check=False)["features"] == swapped["features"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "line 1, column 1: expected JSON"),
        (b'{"type":', "line 1, column 9: expected JSON"),
        (b"[]", "expected an object of type"),
        (b'{"type":"Feature"}', "found 'Feature'"),
        (b'{"type":"FeatureCollection"}', "expected a list of features, found NoneType"),
        ("{'汾河'}".encode("gb18030"), "expected UTF-8 text, found another byte at offset 2"),
    ],
)
def test_what_is_no_collection_is_said_so(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    with pytest.raises(FileFaultsError, match=fault):
        files.read_features(path)


@pytest.mark.parametrize("read", [files.read_features, files.read_table, files.read_settings])
def test_a_missing_file_is_named(tmp_path: Path, read: Any) -> None:
    with pytest.raises(FileFaultsError, match=r"nowhere\.gpkg: cannot be read: No such file"):
        read(tmp_path / "nowhere.gpkg")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileFaultsError, match="cannot be written: No such file or directory"):
        files.write_bytes(tmp_path / "no" / "a.txt", b"")


def test_a_write_that_fails_leaves_what_was_there_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    files.write_bytes(path, b"old")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileFaultsError, match=r"a\.txt: cannot be written: No space left"):
        files.write_bytes(path, b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_bytes() == b"old"


def test_a_file_that_cannot_take_its_place_is_not_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.mkdir()
    with pytest.raises(FileFaultsError, match="a regular file, found a directory"):
        files.write_bytes(path, b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_a_byte_order_mark_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("\ufeffname,lon\n甲,112.5\n".encode())
    assert files.read_table(path, columns=["name"]) == [{"name": "甲", "lon": "112.5"}]


def test_a_table_comes_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [{"a": 'say "x", y', "b": ""}, {"a": "two\nlines", "b": "汾河"}]
    files.write_table(path, rows, columns=["a", "b"])
    assert files.read_table(path) == rows


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "expected a header line, found an empty file"),
        ("a,b\n", "expected the columns lon, found a, b"),
        ("a,lon\n1\n1,2,3\n", "line 2: expected 2 values, found 1\n.*line 3: .*found 3"),
    ],
)
def test_a_broken_table_is_said_so(tmp_path: Path, content: str, fault: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileFaultsError, match=fault):
        files.read_table(path, columns=["lon"])


def test_broken_settings_are_said_so(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text("a = ", encoding="utf-8")
    with pytest.raises(FileFaultsError, match="expected TOML"):
        files.read_settings(path)


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="'dwg'; known are: gpkg, fgb, kml, shp"):
        frames.encode_layers({}, file_format="dwg")
