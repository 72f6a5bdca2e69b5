"""What stands around the map and the list on a sheet: head, legend and foot."""

from collections.abc import Sequence

from app.drawing.fonts import find_font, shorten_text, wrap_text
from app.drawing.qr import can_be_coded, paint_qr
from app.drawing.scene import Ink, Pen, Scene, circle_path
from app.drawing.symbol_ink import paint_symbol
from app.exports.paper import BLUE, MARGIN, SOFT_INK, Paper, rule, set_lines
from app.exports.summary import Row, ViewSummary
from projects.vocabulary import SECTORS, STATUSES

FOOT = 96.0
_QR = 84.0
_LEGEND_COLUMNS = 2
_LINK_LINES = 2
_WIDE_LEGEND = 560.0


def paint_header(ink: Ink, summary: ViewSummary, *, width: float) -> float:
    """Paint the title, the filter in words and the counts; return the y below."""
    serif = find_font(is_serif=True, is_bold=True)
    end = ink.text(0, 26, summary.title, size=26, font=serif)
    room = width - end - 18
    if find_font().measure(summary.subtitle, size=12.5) <= room:
        ink.text(end + 18, 25, summary.subtitle, size=12.5, colour=SOFT_INK)
        y = 40.0
    else:
        y = set_lines(ink, summary.subtitle, x=0, y=34, width=width, size=12, colour=SOFT_INK)
    rule(ink, 0, y, width=width, colour="#B9B3A5")
    bold = find_font(is_bold=True)
    counted = bold.measure(summary.counts, size=13.5)
    ink.text(0, y + 24, summary.counts, size=13.5, font=bold)
    label = summary.words("Shown: {filters}", filters=summary.filter_sentence)
    if find_font().measure(label, size=12) <= width - counted - 24:
        ink.text(width, y + 24, label, size=12, colour=SOFT_INK, align="right")
        return y + 38
    return set_lines(ink, label, x=0, y=y + 31, width=width, size=12, colour=SOFT_INK) + 8


def paint_footer(  # noqa: PLR0913 - a page has a number among others
    ink: Ink, summary: ViewSummary, *, width: float, page: int, pages: int, is_first: bool
) -> None:
    """Paint sources, dates, the note on accuracy, the link and its code."""
    words = summary.words
    rule(ink, 0, 0, width=width, colour="#B9B3A5")
    number = words("Page {page} of {pages}", page=page, pages=pages)
    if not is_first:
        ink.text(0, 16, f"{summary.title} · {summary.as_of}", size=9.5, colour=SOFT_INK)
        ink.text(width, 16, number, size=9.5, colour=SOFT_INK, align="right")
        return
    has_code = can_be_coded(summary.link)
    room = width - (_QR + 16 if has_code else 0)
    y = 6.0
    read = f"{summary.as_of} · {summary.coverage}"
    for text in (read, summary.accuracy_note, summary.sources):
        y = set_lines(ink, text, x=0, y=y, width=room, size=9.3, colour=SOFT_INK, leading=1.38)
    shown = words("This view: {link}", link=summary.link)
    url = summary.link if summary.link_base else None
    long = room - (0 if has_code else 90)
    lines = wrap_text(shown, font=find_font(), size=9.3, width=long)
    if len(lines) > _LINK_LINES:
        # Cut short it still leads on by its click and its code; it only cannot be typed.
        lines = [*lines[: _LINK_LINES - 1], f"{lines[_LINK_LINES - 1][:-2]}…"]
    for index, line in enumerate(lines if summary.has_link else []):
        ink.text(0, y + 10 + index * 12.8, line, size=9.3, colour=BLUE, url=url)
    if has_code:
        paint_qr(ink.at(width - _QR, 5), summary.link, size=_QR)
        ink.text(room - 4, 86, number, size=9.3, colour=SOFT_INK, align="right")
    else:
        ink.text(width, y + 10, number, size=9.3, colour=SOFT_INK, align="right")


