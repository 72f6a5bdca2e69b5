"""The list of projects on paper: its headings, its lines, the card of the selected project."""

from app.drawing.fonts import find_font, wrap_text
from app.drawing.scene import Ink, Pen, rectangle_path
from app.drawing.symbol_ink import paint_symbol
from app.exports.columns import Item, measure_block
from app.exports.paper import BLUE, INK, SOFT_INK, panel, rule, set_lines
from app.exports.summary import Row, ViewSummary
from app.words.labels import say_nothing_fits
from projects.vocabulary import STATUSES


def status_width(summary: ViewSummary) -> float:
    """Return the width of the status column."""
    names = [summary.term(STATUSES, slug) for slug in STATUSES]
    return max(find_font().measure(name, size=10) for name in names)


def say_unplaced(summary: ViewSummary) -> str:
    """Say how many projects have no place."""
    return summary.words.plural(
        "{n} project without a place on the map",
        "{n} projects without a place on the map",
        len(summary.unplaced_rows),
    )


def make_heading(text: str, *, width: float) -> Item:
    """Make a heading of a column."""

    def paint(ink: Ink) -> None:
        ink.path(rectangle_path(0, 6, width=width, height=23), Pen(fill="#F2EFE8"))
        ink.text(8, 22, text, size=11.5, font=find_font(is_bold=True))

    return Item(33, paint, leads=True)


def make_row_item(row: Row, *, width: float, status_room: float, note: str = "") -> Item:
    """Make a line of the list.

    Parameters
    ----------
    row
        The project.
    width
        The width of the column.
    status_room
        The width of the column of statuses.
    note
        What is said after the place.
    """
    due_room = 34.0
    name_left = 54.0
    name_room = width - name_left - status_room - due_room - 14
    bold = find_font(is_bold=True)
    face = bold if row.is_selected else find_font()
    lines = wrap_text(row.name, font=face, size=11.5, width=name_room)
    told = (row.said.named_districts, row.said.where, note, row.since)
    under = " · ".join(part for part in told if part)
    unders = wrap_text(under, font=find_font(), size=9, width=width - name_left - due_room - 6)
    height = 15 * len(lines) + 11.5 * len(unders) + 8

    def paint(ink: Ink) -> None:
        if row.is_selected:
            ink.path(rectangle_path(0, 1, width=width, height=height - 2), Pen(fill="#E3EDF2"))
        ink.text(24, 16, str(row.number), size=10.5, font=bold, align="right")
        paint_symbol(ink.at(39, 13), row.project.sector, row.project.status, radius=6.8)
        y = 1.0
        for line in lines:
            y += 15
            ink.text(name_left, y, line, size=11.5, font=face)
        for line in unders:
            y += 11.8
            ink.text(name_left, y, line, size=9, colour=SOFT_INK)
        ink.text(width - due_room - 6 - status_room, 16, row.said.status, size=10, colour=INK)
        ink.text(width - 4, 16, row.said.due_year, size=10, colour=INK, align="right")
        rule(ink, 0, height - 0.5, width=width, colour="#ECE8DE")

    return Item(height, paint)


def _make_head_item(summary: ViewSummary, *, width: float, status_room: float) -> Item:
    words = summary.words

    def paint(ink: Ink) -> None:
        bold = find_font(is_bold=True)
        ink.text(54, 14, words("Project"), size=9.5, font=bold, colour=SOFT_INK)
        ink.text(
            width - 40 - status_room, 14, words("Status"), size=9.5, font=bold, colour=SOFT_INK
        )
        ink.text(width - 4, 14, words("Due"), size=9.5, font=bold, colour=SOFT_INK, align="right")
        rule(ink, 0, 19.5, width=width, colour="#B9B3A5")

    return Item(20, paint, leads=True)


def make_card(row: Row, summary: ViewSummary, *, width: float) -> Item:
    """Make the short card of the selected project."""
    words, said = summary.words, row.said
    facts = words(
        "{sector} · {kind} · {status} · {district} · due: {due}",
        sector=said.sector,
        kind=said.kind,
        status=said.status,
        district=said.districts,
        due=said.due,
    )
    cited = words("; ").join(said.citations)
    texts = [
        (facts, 10.2, SOFT_INK),
        (said.summary, 11, INK),
        (said.where, 10.2, SOFT_INK),
        (words("In the report: {citations}", citations=cited), 10.2, SOFT_INK),
    ]
    if said.remark:
        texts.insert(2, (said.remark, 10.2, "#8A5300"))
    if row.since:
        texts.insert(1, (row.since, 10.2, "#8A5300"))

    def paint_in(ink: Ink, *, width: float) -> float:
        serif = find_font(is_serif=True, is_bold=True)
        y = set_lines(ink, row.name, x=46, y=8, width=width - 58, size=15, font=serif, leading=1.35)
        paint_symbol(ink.at(25, 20), row.project.sector, row.project.status, radius=9.5)
        for text, size, colour in texts:
            y = set_lines(ink, text, x=12, y=y + 4, width=width - 24, size=size, colour=colour)
        return y + 10

    height = measure_block(lambda ink: paint_in(ink, width=width))

    def paint(ink: Ink) -> None:
        panel(ink, 0, 0, width=width, height=height)
        ink.line([(1.5, 3), (1.5, height - 3)], Pen(line=BLUE, width=3))
        paint_in(ink, width=width)

    return Item(height + 10, paint)


def make_items(
    summary: ViewSummary, *, width: float, outside: frozenset[str] = frozenset()
) -> list[Item]:
    """Make all pieces of the list of a view.

    Parameters
    ----------
    summary
        The view.
    width
        The width of a column.
    outside
        The ids of the projects that only the small map shows.
    """
    words = summary.words
    room = status_width(summary)
    items = []
    if summary.selected is not None:
        items.append(make_card(summary.selected, summary, width=width))
    if not summary.rows:
        text = say_nothing_fits(summary.view.filters.q, words)
        lines = wrap_text(text, font=find_font(), size=11.5, width=width)

        def paint_empty(ink: Ink) -> None:
            set_lines(ink, text, x=0, y=10, width=width, size=11.5, colour=SOFT_INK)

        items.append(Item(20 + 17 * len(lines), paint_empty))
    groups = (
        (
            summary.placed_rows,
            words.plural(
                "{n} project on the map", "{n} projects on the map", len(summary.placed_rows)
            ),
        ),
        (
            summary.unplaced_rows,
            say_unplaced(summary),
        ),
    )
    for rows, heading in groups:
        if not rows:
            continue
        items.append(make_heading(heading, width=width))
        items.append(_make_head_item(summary, width=width, status_room=room))
        for row in rows:
            note = words("only on the small map") if row.project.id in outside else ""
            items.append(make_row_item(row, width=width, status_room=room, note=note))
    return items
