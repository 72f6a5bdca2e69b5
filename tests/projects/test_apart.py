"""What the commands read apart: what it takes is bounded, and why it was refused is said."""

from pathlib import Path

import docx
import pytest

from projects.commands.apart import do_apart, read_report_apart
from projects.steward.errors import DocumentError
from projects.steward.paragraphs import read_paragraphs


def test_a_document_is_read_apart_as_it_is_read_here(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    document = docx.Document()
    document.add_paragraph("一、今年")
    document.add_paragraph("推进地铁二号线建设。")
    document.save(str(path))
    assert read_report_apart(path) == read_paragraphs(path)


def test_what_is_refused_apart_is_told_in_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(DocumentError) as here:
        read_paragraphs(path)
    with pytest.raises(DocumentError) as apart:
        read_report_apart(path)
    assert str(apart.value) == str(here.value)


def test_a_reader_that_takes_too_much_memory_is_ended() -> None:
    # The path stands for a document whose reader asks for more than the process may have.
    with pytest.raises(DocumentError, match="more memory than it may have"):
        do_apart(bytearray, 8 << 30)  # type: ignore[arg-type]


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    with pytest.raises(DocumentError, match="not read after 0 s"):
        do_apart(read_paragraphs, path, time_limit_s=0)
