"""The text of a report."""

from pathlib import Path

import pytest

from projects.errors import ReportError
from projects.model import Citation
from projects.report import is_sentence, parse_report, read_report

TEXT = """# Report

## S1 First

[S1.P1] 第一句。第二句写“一号线年底通车”！
a line that is no paragraph
[S1.P2] 短
"""


def cite(mention: str, wording: str, paragraph: str = "P1") -> Citation:
    return Citation(section="S1", paragraph=paragraph, mention=mention, wording=wording)


def test_paragraphs_are_found_by_their_numbers() -> None:
    assert parse_report(TEXT).paragraphs == {
        ("S1", "P1"): "第一句。第二句写“一号线年底通车”！",
        ("S1", "P2"): "短",
    }


@pytest.mark.parametrize(
    ("citation", "fields"),
    [
        (cite("一号线", "年底通车"), []),
        (cite("1号线", "年底通车"), ["mention"]),
        (cite("一号线", "第一句"), ["wording"]),
        (cite("一号线", "第二句写“一号线年底通车”"), ["wording"]),
        (cite("一号线", "年底 通车", "P2"), ["mention", "wording"]),
        (cite("一号线", "年底通车", "P3"), ["paragraph"]),
    ],
)
def test_a_citation_stands_in_its_paragraph(citation: Citation, fields: list[str]) -> None:
    assert [field for field, _, _ in parse_report(TEXT).find_citation_faults(citation)] == fields


def test_a_sentence_is_told_from_a_phrase() -> None:
    assert is_sentence("建成。")
    assert not is_sentence("建成、投用")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nothing here", "found none"),
        ("[S1.P1] 一\n[S1.P1] 二".encode(), "line 2.*twice"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_what_is_no_report_says_so(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "report.md"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=rf"report\.md.*{words}"):
        read_report(path)


def test_a_report_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="No such file"):
        read_report(tmp_path / "none.md")
