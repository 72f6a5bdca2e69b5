"""All routes and middleware of the server, and what is prepared before the first request."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from streamlit.runtime.pages_manager import PagesManager

from app.published.assets import read_asset
from app.published.data import base_map
from app.published.store import Store
from app.web import downloads, feeds, pages, places, present, qr, street
from app.web.bodies import BoundedBodies
from app.web.compression import StaticCompression
from app.web.headers import SecurityHeaders
from app.web.public_address import KnownAddress, read_public_address
from app.web.unknown_paths import UnknownPaths


def list_routes(store: Store) -> list[BaseRoute]:
    """List our routes beside Streamlit's own."""
    doors = (present, downloads, pages, places, street, feeds)
    return [*qr.list_routes(), *(route for door in doors for route in door.list_routes(store))]


def list_middleware() -> list[Middleware]:
    """List our middleware, outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(KnownAddress, address=read_public_address()),
        Middleware(UnknownPaths),
        Middleware(BoundedBodies),
        Middleware(StaticCompression),
    ]


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
        yield

    return prepare_data
