"""The addresses of shared catalogues: told apart from files, and never shown with a password.

A shared catalogue is named as a file is, by a `Path`: ``postgresql://map@db.example/city`` names
every report of a database, ``postgresql://map@db.example/city#taiyuan-2024`` one of them. The
path holds what may be shown; what is secret is kept here beside it, for as long as the process
lives.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

SCHEMES: Final = ("postgresql", "postgres")
_URL = re.compile(r"\s*((?:postgresql|postgres)://[^\s,]+)\s*")
_SECRET_OPTIONS = frozenset({"password", "sslpassword", "passfile", "sslkey"})
_HIDDEN = "***"

_full_addresses: dict[str, str] = {}
"""The address with its password, by the path that shows it without."""


def is_address(text: str) -> bool:
    """Say whether a text is the address of a database.

    Examples
    --------
    >>> is_address("postgresql://map@db.example/city"), is_address("city.geojson")
    (True, False)
    """
    return text.strip().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def _without_secrets(parts: SplitResult) -> SplitResult:
    """Take the password out of an address, wherever it stands."""
    account, at, host = parts.netloc.rpartition("@")
    netloc = f"{account.partition(':')[0]}{at}{host}"
    options = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name not in _SECRET_OPTIONS
    ]
    return parts._replace(scheme="postgresql", netloc=netloc, query=urlencode(options))


def show_address(address: str) -> str:
    """Write an address as it may be shown and logged.

    Examples
    --------
    >>> show_address("postgres://map:secret@db.example/city?sslmode=require&password=secret#a")
    'postgresql://map@db.example/city?sslmode=require#a'
    """
    return urlunsplit(_without_secrets(urlsplit(address.strip())))


def name_place(text: str) -> Path:
    """Name a file or a shared catalogue by a path without secrets.

    Parameters
    ----------
    text
        A file's path, or an address.

    Examples
    --------
    >>> name_place("postgresql://map:secret@db.example/city#taiyuan-2024").as_posix()
    'postgresql:/map@db.example/city#taiyuan-2024'
    """
    if not is_address(text):
        return Path(text)
    parts = urlsplit(text.strip())
    shown = urlunsplit(_without_secrets(parts)._replace(fragment=""))
    _full_addresses[Path(shown).as_posix()] = urlunsplit(parts._replace(fragment=""))
    return Path(show_address(text))


def split_places(text: str) -> Iterator[str]:
    """Split a setting into the addresses of databases and the rest, each in its turn.

    Examples
    --------
    >>> list(split_places("a.geojson,postgresql://map@db.example:5433/city,b"))
    ['a.geojson,', 'postgresql://map@db.example:5433/city', ',b']
    """
    yield from (part for part in _URL.split(text) if part.strip())


def find_address(path: Path | str) -> str | None:
    """Give the address that a path names, without the report; None for a file.

    Parameters
    ----------
    path
        As `name_place` makes it.
    """
    text = path.as_posix() if isinstance(path, Path) else path
    scheme, found, rest = text.partition(":/")
    if not found or scheme not in SCHEMES:
        return None
    bare = rest.lstrip("/").partition("#")[0]
    return _full_addresses.get(f"postgresql:/{bare}", f"postgresql://{bare}")


def find_report(path: Path | str) -> str | None:
    """Give the id of the report that a path names; None where it names a whole database.

    Examples
    --------
    >>> find_report(Path("postgresql:/db.example/city#taiyuan-2024"))
    'taiyuan-2024'
    """
    text = path.as_posix() if isinstance(path, Path) else path
    return text.partition("#")[2] or None


def name_report(address: str, *, report: str) -> Path:
    """Name one report of a database.

    Parameters
    ----------
    address
        The database, as `find_address` gives it.
    report
        The id of the report.
    """
    return name_place(f"{address}#{report}")


def hide_secrets(text: str, *, address: str) -> str:
    """Take what is secret in an address out of a message.

    Parameters
    ----------
    text
        What a driver or a server said.
    address
        The address it was given.

    Examples
    --------
    >>> hide_secrets("no: s%C3%A9cret, sécret", address="postgresql://map:s%C3%A9cret@db/city")
    'no: ***, ***'
    """
    parts = urlsplit(address)
    account = parts.netloc.rpartition("@")[0]
    secrets = {account.partition(":")[2]}
    secrets |= {value for name, value in parse_qsl(parts.query) if name in _SECRET_OPTIONS}
    secrets |= {unquote(secret) for secret in secrets}
    for secret in sorted(secrets - {""}, key=len, reverse=True):
        text = text.replace(secret, _HIDDEN)
    return text
