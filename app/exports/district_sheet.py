"""The district sheet: two pages on one district, its map, its list by status, its sources."""

from collections.abc import Iterator

from app.address import View
from app.drawing.fonts import find_font, wrap_text
from app.drawing.frame import frame_of_box
from app.drawing.scene import Ink, Pen, Scene, rectangle_path
from app.drawing.symbol_ink import paint_symbol
from app.drawing.symbols import sector_colour
from app.errors import ExportError
from app.exports.columns import Column, Item, flow_items, measure_block, paint_items
from app.exports.page_furniture import FOOT, finish_pages, paint_legend
from app.exports.paper import GAP, MARGIN, SOFT_INK, Paper, bind_pdf, choose_paper, rule, set_lines
from app.exports.project_list import make_heading, make_row_item, say_unplaced, status_width
from app.exports.summary import Row, ViewSummary, count_statuses
from app.exports.view_map import paint_view_map
from app.messages import Words
from app.published.served import Served
from geodata.layers import districts
from projects.filters import CITYWIDE, Filters, select_projects
from projects.vocabulary import STATUSES

_MAP_SHARE = 0.36
_COLUMNS = 2
_SHOWN = 40
_PAGES = 2
_CONTINUED_TOP = 34.0


def summarise_district(
    served: Served, adcode: str, *, lang: str, link_base: str = ""
) -> ViewSummary:
    """Return the summary of the projects that name a district.

    Parameters
    ----------
    served
        The catalogue.
    adcode
        The district.
    lang
        The language.
    link_base
        The address of the running app's map page, or empty.

    Raises
    ------
    ExportError
        Where there is no such district; the message lists those there are.
    """
    known = districts(served.catalogue.city)
    if adcode not in known:
        words, found = Words(lang), adcode[:_SHOWN]
        names = ", ".join(f"{code} {words.name_of(one)}" for code, one in known.items())
        text = f"no district {found!r}; there are: {names}"
        raise ExportError(text, kind="district", found=found, known=names)
    view = View(filters=Filters(district=frozenset({adcode})), lang=lang, report=served.report)
    return ViewSummary(served, view, link_base)


def make_district_sheet(served: Served, adcode: str, *, lang: str, link_base: str = "") -> bytes:
    """Make the sheet of a district as a PDF file of A4 pages.

    Parameters
    ----------
    served
        The catalogue.
    adcode
        The district.
    lang
        The language.
    link_base
        The address of the running app's map page, or empty.
    """
    summary = summarise_district(served, adcode, lang=lang, link_base=link_base)
    paper = choose_paper("a4", orientation="portrait")
    pages = draw_district_sheet(summary, adcode, paper=paper)
    return bind_pdf(pages, title=f"{_name(summary, adcode)} · {summary.subtitle}")


def _name(summary: ViewSummary, adcode: str) -> str:
    district = districts(summary.served.catalogue.city)[adcode]
    return summary.words.name_of(district)


def draw_district_sheet(summary: ViewSummary, adcode: str, *, paper: Paper) -> list[Scene]:
    """Draw the sheet of a district: two pages, and more only where its list is longer.

    Parameters
    ----------
    summary
        Its projects.
    adcode
        The district.
    paper
        The format.
    """
    page = paper.new_page()
    ink = Ink(page).at(MARGIN, MARGIN)
    width = paper.width - 2 * MARGIN
    y = _paint_head(ink, summary, adcode, width=width)
    size = (width, paper.height * _MAP_SHARE)
    frame = frame_of_box(
        districts(summary.served.catalogue.city)[adcode].polygon.bounds, size=size, padding=26
    )
    paint_view_map(
        ink.at(0, y), summary, rows=summary.rows, size=size, frame=frame, district=adcode
    )
    y += size[1] + 12
    y += _paint_tallies(ink.at(0, y), summary, width=width) + 8
    top = MARGIN + y
    own = (width - GAP) / _COLUMNS
    first = [
        Column(0, MARGIN + index * (own + GAP), top, paper.height - MARGIN - FOOT - 12 - top)
        for index in range(_COLUMNS)
    ]
    lists = _make_lists(summary, width=own)
    placed = _flow(lists, _make_sources(summary, width=own), paper=paper, own=own, first=first)
    if placed[-1][0].page >= _PAGES:
        sources = _make_sources(summary, width=own, with_summaries=False)
        placed = _flow(lists, sources, paper=paper, own=own, first=first)
    pages = paint_items(placed, first=page, new_page=paper.new_page)
    finish_pages(pages, summary, title=_name(summary, adcode), paper=paper)
    return pages


