"""Stopping without losing an answer: what is under way is finished, nothing new is begun."""

import asyncio
import os
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import SettingError

STOP_WITHIN_S: Final = "STOP_WITHIN_S"
"""Names how long a stop may wait for the answers under way."""
_USUAL_S: Final = 120.0
_LOOK_AGAIN_S: Final = 0.2


class Work:
    """Count the requests that are being answered, and know whether the server is stopping.

    All of it happens on the event loop, so nothing is locked.
    """

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self.under_way = 0
        self.is_stopping = False
        self._idle: asyncio.Event | None = None
        self._last_s = monotonic()

    def begin(self) -> None:
        """Count one more."""
        self.under_way += 1
        self._last_s = monotonic()

    def end(self) -> None:
        """Count one less."""
        self.under_way -= 1
        self._last_s = monotonic()
        if not self.under_way and self._idle is not None:
            self._idle.set()

    def quiet_s(self) -> float:
        """Tell for how many seconds nobody has asked for anything."""
        return 0.0 if self.under_way else monotonic() - self._last_s

    def stop(self) -> None:
        """Say that the server was told to stop."""
        self.is_stopping = True

    async def finish(self, *, within_s: float) -> bool:
        """Wait until nothing is under way, and say whether that came about in time.

        Parameters
        ----------
        within_s
            How long to wait.
        """
        if self.under_way:
            self._idle = asyncio.Event()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), within_s)
        return not self.under_way


class Lull:
    """Waits for a time at which nobody is being answered.

    Parameters
    ----------
    work
        What is under way.
    quiet_s
        How long nobody has to have asked for anything.
    patience_s
        After so long what waits is done all the same.
    """

    def __init__(self, work: Work, *, quiet_s: float, patience_s: float = 30.0) -> None:
        """Wait for nothing yet."""
        self._work, self._quiet_s, self._patience_s = work, quiet_s, patience_s
        self._is_over = Event()

    def wait(self) -> bool:
        """Wait in a thread, and say whether there is still a server to work for."""
        until_s = monotonic() + self._patience_s
        while monotonic() < until_s:
            missing_s = self._quiet_s - self._work.quiet_s()
            if missing_s <= 0 and not self._work.under_way:
                break
            if self._is_over.wait(max(missing_s, _LOOK_AGAIN_S)):
                return False
        return not self._is_over.is_set()

    def end(self) -> None:
        """Wait no longer: the server stops."""
        self._is_over.set()


WORK: Final = Work()
"""That of this process."""


def read_patience() -> float:
    """Read how long a stop may wait.

    Raises
    ------
    SettingError
        Where the setting is no number of seconds.
    """
    text = os.environ.get(STOP_WITHIN_S, "").strip()
    try:
        patience_s = float(text) if text else _USUAL_S
    except ValueError:
        patience_s = -1.0
    if not 0 <= patience_s <= 3600:  # noqa: PLR2004 - an hour
        raise SettingError(f"{STOP_WITHIN_S}: expected seconds, 0 to 3600; found {text!r}")
    return patience_s


class CountedWork:
    """Count every request while it is answered, to the last byte sent."""

    def __init__(self, app: ASGIApp, *, work: Work = WORK) -> None:
        """Wrap an application."""
        self.app = app
        self.work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.work.begin()
        try:
            await self.app(scope, receive, send)
        finally:
            self.work.end()
