"""All routes and middleware of the server, and what is prepared before the first request."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from threading import Thread

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from streamlit.runtime.pages_manager import PagesManager

from app.about.maintainer import read_maintainer
from app.published.assets import read_asset
from app.published.data import base_map
from app.published.store import Store
from app.web import changes, downloads, feeds, ogc, overlaps, pages, places, present, story, tables
from app.web.bodies import BoundedBodies
from app.web.compression import StaticCompression
from app.web.headers import SecurityHeaders
from app.web.public_address import KnownAddress, read_public_address
from app.web.questions import without_folder
from app.web.unknown_paths import UnknownPaths
from app.web.workshop import begin_clean_process
from geodata.cities import City
from geodata.errors import GeodataError
from geodata.gazetteer import load_gazetteer

_DRAWING_DOORS = {"/qr.svg": "qr", "/street": "street", "/story/picture.svg": "story_picture"}
"""The paths of what is drawn, and their doors: each loads matplotlib when it is first asked."""
_LOG = logging.getLogger(__name__)


def list_routes(store: Store) -> list[BaseRoute]:
    """List our routes beside Streamlit's own."""
    doors = (changes, present, story, downloads, pages, places, feeds, ogc, overlaps, tables)
    drawn = [Route(path, _open_late(door, store)) for path, door in _DRAWING_DOORS.items()]
    return [*drawn, *(route for door in doors for route in door.list_routes(store))]


def _open_late(name: str, store: Store) -> Callable[[Request], Response]:
    """Return what answers for a door that draws, which the start does not wait for.

    matplotlib is not loaded without a folder it may write to; the pages serve all the same.
    """

    def answer(request: Request) -> Response:
        try:
            door = import_module(f"app.web.{name}")
        except OSError:
            _LOG.exception("%s is closed; set MPLCONFIGDIR to a folder it may write to", name)
            return without_folder(request)
        response: Response = door.answer(request, store)
        return response

    return answer


def list_middleware() -> list[Middleware]:
    """List our middleware, outermost first.

    Raises
    ------
    SettingError
        Where a setting that the pages or the public address need is not what it should be.
    """
    read_maintainer()  # said at the start, not to a reader
    return [
        Middleware(SecurityHeaders),
        Middleware(KnownAddress, address=read_public_address()),
        Middleware(UnknownPaths),
        Middleware(BoundedBodies),
        Middleware(StaticCompression),
    ]


def _load_places(city: City) -> None:
    """Load the places of a city before somebody searches for one."""
    try:
        load_gazetteer(city)
    except GeodataError:
        _LOG.exception("the places of %s cannot be searched", city.slug)
    gc.freeze()


def prepare(store: Store) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return what reads the data before the first request and keeps them from the collector."""

    @asynccontextmanager
    async def prepare_data(_: object) -> AsyncIterator[None]:
        # Streamlit takes a folder `pages` beside the script for scripts of its own until the
        # first run of `st.navigation`: the first visitor of another page would see nothing.
        PagesManager.uses_pages_directory = False
        served, _ = await asyncio.to_thread(store.refresh)
        if served is not None:
            for file in (served.file, served.reference, base_map(), read_asset("atlas.js")):
                _ = file.gzipped
        gc.collect()
        gc.freeze()
        await asyncio.to_thread(begin_clean_process)
        if served is not None:
            # A second of work on a quiet machine: the first search for a place need not wait.
            city = served.catalogue.city
            Thread(target=_load_places, args=(city,), name="places", daemon=True).start()
        yield

    return prepare_data
