"""The slides of a view: a title, an overview, and one slide for each sector or story step."""

from collections.abc import Sequence
from dataclasses import replace

from app.drawing.fonts import find_font, wrap_text
from app.drawing.frame import Frame, frame_of_camera, frame_of_points
from app.drawing.qr import can_be_coded, qr_png
from app.drawing.shapes import make_map_project
from app.exports.deck import BLUE, HEIGHT_IN, SOFT_INK, WIDTH_IN, Box, Deck, Look
from app.exports.slide_pictures import UNITS_PER_INCH, legend_picture, map_picture
from app.exports.slide_tables import (
    HEAD_IN,
    NARROW,
    TABLE_BOTTOM,
    TABLE_TOP,
    WIDE,
    fill_table,
    narrow_head,
    row_height,
    split_rows,
    wide_head,
    write_narrow,
    write_wide,
)
from app.exports.summary import Part, Row, ViewSummary
from app.show.story import Step
from projects.media import clean_text

_MARGIN = 0.5
_FOOT_TOP = 6.6
_QR = 0.74
_MAP = Box(_MARGIN, 1.42, 6.35, 4.68)
_LEGEND = Box(_MARGIN, 6.14, 6.35, 0.36)
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


# Parts of every slide


def _add_map(  # noqa: PLR0913 - a map has these parts
    deck: Deck,
    slide: object,
    summary: ViewSummary,
    *,
    rows: Sequence[Row],
    alt: str,
    frame: Frame | None = None,
) -> frozenset[str]:
    """Add a map and its legend; return the ids of the projects that only its small map shows."""
    png, outside = map_picture(summary, rows=rows, box=_MAP, frame=frame)
    deck.add_picture(slide, png, _MAP, alt=alt)
    legend = legend_picture(summary, rows=rows, box=_LEGEND)
    deck.add_picture(slide, legend, _LEGEND, alt=summary.words("Legend"))
    return outside


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
        if row.since:
            lines.append(f"    {row.since}")
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
    outside = _add_map(deck, slide, summary, rows=summary.rows, alt=_alt_text(summary))
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
        Box(_NARROW_LEFT + 0.1, TABLE_TOP, 5.7, sum(heights)),
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
        box = Box(_NARROW_LEFT + 0.1, TABLE_TOP + sum(heights) + 0.08, 5.7, 0.3)
        deck.add_text(slide, box, [[(note, Look(size=10, colour=SOFT_INK))]])
    _add_foot(deck, slide, summary)
    _write_notes(slide, summary, ())


def _add_step(deck: Deck, own: ViewSummary, step: Step, *, number: int) -> None:
    """Add the slide of a story's step: its map, its words, its projects where they are few."""
    words = own.words
    slide = deck.add_slide(words.title_of(step) or own.filter_sentence)
    _add_counts(deck, slide, own)
    outside = _add_map(deck, slide, own, rows=own.rows, alt=_alt_text(own))
    width = WIDTH_IN - _MARGIN - _NARROW_LEFT
    told = words.pick(step.text_zh, step.text_en)
    lines = wrap_text(told, font=find_font(), size=15, width=width * 72 * 0.92)
    deck.add_text(
        slide,
        Box(_NARROW_LEFT, TABLE_TOP, width, 0.3 + len(lines) * 0.26),
        [[(told, Look(size=15))]],
    )
    top = TABLE_TOP + 0.3 + len(lines) * 0.26
    columns = NARROW[words.lang]
    texts = [write_narrow(row, own, outside) for row in own.rows]
    heights = [row_height(one, widths=columns) for one in texts]
    if texts and top + HEAD_IN + sum(heights) <= TABLE_BOTTOM:
        page = tuple(
            (one, height, row.is_selected)
            for one, height, row in zip(texts, heights, own.rows, strict=True)
        )
        head = narrow_head(words)
        fill_table(deck, slide, head=head, page=page, widths=columns, left=_NARROW_LEFT, top=top)
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
    if row.since:
        text.append([(row.since, Look(size=12, colour="8A5300"))])
    if said.remark:
        text.append([(said.remark, Look(size=11, colour="8A5300"))])
    text += [[(citation, Look(size=11, colour=SOFT_INK))] for citation in said.citations]
    deck.add_text(slide, Box(left, TABLE_TOP, width, 4.9), text)
    _add_foot(deck, slide, summary)
    _write_notes(slide, summary, (row,))


def _fit_frame(summary: ViewSummary, rows: Sequence[Row]) -> Frame:
    """Return the frame of a sector's map: the view's camera, or all that it shows."""
    size = (_MAP.width * UNITS_PER_INCH, _MAP.height * UNITS_PER_INCH)
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
    lang, outside = words.lang, frozenset[str]()
    if part.placed:
        frame = _fit_frame(summary, part.rows)
        outside = _add_map(deck, slide, summary, rows=part.rows, alt=_alt_text(own), frame=frame)
        head, columns, left = narrow_head(words), NARROW[lang], _NARROW_LEFT
        texts = [write_narrow(row, summary, outside) for row in part.rows]
    else:
        head, columns, left = wide_head(words), WIDE[lang], _MARGIN
        texts = [write_wide(row, summary, outside) for row in part.rows]
    pages = split_rows(texts, widths=columns, rows=part.rows)
    shown = fill_table(deck, slide, head=head, page=next(pages, ()), widths=columns, left=left)
    _add_foot(deck, slide, own)
    _write_notes(slide, own, part.rows[:shown])
    rest = part.rows[shown:]
    texts = [write_wide(row, summary, outside) for row in rest]
    at = shown
    for page in split_rows(texts, widths=WIDE[lang], rows=rest):
        title = words("{sector} (continued)", sector=part.name)
        slide = deck.add_slide(title)
        _add_counts(deck, slide, own)
        count = fill_table(
            deck, slide, head=wide_head(words), page=page, widths=WIDE[lang], left=_MARGIN
        )
        _add_foot(deck, slide, own)
        _write_notes(slide, own, part.rows[at : at + count])
        at += count
