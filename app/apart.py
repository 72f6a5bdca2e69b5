"""Work in a process of its own: it may take so long and so much, and may die without harm."""

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import spawn
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext, ForkServerContext
from typing import Any

from app.errors import AppError, ExportError
from geodata.errors import GeodataError
from projects.errors import ProjectsError

TIME_LIMIT_S = 150
MEMORY_LIMIT_BYTES = 4 << 30
"""Addresses that a process may take; an A0 picture needs about 1 GiB of memory."""
PRELOADED = [
    "app.exports.district_sheet",
    "app.exports.pairs",
    "app.exports.preview_picture",
    "app.exports.sheet",
    "app.exports.slides",
    "app.exports.standalone",
    "app.opened.dropped",
    "app.web.downloads",
    "app.web.workshop_ready",
    "app.workbench.reading",
]
"""What the clean process loads once, so that each later process has it already."""
READING_LIMIT_S = 60
_NICENESS = 10
_AT_ONCE = threading.BoundedSemaphore(2)
_WAIT_S = 30


class MakingError(AppError):
    """It could not be done: a fault of ours, a limit of time or of memory."""


class RefusedError(AppError):
    """What was given is refused; the message says why."""


@dataclass(frozen=True)
class Job:
    """Work to be done: a function of a module and what it takes, all of which can be sent."""

    make: Callable[..., Any]
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


def _refuse_folder(error: OSError) -> ExportError:
    """Say that a file or folder cannot be used, and what to do."""
    reason = error.strerror or type(error).__name__
    text = f"the server cannot use a file or folder that this needs: {reason}"
    text = f"{text}; whoever runs it may set MPLCONFIGDIR and TMPDIR"
    return ExportError(text, kind="folder", reason=reason)


def begin_process(process: multiprocessing.process.BaseProcess) -> None:
    """Begin a process.

    Raises
    ------
    ExportError
        Where the machine has no folder for what processes tell each other.
    """
    try:
        process.start()
    except OSError as error:
        raise _refuse_folder(error) from error


def do_work(job: Job, answer: Connection) -> None:
    """Do a job in a process of its own and send what it gives, or say why not.

    Parameters
    ----------
    job
        The job.
    answer
        Where to send it.
    """
    _limit_process()
    try:
        answer.send(job.make(*job.arguments))
    except ExportError as error:
        answer.send(error)
    except (AppError, GeodataError, ProjectsError) as error:
        answer.send(RefusedError(str(error)))
    except OSError as error:
        answer.send(_refuse_folder(error))
    except Exception as error:  # noqa: BLE001 - the process ends here, and its parent must know
        answer.send(MakingError(f"{type(error).__name__}: {error}"))
    finally:
        answer.close()


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


def open_context() -> BaseContext:
    """Return how processes are begun: from a clean one that has loaded all, where there is that.

    The clean one begins with the first job: what it loads is 1.7 s of the processor and 160 MB,
    which a server that makes no file never needs, and the first reader would wait beside it.
    """
    is_known = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if is_known else "spawn")
    if isinstance(context, ForkServerContext):
        context.set_forkserver_preload(PRELOADED)
    return context


def end_process(process: multiprocessing.process.BaseProcess) -> None:
    """End a process, whatever it is doing."""
    if process.pid is not None:
        process.kill()
        process.join()


def do_apart(job: Job, *, time_limit_s: float = READING_LIMIT_S) -> Any:  # noqa: ANN401 - what the job gives
    """Do a job in a process of its own and wait for what it gives.

    Parameters
    ----------
    job
        The job.
    time_limit_s
        How long it may take.

    Raises
    ------
    ExportError, RefusedError
        Where the job refuses what it was given.
    MakingError
        Where it failed, took too long, or its process died.
    """
    if not _AT_ONCE.acquire(timeout=_WAIT_S):
        raise MakingError("others are being read just now; please try again in half a minute")
    try:
        context = open_context()
        incoming, outgoing = context.Pipe(duplex=False)
        process = context.Process(target=do_work, args=(job, outgoing), daemon=True)  # type: ignore[attr-defined]
        try:
            begin_process(process)
            outgoing.close()
            if not incoming.poll(time_limit_s):
                raise MakingError(f"not done after {time_limit_s:g} s")
            answer = incoming.recv()
        except EOFError:
            raise MakingError("it needs more memory than it may have, or is damaged") from None
        finally:
            incoming.close()
            end_process(process)
    finally:
        _AT_ONCE.release()
    if isinstance(answer, AppError):
        raise answer
    return answer
