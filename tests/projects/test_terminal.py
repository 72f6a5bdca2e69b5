"""What commands print: on any console, nothing that it would obey, and true exit codes."""

import io
import sys
from pathlib import Path

import pytest

from projects.__main__ import main

ENCODINGS = ["utf-8", "cp1252", "ascii", "gbk", "latin-1", "utf-16"]


def open_console(monkeypatch: pytest.MonkeyPatch, encoding: str) -> dict[str, io.BytesIO]:
    kept = {"stdout": io.BytesIO(), "stderr": io.BytesIO()}
    for name, raw in kept.items():
        console = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
        monkeypatch.setattr(sys, name, console)
    return kept


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["check"], 0),
        (["check", "没有\udcff\x1b[2J.geojson"], 1),
        (["near", "112.55", "37.87", "--radius-m", "3000"], 0),
        (["near", "112.55", "37.87", "--json"], 0),
        (["near", "1e400", "37.87"], 2),
        (["near", "nan", "nan", "--q", "\x1b[31m"], 2),
        (["schema"], 0),
        (["check", "--report", "没有.md"], 2),
    ],
)
def test_every_console_gets_its_answer(
    monkeypatch: pytest.MonkeyPatch, encoding: str, words: list[str], code: int
) -> None:
    kept = open_console(monkeypatch, encoding)
    assert main(words) == code
    shown = b"".join(raw.getvalue() for raw in kept.values())
    assert shown
    assert "\x1b" not in shown.decode(encoding, "replace")


@pytest.mark.parametrize("words", [["\x1b[31m"], ["check", "--\x1b[31m"], ["near", "\x1b", "1"]])
def test_wrong_use_repeats_nothing_a_terminal_obeys(
    monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    kept = open_console(monkeypatch, "ascii")
    with pytest.raises(SystemExit, match="2"):
        main(words)
    shown = kept["stderr"].getvalue()
    assert b"\\x1b" in shown
    assert b"\x1b" not in shown


@pytest.mark.parametrize("path", ["/dev/zero", "/", "/dev/null"])
def test_a_device_is_no_catalogue(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", path]) == 1
    assert "a regular file" in capsys.readouterr().out


def test_near_asks_what_check_asks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.geojson"
    path.write_bytes(b"[" * 10_000)
    assert main(["near", "112.55", "37.87", str(path)]) == 1
    assert "nested too deep" in capsys.readouterr().out
