"""The addresses that answer with a file of a view, made beside the pages in a thread."""

import asyncio
import logging
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.address import find_widened, read_query, read_view
from app.errors import AppError
from app.exports.district_sheet import district_sheet_name, make_district_sheet
from app.exports.formats import FORMATS, Export, PaperChoice, export_view, find_told_story
from app.exports.summary import ViewSummary
from app.messages import Words
from app.published.store import Store
from app.web.questions import without_catalogue
from app.words.labels import refuse_widened

_log = logging.getLogger(__name__)
_gate = asyncio.Semaphore(1)
_NOT_FOUND, _CANNOT, _FAILED = 404, 422, 500


def _answer_export(export: Export) -> Response:
    headers = {"Content-Disposition": export.disposition, "Cache-Control": "no-store"}
    return Response(export.body, media_type=export.media_type, headers=headers)


def _complain(text: str, *, status: int) -> Response:
    headers = {"Cache-Control": "no-store"}
    return PlainTextResponse(f"{text}\n", status_code=status, headers=headers)


async def _make(request: Request, make: Callable[[], Export]) -> Response:
    """Make a file in a thread, one at a time; a failure is said in words."""
    words = Words(request.query_params.get("lang", "zh"))
    try:
        async with _gate:
            export = await asyncio.to_thread(make)
    except AppError as error:
        return _complain(str(error), status=_CANNOT)
    except (ValueError, LookupError, RuntimeError, OSError):
        _log.exception("the file of %s could not be made", request.url.path)
        text = words("The file could not be made. The map goes on working; please try again.")
        return _complain(text, status=_FAILED)
    return _answer_export(export)


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes: a format with a view, and the sheet of a district."""

    async def answer_view(request: Request) -> Response:
        file_format = request.path_params["file_format"]
        if file_format not in FORMATS:
            text = f"no format {file_format!r}; there are: {', '.join(FORMATS)}"
            return _complain(text, status=_NOT_FOUND)
        served, _ = await asyncio.to_thread(store.refresh)
        if served is None:
            return without_catalogue(request)
        query = read_query(request.scope["query_string"])
        view, _ = read_view(query, known=served.known)
        if widened := find_widened(query, view=view):
            return _complain(refuse_widened(widened, Words(view.lang)), status=_CANNOT)
        paper = PaperChoice(
            query.get("paper", "a4"), query.get("orientation", "landscape"), query.get("crs", "")
        )

        def make() -> Export:
            story = find_told_story(query.get("story", ""), served=served)
            summary = ViewSummary(served, view, link_base=str(request.base_url), story=story)
            return export_view(summary, file_format=file_format, paper=paper)

        return await _make(request, make)

    async def answer_district(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh)
        if served is None:
            return without_catalogue(request)
        adcode = request.path_params["adcode"]
        lang = Words(request.query_params.get("lang", "zh")).lang

        def make() -> Export:
            body = make_district_sheet(served, adcode, lang=lang, link_base=str(request.base_url))
            name = district_sheet_name(served, adcode, lang=lang)
            return Export(name, name, FORMATS["pdf"].media_type, body)

        return await _make(request, make)

    return [
        Route("/export/district-sheet/{adcode}", answer_district),
        Route("/export/{file_format}", answer_view),
    ]
