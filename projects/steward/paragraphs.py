"""Paragraphs of a document: joined lines, sections by headings and an id for each."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from projects.report import Report
from projects.steward.documents import Document, Line
from projects.steward.errors import DocumentError
from projects.steward.formats import read_document

_MARKED = re.compile(r"\[(S[1-9][0-9]*)\.(P[1-9][0-9]*)\] ?(.+)")
_MARKED_SECTION = re.compile(r"(S[1-9][0-9]*)\s+(.+)")
_NUMERAL = "一二三四五六七八九十百"
_HEADING = re.compile(
    rf"(?:第[{_NUMERAL}0-9]+[章节部分篇]+[、\s]*|[{_NUMERAL}]+、|[（(][{_NUMERAL}]+[）)][、.]?)\s*"
    r"(?P<title>.+)"
)
_TURN = re.compile(r"[（(]?\s*(?:下转|上接|转|接)第?\s*[0-9一二三四五六七八九十A-Z]+\s*版\s*[）)]?")
_PAGE_NUMBER = re.compile(r"[—\-–·\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*/\s*[0-9]+)?[—\-–·\s]*")
_ENDINGS = "。！？；：…”」）)"
_LONGEST_TITLE = 45
_LEAST_REPEATED = 3
_LONGEST_RUNNING_HEAD = 40
_TITLE_WORDS = re.compile("报告|摘要|规划|计划|纲要|要点|公报|方案")
"""What the title of a document is called, where its file does not mark it as a heading."""
_SALUTATION = re.compile(
    r"(?:(?:各位|尊敬的)[^。；，：:]{2,12}[：:，,!！]?\s*){0,3}"
    r"(?:(?:现在|下面)[，,]?)?(?:(?:我|受)[^。]{0,30}(?:报告|汇报)[^。]{0,80}"
    r"(?:审议|审查|批评意见|提出意见)[^。]{0,20}[。.]?)?"
)
"""Such as 各位代表：现在，我代表市人民政府，向大会报告工作，请予审议，并请各位委员提出意见。"""
_UNDER_TITLE = re.compile(
    r"[—\-–]{1,3}\s*\S.*|[（(].*[）)]|[0-9〇一二三四五六七八九十]{4}年.{1,8}日"
    r"|.*(?:省|市|州|县|区|旗|盟|镇)(?:人民政府)?\s*(?:省|市|州|县|区|旗|盟|镇)长.{0,12}|.{2,14}主席.{0,12}"
)
"""What stands under a title: where and when it was given, who gave it."""
_INDENT = re.compile(r"(?:　{1,}| {2,}|\t)\s*\S")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, with the numbers of its section and its own such as ``S7`` and ``P1``."""

    section: str
    number: str
    text: str

    @property
    def id(self) -> str:
        """The paragraph's id, such as ``S7.P1``."""
        return f"{self.section}.{self.number}"


@dataclass(frozen=True)
class ReadReport:
    """A report as it was read: its sections, its paragraphs and what was noticed."""

    file: str
    titles: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[str, ...] = ()
    by_id: Mapping[str, Paragraph] = field(default_factory=dict)
    title: str = ""
    under_title: str = ""
    """Where and when it was given, and by whom, where that stands under its title."""

    def to_report(self) -> Report:
        """Give the report in the form in which citations are held against it."""
        return Report({(one.section, one.number): one.text for one in self.paragraphs})

    def write_marked(self) -> str:
        """Write the text with its ids, as a file that later readings keep."""
        is_first = self.paragraphs[0].text.startswith(self.title)
        lines: list[str] = [] if not self.title or is_first else [f"# {self.title}", ""]
        lines += [self.under_title, ""] if lines and self.under_title else []
        for section, title in self.titles.items():
            lines += [f"## {section} {title}", ""]
            for one in self.paragraphs:
                if one.section == section:
                    lines += [f"[{one.id}] {one.text}", ""]
        return "\n".join(lines)


