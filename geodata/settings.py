"""Settings: TOML text of bounded nesting, read or refused in words."""

import re
import tomllib
from typing import Any, Final

from geodata.errors import SettingsError

MOST_DOTS: Final = 32
"""Most dots in a name: reading a longer one takes time that grows with their square."""
_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")


def _find_long_name(text: str) -> int | None:
    """Find the line, counted from 1, whose name has more parts than any setting needs."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            name = _QUOTED.sub("", line).partition("=")[0].partition("#")[0]
            if name.count(".") > MOST_DOTS:
                return number
    return None


def parse_settings(text: str) -> dict[str, Any]:
    """Parse TOML text.

    Parameters
    ----------
    text
        The text of a file.

    Raises
    ------
    SettingsError
        Where it is no TOML, or nests or counts further than settings do.

    Examples
    --------
    >>> parse_settings('name = "east"')
    {'name': 'east'}
    """
    long = _find_long_name(text)
    if long is not None:
        found = f"more than {MOST_DOTS} in line {long}"
        raise SettingsError(f"expected names with a few dots, found {found}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"expected TOML, found: {error}") from error
    except RecursionError as error:
        raise SettingsError("expected TOML, found lists nested too deep") from error
    except ValueError as error:  # a number of too many digits
        raise SettingsError("expected TOML, found a number of too many digits") from error
