"""What the steward's map fetches: files of the folder, only where the page is asked for."""

import os

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.pages_register import STEWARD
from app.published.store import Store
from app.web.answers import answer_with, complain
from app.workbench.folder import current_workbench
from app.workbench.served import list_map_files
from projects.errors import ProjectsError

_NOT_FOUND = 404


def _answer_part(request: Request) -> Response:
    """Answer with a part of a catalogue of the folder."""
    bench = current_workbench()
    name = request.query_params.get("catalogue", "")
    if bench is None or name not in bench.list_catalogues():
        return complain("no such catalogue in the folder", status=_NOT_FOUND)
    try:
        files = list_map_files(bench.catalogue_path(name))
    except ProjectsError as error:
        return complain(str(error), status=_NOT_FOUND)
    file = files.get(request.path_params["part"])
    if file is None:
        return complain("the catalogue has no such part now", status=_NOT_FOUND)
    return answer_with(request, file)


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes of the steward's map; none where the page was not asked for."""
    del store  # the folder is not the library
    if os.environ.get(STEWARD) != "1":
        return []
    return [Route("/workbench/{part}", _answer_part)]
