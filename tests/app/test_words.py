"""One fact, one wording: what the record's words say is what every output says."""

import html
import io
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation

from app.address import Spot, View
from app.drawing.scene import Ink, Scene
from app.exports import slides
from app.exports.deck import Deck
from app.exports.project_list import make_card, make_row_item
from app.exports.standalone import make_standalone
from app.exports.summary import ViewSummary
from app.messages import LANGUAGES, Words, messages_json
from app.near.answer import describe_answer
from app.near.answer_html import answer_html, groups_html
from app.near.street_page import street_html
from app.news.followed import choose_followed
from app.news.older import atom_feed
from app.published.served import Served
from app.words.citations import say_citation, title_paragraph
from app.words.dates import date_text
from app.words.milestones import describe_milestone, say_since
from app.words.record import RecordWords
from projects.catalogue import read_catalogue
from projects.model import Milestone, Source
from projects.nearness import find_near

SERVED = Served(read_catalogue())
PROJECTS = SERVED.catalogue.projects
SPOT = Spot(112.5565, 37.8612)
BASE = "https://projects.example.org/"
ATOM = "{http://www.w3.org/2005/Atom}"
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def closed_up(text):
    """Text without spaces and with one kind of quotes, as far as a page may set it otherwise."""
    return re.sub(r"\s+", "", text).translate(str.maketrans("“”’", '""\''))


def lacking(texts, *, within):
    """The texts that do not stand within another."""
    whole = closed_up(within)
    return [text for text in texts if text and closed_up(text) not in whole]


def plain(page):
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def summarise(lang):
    return ViewSummary(SERVED, View(lang=lang), link_base=BASE)


def rows(summary):
    return {row.project.id: row for row in summary.rows}


def hear_card(reference, collection, lang):
    """What the card's own script says of every record."""
    node = shutil.which("node", path=Path(sys.executable).parent) or shutil.which("node")
    assert node, "Node is missing: pip install -r requirements-dev.txt"
    given = {
        "lang": lang,
        "table": json.loads(messages_json(lang)),
        "reference": reference,
        "catalogue": collection,
    }
    script = Path(__file__).resolve().parents[1] / "js" / "say-records.js"
    done = subprocess.run(
        [node, script], input=json.dumps(given).encode(), capture_output=True, check=True
    )
    return json.loads(done.stdout)


def check_card(reference, collection, lang, *, catalogue=SERVED.catalogue):
    words, sections = Words(lang), catalogue.metadata.sections
    told = hear_card(reference, collection, lang)
    assert [one["id"] for one in told] == [project.id for project in catalogue.projects]
    for one, project in zip(told, catalogue.projects, strict=True):
        said = RecordWords(project, words)
        assert one["facts"] == [list(fact) for fact in said.facts]
        assert one["where"] == said.where
        assert one["place"] == [list(fact) for fact in said.place]
        assert one["figures"] == [list(figure) for figure in said.figures]
        for heard, event in zip(one["milestones"], said.events, strict=True):
            assert (heard["date"], heard["name"], heard["state"]) == (
                event.date, event.name, event.state,
            )  # fmt: skip
            expected = event.origin and {
                "title": event.origin.title, "published": event.origin.published,
                "trust": event.origin.trust, "says": event.origin.says,
                "link": event.origin.link, "isDoubtful": event.origin.is_doubtful,
            }  # fmt: skip
            assert heard["origin"] == expected
        assert one["paragraphs"] == [
            title_paragraph(citation, sections=sections, words=words)
            for citation in project.citations
        ]


@each_language
def test_what_the_card_looks_up_is_what_the_words_say(lang):
    check_card(json.loads(SERVED.reference.body), json.loads(SERVED.file.body), lang)


@each_language
def test_the_card_words_sources_and_unsure_dates_as_python_does(lang):
    project = PROJECTS[0]
    sources = [
        Source(title="t", date="2024-12", publisher="山西日报", trust="high", why_zh="因",
               why_en="w", says="已通车", address="https://news.example.org/"),
        Source(title="t", date=None, publisher="p", trust="low", address="https://x.example.org/"),
        Source(title="t", date="2024-22", address="ftp://x.example.org/"),
    ]  # fmt: skip
    dates = ["2024~", "2024-05?", "../2025"]
    milestones = tuple(
        Milestone(event="open", date=date, state="reported", citations=(), source=source)
        for date, source in zip(dates, sources, strict=True)
    )
    changed = project.model_copy(update={"milestones": milestones})
    catalogue = replace(SERVED.catalogue, projects=(changed,))
    served = Served(catalogue)
    reference, collection = json.loads(served.reference.body), json.loads(served.file.body)
    check_card(reference, collection, lang, catalogue=catalogue)


