"""What a shared catalogue refuses, in words that never hold a password."""

from projects.errors import CatalogueError, Fault, ProjectsError


class SourceError(ProjectsError):
    """A shared catalogue that cannot be opened, made or changed."""


class MissingDriverError(CatalogueError, SourceError):
    """The library that speaks with the database is not installed."""

    def __init__(self) -> None:
        """Say what is missing and what to install."""
        expected = "psycopg; install it with: pip install 'city-projects-map[postgis]'"
        found = "no such library"
        super().__init__(
            [Fault("shared catalogue", "collection", "server", expected, found, check="server")]
        )


class ConflictError(SourceError):
    """A report that somebody else changed meanwhile; nothing was written."""


class UnreachableError(CatalogueError, SourceError):
    """A database that does not answer, or does not hold what is asked for."""

    def __init__(self, *, place: str, expected: str, found: str) -> None:
        """Say which database, what was expected of it and what it said."""
        super().__init__([Fault(place, "collection", "server", expected, found, check="server")])
