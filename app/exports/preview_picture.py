"""The picture of a shared link, 1200 by 630 pixels, painted without a browser."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageColor

from app.drawing.fonts import POINTS_PER_INCH, Font, find_font, shorten_text, wrap_text
from app.drawing.frame import Frame, frame_of_box, frame_of_spot
from app.drawing.marks import paint_pin, paint_ring
from app.drawing.picture import MapPicture
from app.drawing.projects import paint_map
from app.drawing.scene import Ink, Pen, Scene, circle_path, rectangle_path
from app.drawing.shapes import MapProject, make_map_project
from app.drawing.symbols import sector_colour
from app.exports.paper import BLUE, DRAWING, INK, LINE, PAPER, SOFT_INK, paint_picture, set_lines
from app.exports.preview import BARS, NEAR, Preview
from app.exports.summary import ViewSummary
from app.exports.view_map import choose_frame
from app.messages import Words
from app.near.query import CITY_WIDTH_M
from app.published.served import Served
from geodata.layers import find_district
from projects.vocabulary import SECTORS

WIDTH, HEIGHT = 1200, 630
_PANEL, _MARGIN = 468.0, 40.0
_MAP_SCALE = 1.55
"""The map is drawn for a screen of this much less, so that its names are read when it is small."""
_TITLE_SIZES = (50.0, 44.0, 38.0, 33.0)
_TITLE_LINES = (3, 3, 4, 5)
_COLOURS, _EXACT = 256, 24
_MOST_CHIPS = 5
_CHIP_SIZE, _CHIP_STEP = 18.0, 30.0


def _fit_title(text: str, *, font: Font, width: float) -> tuple[float, int]:
    """Choose the size of a title, and how many lines it may have."""
    for size, lines in zip(_TITLE_SIZES, _TITLE_LINES, strict=True):
        if len(wrap_text(text, font=font, size=size, width=width)) <= lines:
            return size, lines
    return _TITLE_SIZES[-1], _TITLE_LINES[-1]


def _paint_words(ink: Ink, preview: Preview) -> None:
    """Paint the panel: what it is, its title, its counts, as of when."""
    width = _PANEL - 2 * _MARGIN
    ink.path(rectangle_path(0, 0, width=_PANEL, height=HEIGHT), Pen(fill=PAPER))
    ink.path(rectangle_path(0, 0, width=10, height=HEIGHT), Pen(fill=BLUE))
    plain, bold = find_font(), find_font(is_bold=True)
    kicker = shorten_text(preview.kicker, font=plain, size=20, width=width)
    ink.text(_MARGIN, 58, kicker, size=20, font=plain, colour=SOFT_INK)
    serif = find_font(is_serif=True, is_bold=True)
    size, most = _fit_title(preview.title, font=serif, width=width)
    y = set_lines(
        ink, preview.title, x=_MARGIN, y=78, width=width, size=size, font=serif, leading=1.28,
        most_lines=most,
    )  # fmt: skip
    ink.path(rectangle_path(_MARGIN, y + 12, width=56, height=4), Pen(fill=BLUE))
    y = set_lines(
        ink, preview.sentence, x=_MARGIN, y=y + 32, width=width, size=25, font=bold,
        leading=1.36, most_lines=5,
    )  # fmt: skip
    chips = _plan_chips(preview, width=width)
    bottom = HEIGHT - 56 - chips.height
    for line in preview.lines:
        lines = min(3, int((bottom - y - 8) / 31))
        if lines < 1:
            break
        y = set_lines(
            ink, line, x=_MARGIN, y=y + 8, width=width, size=22, colour=SOFT_INK, leading=1.4,
            most_lines=lines,
        )  # fmt: skip
    _paint_chips(ink.at(_MARGIN, bottom), chips, width=width, room=bottom - y)
    foot = shorten_text(preview.foot, font=plain, size=17, width=width)
    ink.text(_MARGIN, HEIGHT - 28, foot, size=17, font=plain, colour=SOFT_INK)


@dataclass(frozen=True)
class _Chips:
    """The sectors that stand in the panel: how many columns, and what is not named."""

    shown: tuple[tuple[str, str, int], ...]
    columns: int
    rest: str

    @property
    def height(self) -> float:
        """How high they stand."""
        rows = -(-len(self.shown) // self.columns) + bool(self.rest)
        return _CHIP_STEP * rows


def _plan_chips(preview: Preview, *, width: float) -> _Chips:
    """Choose how the sectors stand: all in two columns where names fit, else the largest."""
    counts = preview.counts
    if preview.kind == BARS or not counts:
        return _Chips((), 1, "")
    font, room = find_font(), width / 2 - 44
    longest = max(font.measure(f"{name}  {count}", size=_CHIP_SIZE) for _, name, count in counts)
    if longest <= room:
        return _Chips(counts, 2, "")
    ordered = tuple(sorted(counts, key=lambda one: -one[2]))
    shown = ordered[: _MOST_CHIPS + (len(ordered) == _MOST_CHIPS + 1)]
    rest = ordered[len(shown) :]
    words = Words(preview.view.lang)
    said = words.plural(
        "in {n} more sector: {count}",
        "in {n} more sectors: {count}",
        len(rest),
        count=sum(count for *_, count in rest),
    )
    return _Chips(shown, 1, said if rest else "")


def _paint_chips(ink: Ink, chips: _Chips, *, width: float, room: float) -> None:
    """Paint the sectors with their counts, where there is room above them."""
    if room < 0:
        return
    font, column = find_font(), width / chips.columns
    for number, (slug, name, count) in enumerate(chips.shown):
        x = (number % chips.columns) * column
        y = (number // chips.columns) * _CHIP_STEP + 8
        ink.path(circle_path(x + 8, y, radius=8), Pen(fill=sector_colour(slug)))
        left = x + 24
        end = left + ink.text(left, y, name, size=_CHIP_SIZE, colour=INK, is_middle=True)
        ink.text(end + 8, y, str(count), size=_CHIP_SIZE, colour=SOFT_INK, is_middle=True)
    if chips.rest:
        y = len(chips.shown) * _CHIP_STEP + 8
        said = shorten_text(chips.rest, font=font, size=_CHIP_SIZE, width=width - 24)
        ink.text(24, y, said, size=_CHIP_SIZE, colour=SOFT_INK, is_middle=True)


def _paint_bars(ink: Ink, preview: Preview, *, width: float) -> None:
    """Paint a bar for each sector, as long as it has projects."""
    ink.path(rectangle_path(0, 0, width=width, height=HEIGHT), Pen(fill="#FFFFFF"))
    largest = max((count for *_, count in preview.counts), default=1)
    step = (HEIGHT - 60) / max(len(preview.counts), 6)
    font, bold = find_font(), find_font(is_bold=True)
    names = [name for _, name, _ in preview.counts]
    column = min(340.0, max((font.measure(name, size=21) for name in names), default=0))
    left = 36 + column + 16
    for number, (slug, name, count) in enumerate(preview.counts):
        y = 30 + step * (number + 0.5)
        named = shorten_text(name, font=font, size=21, width=column)
        ink.text(left - 16, y, named, size=21, font=font, align="right", is_middle=True)
        long = max(6.0, (width - left - 90) * count / largest)
        bar = rectangle_path(left, y - 15, width=long, height=30, round_by=4)
        ink.path(bar, Pen(fill=sector_colour(slug)))
        ink.text(left + long + 12, y, str(count), size=24, font=bold, is_middle=True)


def _choose_frame(
    preview: Preview, summary: ViewSummary, drawn: Sequence[MapProject], size: tuple[float, float]
) -> Frame:
    view = preview.view
    if preview.kind == NEAR and view.spot is not None:
        reach_m = view.radius_m or CITY_WIDTH_M
        return frame_of_spot(view.spot.lon, view.spot.lat, reach_m=reach_m, size=size)
    if not drawn:
        box = summary.served.catalogue.metadata.city.bbox
        return frame_of_box(box, size=size, padding=10)
    return choose_frame(summary, drawn, size=size)


def _find_district(preview: Preview) -> str | None:
    """Find the one district that the view is about."""
    chosen = preview.view.filters.district
    if len(chosen) != 1:
        return None
    (slug,) = chosen
    return slug if find_district(slug) is not None else None


def _paint_map(ink: Ink, preview: Preview, *, served: Served, width: float) -> None:
    """Paint the map of the view, larger than on a screen."""
    size = (width / _MAP_SCALE, HEIGHT / _MAP_SCALE)
    map_ink = ink.at(0, 0, scale=_MAP_SCALE)
    words = Words(preview.view.lang)
    drawn = [make_map_project(one) for one in preview.projects if one.geometry is not None]
    frame = _choose_frame(preview, ViewSummary(served, preview.view), drawn, size)
    free = [(size[0] - 190, size[1] - 22, size[0], size[1])]
    pin = (size[0] / 2 - 16, size[1] / 2 - 34, size[0] / 2 + 16, size[1] / 2 + 6)
    picture = MapPicture(
        frame,
        drawn,
        words,
        served.catalogue.city,
        selected=preview.view.selected,
        district=_find_district(preview),
        kept_free=[*free, pin] if preview.kind == NEAR else free,
    )
    paint_map(map_ink, picture)
    if preview.kind == NEAR:
        spot_ink = map_ink.clipped(*size)
        if preview.view.radius_m is not None:
            paint_ring(spot_ink, frame, radius_m=preview.view.radius_m)
        paint_pin(spot_ink, frame)
    credit = words("© OpenStreetMap contributors, Tianditu")
    ink.text(
        width - 12, HEIGHT - 12, credit, size=13, colour=SOFT_INK, align="right", halo="#FFFFFF"
    )


def draw_preview(preview: Preview, *, served: Served) -> Scene:
    """Draw the picture of a link.

    Parameters
    ----------
    preview
        What it shows.
    served
        The report.
    """
    scene = Scene(width=WIDTH, height=HEIGHT)
    ink = Ink(scene)
    right, width = ink.at(_PANEL, 0), WIDTH - _PANEL
    if preview.kind == BARS:
        _paint_bars(right, preview, width=width)
    else:
        _paint_map(right, preview, served=served, width=width)
    _paint_words(ink, preview)
    ink.line([(_PANEL, 0), (_PANEL, HEIGHT)], Pen(line=LINE, width=1.5))
    return scene


def _choose_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in few colours: the grounds exactly, and the rare signs of sectors too."""
    counted = picture.getcolors(WIDTH * HEIGHT) or []
    grounds = [colour for _, colour in sorted(counted, reverse=True)[:_EXACT]]
    signs = [ImageColor.getrgb(sector_colour(slug)) for slug in SECTORS]
    wanted = [one for one in (*grounds, *signs) if isinstance(one, tuple)]
    # Of all ways to choose few colours this one keeps the rare ones.
    method, dither = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE
    exact = [part for colour in wanted for part in colour]
    rest = _COLOURS - len(exact) // 3
    others = picture.quantize(rest, method=method, dither=dither).getpalette() or []
    table = Image.new("P", (1, 1))
    table.putpalette([*exact, *others[: rest * 3]])
    return picture.quantize(palette=table, dither=dither)


def preview_png(preview: Preview, *, served: Served) -> bytes:
    """Return the picture of a link as a PNG of 1200 by 630 pixels, small enough for messengers.

    Parameters
    ----------
    preview
        What it shows.
    served
        The report.
    """
    with DRAWING:
        picture = paint_picture(draw_preview(preview, served=served), dpi=POINTS_PER_INCH)
    target = io.BytesIO()
    _choose_colours(picture).save(target, format="PNG", optimize=True)
    return target.getvalue()
