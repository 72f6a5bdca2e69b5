"""A drawn map: the projects upon their ground, in the order in which the screen draws them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from app.drawing.extents import ExtentPainter
from app.drawing.frame import Frame
from app.drawing.ground import GroundPainter
from app.drawing.labels import rank_project
from app.drawing.measures import read_measures, symbol_radius, vague_from_m
from app.drawing.names import NameRoom
from app.drawing.picture import MapPicture
from app.drawing.scene import Ink, Pen, circle_path, rectangle_path
from app.drawing.shapes import MapProject
from app.drawing.symbol_ink import paint_symbol
from app.drawing.symbols import read_symbols, sector_colour

INK, PAPER, SOFT_INK = "#22262A", "#FFFFFF", "#5C5F5E"
_LABEL_SIZE = 11.5
_SMALL_RADIUS = 3.2
_MOST_NAMED = 3
_DENSE = 400
_MOST_NUMBERS = 9


@dataclass
class _Stack:
    """Symbols that would hide each other, standing as one."""

    x: float
    y: float
    members: list[MapProject]


def paint_map(ink: Ink, picture: MapPicture) -> None:
    """Paint a map at the ink's origin, nothing outside its frame.

    Parameters
    ----------
    ink
        Where.
    picture
        What.
    """
    _MapPainter(ink.clipped(picture.frame.width, picture.frame.height), picture).paint()


class _MapPainter:
    """Paints one map; the order and the measures are those of the screen's canvases."""

    def __init__(self, ink: Ink, picture: MapPicture) -> None:
        self.ink = ink
        self.picture = picture
        self.frame = picture.frame
        width, height = self.frame.width, self.frame.height
        self.room = NameRoom(width=width, height=height, taken=picture.kept_free)
        self.ground = GroundPainter(ink, picture, room=self.room)
        self.extents = ExtentPainter(ink, picture)
        is_small = picture.is_small
        self.radius = _SMALL_RADIUS if is_small else symbol_radius(self.frame.zoom)

    def paint(self) -> None:
        """Paint the ground, the projects, their symbols and all names."""
        visible = [one for one in self.picture.projects if self._is_near(one)]
        is_many = len(visible) > read_symbols()["drawing"]["many"]
        stacks = [] if is_many else self._stack(visible)
        self.ground.paint()
        self.ground.paint_borders()
        if not self.picture.is_small:
            self.ground.paint_stations()
        if not is_many:
            for one in visible:
                self.extents.paint_uncertainty(one, radius=self.radius)
        for one in visible:
            self.extents.paint_area(one)
        for one in visible:
            self.extents.paint_line(one)
        if is_many:
            self._paint_dots(visible)
            self.ground.name()
            return
        reach = self.radius * 1.3
        self.room.taken += [(s.x - reach, s.y - reach, s.x + reach, s.y + reach) for s in stacks]
        notes = [] if self.picture.is_small else self._choose_notes(stacks)
        if not self.picture.is_small:
            self.ground.name()
        for stack in sorted(stacks, key=lambda one: (self._is_active(one), one.y)):
            self._paint_stack(stack)
        for note in notes:
            note()

    def _is_near(self, one: MapProject) -> bool:
        left, top, right, bottom = one.shape.box
        (x1, y1), (x2, y2) = self.frame.place([(left, top), (right, bottom)])
        halo = one.accuracy_m * self.frame.units_per_metre + 40
        return bool(
            x2 > -halo
            and x1 < self.frame.width + halo
            and y2 > -halo
            and y1 < self.frame.height + halo
        )

    # The projects

    def _is_chosen(self, one: MapProject) -> bool:
        return one.project.id == self.picture.selected

    def _is_active(self, stack: _Stack) -> bool:
        return any(self._is_chosen(one) for one in stack.members)

    # The symbols

    def _anchors(self, visible: Iterable[MapProject]) -> Iterable[tuple[float, float, MapProject]]:
        for one in visible:
            for anchor in one.anchors:
                x, y = self.frame.place(anchor)
                if self.room.is_inside(x, y, 6):
                    yield float(x), float(y), one

    def _paint_dots(self, visible: Iterable[MapProject]) -> None:
        for x, y, one in self._anchors(visible):
            dot = rectangle_path(x - 1.5, y - 1.5, width=3, height=3)
            self.ink.path(dot, Pen(fill=sector_colour(one.project.sector)))

    def _stack(self, visible: Iterable[MapProject]) -> list[_Stack]:
        reach = self.radius * read_measures("stack")["reach"]
        cells: dict[tuple[int, int], list[_Stack]] = {}
        stacks: list[_Stack] = []
        for x, y, one in self._anchors(visible):
            column, row = int(x // reach), int(y // reach)
            near = (
                stack
                for dx in (-1, 0, 1)
                for dy in (-1, 0, 1)
                for stack in cells.get((column + dx, row + dy), ())
                if hypot(stack.x - x, stack.y - y) <= reach
            )
            found = next(near, None)
            if found is None:
                found = _Stack(x, y, [])
                cells.setdefault((column, row), []).append(found)
                stacks.append(found)
            if one not in found.members:
                found.members.append(one)
        return stacks

    def _paint_stack(self, stack: _Stack) -> None:
        chosen = next((one for one in stack.members if self._is_chosen(one)), None)
        first = chosen or stack.members[0]
        table = read_measures("stack")
        size = self.radius * (table["active"] if chosen else 1)
        if chosen:
            pen = Pen(fill=sector_colour(first.project.sector), fill_opacity=0.2, line=INK, width=2)
            self.ink.path(circle_path(stack.x, stack.y, radius=size * table["active_ring"]), pen)
        others = [one for one in stack.members if one is not first]
        for one, dx in ([(others[0], size * table["second"])] if others else []) + [(first, 0.0)]:
            opacity = table["vague_opacity"] if one.accuracy_m >= vague_from_m() else 1.0
            place = self.ink.at(stack.x + dx, stack.y)
            if self.picture.is_small:
                pen = Pen(fill=sector_colour(one.project.sector), line="#fff", width=0.8)
                place.path(circle_path(0, 0, radius=size), pen)
            else:
                paint_symbol(
                    place, one.project.sector, one.project.status, radius=size, opacity=opacity
                )

    # The names and numbers beside the symbols

    def _choose_notes(self, stacks: Sequence[_Stack]) -> list[Callable[[], None]]:
        """Choose for each symbol what stands beside it: its name, or at least its number."""
        order = sorted(
            stacks,
            key=lambda one: (
                not self._is_active(one),
                min(rank_project(member.project) for member in one.members),
            ),
        )
        notes: list[Callable[[], None]] = []
        waiting = []
        for stack in order:
            note = self._place_note(stack, self._write_names(stack), is_needed=False)
            if note is None:
                waiting.append(stack)
            else:
                notes.append(note)
        for stack in waiting:
            note = self._place_note(stack, self._write_numbers(stack), is_needed=True)
            if note is not None:
                notes.append(note)
        return notes

    def _write_names(self, stack: _Stack) -> list[tuple[str, str]]:
        if len(stack.members) > _MOST_NAMED:
            return []
        name_of = self.picture.words.name_of
        return [(self._number(one), name_of(one.project)) for one in stack.members]

    def _number(self, one: MapProject) -> str:
        number = self.picture.numbers.get(one.project.id)
        return str(number) if number else ""

    def _write_numbers(self, stack: _Stack) -> list[tuple[str, str]]:
        numbers = [number for one in stack.members if (number := self._number(one))]
        starts = range(0, min(len(numbers), _MOST_NUMBERS), 3)
        lines = [("·".join(numbers[start : start + 3]), "") for start in starts]
        if len(numbers) > _MOST_NUMBERS:
            lines.append((f"+{len(numbers) - _MOST_NUMBERS}", ""))
        return lines

    def _place_note(
        self, stack: _Stack, lines: list[tuple[str, str]], *, is_needed: bool
    ) -> Callable[[], None] | None:
        if not lines:
            return None
        bold = self.ink.font(is_bold=True)
        font = bold if self._is_active(stack) else self.ink.font()
        size = _LABEL_SIZE if not is_needed else _LABEL_SIZE - 1.5
        gap = size * 0.3
        widths = [
            bold.measure(number, size=size)
            + (gap if name and number else 0)
            + font.measure(name, size=size)
            for number, name in lines
        ]
        width, height = max(widths), size * 1.18 * len(lines)
        reach = self.radius * (2.2 if self._is_active(stack) else 1.42) + 3
        extra = self.radius * 0.45 if len(stack.members) > 1 else 0
        x, y = stack.x, stack.y
        spots = [
            (x + reach + extra, y - height / 2),
            (x - reach - width, y - height / 2),
            (x - width / 2, y + reach),
            (x - width / 2, y - reach - height),
            (x + reach * 0.7 + extra, y + reach * 0.7),
            (x + reach * 0.7 + extra, y - reach * 0.7 - height),
            (x - reach * 0.7 - width, y + reach * 0.7),
            (x - reach * 0.7 - width, y - reach * 0.7 - height),
        ]
        boxes = [(left, top, left + width, top + height) for left, top in spots]
        box = next((one for one in boxes if self.room.is_free(one)), None)
        if box is None and not (is_needed or self._is_active(stack)):
            return None
        if box is None:
            inside = [
                one
                for one in boxes
                if self.room.is_inside(one[0], one[1], -2)
                and self.room.is_inside(one[2], one[3], -2)
            ]
            box = min(inside or boxes, key=self.room.count_touched)
            if is_needed and len(self.room.taken) > _DENSE:
                return None  # too dense to read: the list has them all
        self.room.take(box)
        left, top = box[:2]
        is_right = left + width < x

        def write() -> None:
            for index, ((number, name), own) in enumerate(zip(lines, widths, strict=True)):
                at = left + (width - own if is_right else 0)
                base = top + size * (1.18 * index + 0.95)
                if number:
                    at += self.ink.text(
                        at, base, number, size=size, font=bold, colour=INK, halo=PAPER
                    )
                    at += gap
                if name:
                    self.ink.text(at, base, name, size=size, font=font, colour=INK, halo=PAPER)

        return write


def find_outside(frame: Frame, projects: Iterable[MapProject]) -> list[MapProject]:
    """List the projects no symbol of which stands inside a frame."""
    return [one for one in projects if not any(frame.holds(anchor) for anchor in one.anchors)]
