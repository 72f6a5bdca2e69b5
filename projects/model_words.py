"""What a model expected of a value, in words for whoever keeps the file."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError

from geodata.shown import shorten
from projects.model import (
    ADCODE_PATTERN,
    BREAK_PATTERN,
    PARAGRAPH_PATTERN,
    SECTION_PATTERN,
    SLUG_PATTERN,
)

_TEXT: Final = "text in quotation marks"
_NUMBER, _WHOLE = (
    "a number, without quotation marks",
    "a whole number, without quotation marks or a decimal point",
)
_LIST, _OBJECT = "a list, in [ ]", "an object, in { }"
_LONG: Final = 10_000
"""From here on the digits of a number are grouped; a year stays as it is."""
_EXPECTED: Final[Mapping[str, str]] = {
    "missing": "a value (required, null only where allowed)",
    "extra_forbidden": "no such field",
    "string_type": _TEXT,
    "string_too_short": "text that is not empty",
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": "a finite number",
    "bool_type": "true or false, without quotation marks",
    "bool_parsing": "true or false, without quotation marks",
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "json_invalid": "JSON text",
}
"""By the kind of a fault, what was expected, where that is always the same."""
_LIMITED: Final[Mapping[str, tuple[str, str]]] = {
    "greater_than": ("gt", "a number above {}"),
    "greater_than_equal": ("ge", "a number from {} on"),
    "less_than": ("lt", "a number below {}"),
    "less_than_equal": ("le", "a number up to {}"),
    "string_too_long": ("max_length", "at most {:,} characters"),
    "literal_error": ("expected", "one of {}"),
}
"""By the kind of a fault, the name of its limit and the words about it."""
_PATTERNS: Final[Mapping[str, str]] = {
    SLUG_PATTERN: "lower-case letters a to z, digits and single hyphens, such as metro-1-p1",
    SECTION_PATTERN: "the section's number, such as S7",
    PARAGRAPH_PATTERN: "the paragraph's number, such as P1",
    BREAK_PATTERN: "section and paragraph, such as S7.P1",
    ADCODE_PATTERN: "an adcode of six digits, such as 110101",
}


def name_expected(detail: Mapping[str, Any]) -> str:
    """Name what a model expected where it refused a value.

    Parameters
    ----------
    detail
        A fault as the models tell it: ``type``, ``msg``, ``input`` and ``ctx``.

    Examples
    --------
    >>> name_expected({"type": "string_type", "msg": "Input should be a valid string", "input": 5})
    'text in quotation marks'
    """
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    if kind in _LIMITED:
        name, words = _LIMITED[kind]
        return words.format(_tidy(context[name]))
    if kind in {"too_long", "too_short"}:
        return _name_length(detail, context)
    if kind == "string_pattern_mismatch":
        return _name_pattern(str(context["pattern"]))
    message = str(detail["msg"]).removeprefix("Value error, ")
    # A word in capitals, such as YYYY or EDTF, stays as it is.
    return message if message[1:2].isupper() else message[:1].lower() + message[1:]


def _tidy(limit: object) -> object:
    """Write a whole limit without a decimal point, and a choice without quotation marks."""
    if isinstance(limit, str):
        return limit.replace("'", "").replace(" or ", ", ")
    whole = int(limit) if isinstance(limit, float) and limit.is_integer() else limit
    return f"{whole:,}" if isinstance(whole, int) and abs(whole) >= _LONG else whole


def _name_length(detail: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    """Name how long a text or a list may be."""
    is_most = detail["type"] == "too_long"
    number = context["max_length" if is_most else "min_length"]
    unit = "character" if isinstance(detail["input"], str) else "entr"
    ending = {"character": ("", "s"), "entr": ("y", "ies")}[unit][number != 1]
    return f"at {'most' if is_most else 'least'} {number:,} {unit}{ending}"


def _name_pattern(pattern: str) -> str:
    """Name what a text of a pattern looks like."""
    if pattern in _PATTERNS:
        return _PATTERNS[pattern]
    if pattern.startswith(r"^\S"):
        return "text without a space at its beginning or end"
    return f"text of the form {shorten(pattern)}"


def is_echo(detail: Mapping[str, Any]) -> bool:
    """Say whether a fault only repeats another: a list whose entries were refused, found empty.

    Parameters
    ----------
    detail
        A fault as the models tell it.
    """
    given = detail["input"]
    return (
        detail["type"] == "too_short"
        and isinstance(given, list | tuple)
        and len(given) >= detail["ctx"]["min_length"]
    )


def tell_refused(detail: Mapping[str, Any]) -> str:
    """Tell a fault in one line: what was expected and what was found.

    Parameters
    ----------
    detail
        A fault as the models tell it.
    """
    if detail["type"] == "missing":
        return "expected a value, found nothing"
    if detail["type"] == "extra_forbidden":
        return "no such field; leave it out"
    return f"expected {name_expected(detail)}, found {shorten(detail['input'])}"


def tell_first(error: ValidationError) -> str:
    """Tell the first fault that a model found, by its field, in one line.

    Parameters
    ----------
    error
        What the model raised.
    """
    detail = error.errors(include_url=False)[0]
    return f"{'.'.join(map(str, detail['loc']))}: {tell_refused(detail)}"
