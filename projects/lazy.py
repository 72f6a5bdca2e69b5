"""What is made when it is asked for: items of a sequence, and once what belongs to an object."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar, overload
from weakref import WeakKeyDictionary

Item_co = TypeVar("Item_co", covariant=True)
Key = TypeVar("Key")
Made = TypeVar("Made")


class Lazy(Sequence[Item_co]):
    """A sequence of which each item is made when it is asked for."""

    @abstractmethod
    def _read(self, row: int) -> Item_co:
        """Make the item that stands in a row, counted from 0."""

    @overload
    def __getitem__(self, key: int) -> Item_co: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Item_co, ...]: ...
    def __getitem__(self, key: int | slice) -> Item_co | tuple[Item_co, ...]:
        """Make an item, or several."""
        rows = range(len(self))[key]
        return self._read(rows) if isinstance(rows, int) else tuple(map(self._read, rows))


def once(make: Callable[[Key], Made]) -> Callable[[Key], Made]:
    """Make something of each object once, and keep it as long as the object lives.

    Parameters
    ----------
    make
        Makes it of an object to which weak references can be had, such as a catalogue.

    Examples
    --------
    >>> class Report: "Something that lives."
    >>> report, list_names = Report(), once(lambda _: [])
    >>> list_names(report) is list_names(report), list_names(report) is list_names(Report())
    (True, False)
    """
    kept: WeakKeyDictionary[Key, Made] = WeakKeyDictionary()

    @wraps(make)
    def give(key: Key) -> Made:
        found = kept.get(key)
        if found is None:
            found = kept[key] = make(key)
        return found

    return give
