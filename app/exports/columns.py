"""Columns of a page and the pieces that flow through them from page to page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.drawing.scene import Ink, Scene


@dataclass(frozen=True)
class Item:
    """A piece of a column: its height and how it is painted at its upper left corner.

    A heading ``leads``: it does not stand alone at the end of a column.
    """

    height: float
    paint: Callable[[Ink], object]
    leads: bool = False


@dataclass(frozen=True)
class Column:
    """Room for items on a page: its upper left corner and its height."""

    page: int
    x: float
    y: float
    height: float


def measure_block(paint: Callable[[Ink], float]) -> float:
    """Return what a block takes, painting it where nobody looks."""
    return paint(Ink(Scene(width=1, height=1, points=1)))


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


def paint_items(
    placed: Sequence[tuple[Column, float, Item]], *, first: Scene, new_page: Callable[[], Scene]
) -> list[Scene]:
    """Paint items where they flowed to and return the pages, as many as they need.

    Parameters
    ----------
    placed
        From `flow_items`.
    first
        The first page.
    new_page
        Makes each further one.
    """
    pages = [first]
    for column, at, item in placed:
        while len(pages) <= column.page:
            pages.append(new_page())
        item.paint(Ink(pages[column.page]).at(column.x, at))
    return pages
