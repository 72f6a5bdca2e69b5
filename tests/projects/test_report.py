"""The text of a report."""

import pytest

from projects.model import Citation
from projects.report import Report, is_sentence

REPORT = Report(
    {
        ("S1", "P1"): "第一句。第二句写“一号线年底通车”！",
        ("S1", "P2"): "短",
    }
)


def cite(mention: str, wording: str, paragraph: str = "P1") -> Citation:
    return Citation(section="S1", paragraph=paragraph, mention=mention, wording=wording)


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
    assert [field for field, _, _ in REPORT.find_citation_faults(citation)] == fields


def test_a_sentence_is_told_from_a_phrase() -> None:
    assert is_sentence("建成。")
    assert not is_sentence("建成、投用")
