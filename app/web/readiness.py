"""What is prepared behind the first answers, and the address that says when all is there."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from threading import Event, Thread
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.published.assets import read_asset
from app.published.data import base_map
from app.published.served import Served
from app.published.store import Store
from app.web.late_doors import open_late_doors
from app.web.memory import give_back
from app.web.stopping import WORK, Lull
from app.web.streamlit_files import compress_first_files
from geodata.cities import City
from geodata.errors import GeodataError
from geodata.gazetteer import load_gazetteer
from projects.sound import collector_paused

DISTRIBUTION = "city-projects-map"
_UNAVAILABLE = 503
_RETRY_AFTER_S = 1
_WARMED = 20
QUIET_S: Final = 2.0
"""So long nobody has asked for anything when it is a good time for what can wait."""
_LOG = logging.getLogger(__name__)


def _read_version() -> str | None:
    """Read the version of the app; None where it was never installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return None


def _load_places(city: City) -> None:
    """Load the places of a city before somebody searches for one."""
    try:
        load_gazetteer(city)
    except GeodataError:
        _LOG.exception("the places of %s cannot be searched", city.slug)


def _warm_search(store: Store) -> None:
    """Make the search keys of every report before somebody searches through all of them.

    They are kept beside the files, and no record is held for them. Where nothing may be kept, the
    newest reports are read.
    """
    unkept = 0
    for entry in reversed(store.library.entries):
        if not entry.prepare_keys() and unkept < _WARMED:
            unkept += 1
            _ = entry.keys


def _compress(served: Served) -> None:
    """Make and compress, once, what every first visitor fetches."""
    own = (
        (served.packed, served.short_reference)
        if served.is_large
        else (served.file, served.reference)
    )
    for file in (*own, base_map(served.catalogue.city), read_asset("atlas.js")):
        file.compress()


def _settle() -> None:
    """Let go of what the start has left behind, and look no more at what stays for good."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back()


def _prepare(store: Store, done: Event, lull: Lull) -> None:
    """Read the default report and make what its first visitors fetch; in a lull the rest."""
    try:
        with collector_paused():
            served, _ = store.refresh()
            if served is not None:
                _compress(served)
    finally:
        gc.freeze()  # what stays for good need not be looked at by every collection
        done.set()
    compress_first_files()
    if not lull.wait():
        return
    if served is not None:
        _load_places(served.catalogue.city)
        _warm_search(store)
    open_late_doors()
    _settle()


def prepare(
    store: Store, *, quiet_s: float = QUIET_S
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return what reads the data while the server already answers for its health.

    Parameters
    ----------
    store
        The reports to serve. A page asked for before they are read waits for them.
    quiet_s
        How long nobody has to have asked for anything before what no first page needs is made.
    """

    @asynccontextmanager
    async def prepare_data(_: object) -> AsyncIterator[None]:
        lull = Lull(WORK, quiet_s=quiet_s)
        work = (store, store.prepared, lull)
        Thread(target=_prepare, args=work, name="prepare", daemon=True).start()
        yield
        lull.end()

    return prepare_data


async def _answer_health(_: Request) -> Response:
    """Answer that the process lives; it never waits for the data."""
    return Response("ok\n", headers={"Cache-Control": "no-store"}, media_type="text/plain")


def list_routes(store: Store) -> list[BaseRoute]:
    """List ``/healthz``, that the process lives, and ``/readyz``, that it has what it serves."""

    async def answer_ready(_: Request) -> Response:
        is_open = store.prepared.is_set() and not WORK.is_stopping
        served = store.served if is_open else None
        metadata = served.catalogue.metadata if served is not None else None
        told = {
            "ready": served is not None,
            "catalogue": None if metadata is None else metadata.id,
            "report_date": None if metadata is None else metadata.report_date,
            "digest": None if served is None else await asyncio.to_thread(lambda: served.digest),
            "version": _read_version(),
        }
        headers = {"Cache-Control": "no-store"}
        if served is not None:
            return JSONResponse(told, headers=headers)
        headers["Retry-After"] = str(_RETRY_AFTER_S)
        return JSONResponse(told, status_code=_UNAVAILABLE, headers=headers)

    return [Route("/healthz", _answer_health), Route("/readyz", answer_ready)]