def _flow(
    lists: list[Item], sources: list[Item], *, paper: Paper, own: float, first: list[Column]
) -> list[tuple[Column, float, Item]]:
    """Flow the lists and then the sources, which begin on the second page at the earliest."""
    placed = flow_items(lists, _columns(paper, own=own, first=first))
    if placed[-1][0].page == 0:
        return placed + flow_items(sources, _columns(paper, own=own, first=[]))
    return flow_items([*lists, *sources], _columns(paper, own=own, first=first))


def _columns(paper: Paper, *, own: float, first: list[Column]) -> Iterator[Column]:
    yield from first
    page = 0
    height = paper.height - 2 * MARGIN - _CONTINUED_TOP - 26
    while True:
        page += 1
        for index in range(_COLUMNS):
            yield Column(page, MARGIN + index * (own + GAP), MARGIN + _CONTINUED_TOP, height)


def _paint_head(ink: Ink, summary: ViewSummary, adcode: str, *, width: float) -> float:
    words = summary.words
    serif, bold = find_font(is_serif=True, is_bold=True), find_font(is_bold=True)
    end = ink.text(0, 26, _name(summary, adcode), size=27, font=serif)
    ink.text(end + 16, 25, summary.subtitle, size=12, colour=SOFT_INK)
    rule(ink, 0, 40, width=width, colour="#B9B3A5")
    ink.text(0, 62, summary.counts, size=13.5, font=bold)
    filters = Filters(district=frozenset({CITYWIDE}))
    citywide = select_projects(summary.served.catalogue, filters=filters).total
    note = words.plural(
        "Besides, {n} project names no district and is not listed here.",
        "Besides, {n} projects name no district and are not listed here.",
        citywide,
    )
    return set_lines(ink, note, x=0, y=70, width=width, size=11, colour=SOFT_INK) + 8


