"""The addresses that answer with a file of a view, made beside the pages."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.address import View, find_widened, read_query, read_view
from app.apart import Job
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
from app.published.served import Served, Shelf
from app.published.store import Store
from app.web.answers import complain
from app.web.making import make_file, shared_workshop
from app.web.questions import without_catalogue
from app.web.workshop import Workshop
from app.words.labels import refuse_widened
from app.words.refusals import refusal_sentence
from projects.catalogue import Catalogue

_NOT_FOUND, _CANNOT = 404, 422


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
    """List the routes: a format with a view, the sheet of a district, and how many wait.

    Parameters
    ----------
    store
        The catalogue.
    workshop
        Where the files are made; the server's own where None.
    """
    maker = workshop or shared_workshop()

    async def answer_view(request: Request) -> Response:
        file_format = request.path_params["file_format"]
        if file_format not in FORMATS:
            words = Words(request.query_params.get("lang", "zh"))
            return complain(refusal_sentence(refuse_format(file_format), words), status=_NOT_FOUND)
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        query = read_query(request.scope["query_string"])
        view, _ = read_view(query, known=served.known)
        if widened := find_widened(query, view=view, known=served.known):
            return complain(refuse_widened(widened, Words(view.lang)), status=_CANNOT)
        paper = PaperChoice(
            query.get("paper", "a4"), query.get("orientation", "landscape"), query.get("crs", "")
        )
        story, base = query.get("story", ""), str(request.base_url)
        told = await request.body() if request.method == "POST" else b""
        asked = Asked(view, file_format, paper, story, base, told)
        return await make_file(
            maker, Job(make_view_file, (served.catalogue, served.shelf, asked)), request
        )

    async def answer_district(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        adcode = request.path_params["adcode"]
        lang = Words(request.query_params.get("lang", "zh")).lang
        arguments = (served.catalogue, served.shelf, adcode, lang, str(request.base_url))
        return await make_file(maker, Job(make_district_file, arguments), request)

    async def answer_queue(_: Request) -> Response:
        told = {
            "making": maker.making,
            "waiting": maker.inside - maker.making,
            "most_waiting": maker.most_waiting,
        }
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    return [
        Route("/export/queue", answer_queue),
        Route("/export/district-sheet/{adcode}", answer_district),
        Route("/export/{file_format}", answer_view, methods=["GET", "POST"]),
    ]
