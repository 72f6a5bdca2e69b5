"""How a value found in a file is shown in a message: short, on one line, harmless."""

from typing import Any, Final

MAX_DEPTH: Final = 24
"""Lists and objects within one another; a record needs seven."""
MAX_SHOWN: Final = 60
"""Most characters of a value in a message."""


def is_too_deep(value: object, *, most: int = MAX_DEPTH) -> bool:
    """Say whether lists and objects stand in one another deeper than is allowed.

    Parameters
    ----------
    value
        Any JSON value.
    most
        Levels allowed.
    """
    level: list[Any] = [value]
    for _ in range(most + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return False
    return True


def shorten(value: object) -> str:
    r"""Write a value found in a file so that it fits a line and nothing in it acts.

    Examples
    --------
    >>> shorten(None), shorten("a" + chr(27))
    ('nothing', "'a\\x1b'")
    """
    if value is None:
        return "nothing"
    if is_too_deep(value):
        return "lists nested too deep"
    # A long text is cut before it is written: its signs may take six characters each.
    text = repr(value[: 2 * MAX_SHOWN] if isinstance(value, str) else value)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"


def show_name(name: object) -> str:
    """Write the name of a member, plainly where it is plain."""
    plain = isinstance(name, str) and 0 < len(name) <= MAX_SHOWN and name.isprintable()
    return str(name) if plain else shorten(name)
