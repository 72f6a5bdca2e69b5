"""Streamlit's own scripts and styles, compressed: it does not compress them itself."""

import asyncio

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.published.codings import choose_coding
from app.web.answers import IMMUTABLE
from app.web.streamlit_files import find_static


class StaticCompression:
    """Serve Streamlit's own scripts and styles compressed, each compressed once and kept."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a static file here, pass everything else on."""
        if scope["type"] == "http" and scope["path"].startswith("/static/"):
            coding = choose_coding(Headers(scope=scope).get("accept-encoding", ""))
            asset = find_static(scope["path"]) if coding else None
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
