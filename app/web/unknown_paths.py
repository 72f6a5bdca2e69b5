"""What is not there: a page with a way back for unknown addresses, and doors that stay closed."""

import os

from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from app.messages import DEFAULT_LANGUAGE, HTML_LANGUAGES, LANGUAGES, Words
from app.published.assets import asset_address
from app.template import render
from app.web.headers import own_policy
from app.web.streamlit_files import list_static_files

OPEN_METRICS = "OPEN_METRICS"
_AGENT, _METRICS = "/_stcore/agent", "/_stcore/metrics"
_LONGEST_PATH, _LONGEST_NAME = 1024, 200
_NOT_FOUND, _MOVED = 404, 308


def _climb(path: str) -> str:
    """Write the way from a path up to the first page, whatever prefix stands before it."""
    return "../" * (path.count("/") - 1) or "./"


def choose_language(headers: Headers, query: QueryParams) -> str:
    """Choose the language of a short answer: the address's, or the first the browser asks for."""
    asked = query.get("lang") or headers.get("accept-language", "")[:2].lower()
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


def not_found(scope: Scope) -> Response:
    """Answer that there is nothing under an address: a page for a browser, a line for others."""
    headers = Headers(scope=scope)
    words = Words(choose_language(headers, QueryParams(scope.get("query_string", b""))))
    said = words("There is nothing under this address.")
    kept = {"Cache-Control": "no-store", "Content-Security-Policy": own_policy()}
    if "text/html" not in headers.get("accept", "text/html"):
        return PlainTextResponse(f"{said}\n", status_code=_NOT_FOUND, headers=kept)
    top = _climb(scope["path"])
    html = render(
        "unknown.html",
        lang=HTML_LANGUAGES[words.lang],
        title=said,
        style=f"{top}{asset_address('ogc.css')}",
        advice=words("Perhaps it was cut or has a letter too many. From here it goes on:"),
        ways=[
            {"href": f"{top}{path}?lang={words.lang}", "name": name}
            for path, name in (
                ("", words("To the map")),
                ("nearby", words("What is being built near me?")),
                ("overview", words("Overview")),
            )
        ],
    )
    return HTMLResponse(html, status_code=_NOT_FOUND, headers=kept)


class UnknownPaths:
    """Answer 404 where Streamlit would answer any address with its page."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self._files = list_static_files()
        self._closed = (_AGENT,) if os.environ.get(OPEN_METRICS) == "1" else (_AGENT, _METRICS)

    def _is_known(self, scope: Scope) -> bool:
        """Say whether a route of ours or of Streamlit, or a file of its page, is meant."""
        path: str = scope["path"]
        if len(path) > _LONGEST_PATH or not path.isprintable():
            return False
        if any(len(name.encode()) > _LONGEST_NAME for name in path.split("/")):
            return False
        if any(path == door or path.startswith(f"{door}/") for door in self._closed):
            return False
        if path in self._files:
            return True
        routes: list[BaseRoute] = getattr(scope.get("app"), "routes", [])
        # Streamlit's own mount at the root takes every path.
        exact = [route for route in routes if not (isinstance(route, Mount) and not route.path)]
        return any(route.matches(scope)[0] is not Match.NONE for route in exact)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is known; lead a path with a slash too many to the page without it."""
        if scope["type"] != "http" or self._is_known(scope):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        bare = path.rstrip("/")
        if bare and bare != path and self._is_known({**scope, "path": bare}):
            query = scope.get("query_string", b"").decode("latin-1")
            up = "../" * (path.count("/") - bare.count("/"))
            target = f"{up}{bare.rpartition('/')[2]}" + (f"?{query}" if query else "")
            await RedirectResponse(target, status_code=_MOVED)(scope, receive, send)
            return
        await not_found(scope)(scope, receive, send)
