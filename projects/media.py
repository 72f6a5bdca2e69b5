"""Text made fit for a medium: one rule a medium, for whatever the text may hold."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal

from projects.signs import drop_invisible, is_plain, is_refused, tidy_text

Medium = Literal[
    "xml", "calendar", "slide", "drawing", "csv", "terminal", "html", "address", "file-name"
]
"""Where a text may go."""

ELLIPSIS: Final = "…"
LONGEST_PROPERTY: Final = 255
"""Most characters of a property of an Office document (ISO/IEC 29500-2)."""

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BREAKS: Final = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")
_NOT_IN_FILE_NAME: Final = frozenset('\\/:*?"<>|')


def cut_text(text: str, *, most: int) -> str:
    """Cut a text to a length, with an ellipsis where something is missing.

    Parameters
    ----------
    text
        Any text.
    most
        Most characters, the ellipsis among them.

    Examples
    --------
    >>> cut_text("abcdef", most=4)
    'abc…'
    """
    return text if len(text) <= most else f"{text[: most - 1]}{ELLIPSIS}"


def _keep_lines(text: str) -> str:
    """Write breaks of every kind as the usual one, and drop what no text may hold."""
    if is_plain(text):
        return text
    broken = text.replace("\r\n", "\n")
    plain = ("\n" if s in _BREAKS - {"\t"} else " " if s == "\t" else s for s in broken)
    return tidy_text("".join(s for s in plain if s == "\n" or not is_refused(s)))


def _keep_line(text: str) -> str:
    """Write a text in one line, and drop what no text may hold."""
    return _keep_lines(text).replace("\n", " ")


def _draw(text: str) -> str:
    """Keep what is drawn sign by sign: nothing invisible, no line break."""
    return drop_invisible(_keep_line(text))


def _defuse(text: str) -> str:
    """Write a cell in one line that no spreadsheet takes for a formula."""
    line = _keep_line(text)
    # A sign that is dropped may have stood before the one that begins a formula.
    starts = (text.lstrip(" "), line.lstrip(" "))
    return f"'{line}" if any(one.startswith(_FORMULA_STARTS) for one in starts) else line


def _show(text: str) -> str:
    """Write what a terminal would obey, or would not show, as escapes; line breaks stay."""
    if text.isprintable():
        return text
    return "".join(sign if sign == "\n" or sign.isprintable() else _escape(sign) for sign in text)


def _escape(sign: str) -> str:
    """Write a sign as Python would."""
    return "    " if sign == "\t" else sign.encode("unicode_escape", "surrogatepass").decode()


def _search(text: str) -> str:
    """Write what a reader typed, or a link brought, with single spaces and nothing hidden."""
    return " ".join(_keep_line(text).split())


def _name(text: str) -> str:
    """Write a name that every file system takes."""
    kept = "".join(" " if sign in _NOT_IN_FILE_NAME else sign for sign in _keep_line(text))
    return " ".join(kept.split()).strip(" .")


_RULES: Final[Mapping[Medium, Callable[[str], str]]] = MappingProxyType(
    {
        "xml": _keep_lines,
        "calendar": _keep_lines,
        "slide": _keep_lines,
        "drawing": _draw,
        "csv": _defuse,
        "terminal": _show,
        "html": _keep_lines,
        "address": _search,
        "file-name": _name,
    }
)
"""What each medium asks of a text; escaping is left to what writes it."""


def clean_text(text: str, *, medium: Medium) -> str:
    r"""Make a text fit for a medium.

    What comes out can be written to the medium by its usual writer: XML takes every character
    of it, a calendar folds it, a terminal shows it and obeys nothing in it. Control signs,
    unpaired surrogates and non-characters are gone (in a terminal: spelled out).

    Parameters
    ----------
    text
        Any text, from a record, a link or a file.
    medium
        Where it goes.

    Examples
    --------
    >>> clean_text("a" + chr(27) + "[2J", medium="terminal")
    'a\\x1b[2J'
    >>> clean_text("=1+1", medium="csv")
    "'=1+1"
    >>> clean_text(" 一号" + chr(11) + "线 ", medium="address")
    '一号 线'
    """
    return _RULES[medium](text)
