"""Where files are made: few at once, a bounded number waiting, in processes that may die."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from starlette.requests import Request

from app.apart import (
    TIME_LIMIT_S,
    Job,
    MakingError,
    begin_process,
    do_work,
    end_process,
    open_context,
)
from app.errors import AppError
from app.exports.formats import Export
from app.web.stopping import WORK

MOST_WAITING = 4
RETRY_AFTER_S = 20
_LOOK_S = 0.25


class BusyError(AppError):
    """So many files are being made and waited for that no more are taken."""


class ClientGoneError(AppError):
    """The reader does not wait any more."""


class Workshop:
    """Make files one after another; what is asked for beyond a short queue is sent away.

    Parameters
    ----------
    at_work
        How many are made at once.
    most_waiting
        How many may wait.
    time_limit_s
        How long one may take.
    in_process
        Whether each is made in a process of its own; in a thread otherwise.
    """

    def __init__(
        self,
        *,
        at_work: int = 1,
        most_waiting: int = MOST_WAITING,
        time_limit_s: float = TIME_LIMIT_S,
        in_process: bool = True,
    ) -> None:
        """Open an empty workshop; the first job begins the first process."""
        self._slots = asyncio.Semaphore(at_work)
        self._most = at_work + most_waiting
        self._inside = self._making = 0
        self._at_work = at_work
        self._time_limit_s = time_limit_s
        self._in_process = in_process
        self._context = open_context()

    @property
    def inside(self) -> int:
        """How many files are being made or waited for."""
        return self._inside

    @property
    def making(self) -> int:
        """How many files are being made."""
        return self._making

    @property
    def most_waiting(self) -> int:
        """How many may wait."""
        return self._most - self._at_work

    async def make(self, job: Job, request: Request) -> Export:
        """Make a file.

        Parameters
        ----------
        job
            What to make.
        request
            Who waits for it; when they have gone the work is dropped.

        Raises
        ------
        BusyError
            Where the queue is full or the server was told to stop.
        ClientGoneError
            Where nobody waits any more.
        ExportError
            Where the job says that the file cannot be made.
        MakingError
            Where it failed.
        """
        if self._inside >= self._most and not WORK.is_stopping:
            await asyncio.sleep(2 * _LOOK_S)  # those who have gone leave the queue meanwhile
        if self._inside >= self._most or WORK.is_stopping:
            raise BusyError("the queue is full, or the server stops")
        self._inside += 1
        try:
            async with self._slot(request):
                if self._in_process:
                    return await self._make_in_process(job, request)
                return await asyncio.to_thread(job.make, *job.arguments)
        finally:
            self._inside -= 1

    @asynccontextmanager
    async def _slot(self, request: Request) -> AsyncIterator[None]:
        """Wait for a free place as long as the reader does; who came first has it first."""
        place = asyncio.ensure_future(self._slots.acquire())
        try:
            while not (await asyncio.wait((place,), timeout=_LOOK_S))[0]:
                if await request.is_disconnected():
                    raise ClientGoneError("gone while waiting")
            self._making += 1
            try:
                yield
            finally:
                self._making -= 1
        finally:
            if place.done() and not place.cancelled():
                self._slots.release()
            else:
                place.cancel()

    async def _make_in_process(self, job: Job, request: Request) -> Export:
        """Make a file in a process, looking now and then whether it is still wanted."""
        incoming, outgoing = self._context.Pipe(duplex=False)
        process = self._context.Process(target=do_work, args=(job, outgoing), daemon=True)  # type: ignore[attr-defined]
        begun = monotonic()
        try:
            await asyncio.to_thread(begin_process, process)
            outgoing.close()
            while not await asyncio.to_thread(incoming.poll, _LOOK_S):
                if monotonic() - begun > self._time_limit_s:
                    raise MakingError(f"not done after {self._time_limit_s:g} s")
                if await request.is_disconnected():
                    raise ClientGoneError("gone while it was made")
            answer = await asyncio.to_thread(incoming.recv)
        except EOFError:
            raise MakingError("the process ended without an answer") from None
        finally:
            incoming.close()
            await asyncio.to_thread(end_process, process)
        if isinstance(answer, AppError):
            raise answer
        return answer  # type: ignore[no-any-return]
