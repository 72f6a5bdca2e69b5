"""The addresses of the country: its page, and the overview tiles for other tools."""

import asyncio

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from app.country.asked import read_asked
from app.country.page import other_language, write_page
from app.masthead import plain_head_html
from app.messages import Words
from app.published.country import TILES_ADDRESS, TILES_TYPE, current_country
from app.published.store import Store
from app.web.answers import complain
from app.web.headers import own_policy
from app.web.questions import without_catalogue
from app.web.unknown_paths import choose_language

_MISSING = 404


async def answer_tiles(_: Request) -> Response:
    """Answer with the overview tiles, whole or the parts that are asked for."""
    tiles = await asyncio.to_thread(current_country().find_tiles)
    if tiles is None:
        text = "This server has no overview tiles: python -m projects atlas build … --tiles"
        return complain(text, status=_MISSING)
    # Viewers of other sites read it piece by piece.
    headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*",
               "Access-Control-Expose-Headers": "Content-Range, ETag"}  # fmt: skip
    return FileResponse(tiles, media_type=TILES_TYPE, headers=headers)


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes of the page and of the tiles."""

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
            has_tiles = current_country().find_tiles() is not None
            tiles = f"./{TILES_ADDRESS}" if has_tiles else ""
            return write_page(atlas, asked=asked, words=words, head=head, fault=fault, tiles=tiles)

        page = await asyncio.to_thread(write)
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": own_policy()}
        return HTMLResponse(page, headers=headers)

    return [Route("/atlas", answer_page), Route(f"/{TILES_ADDRESS}", answer_tiles)]
