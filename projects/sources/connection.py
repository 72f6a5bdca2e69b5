"""A connection to the database of shared catalogues, whose errors hide the password."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final, Protocol

from projects.sources.addresses import hide_secrets, show_address
from projects.sources.errors import MissingDriverError, UnreachableError
from projects.sources.tables import LAYOUT, SCHEMA


class Connection(Protocol):
    """What is used of psycopg's connection, which may not be installed."""

    def execute(
        self, query: str | bytes, params: Sequence[Any] | None = None, *, binary: bool = False
    ) -> Any:  # noqa: ANN401 - psycopg's cursor
        """Run a statement."""

    def cursor(self) -> Any:  # noqa: ANN401 - psycopg's cursor
        """Give a cursor, which runs a statement for many rows at once."""


EXPECTED: Final = "a PostgreSQL server that answers and holds the tables of shared catalogues"
SETTINGS: Final = {
    "application_name": "city-projects-map",
    "connect_timeout": 5,
    # A server that vanished without a word is missed after some 15 s.
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}


def load_driver() -> Any:  # noqa: ANN401 - a module that may not be there
    """Load psycopg, the optional library.

    Raises
    ------
    MissingDriverError
        Where it is not installed.
    """
    try:
        return import_module("psycopg")
    except ImportError as error:
        raise MissingDriverError from error


def refuse(error: Exception, *, address: str, name: str | None = None) -> UnreachableError:
    """Make the error of what a driver or a server said.

    Parameters
    ----------
    error
        What it raised.
    address
        The database.
    name
        What the database is called to the reader; its address without the password where None.
    """
    said = hide_secrets(" ".join(str(error).split()), address=address)
    place = show_address(address) if name is None else name
    return UnreachableError(place=place, expected=EXPECTED, found=said or type(error).__name__)


@contextmanager
def connect(
    address: str, *, read_only: bool = True, name: str | None = None
) -> Iterator[Connection]:
    """Open a connection for one block of work: one transaction, kept where nothing is raised.

    Parameters
    ----------
    address
        The database.
    read_only
        Whether the server is to refuse every change.
    name
        What the database is called in errors; see `refuse`.

    Raises
    ------
    UnreachableError
        Where the server does not answer, goes away or refuses.
    """
    psycopg = load_driver()
    try:
        with psycopg.connect(address, **SETTINGS) as connection:
            connection.read_only = read_only
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield connection
    except psycopg.errors.UndefinedTable as error:
        hint = "it has no tables yet; make them with: python -m projects postgis create"
        raise refuse(ValueError(hint), address=address, name=name) from error
    except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
        raise  # for who tries again
    except (psycopg.Error, ValueError) as error:
        if isinstance(error, psycopg.Error) or "invalid" in str(error):
            raise refuse(error, address=address, name=name) from error
        raise


def require_layout(connection: Connection, *, address: str) -> None:
    """Refuse a database of another layout.

    Parameters
    ----------
    connection
        The connection.
    address
        Its database, for the error.
    """
    numbers = [row[0] for row in connection.execute(f"SELECT number FROM {SCHEMA}.layout")]
    if numbers != [LAYOUT]:
        raise UnreachableError(
            place=show_address(address),
            expected=f"tables of layout {LAYOUT}",
            found=f"layout {', '.join(map(str, numbers)) or 'none'}",
        )
