"""What is kept of a file: used while the content is the same, never needed, never trusted."""

from pathlib import Path

import pytest

import projects.text_index as text_index_module
from projects import kept as kept_module
from projects.catalogue import DEFAULT_CATALOGUE
from projects.checks import read_checked
from projects.errors import CatalogueError
from projects.kept import Kept, find_kept
from projects.text_index import text_index_of


@pytest.fixture
def catalogue_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CACHE_FOLDER")
    path = tmp_path / "city.geojson"
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    return path


def read_text(path: Path) -> bytes:
    return text_index_of(read_checked(path)).text


def test_the_keys_are_made_once_for_a_content(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = read_text(catalogue_file)
    assert len(list((catalogue_file.parent / ".cache").iterdir())) == 2
    made: list[object] = []
    monkeypatch.setattr(text_index_module, "make_keys", lambda *_, **__: made.append(1) or [])
    assert read_text(catalogue_file) == text
    assert not made


def test_a_changed_content_finds_nothing(catalogue_file: Path) -> None:
    first = read_text(catalogue_file)
    changed = catalogue_file.read_bytes().replace("迎泽".encode(), "迎春".encode())
    catalogue_file.write_bytes(changed)
    assert read_text(catalogue_file) != first


def test_a_broken_content_is_refused_as_often_as_it_is_read(catalogue_file: Path) -> None:
    read_text(catalogue_file)
    catalogue_file.write_bytes(catalogue_file.read_bytes().replace(b'"roads"', b'"road"', 1))
    for _ in range(2):
        with pytest.raises(CatalogueError, match="sector"):
            read_checked(catalogue_file)


def test_what_was_cut_off_is_made_anew(catalogue_file: Path) -> None:
    text = read_text(catalogue_file)
    for file in (catalogue_file.parent / ".cache").iterdir():
        file.write_bytes(file.read_bytes()[:-1] or b"x")
    assert read_text(catalogue_file) == text


def test_a_folder_that_cannot_be_written_to_is_no_fault(catalogue_file: Path) -> None:
    (catalogue_file.parent / ".cache").write_text("a file stands here", encoding="utf-8")
    assert read_text(catalogue_file)


def test_the_setting_names_another_folder_or_none(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CACHE_FOLDER", str(tmp_path / "else"))
    read_text(catalogue_file)
    assert list((tmp_path / "else").iterdir())
    monkeypatch.setenv("CACHE_FOLDER", "")
    assert find_kept(catalogue_file, data=b"") is None
    assert not (tmp_path / ".cache").exists()


def test_the_folder_is_bounded_and_other_files_in_it_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_module, "MOST_FILES", 3)
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for number in range(6):
        Kept(tmp_path, f"{number}").write("keys", b"text")
    assert len(list(tmp_path.glob("city-projects-*"))) == 3
    assert Kept(tmp_path, "5").read("keys") == b"text"
    assert (tmp_path / "mine.txt").exists()