def _paint_tallies(ink: Ink, summary: ViewSummary, *, width: float) -> float:
    """Paint how many projects there are of each status and of each sector."""
    bold = find_font(is_bold=True)
    counts = count_statuses(summary.rows)
    step = width / len(counts)
    for index, (status, count) in enumerate(counts.items()):
        x = index * step
        colour = "#22262A" if count else "#A8A294"
        paint_symbol(ink.at(x + 14, 18), None, status, radius=9.5)
        ink.text(x + 32, 24, str(count), size=19, font=bold, colour=colour)
        ink.text(x, 45, summary.term(STATUSES, status), size=10.5, colour=SOFT_INK)
    y = 58.0
    rule(ink, 0, y, width=width)
    most = max((len(part.rows) for part in summary.parts), default=1)
    half = (width - GAP) / 2
    name_room = max(
        (find_font().measure(part.name, size=10.5) for part in summary.parts), default=0
    )
    for index, part in enumerate(summary.parts):
        x = (index % 2) * (half + GAP)
        top = y + 6 + (index // 2) * 20
        paint_symbol(ink.at(x + 9, top + 9), part.slug, "completed", radius=6.6)
        ink.text(x + 22, top + 13, part.name, size=10.5)
        left = x + 30 + name_room
        length = max(3.0, (half - name_room - 56) * len(part.rows) / most)
        bar = rectangle_path(left, top + 4, width=length, height=10, round_by=2)
        ink.path(bar, Pen(fill=sector_colour(part.slug), fill_opacity=0.85))
        ink.text(left + length + 6, top + 13, str(len(part.rows)), size=10.5, font=bold)
    return y + 8 + ((len(summary.parts) + 1) // 2) * 20


def _make_lists(summary: ViewSummary, *, width: float) -> list[Item]:
    """Make the list by status, then those whose place is not known."""
    words = summary.words
    room = status_width(summary)
    items = []
    for slug in STATUSES:
        rows = [row for row in summary.placed_rows if row.project.status == slug]
        if rows:
            title = f"{summary.term(STATUSES, slug)} · {len(rows)}"
            items.append(make_heading(title, width=width))
            items += [make_row_item(row, width=width, status_room=room) for row in rows]
    if summary.unplaced_rows:
        items.append(make_heading(say_unplaced(summary), width=width))
        items += [
            make_row_item(row, width=width, status_room=room) for row in summary.unplaced_rows
        ]
    if not items:
        text = words("The report names no project of this district alone.")
        items.append(_text_item(text, width=width))
    return items


def _make_sources(summary: ViewSummary, *, width: float, with_summaries: bool = True) -> list[Item]:
    """Make the figures of the report, what it says where, and how the map shows it.

    Parameters
    ----------
    summary
        The projects.
    width
        The width of a column.
    with_summaries
        Whether each project is told in a sentence.
    """
    words = summary.words
    items = []
    figures = [(row, row.said.figures) for row in summary.rows if row.said.figures]
    if figures:
        items.append(make_heading(words("What the report counts"), width=width))
        for row, found in figures:
            items += [_figure_item(row, label, value, width=width) for label, value in found]
    items.append(make_heading(words("In the report"), width=width))
    items += [
        _citation_item(row, summary, width=width, with_summary=with_summaries)
        for row in summary.rows
    ]
    items.append(make_heading(words("Legend"), width=width))

    def paint(ink: Ink) -> float:
        return paint_legend(ink.at(0, 4), summary, width=width, rows=summary.rows)

    items.append(Item(measure_block(paint) + 8, paint))
    return items


def _text_item(text: str, *, width: float) -> Item:
    size = 11.5
    lines = wrap_text(text, font=find_font(), size=size, width=width)

    def paint(ink: Ink) -> None:
        set_lines(ink, text, x=0, y=4, width=width, size=size)

    return Item(len(lines) * size * 1.45 + 8, paint)


def _figure_item(row: Row, label: str, value: str, *, width: float) -> Item:
    bold = find_font(is_bold=True)
    shown = bold.measure(value, size=11)
    lines = wrap_text(label, font=find_font(), size=10.5, width=width - 30 - shown - 12)

    def paint(ink: Ink) -> None:
        ink.text(24, 15, str(row.number), size=9.5, font=bold, colour=SOFT_INK, align="right")
        for number, line in enumerate(lines):
            ink.text(30, 15 + number * 14, line, size=10.5)
        ink.text(width, 15, value, size=11, font=bold, align="right")

    return Item(14 * len(lines) + 6, paint)


def _citation_item(row: Row, summary: ViewSummary, *, width: float, with_summary: bool) -> Item:
    words = summary.words
    bold = find_font(is_bold=True)
    cited = words("; ").join(row.said.citations)
    named = words("{facet}: {choices}", facet=row.name, choices=cited)
    texts = [(named, "#5C5F5E")]
    if with_summary:
        texts.insert(0, (row.said.summary, "#22262A"))
    if row.said.remark:
        texts.append((row.said.remark, "#8A5300"))
    room = width - 30
    heights = [
        len(wrap_text(text, font=find_font(), size=9.6, width=room)) * 9.6 * 1.36
        for text, _ in texts
    ]

    def paint(ink: Ink) -> None:
        ink.text(24, 13, str(row.number), size=9.5, font=bold, align="right")
        y = 3.0
        for text, colour in texts:
            y = set_lines(ink, text, x=30, y=y, width=room, size=9.6, colour=colour, leading=1.36)

    return Item(sum(heights) + 7, paint)


def list_district_sheets(
    served: Served, *, lang: str, link_base: str = ""
) -> Iterator[tuple[str, bytes]]:
    """Make the sheets of all districts, one after another: the file's name and its bytes.

    Parameters
    ----------
    served
        The catalogue.
    lang
        The language.
    link_base
        The address of the running app's map page, or empty.
    """
    for adcode in districts(served.catalogue.city):
        body = make_district_sheet(served, adcode, lang=lang, link_base=link_base)
        yield district_sheet_name(served, adcode, lang=lang), body


def district_sheet_name(served: Served, adcode: str, *, lang: str) -> str:
    """Return the name of a district's sheet as a file."""
    place = districts(served.catalogue.city)[adcode].name_en.split()[0].lower()
    end = "" if lang == "zh" else f"-{lang}"
    return f"{served.catalogue.metadata.id}-{adcode}-{place}{end}.pdf"
