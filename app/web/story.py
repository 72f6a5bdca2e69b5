"""The addresses of the story editor: its page, and what the server knows of a story."""

import asyncio

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from app.masthead import plain_head_html
from app.messages import Words
from app.published.store import Store
from app.show.editor import describe_draft, editor_html
from app.web.headers import own_policy
from app.web.link_head import with_link_head
from app.web.questions import without_catalogue


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes: the page, and the words about a story that is sent."""

    async def answer_page(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        lang = Words(request.query_params.get("lang", "zh")).lang
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": own_policy()}
        head = plain_head_html(served, page="story", lang=lang, content="story")
        html = editor_html(served, lang=lang, head=head)
        html = with_link_head(html, request, served=served, page="story")
        return HTMLResponse(html, headers=headers)

    async def answer_story(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh, request.query_params.get("report"))
        if served is None:
            return without_catalogue(request)
        body = await request.body()
        lang = Words(request.query_params.get("lang", "zh")).lang
        known = await asyncio.to_thread(describe_draft, body, served=served, lang=lang)
        return JSONResponse(known, headers={"Cache-Control": "no-store"})

    return [
        Route("/story", answer_page),
        Route("/story/described", answer_story, methods=["POST"]),
    ]
