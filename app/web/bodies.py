"""The bodies of requests, counted while they are read."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.show.story import MAX_FILE_BYTES

MAX_UPLOAD_BYTES = 8 << 20
"""Largest file that Streamlit's upload takes; a story or a table is far smaller."""
MAX_BODY_BYTES = 1 << 20
_UPLOADS = "/_stcore/upload_file/"
_TOO_LARGE = 413


class _TooLargeError(Exception):
    """More came than may come."""


def most_bytes(path: str) -> int:
    """Return how many bytes a request to a path may bring.

    Examples
    --------
    >>> most_bytes("/healthz") == MAX_BODY_BYTES
    True
    """
    if path == "/present":
        return MAX_FILE_BYTES * 3  # a form writes a byte in up to three
    return MAX_UPLOAD_BYTES if path.startswith(_UPLOADS) else MAX_BODY_BYTES


def _refuse(most: int) -> PlainTextResponse:
    """Answer how many bytes are taken, and read no more."""
    text = f"at most {most:,} bytes are taken here\n"
    return PlainTextResponse(text, status_code=_TOO_LARGE, headers={"Connection": "close"})


class BoundedBodies:
    """Stop reading a body that is too large, whatever its header says."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer 413 where it brings too much."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most, came, has_begun = most_bytes(scope["path"]), 0, False

        async def receive_counted() -> Message:
            nonlocal came
            message = await receive()
            if message["type"] == "http.request":
                came += len(message.get("body", b""))
                if came > most:
                    raise _TooLargeError
            return message

        async def send_noted(message: Message) -> None:
            nonlocal has_begun
            has_begun = has_begun or message["type"] == "http.response.start"
            await send(message)

        told = Headers(scope=scope).get("content-length", "0")
        if told.isdecimal() and (len(told) > len(str(most)) + 1 or int(told) > most):
            await _refuse(most)(scope, receive, send)
            return
        try:
            await self.app(scope, receive_counted, send_noted)
        except _TooLargeError:
            if not has_begun:
                await _refuse(most)(scope, receive, send)
