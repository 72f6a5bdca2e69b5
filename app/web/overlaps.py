"""The addresses of the pairs that meet: the page, and its files."""

import asyncio
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.messages import Words
from app.overlaps.page import find_asked, read_asked, write_page
from app.published.assets import asset_address
from app.published.store import Store
from app.web.headers import own_policy
from app.web.questions import without_catalogue
from app.web.unknown_paths import choose_language
from projects.overlaps.writing import to_csv, to_geojson

_FILES: Mapping[str, tuple[Callable[..., bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "geojson": (to_geojson, "application/geo+json"),
}
_NOT_FOUND = 404


def list_routes(store: Store) -> list[BaseRoute]:
    """List the routes: the page, and the pairs as files."""

    async def answer_page(request: Request) -> Response:
        served, _ = await asyncio.to_thread(store.refresh)
        if served is None:
            return without_catalogue(request)
        words = Words(choose_language(request.headers, request.query_params))
        page = await asyncio.to_thread(
            write_page,
            served.catalogue,
            asked=read_asked(request.query_params),
            words=words,
            style=asset_address("ogc.css"),
            base=str(request.base_url),
        )
        headers = {
            "Cache-Control": "no-cache",
            "Content-Security-Policy": own_policy(),
        }
        return HTMLResponse(page, headers=headers)

    async def answer_file(request: Request) -> Response:
        ending = request.path_params["ending"]
        if ending not in _FILES:
            text = f"no format {ending[:20]!r}; there are: {', '.join(_FILES)}\n"
            return PlainTextResponse(text, status_code=_NOT_FOUND)
        served, _ = await asyncio.to_thread(store.refresh)
        if served is None:
            return without_catalogue(request)
        write, media_type = _FILES[ending]
        catalogue, asked = served.catalogue, read_asked(request.query_params)
        overlaps = await asyncio.to_thread(find_asked, catalogue, asked=asked)
        body = await asyncio.to_thread(write, overlaps, catalogue=catalogue)
        name = f"{catalogue.metadata.id}-overlaps.{ending}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        }
        return Response(body, media_type=media_type, headers=headers)

    return [
        Route("/overlaps", answer_page),
        Route("/overlaps/pairs.{ending}", answer_file),
    ]
