"""All routes and middleware of the server."""

import logging
from collections.abc import Callable
from importlib import import_module

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.about.maintainer import read_maintainer
from app.published.store import Store
from app.web import (
    atlas,
    changes,
    downloads,
    feeds,
    ogc,
    overlaps,
    pages,
    places,
    present,
    preview,
    readiness,
    story,
    tables,
    workbench,
)
from app.web.bodies import BoundedBodies
from app.web.compression import StaticCompression
from app.web.headers import SecurityHeaders
from app.web.making import in_room
from app.web.public_address import KnownAddress, read_public_address
from app.web.questions import without_folder
from app.web.unknown_paths import UnknownPaths

_DRAWING_DOORS = {"/qr.svg": "qr", "/street": "street", "/story/picture.svg": "story_picture"}
"""The paths of what is drawn, and their doors: each loads matplotlib when it is first asked."""
_LOG = logging.getLogger(__name__)


def list_routes(store: Store) -> list[BaseRoute]:
    """List our routes beside Streamlit's own."""
    doors = (
        readiness,
        atlas,
        changes,
        present,
        preview,
        story,
        downloads,
        pages,
        places,
        feeds,
        ogc,
        overlaps,
        tables,
        workbench,
    )
    drawn = [Route(path, in_room(_open_late(door, store))) for path, door in _DRAWING_DOORS.items()]
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
