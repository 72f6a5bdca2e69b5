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
from app.web import pages, readiness
from app.web.bodies import BoundedBodies
from app.web.compression import StaticCompression
from app.web.headers import SecurityHeaders
from app.web.late_doors import list_late_doors
from app.web.logs import LoggedRequests, read_format, write_json_lines
from app.web.making import in_room, shared_workshop
from app.web.metrics import Metered, Meters, read_port
from app.web.public_address import KnownAddress, read_public_address
from app.web.questions import without_folder
from app.web.stopping import CountedWork
from app.web.unknown_paths import UnknownPaths

_DRAWING_DOORS = {"/qr.svg": "qr", "/street": "street", "/story/picture.svg": "story_picture"}
"""The paths of what is drawn, and their doors: each loads matplotlib when it is first asked."""
_LOG = logging.getLogger(__name__)


def list_routes(store: Store, *, are_late: bool = False) -> list[BaseRoute]:
    """List our routes beside Streamlit's own.

    Parameters
    ----------
    store
        The reports to serve.
    are_late
        Whether what the first map does not need is loaded when somebody first comes to it.
    """
    drawn = [Route(path, in_room(_open_late(door, store))) for path, door in _DRAWING_DOORS.items()]
    doors = [*readiness.list_routes(store), *pages.list_routes(store)]
    late: list[BaseRoute] = list(list_late_doors(store))
    if not are_late:
        late = [route for door in list_late_doors(store) for route in door.routes]
    return [*drawn, *doors, *late]


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


def _list_watching() -> list[Middleware]:
    """List what measures and logs requests, where whoever runs the server asks for it."""
    watching = []
    if read_format() == "json":
        write_json_lines()
        watching.append(Middleware(LoggedRequests))
    if (port := read_port()) is not None:
        meters = Meters(count_files=lambda: shared_workshop().inside)
        meters.serve(port)
        watching.append(Middleware(Metered, meters=meters))
    return watching


def list_middleware() -> list[Middleware]:
    """List our middleware, outermost first.

    Raises
    ------
    SettingError
        Where a setting that the pages or the public address need is not what it should be.
    """
    read_maintainer()  # said at the start, not to a reader
    address = read_public_address()
    return [
        Middleware(CountedWork),
        Middleware(SecurityHeaders, prefix=address.prefix),
        Middleware(KnownAddress, address=address),
        *_list_watching(),  # here the path has lost its prefix
        Middleware(UnknownPaths),
        Middleware(BoundedBodies),
        Middleware(StaticCompression),
    ]
