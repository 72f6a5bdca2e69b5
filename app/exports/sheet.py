"""The sheet of paper: how the map of a view, its list, legend and sources share its pages."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.drawing.scene import Ink, Scene
from app.exports.columns import Column, flow_items, measure_block, paint_items
from app.exports.page_furniture import FOOT, finish_pages, paint_header, paint_legend
from app.exports.paper import GAP, MARGIN, Paper, bind_pdf, bind_png
from app.exports.project_list import make_items
from app.exports.summary import ViewSummary
from app.exports.view_map import paint_view_map

_COLUMN = 336.0
_LEAST_COLUMN = 120.0


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


def draw_sheet(summary: ViewSummary, *, paper: Paper) -> list[Scene]:
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
        return measure_block(
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
    pages = paint_items(placed, first=page, new_page=paper.new_page)
    finish_pages(pages, summary, title=summary.title, paper=paper)
    return pages


def make_sheet_pdf(summary: ViewSummary, *, paper: Paper) -> bytes:
    """Make the sheet of a view as a PDF file."""
    return bind_pdf(draw_sheet(summary, paper=paper), title=f"{summary.title} · {summary.subtitle}")


def make_sheet_png(summary: ViewSummary, *, paper: Paper) -> bytes:
    """Make the sheet of a view as a PNG picture."""
    return bind_png(draw_sheet(summary, paper=paper))
