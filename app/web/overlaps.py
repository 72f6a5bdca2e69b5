"""The addresses of the pairs that meet: the page, its files, and the merging of outcomes."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from functools import partial
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from app.apart import Job
from app.exports.formats import Export, refuse_format
from app.exports.pairs import PAIR_FILES
from app.masthead import plain_head_html
from app.messages import Words
from app.overlaps.asked import Asked, is_found, read_asked
from app.overlaps.page import other_language, write_pairs, write_top, write_waiting
from app.published.served import Served, Shelf
from app.published.store import Store
from app.web.answers import complain
from app.web.headers import own_policy
from app.web.link_head import with_link_head
from app.web.making import answer_export, make_file, shared_workshop
from app.web.questions import without_catalogue
from app.web.unknown_paths import choose_language
from app.web.workshop import Workshop
from app.words.refusals import refusal_sentence
from projects.catalogue import Catalogue
from projects.errors import OutcomesError
from projects.overlaps.outcomes import (
    Outcomes,
    merge_outcomes,
    read_outcomes,
    rename_outcomes,
)

_NOT_FOUND, _UNREADABLE = 404, 422
_LONGEST_NAME, _MOST_FAULTS = 80, 50
_DRAWN = ("docx", "pptx")
"""Files that take seconds: they wait in the queue of all files."""


async def _read_sent(request: Request) -> Outcomes | None:
    """Read the outcomes that a form sends along; the query asks for the rest."""
    if request.method != "POST":
        return None
    form = parse_qs((await request.body()).decode("utf-8", errors="replace"))
    text = form.get("outcomes", [""])[0]
    return read_outcomes(text.encode(), file="outcomes") if text else None


def _merge(body: bytes, *, catalogue: str, present_ids: dict[str, str]) -> Outcomes:
    """Merge two files of outcomes, under the ids of the present catalogue."""
    try:
        sent = json.loads(body)
        own, other = str(sent["own"]).encode(), str(sent["other"]).encode()
        name = str(sent.get("name", ""))[:_LONGEST_NAME]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise OutcomesError("request", ["expected JSON with own and other, two files"]) from error
    merged = merge_outcomes(
        read_outcomes(own, file="own"), read_outcomes(other, file=name or "other")
    )
    renamed = rename_outcomes(merged, present_ids=present_ids)
    return Outcomes(catalogue=catalogue, entries=renamed.entries)


def _write_pairs(
    served: Served, ending: str, asked: Asked, outcomes: Outcomes | None, words: Words
) -> Export:
    """Write the pairs as a file."""
    write, media_type = PAIR_FILES[ending]
    name = f"{served.catalogue.metadata.id}-overlaps.{ending}"
    body = write(asked, served=served, outcomes=outcomes, words=words)
    return Export(name, name, media_type, body)


def make_pairs_file(  # noqa: PLR0913, PLR0917 - what can be sent to another process
    catalogue: Catalogue,
    shelf: Shelf,
    ending: str,
    asked: Asked,
    outcomes: Outcomes | None,
    lang: str,
) -> Export:
    """Make the file of pairs that takes long, where files are made."""
    return _write_pairs(Served(catalogue, shelf=shelf), ending, asked, outcomes, Words(lang))


def _answer_merged(body: bytes, catalogue: Catalogue) -> Response:
    """Answer with two files of outcomes merged, or with what is wrong in them."""
    headers = {"Cache-Control": "no-store"}
    try:
        merged = _merge(
            body, catalogue=catalogue.metadata.id, present_ids=dict(catalogue.present_ids)
        )
    except OutcomesError as error:
        faults = [f"{error.file}: {fault}" for fault in error.faults[:_MOST_FAULTS]]
        return JSONResponse({"faults": faults}, status_code=_UNREADABLE, headers=headers)
    told = [asdict(entry) for entry in merged.entries]
    return JSONResponse({"outcomes": told}, headers=headers)


async def _follow(top: bytes, write: Callable[[], str]) -> AsyncIterator[bytes]:
    """Send the top of a page at once, and below it what takes longer."""
    yield top
    yield (await asyncio.to_thread(write)).encode()


def _answer_pairs(request: Request, *, served: Served, asked: Asked, words: Words) -> Response:
    """Answer with the page; where its pairs have yet to be found, its top comes before them."""
    head = plain_head_html(
        served,
        page="overlaps",
        lang=words.lang,
        other_address=other_language(asked, served=served, words=words),
    )
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": own_policy()}
    html = write_top(served, asked=asked, words=words, head=head).encode()
    top = with_link_head(html, request, served=served, page="overlaps")
    write = partial(write_pairs, served, asked=asked, words=words)
    if served.is_large and not is_found(served.catalogue, asked=asked):
        parts = _follow(top + write_waiting(served, words=words).encode(), write)
        return StreamingResponse(parts, headers=headers, media_type="text/html")
    return HTMLResponse(top + write().encode(), headers=headers)


def list_routes(store: Store, *, workshop: Workshop | None = None) -> list[BaseRoute]:
    """List the routes: the page, the pairs as files, and outcomes merged and given back.

    Parameters
    ----------
    store
        The catalogue.
    workshop
        Where documents and slides are made; the server's own where None.
    """
    maker = workshop or shared_workshop()

    async def answer_page(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        words = Words(choose_language(request.headers, request.query_params))
        asked = read_asked(request.query_params)
        answer = partial(_answer_pairs, request, served=served, asked=asked, words=words)
        return await asyncio.to_thread(answer)

    async def answer_file(request: Request) -> Response:
        ending = request.path_params["ending"]
        if ending not in PAIR_FILES:
            error = refuse_format(ending, known=PAIR_FILES)
            words = Words(choose_language(request.headers, request.query_params))
            return complain(refusal_sentence(error, words), status=_NOT_FOUND)
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        try:
            outcomes = await _read_sent(request)
        except OutcomesError as error:
            return complain(str(error), status=_UNREADABLE)
        words = Words(choose_language(request.headers, request.query_params))
        asked = read_asked(request.query_params)
        if ending in _DRAWN:
            arguments = (served.catalogue, served.shelf, ending, asked, outcomes, words.lang)
            return await make_file(maker, Job(make_pairs_file, arguments), request)
        write = partial(_write_pairs, served, ending, asked, outcomes, words)
        return answer_export(await asyncio.to_thread(write))

    async def merge_files(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        return _answer_merged(await request.body(), served.catalogue)

    return [
        Route("/overlaps", answer_page),
        Route("/overlaps/pairs.{ending}", answer_file, methods=["GET", "POST"]),
        Route("/overlaps/outcomes", merge_files, methods=["POST"]),
    ]
