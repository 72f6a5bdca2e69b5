"""Stopping without losing an answer: what is under way is finished, nothing new is begun."""

import asyncio
import os
from contextlib import suppress
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors import SettingError

STOP_WITHIN_S: Final = "STOP_WITHIN_S"
"""Names how long a stop may wait for the answers under way."""
_USUAL_S: Final = 120.0


class Work:
    """Count the requests that are being answered, and know whether the server is stopping.

    All of it happens on the event loop, so nothing is locked.
    """

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self.under_way = 0
        self.is_stopping = False
        self._idle: asyncio.Event | None = None

    def begin(self) -> None:
        """Count one more."""
        self.under_way += 1

    def end(self) -> None:
        """Count one less."""
        self.under_way -= 1
        if not self.under_way and self._idle is not None:
            self._idle.set()

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
