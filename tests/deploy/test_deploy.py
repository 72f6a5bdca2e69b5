"""The files of deploy/ do what they say: nginx, systemd, metrics, logs, and a stop without loss."""

import asyncio
import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from page_reader import ATLAS, PANEL, PageReader

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"

pytestmark = [pytest.mark.enable_socket, pytest.mark.slow]  # servers of their own


def ask(port: int, *, cookie: str = "") -> tuple[str, str]:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/")
    if cookie:
        request.add_header("Cookie", cookie)
    with urllib.request.urlopen(request) as answer:
        return answer.read().decode(), (answer.headers["Set-Cookie"] or "").partition(";")[0]


def test_a_reader_stays_with_one_process_and_readers_are_spread(stand_ins, tmp_path, make_nginx):
    nginx = make_nginx(tmp_path, upstreams=stand_ins)
    seen = set()
    for _ in range(24):
        process, cookie = ask(nginx.port)
        assert cookie.startswith("city_process=")
        again = [ask(nginx.port, cookie=cookie) for _ in range(3)]
        assert {one for one, _ in again} == {process}
        assert {given for _, given in again} == {""}
        seen.add(process)
    assert seen == {str(port) for port in stand_ins}
    logged = (tmp_path / "access.log").read_text()
    assert "127.0.0.1" not in logged


def test_the_steps_of_the_container_file_give_a_server_that_is_ready(running, container):
    running.ask_until(lambda: running.get("readyz")[0] == 200)
    subprocess.run(running.words(container.health), check=True)
    assert container.user == "city-projects"
    found = [sys.executable, "-c", "import app; print(app.__file__)"]
    ran = subprocess.run(
        found, cwd=container.here, env=running.environment, capture_output=True, check=True
    )
    assert ran.stdout.decode().startswith(str(container.here))


def test_under_a_prefix_every_page_and_file_is_found(running):

    def is_ready() -> bool:
        status, body = running.get("readyz")
        assert json.loads(body)["ready"] is (status == 200)  # until then the data are being read
        return status == 200

    running.ask_until(is_ready)
    told = json.loads(running.get("readyz")[1])
    assert (told["ready"], told["catalogue"]) == (True, "taiyuan-2024")
    assert {"digest", "version"} <= set(told)
    for path in ("", "overview", "overlaps", "present", "healthz", "_stcore/health", "atlas"):
        assert running.get(path)[0] == 200, path
    page, headers = running.get("")[1].decode(), running.get_headers("overview")
    # The policy of Streamlit's own pages, without which their script would not run.
    assert "'sha256-" in headers["Content-Security-Policy"]
    script = re.search(r'src="\./(assets/atlas\.js[^"]*)"', page)
    assert running.get(script.group(1))[0] == 200


def test_the_live_connection_passes_through_the_proxy(running):
    host = f"127.0.0.1:{running.nginx.port}"
    request = urllib.request.Request(
        f"{running.address}_stcore/stream",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Origin": f"http://{host}",
        },
    )
    import http.client  # noqa: PLC0415 - urllib takes no 101

    connection = http.client.HTTPConnection(host)
    connection.request("GET", request.selector, headers=dict(request.header_items()))
    assert connection.getresponse().status == 101
    running.ask_until(lambda: "city_sessions 1.0" in running.read_metrics())
    connection.close()


def test_choosing_a_record_is_answered_with_the_map_alone(running):
    async def choose() -> PageReader:
        reader = PageReader(running.address)
        await reader.open()
        await reader.choose("rail-transit")
        await reader.select("metro-1-p1")
        await reader.close()
        return reader

    reader = asyncio.run(choose())
    assert {PANEL, ATLAS} & set(reader.kinds) == {ATLAS}
    assert sum(reader.kinds.values()) == 6
    told = reader.told[ATLAS]
    assert (told["selected"], told["chosen"]["sector"]) == ("metro-1-p1", ["rail-transit"])


