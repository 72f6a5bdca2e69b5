"""Who runs the work on shards: this process, a local cluster, or a Dask scheduler elsewhere."""

import heapq
import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final, Protocol, TypeVar

from projects.atlas.errors import AtlasError, MissingPartError

Job = TypeVar("Job")
Result = TypeVar("Result")

_TRIES: Final = 5
"""How often a job may be lost with a worker before the run is given up."""
_AHEAD: Final = 16
"""So many jobs a thread are handed out ahead; their results wait for their turn."""


class Engine(Protocol):
    """Runs a function on every job and gives the results in the order of the jobs."""

    def run(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        """Run a function on every job.

        Parameters
        ----------
        work
            A function of a module, which the workers can import.
        jobs
            What it is given, one at a time.
        """


class LocalEngine:
    """Runs the jobs here, one after the other."""

    def run(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        """Run a function on every job; see `Engine`."""
        return map(work, jobs)


class DaskEngine:
    """Runs the jobs on the workers of a Dask scheduler; one that dies costs time alone.

    Parameters
    ----------
    client
        A `distributed.Client`.
    """

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - of a library that may not be there
        """Remember the client."""
        self.client = client
        self._distributed = load_part("distributed")

    def _submit(self, work: Callable[[Job], Result], job: Job) -> Any:  # noqa: ANN401
        return self.client.submit(work, job, pure=False, retries=_TRIES)

    def run(self, work: Callable[[Job], Result], jobs: Sequence[Job]) -> Iterator[Result]:
        """Run a function on every job; see `Engine`."""
        threads = max(1, sum(self.client.nthreads().values()))
        waiting = iter(enumerate(jobs))
        running = self._distributed.as_completed(loop=self.client.loop)
        handed: dict[str, tuple[int, Job, int]] = {}

        def hand_out(number: int, job: Job, *, tries: int = 1) -> None:
            future = self._submit(work, job)
            handed[future.key] = (number, job, tries)
            running.add(future)

        for number, job in itertools.islice(waiting, threads * _AHEAD):
            hand_out(number, job)
        # The number comes first and is of one job alone: results are never compared.
        ready: list[tuple[int, Result]] = []
        turn = 0
        for future in running:
            number, job, tries = handed.pop(future.key)
            if future.status == "finished":
                heapq.heappush(ready, (number, future.result()))
                for following in itertools.islice(waiting, 1):
                    hand_out(*following)
            elif tries < _TRIES and self._was_lost(future):
                hand_out(number, job, tries=tries + 1)
            else:
                raise AtlasError(self._explain(future, job=job))
            while ready and ready[0][0] == turn:
                yield heapq.heappop(ready)[1]
                turn += 1

    def _was_lost(self, future: Any) -> bool:  # noqa: ANN401
        """Say whether a job was lost with its workers or on the way, not refused by them."""
        if future.status != "error":
            # Forgotten by the scheduler: asking such a future for its exception would raise.
            return bool(self.client.status == "running")
        return isinstance(future.exception(), self._distributed.scheduler.KilledWorker)

    def _explain(self, future: Any, *, job: object) -> str:  # noqa: ANN401
        """Say why a job was given up."""
        if future.status != "error":
            return f"the scheduler lost {job} {_TRIES} times, or went away; run it again"
        return f"a worker refused {job}: {future.exception()}"


def load_part(module: str) -> Any:  # noqa: ANN401 - a module that may not be there
    """Load a library of the optional part.

    Raises
    ------
    MissingPartError
        Where it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingPartError(module) from error


@contextmanager
def open_engine(*, scheduler: str | None = None, workers: int = 0) -> Iterator[Engine]:
    """Open what runs the work on shards.

    Parameters
    ----------
    scheduler
        The address of a Dask scheduler, such as ``tcp://host:8786``; its workers have to see the
        folder of the atlas and have this package installed.
    workers
        How many processes a cluster of this machine gets, where there is no scheduler; 0 runs
        everything in this process.

    Raises
    ------
    AtlasError
        Where the scheduler does not answer, or the cluster does not start.
    """
    if scheduler is None and workers < 1:
        yield LocalEngine()
        return
    distributed = load_part("distributed")
    if scheduler is not None:
        try:
            client = distributed.Client(scheduler, timeout=5, set_as_default=False)
        except (OSError, ValueError) as error:
            raise AtlasError(f"{scheduler}: no Dask scheduler answers: {error}") from error
        parts = [client]
    else:
        try:
            cluster = distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=40
            )
            client = distributed.Client(cluster, set_as_default=False)
        except (RuntimeError, OSError) as error:  # a time that ran out is an OSError
            raise AtlasError(
                f"{workers} workers did not start: {error}; try fewer, or run without --workers"
            ) from error
        parts = [client, cluster]
    try:
        yield DaskEngine(client)
    finally:
        # All results are there: what fails while a busy machine ends its workers fails nothing.
        # Dask gives up waiting, loses their connection, or finds one neither open nor closed.
        for part in parts:
            with suppress(TimeoutError, OSError, RuntimeError, AssertionError):
                part.close()