def finish_pages(pages: Sequence[Scene], summary: ViewSummary, *, title: str, paper: Paper) -> None:
    """Paint the foot of every page, and the head of those after the first.

    Parameters
    ----------
    pages
        The pages.
    summary
        What they show.
    title
        What stands above the further pages.
    paper
        Their format.
    """
    width = paper.width - 2 * MARGIN
    serif = find_font(is_serif=True, is_bold=True)
    for number, page in enumerate(pages, start=1):
        ink, is_first = Ink(page), number == 1
        foot = ink.at(MARGIN, paper.height - MARGIN - (FOOT if is_first else 20))
        paint_footer(foot, summary, width=width, page=number, pages=len(pages), is_first=is_first)
        if is_first:
            continue
        end = ink.text(MARGIN, MARGIN + 16, title, size=16, font=serif)
        counts = shorten_text(summary.counts, font=find_font(), size=11.5, width=width - end - 20)
        ink.text(MARGIN + width, MARGIN + 15, counts, size=11.5, colour=SOFT_INK, align="right")
        rule(ink, MARGIN, MARGIN + 25, width=width)


def paint_legend(ink: Ink, summary: ViewSummary, *, width: float, rows: Sequence[Row]) -> float:
    """Paint the legend of what is on the map; return its height.

    Parameters
    ----------
    ink
        Its upper left corner.
    summary
        The view.
    width
        The room it has; its three parts stand side by side where they fit.
    rows
        The projects whose sectors it explains.
    """
    words = summary.words
    present = {row.project.sector for row in rows}
    statuses: list[tuple[str | None, str, str]] = [
        (None, slug, words.name_of(t)) for slug, t in STATUSES.items()
    ]
    sectors: list[tuple[str | None, str, str]] = [
        (slug, "completed", words.name_of(t)) for slug, t in SECTORS.items() if slug in present
    ]
    is_wide = width > _WIDE_LEGEND
    y = 0.0
    bottoms: list[float] = []
    shares = ((0.0, 0.29), (0.31, 0.38), (0.71, 0.29)) if is_wide else ((0.0, 1.0),) * 3
    blocks = ((words("Status"), statuses), (words("Sector"), sectors))
    for (start, share), (title, entries) in zip(shares, blocks, strict=False):
        y = 0.0 if is_wide else (bottoms[-1] + 10 if bottoms else 0.0)
        left, room = start * width, share * width
        y = _paint_legend_title(ink, left, y, title)
        across = room / _LEGEND_COLUMNS
        bottom = y
        tops = [y] * _LEGEND_COLUMNS
        for index, (sector, status, name) in enumerate(entries):
            column = index % _LEGEND_COLUMNS
            x, top = left + column * across, tops[column]
            paint_symbol(ink.at(x + 10, top + 9), sector, status, radius=6.6)
            lines = wrap_text(name, font=find_font(), size=10.5, width=across - 28)[:2]
            for number, line in enumerate(lines):
                ink.text(x + 24, top + 13 + number * 12.5, line, size=10.5)
            tops[column] = top + 7 + 12.8 * len(lines)
            if column == _LEGEND_COLUMNS - 1:
                tops = [max(tops)] * _LEGEND_COLUMNS
            bottom = max(bottom, *tops)
        bottoms.append(bottom)
    start, share = shares[2]
    y = 0.0 if is_wide else bottoms[-1] + 10
    bottoms.append(_paint_sureness(ink.at(start * width, y), summary, width=share * width) + y)
    return max(bottoms)


def _paint_legend_title(ink: Ink, x: float, y: float, title: str) -> float:
    ink.text(x, y + 11, title, size=10.5, font=find_font(is_bold=True), colour=SOFT_INK)
    return y + 17


def _paint_sureness(ink: Ink, summary: ViewSummary, *, width: float) -> float:
    """Paint how softness shows what is not sure; return the height."""
    words = summary.words
    y = _paint_legend_title(ink, 0, 0, words("How sure the place is"))

    def solid(at: Ink) -> None:
        at.line([(0, 0), (24, 0)], Pen(line="#4A4F55", width=3))

    def soft(at: Ink) -> None:
        at.line([(0, 0), (24, 0)], Pen(line="#4A4F55", width=3, dash=(6, 4), cap="butt"))

    def numbered(at: Ink) -> None:
        at.path(circle_path(8, 0, radius=5), Pen(fill="#4A4F55"))
        at.text(15, 4, "12", size=9.5, font=find_font(is_bold=True))

    entries = (
        (solid, words("Solid line: known within a kilometre")),
        (soft, words("Dashed line or soft circle: approximate; the circle is the uncertainty")),
        (numbered, words("A number: its line in the list; several stand at one place")),
    )
    for picture, text in entries:
        picture(ink.at(0, y + 9))
        y = set_lines(ink, text, x=33, y=y + 1, width=width - 33, size=10.2, leading=1.3) + 2
    return y