@each_language
def test_the_file_holds_the_same_words(lang):
    page = make_standalone(summarise(lang)).decode()

    def held(name):
        found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page)
        return json.loads(found[1])

    check_card(held("reference"), held("catalogue"), lang)


@pytest.fixture
def blank_pictures(monkeypatch):
    """Leave the maps of slides white: only their words are read."""
    file = io.BytesIO()
    Image.new("RGB", (4, 4)).save(file, "PNG")
    png = file.getvalue()
    monkeypatch.setattr(slides, "map_picture", lambda *_, **__: (png, frozenset()))
    monkeypatch.setattr(slides, "legend_picture", lambda *_, **__: png)


def read_slides(pptx):
    for slide in Presentation(io.BytesIO(pptx)).slides:
        texts = []
        for shape in slide.shapes:
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
            elif shape.has_text_frame:
                texts.append(shape.text_frame.text)
        yield slide, texts


@pytest.mark.slow
@pytest.mark.usefixtures("blank_pictures")
@each_language
def test_the_slide_of_a_project_says_the_same(lang):
    summary = summarise(lang)
    deck = Deck(title="", lang=lang)
    found = rows(summary)
    for project in PROJECTS:
        slides._add_project_slide(deck, summary, found[project.id])
    told = list(read_slides(deck.save()))
    assert len(told) == len(PROJECTS)
    for project, (slide, texts) in zip(PROJECTS, told, strict=True):
        said = RecordWords(project, Words(lang))
        page = "\n".join(texts)
        facts = [f"{label}{Words(lang)('{facet}: {choices}', facet='', choices=text)}"
                 for label, text in said.facts]  # fmt: skip
        expected = [*facts, said.name, said.where, said.milestones, said.summary, said.remark]
        expected += [*said.citations, *(f"{value}" for _, value in said.figures)]
        assert not lacking(expected, within=page), project.id
        notes = slide.notes_slide.notes_text_frame.text
        assert not lacking(said.citations, within=notes), project.id


@pytest.mark.slow
@pytest.mark.usefixtures("blank_pictures")
@each_language
def test_the_tables_of_slides_say_the_same(lang):
    told = [text for _, texts in read_slides(slides.make_slides(summarise(lang))) for text in texts]
    cells = {closed_up(text) for text in told}
    for project in PROJECTS:
        said = RecordWords(project, Words(lang))
        for text in (said.districts, said.status, said.due_year):
            assert closed_up(text) in cells, (project.id, text)
        assert any(closed_up(said.name) in cell for cell in cells), project.id


def painted(item):
    page = Scene(width=2000, height=2000, points=1)
    item.paint(Ink(page))
    return "".join(work.text for work in page.works if hasattr(work, "text"))


@pytest.mark.slow
@each_language
def test_the_sheet_says_the_same(lang):
    summary = summarise(lang)
    for row in summary.rows:
        said = RecordWords(row.project, Words(lang))
        line = painted(make_row_item(row, width=420, status_room=90))
        shown = (said.name, said.named_districts, said.where, said.status, said.due_year)
        assert not lacking(shown, within=line), row.project.id
        card = painted(make_card(row, summary, width=600))
        facts = [text for _, text in said.facts[:5]]
        assert not lacking(
            [*facts, said.summary, said.remark, said.where, *said.citations], within=card
        ), row.project.id


@pytest.mark.parametrize(
    ("slug", "en", "zh"),
    [
        (
            "metro-1-p1",
            "Since then: Open (February 22, 2025)",
            "此后：开通开放投用（2025年2月22日）",
        ),
        (
            "gulou-expressway",
            "Since then: Start of construction (January 12, 2025)",
            "此后：开工（2025年1月12日）",
        ),
        # Before the report; announced or prepared only; from a source not to be relied on.
        ("yanqiu-garden", "", ""),
        ("yingze-street", "", ""),
        ("jinyang-heritage-park", "", ""),
    ],
)
def test_what_happened_since_stands_beside_the_status(slug, en, zh):
    project = SERVED.catalogue.by_id[slug]
    day = SERVED.catalogue.metadata.report_day
    assert say_since(project, Words("en"), report_day=day) == en
    assert say_since(project, Words("zh"), report_day=day) == zh
    since = json.loads(SERVED.reference.body)["since"]
    assert since.get(slug, {"name_zh": "", "name_en": ""}) == {"name_zh": zh, "name_en": en}
    assert RecordWords(project, Words("en")).status not in en or not en


