"""The report page: its counts add up, every project leads to its card, no text acts."""

import re
from dataclasses import replace

import pytest

from app.address import View
from app.messages import Words
from app.report.contents import (
    REPORT_FILE,
    contents_html,
    list_sections,
    read_report_texts,
    section_content_html,
)
from projects.catalogue import DEFAULT_CATALOGUE, read_catalogue
from projects.steward.coverage import Remark, name_reasons, read_reasons

CATALOGUE = read_catalogue()
REASONS = read_reasons(name_reasons(DEFAULT_CATALOGUE))
SECTIONS = list_sections(CATALOGUE, reasons=REASONS)
ENGLISH = Words("en")


def test_sections_and_paragraphs_stand_in_the_order_of_the_report():
    assert [section.id for section in SECTIONS] == [f"S{n}" for n in range(1, 9)]
    numbers = [int(one.id.partition(".P")[2]) for one in SECTIONS[0].paragraphs]
    assert numbers == sorted(numbers)


def test_every_project_stands_in_a_paragraph():
    named = {one.id for section in SECTIONS for each in section.paragraphs for one in each.projects}
    assert named == {project.id for project in CATALOGUE.projects}


def test_every_paragraph_has_projects_or_a_reason():
    assert all(one.projects or one.remark for each in SECTIONS for one in each.paragraphs)


def test_every_link_of_the_contents_leads_to_an_anchor():
    contents = contents_html(SECTIONS, words=ENGLISH)
    wanted = set(re.findall(r'href="#([^"]+)"', contents))
    shown = "".join(
        section_content_html(one, view=View(lang="en"), texts={}, words=ENGLISH) for one in SECTIONS
    )
    anchors = set(re.findall(r'<article id="([^"]+)"', shown)) | {s.id.lower() for s in SECTIONS}
    assert wanted == anchors


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_project_leads_to_its_card(lang):
    html = section_content_html(SECTIONS[6], view=View(lang=lang), texts={}, words=Words(lang))
    assert "sel=metro-1-p1" in html


def test_the_sentences_are_shown_only_where_the_file_is_given(tmp_path, monkeypatch):
    monkeypatch.delenv(REPORT_FILE, raising=False)
    assert read_report_texts() == {}
    path = tmp_path / "report.md"
    path.write_text("[S7.P1] 原文一句。\n", encoding="utf-8")
    monkeypatch.setenv(REPORT_FILE, str(path))
    texts = read_report_texts()
    assert texts == {"S7.P1": "原文一句。"}
    html = section_content_html(SECTIONS[6], view=View(), texts=texts, words=ENGLISH)
    assert "<blockquote>原文一句。</blockquote>" in html
    monkeypatch.setenv(REPORT_FILE, str(tmp_path / "none.md"))
    assert read_report_texts() == {}


def test_no_text_of_a_record_or_reason_is_markup():
    hostile = "<img src=x onerror=alert(1)>"
    project = CATALOGUE.projects[0].model_copy(update={"name_en": hostile})
    paragraph = replace(
        SECTIONS[0].paragraphs[2], projects=(project,), remark=Remark(hostile, hostile)
    )
    section = replace(SECTIONS[0], title_en=hostile, paragraphs=(paragraph,))
    texts = {paragraph.id: hostile}
    html = section_content_html(section, view=View(), texts=texts, words=ENGLISH)
    html += contents_html((section,), words=ENGLISH)
    assert "<img" not in html
