"""The address of the country's page."""

import asyncio

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from app.country.asked import read_asked
from app.country.page import other_language, write_page
from app.masthead import plain_head_html
from app.messages import Words
from app.published.country import current_country
from app.published.store import Store
from app.web.headers import own_policy
from app.web.questions import without_catalogue
from app.web.unknown_paths import choose_language


def list_routes(store: Store) -> list[BaseRoute]:
    """List the route of the page."""

    async def answer_page(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh)
        if served is None:
            return without_catalogue(request)
        words = Words(choose_language(request.headers, request.query_params))
        asked = read_asked(request.query_params)
        head = plain_head_html(
            served,
            page="atlas",
            lang=words.lang,
            other_address=other_language(asked, lang=words.lang),
        )

        def write() -> str:
            atlas, fault = current_country().open()
            return write_page(atlas, asked=asked, words=words, head=head, fault=fault)

        page = await asyncio.to_thread(write)
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": own_policy()}
        return HTMLResponse(page, headers=headers)

    return [Route("/atlas", answer_page)]
