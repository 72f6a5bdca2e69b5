"""Every file shows what the screen shows, read back from the file: nothing disappears."""

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from itertools import cycle
from urllib.parse import parse_qsl

import pytest
from PIL import Image
from pptx import Presentation

from app.address import read_view
from app.drawing.scene import Writing
from app.errors import ExportError
from app.exports.formats import PaperChoice, export_view, find_told_story, read_told_story
from app.exports.paper import choose_paper
from app.exports.paper_sizes import ORIENTATIONS
from app.exports.sheet import draw_sheet
from app.exports.summary import ViewSummary
from app.messages import Words
from app.published.served import Served
from app.show.story import list_stories
from app.words.dates import date_text
from app.words.labels import count_sentence
from app.words.refusals import refusal_sentence
from projects.catalogue import read_catalogue
from projects.filters import select_projects

pytestmark = pytest.mark.slow  # each makes whole files

SERVED = Served(read_catalogue())
BASE = "https://projects.example.org/"
VIEWS = (
    "",
    "lang=en",
    "sector=roads&lang=en",
    "district=140110",
    "q=%E5%9C%B0%E9%93%81&sel=metro-1-p1",
    "status=ongoing&accuracy=city",
    "sector=industry&lat=37.90000&lon=112.50000&z=12",
    "q=no+such+project&lang=en",
    "promise=overdue,kept-late&lang=en",
    "promise=due-this-year&asof=2024-06-30",
)


def summarise(query):
    view, dropped = read_view(dict(parse_qsl(query)), known=SERVED.known)
    assert dropped == []
    return ViewSummary(SERVED, view, link_base=BASE)


@cache
def make(query, file_format):
    return export_view(summarise(query), file_format=file_format).body


@pytest.fixture(scope="module")
def whole_deck(build_once):
    """The slides of the whole catalogue with their pictures, made once for all workers."""

    def write(folder):
        (folder / "deck.pptx").write_bytes(make("", "pptx"))

    return build_once("whole-deck", write) / "deck.pptx"


@pytest.fixture(scope="module")
def make_slides(whole_deck, without_pictures):
    """Give a function that makes the slides of a view, with their pictures for the whole."""

    @cache
    def slides_of(query):
        if not query:
            return whole_deck.read_bytes()
        with without_pictures():
            return export_view(summarise(query), file_format="pptx").body

    return slides_of


def closed_up(text):
    """Text without its spaces and line ends, which a page sets as it likes."""
    return re.sub(r"\s+", "", text).replace("“", '"').replace("”", '"')


def screen_sentence(summary):
    """The sentence of counts as the map page says it."""
    selection = select_projects(SERVED.catalogue, filters=summary.view.filters)
    total = len(SERVED.catalogue.projects)
    return count_sentence(selection, total=total, words=summary.words)


@pytest.mark.parametrize("query", VIEWS)
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_sheet_holds_the_counts_and_every_name(query, orientation):
    summary = summarise(query)
    pages = draw_sheet(summary, paper=choose_paper("a4", orientation=orientation))
    works = [work for page in pages for work in page.works]
    hold_all_of_it(summary, "".join(work.text for work in works if isinstance(work, Writing)))


@pytest.mark.parametrize(("query", "orientation"), tuple(zip(VIEWS, cycle(ORIENTATIONS))))
def test_what_a_sheet_holds_is_text_in_its_pdf(read_pdf, query, orientation):
    summary = summarise(query)
    paper = PaperChoice("a4", orientation)
    hold_all_of_it(
        summary, "".join(read_pdf(export_view(summary, file_format="pdf", paper=paper).body))
    )


def hold_all_of_it(summary, text):
    text = closed_up(text)
    assert closed_up(screen_sentence(summary)) in text
    for row in summary.rows:
        assert closed_up(row.name) in text
    reported = summary.served.catalogue.metadata.report_date
    assert closed_up(date_text(reported, lang=summary.words.lang)) in text
    assert closed_up(summary.link) in text
    if summary.selected is not None:
        told = (summary.selected.project.summary_zh, summary.selected.project.summary_en)
        assert closed_up(summary.words.pick(*told)) in text