def test_a_choice_is_answered_with_the_panel_alone_which_tells_the_rest_of_the_page(running):
    async def choose() -> tuple[PageReader, PageReader]:
        one, other = PageReader(running.address), PageReader(running.address)
        await one.open()
        await other.open()
        await one.choose("roads")
        await other.choose("industry")
        await one.choose("industry")
        await one.close()
        await other.close()
        return one, other

    one, other = asyncio.run(choose())
    assert set(one.kinds) == {
        "session_status_changed",
        "new_session",
        "delta",  # the place of the fragment
        PANEL,
        "script_finished",
    }
    assert one.kinds[PANEL] == 1
    page = one.told[PANEL]["page"]
    assert page["address"] == "sector=industry,roads"
    assert page["chosen"]["sector"] == ["industry", "roads"]
    assert page["links"][0].endswith("?sector=industry,roads")
    assert page["heard"] == {**page["heard"], "turn": 2, "said": 3}
    assert other.told[PANEL]["page"]["address"] == "sector=industry"


def test_metrics_count_by_door_and_hold_nothing_of_a_reader(running):
    running.get("nearby", query="near=112.5512,37.8701&q=geheim")
    running.get("wp-login.php")
    # A request is counted when its last byte has gone, which its reader may see a moment before.
    last = 'city_requests_total{door="other",status="404"} '
    running.ask_until(lambda: last in running.read_metrics())
    told = running.read_metrics()
    assert re.search(r'city_requests_total\{door="nearby",status="200"\} [1-9]', told)
    assert re.search(r'city_requests_total\{door="other",status="404"\} [1-9]', told)
    assert "city_request_seconds_bucket" in told
    assert "process_resident_memory_bytes" in told
    assert not {"112.55", "geheim", "wp-login", "127.0.0.1"} & set(re.split(r'[",/= ]', told))


def test_the_log_is_lines_of_json_without_a_reader(running):
    running.get("nearby", query="near=112.5512,37.8701&q=geheim")
    text = running.log.read_text()
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    asked = [line for line in lines if line["logger"] == "app.access"]
    assert {"door", "method", "status", "duration_ms", "bytes"} <= set(asked[-1])
    assert "geheim" not in text
    assert "112.55" not in text


def test_a_stop_loses_no_export(running):
    made = []
    reader = threading.Thread(
        target=lambda: made.append(running.get("export/pdf", query="lang=en"))
    )
    reader.start()

    def is_under_way() -> bool:
        assert not made, made
        return "city_files_under_way 1.0" in running.read_metrics()

    running.ask_until(is_under_way)
    running.process.send_signal(signal.SIGTERM)
    reader.join()
    status, body = made[0]
    assert (status, body[:5]) == (200, b"%PDF-")
    assert running.process.wait() == -signal.SIGTERM  # uvicorn ends by the signal it obeyed
    assert running.get("healthz")[0] == 502


def test_the_units_are_sound(tmp_path):
    analyze = shutil.which("systemd-analyze")
    assert analyze, "systemd is not installed; `make test` installs it or says what to install"
    for name in ("city-projects@.service", "city-projects.target"):
        text = (DEPLOY / "systemd" / name).read_text("utf-8")
        # The program and the account are those of another machine.
        text = text.replace("/opt/city-projects/.venv/bin/python", sys.executable)
        text = re.sub(r"^(User|Group)=.*$", r"\1=root", text, flags=re.MULTILINE)
        (tmp_path / name).write_text(text.replace("/opt/city-projects", str(ROOT)), "utf-8")
    units = [str(tmp_path / "city-projects@8511.service"), str(tmp_path / "city-projects.target")]
    (tmp_path / "city-projects@8511.service").write_bytes(
        (tmp_path / "city-projects@.service").read_bytes()
    )
    ran = subprocess.run(
        [analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in ran.stderr.splitlines() if "city-projects" in line]
    assert (ran.returncode, ours) == (0, [])