def test_a_chinese_card_has_no_english_but_names(hold_each):
    def have_none(project):
        said = RecordWords(project, Words("zh"))
        for label, text in (
            *said.place,
            *said.figures,
            ("summary", said.summary),
            ("remark", said.remark),
        ):
            # Addresses of files and repositories are names.
            plain = re.sub(r"\S+[/@.]\S+|OpenStreetMap contributors", "", text)
            assert not re.findall(r"\b[a-z]{3,}\b", plain), label

    hold_each(PROJECTS, have_none, name=lambda one: one.id)


@each_language
def test_the_feed_says_the_same(lang):
    words = Words(lang)
    followed = choose_followed(View(lang=lang), catalogue=SERVED.catalogue, words=words)
    feed = ET.fromstring(atom_feed(followed, base=BASE, address=BASE, words=words))  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(PROJECTS)
    for project, entry in zip(followed.projects, entries, strict=True):
        said = RecordWords(project, words)
        assert entry.find(f"{ATOM}title").text == said.name
        lines = entry.find(f"{ATOM}content").text.split("\n")
        expected = [said.status, *(event.line(words) for event in said.events), said.summary]
        assert lines == expected
        labels = {one.get("label") for one in entry.findall(f"{ATOM}category")}
        assert labels == {said.sector, said.status}


@each_language
def test_the_answer_and_the_street_page_say_the_same(lang):
    words = Words(lang)
    view = View(lang=lang, spot=SPOT, radius_m=None)
    nearness = find_near(SERVED.catalogue, lon=SPOT.lon, lat=SPOT.lat, radius_m=None)
    answer = describe_answer(nearness, catalogue=SERVED.catalogue, spot=SPOT, words=words)
    page = plain(
        answer_html(answer, view=view, words=words) + groups_html(answer, view=view, words=words)
    )
    street = plain(street_html(answer, view=view, spot=SPOT, catalogue=SERVED.catalogue, base=BASE))
    items = [item for section in answer.sections for item in section.items]
    assert {item.project.id for item in items} == {project.id for project in PROJECTS}
    for item in items:
        said = RecordWords(item.project, words)
        shown = (said.name, said.status, said.promise)
        assert (item.name, item.status, item.due) == shown
        assert not lacking(shown, within=page)
    for item in answer.section("near").items[:5]:
        said = RecordWords(item.project, words)
        assert not lacking((said.name, said.status, said.promise), within=street)


@each_language
def test_where_no_district_is_known_none_is_named(lang):
    words = Words(lang)
    homeless = [project for project in PROJECTS if not project.districts]
    assert {project.place.type == "city" for project in homeless} == {True, False}
    for project in homeless:
        said = RecordWords(project, words)
        is_everywhere = project.place.type == "city"
        assert said.districts == (words("Whole city") if is_everywhere else words("not known"))


@each_language
def test_a_paragraph_is_named_by_number_and_heading(lang):
    words, sections = Words(lang), SERVED.catalogue.metadata.sections
    for project in PROJECTS:
        for citation in project.citations:
            named = title_paragraph(citation, sections=sections, words=words)
            title = sections[citation.section]
            assert named.endswith(words.pick(title.title_zh, title.title_en))
            assert say_citation(citation, words).startswith(named.split(" ", maxsplit=1)[0])


def test_a_fact_from_elsewhere_says_who_published_it():
    told = {}
    for lang, publisher in (("zh", "山西日报"), ("en", "Shanxi Daily")):
        source = Source(title="t", date="2024-12", publisher=publisher, trust="high")
        milestone = Milestone(
            event="open", date="2024~", state="reported", citations=(), source=source
        )
        told[lang] = describe_milestone(milestone, Words(lang)).line(Words(lang))
    assert told == {
        "zh": "约2024年：开通开放投用（另有来源：山西日报，2024年12月）",
        "en": "about 2024: Open (known from elsewhere: Shanxi Daily, December 2024)",
    }


@each_language
def test_a_doubtful_source_says_so_and_leads_nowhere(lang):
    words = Words(lang)
    source = Source(
        title="t", date=None, address="https://forum.example.org/", publisher="p", trust="low",
        why_zh="论坛帖子", why_en="A post in a forum",
    )  # fmt: skip
    event = describe_milestone(
        Milestone(event="open", date=None, state="reported", citations=(), source=source), words
    )
    assert event.origin.is_doubtful
    assert event.origin.link is None
    assert event.origin.trust in event.line(words)
    assert words.pick("论坛帖子", "A post in a forum") in event.origin.trust


@each_language
def test_the_map_says_the_date_of_the_report_in_words(lang):
    day = SERVED.catalogue.metadata.report_date
    dates = json.loads(SERVED.reference.body)["dates"]
    assert dates[day][f"name_{lang}"] == date_text(day, lang=lang)
