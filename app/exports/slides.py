"""The slides of a view: a title, an overview, and one slide for each sector or story step."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.drawing.fonts import find_font, wrap_text
from app.drawing.frame import Frame, frame_of_camera, frame_of_points
from app.drawing.qr import can_be_coded, qr_png
from app.drawing.scene import Ink, Scene, rectangle_path
from app.drawing.scene import Pen as PaintPen
from app.drawing.shapes import make_map_project
from app.drawing.symbol_ink import paint_symbol
from app.exports.deck import BLUE, HEIGHT_IN, SOFT_INK, WIDTH_IN, Box, Deck, Look
from app.exports.paper import picture_png
from app.exports.summary import Part, Row, ViewSummary, count_statuses
from app.exports.view_map import paint_view_map
from app.show.story import Step
from projects.citations import name_paragraph
from projects.media import clean_text
from projects.vocabulary import STATUSES

_UNITS_PER_INCH = 96
_POINTS = 0.75
_DPI = 192  # two pixels of the picture for one of the screen
_MARGIN = 0.5
_TABLE_TOP, _TABLE_BOTTOM = 1.42, 6.42
_FOOT_TOP = 6.6
_QR = 0.74
_TEXT_POINTS = 10.5
_LINE_IN, _PADDING_IN, _HEAD_IN = 0.178, 0.1, 0.3
_MAP = Box(_MARGIN, 1.42, 6.35, 4.68)
_LEGEND = Box(_MARGIN, 6.14, 6.35, 0.36)
_NARROW = {"zh": (0.42, 2.62, 1.2, 0.86, 0.74), "en": (0.42, 2.55, 1.15, 1.2, 0.52)}
_WIDE = {
    "zh": (0.42, 3.0, 1.25, 1.75, 0.9, 0.76, 2.1, 2.15),
    "en": (0.42, 2.75, 1.35, 1.7, 1.3, 0.55, 2.1, 2.16),
}
_NARROW_LEFT = 7.0


def make_slides(summary: ViewSummary) -> bytes:
    """Make the slides of a view as a PPTX file.

    Parameters
    ----------
    summary
        The view.
    """
    deck = Deck(title=f"{summary.title} · {summary.subtitle}", lang=summary.words.lang)
    _add_title_slide(deck, summary)
    _add_overview(deck, summary)
    if summary.story is not None:
        for number, step in enumerate(summary.story.steps, start=1):
            _add_step(deck, summary.at_step(step), step, number=number)
        return deck.save()
    if summary.selected is not None:
        _add_project_slide(deck, summary, summary.selected)
    for part in summary.parts:
        _add_part(deck, summary, part)
    return deck.save()


# Pictures


def map_picture(
    summary: ViewSummary, *, rows: Sequence[Row], box: Box, frame: Frame | None = None
) -> tuple[bytes, frozenset[str]]:
    """Draw the map for a slide at twice the resolution of a screen.

    Parameters
    ----------
    summary
        The view.
    rows
        The projects on it.
    box
        Its size on the slide.
    frame
        Where it looks; what the view says where None.

    Returns
    -------
    png
        The picture.
    outside
        The ids of the projects that only its small map shows.
    """
    size = (box.width * _UNITS_PER_INCH, box.height * _UNITS_PER_INCH)
    page = Scene(width=size[0], height=size[1], points=_POINTS)
    outside = paint_view_map(Ink(page), summary, rows=rows, size=size, frame=frame)
    return picture_png(page, dpi=_DPI), outside


def _legend_picture(summary: ViewSummary, *, rows: Sequence[Row], box: Box) -> bytes:
    """Draw the statuses present and what is soft, in one line."""
    page = Scene(
        width=box.width * _UNITS_PER_INCH, height=box.height * _UNITS_PER_INCH, points=_POINTS
    )
    ink = Ink(page)
    ground = rectangle_path(0, 0, width=page.width, height=page.height)
    ink.path(ground, PaintPen(fill="#FBFAF7"))
    sectors = {row.project.sector for row in rows}
    sector = sectors.pop() if len(sectors) == 1 else None
    entries = [
        (status, f"{summary.term(STATUSES, status)} {count}")
        for status, count in count_statuses(rows).items()
        if count
    ]
    soft = summary.words("approximate")
    font = find_font()
    texts = [name for _, name in entries] + [soft]
    needed = sum(font.measure(text, size=11.5) + 48 for text in texts) + 20
    ink = ink.at(0, page.height / 2, scale=min(1.0, page.width / needed))
    x = 12.0
    for status, name in entries:
        paint_symbol(ink.at(x, 0), sector, status, radius=8)
        x += 33 + ink.text(x + 15, 0, name, size=11.5, is_middle=True)
    pen = PaintPen(line="#4A4F55", width=3, dash=(6, 4), cap="butt")
    ink.line([(x, 0), (x + 26, 0)], pen)
    ink.text(x + 33, 0, soft, size=11.5, is_middle=True)
    return picture_png(page, dpi=_DPI)


# Parts of every slide


def _add_counts(deck: Deck, slide: object, summary: ViewSummary) -> None:
    lines = [
        [
            (summary.counts, Look(size=14, is_bold=True)),
            (f"    {summary.filter_sentence}", Look(size=12, colour=SOFT_INK)),
        ]
    ]
    deck.add_text(slide, Box(_MARGIN, 0.95, 12.33, 0.36), lines)


def _add_foot(deck: Deck, slide: object, summary: ViewSummary) -> None:
    """Add source, date, the note on accuracy and the live link with its code."""
    words = summary.words
    has_code = can_be_coded(summary.link)
    width = WIDTH_IN - 2 * _MARGIN - (_QR + 0.2 if has_code else 0)
    small = Look(size=8.5, colour=SOFT_INK)
    link = Look(size=8.5, colour=BLUE, link=summary.link if summary.link_base else None)
    lines = [[(f"{summary.as_of} · {summary.accuracy_note}", small)], [(summary.sources, small)]]
    if summary.has_link:
        lines.append([(words("This view: {link}", link=""), small), (summary.link, link)])
    deck.add_text(slide, Box(_MARGIN, _FOOT_TOP, width, 0.75), lines)
    if has_code:
        place = Box(WIDTH_IN - _MARGIN - _QR, HEIGHT_IN - _QR - 0.12, _QR, _QR)
        deck.add_picture(slide, qr_png(summary.link), place, alt=summary.link)


def _write_notes(
    slide: object, summary: ViewSummary, rows: Sequence[Row], *, told: str = ""
) -> None:
    """Write what is told and the citations of the projects into the speaker's notes."""
    words = summary.words
    lines = [told] if told else []
    lines += [summary.counts, words("This view: {link}", link=summary.link), ""]
    for row in rows:
        cited = words("; ").join(row.said.citations)
        lines.append(f"{row.number}. {row.name}: {cited}")
        if row.said.remark:
            lines.append(f"    {row.said.remark}")
    slide.notes_slide.notes_text_frame.text = clean_text("\n".join(lines), medium="slide")  # type: ignore[attr-defined]