@pytest.mark.parametrize("query", VIEWS)
def test_slides_hold_the_counts_and_every_project_once(make_slides, query):
    summary = summarise(query)
    deck = Presentation(io.BytesIO(make_slides(query)))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    texts = [shape.text_frame.text for shape in shapes_of(deck) if shape.has_text_frame]
    assert any(screen_sentence(summary) in text for text in texts)
    tables = [shape.table for shape in shapes_of(deck) if shape.has_table]
    overview, *lists = [read_table(table) for table in tables]
    placed, unplaced = len(summary.placed_rows), len(summary.unplaced_rows)
    assert overview[-1][1:] == [str(placed), str(unplaced), str(placed + unplaced)]
    for column in (1, 2, 3):
        values = [int(row[column]) for row in overview[1:]]
        assert sum(values[:-1]) == values[-1]
    listed = [int(row[0]) for table in lists for row in table[1:]]
    assert sorted(listed) == [row.number for row in summary.rows]
    names = {row.number: row.name for row in summary.rows}
    assert all(row[1].startswith(names[int(row[0])]) for table in lists for row in table[1:])


def shapes_of(deck):
    return [shape for slide in deck.slides for shape in slide.shapes]


def read_table(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_slides_name_chinese_fonts_and_their_titles_can_be_edited(whole_deck):
    deck = Presentation(whole_deck)
    for slide in deck.slides:
        assert slide.shapes.title.text
    runs = [
        run
        for shape in shapes_of(deck)
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert runs
    for run in runs:
        assert run._r.rPr.find("{*}ea").get("typeface") == "Microsoft YaHei"
        assert run._r.rPr.get("lang") == "zh-CN"


def test_slides_cite_the_report_in_the_notes_of_every_project(whole_deck):
    summary = summarise("")
    deck = Presentation(whole_deck)
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for row in summary.rows:
        cited = row.project.citations[0]
        assert f"{row.number}. {row.name}" in notes
        assert f"{cited.section}.{cited.paragraph}" in notes
        assert cited.wording in notes
        assert row.since in notes
    assert sum(bool(row.since) for row in summary.rows) == notes.count("此后：") > 0


def test_the_link_of_a_sectors_slide_opens_that_sector(make_slides):
    query = "status=under-construction&lang=en"
    summary = summarise(query)
    deck = Presentation(io.BytesIO(make_slides(query)))
    links = {
        run.hyperlink.address
        for shape in shapes_of(deck)
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.hyperlink.address
    }
    opened = [
        read_view(dict(parse_qsl(link.partition("?")[2])), known=SERVED.known) for link in links
    ]
    assert all(dropped == [] for _, dropped in opened)
    views = [view for view, _ in opened]
    assert summary.view in views
    for part in summary.parts:
        one = summary.view.with_facet("sector", [part.slug])
        assert one in views


def test_pictures_of_slides_have_two_pixels_for_one_and_words_for_who_does_not_see_them(whole_deck):
    deck = Presentation(whole_deck)
    pictures = [shape for shape in shapes_of(deck) if hasattr(shape, "image")]
    assert pictures
    for shape in pictures:
        assert shape._element.nvPicPr.cNvPr.get("descr")
    largest = max(pictures, key=lambda one: one.width)
    assert largest.image.size[0] == pytest.approx(largest.width / 914400 * 192, abs=2)


@pytest.mark.parametrize("query", ["", "sector=roads&lang=en"])
def test_a_picture_is_a_whole_png(query):
    with Image.open(io.BytesIO(make(query, "png"))) as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.width == pytest.approx(297 / 25.4 * 200, abs=3)


def test_the_numbers_beside_the_symbols_are_those_of_the_list(read_pdf):
    summary = summarise("district=140110&lang=en")
    words = read_pdf(make("district=140110&lang=en", "pdf"))[0].split()
    drawn = {number for word in words for number in word.split("·")}
    wanted = {str(row.number) for row in summary.placed_rows}
    assert wanted
    assert wanted <= drawn


# Stories


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("slug", list(list_stories("taiyuan-2024")))
def test_a_story_has_a_slide_for_each_step_whose_link_opens_it(without_pictures, slug, lang):
    story = list_stories("taiyuan-2024")[slug]
    summary = replace(summarise(f"lang={lang}"), story=story)
    with without_pictures():
        deck = Presentation(io.BytesIO(export_view(summary, file_format="pptx").body))
    slides = list(deck.slides)
    assert len(slides) == 2 + len(story.steps)
    for slide, step in zip(slides[2:], story.steps, strict=True):
        own = summary.at_step(step)
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert slide.shapes.title.text == summary.words.pick(step.title_zh, step.title_en)
        assert any(own.counts in text for text in texts)
        assert any(own.link in text for text in texts)
        notes = slide.notes_slide.notes_text_frame.text
        assert all(f"{row.number}. {row.name}: " in notes for row in own.rows)


def test_an_unknown_story_lists_those_there_are():
    with pytest.raises(ExportError, match="chapters-2024, opens-2024"):
        find_told_story("atlantis", served=SERVED)
    assert find_told_story("", served=SERVED) is None


# LibreOffice

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def test_libreoffice_opens_the_slides_and_shows_their_chinese(whole_deck, read_pdf, tmp_path):
    assert SOFFICE, "LibreOffice is not installed; `make test` installs it or says what to install"
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        SOFFICE,
        home,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        whole_deck,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    # The one word it may say is about Java, which slides do not need.
    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert said == []
    pages = read_pdf((tmp_path / "deck.pdf").read_bytes())
    summary = summarise("")
    assert len(pages) == len(Presentation(whole_deck).slides)
    text = closed_up("".join(pages))
    assert closed_up(summary.counts) in text
    assert all(closed_up(row.name) in text for row in summary.rows)


def test_a_story_that_is_sent_has_a_page_for_each_step_and_one_that_leads_on(read_pdf):
    sent = b"""{"type": "city-projects-story", "version": 1, "catalogue": "taiyuan-2024",
      "title_en": "Roads and rails",
      "steps": [{"view": "sector=roads"}, {"view": "sel=metro-1-p1", "text_en": "Line 1."}]}"""
    story = read_told_story(sent, served=SERVED, lang="en")
    summary = replace(summarise("lang=en"), story=story, link_base="http://127.0.0.1:1/")
    pages = read_pdf(export_view(summary, file_format="pdf").body)
    texts = [" ".join(page.split()) for page in pages]
    assert len(texts) == len(story.steps) + 1
    assert "Roads" in texts[0]
    assert "1 of 2" in texts[0]
    assert "Line 1." in texts[1]
    assert "/present?story=~" in texts[-1]


def test_a_story_that_is_sent_wrong_is_refused_with_its_faults():
    with pytest.raises(ExportError, match="Step 1"):
        read_told_story(b'{"steps": [{"view": 1}]}', served=SERVED, lang="en")


@pytest.mark.parametrize("view", ["sector=nowhere", "area=1,2", "sel=no-such-record"])
def test_a_step_that_names_nothing_known_makes_no_file(view):
    step = {"view": "sector=roads"}
    content = {
        "type": "city-projects-story",
        "version": 1,
        "catalogue": SERVED.catalogue.metadata.id,
        "steps": [step, {"view": view}],
    }
    with pytest.raises(ExportError, match=f"step 2 .*{view}") as caught:
        read_told_story(json.dumps(content).encode(), served=SERVED, lang="en")
    assert "第 2 步" in refusal_sentence(caught.value, Words("zh"))
