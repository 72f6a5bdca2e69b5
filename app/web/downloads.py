"""The addresses that answer with a file of a view, made beside the pages."""

import asyncio
import logging
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.address import View, find_widened, read_query, read_view
from app.errors import AppError, ExportError
from app.exports.formats import (
    FORMATS,
    Export,
    PaperChoice,
    export_view,
    find_told_story,
    read_told_story,
    refuse_format,
)
from app.exports.summary import ViewSummary
from app.messages import Words
from app.published.store import Served, Shelf, Store
from app.web.questions import without_catalogue
from app.web.workshop import (
    RETRY_AFTER_S,
    BusyError,
    ClientGoneError,
    Job,
    MakingError,
    Workshop,
)
from app.words.labels import refuse_widened
from app.words.refusals import refusal_sentence
from projects.catalogue import Catalogue

_log = logging.getLogger(__name__)
_NOT_FOUND, _CANNOT, _GONE, _FAILED, _BUSY = 404, 422, 499, 500, 503


def _answer_export(export: Export) -> Response:
    headers = {"Content-Disposition": export.disposition, "Cache-Control": "no-store"}
    return Response(export.body, media_type=export.media_type, headers=headers)


def _complain(text: str, *, status: int) -> Response:
    headers = {"Cache-Control": "no-store"}
    return PlainTextResponse(f"{text}\n", status_code=status, headers=headers)


async def _make(workshop: Workshop, job: Job, request: Request) -> Response:
    """Make a file in the workshop; a failure is said in words."""
    words = Words(request.query_params.get("lang", "zh"))
    try:
        return _answer_export(await workshop.make(job, request))
    except BusyError:
        text = words("Many files are being made just now. Please try again in half a minute.")
        busy = _complain(text, status=_BUSY)
        busy.headers["Retry-After"] = str(RETRY_AFTER_S)
        return busy
    except ClientGoneError:
        return Response(status_code=_GONE)
    except MakingError as error:
        _log.error("the file of %s could not be made: %s", request.url.path, error)
    except ExportError as error:
        return _complain(refusal_sentence(error, words), status=_CANNOT)
    except AppError as error:
        return _complain(str(error), status=_CANNOT)
    except (ValueError, LookupError, RuntimeError, OSError):
        _log.exception("the file of %s could not be made", request.url.path)
    text = words("The file could not be made. The map goes on working; please try again.")
    return _complain(text, status=_FAILED)


@dataclass(frozen=True)
class Asked:
    """What a request asks to be made of a view."""

    view: View
    file_format: str
    paper: PaperChoice
    story: str
    link_base: str
    told: bytes = b""


def make_view_file(catalogue: Catalogue, shelf: Shelf, asked: Asked) -> Export:
    """Make the file of a view; all that it takes can be sent to another process."""
    served = Served(catalogue, shelf=shelf)
    story = (
        read_told_story(asked.told, served=served, lang=asked.view.lang)
        if asked.told
        else find_told_story(asked.story, served=served)
    )
    summary = ViewSummary(served, asked.view, link_base=asked.link_base, story=story)
    return export_view(summary, file_format=asked.file_format, paper=asked.paper)


def make_district_file(
    catalogue: Catalogue, shelf: Shelf, adcode: str, lang: str, link_base: str
) -> Export:
    """Make the sheet of a district."""
    # What draws is loaded where files are made: it needs a folder to write to, the pages do not.
    from app.exports.district_sheet import (  # noqa: PLC0415
        district_sheet_name,
        make_district_sheet,
    )

    served = Served(catalogue, shelf=shelf)
    body = make_district_sheet(served, adcode, lang=lang, link_base=link_base)
    name = district_sheet_name(served, adcode, lang=lang)
    return Export(name, name, FORMATS["pdf"].media_type, body)


def list_routes(store: Store, *, workshop: Workshop | None = None) -> list[BaseRoute]:
    """List the routes: a format with a view, and the sheet of a district.

    Parameters
    ----------
    store
        The catalogue.
    workshop
        Where the files are made; one with processes where None.
    """
    maker = workshop or Workshop()

    async def answer_view(request: Request) -> Response:
        file_format = request.path_params["file_format"]
        if file_format not in FORMATS:
            words = Words(request.query_params.get("lang", "zh"))
            return _complain(refusal_sentence(refuse_format(file_format), words), status=_NOT_FOUND)
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        query = read_query(request.scope["query_string"])
        view, _ = read_view(query, known=served.known)
        if widened := find_widened(query, view=view, known=served.known):
            return _complain(refuse_widened(widened, Words(view.lang)), status=_CANNOT)
        paper = PaperChoice(
            query.get("paper", "a4"), query.get("orientation", "landscape"), query.get("crs", "")
        )
        story, base = query.get("story", ""), str(request.base_url)
        told = await request.body() if request.method == "POST" else b""
        asked = Asked(view, file_format, paper, story, base, told)
        return await _make(
            maker, Job(make_view_file, (served.catalogue, served.shelf, asked)), request
        )

    async def answer_district(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        adcode = request.path_params["adcode"]
        lang = Words(request.query_params.get("lang", "zh")).lang
        arguments = (served.catalogue, served.shelf, adcode, lang, str(request.base_url))
        return await _make(maker, Job(make_district_file, arguments), request)

    return [
        Route("/export/district-sheet/{adcode}", answer_district),
        Route("/export/{file_format}", answer_view, methods=["GET", "POST"]),
    ]
