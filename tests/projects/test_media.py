"""Text for each medium: whatever goes in, the medium's own reader takes what comes out."""

import csv
import io
import xml.etree.ElementTree as ET
from html import escape
from typing import get_args

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.media import Medium, clean_text, cut_text
from projects.signs import is_refused

ANY_TEXT = st.text(st.characters(exclude_categories=()))
MEDIA = get_args(Medium)


def read_back(text: str, *, medium: Medium) -> None:
    """Write a cleaned text with the medium's writer and read it again: the same must come."""
    if medium in {"xml", "slide", "html"}:
        assert ET.fromstring(f"<a>{escape(text)}</a>").text in {text, None}  # noqa: S314
    elif medium == "calendar":
        event = icalendar.Event(summary=text)
        lines = event.to_ical()
        assert icalendar.Event.from_ical(lines)["summary"] == text
        assert lines.count(b"BEGIN:") == 1
    elif medium == "csv":
        stream = io.StringIO(newline="")
        csv.writer(stream).writerow([text, "end"])
        assert next(csv.reader(io.StringIO(stream.getvalue(), newline=""))) == [text, "end"]
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    elif medium == "terminal":
        assert all(sign == "\n" or sign.isprintable() for sign in text)
    elif medium == "file-name":
        assert not set(text) & set('\\/:*?"<>|\0')


@pytest.mark.parametrize("medium", MEDIA)
def test_every_hostile_text_is_fit_for_every_medium(
    hostile_texts: dict[str, str], medium: Medium
) -> None:
    for text in hostile_texts.values():
        cleaned = clean_text(text, medium=medium)
        assert not any(is_refused(sign) for sign in cleaned if sign != "\n")
        cleaned.encode("utf-8")
        read_back(cleaned, medium=medium)


@pytest.mark.parametrize("medium", MEDIA)
@given(text=ANY_TEXT)
@settings(max_examples=30, deadline=None)
def test_any_text_is_fit_for_every_medium(medium: Medium, text: str) -> None:
    cleaned = clean_text(text, medium=medium)
    cleaned.encode("utf-8")
    read_back(cleaned, medium=medium)


@pytest.mark.parametrize("medium", MEDIA)
def test_plain_text_stays_as_it_is(medium: Medium) -> None:
    assert clean_text("太原 Metro 1号线", medium=medium) == "太原 Metro 1号线"


@pytest.mark.parametrize(
    ("medium", "text", "cleaned"),
    [
        ("terminal", "a\x1b[2Jb\u202e\ud800\nc", "a\\x1b[2Jb\\u202e\\ud800\nc"),
        ("csv", " =1+1", "' =1+1"),
        ("csv", "a\r\n=1", "a =1"),
        ("csv", "\x1b=1+1", "'=1+1"),
        ("address", " 一号\u200b\n线\t", "一号 线"),
        ("calendar", "a\r\nb\rc\x0bd", "a\nb\nc\nd"),
        ("drawing", "👩\u200d🚒\n$x$", "👩🚒 $x$"),
        ("file-name", '../a:"b".', "a b"),
    ],
)
def test_each_medium_has_its_rule(medium: Medium, text: str, cleaned: str) -> None:
    assert clean_text(text, medium=medium) == cleaned


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    assert cut_text("标" * 300, most=255) == "标" * 254 + "…"
    assert cut_text("标" * 255, most=255) == "标" * 255
