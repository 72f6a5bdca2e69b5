"""The address of the show: a view, a story by its name or code, or one sent as a form."""

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.address import read_query
from app.published.store import Store
from app.show.page import present_html, understand
from app.web.questions import without_catalogue


def list_routes(store: Store) -> list[BaseRoute]:
    """List the route of the show."""

    async def answer_present(request: Request) -> Response:
        story_file = None
        if request.method == "POST":
            form = parse_qs((await request.body()).decode("utf-8", errors="replace"))
            story_file = form.get("file", [""])[0].encode()

        def answer() -> Response:
            served, _ = store.refresh(request.query_params.get("report"))
            if served is None:
                return without_catalogue(request)
            page = understand(
                read_query(request.scope["query_string"]), served=served, story_file=story_file
            )
            headers = {"Cache-Control": "no-cache"}
            return Response(present_html(page), media_type="text/html", headers=headers)

        return await run_in_threadpool(answer)

    return [Route("/present", answer_present, methods=["GET", "POST"])]
