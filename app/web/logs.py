"""Logs for machines: one line of JSON an event, and nothing of a reader in them."""

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from time import perf_counter
from types import TracebackType
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import SettingError
from app.web.metrics import name_door

LOG_FORMAT: Final = "LOG_FORMAT"
_FORMATS: Final = ("text", "json")
_QUIET: Final = frozenset({"healthz", "readyz"})
_ACCESS: Final = logging.getLogger("app.access")

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def read_format() -> str:
    """Read how logs are written: ``text`` or ``json``.

    Raises
    ------
    SettingError
        Where it is neither.
    """
    text = os.environ.get(LOG_FORMAT, "").strip().lower() or _FORMATS[0]
    if text not in _FORMATS:
        raise SettingError(f"{LOG_FORMAT}: expected {' or '.join(_FORMATS)}; found {text!r}")
    return text


def describe_exception(error: BaseException) -> dict[str, object]:
    """Describe an exception by its kind and where it was raised.

    What it says is left out: it may repeat what a reader typed.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"kind": type(error).__name__, "at": places}


class JsonLines(logging.Formatter):
    """Write a record of a log as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        when = datetime.fromtimestamp(record.created, tz=UTC)
        said: dict[str, object] = {
            "time": when.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
        }
        fields = getattr(record, "fields", None)
        said |= fields if isinstance(fields, dict) else {"message": record.getMessage()}
        if record.exc_info and record.exc_info[1] is not None:
            said["exception"] = describe_exception(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def write_json_lines() -> None:
    """Let every log of this process be written as lines of JSON to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "streamlit"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    _ACCESS.setLevel(logging.INFO)


class LoggedRequests:
    """Log every request by its door: how it was answered, how long it took, how much was sent."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and log it."""
        door = name_door(scope["path"]) if scope["type"] == "http" else ""
        if not door or door in _QUIET:
            await self.app(scope, receive, send)
            return
        began, status, sent = perf_counter(), 500, 0

        async def note(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = int(message["status"])
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            fields = {
                "door": door,
                "method": scope["method"],
                "status": status,
                "duration_ms": round(1000 * (perf_counter() - began), 1),
                "bytes": sent,
            }
            _ACCESS.info("request", extra={"fields": fields})