def _drop_furniture(
    lines: Sequence[Line], *, counted: Sequence[Line]
) -> tuple[list[Line], list[str]]:
    """Drop page numbers, running heads and turn-overs, and say which.

    A head is one that stands often enough among the lines that are ``counted``, the title's too.
    """
    repeated = Counter(
        re.sub(r"[0-9\s]", "", line.text)
        for line in counted
        if 0 < len(line.text.strip()) <= _LONGEST_RUNNING_HEAD
    )
    kept: list[Line] = []
    dropped: Counter[str] = Counter()
    for line in lines:
        text = line.text.strip()
        same = repeated[re.sub(r"[0-9\s]", "", line.text)]
        if text and _PAGE_NUMBER.fullmatch(text):
            dropped["page numbers"] += 1
        elif text and same >= _LEAST_REPEATED and text[-1] not in _ENDINGS:
            dropped[f"running heads {text!r}"] += 1
        else:
            without = _TURN.sub("", line.text) if "版" in text else line.text
            if without != line.text:
                dropped["turn-overs (下转…版)"] += 1
            if without.strip() or not text:
                kept.append(replace(line, text=without))
    return kept, [f"left out: {number} {name}" for name, number in dropped.items()]


def _is_heading(text: str) -> bool:
    """Say whether a line is a numbered heading of its own."""
    match = _HEADING.fullmatch(text)
    return match is not None and len(text) <= _LONGEST_TITLE and not re.search(r"[。；]", text[:-1])


def _part_title(lines: Sequence[Line]) -> tuple[str, str, list[Line]]:
    """Part the title of a document, with what stands under it, from its text.

    A title is no section: the first numbered heading under it is S1.
    """
    written = [number for number, line in enumerate(lines) if line.text.strip()]
    if len(written) < 2:  # noqa: PLR2004 - a title and something that it is the title of
        return "", "", list(lines)
    title, after = (lines[number].text.strip() for number in written[:2])
    plain = re.sub(r"\s", "", title)
    is_plain = len(plain) <= _LONGEST_TITLE and not re.search("[。；，：]", plain)
    is_named = _TITLE_WORDS.search(plain) is not None or _HEADING.match(after) is not None
    if _HEADING.match(title) or not (lines[written[0]].is_heading or (is_plain and is_named)):
        return "", "", list(lines)
    first = 1
    while first < len(written) - 1:
        text = lines[written[first]].text.strip()
        is_under = _UNDER_TITLE.fullmatch(text) and len(text) <= _LONGEST_TITLE
        if not is_under or _HEADING.match(text) or re.search("[。；，：]", text):
            break
        first += 1
    under = " ".join(lines[number].text.strip() for number in written[1:first])
    return title[:_LONGEST_TITLE], under, list(lines[written[first] :])


def _part_salutation(lines: Sequence[Line]) -> tuple[str, list[Line]]:
    """Part the words with which the congress is addressed from the text that is under headings.

    They report nothing, so they are no section: the first heading after them is S1.
    """
    opens = (
        number
        for number, line in enumerate(lines)
        if line.is_heading or _is_heading(line.text) or _find_run_in_title(line.text)
    )
    first = next(opens, 0)
    before = lines[:first]
    if not before or not all(_SALUTATION.fullmatch(line.text.strip()) for line in before):
        return "", list(lines)
    return " ".join(line.text.strip() for line in before), list(lines[first:])


def _find_run_in_title(text: str) -> str | None:
    """Find the heading that a paragraph begins with, such as ``（一）聚力产业转型。…``."""
    match = _HEADING.match(text)
    if match is None:
        return None
    title = re.split(r"[。：；]", match["title"])[0].strip()
    return title if 0 < len(title) <= _LONGEST_TITLE else None


def _join_lines(lines: Sequence[Line]) -> list[Line]:
    """Join lines that a page's width or end has parted."""
    texts = [line.text for line in lines if line.text.strip()]
    indented = sum(bool(_INDENT.match(text)) for text in texts)
    ended = sum(text.rstrip()[-1] in _ENDINGS for text in texts)
    by_indent = indented >= 2 and indented < len(texts)  # noqa: PLR2004 - once may be a slip
    by_line = not by_indent and (not texts or ended / len(texts) > 0.6)  # noqa: PLR2004
    widest = max((len(text.strip()) for text in texts), default=0)
    joined: list[Line] = []
    is_open = False
    for line in lines:
        text = line.text.strip()
        if not text:
            # A page's end parts a paragraph in mid-sentence; a true gap comes after its end.
            is_open = is_open and joined[-1].text[-1] not in _ENDINGS
            continue
        starts = line.begins or line.is_heading or _is_heading(text)
        starts = starts or bool(_INDENT.match(line.text))
        continues = is_open and not starts
        if continues and joined[-1].text[-1] in "。！？":
            continues = not by_line
        if continues:
            before = joined[-1].text
            space = " " if (before[-1] + text[0]).isascii() and before[-1].isalnum() else ""
            joined[-1] = Line(before + space + text)
        else:
            joined.append(Line(text, line.is_heading))
        is_open = not (line.ends or line.is_heading or _is_heading(joined[-1].text))
        if is_open and text[-1] in "。！？" and not by_indent and len(text) < 0.8 * widest:
            is_open = False
    return joined


