"""The sheet of paper: the drawn map of a view with its list, legend, sources and link."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.files.drawing import (
    MapPicture,
    find_outside,
    paint_map,
    paint_north_arrow,
    paint_scale_bar,
)
from app.files.fonts import find_font, shorten_text, wrap_text
from app.files.frame import (
    Frame,
    frame_of_box,
    frame_of_camera,
    frame_of_points,
    frame_of_shape,
)
from app.files.map_shapes import MapProject, make_map_project
from app.files.painting import Box, Ink, Painting, Pen, circle_path, rectangle_path
from app.files.paper import (
    BLUE,
    INK,
    LINE,
    SOFT_INK,
    Paper,
    bind_pdf,
    bind_png,
    panel,
    rule,
    set_lines,
)
from app.files.qr import can_be_coded, paint_qr
from app.files.symbol_ink import paint_symbol
from app.files.view_summary import Row, ViewSummary
from projects.vocabulary import SECTORS, STATUSES

MARGIN = 38.0
GAP = 22.0
_COLUMN = 336.0
_QR = 84.0
FOOT = 96.0
_INSET = (178.0, 150.0)
_INSET_FROM = 1.5  # this much nearer than the whole city, a small map says where it is
_SAMPLES = 12  # places looked at along each piece of a line
_LEAST_COLUMN = 120.0
_LEGEND_COLUMNS = 2
_LINK_LINES = 2
_WIDE_LEGEND = 560.0
_CLOSE_M, _WIDE_M = 1000.0, 3000.0


@dataclass(frozen=True)
class Item:
    """A piece of a column: its height and how it is painted at its upper left corner.

    A heading ``leads``: it does not stand alone at the end of a column.
    """

    height: float
    paint: Callable[[Ink], None]
    leads: bool = False


@dataclass(frozen=True)
class Column:
    """Room for items on a page: its upper left corner and its height."""

    page: int
    x: float
    y: float
    height: float


# What the map of a view looks at


def choose_frame(
    summary: ViewSummary, projects: Sequence[MapProject], *, size: tuple[float, float]
) -> Frame:
    """Choose where the map of a view looks: its camera, its selection, or what it shows.

    Parameters
    ----------
    summary
        The view.
    projects
        The projects drawn.
    size
        The size of the map in units.
    """
    if summary.view.camera is not None:
        return frame_of_camera(summary.view.camera, size=size)
    chosen = next((one for one in projects if one.project.id == summary.view.selected), None)
    if chosen is not None:
        zoom = (
            12.0
            if chosen.accuracy_m >= _WIDE_M
            else 13.5
            if chosen.accuracy_m >= _CLOSE_M
            else 15.0
        )
        return frame_of_shape(chosen.shape.box, size=size, closest=zoom)
    anchors = [anchor for one in projects for anchor in one.anchors]
    found = frame_of_points(anchors, size=size)
    box = summary.served.catalogue.metadata.city.bbox
    return found or frame_of_box(box, size=size, padding=10)


def choose_corner(
    frame: Frame,
    projects: Sequence[MapProject],
    *,
    size: tuple[float, float],
    selected: str | None = None,
) -> tuple[float, float]:
    """Choose the corner of a map where a box hides the fewest symbols, never the selected one.

    Parameters
    ----------
    frame, projects
        The map.
    size
        The box.
    selected
        The id of the selected project.
    """
    width, height = size
    right, bottom = frame.width - width - 10, frame.height - height - 10
    corners = [(right, bottom), (10.0, 10.0), (10.0, bottom - 34), (right, 52.0)]
    places = [
        (frame.place(anchor), 100 if one.project.id == selected else 10)
        for one in projects
        for anchor in one.anchors
    ]
    chosen = [one for one in projects if one.project.id == selected]
    lines = [frame.place(line) for one in chosen for line in one.shape.lines]
    places += [
        (start + (end - start) * share, 3)
        for line in lines
        for start, end in pairwise(line)
        for share in np.linspace(0, 1, _SAMPLES)
    ]

    def weigh(corner: tuple[float, float]) -> int:
        x, y = corner
        return sum(
            weight
            for (px, py), weight in places
            if x - 14 < px < x + width + 14 and y - 14 < py < y + height + 14
        )

    return min(corners, key=weigh)


def paint_view_map(  # noqa: PLR0913 - a map of a view has these parts
    ink: Ink,
    summary: ViewSummary,
    *,
    rows: Sequence[Row],
    size: tuple[float, float],
    frame: Frame | None = None,
    district: str | None = None,
) -> frozenset[str]:
    """Paint the map of a view with scale bar, north arrow, small map and credit.

    Parameters
    ----------
    ink
        Its upper left corner.
    summary
        The view.
    rows
        The projects on it.
    size
        Its size in units.
    frame
        Where it looks; what the view says where None.
    district
        The adcode of the district that alone stands out.

    Returns
    -------
    frozenset
        The ids of the projects outside the frame, which only the small map shows.
    """
    width, height = size
    projects = [make_map_project(row.project) for row in rows if row.is_placed]
    frame = frame or choose_frame(summary, projects, size=size)
    outside = find_outside(frame, projects)
    whole = frame_of_box(summary.served.catalogue.metadata.city.bbox, size=size)
    has_inset = bool(outside) or frame.zoom > whole.zoom + _INSET_FROM
    free: list[Box] = [(0, height - 44, 150, height), (width - 56, 0, width, 56)]
    corner = choose_corner(frame, projects, size=_INSET, selected=summary.view.selected)
    if has_inset:
        x, y = corner
        free.append((x - 4, y - 4, x + _INSET[0] + 4, y + _INSET[1] + 4))
    numbers = {row.project.id: row.number for row in rows}
    selected = summary.view.selected
    paint_map(ink, MapPicture(frame, projects, summary.words, numbers, selected, district, free))
    paint_scale_bar(ink.at(20, height - 16), frame, summary.words)
    paint_north_arrow(ink.at(width - 30, 30), summary.words)
    if has_inset:
        _paint_inset(ink.at(*corner), summary, projects, frame)
    edge = rectangle_path(0, 0, width=width, height=height)
    ink.path(edge, Pen(line="#B9B3A5", width=1))
    return frozenset(one.project.id for one in outside)


def _paint_inset(
    ink: Ink, summary: ViewSummary, projects: Sequence[MapProject], frame: Frame
) -> None:
    """Paint the small map of the whole city with the large map's frame."""
    width, height = _INSET
    whole = frame_of_box(summary.served.catalogue.metadata.city.bbox, size=_INSET, padding=4)
    ink.path(rectangle_path(-3, -3, width=width + 6, height=height + 6), Pen(fill="#FFFFFF"))
    paint_map(ink, MapPicture(whole, projects, summary.words, is_small=True))
    corners = whole.place([(frame.left, frame.top)])[0]
    far = whole.place(
        [(frame.left + frame.width / frame.scale, frame.top + frame.height / frame.scale)]
    )[0]
    view = rectangle_path(
        corners[0], corners[1], width=far[0] - corners[0], height=far[1] - corners[1]
    )
    ink.clipped(width, height).path(view, Pen(line=BLUE, width=1.6))
    ink.path(rectangle_path(0, 0, width=width, height=height), Pen(line="#B9B3A5", width=1))
    title = summary.words("The whole city")
    ink.text(7, 14, title, size=9.5, font=find_font(is_bold=True), colour=INK, halo="#FFFFFF")


