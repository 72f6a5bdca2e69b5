"""Markdown: what of a line is printed, and where a paragraph begins, as far as reports need it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from projects.steward.documents import Line

_UNDERLINE: Final = re.compile(r"\s{0,3}(?:=+|-{3,})\s*")
_RULE: Final = re.compile(r"\s{0,3}(?:\*\s*){3,}|\s{0,3}(?:-\s*){3,}|\s{0,3}(?:_\s*){3,}")
_FENCE: Final = re.compile(r"\s{0,3}(?:```|~~~)")
_PARTING: Final = re.compile(r"(?:\s*\|)?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*")
_ROW: Final = re.compile(r"\s*\|(.*)\|\s*")
_ITEM: Final = re.compile(r"(\s*)[-*+]\s+(?=\S)")
_QUOTE: Final = re.compile(r"^\s{0,3}>+\s?")
_MARKUP: Final = (
    (re.compile(r"!\[[^\[\]]*\]\([^)]{0,1000}\)"), ""),
    (re.compile(r"\[([^\[\]^]+)\]\([^)]{0,1000}\)"), r"\1"),
    (re.compile(r"\[\^[^\[\]]+\](?!:)"), ""),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"\*\*|__|`"), ""),
)
"""What marks up a text and is not printed: pictures, links, notes, tags, emphasis.

None looks on beyond the next sign of its kind, so that a line of opening signs takes no hours.
"""


def read_markdown(lines: Iterable[str]) -> Iterator[Line]:
    """Read the lines of a Markdown file as they are printed.

    Parameters
    ----------
    lines
        The lines of the file.

    Examples
    --------
    >>> [line.text for line in read_markdown(["| 1号线 | **建成** |", "|---|---|", "- 2号线"])]
    ['1号线 | 建成', '2号线']
    """
    held: Line | None = None
    was_blank = False
    for raw in lines:
        if held is not None and held.text.strip() and _UNDERLINE.fullmatch(raw) and not was_blank:
            yield Line(held.text.strip(), is_heading=True)
            held = None
            continue
        if _PARTING.fullmatch(raw) or _RULE.fullmatch(raw) or _FENCE.match(raw):
            continue
        if held is not None:
            yield held
        held = _read_line(raw, after_blank=was_blank)
        was_blank = not raw.strip()
    if held is not None:
        yield held


def _read_line(raw: str, *, after_blank: bool) -> Line:
    """Read a line that is none of the signs between others."""
    if raw.startswith("#"):
        return Line(_strip(raw.lstrip("#")), is_heading=True)
    row = _ROW.fullmatch(raw)
    if row is not None:
        cells = (_strip(cell) for cell in row[1].split("|"))
        return Line(" | ".join(cell for cell in cells if cell), begins=True, ends=True)
    text = _QUOTE.sub("", raw)
    item = _ITEM.match(text)
    begins = item is not None or (after_blank and bool(text.strip()))
    text = text[item.end() :] if item is not None else text
    for pattern, printed in _MARKUP:
        text = pattern.sub(printed, text)
    return Line(text, begins=begins)


def _strip(text: str) -> str:
    """Take the markup out of a text."""
    for pattern, printed in _MARKUP:
        text = pattern.sub(printed, text)
    return text.strip()
