"""Streamlit's own scripts and styles, compressed: it does not compress them itself."""

import asyncio
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.published.assets import Asset
from app.web.answers import IMMUTABLE

STREAMLIT_STATIC = Path(streamlit.__file__).parent / "static"
_TEXT_ENDINGS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


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
