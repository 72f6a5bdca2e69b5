"""The standalone file: one page that asks nobody, whatever the catalogue says."""

import base64
import copy
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from app.address import View
from app.exports import standalone
from app.exports.standalone import make_standalone
from app.exports.summary import ViewSummary
from app.published.served import Served
from app.template import embed_json
from projects.catalogue import DEFAULT_CATALOGUE, parse_catalogue, read_catalogue

SERVED = Served(read_catalogue())
MEGABYTE = 1_000_000
HOSTILE = "</script><img src=x onerror=alert(1)><!-- {{7*7}} `${1}`"


class Reader(HTMLParser):
    """The scripts, styles and addresses of a page."""

    def __init__(self):
        super().__init__()
        self.open = None
        self.data = {}
        self.scripts = []
        self.styles = []
        self.addresses = []
        self.policy = ""
        self.tags = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append(tag)
        self.open = (tag, attrs)
        self.addresses += [attrs[name] for name in ("src", "href", "data") if name in attrs]
        if attrs.get("http-equiv") == "Content-Security-Policy":
            self.policy = attrs["content"]

    def handle_endtag(self, _):
        self.open = None

    def handle_data(self, data):
        tag, attrs = self.open or ("", {})
        if tag == "script" and "id" in attrs:
            self.data[attrs["id"]] = data
        elif tag == "script":
            self.scripts.append(data)
        elif tag == "style":
            self.styles.append(data)


def read(body):
    reader = Reader()
    reader.feed(body.decode("utf-8"))
    return reader


@pytest.fixture(scope="module")
def page():
    return read(make_standalone(ViewSummary(SERVED, View())))


def grow_catalogue(count):
    """The default catalogue with its records again and again, each a little further east."""
    collection = json.loads(DEFAULT_CATALOGUE.read_text(encoding="utf-8"))
    features = collection["features"]
    grown = []
    for number in range(count):
        feature = copy.deepcopy(features[number % len(features)])
        turn = number // len(features)
        if turn:
            feature["properties"]["id"] += f"-copy-{turn}"
            feature["properties"]["aliases_id"] = []
        grown.append(feature)
    text = json.dumps(collection | {"features": grown}, ensure_ascii=False)
    return parse_catalogue(text.encode(), file="grown")


def test_the_file_names_no_address_but_data(page):
    assert page.addresses
    assert all(address.startswith("data:") for address in page.addresses)
    for style in page.styles:
        assert not re.search(r"url\((?!['\"]?data:)|@import", style)


def test_the_policy_allows_the_files_own_scripts_and_nothing_else(page):
    def digest(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert "default-src 'none'" in page.policy
    assert "unsafe" not in page.policy
    assert "http" not in page.policy
    for script in page.scripts:
        assert digest(script) in page.policy
    for style in page.styles:
        assert digest(style) in page.policy


def test_the_file_holds_the_whole_catalogue_with_its_chinese(page):
    catalogue = json.loads(page.data["catalogue"])
    names = [feature["properties"]["name_zh"] for feature in catalogue["features"]]
    assert names == [one.name_zh for one in SERVED.catalogue.projects]
    assert all(feature["derived"]["keys"] for feature in catalogue["features"])
    assert set(page.data) == {
        "about", "catalogue", "base", "reference", "messages-zh", "messages-en",
    }  # fmt: skip


def test_the_file_opens_at_the_view():
    view = View(selected="metro-1-p1", lang="en").with_facet("sector", ["rail-transit"])
    summary = ViewSummary(SERVED, view, link_base="https://projects.example.org/")
    about = json.loads(read(make_standalone(summary)).data["about"])
    assert about["query"] == "sector=rail-transit&sel=metro-1-p1&lang=en"
    assert about["link_base"] == "https://projects.example.org/"
    assert about["en"]["title"] == summary.title


def test_no_online_base_map_and_no_key_is_in_the_file(monkeypatch):
    monkeypatch.setenv("TIANDITU_KEY", "a-secret-key")
    standalone._scripts.cache_clear()
    standalone.file_script.cache_clear()
    body = make_standalone(ViewSummary(SERVED, View())).decode()
    assert "a-secret-key" not in body
    assert "tile.openstreetmap.org" not in body


def test_hostile_text_stays_text():
    collection = json.loads(DEFAULT_CATALOGUE.read_text(encoding="utf-8"))
    collection["features"] = collection["features"][:3]
    collection["metadata"]["leaves_city"] = []
    collection["metadata"]["title_zh"] = HOSTILE
    for feature in collection["features"]:
        feature["properties"]["name_zh"] = HOSTILE
        feature["properties"]["summary_zh"] = HOSTILE
    catalogue = parse_catalogue(json.dumps(collection).encode(), file="hostile")
    page = read(make_standalone(ViewSummary(Served(catalogue), View())))
    assert "img" not in page.tags
    found = json.loads(page.data["catalogue"])["features"]
    assert [one["properties"]["name_zh"] for one in found] == [HOSTILE] * 3
    assert json.loads(page.data["about"])["zh"]["subtitle"] == HOSTILE


def test_embedded_json_reads_back_as_it_was():
    text = json.dumps({"a": HOSTILE + "\u2028\u2029"}, ensure_ascii=False)
    embedded = embed_json(text)
    assert "<" not in embedded
    assert json.loads(embedded) == json.loads(text)


@pytest.mark.parametrize(
    ("count", "limit"), [(len(SERVED.catalogue.projects), MEGABYTE), (300, 3 * MEGABYTE)]
)
def test_the_file_is_small(count, limit):
    served = Served(grow_catalogue(count))
    assert len(make_standalone(ViewSummary(served, View()))) <= limit
