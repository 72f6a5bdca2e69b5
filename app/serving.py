"""What the server answers beside the pages: health, files of the page, data; and the headers."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from app.assets import Asset, read_asset
from app.city_map import map_script
from app.errors import AssetError
from app.file_answer import IMMUTABLE, answer_with
from app.messages import DEFAULT_LANGUAGE, LANGUAGES, Words, messages_json
from app.near.early_answer import insert_early
from app.near.feeds import answer_atom, answer_calendar
from app.near.places import answer_places
from app.near.street_page import answer_street
from app.shell import content_security_policy, page_html
from app.store import STORE, base_map_file

PAGES = ("", "nearby", "overview", "about")
PAGES_WITH_MAP = ("", "nearby")
STREAMLIT_STATIC = Path(streamlit.__file__).parent / "static"
_TEXT_ENDINGS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@cache
def base_map() -> Asset:
    """Return the embedded base map, read once."""
    return base_map_file()


@cache
def messages_file(lang: str) -> Asset:
    """Return the translated sentences of a language."""
    return Asset(f"messages-{lang}.json", messages_json(lang), "application/json")


@cache
def map_file() -> Asset:
    """Return the script that makes the map."""
    return Asset("map.js", map_script(), "text/javascript; charset=utf-8")


def data_addresses(lang: str) -> dict[str, str]:
    """Return the addresses of the map's data, each changing with its content."""
    served, _ = STORE.refresh()
    files = {"base": base_map(), "messages": messages_file(lang)}
    if served is not None:
        files |= {"catalogue": served.file, "reference": served.reference}
    return {role: f"data/{file.name}?v={file.digest}" for role, file in files.items()}


def _answer_health(_: Request) -> Response:
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


def _answer_asset(request: Request) -> Response:
    try:
        asset = read_asset(request.path_params["name"])
    except AssetError as error:
        return PlainTextResponse(f"{error}\n", status_code=404)
    return answer_with(request, asset)


def _answer_map(request: Request) -> Response:
    return answer_with(request, map_file())


def _answer_data(request: Request) -> Response:
    name = request.path_params["name"]
    served, _ = STORE.refresh()
    files = [base_map(), *(messages_file(lang) for lang in LANGUAGES)]
    if served is not None:
        files += [served.file, served.reference]
    for file in files:
        if file.name == name:
            return answer_with(request, file)
    names = ", ".join(sorted(file.name for file in files))
    return PlainTextResponse(f"no data file {name!r}; there are: {names}\n", status_code=404)


def _answer_page(request: Request) -> Response:
    lang = request.query_params.get("lang", DEFAULT_LANGUAGE)
    if lang not in LANGUAGES:
        lang = DEFAULT_LANGUAGE
    words = Words(lang)
    served, _ = STORE.refresh()
    metadata = served.catalogue.metadata if served else None
    title = words.pick(metadata.title_zh, metadata.title_en) if metadata else words("Map")
    has_map = request.url.path.rsplit("/", 1)[-1] in PAGES_WITH_MAP
    addresses = tuple(data_addresses(lang).values()) if has_map else ()
    html = page_html(lang, title=title, data_addresses=addresses)
    if served is not None and request.url.path.endswith("/nearby"):
        html = insert_early(html, request.query_params, served=served)
    return answer_with(request, Asset("page.html", html, "text/html"))


def list_routes() -> list[BaseRoute]:
    """List our routes beside Streamlit's own."""
    pages = [Route(f"/{page}", _answer_page) for page in PAGES]
    return [
        Route("/healthz", _answer_health),
        Route("/assets/{name}", _answer_asset),
        Route("/map/map.js", _answer_map),
        Route("/data/{name}", _answer_data),
        Route("/places", answer_places),
        Route("/street", answer_street),
        Route("/feed/projects.atom", answer_atom),
        Route("/feed/promises.ics", answer_calendar),
        *pages,
    ]


class StaticCompression:
    """Serve Streamlit's own scripts and styles compressed, each compressed once and kept."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self._kept: dict[str, Asset | None] = {}

    def _find(self, path: str) -> Asset | None:
        if path not in self._kept:
            file = (STREAMLIT_STATIC / path.removeprefix("/")).resolve()
            is_ours = file.is_relative_to(STREAMLIT_STATIC) and file.suffix in _TEXT_ENDINGS
            self._kept[path] = (
                Asset(file.name, file.read_bytes(), _TEXT_ENDINGS[file.suffix])
                if is_ours and file.is_file()
                else None
            )
        return self._kept[path]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a static file here, pass everything else on."""
        if scope["type"] == "http" and scope["path"].startswith("/static/"):
            accepts = Headers(scope=scope).get("accept-encoding", "")
            asset = self._find(scope["path"]) if "gzip" in accepts else None
            if asset is not None:
                body = await asyncio.to_thread(lambda: asset.gzipped)
                headers = {
                    "Content-Encoding": "gzip",
                    "Cache-Control": IMMUTABLE,  # the names carry a hash of the content
                    "Vary": "Accept-Encoding",
                }
                await Response(body, headers=headers, media_type=asset.media_type)(
                    scope, receive, send
                )
                return
        await self.app(scope, receive, send)


class SecurityHeaders:
    """Add the Content-Security-Policy and its companions to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def list_middleware() -> list[Middleware]:
    """List our middleware, outermost first."""
    return [Middleware(SecurityHeaders), Middleware(StaticCompression)]


@asynccontextmanager
async def prepare(_: object) -> AsyncIterator[None]:
    """Read the data before the first request and keep it out of the collector's way."""
    # Streamlit takes a folder `pages` beside the script for scripts of its own until the first
    # run of `st.navigation`: the first visitor of a page other than the map would see nothing.
    PagesManager.uses_pages_directory = False
    served, _ = STORE.refresh()
    if served is not None:
        for file in (served.file, served.reference, base_map(), map_file()):
            _ = file.gzipped
    gc.collect()
    gc.freeze()
    yield