def _alt_text(summary: ViewSummary) -> str:
    return summary.words(
        "Project map: {placed} on the map, {unplaced} without a place",
        placed=len(summary.placed_rows),
        unplaced=len(summary.unplaced_rows),
    )


# The slides


def _add_title_slide(deck: Deck, summary: ViewSummary) -> None:
    size = 40 if summary.words.lang == "zh" else 33
    slide = deck.add_slide(summary.title, size=size, box=Box(0.7, 1.5, 5.3, 1.35))
    story = summary.story
    story_title = summary.words.title_of(story) if story else ""
    lines = [
        [(summary.subtitle, Look(size=18, colour=SOFT_INK))],
        [("", Look(size=8))],
        [(story_title or summary.filter_sentence, Look(size=16))],
        [(summary.counts, Look(size=16, is_bold=True, colour=BLUE))],
        [("", Look(size=8))],
        [(summary.as_of, Look(size=12, colour=SOFT_INK))],
        [(summary.coverage, Look(size=10, colour=SOFT_INK))],
    ]
    deck.add_text(slide, Box(0.7, 2.92, 5.3, 3.1), lines)
    box = Box(6.45, 0, WIDTH_IN - 6.45, HEIGHT_IN)
    png, _ = map_picture(summary, rows=summary.rows, box=box)
    deck.add_picture(slide, png, box, alt=_alt_text(summary))
    if can_be_coded(summary.link):
        deck.add_picture(slide, qr_png(summary.link), Box(0.7, 6.2, 1.0, 1.0), alt=summary.link)
        deck.add_text(
            slide,
            Box(1.85, 6.45, 4.2, 0.6),
            [[(summary.link, Look(size=10, colour=BLUE, link=summary.link))]],
        )
    _write_notes(slide, summary, ())


