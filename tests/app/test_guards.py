"""What stands before the routes: names, prefixes, unknown paths, bodies, headers."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from app.drawing.qr import qr_svg
from app.errors import SettingError
from app.published.store import current_store
from app.show.story import MAX_FILE_BYTES
from app.web.bodies import most_bytes
from app.web.headers import own_policy, policy_of
from app.web.public_address import read_public_address
from app.web.routes import list_middleware, list_routes
from app.web.shell import content_security_policy
from app.web.streamlit_files import STREAMLIT_STATIC


def open_client(**options):
    # As Streamlit does, a mount at the root takes whatever no route takes.
    root = Mount("/", StaticFiles(directory=STREAMLIT_STATIC, html=True))
    app = Starlette(routes=[*list_routes(current_store()), root], middleware=list_middleware())
    return TestClient(app, follow_redirects=False, **options)


@pytest.fixture(scope="module")
def client():
    return open_client()


@pytest.mark.parametrize(
    "path",
    [
        "/overview/x",
        "/atlantis",
        "/wp-login.php",
        "/static/%00",
        "/static/" + "x" * 300,
        "/static/js/none.js",
        "/" + "x" * 5000,
        "/%0a%0d",
        "/index.php%00.html",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/metrics",
        "/nearby/_stcore/health",
        "/..%2f..%2fetc/passwd",
    ],
)
def test_what_is_not_there_is_a_404_with_a_way_back(client, path):
    answer = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 404
    assert 'lang=en">To the map</a>' in answer.text
    assert answer.headers["Content-Security-Policy"] == own_policy()
    plain = client.get(path, headers={"Accept": "*/*;q=0.1, image/png", "Accept-Language": "zh"})
    assert plain.status_code == 404
    assert plain.text == "这个网址下没有内容。\n"


def test_the_way_back_climbs_to_the_first_page(client):
    html = client.get("/overview/a/b", headers={"Accept": "text/html"}).text
    assert 'href="../../?lang=zh"' in html
    assert 'href="../../nearby?lang=zh"' in html
    style = html.partition('rel="stylesheet" href="../..')[2].partition('"')[0]
    assert style.startswith("/assets/ogc.css")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/nearby/", "../nearby"),
        ("/overview//?lang=en", "../../overview?lang=en"),
        ("/present/", "../present"),
    ],
)
def test_a_slash_too_many_leads_to_the_page(client, path, target):
    answer = client.get(path)
    assert answer.status_code == 308
    assert answer.headers["Location"] == target


@pytest.mark.parametrize("path", ["/", "/nearby", "/robots.txt", "/favicon.ico", "/index.html"])
def test_what_is_there_is_answered(client, path):
    assert client.get(path).status_code == 200


def test_robots_are_told_what_not_to_read(client):
    assert "Disallow: /export/" in client.get("/robots.txt").text


def test_any_static_path_keeps_nothing(client):
    for number in range(50):
        assert client.get(f"/static/js/{number}.js").status_code == 404


@pytest.mark.parametrize("path", ["/present", "/healthz", "/export/pdf", "/places"])
def test_a_body_without_end_is_stopped(client, path):
    sent = 0

    def pour():
        nonlocal sent
        for _ in range(3000):
            sent += 100_000
            yield b"x" * 100_000

    answer = client.post(path, content=pour())
    assert answer.status_code in {405, 413}
    told = client.post(path, content=b"x" * (most_bytes(path) + 1))
    assert told.status_code == 413
    huge = client.post(path, headers={"Content-Length": "9" * 30}, content=b"")
    assert huge.status_code == 413


def test_the_show_takes_what_a_story_needs(client):
    assert most_bytes("/present") >= MAX_FILE_BYTES * len("%7B")  # as a form writes a byte
    answer = client.post("/present", content=b"file=%7B%7D")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("path", "query", "frames", "is_own"),
    [
        ("/", "", "'none'", False),
        ("/nearby", "near=112.5,37.8", "'none'", False),
        ("/present", "", "'none'", True),
        ("/present", "embed=1&sector=roads", "*", True),
        ("/present", "embed=0", "'none'", True),
        ("/street", "embed=1", "'none'", True),
        ("/export/html", "", "'none'", True),
        ("/none", "", "'none'", True),
    ],
)
def test_each_kind_of_page_has_its_policy(path, query, frames, is_own):
    parts = dict(part.split(" ", 1) for part in policy_of(path, query).split("; "))
    assert parts["frame-ancestors"] == frames
    assert ("unsafe" not in policy_of(path, query)) == is_own
    assert parts["object-src"] == "'none'"
    assert "ws:" not in parts["connect-src"]


def test_the_policy_of_streamlits_pages_is_the_shells():
    assert policy_of("/", "") == content_security_policy()


HEADERS = (Path(__file__).parents[2] / "docs" / "headers.md").read_text(encoding="utf-8")
KINDS = re.findall(r"^\| [^|]+ \| `(/[^`]*)` \| (\w+) \| (yes|no) \|$", HEADERS, re.MULTILINE)
COMMON = re.findall(r"^\| `([\w-]+)` \| `([^`]+)` \|$", HEADERS, re.MULTILINE)


@pytest.mark.parametrize(("path", "kind", "framed"), KINDS)
def test_the_headers_of_the_docs_are_those_served(client, path, kind, framed):
    told = re.search(rf"^```{kind}\n(.+)\n```$", HEADERS, re.MULTILINE).group(1)
    if framed == "yes":
        told = told.replace("frame-ancestors 'none'", "frame-ancestors *")
    headers = client.get(path).headers
    served = re.sub(r"sha256-[\w+/=]+", "sha256-…", headers["Content-Security-Policy"])
    assert served == told
    assert {name: headers.get(name) for name, _ in COMMON} == dict(COMMON)


def test_the_docs_tell_of_every_kind_and_no_policy_of_ours_is_unsafe():
    assert len(KINDS) >= 16
    assert len(COMMON) >= 5
    assert "unsafe" not in re.search(r"^```ours\n(.+)\n```$", HEADERS, re.MULTILINE).group(1)


def test_every_answer_has_the_common_headers(client):
    for path in ("/", "/healthz", "/none", "/present", "/data/none"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Security-Policy" in headers


@pytest.mark.parametrize(
    ("setting", "headers", "base"),
    [
        ("https://map.example.org/city", {}, "https://map.example.org/city/"),
        (
            "https://map.example.org/city/",
            {"Host": "map.example.org"},
            "https://map.example.org/city/",
        ),
        ("http://map.example.org:8080", {"Host": "localhost:1"}, "http://map.example.org:8080/"),
    ],
)
def test_links_are_made_of_the_public_address(monkeypatch, setting, headers, base):
    monkeypatch.setenv("PUBLIC_URL", setting)
    client = open_client(base_url="http://127.0.0.1:8501")
    atom = client.get("/feed/projects.atom?sector=roads", headers=headers)
    assert f'href="{base}feed/projects.atom?sector=roads"' in atom.text
    assert f'href="{base}?' in atom.text
    assert "127.0.0.1" not in atom.text


@pytest.mark.slow
def test_files_codes_and_calendars_hold_the_public_address(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://map.example.org/city")
    client = open_client(base_url="http://127.0.0.1:8501")
    base = "https://map.example.org/city/"
    pdf = PdfReader(io.BytesIO(client.get("/export/pdf?sector=roads&lang=en").content))
    links = [one.get_object()["/A"]["/URI"] for one in pdf.pages[0]["/Annots"]]
    assert links == [f"{base}?sector=roads&lang=en"] * len(links) != []
    code = client.get("/qr.svg?sector=roads&to=present").text
    assert code == qr_svg(f"{base}present?sector=roads").decode()
    for path in ("/feed/promises.ics", "/calendar.ics", "/feed.atom", "/street?near=112.55,37.87"):
        text = client.get(path).text.replace("\r\n ", "")
        assert base in text
        assert "127.0.0.1" not in text


def test_a_prefix_that_the_proxy_did_not_strip_is_stripped(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://map.example.org/city")
    client = open_client(base_url="https://map.example.org")
    assert client.get("/city/healthz").text == "ok\n"
    assert client.get("/city").status_code == 200
    assert client.get("/cityhall").status_code == 404


def test_a_near_proxy_may_tell_the_prefix():
    client = open_client(client=("127.0.0.1", 5000))
    atom = client.get("/feed/projects.atom", headers={"X-Forwarded-Prefix": "/city"})
    assert 'href="http://testserver/city/feed/projects.atom"' in atom.text


@pytest.mark.parametrize("prefix", ["//evil.test", "/a b", '/"><script>', "city", "/a/../b"])
def test_a_prefix_that_is_none_is_passed_over(prefix):
    client = open_client(client=("127.0.0.1", 5000))
    atom = client.get("/feed/projects.atom", headers={"X-Forwarded-Prefix": prefix})
    assert 'href="http://testserver/feed/projects.atom"' in atom.text


def test_a_stranger_may_not_tell_the_prefix():
    client = open_client(client=("8.8.8.8", 5000))
    atom = client.get("/feed/projects.atom", headers={"X-Forwarded-Prefix": "/city"})
    assert "/city/" not in atom.text


@pytest.mark.parametrize("host", ["evil.test", "map.example.org.evil.test", "a b", '"><script>'])
def test_a_foreign_name_is_refused_and_not_repeated(monkeypatch, host):
    monkeypatch.setenv("PUBLIC_URL", "https://map.example.org")
    answer = open_client().get("/feed/projects.atom", headers={"Host": host})
    assert answer.status_code == 421
    assert host not in answer.text


@pytest.mark.parametrize(
    ("host", "is_taken"),
    [("other.test", True), ("a.city.test:80", True), ("city.test", False), ("[::1]:8501", True)],
)
def test_further_names_may_be_allowed(monkeypatch, host, is_taken):
    monkeypatch.setenv("ALLOWED_HOSTS", "other.test, *.city.test")
    assert read_public_address().takes(host) is is_taken


@pytest.mark.parametrize(
    ("host", "reached", "is_taken"),
    [
        ("localhost:8501", "127.0.0.1", True),
        ("[::1]:8501", "::1", True),
        ("192.168.1.5:8501", "192.168.1.5", True),
        ("192.168.1.5", "::ffff:192.168.1.5", True),
        ("[fd00::5]:8501", "fd00:0::5", True),
        ("desk:8501", "192.168.1.5", True),
        ("Desk.local", "192.168.1.5", True),
        ("map.lan:80", "192.168.1.5", True),
        ("10.0.0.9", "192.168.1.5", False),
        ("evil.test", "127.0.0.1", False),
        ("localhost.evil.test", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("a/b", "127.0.0.1", False),
    ],
)
def test_without_a_setting_the_machines_own_names_are_taken(monkeypatch, host, reached, is_taken):
    monkeypatch.setattr("socket.gethostname", lambda: "Desk")
    monkeypatch.setenv("BOUND_HOST", "map.lan")
    assert read_public_address().takes(host, reached=reached) is is_taken


DOORS = [
    "/",
    "/feed/projects.atom",
    "/feed/promises.ics",
    "/present",
    "/overlaps",
    "/ogc/",
    "/none",
]


@pytest.mark.parametrize("path", DOORS)
def test_without_a_setting_no_foreign_name_is_repeated(client, path):
    answer = client.get(path, headers={"Host": "evil.test"})
    assert answer.status_code == 421
    assert "evil.test" not in answer.text + str(answer.headers)
    assert "PUBLIC_URL" in answer.text


@pytest.mark.parametrize(
    "setting",
    [
        "map.example.org",
        "ftp://a.test",
        "https://",
        "https://a.test/?x",
        "https://[",
        "https://a b/",
    ],
)
def test_a_setting_that_is_no_address_is_said(monkeypatch, setting):
    monkeypatch.setenv("PUBLIC_URL", setting)
    with pytest.raises(SettingError, match="PUBLIC_URL"):
        read_public_address()
