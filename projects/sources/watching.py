"""Watching a database: every process learns of a change, and of a server gone and back."""

import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from projects.sources.addresses import find_address, find_report, name_report
from projects.sources.connection import SETTINGS, load_driver, refuse, require_layout
from projects.sources.errors import SourceError, UnreachableError
from projects.sources.reading import read_versions
from projects.sources.tables import CHANNEL

Stamp = tuple[int, ...]

GONE: Final[Stamp] = (0, -1)
"""The stamp of a report whose database does not answer, as of a file that is not there."""
_LOOK_AGAIN_S: Final = 2.0
_ASK_AGAIN_S: Final = 60.0
_SETTINGS: Final = SETTINGS | {
    "application_name": "city-projects-map watching",
    "autocommit": True,
}


class Watch:
    """Know the reports of a database and their versions, without a question at each look.

    One thread listens. Where the server goes away it looks again every two seconds; what was
    known last stays known.

    Parameters
    ----------
    address
        The database.
    """

    def __init__(self, address: str) -> None:
        """Remember the database; nothing is asked yet."""
        self.address = address
        self._changed = threading.Condition()
        self._versions: Mapping[str, int] = {}
        self._error: UnreachableError | None = None
        self._turn = 0
        self._told = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="shared-catalogue", daemon=True)

    def start(self) -> "Watch":
        """Begin to listen, and wait for the first answer or refusal."""
        self._thread.start()
        self._told.wait()
        return self

    def stop(self) -> None:
        """End listening."""
        self._ended.set()

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports, as last known."""
        return tuple(self._versions)

    @property
    def error(self) -> UnreachableError | None:
        """What keeps the database from being read now; None where nothing does."""
        return self._error

    @property
    def turn(self) -> int:
        """A number that grows whenever something became known."""
        return self._turn

    def stamp(self, report: str) -> Stamp:
        """Give what changes whenever a report may have changed."""
        if self._error is not None or report not in self._versions:
            return GONE
        return (1, self._versions[report])

    def wait_beyond(self, turn: int) -> int:
        """Wait until something became known after a turn, and give the turn it is then."""
        with self._changed:
            self._changed.wait_for(lambda: self._turn > turn)
            return self._turn

    def _tell(self, versions: Mapping[str, int] | None, error: UnreachableError | None) -> None:
        with self._changed:
            if versions is not None:
                self._versions = versions
            self._error = error
            self._turn += 1
            self._changed.notify_all()
        self._told.set()

    def _listen(self) -> None:
        """Listen until the connection ends."""
        psycopg = load_driver()
        with psycopg.connect(self.address, **_SETTINGS) as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            while not self._ended.is_set():
                require_layout(connection, address=self.address)
                versions = read_versions(connection)
                if versions != self._versions or self._error is not None or not self._turn:
                    self._tell(versions, None)
                for _ in connection.notifies(timeout=_ASK_AGAIN_S, stop_after=1):
                    break

    def _run(self) -> None:
        try:
            psycopg = load_driver()
        except SourceError as error:
            self._tell(None, refuse(error, address=self.address))
            return
        while not self._ended.is_set():
            try:
                self._listen()
            except UnreachableError as error:
                self._tell(None, error)
            except psycopg.errors.UndefinedTable:
                hint = "no tables yet; make them with: python -m projects postgis create"
                self._tell(None, refuse(SourceError(hint), address=self.address))
            except (psycopg.Error, OSError) as error:
                self._tell(None, refuse(error, address=self.address))
            self._ended.wait(_LOOK_AGAIN_S)


@cache
def watch(address: str) -> Watch:
    """Give the watch of a database, begun when it is first asked for."""
    return Watch(address).start()


def list_reports(path: Path) -> tuple[Path, ...]:
    """List the reports that a path names: one, or all of a database.

    Parameters
    ----------
    path
        As `projects.sources.addresses.name_place` makes it. Where the database never answered it
        stands for itself, so that its fault can be told.
    """
    address = find_address(path)
    if address is None or find_report(path) is not None:
        return (path,)
    reports = watch(address).reports
    return tuple(name_report(address, report=one) for one in reports) or (path,)


def read_stamp(path: Path) -> Stamp:
    """Give the stamp of a shared report."""
    address, report = find_address(path), find_report(path)
    return GONE if address is None or report is None else watch(address).stamp(report)