def _add_overview(deck: Deck, summary: ViewSummary) -> None:
    words = summary.words
    slide = deck.add_slide(words("Overview"))
    _add_counts(deck, slide, summary)
    png, outside = map_picture(summary, rows=summary.rows, box=_MAP)
    deck.add_picture(slide, png, _MAP, alt=_alt_text(summary))
    legend = _legend_picture(summary, rows=summary.rows, box=_LEGEND)
    deck.add_picture(slide, legend, _LEGEND, alt=words("Legend"))
    head = (words("Sector"), words("On the map"), words("Without a place"), words("Total"))
    rows = [head]
    for part in summary.parts:
        total = len(part.rows)
        rows.append((part.name, str(part.placed), str(total - part.placed), str(total)))
    rows.append(
        (
            words("Total"),
            str(len(summary.placed_rows)),
            str(len(summary.unplaced_rows)),
            str(len(summary.rows)),
        )
    )
    heights = [0.34] + [0.37] * (len(rows) - 1)
    deck.add_table(
        slide,
        Box(_NARROW_LEFT + 0.1, _TABLE_TOP, 5.7, sum(heights)),
        widths=(2.85, 0.95, 1.1, 0.8),
        rows=rows,
        heights=heights,
        size=12,
        numbers=frozenset({1, 2, 3}),
        strong=frozenset({len(rows) - 1}),
    )
    if outside:
        note = words.plural(
            "{n} project lies outside the large map and stands on the small one.",
            "{n} projects lie outside the large map and stand on the small one.",
            len(outside),
        )
        box = Box(_NARROW_LEFT + 0.1, _TABLE_TOP + sum(heights) + 0.08, 5.7, 0.3)
        deck.add_text(slide, box, [[(note, Look(size=10, colour=SOFT_INK))]])
    _add_foot(deck, slide, summary)
    _write_notes(slide, summary, ())


def _add_step(deck: Deck, own: ViewSummary, step: Step, *, number: int) -> None:
    """Add the slide of a story's step: its map, its words, its projects where they are few."""
    words = own.words
    slide = deck.add_slide(words.title_of(step) or own.filter_sentence)
    _add_counts(deck, slide, own)
    png, outside = map_picture(own, rows=own.rows, box=_MAP)
    deck.add_picture(slide, png, _MAP, alt=_alt_text(own))
    legend = _legend_picture(own, rows=own.rows, box=_LEGEND)
    deck.add_picture(slide, legend, _LEGEND, alt=words("Legend"))
    width = WIDTH_IN - _MARGIN - _NARROW_LEFT
    told = words.pick(step.text_zh, step.text_en)
    lines = wrap_text(told, font=find_font(), size=15, width=width * 72 * 0.92)
    deck.add_text(
        slide,
        Box(_NARROW_LEFT, _TABLE_TOP, width, 0.3 + len(lines) * 0.26),
        [[(told, Look(size=15))]],
    )
    top = _TABLE_TOP + 0.3 + len(lines) * 0.26
    columns = _NARROW[words.lang]
    texts = [_write_narrow(row, own, outside) for row in own.rows]
    heights = [_row_height(one, widths=columns) for one in texts]
    if texts and top + _HEAD_IN + sum(heights) <= _TABLE_BOTTOM:
        head = (words("No."), words("Project"), words("District"), words("Status"), words("Due"))
        page = [
            (one, height, row.is_selected)
            for one, height, row in zip(texts, heights, own.rows, strict=True)
        ]
        _fill_table(deck, slide, head=head, page=page, widths=columns, left=_NARROW_LEFT, top=top)
    _add_foot(deck, slide, own)
    _write_notes(slide, own, own.rows, told=f"{number}. {told}")


def _add_project_slide(deck: Deck, summary: ViewSummary, row: Row) -> None:
    """Add the slide of the selected project."""
    words, said = summary.words, row.said
    slide = deck.add_slide(row.name)
    deck.add_text(
        slide,
        Box(_MARGIN, 0.95, 12.33, 0.36),
        [[(said.second_name, Look(size=13, colour=SOFT_INK))]],
    )
    if row.is_placed:
        png, _ = map_picture(summary, rows=summary.rows or [row], box=_MAP)
        deck.add_picture(slide, png, _MAP, alt=row.name)
    left = _NARROW_LEFT if row.is_placed else _MARGIN
    width = WIDTH_IN - _MARGIN - left
    facts = [
        *said.facts,
        (words("Place"), said.where),
        (words("Milestones"), said.milestones),
        *said.figures,
    ]
    text = [
        [(said.summary, Look(size=14))],
        [("", Look(size=6))],
    ]
    for label, value in facts:
        if value:
            named = words("{facet}: {choices}", facet=label, choices="")
            text.append([(named, Look(size=12, colour=SOFT_INK)), (value, Look(size=12))])
    if said.remark:
        text.append([(said.remark, Look(size=11, colour="8A5300"))])
    text += [[(citation, Look(size=11, colour=SOFT_INK))] for citation in said.citations]
    deck.add_text(slide, Box(left, _TABLE_TOP, width, 4.9), text)
    _add_foot(deck, slide, summary)
    _write_notes(slide, summary, (row,))


def _fit_frame(summary: ViewSummary, rows: Sequence[Row]) -> Frame:
    """Return the frame of a sector's map: the view's camera, or all that it shows."""
    size = (_MAP.width * _UNITS_PER_INCH, _MAP.height * _UNITS_PER_INCH)
    if summary.view.camera is not None:
        return frame_of_camera(summary.view.camera, size=size)
    placed = [make_map_project(row.project) for row in rows if row.is_placed]
    found = frame_of_points([anchor for one in placed for anchor in one.anchors], size=size)
    if found is None:
        raise ValueError("a sector without a place has no map")
    return found


