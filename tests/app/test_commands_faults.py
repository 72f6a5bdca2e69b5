"""The commands of the app: a user's mistake is a sentence and an exit code, never a traceback."""

import io
import os
import socket
import sys

import pytest

from app import server
from app.__main__ import main
from app.errors import SettingError
from app.server import write_address

EXPORT = ["export", "--format", "html"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii", "gbk"])
def test_an_export_is_told_on_any_console(monkeypatch, tmp_path, encoding):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, write_through=True))
    out = tmp_path / "文件.html"
    assert main([*EXPORT, "--out", str(out)]) == 0
    assert out.stat().st_size > 1000
    assert b"bytes" in raw.getvalue()


def pipe(path):
    os.mkfifo(path)


def folder(path):
    path.mkdir()


def link(path):
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("make", [pipe, folder, link])
def test_nothing_special_is_written_over(tmp_path, capsys, make):
    out = tmp_path / "out.html"
    make(out)
    before = out.lstat().st_mode
    assert main([*EXPORT, "--out", str(out)]) == 1
    assert "expected a regular file" in capsys.readouterr().err
    assert out.lstat().st_mode == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--view", "sector=magic"], "sector=magic"),
        (["--view", "sel=nobody\x1b[31m"], "sel=nobody"),
        (["--story", "x" * 300], "no story"),
        (["--link-base", "javascript:1"], "--link-base"),
        (["--catalogue", "/dev/zero"], "cannot be used"),
        (["--catalogue", "/"], "found a directory; python -m projects check"),
        (["--out", "/nowhere/at/all.html"], "cannot be written"),
        (["--out", "/dev/full"], "found a device"),
    ],
)
def test_a_mistake_is_a_sentence(tmp_path, capsys, words, said):
    out = tmp_path / "out.html"
    assert main([*EXPORT, "--out", str(out), *words]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "\x1b" not in told
    assert not out.exists()


def test_sheets_need_a_folder(tmp_path, capsys):
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    assert main(["sheets", "--out", str(path)]) == 1
    assert "File exists" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501/"),
        ("::1", "http://[::1]:8501/"),
        ("::", "http://[::1]:8501/"),
        ("0.0.0.0", "http://127.0.0.1:8501/"),  # noqa: S104 - told, not bound
        ("map.example.org", "http://map.example.org:8501/"),
    ],
)
def test_the_address_opens_in_a_browser(host, address):
    assert write_address(host, port=8501) == address


@pytest.mark.enable_socket
def test_a_port_in_use_is_said_and_no_address_told(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert f"port {port}: " in told.err


@pytest.mark.enable_socket
def test_no_part_of_an_answer_waits_for_the_one_before(monkeypatch):
    sent_at_once = []

    class Served(server._Server):
        def run(self, sockets):
            with socket.create_connection(sockets[0].getsockname()):
                connection, _ = sockets[0].accept()
                with connection:
                    option = (socket.IPPROTO_TCP, socket.TCP_NODELAY)
                    sent_at_once.append(connection.getsockopt(*option) != 0)

    monkeypatch.setattr(server, "_Server", Served)
    main(["serve", "--port", "0"])
    assert sent_at_once == [True]


@pytest.mark.enable_socket
def test_the_address_is_told_once_it_serves(monkeypatch, capsys):
    told_before = []

    class Served(server._Server):
        def run(self, sockets):
            assert sockets
            told_before.append(capsys.readouterr().out)
            self.started = True
            server.say(self.address)

    monkeypatch.setattr(server, "_Server", Served)
    assert main(["serve", "--port", "0"]) == 0
    assert told_before == [""]
    assert "http://127.0.0.1:" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_cannot_be_is_refused(port, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["serve", "--port", port])
    assert "0 to 65535" in capsys.readouterr().err


@pytest.mark.parametrize(("view", "last"), [("", ""), ("lang=en&sector=roads", "?")])
def test_a_link_is_told_only_where_there_is_one(tmp_path, capsys, view, last):
    out = tmp_path / "out.csv"
    assert main(["export", "--view", view, "--format", "csv", "--out", str(out)]) == 0
    first, *more = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{out}: ")
    assert [line[:1] for line in more] == list(last)
    assert "?" not in more


@pytest.mark.enable_socket
def test_a_setting_that_cannot_be_used_ends_in_a_sentence(monkeypatch, capsys):
    class Refused(server._Server):
        def run(self, sockets):
            assert sockets
            raise SettingError("PUBLIC_URL: expected an address such as https://example.org/city")

    monkeypatch.setattr(server, "_Server", Refused)
    assert main(["serve", "--port", "0"]) == 1
    assert capsys.readouterr().err.startswith("PUBLIC_URL: expected an address")


def test_a_place_of_a_setting_that_is_not_there_is_said(tmp_path):
    (tmp_path / "report.txt").write_text("x", encoding="utf-8")
    settings = {
        "CITIES": os.pathsep.join([str(tmp_path), "/no/such"]),
        "ATLAS": str(tmp_path / "report.txt"),
        "REPORT_FILE": str(tmp_path / "report.txt"),
    }
    assert list(server.list_missing(settings)) == [
        "CITIES: expected a folder that is there; found /no/such",
        f"ATLAS: expected a folder that is there; found {tmp_path / 'report.txt'}",
    ]
