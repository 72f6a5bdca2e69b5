"""The tables of a slide show: their columns, their rows, and how many rows fit a slide."""

from collections.abc import Iterator, Mapping, Sequence

from app.drawing.fonts import find_font, wrap_text
from app.exports.deck import Box, Deck
from app.exports.summary import Row, ViewSummary
from app.messages import Words
from projects.citations import name_paragraph

TABLE_TOP, TABLE_BOTTOM = 1.42, 6.42
NARROW: Mapping[str, Sequence[float]] = {
    "zh": (0.42, 2.62, 1.2, 0.86, 0.74),
    "en": (0.42, 2.55, 1.15, 1.2, 0.52),
}
"""The widths of the columns beside a map, by language, in inches."""
WIDE: Mapping[str, Sequence[float]] = {
    "zh": (0.42, 3.0, 1.25, 1.75, 0.9, 0.76, 2.1, 2.15),
    "en": (0.42, 2.75, 1.35, 1.7, 1.3, 0.55, 2.1, 2.16),
}
"""The widths of the columns of a slide without a map."""
HEAD_IN = 0.3
_TEXT_POINTS = 10.5
_LINE_IN, _PADDING_IN = 0.178, 0.1

Texts = tuple[str, ...]
Table = tuple[tuple[Texts, float, bool], ...]
"""The rows of a slide: their texts, their heights in inches, and whether they stand out."""


def narrow_head(words: Words) -> Texts:
    """Return the heading of a table beside a map."""
    return (words("No."), words("Project"), words("District"), words("Status"), words("Due"))


def wide_head(words: Words) -> Texts:
    """Return the heading of a table on a slide of its own."""
    return (
        words("No."),
        words("Project"),
        words("Kind"),
        words("District"),
        words("Status"),
        words("Due"),
        words("Place"),
        words("In the report"),
    )


def write_narrow(row: Row, summary: ViewSummary, outside: frozenset[str]) -> Texts:
    """Write a row beside a map; ``outside`` are the ids that only the small map shows."""
    name = row.name
    if not row.is_placed:
        name = summary.words("{name} ({reason})", name=name, reason=row.said.where)
    elif row.project.id in outside:
        reason = summary.words("only on the small map")
        name = summary.words("{name} ({reason})", name=name, reason=reason)
    return (str(row.number), name, row.said.districts, row.said.status, row.said.due_year)


def write_wide(row: Row, summary: ViewSummary, outside: frozenset[str]) -> Texts:
    """Write a row of a slide without a map; see `write_narrow`."""
    where = row.said.where
    if row.project.id in outside:
        reason = summary.words("only on the small map")
        where = summary.words("{name} ({reason})", name=where, reason=reason)
    cited = row.project.citations[-1]
    return (
        str(row.number),
        row.name,
        row.said.kind,
        row.said.districts,
        row.said.status,
        row.said.due_year,
        where,
        f"{name_paragraph(cited)} {cited.wording}",
    )


def row_height(texts: Sequence[str], *, widths: Sequence[float]) -> float:
    """Return the height a row will take, in inches."""
    font = find_font()
    lines = [
        # The fonts of the reader's machine may be wider than ours: a reserve of a tenth.
        len(wrap_text(text, font=font, size=_TEXT_POINTS, width=(width - 0.14) * 72 * 0.92))
        for text, width in zip(texts, widths, strict=True)
    ]
    return max(1, *lines) * _LINE_IN + _PADDING_IN


def split_rows(
    texts: Sequence[Texts], *, widths: Sequence[float], rows: Sequence[Row]
) -> Iterator[Table]:
    """Split rows into tables that fit a slide: each row with its height and its strength."""
    room = TABLE_BOTTOM - TABLE_TOP - HEAD_IN
    page: list[tuple[Texts, float, bool]] = []
    used = 0.0
    for row, own in zip(rows, texts, strict=True):
        height = row_height(own, widths=widths)
        if page and used + height > room:
            yield tuple(page)
            page, used = [], 0.0
        page.append((own, height, row.is_selected))
        used += height
    if page:
        yield tuple(page)


def fill_table(  # noqa: PLR0913 - a table has these parts
    deck: Deck,
    slide: object,
    *,
    head: Texts,
    page: Table,
    widths: Sequence[float],
    left: float,
    top: float = TABLE_TOP,
) -> int:
    """Add a table of rows and return how many there are."""
    heights = [HEAD_IN, *(height for _, height, _ in page)]
    deck.add_table(
        slide,
        Box(left, top, sum(widths), sum(heights)),
        widths=widths,
        rows=[head, *(texts for texts, _, _ in page)],
        heights=heights,
        size=_TEXT_POINTS,
        numbers=frozenset({0}),
        strong=frozenset(down for down, (_, _, is_strong) in enumerate(page, 1) if is_strong),
    )
    return len(page)
