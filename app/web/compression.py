"""Streamlit's own scripts and styles, compressed: it does not compress them itself."""

import asyncio
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.published.assets import Asset
from app.published.codings import choose_coding
from app.web.answers import IMMUTABLE
from app.web.unknown_paths import list_static_files

STREAMLIT_STATIC = Path(streamlit.__file__).parent / "static"
_TEXT_ENDINGS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


class StaticCompression:
    """Serve Streamlit's own scripts and styles compressed, each compressed once and kept."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        self._files = list_static_files()
        self._kept: dict[str, Asset] = {}

    def _find(self, path: str) -> Asset | None:
        """Find a file among those there are: what is kept cannot grow beyond them."""
        file = STREAMLIT_STATIC / path.removeprefix("/")
        if path not in self._files or file.suffix not in _TEXT_ENDINGS:
            return None
        if path not in self._kept:
            self._kept[path] = Asset(file.name, file.read_bytes(), _TEXT_ENDINGS[file.suffix])
        return self._kept[path]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a static file here, pass everything else on."""
        if scope["type"] == "http" and scope["path"].startswith("/static/"):
            coding = choose_coding(Headers(scope=scope).get("accept-encoding", ""))
            asset = self._find(scope["path"]) if coding else None
            if asset is not None and coding is not None:
                body = await asyncio.to_thread(asset.coded, coding)
                headers = {
                    "Content-Encoding": coding,
                    "Cache-Control": IMMUTABLE,  # the names carry a hash of the content
                    "Vary": "Accept-Encoding",
                }
                await Response(body, headers=headers, media_type=asset.media_type)(
                    scope, receive, send
                )
                return
        await self.app(scope, receive, send)