def _add_part(deck: Deck, summary: ViewSummary, part: Part) -> None:
    """Add the slides of a sector: the map with the first rows, then the rest."""
    words = summary.words
    filters = replace(summary.view.filters, sector=frozenset({part.slug}))
    own = summary.with_filters(filters)
    slide = deck.add_slide(part.name)
    _add_counts(deck, slide, own)
    head: tuple[str, ...] = (
        words("No."),
        words("Project"),
        words("District"),
        words("Status"),
        words("Due"),
    )
    outside: frozenset[str] = frozenset()
    lang = words.lang
    columns: tuple[float, ...] = _NARROW[lang]
    left = _NARROW_LEFT
    if part.placed:
        frame = _fit_frame(summary, part.rows)
        png, outside = map_picture(summary, rows=part.rows, box=_MAP, frame=frame)
        deck.add_picture(slide, png, _MAP, alt=_alt_text(own))
        legend = _legend_picture(summary, rows=part.rows, box=_LEGEND)
        deck.add_picture(slide, legend, _LEGEND, alt=words("Legend"))
        texts = [_write_narrow(row, summary, outside) for row in part.rows]
    else:
        columns, left = _WIDE[lang], _MARGIN
        head = _wide_head(summary)
        texts = [_write_wide(row, summary, outside) for row in part.rows]
    pages = _split_rows(texts, widths=columns, part=part)
    shown = _fill_table(deck, slide, head=head, page=next(pages, ()), widths=columns, left=left)
    _add_foot(deck, slide, own)
    _write_notes(slide, own, part.rows[:shown])
    rest = part.rows[shown:]
    texts = [_write_wide(row, summary, outside) for row in rest]
    at = shown
    for page in _split_rows(texts, widths=_WIDE[lang], part=replace(part, rows=rest)):
        title = words("{sector} (continued)", sector=part.name)
        slide = deck.add_slide(title)
        _add_counts(deck, slide, own)
        count = _fill_table(
            deck, slide, head=_wide_head(summary), page=page, widths=_WIDE[lang], left=_MARGIN
        )
        _add_foot(deck, slide, own)
        _write_notes(slide, own, part.rows[at : at + count])
        at += count


def _wide_head(summary: ViewSummary) -> tuple[str, ...]:
    words = summary.words
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


def _write_narrow(row: Row, summary: ViewSummary, outside: frozenset[str]) -> tuple[str, ...]:
    name = row.name
    if not row.is_placed:
        name = summary.words("{name} ({reason})", name=name, reason=row.said.where)
    elif row.project.id in outside:
        reason = summary.words("only on the small map")
        name = summary.words("{name} ({reason})", name=name, reason=reason)
    return (str(row.number), name, row.said.districts, row.said.status, row.said.due_year)


def _write_wide(row: Row, summary: ViewSummary, outside: frozenset[str]) -> tuple[str, ...]:
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


def _row_height(texts: Sequence[str], *, widths: Sequence[float]) -> float:
    """Return the height a row will take, in inches."""
    font = find_font()
    lines = [
        # The fonts of the reader's machine may be wider than ours: a reserve of a tenth.
        len(wrap_text(text, font=font, size=_TEXT_POINTS, width=(width - 0.14) * 72 * 0.92))
        for text, width in zip(texts, widths, strict=True)
    ]
    return max(1, *lines) * _LINE_IN + _PADDING_IN


def _split_rows(
    texts: Sequence[tuple[str, ...]], *, widths: Sequence[float], part: Part
) -> Iterator[tuple[tuple[tuple[str, ...], float, bool], ...]]:
    """Split rows into tables that fit a slide: each row with its height and its strength."""
    room = _TABLE_BOTTOM - _TABLE_TOP - _HEAD_IN
    page: list[tuple[tuple[str, ...], float, bool]] = []
    used = 0.0
    for row, own in zip(part.rows, texts, strict=True):
        height = _row_height(own, widths=widths)
        if page and used + height > room:
            yield tuple(page)
            page, used = [], 0.0
        page.append((own, height, row.is_selected))
        used += height
    if page:
        yield tuple(page)


def _fill_table(  # noqa: PLR0913 - a table has these parts
    deck: Deck,
    slide: object,
    *,
    head: tuple[str, ...],
    page: Sequence[tuple[tuple[str, ...], float, bool]],
    widths: Sequence[float],
    left: float,
    top: float = _TABLE_TOP,
) -> int:
    """Add a table of rows and return how many there are."""
    heights = [_HEAD_IN, *(height for _, height, _ in page)]
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
