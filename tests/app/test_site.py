"""The site of plain files: complete pages, links that resolve, one good state after another."""

import copy
import hashlib
import importlib.util
import json
import posixpath
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from app.__main__ import main
from app.errors import SiteError
from app.messages import Words
from app.published.store import Store
from app.site import publish
from app.site.assets import write_data_script
from app.site.downloads import list_downloads, list_papers, make_paper
from app.site.folder import MANIFEST, open_folder
from app.site.links import find_place, settle_links
from app.site.map_page import make_map_page
from app.site.page import write_page
from app.site.previews import describe_page
from app.site.publish import publish_site
from app.site.sheets import list_sheets, make_list, make_sheet
from app.site.shelf import make_shelf
from app.site.volume import Edition, Setting, Volume
from app.site.years import draw_year
from app.words.years import say_year, stand_in_year
from geodata.layers import districts
from projects.dates import last_day
from projects.library import Entry, Library
from projects.stages import list_years, see_city

pytestmark = pytest.mark.slow  # whole sites

ROOT = Path(__file__).parents[2]
KILOBYTE = 1000
BASE = "https://map.example.org/city/"
PLAIN = ("--without-papers",)
"""What a build of these tests leaves out: a test of its own makes the papers."""
PROJECT = "taiyuan-2024/projects/metro-1-p1.html"