# Blocks


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
    for text in (summary.as_of, summary.accuracy_note, summary.sources):
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
        (None, slug, words.pick(t.name_zh, t.name_en)) for slug, t in STATUSES.items()
    ]
    sectors: list[tuple[str | None, str, str]] = [
        (slug, "completed", words.pick(t.name_zh, t.name_en))
        for slug, t in SECTORS.items()
        if slug in present
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


def _measure(paint: Callable[[Ink], float]) -> float:
    """Return what a block takes, painting it where nobody looks."""
    return paint(Ink(Painting(width=1, height=1, points=1)))


# The list


def status_width(summary: ViewSummary) -> float:
    """Return the width of the status column."""
    names = [summary.term(STATUSES, slug) for slug in STATUSES]
    return max(find_font().measure(name, size=10) for name in names)


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
    under = " · ".join(part for part in (row.districts, row.where, note) if part)
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
        ink.text(width - due_room - 6 - status_room, 16, row.status, size=10, colour=INK)
        ink.text(width - 4, 16, row.due, size=10, colour=INK, align="right")
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
    words, project = summary.words, row.project
    facts = words(
        "{sector} · {kind} · {status} · {district} · due: {due}",
        sector=row.sector,
        kind=row.kind,
        status=row.status,
        district=row.districts or words("Whole city"),
        due=row.due if project.due else words("no year promised"),
    )
    cited = words("; ").join(
        dict.fromkeys(summary.write_citation(one) for one in project.citations)
    )
    texts = [
        (facts, 10.2, SOFT_INK),
        (words.pick(project.summary_zh, project.summary_en), 11, INK),
        (row.where, 10.2, SOFT_INK),
        (words("In the report: {citations}", citations=cited), 10.2, SOFT_INK),
    ]
    if remark := words.pick(project.remark_zh, project.remark_en):
        texts.insert(2, (words("Remark: ") + remark, 10.2, "#8A5300"))

    def paint_in(ink: Ink, *, width: float) -> float:
        serif = find_font(is_serif=True, is_bold=True)
        y = set_lines(ink, row.name, x=46, y=8, width=width - 58, size=15, font=serif, leading=1.35)
        paint_symbol(ink.at(25, 20), project.sector, project.status, radius=9.5)
        for text, size, colour in texts:
            y = set_lines(ink, text, x=12, y=y + 4, width=width - 24, size=size, colour=colour)
        return y + 10

    height = _measure(lambda ink: paint_in(ink, width=width))

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
        text = words("No project fits these filters. Remove one, or search for something else.")
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
            words.plural(
                "{n} project without a place on the map",
                "{n} projects without a place on the map",
                len(summary.unplaced_rows),
            ),
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


def flow_items(
    items: Sequence[Item], columns: Iterator[Column]
) -> list[tuple[Column, float, Item]]:
    """Flow items through columns in order; a heading stays with what follows it.

    Parameters
    ----------
    items
        The items.
    columns
        Room without end.

    Returns
    -------
    list
        For each item its column and its y.
    """
    placed: list[tuple[Column, float, Item]] = []
    column = next(columns)
    y = column.y
    for index, item in enumerate(items):
        needed, ahead = item.height, index
        while items[ahead].leads and ahead + 1 < len(items):
            ahead += 1
            needed += items[ahead].height
        is_led = index > 0 and items[index - 1].leads
        while y + needed > column.y + column.height and not (is_led or y == column.y):
            column = next(columns)
            y = column.y
        placed.append((column, y, item))
        y += item.height
    return placed


# The sheet


@dataclass(frozen=True)
class _Plan:
    """How the first page is divided."""

    map_box: tuple[float, float, float, float]
    legend_at: tuple[float, float]
    legend_width: float
    columns: tuple[Column, ...]


def _plan_portrait(
    paper: Paper, *, top: float, bottom: float, needed: float, legend: Callable[[float], float]
) -> _Plan:
    width = paper.width - 2 * MARGIN
    count = max(1, int((width + GAP) // (_COLUMN + GAP)))
    own = (width - (count - 1) * GAP) / count
    room = bottom - top
    legend_height = legend(width) + 26
    wanted = room - legend_height - needed / count - 30
    height = min(wanted, 0.74 * room) if wanted > 0.46 * room else 0.62 * room
    rest = room - height - legend_height
    if rest < _LEAST_COLUMN:
        height, rest = room - legend_height, 0.0
    y = top + height + legend_height
    columns = tuple(
        Column(0, MARGIN + index * (own + GAP), y, rest) for index in range(count) if rest
    )
    return _Plan((MARGIN, top, width, height), (MARGIN, top + height + 12), width, columns)


def _plan_landscape(
    paper: Paper, *, top: float, bottom: float, needed: float, legend: Callable[[float], float]
) -> _Plan:
    width = paper.width - 2 * MARGIN
    room = bottom - top
    legend_height = legend(_COLUMN) + 14
    most = max(1, int(width * 0.5 // (_COLUMN + GAP)))
    count = next((n for n in range(1, most + 1) if n * room - legend_height > needed * 1.06), 1)
    map_width = width - count * (_COLUMN + GAP)
    left = MARGIN + map_width + GAP
    columns = []
    for index in range(count):
        down = legend_height if index == 0 else 0.0
        if room - down >= _LEAST_COLUMN:
            x = left + index * (_COLUMN + GAP)
            columns.append(Column(0, x, top + down, room - down))
    return _Plan((MARGIN, top, map_width, room), (left, top), _COLUMN, tuple(columns))


def _more_columns(paper: Paper, *, own: float, first: Sequence[Column]) -> Iterator[Column]:
    yield from first
    width = paper.width - 2 * MARGIN
    count = max(1, int((width + GAP) // (own + GAP)))
    gap = (width - count * own) / (count - 1) if count > 1 else 0.0
    page = 0
    while True:
        page += 1
        for index in range(count):
            x = MARGIN + index * (own + gap)
            yield Column(page, x, MARGIN + 34, paper.height - 2 * MARGIN - 34 - 26)


def draw_sheet(summary: ViewSummary, *, paper: Paper) -> list[Painting]:
    """Draw the sheet of a view: one page, and more where the list is longer.

    Parameters
    ----------
    summary
        The view.
    paper
        The format.
    """
    page = paper.new_page()
    ink = Ink(page)
    width = paper.width - 2 * MARGIN
    top = MARGIN + paint_header(ink.at(MARGIN, MARGIN), summary, width=width)
    bottom = paper.height - MARGIN - FOOT - 12

    def legend(room: float) -> float:
        return _measure(
            lambda scratch: paint_legend(scratch, summary, width=room, rows=summary.rows)
        )

    plan_page = _plan_portrait if paper.orientation == "portrait" else _plan_landscape
    guess = sum(item.height for item in make_items(summary, width=_COLUMN))
    plan = plan_page(paper, top=top, bottom=bottom, needed=guess, legend=legend)
    x, y, map_width, map_height = plan.map_box
    outside = paint_view_map(ink.at(x, y), summary, rows=summary.rows, size=(map_width, map_height))
    paint_legend(ink.at(*plan.legend_at), summary, width=plan.legend_width, rows=summary.rows)
    own = _COLUMN
    if plan.columns and len(plan.columns) > 1 and paper.orientation == "portrait":
        own = plan.columns[1].x - plan.columns[0].x - GAP
    elif plan.columns and paper.orientation == "portrait":
        own = width
    items = make_items(summary, width=own, outside=outside)
    placed = flow_items(items, _more_columns(paper, own=own, first=plan.columns))
    pages = [page]
    for column, at, item in placed:
        while len(pages) <= column.page:
            pages.append(paper.new_page())
        item.paint(Ink(pages[column.page]).at(column.x, at))
    for number, one in enumerate(pages, start=1):
        _finish_page(Ink(one), summary, paper=paper, number=number, pages=len(pages))
    return pages


def _finish_page(ink: Ink, summary: ViewSummary, *, paper: Paper, number: int, pages: int) -> None:
    width = paper.width - 2 * MARGIN
    is_first = number == 1
    foot = paper.height - MARGIN - (FOOT if is_first else 20)
    paint_footer(
        ink.at(MARGIN, foot), summary, width=width, page=number, pages=pages, is_first=is_first
    )
    if is_first:
        return
    serif = find_font(is_serif=True, is_bold=True)
    end = ink.text(MARGIN, MARGIN + 16, summary.title, size=16, font=serif)
    counts = shorten_text(summary.counts, font=find_font(), size=11.5, width=width - end - 20)
    ink.text(MARGIN + width, MARGIN + 15, counts, size=11.5, colour=SOFT_INK, align="right")
    rule(ink, MARGIN, MARGIN + 25, width=width, colour=LINE)


def make_sheet_pdf(summary: ViewSummary, *, paper: Paper) -> bytes:
    """Make the sheet of a view as a PDF file."""
    return bind_pdf(draw_sheet(summary, paper=paper), title=f"{summary.title} · {summary.subtitle}")


def make_sheet_png(summary: ViewSummary, *, paper: Paper) -> bytes:
    """Make the sheet of a view as a PNG picture."""
    return bind_png(draw_sheet(summary, paper=paper))