def _number(lines: Iterable[Line], *, opening: str) -> tuple[dict[str, str], list[Paragraph]]:
    """Give sections and paragraphs their numbers, in the order of the document.

    Paragraphs before the first heading are a section of their own, called as ``opening`` says.
    """
    titles: dict[str, str] = {}
    paragraphs: list[Paragraph] = []
    number = 0
    for line in lines:
        heading = line.is_heading or _is_heading(line.text)
        run_in = None if heading else _find_run_in_title(line.text)
        if heading or run_in is not None or not titles:
            match = _HEADING.fullmatch(line.text)
            named = opening if opening and not heading else line.text[:_LONGEST_TITLE]
            title = run_in or (match["title"] if match else named)
            titles[f"S{len(titles) + 1}"] = title.strip(" 。")
            number = 0
        if not heading:
            number += 1
            paragraphs.append(Paragraph(f"S{len(titles)}", f"P{number}", line.text))
    return titles, paragraphs


def _read_marked(document: Document) -> ReadReport | None:
    """Read a document whose paragraphs carry their ids; None where none does."""
    titles: dict[str, str] = {}
    paragraphs: dict[str, Paragraph] = {}
    written = [line.text.strip() for line in document.lines if line.text.strip()]
    title = written[0].lstrip("# ") if written else ""
    under = written[1] if written[1:] and _UNDER_TITLE.fullmatch(written[1]) else ""
    for line in document.lines:
        match = _MARKED.fullmatch(line.text.strip())
        if match is not None:
            one = Paragraph(*match.groups())
            if one.id in paragraphs:
                raise DocumentError(f"{document.file}: paragraph {one.id} stands there twice")
            paragraphs[one.id] = one
            titles.setdefault(one.section, one.section)
        elif line.is_heading and (heading := _MARKED_SECTION.fullmatch(line.text)):
            titles[heading[1]] = heading[2].strip()
    if not paragraphs:
        return None
    return ReadReport(
        file=document.file,
        titles=titles,
        paragraphs=tuple(paragraphs.values()),
        notes=(*document.notes, "ids: those of the file"),
        by_id=paragraphs,
        title=title,
        under_title=under,
    )


def find_paragraphs(document: Document) -> ReadReport:
    """Find the sections and paragraphs of a document.

    Marks such as ``[S7.P1]`` are kept where the file has them. Elsewhere each heading, numbered
    (一、 （一） 第一部分) or marked by the format, opens a section, and paragraphs are numbered in
    it; the same file always gives the same ids. The title of the document is no section and no
    paragraph.

    Parameters
    ----------
    document
        The lines of a file.

    Raises
    ------
    DocumentError
        Where no paragraph is found, or two carry the same id.
    """
    marked = _read_marked(document)
    if marked is not None:
        return marked
    title, under, body = _part_title(document.lines)
    kept, dropped = _drop_furniture(body, counted=document.lines)
    if document.whole_paragraphs:
        joined = [Line(line.text.strip(), line.is_heading) for line in kept if line.text.strip()]
    else:
        joined = _join_lines(kept)
    salutation, joined = _part_salutation(joined)
    titles, paragraphs = _number(joined, opening=title)
    if not paragraphs:
        raise DocumentError(f"{document.file}: expected paragraphs, found headings only")
    return ReadReport(
        file=document.file,
        titles=titles,
        paragraphs=tuple(paragraphs),
        notes=(
            *document.notes,
            *([f"title: {title}"] if title else []),
            *dropped,
            *([f"left out: the salutation {salutation!r}"] if salutation else []),
            "ids: by headings and paragraphs",
        ),
        by_id={one.id: one for one in paragraphs},
        title=title or joined[0].text[:_LONGEST_TITLE],
        under_title=under,
    )


def read_paragraphs(path: Path) -> ReadReport:
    """Read the sections and paragraphs of a report's file.

    Parameters
    ----------
    path
        A ``.md``, ``.txt``, ``.docx`` or ``.pdf`` file.
    """
    return find_paragraphs(read_document(path))