def load_module(path):
    """Load a file of the measurements, which are no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Reader(HTMLParser):
    """The elements of a page, its ids, and the texts of its data."""

    def __init__(self):
        super().__init__()
        self.tags = []
        self.ids = set()
        self.data = []
        self.text = []
        self._script = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if "id" in attrs:
            self.ids.add(attrs["id"])
        if tag == "script" and "src" not in attrs:
            self._script = attrs.get("type", "")

    def handle_endtag(self, tag):
        if tag == "script":
            self._script = None

    def handle_data(self, data):
        if self._script is None:
            self.text.append(data)
        else:
            self.data.append((self._script, data))

    @property
    def words(self):
        return " ".join("".join(self.text).split())

    def graph(self):
        (text,) = [data for kind, data in self.data if kind == "application/ld+json"]
        return json.loads(text)["@graph"]


def read(path):
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


@pytest.fixture(scope="session")
def pages(published_site):
    """Read every page of the small site."""
    files = sorted(published_site.rglob("*.html"))
    return {
        path.relative_to(published_site).as_posix(): read(path)
        for path in files
        if "/files/" not in path.as_posix()
    }


def is_own(address):
    return not urlsplit(address).scheme and not address.startswith("//")


def resolve(page, address):
    path = unquote(urlsplit(address).path)
    if path.startswith("/city/"):
        return path.removeprefix("/city/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page


def test_every_link_of_every_page_leads_to_a_file(pages, published_site):
    lost = []
    for page, reader in pages.items():
        for tag, attrs in reader.tags:
            for name in ("href", "src", "srcset", "data-worker"):
                address = attrs.get(name)
                if not address or not is_own(address):
                    continue
                target = resolve(page, address)
                fragment = urlsplit(address).fragment
                is_file = (published_site / target).is_file()
                is_part = not fragment or "=" in fragment or fragment in pages[target].ids
                if not (is_file and is_part):
                    lost.append((page, tag, address))
    assert not lost


def test_every_picture_of_a_map_has_one_for_a_phone_on_which_it_is_drawn_as_it_is_read(pages):
    seen = set()
    for page, reader in pages.items():
        wide = [
            one for tag, one in reader.tags if tag == "img" and "/pictures/" in f"/{one['src']}"
        ]
        narrow = [one for tag, one in reader.tags if tag == "source"]
        for one, other in zip(wide, narrow, strict=True):
            assert other["srcset"] == one["src"].replace(".svg", "-narrow.svg"), page
            assert int(other["width"]) <= 400 < int(one["width"]), page
            seen.add(posixpath.dirname(page).rpartition("/")[2])
    assert {"projects", "sectors", "districts", "years"} <= seen


def test_pages_load_nothing_from_elsewhere_and_hold_no_script_of_their_own(pages):
    for page, reader in pages.items():
        for tag, attrs in reader.tags:
            loaded = attrs.get("src") or (attrs.get("href") if tag == "link" else None)
            if loaded and attrs.get("rel") not in {"canonical", "alternate"}:
                assert is_own(loaded), (page, loaded)
            assert not [name for name in attrs if name.startswith("on")], page
            assert "style" not in attrs, page
            assert tag != "style", page
        assert {kind for kind, _ in reader.data} <= {"application/json", "application/ld+json"}


def test_the_policy_of_every_page_allows_nothing_unsafe(pages):
    for page, reader in pages.items():
        policies = [
            attrs["content"]
            for tag, attrs in reader.tags
            if attrs.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1, page
        assert "unsafe" not in "".join(policies), page


def test_a_project_page_tells_the_whole_record_without_a_script(pages, small_library):
    content = json.loads((small_library / "taiyuan-2024.geojson").read_text(encoding="utf-8"))
    for feature in content["features"]:
        record = feature["properties"]
        page = pages[f"taiyuan-2024/projects/{record['id']}.html"]
        told = [record["name_zh"], record["summary_zh"], *record["aliases"]]
        told += [one["wording"] for one in record["citations"]]
        told += [one["label_zh"] for one in record["figures"]]
        told += [record["remark_zh"]] if record["remark_zh"] else []
        for text in told:
            assert " ".join(text.split()) in page.words, (record["id"], text)


def test_a_project_page_leads_to_what_is_near_and_to_the_other_reports(pages):
    targets = {resolve(PROJECT, attrs.get("href", "")) for _, attrs in pages[PROJECT].tags}
    assert "taiyuan-2024/projects/yingze-street.html" in targets
    assert "taiyuan-2023/projects/metro-1-p1.html" in targets
    assert "taiyuan-2024/sectors/rail-transit.html" in targets


def test_both_languages_name_each_other(pages):
    for page, reader in pages.items():
        twins = {
            attrs["hreflang"]: attrs["href"].removeprefix(BASE)
            for tag, attrs in reader.tags
            if tag == "link" and "hreflang" in attrs
        }
        if not twins:
            assert any("data-moved" in attrs for _, attrs in reader.tags) or page == "404.html"
            continue
        assert set(twins) == {"zh-CN", "en", "x-default"}
        assert twins["en"] == f"en/{twins['zh-CN']}"


def test_canonical_links_are_whole_addresses_of_the_page_itself(pages):
    links = {
        page: [attrs["href"] for _, attrs in reader.tags if attrs.get("rel") == "canonical"]
        for page, reader in pages.items()
    }
    assert links[PROJECT] == [BASE + PROJECT]
    assert links["taiyuan-2024/index.html"] == [f"{BASE}taiyuan-2024/"]
    # The first page is that of its report.
    assert links["index.html"] == [f"{BASE}taiyuan-2024/"]


def test_machines_are_told_a_place_only_where_one_is_known(pages, small_library):
    content = json.loads((small_library / "taiyuan-2024.geojson").read_text(encoding="utf-8"))
    for feature in content["features"]:
        name = feature["properties"]["id"]
        node = pages[f"taiyuan-2024/projects/{name}.html"].graph()[0]
        text = json.dumps(node)
        if feature["geometry"] is None:
            assert '"Place"' not in text
            assert "Geo" not in text
            assert all(one["@type"] == "PropertyValue" for one in node["about"])
        elif feature["geometry"]["type"] == "Point":
            lon, lat = feature["geometry"]["coordinates"]
            geo = node["about"]["geo"]
            assert (geo["longitude"], geo["latitude"]) == (lon, lat)
        else:
            assert node["about"]["geo"]["@type"] == "GeoShape"


def test_the_way_to_a_page_is_told_to_machines_too(pages):
    (trail,) = [one for one in pages[PROJECT].graph() if one["@type"] == "BreadcrumbList"]
    assert [one["position"] for one in trail["itemListElement"]] == [1, 2, 3]
    assert trail["itemListElement"][-1]["item"] == BASE + PROJECT


def test_the_catalogue_is_a_dataset_whose_files_are_there(pages, published_site):
    (node,) = [
        one for one in pages["taiyuan-2024/downloads.html"].graph() if one["@type"] == "Dataset"
    ]
    for file in node["distribution"]:
        path = published_site / file["contentUrl"].removeprefix(BASE)
        assert file["contentSize"] == f"{path.stat().st_size} B"


def test_a_hostile_name_stays_text(pages, published_site):
    name = "yuanhan-sapphire-2"
    page = pages[f"en/taiyuan-2024/projects/{name}.html"]
    assert "{{7*7}} `${1}`" in page.words
    for other in pages.values():
        assert not [attrs for tag, attrs in other.tags if attrs.get("src") == "x"]
    for path in published_site.rglob("*.svg"):
        ET.fromstring(path.read_bytes())  # noqa: S314 - drawn by us


def test_a_former_id_leads_on(pages):
    page = pages["taiyuan-2024/projects/northern-qi-museum-of-old.html"]
    (refresh,) = [attrs for _, attrs in page.tags if attrs.get("http-equiv") == "refresh"]
    assert refresh["content"] == "0; url=northern-qi-museum.html"


def test_the_sitemap_lists_every_page_with_the_day_of_its_record(pages, published_site):
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.fromstring((published_site / "sitemap.xml").read_bytes())  # noqa: S314 - written by us
    days = {
        url.findtext("s:loc", namespaces=space): url.findtext("s:lastmod", namespaces=space)
        for url in root.findall("s:url", space)
    }
    listed = {address.removeprefix(BASE) for address in days}
    listed = {f"{one}index.html" if one.endswith("/") else one for one in listed}
    forward = {
        page
        for page, reader in pages.items()
        if any("data-moved" in attrs for _, attrs in reader.tags)
    }
    assert {"nearby.html", "overview.html"} <= forward
    assert set(pages) - forward - {"index.html", "en/index.html", "404.html"} == listed
    # A fact from elsewhere that is newer than the report.
    assert days[BASE + PROJECT] > "2025-02-22"
    assert "Sitemap: https://map.example.org/city/sitemap.xml" in (
        published_site / "robots.txt"
    ).read_text(encoding="utf-8")


def test_the_page_for_lost_readers_works_at_any_depth(pages):
    for _, attrs in pages["404.html"].tags:
        for name in ("href", "src"):
            address = attrs.get(name, "#")
            assert address.startswith(("/city/", "#", "https:")), address


def test_the_manifest_tells_the_digest_of_every_file(published_site):
    told = json.loads((published_site / MANIFEST).read_text(encoding="utf-8"))["files"]
    there = {
        path.relative_to(published_site).as_posix(): path
        for path in published_site.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert set(told) == set(there)
    for place, entry in told.items():
        body = there[place].read_bytes()
        assert entry["sha256"] == hashlib.sha256(body).hexdigest()
        assert entry["bytes"] == len(body)


def test_no_page_weighs_more_than_the_documentation_allows(published_site):
    weights = load_module(ROOT / "tests" / "bench" / "weigh_site.py").weigh_kinds(published_site)
    text = (ROOT / "docs" / "published-site.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([^|]+) \| \d+ \| \d+ kB \| \d+ kB \| (\d+) kB \|$", text, re.MULTILINE)
    budgets = {kind: int(budget) * KILOBYTE for kind, budget in told}
    assert weights.keys() <= budgets.keys()
    assert {"a project", "a year", "another page"} <= weights.keys()
    for kind, found in weights.items():
        assert max(found) <= budgets[kind], kind


def publish_small(library, out, **setting):
    return publish_site(Store(library), out=out, setting=Setting(**setting), tell=lambda _: None)


@pytest.fixture
def library(small_library, tmp_path):
    folder = tmp_path / "library"
    shutil.copytree(small_library, folder)
    (folder / "taiyuan-2024.geojson").unlink()
    return folder


@pytest.fixture(scope="session")
def written_once(build_once, small_library):
    """Publish the report of 2023 once; gives the folder of the library and its site."""

    def write(folder):
        (folder / "library").mkdir()
        shutil.copy(small_library / "taiyuan-2023.geojson", folder / "library")
        publish_small(folder / "library", folder / "site")

    return build_once("site-of-one-report", write)


@pytest.fixture
def standing(written_once, tmp_path):
    """Give a library and its site as they stand after the first run, to be changed."""
    shutil.copytree(written_once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "library", tmp_path / "site"


def count_files(out):
    return len(json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"])


def change(path, record, **properties):
    content = json.loads(path.read_text(encoding="utf-8"))
    for feature in content["features"]:
        if feature["properties"]["id"] == record:
            feature["properties"] |= properties
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_only_what_changed_is_written_anew(standing, tmp_path):
    library, out = standing
    files = count_files(out)
    again = publish_small(library, out)
    assert (again.written, again.kept) == (0, files)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    change(library / "taiyuan-2023.geojson", "longcheng-street", summary_zh="一句新的话。")
    later = publish_small(library, out)
    moved = {path for path in before if path.stat().st_mtime_ns != before[path]}
    names = {path.relative_to(out).as_posix() for path in moved}
    assert "taiyuan-2023/projects/longcheng-street.html" in names
    assert "taiyuan-2023/projects/wusu-airport-p3.html" not in names
    assert later.written < files / 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_report_that_stands_as_it_was_is_kept_without_making_its_pages(standing, monkeypatch):
    library, out = standing
    files = count_files(out)
    made = []
    put = publish._put_edition
    monkeypatch.setattr(publish, "_put_edition", lambda *args: made.append(args[1]) or put(*args))
    again = publish_small(library, out)
    assert (made, again.kept, again.removed) == ([], files, 0)
    assert (out / "taiyuan-2023/projects/longcheng-street.html").is_file()
    # A page that was lost is made again, and so is all when a file beside the catalogue is new.
    (out / "taiyuan-2023/list.html").unlink()
    publish_small(library, out)
    assert len(made) == 2
    assert (out / "taiyuan-2023/list.html").is_file()
    (library / "sources.toml").write_text("", encoding="utf-8")
    publish_small(library, out)
    assert len(made) == 2
    (library / "sources.toml").write_text("# new", encoding="utf-8")
    publish_small(library, out)
    assert len(made) == 4


def stand_among(edition, *, years=(), cities=()):
    """Stand a report among others: of the same city in other years, and of other cities."""
    (own,) = [one for one in edition.volume.reports.entries if one.id == edition.volume.id]
    others = [
        (f"taiyuan-{year}", {"report_date": f"{year}-02-28"}, own.metadata.city.adcode)
        for year in years
    ] + [(f"city-{adcode}-2023", {}, adcode) for adcode in cities]
    entries = [own]
    for name, told, adcode in others:
        city = own.metadata.city.model_copy(update={"adcode": adcode})
        metadata = own.metadata.model_copy(update={"id": name, "city": city, **told})
        entries.append(Entry(own.path, metadata))
    entries.sort(key=lambda one: (one.adcode, one.year))
    reports = Library(tuple(entries), {}, own.id)
    return Edition(Volume(edition.volume.served, reports), "en", Setting(default_id=own.id))


def list_named(edition):
    reader = Reader()
    reader.feed(write_page(edition, make_list(edition)).decode())
    ways = [attrs["href"] for tag, attrs in reader.tags if tag == "a" and "class" not in attrs]
    return [
        way for way in ways if re.fullmatch(r"\.\./[a-z]+-[\d-]+/index\.html|reports\.html", way)
    ]


def test_the_head_names_the_reports_nearest_in_time_and_leads_to_all(edition):
    few = list_named(stand_among(edition, years=range(2019, 2023)))
    assert len(few) == 4  # its own is named without its folder
    assert "reports.html" not in few
    many = list_named(stand_among(edition, years=range(1950, 2023)))
    assert many == [
        *(f"../taiyuan-{year}/index.html" for year in range(2012, 2023)),
        "reports.html",
    ]


def test_a_page_grows_no_longer_with_the_number_of_reports(edition):
    sizes = {
        len(write_page(told, make(told)))
        for cities in (50, 100)
        for told in [stand_among(edition, cities=[f"{9000 + n}00" for n in range(cities)])]
        for make in (make_list, make_map_page)
    }
    assert len(sizes) == 2


def test_the_page_of_all_reports_leads_to_each(edition):
    told = stand_among(edition, years=range(2019, 2023), cities=["900000", "900100"])
    volumes = [
        SimpleNamespace(id=one.id, catalogue=edition.catalogue)
        for one in told.volume.reports.entries
    ]
    html = write_page(told, make_shelf(told, volumes)).decode()
    for one in volumes:
        way = "index.html" if one.id == told.volume.id else f"../{one.id}/index.html"
        assert f'<li><a href="{way}">' in html
    assert html.count(f"<span>{len(edition.catalogue.projects)}</span>") == len(volumes)


def test_a_publisher_without_an_english_name_is_marked_as_chinese(pages, published_site):
    place = f"en/{PROJECT}"
    assert re.search(r"[\u4e00-\u9fff]", "".join(pages[place].text))
    text = (published_site / place).read_text(encoding="utf-8")
    clock = re.search(r'<section class="plate-clock.*?</section>', text, re.DOTALL).group()
    left = re.sub(r'<span lang="zh-CN">[^<]*</span>', "", clock)
    assert left != clock
    assert not re.search(r"[\u4e00-\u9fff]", left)
    own = (published_site / PROJECT).read_text(encoding="utf-8")
    assert '<span lang="zh-CN">' not in own


def test_what_is_no_longer_told_goes(standing):
    library, out = standing
    path = library / "taiyuan-2023.geojson"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["features"] = content["features"][:2]
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    assert publish_small(library, out).removed
    assert not (out / "taiyuan-2023/projects/longcheng-street.html").exists()


def test_a_broken_build_leaves_the_good_site(standing, tmp_path, capsys):
    library, out = standing
    before = (out / MANIFEST).read_bytes()
    change(library / "taiyuan-2023.geojson", "longcheng-street", status="finished")
    code = main(["publish", "--out", str(out), "--catalogue", str(library), *PLAIN])
    assert code == 1
    assert "python -m projects check" in capsys.readouterr().err
    assert (out / MANIFEST).read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_build_that_breaks_half_way_leaves_the_good_site(tmp_path):
    out = tmp_path / "site"
    with open_folder(out) as folder:
        folder.put("index.html", b"good")

    def break_off():
        with open_folder(out) as folder:
            folder.put("index.html", b"bad")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert (out / "index.html").read_bytes() == b"good"


def test_a_swap_that_was_cut_short_is_undone(tmp_path):
    out = tmp_path / "site"
    with open_folder(out) as folder:
        folder.put("index.html", b"good")
    out.rename(tmp_path / ".site.before")
    with open_folder(out) as folder:
        assert folder.keep("index.html", made_from="") is True
    assert (out / "index.html").read_bytes() == b"good"


def test_a_folder_of_someone_else_is_not_touched(library, tmp_path, capsys):
    out = tmp_path / "photos"
    out.mkdir()
    (out / "holiday.jpg").write_bytes(b"sea")
    assert main(["publish", "--out", str(out), "--catalogue", str(library), *PLAIN]) == 1
    assert "name another folder" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["holiday.jpg"]


def test_two_things_never_share_a_place(tmp_path):
    with open_folder(tmp_path / "site") as folder:
        folder.put("one.html", b"1")
        folder.put("one.html", b"1")
        with pytest.raises(SiteError, match=r"one\.html: two pages ask for this place"):
            folder.put("one.html", b"2")


def test_without_an_address_links_are_relative_and_the_reader_is_told(standing, capsys):
    library, out = standing
    assert (out / "sw.js").exists()
    command = [
        "publish",
        "--out",
        str(out),
        "--catalogue",
        str(library),
        "--without-offline",
        "--without-papers",
    ]
    assert main(command) == 0
    told = capsys.readouterr()
    assert "1/1 taiyuan-2023: 3 projects" in told.err
    assert "--public-url" in told.err
    page = read(out / "taiyuan-2023/projects/wusu-airport-p3.html")
    assert not [attrs for _, attrs in page.tags if attrs.get("rel") == "canonical"]
    assert not (out / "sw.js").exists()
    assert not [attrs for _, attrs in page.tags if attrs.get("rel") == "manifest"]
    body = next(attrs for tag, attrs in page.tags if tag == "body")
    assert "data-worker" not in body


@pytest.mark.parametrize("text", ["map.example.org", "ftp://x.org/", "https://x.org/?a=1"])
def test_what_is_no_address_is_refused(text, tmp_path, capsys):
    assert main(["publish", "--out", str(tmp_path / "s"), "--public-url", text]) == 1
    assert "expected an address such as" in capsys.readouterr().err


@pytest.fixture
def edition(small_library):
    store = Store(small_library)
    served, _ = store.refresh("taiyuan-2023")
    return Edition(Volume(served, store.library), "en", Setting(default_id="taiyuan-2024"))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("projects/metro-1-p1.html", "Metro Line 1, phase 1"),
        ("index.html", "Projects in the 2023"),
        ("sectors/roads.html", "Roads"),
    ],
)
def test_a_page_has_the_picture_of_the_link_that_opens_the_same(edition, name, title):
    assert title in describe_page(edition, name).title


def test_the_picture_of_a_page_is_put_beside_it_and_named_by_it(edition, tmp_path):
    setting = Setting(BASE, default_id="taiyuan-2023", has_previews=True)
    told = Edition(edition.volume, "en", setting)
    page = make_list(told)
    with open_folder(tmp_path / "site") as folder:
        place = publish._put_preview(folder, told, page)
    body = (tmp_path / "site" / place).read_bytes()
    assert body.startswith(b"\x89PNG")
    assert len(body) < 300 * KILOBYTE
    html = write_page(told, replace(page, picture=place)).decode()
    assert f'<meta property="og:image" content="{BASE}{place}">' in html


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("./?sel=metro-1-p1&lang=en", "en/taiyuan-2024/projects/metro-1-p1.html"),
        (
            "./?report=taiyuan-2023&sel=metro-1-p1",
            "taiyuan-2023/projects/metro-1-p1.html",
        ),
        (
            "./?report=taiyuan-2023&sector=roads,industry&lang=en",
            "en/taiyuan-2023/index.html#sector=roads,industry",
        ),
        ("./about?lang=en", "en/taiyuan-2024/about.html"),
        ("./years?year=2025&lang=en", "en/taiyuan-2024/years.html#year=2025"),
        (
            "./?promise=overdue&asof=2024-05-01",
            "taiyuan-2024/index.html#promise=overdue&asof=2024-05-01",
        ),
        (
            "./nearby?near=112.55,37.86&r=500&sort=current&sector=roads&sel=metro-1-p1&lang=en",
            (
                "en/taiyuan-2024/nearby.html"
                "#near=112.55,37.86&r=500&sort=current&sector=roads&sel=metro-1-p1"
            ),
        ),
        ("./export/view?format=pdf", ""),
        ("./?report=moon-1969", ""),
    ],
)
def test_links_of_the_app_lead_to_where_the_same_stands(edition, address, place):
    assert find_place(address, edition=edition) == place


def test_every_year_has_a_page_and_the_way_to_its_neighbours(pages, small_library):
    catalogue = Store(small_library).refresh()[0].catalogue
    own = catalogue.metadata.report_year
    for lang, folder in (("zh", ""), ("en", "en/")):
        for year in list_years(catalogue):
            name = "years.html" if year == own else f"years/{year}.html"
            page = pages[f"{folder}{catalogue.metadata.id}/{name}"]
            here = [one for tag, one in page.tags if tag == "a" and "data-year" in one]
            assert [int(one["data-year"]) for one in here] == list(list_years(catalogue))
            (marked,) = [one for one in here if "aria-current" in one]
            assert marked["data-year"] == str(year)
            assert say_year(see_city(catalogue, year=year), words=Words(lang)) in page.words
            for stage in see_city(catalogue, year=year):
                assert stage.project.name_zh in page.words or lang == "en"


def test_a_year_is_drawn_as_far_as_projects_are_by_then(small_library):
    served, _ = Store(small_library).refresh()
    catalogue = served.catalogue
    volume = Volume(served, Store(small_library).library)
    years = list_years(catalogue)
    first, last = (
        {one.project.id: one.project.status for one in draw_year(volume, year=year)}
        for year in (years[0], years[-1])
    )
    assert first != last
    assert last.items() <= stand_in_year(see_city(catalogue, year=years[-1])).items()


def test_a_link_that_leads_nowhere_keeps_its_words(edition):
    html = '<a href="./steward?lang=en" data-view="1">A &lt; B</a>'
    settled = settle_links(html, edition=edition, path="en/taiyuan-2023/about.html")
    assert settled == '<a data-view="1">A &lt; B</a>'


def test_data_is_laid_into_the_page_whatever_it_holds(hostile_texts):
    for text in hostile_texts.values():
        body = json.dumps({"text": text}, ensure_ascii=False).encode("utf-8", "replace")
        script = write_data_script("base", body).decode()
        (literal,) = re.findall(r"(?s)textContent = `(.*)`;\n$", script)
        assert not re.search(r"(?<!\\)(?:\\\\)*`", literal)
        assert re.sub(r"\\([\\`$])", r"\1", literal) == body.decode()


def test_the_day_of_a_record_is_that_of_its_newest_fact(edition):
    from app.site.days import record_day  # noqa: PLC0415

    record = edition.catalogue.by_id["metro-1-p1"]
    changed = copy.copy(record)
    day = record_day(changed, catalogue=edition.catalogue)
    assert day >= edition.catalogue.metadata.report_day
    assert day >= last_day(record.place.as_of)


def test_a_site_is_found_where_its_folder_was_named(tmp_path, standing, monkeypatch):
    library, _ = standing
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PUBLIC_URL", "https://city.example.org")
    command = [
        "publish",
        "--out",
        "site",
        "--catalogue",
        str(library),
        "--without-previews",
        "--without-papers",
    ]
    assert main(command) == 0
    assert not list(Path("site").rglob("*.png"))
    text = (Path("site") / "robots.txt").read_text(encoding="utf-8")
    assert text.endswith("Sitemap: https://city.example.org/sitemap.xml\n")


def test_papers_are_for_the_table_and_every_district(edition):
    setting = Setting(BASE, default_id="taiyuan-2023", has_papers=True)
    told = Edition(edition.volume, "en", setting)
    places = list_papers(told)
    assert set(places) == set(districts(told.catalogue.city))
    adcode, place = next(iter(places.items()))
    assert len(PdfReader(BytesIO(make_paper(told, adcode))).pages) == 2
    sheet = next(one for one in list_sheets(told) if one.district == adcode)
    html = write_page(told, make_sheet(told, sheet)).decode()
    assert f'href="../{place.removeprefix("en/taiyuan-2023/")}"' in html
    assert {"pptx", "pdf"} <= {one.file_format for one in list_downloads(told)}
    # Without them no page leads to a file that is not there.
    assert list_papers(edition) == {}
    assert "pdf" not in {one.file_format for one in list_downloads(edition)}
