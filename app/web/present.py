"""The address of the show: a view, a story by its name or code, or one sent as a form."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.address import read_query
from app.published.store import Store
from app.show.page import SentStory, present_html, understand
from app.show.story import MAX_FILE_BYTES
from app.web.link_head import with_link_head
from app.web.questions import without_catalogue

_FORM, _FORM_WITH_FILE = "application/x-www-form-urlencoded", "multipart/form-data"
_FIELD = "file"
_FORM_BOUNDS: Mapping[str, int] = MappingProxyType(
    {"max_files": 4, "max_fields": 8, "max_part_size": MAX_FILE_BYTES}
)


async def _read_sent(request: Request) -> SentStory:
    """Read the story that a request brings: as a form, as a form with a file, or by itself."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORM_WITH_FILE:
        try:
            async with request.form(**_FORM_BOUNDS) as form:
                given = form.get(_FIELD)
                if isinstance(given, UploadFile):
                    return SentStory(await given.read(), given.filename or "")
                return SentStory((given or "").encode())
        except HTTPException:  # no form at all, or more parts than a story has
            return SentStory(b"")
    body = await request.body()
    if kind in {_FORM, ""}:
        form_fields = parse_qs(body.decode("utf-8", errors="replace"))
        return SentStory(form_fields.get(_FIELD, [""])[0].encode())
    return SentStory(body)


def list_routes(store: Store) -> list[BaseRoute]:
    """List the route of the show."""

    async def answer_present(request: Request) -> Response:
        sent = await _read_sent(request) if request.method == "POST" else None

        def answer() -> Response:
            served, _ = store.refresh(request.query_params.get("report"))
            if served is None:
                return without_catalogue(request)
            page = understand(read_query(request.scope["query_string"]), served=served, sent=sent)
            headers = {"Cache-Control": "no-cache"}
            html = with_link_head(present_html(page), request, served=served, page="present")
            return Response(html, media_type="text/html", headers=headers)

        return await run_in_threadpool(answer)

    return [Route("/present", answer_present, methods=["GET", "POST"])]
