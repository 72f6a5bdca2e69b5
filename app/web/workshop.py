"""Where files are made: few at once, a bounded number waiting, in processes that may die."""

import asyncio
import contextlib
import logging
import multiprocessing
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing import spawn
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from starlette.requests import Request

from app.errors import AppError, ExportError
from app.exports.formats import Export

MOST_WAITING = 4
RETRY_AFTER_S = 20
TIME_LIMIT_S = 150
MEMORY_LIMIT_BYTES = 4 << 30
"""Addresses that a process may take; an A0 picture needs about 1 GiB of memory."""
_LOOK_S = 0.25
_NICENESS = 10
_PRELOADED = [
    "app.exports.district_sheet",
    "app.exports.preview_picture",
    "app.exports.sheet",
    "app.exports.slides",
    "app.exports.standalone",
    "app.web.downloads",
    "app.web.workshop_ready",
]
"""What the clean process loads once, so that each file's process has it already."""
_LOG = logging.getLogger(__name__)


class BusyError(AppError):
    """So many files are being made and waited for that no more are taken."""


class ClientGoneError(AppError):
    """The reader does not wait any more."""


class MakingError(AppError):
    """A file could not be made: a fault of ours, a limit of time or of memory."""


@dataclass(frozen=True)
class Job:
    """A file to make: a function of a module and what it takes, all of which can be sent."""

    make: Callable[..., Export]
    arguments: tuple[object, ...]


def _limit_process() -> None:
    """Bound what this process may take, and let the pages go first."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    with contextlib.suppress(OSError, ValueError):  # a lower limit may stand already
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (TIME_LIMIT_S, TIME_LIMIT_S))
    os.nice(_NICENESS)


def _work(job: Job, answer: Connection) -> None:
    """Make a file in a process of its own and send it, or say why not."""
    _limit_process()
    try:
        answer.send(job.make(*job.arguments))
    except ExportError as error:
        answer.send(error)
    except AppError as error:
        answer.send(ExportError(str(error)))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        text = f"the server cannot use a file or folder that this needs: {reason}"
        text = f"{text}; whoever runs it may set MPLCONFIGDIR and TMPDIR"
        answer.send(ExportError(text, kind="folder", reason=reason))
    except Exception as error:  # noqa: BLE001 - the process ends here, and its parent must know
        answer.send(MakingError(f"{type(error).__name__}: {error}"))
    finally:
        answer.close()


def begin_clean_process() -> None:
    """Begin the process that all others come from, so that the first reader need not wait for it.

    Where there is no folder to write to, or no such process, each begins by itself.
    """
    if _start_method() != "forkserver":
        return
    from multiprocessing import forkserver  # noqa: PLC0415 - not on every system

    with contextlib.suppress(OSError):
        forkserver.ensure_running()


def _prepare_without_main(name: str) -> dict[str, Any]:
    """Tell a new process what it needs, but not to run the main script first.

    Streamlit puts the script of a page in the place of the main module; a process of ours would
    run that whole page before it makes its file. What it needs, it imports by name.
    """
    told = _prepare(name)
    for part in ("init_main_from_name", "init_main_from_path"):
        told.pop(part, None)
    return told


_prepare = spawn.get_preparation_data
spawn.get_preparation_data = _prepare_without_main


def _start_method() -> str:
    """Return how processes are begun: from a clean one that has loaded all, where there is that."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


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
        self._inside = 0
        self._time_limit_s = time_limit_s
        self._in_process = in_process
        self._context = multiprocessing.get_context(_start_method())
        if isinstance(self._context, multiprocessing.context.ForkServerContext):
            self._context.set_forkserver_preload(_PRELOADED)

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
            Where the queue is full.
        ClientGoneError
            Where nobody waits any more.
        ExportError
            Where the job says that the file cannot be made.
        MakingError
            Where it failed.
        """
        if self._inside >= self._most:
            raise BusyError("the queue is full")
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
        """Wait for a free place as long as the reader does."""
        while True:
            try:
                await asyncio.wait_for(self._slots.acquire(), _LOOK_S)
                break
            except TimeoutError:
                if await request.is_disconnected():
                    raise ClientGoneError("gone while waiting") from None
        try:
            yield
        finally:
            self._slots.release()

    async def _make_in_process(self, job: Job, request: Request) -> Export:
        """Make a file in a process, looking now and then whether it is still wanted."""
        incoming, outgoing = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(job, outgoing), daemon=True)  # type: ignore[attr-defined]
        begun = monotonic()
        try:
            await asyncio.to_thread(process.start)
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
            await asyncio.to_thread(_end, process)
        if isinstance(answer, AppError):
            raise answer
        return answer  # type: ignore[no-any-return]


def _end(process: multiprocessing.process.BaseProcess) -> None:
    """End a process, whatever it is doing."""
    if process.pid is not None:
        process.kill()
        process.join()
