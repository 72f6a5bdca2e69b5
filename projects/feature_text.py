"""The text of a large catalogue: cut between features, decoded and parsed piece by piece."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from projects.refusal import refuse
from projects.strict_json import MAX_DIGITS

PIECE_BYTES: Final = 1 << 20
"""So much text is decoded at a time."""
MOST_WAITING_SIGNS: Final = 16 << 20
"""The longest single member of a collection that is read here."""
_WHITE: Final = re.compile(r"[ \t\n\r]*")
_SIGNS_OF_NUMBERS: Final = bytes(48 if sign in b"0123456789.eE+-" else 32 for sign in range(256))
"""Makes a nought of every sign of a number, and a space of all else."""
_LONG_NUMBER: Final = re.compile(rb"[0-9][0-9.eE+-]{%d}" % MAX_DIGITS)
_FEATURE: Final = re.compile(rb'\{\s*"type"\s*:\s*"Feature"\s*,')
_BLANK: Final = frozenset(b" \t\n\r")

Span = tuple[int, int]
"""Where the bytes of a feature begin and end in the file."""


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object in which no name stands twice."""
    value = dict(pairs)
    return value if len(value) == len(pairs) else refuse()


DECODER: Final = json.JSONDecoder(
    strict=False, object_pairs_hook=_read_object, parse_constant=refuse
)


class PieceText:
    """The text of a file, decoded and parsed piece by piece."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._next = 0
        self._text = ""
        self._at = 0
        self.at_bytes = 0
        """Where in the bytes of the file the next sign stands."""

    def _read_more(self) -> bool:
        """Decode a further piece; False at the end of the file."""
        piece = self._data[self._next : self._next + PIECE_BYTES]
        if not len(piece):
            return False
        self._next += len(piece)
        is_last = self._next >= len(self._data)
        self._text = self._text[self._at :] + self._decoder.decode(piece, final=is_last)
        self._at = 0
        return len(self._text) <= MOST_WAITING_SIGNS or refuse()

    def look(self) -> str:
        """Skip white space and give the sign that follows; nothing at the end."""
        while True:
            found = _WHITE.match(self._text, self._at)
            if found:
                self.at_bytes += found.end() - self._at
                self._at = found.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def take(self, sign: str) -> None:
        """Go on after a sign that has to follow."""
        if self.look() != sign:
            refuse()
        self._at += 1
        self.at_bytes += 1

    def go_to(self, at_bytes: int) -> None:
        """Go on at another place of the file, where a sign begins."""
        self._decoder.reset()
        self._text, self._at, self._next, self.at_bytes = "", 0, at_bytes, at_bytes

    def read(self) -> Any:  # noqa: ANN401 - any JSON value
        """Read a text, a list or an object."""
        if self.look() not in {'"', "{", "["}:
            refuse()
        while True:
            try:
                value, end = DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError:
                if not self._read_more():
                    raise
            else:
                self.at_bytes += len(self._text[self._at : end].encode())
                self._at = end
                return value


def iterate_members(text: PieceText) -> Iterator[str]:
    """Give the names of an object's members, each before its value is read."""
    text.take("{")
    while True:
        yield text.read()
        if text.look() != ",":
            break
        text.take(",")
    text.take("}")
    if text.look():
        refuse()


def iterate_items(text: PieceText) -> Iterator[tuple[Any, Span]]:
    """Give the items of a list, each with where its bytes begin and end."""
    text.take("[")
    if text.look() != "]":
        yield read_item(text)
        while text.look() == ",":
            text.take(",")
            yield read_item(text)
    text.take("]")


def read_item(text: PieceText) -> tuple[Any, Span]:
    """Read an item, with where its bytes begin and end."""
    text.look()
    start = text.at_bytes
    value = text.read()
    return value, (start, text.at_bytes)


def find_features(data: bytes, *, after: int) -> list[int]:
    """Find where features begin that name their type first; no text can hold such a beginning."""
    return [found.start() for found in _FEATURE.finditer(data, after)]


def find_end(data: bytes, *, start: int, following: int) -> int:
    """Find where a feature ends that a comma parts from the following one."""
    comma = data.rfind(b",", start, following)
    if comma < 0 or data[comma + 1 : following].strip():
        refuse()
    end = comma
    while data[end - 1] in _BLANK:
        end -= 1
    return end


class Cut(NamedTuple):
    """Where a file is cut into two: each is a file of its own with a part of the features.

    Parameters
    ----------
    head
        Where the first feature begins: what is before it stands before the second part too.
    end
        Where the last feature of the first part ends.
    start
        Where the first feature of the second part begins.
    """

    head: int
    end: int
    start: int


def find_cut(data: bytes, *, share: float) -> Cut | None:
    """Find where to cut the bytes of a file; None where there is no place.

    Parameters
    ----------
    data
        The bytes.
    share
        How much of them the first part has.
    """
    first, middle = _FEATURE.search(data), _FEATURE.search(data, int(len(data) * share))
    if first is None or middle is None or middle.start() <= first.start():
        return None
    comma = data.rfind(b",", first.start(), middle.start())
    if comma < 0 or data[comma + 1 : middle.start()].strip():
        return None
    return Cut(first.start(), comma, middle.start())


def has_names(data: bytes, *, count: int) -> bool:
    """Say whether so many names stand in JSON, and surely no more.

    A name ends with a quotation mark and a colon. A text may begin with a colon, which counts
    one too many; white space before a colon and a quotation mark within a text tell nothing.
    """
    signs = np.frombuffer(data, dtype=np.uint8)
    colons = np.flatnonzero(signs == ord(":"))
    before = signs[colons - 1]
    ends = colons[before == ord('"')]
    is_clear = not (before <= ord(" ")).any() and not (signs[ends - 2] == ord("\\")).any()
    return is_clear and len(ends) == count


def has_long_number(data: bytes) -> bool:
    """Say whether a number may have more digits than any quantity has."""
    run = b"0" * (MAX_DIGITS + 1)
    pieces = (data[at : at + PIECE_BYTES + len(run)] for at in range(0, len(data), PIECE_BYTES))
    if not any(run in piece.translate(_SIGNS_OF_NUMBERS) for piece in pieces):
        return False
    return _LONG_NUMBER.search(data) is not None
