"""JSON from outside: bounded in depth and digits, each oddity kept where it stands."""

import json
import math
from collections.abc import Iterator
from typing import Any, Final

from geodata.shown import MAX_SHOWN, shorten, show_name
from projects.errors import CatalogueError, Fault

MAX_DIGITS: Final = 40
"""Characters of a number; a float needs 24."""
_DEEP_PLACES: Final = 3
_SHOWN_BEGINNING: Final = 24
_BEGINNINGS: Final = (
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"\x1f\x8b", "a file packed by gzip; unpack it first"),
    (b"PK\x03\x04", "a zip archive or an office file; unpack or convert it first"),
    (b"%PDF", "a PDF"),
    (b"SQLite format 3", "a GeoPackage or another SQLite file; convert it to GeoJSON first"),
)
"""What a file is, by its first bytes, where it is not the text that was expected."""


class OddNumber:
    """A number that no field takes: not finite, or of more digits than any quantity has."""

    def __init__(self, text: str) -> None:
        """Remember how the file writes it."""
        self.text = text

    def __repr__(self) -> str:
        """Say what it is, in few words however long it is."""
        if len(self.text) > MAX_DIGITS:
            return f"a number of {len(self.text):,} characters, {self.text[:12]}…"
        return f"{self.text}, which is no finite number"


class RepeatedNames(dict[str, Any]):
    """An object in which a name stands more than once; the last one counts."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        """Keep the names that repeat."""
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.repeated = sorted({name for name in names if names.count(name) > 1})


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object, remembering names that stand there twice."""
    value = dict(pairs)
    return value if len(value) == len(pairs) else RepeatedNames(pairs)


def _read_integer(text: str) -> int | OddNumber:
    """Read a whole number of bounded length: converting digits takes quadratic time."""
    return int(text) if len(text) <= MAX_DIGITS else OddNumber(text)


def _read_float(text: str) -> float | OddNumber:
    """Read a number that is finite and of bounded length."""
    if len(text) > MAX_DIGITS:
        return OddNumber(text)
    value = float(text)
    return value if math.isfinite(value) else OddNumber(text)


def _decode(data: bytes, *, file: str) -> str:
    """Decode a file's bytes as UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        kind = _guess_kind(data, is_cut=error.reason == "unexpected end of data")
        found = f"byte 0x{data[error.start]:02x} at offset {error.start}{kind and f': {kind}'}"
        expected = "UTF-8 text; save the file as UTF-8"
        fault = Fault(file, "collection", "encoding", expected, found, check="encoding")
        raise CatalogueError([fault]) from error


def _guess_kind(data: bytes, *, is_cut: bool) -> str:
    """Guess what bytes are that are no UTF-8 text; nothing where they tell nothing."""
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if is_cut:
        return "the file ends in the middle of a character"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "it reads as GBK"


def _tell_no_json(error: json.JSONDecodeError) -> str:
    """Tell where text stops being JSON."""
    text = error.doc
    if not text.strip():
        return "an empty file"
    where = f"at line {error.lineno}, column {error.colno}"
    if error.msg == "Extra data":
        return f"something more after its end, {where}"
    told = f"{error.msg} {where}"
    begins = text.lstrip()
    if error.pos > len(text) - len(begins):
        return told
    return f"{told}; the file begins with {shorten(begins[:_SHOWN_BEGINNING])}"


def parse_json(data: bytes, *, file: str) -> tuple[Any, list[Fault]]:
    """Parse a file's bytes as JSON.

    Numbers that no field takes come as `OddNumber`, objects with a name twice as
    `RepeatedNames`, so that a fault can name the place; `find_oddities` finds both.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name, for the faults.

    Returns
    -------
    tuple
        The value, and faults that did not keep it from being read.

    Raises
    ------
    CatalogueError
        Where there is no value: wrong encoding, no JSON, nesting without end.
    """
    faults = []
    text = _decode(data, file=file)
    if text.startswith("\ufeff"):
        expected = "UTF-8 without a byte order mark"
        faults.append(Fault(file, "collection", "encoding", expected, "one", check="encoding"))
        text = text[1:]
    try:
        # Control signs within text are read, so that they are refused by field.
        value = json.loads(
            text,
            strict=False,
            object_pairs_hook=_read_object,
            parse_int=_read_integer,
            parse_float=_read_float,
            parse_constant=OddNumber,
        )
    except json.JSONDecodeError as error:
        fault = Fault(file, "collection", "json", "JSON text", _tell_no_json(error), check="json")
        raise CatalogueError([*faults, fault]) from error
    except RecursionError as error:
        found = "lists nested too deep"
        fault = Fault(file, "collection", "json", "JSON text", found, check="json")
        raise CatalogueError([*faults, fault]) from error
    return value, faults


def find_unwritable(value: object) -> Iterator[str]:
    """Find what would be lost or changed where a value is written again, in words.

    Parameters
    ----------
    value
        A JSON value as `parse_json` gives it, that is not too deep.
    """
    if isinstance(value, OddNumber):
        yield repr(value)
    elif isinstance(value, RepeatedNames):
        yield f"{', '.join(show_name(name) for name in value.repeated[:_DEEP_PLACES])} twice"
    if isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from find_unwritable(member)


def find_oddities(value: object, *, field: str = "") -> Iterator[tuple[str, str, str]]:
    """Find what JSON allows and other programs read differently: names twice, or unprintable.

    Parameters
    ----------
    value
        A JSON value that is not too deep.
    field
        The path of the value.

    Yields
    ------
    tuple
        The field, what was expected and what was found.
    """
    if isinstance(value, dict):
        where = field or "properties"
        if isinstance(value, RepeatedNames):
            twice = ", ".join(show_name(name) for name in value.repeated[:_DEEP_PLACES])
            yield where, "each name once", f"{twice} twice"
        for name, member in value.items():
            if not name.isprintable() or len(name) > MAX_SHOWN:
                yield where, f"names of at most {MAX_SHOWN} printable signs", shorten(name)
            elif isinstance(member, dict | list):
                yield from find_oddities(member, field=f"{field}.{name}" if field else name)
    elif isinstance(value, list):
        for index, member in enumerate(value):
            if isinstance(member, dict | list):
                yield from find_oddities(member, field=f"{field}[{index}]")
